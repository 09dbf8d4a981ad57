# SPDX-License-Identifier: MIT
# t220-nothing.sh: what a query that finds nothing could leave out.
. "$top_srcdir/tests/tap.sh"
trawl=$top_builddir/trawl

cat >articles.ndjson <<'EOF'
{"id":"a","date":"2014-05-17","title":"Mill","text":"The mill was built by the river."}
{"id":"b","date":"2019-06-30","author":"Joanna Ruffle","category":"Local News","text":"A river without a bridge."}
{"id":"c","date":"2019","text":"A bridge over the river, and a mill."}
EOF
"$trawl" index articles.ndjson 2>/dev/null

nothing() {
	"$trawl" search "$@" 2>&1 | sed -n '2,$s/^trawl: //p' | tr '\n' ';'
}

is 'a word that is nowhere' "$(nothing '+river +windmill')" \
	'without windmill: 3;'
is 'what must not be there' "$(nothing 'mill -river')" 'without -river: 2;'
is 'a phrase, then its words' "$(nothing '"bridge mill"' | sed 's/.*;"/"/')" \
	'"bridge mill" as words: 1;'
is 'a word that is in no title' "$(nothing 'title:bridge')" \
	'title:bridge anywhere: 2;'
is 'a time' "$(nothing --after 2020 mill)" 'of any date: 2;'
is 'two changes, where one is not enough' \
	"$(nothing '+windmill +watermill +bridge')" \
	'without windmill, without watermill: 2;'
is 'the words of an author' "$(nothing joanna ruffle)" \
	'author:"joanna ruffle" for joanna ruffle: 1;'
is 'or of a category' "$(nothing '+news +bridge')" \
	'category:news for news: 1;without news: 2;'
is 'nothing helps' "$(nothing windmill)" ''
fails 'it is still nothing' 1 "$trawl" search '+river +windmill'
like 'JSON has it, too' "$("$trawl" search --json '+river +windmill')" \
	'"relaxed":\[{"query":"river","total":3,"why":"without windmill"}\]'
like 'JSON with hits has none' "$("$trawl" search --json river)" \
	'"relaxed":\[\]'
done_testing
