# SPDX-License-Identifier: MIT
# t430-similar.sh: articles about what one is about.
. "$top_srcdir/tests/tap.sh"
trawl=$top_builddir/trawl

harbour='The council builds two hundred homes beside the old harbour where the
fishing sheds stood until spring. Families move into the homes next winter.'
cat >articles.ndjson <<EOF
{"id":"a/1","title":"Homes","date":"2019","text":"$(echo $harbour)"}
{"id":"a/2","title":"New homes","date":"2019","text":"$(echo $harbour)"}
{"id":"b","title":"Harbour","date":"2018","text":"The harbour and its fishing sheds are for sale."}
{"id":"c","title":"Families","date":"2020","text":"More families look for homes this winter."}
{"id":"d","title":"Football","date":"2020","text":"The final ended without a goal."}
EOF
"$trawl" index articles.ndjson 2>/dev/null

ids() {
	"$trawl" similar --json "$@" | grep -o '"rank":[0-9]*,"id":"[a-z/0-9]*"' |
		sed 's/.*"id":"\(.*\)"/\1/' | sort | tr '\n' ' '
}

is 'it and what reads like it are left out' "$(ids a/1)" 'b c '
is 'a filter' "$(ids --filter since:2020 a/1)" 'c '
echo 'A football final and a goal.' >text
is 'a text' "$(ids --text text)" 'd '
is 'on standard input' "$(echo 'fishing sheds' | ids --text -)" 'a/1 b '
fails 'an article that is not there' 1 "$trawl" similar nobody
fails 'a text without a known word' 2 "$trawl" similar --text /dev/null
fails 'neither' 2 "$trawl" similar

done_testing
