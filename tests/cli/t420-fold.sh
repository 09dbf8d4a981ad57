# SPDX-License-Identifier: MIT
# t420-fold.sh: articles that read alike are one answer.
. "$top_srcdir/tests/tap.sh"
trawl=$top_builddir/trawl

long='The council has agreed to build two hundred homes beside the old harbour,
where the last of the fishing sheds was taken down in spring. Work begins in
May, and the first families are to move in before the winter after next.'
text=$(printf '%s' "$long" | tr '\n' ' ')
cat >articles.ndjson <<EOF
{"id":"first","title":"Homes for the harbour","date":"2019","text":"$text"}
{"id":"copy","title":"Harbour to get homes","date":"2021","text":"$text"}
{"id":"edited","title":"New homes","date":"2020","text":"$(echo "$text" | sed 's/winter/cold winter/')"}
{"id":"other","title":"Homes","text":"Another council has no homes to build at all."}
EOF
"$trawl" index articles.ndjson 2>/dev/null

ids() {
	"$trawl" search --json "$@" council | grep -o '"id":"[a-z]*"' |
		cut -d'"' -f4 | sort | tr '\n' ' '
}

is 'one of those that read alike is shown' "$(ids | wc -w | tr -d ' ')" 2
is 'all are, if asked' "$(ids --no-fold)" 'copy edited first other '
like 'how many more there are' "$("$trawl" search council)" \
	'2 more like this'
like 'in JSON, too' "$("$trawl" search --json council)" '"more":2'
"$trawl" search --json --no-fold council >all
fails 'JSON has no such number without' 1 grep '"more"' all
like 'the total counts all' "$("$trawl" search --json council)" '"total":4'

json=$("$trawl" search --json --explain council)
like 'what is folded is explained' "$json" '"more":2.*"explain":'
like 'within a budget, too' \
	"$("$trawl" search --json --budget 100000 council)" '"more":2'
like 'and by title' "$("$trawl" search --json --sort title council)" \
	'"more":2'
is 'pages of titles go on behind what is folded' "$("$trawl" search --json \
	--sort title -n 1 council | grep -o '"id":"[a-z]*"')$("$trawl" search \
	--json --sort title -n 1 --resume "$("$trawl" search --json --sort \
	title -n 1 council | sed 's/.*"resume":"\([^"]*\)".*/\1/')" council |
	grep -o '"id":"[a-z]*"')" '"id":"copy""id":"other"'

first() {
	"$trawl" search --json "$@" council | grep -o '"id":"[a-z]*"' |
		sed -n 1p
}
is 'the newest can be shown' "$(ids --keep newest)" 'copy other '
is 'or the longest' "$(ids --keep longest)" 'edited other '
is 'by the order of dates, too' \
	"$(first --sort -date)$(first --sort -date --keep newest)" \
	'"id":"first""id":"copy"'
like 'which counts as many' "$("$trawl" search --json --keep newest council)" \
	'"more":2'
like 'and is explained' \
	"$("$trawl" search --json --keep newest --explain council)" \
	'"id":"copy".*"explain":'
is 'pages go on behind it' "$("$trawl" search --json --sort -date \
	--keep newest -n 1 --resume "$("$trawl" search --json --sort -date \
	--keep newest -n 1 council | sed 's/.*"resume":"\([^"]*\)".*/\1/')" \
	council | grep -o '"id":"[a-z]*"')" '"id":"other"'
fails 'there is no other' 2 "$trawl" search --keep oldest council

done_testing
