#!/bin/sh
# SPDX-License-Identifier: MIT
# t140-languages.sh: articles and queries in several languages, in one index.
. "$top_srcdir/tests/tap.sh"
trawl=$top_builddir/trawl

language() {
	"$trawl" extract "$@" | sed 's/,"sources".*//' |
		sed -n 's/.*"language":"\([a-z]*\)".*/\1/p'
}
german='Der Rat der Stadt hat sich mit den Regierungen der Nachbarn auf eine
neue Br&uuml;cke &uuml;ber den Fluss geeinigt, und die Arbeiten sollen im
Mai beginnen, wenn das Wasser nicht zu hoch ist.'
printf '<html lang=en><title>Brücke</title><p>%s' "$german" >hint.html
is 'the text tells the language, not the page' "$(language hint.html)" de
printf '<html lang=fr><title>Ring</title><p>Ring Nasreen. 123.' >short.html
is 'a text that does not tell has that of the page' "$(language short.html)" fr
cat >articles.ndjson <<'END'
{"id":"de","title":"Brücke","text":"Der Rat der Stadt hat sich mit der Regierung auf eine neue Brücke geeinigt, und die Arbeiten sollen im Mai beginnen, wenn das Wasser nicht zu hoch ist."}
{"id":"en","title":"Bridge","text":"The council of the town has agreed with the government on a new bridge, and the work is to begin in May, if the water is not too high for the boats."}
{"id":"given","title":"Kept","language":"fr","text":"The council of the town has agreed with the government on a new bridge, and the work is to begin in May, if the water is not too high for the boats."}
END
is 'so do lines that say none' "$(language articles.ndjson | tr '\n' ' ')" \
	'de en fr '
"$trawl" index articles.ndjson 2>/dev/null
found() {
	"$trawl" search --json --no-fold "$@" | grep -o '"id":"[a-z]*"' | head -1
}
is 'a question is read in its language' "$(found 'was die Regierungen und der Rat')" \
	'"id":"de"'
is 'or in that which is named' "$(found --language de +Regierungen)" '"id":"de"'
is 'by its English name, too' "$(found --language German +Regierungen)" '"id":"de"'
said() {
	"$trawl" search -i were.trawl "$@" 2>&1 >/dev/null | sed -n 's/.*did you mean: //p'
}
cat >were.ndjson <<'END'
{"id":"a","text":"We were where they were before, and they were not."}
{"id":"b","text":"Die Regierung ist neu, und sie ist auch bekannt."}
END
"$trawl" index -i were.trawl were.ndjson 2>/dev/null
is 'small words of any language are not misspelt' "$(said wer)" ''
is 'others may be' "$(said wer regierng)" 'wer regierung'
fails 'a language that there is not' 2 "$trawl" search --language zz Rat
like 'is told, and which there are' \
	"$("$trawl" search --language zz Rat 2>&1)" \
	"no language is called 'zz'; there are, with stemmers, ar ca .* yi, and"
fails 'a word alone in that of the index' 1 "$trawl" search +Regierungen

# The same eight stories in five languages: a question with other forms of
# their words finds the one in its own, among all as alone. A word or two may
# be the same in others ("Radio"), and small words of several languages do not
# tell which one is asked in ("en la"), so that now and then it has to be told.
data=$top_srcdir/tests/data/languages
right() {
	"$trawl" run --plain "$@" "$code.tsv" 2>/dev/null |
		awk '$4 == 1 && $1 == $3 { n++ } END { print n + 0 }'
}
"$trawl" index -i five.trawl "$data.ndjson" 2>/dev/null
is 'the language of each is told from its text' "$("$trawl" export \
	-i five.trawl | sed 's/.*"id":"\(..\).*"language":"\(..\)".*/\1 \2/' |
	sort -u | tr '\n' ' ')" 'de de en en es es fr fr ru ru '
for code in en de fr es ru; do
	grep "^$code" "$data.tsv" >"$code.tsv"
	grep "\"id\":\"$code" "$data.ndjson" |
		"$trawl" index -i "$code-alone.trawl" --language "$code" - \
			2>/dev/null
	is "$code alone" "$(right -i "$code-alone.trawl")" 8
	ok "$code among five" test "$(right -i five.trawl)" -ge 6
	ok "$code among five, told" test \
		"$(right --language "$code" -i five.trawl)" -ge 7
done

# A mixed index answers as well as one of each language alone.
shared=${TRAWL_SHARED:-$top_srcdir/../shared}/data/relevance
for code in de ru; do
	set=$shared/xquad-$code
	if [ ! -f "$set/queries.tsv" ]; then
		skip "$code beside others" 'no xquad collections here'
		continue
	fi
	"$trawl" index -i "$code.trawl" --language "$code" "$set/docs.ndjson" \
		2>/dev/null
	for other in xquad-de xquad-ru cisi; do
		[ "$other" = "xquad-$code" ] || sed 's/"id": *"/&other-/' \
			"$shared/$other/docs.ndjson"
	done | cat "$set/docs.ndjson" - >mixed.ndjson
	rm -f mixed.trawl
	"$trawl" index -i mixed.trawl mixed.ndjson 2>/dev/null
	for index in "$code" mixed; do
		"$trawl" run --plain -i "$index.trawl" "$set/queries.tsv" \
			>"$index.run"
		"$trawl" eval "$set/qrels.txt" "$index.run" >"$index.eval" \
			2>/dev/null
	done
	alone=$(awk '/ndcg_cut_10|ndcg@10|nDCG@10/ { print $NF; exit }' \
		"$code.eval")
	mixed=$(awk '/ndcg_cut_10|ndcg@10|nDCG@10/ { print $NF; exit }' \
		mixed.eval)
	echo "# $code: alone $alone, mixed $mixed"
	ok "$code beside others" awk "BEGIN { exit !($mixed >= $alone - 0.01) }"
done
done_testing
