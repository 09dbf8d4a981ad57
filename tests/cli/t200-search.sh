# SPDX-License-Identifier: MIT
# t200-search.sh: what people type, and what they get.
. "$top_srcdir/tests/tap.sh"
trawl=$top_builddir/trawl

cat >articles.ndjson <<'EOF'
{"id":"pop","title":"The king of pop","text":"He was called the king of pop by many."}
{"id":"the","title":"Music","text":"They crowned a king the pop world loved."}
{"id":"hamlet","title":"Hamlet","text":"To be or not to be: that is the question."}
{"id":"cafe","title":"Café society","text":"A naïve résumé of São Paulo’s cafés."}
{"id":"join","title":"Joined-up care","text":"We co-operate on C++ and Ubuntu 20.04. Mail help@example.org or @nasa."}
{"id":"work","title":"Working in partnership","text":"Partnership and integration. Partners integrate; an integrated service is integrating."}
{"id":"dont","title":"Don’t stop","text":"We don’t give up 50% of it."}
{"id":"cjk","title":"搜索引擎","text":"全文搜索引擎很快。"}
EOF
"$trawl" index articles.ndjson 2>/dev/null

ids() {
	"$trawl" search --json -n 20 -- "$@" | grep -o '"rank":[0-9]*,"id":"[a-z]*"' |
		sed 's/.*"id":"\(.*\)"/\1/' | tr '\n' ' '
}
set_of() {
	ids "$@" | tr ' ' '\n' | sort | tr -d '\n'
}

is 'a phrase is exact through stop words' "$(ids '"king of pop"')" 'pop '
is 'in both directions' "$(ids '"king the pop"')" 'the '
is 'stop words alone find their page' "$(ids '"to be or not to be"')" 'hamlet '
like 'without quotes too' "$(ids 'to be or not to be')" '^hamlet '
for word in cafe café CAFÉ naive résumé resume 'Sao Paulo' 'São Paulo'; do
	like "accents: $word" "$(ids "$word")" '^cafe '
done
for word in joined-up joinedup co-operate cooperate 'C++' 20.04 @nasa nasa \
	help@example.org; do
	like "words: $word" "$(ids "$word")" '^join '
done
for word in integrate integrated integrating integration partnership; do
	like "stems: $word" "$(ids "$word")" '^work '
done
for word in "don't" 'don’t' dont '50%' 50; do
	like "apostrophes and signs: $word" "$(ids "$word")" '^dont '
done
is 'bigrams: 搜索' "$(ids 搜索)" 'cjk '
is 'bigrams: 引擎' "$(ids 引擎)" 'cjk '

is '+ must be there' "$(ids 'king +pop +called')" 'pop '
is '- must not' "$(ids 'king -called')" 'the '
is 'NOT is -' "$(ids 'king NOT called')" 'the '
is 'AND wants both' "$(ids 'king AND crowned')" 'the '
is 'OR wants one' "$(set_of 'hamlet OR partnership')" 'hamletwork'
is 'groups' "$(set_of '+(hamlet OR king) -called')" 'hamletthe'
is 'title: looks at titles' "$(ids 'title:king')" 'pop '
is 'title: of a phrase' "$(ids 'title:"king of"')" 'pop '
is 'all but some' "$(set_of '-king -cafe -partnership')" 'cjkdonthamletjoin'

# Whatever is typed is a query: found (0), nothing (1), but never trouble.
while IFS= read -r query; do
	"$trawl" search -- "$query" >out 2>&1
	status=$?
	is "a query: $query" "$([ $status -le 1 ] && echo fine || cat out)" fine
done <<'EOF'
don't
(x
x)
((((x))))
AND
OR
NOT
x AND
AND x
OR OR
C++
50%
"unclosed
"
+x
x+
-x
- x
--x
title:
title:x
title:title:x
https://example.org/a-b?c=d&e=f#g
a:b:c
x~2
x^3
pre*
*
?x
\
x\y
`x`
$x
{x}
[x TO y]
/x/
'x'
“curly quotes”
«guillemets»
😀
x😀y
ﬁne
the
to be or not to be
NOT NOT x
x NOT
+
x -
x OR
() x
"" x
x "" y
EOF
for query in '()' '""' '+' '- ' '!?'; do
	fails "no word in it, nothing found: '$query'" 1 \
		"$trawl" search -- "$query"
done
for query in '' ' '; do
	fails "an empty query: '$query'" 2 "$trawl" search -- "$query"
done
ok 'invalid UTF-8 is a query' sh -c \
	"$trawl search \"\$(printf 'king \\377\\376')\""
long=$(printf 'word%.0s ' $(seq 5000))
ok 'a long query' sh -c "$trawl search king $long"
deep=$(printf '(%.0s' $(seq 5000))
ok 'a deep query' "$trawl" search "king $deep"

all=$($trawl search --json -n 20 -- -xyzzy | grep -o '"id":"[a-z]*"')
pages=$(for offset in 0 3 6 9; do
	"$trawl" search --json -n 3 --offset $offset -- -xyzzy |
		grep -o '"id":"[a-z]*"'
done)
is 'pages neither repeat nor lose' "$pages" "$all"
like 'the total is of all' "$($trawl search --json -n 1 -- -xyzzy)" '"total":8,'
fails 'too deep a page is told' 2 "$trawl" search --offset 4000000000 king

is 'plain text marks words' "$($trawl search 'title:hamlet' 2>/dev/null |
	head -1)" '1. Hamlet'
like 'snippets mark phrases' "$($trawl search '"king of pop"')" \
	'the \*\*king of pop\*\* by'
like 'snippets mark stems' "$($trawl search integrate)" \
	'\*\*integrated\*\*'
like 'colours when asked' "$($trawl search --color always hamlet)" \
	"$(printf '\033')\\[1m"
is 'no colours in a pipe' "$($trawl search hamlet | grep -c "$(printf '\033')")" 0

json=$($trawl search --json 'hamlet "question')
like 'JSON has its version' "$json" '^\{"v":1,'
like 'JSON says how the query was read' "$json" '"read_as":"'
like 'JSON warns of an unclosed quote' "$json" '"warnings":\[\{"offset":7,'
if command -v jq >/dev/null; then
	ok 'JSON is JSON' sh -c \
		"$trawl search --json -- -xyzzy | jq -e ."
else
	skip 'JSON is JSON' 'no jq'
fi

is 'JSON is UTF-8, whatever was asked' \
	"$("$trawl" search --json -- "$(printf 'caf\303\251 \377\303xyzzy')" |
		sed 's/.*"query":"\([^"]*\)".*/\1/')" \
	"$(printf 'caf\303\251 \\ufffd\\ufffdxyzzy')"

done_testing
