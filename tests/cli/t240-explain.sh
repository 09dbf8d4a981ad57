# SPDX-License-Identifier: MIT
# t240-explain.sh: what scores are made of, and why articles were found.
. "$top_srcdir/tests/tap.sh"
trawl=$top_builddir/trawl

cat >articles.ndjson <<'EOF'
{"id":"a","date":"2019-12-17","title":"The mill","text":"The mill was built by the river. It is old."}
{"id":"b","text":"A bridge and a mill."}
EOF
"$trawl" index articles.ndjson 2>/dev/null

text=$("$trawl" search --explain mill river)
like 'a line tells why' "$text" \
	'^   mill in the title; 17 December 2019$'
like 'and what is absent' "$text" '^   in the text; without river$'
like 'the score comes first' "$text" '^    *[0-9.]*  score$'
like 'a word has its parts' "$text" \
	'  mill: frequency 4, idf [0-9.]*, length [0-9.]*$'
like 'sentences count' "$text" '  the best sentence$'

text=$("$trawl" search --explain --no-rerank mill)
unlike=$(printf '%s\n' "$text" | grep -c sentence)
is 'but not where words alone do' "$unlike" 0

text=$("$trawl" search --explain --recency 90d --now 2020-03-16 mill)
like 'age is a factor' "$text" 'x   0\.7500  its age$'

json=$("$trawl" search --explain --json -n 1 mill)
like 'JSON has the line' "$json" \
	'"explain":\{"line":"in the title; 17 December 2019"'
score=$(printf '%s' "$json" | sed 's/.*"score":\([0-9.]*\).*/\1/')
like 'and the score as the first part' "$json" \
	"\"parts\":\\[\\{\"depth\":0,\"how\":\"sum\",\"value\":$score,"
like 'and no more is told unless asked for' \
	"$("$trawl" search --json mill | grep -c explain)" '^0$'
like 'feedback has its part, where it is asked for' \
	"$("$trawl" search --explain --expand --json mill)" \
	'"parts":\[\{"depth":0,"how":"sum"'
json=$("$trawl" search --budget 1 --json mill)
like 'a budget gives a part of the answer' "$json" \
	'"total":[01],"partial_of_at_most":[12],'
is 'the same each time' "$("$trawl" search --budget 1 --json mill |
	sed 's/"took_us":[0-9]*//')" "$(printf '%s' "$json" |
	sed 's/"took_us":[0-9]*//')"
like 'that is told' "$("$trawl" search --budget 1 mill 2>&1)" \
	'the budget is spent: there may be up to [12] answers'
is 'one that reaches all says nothing' \
	"$("$trawl" search --budget 1000 --json mill | grep -c partial)" 0
done_testing
