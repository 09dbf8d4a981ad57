# SPDX-License-Identifier: MIT
# t110-lifetime.sh: export, backup, merge and compact keep every article.
. "$top_srcdir/tests/tap.sh"
trawl=$top_builddir/trawl

article() {
	printf '{"id":"%s","title":"Title %s","text":"Text %s on %s."}\n' \
		"$1" "$1" "$1" "$2"
}

for i in 1 2 3 4 5 6 7 8 9 10 11 12; do
	article "$i" rivers | "$trawl" index - 2>/dev/null
done
article 3 mountains | "$trawl" index - 2>/dev/null
"$trawl" remove 7
digest=$($trawl digest)
like 'a digest is 64 digits' "$digest" '^[0-9a-f]{64}$'

for i in 1 2 4 5 6 8 9 10 11 12; do
	article "$i" rivers
done | "$trawl" index -i fresh.trawl - 2>/dev/null
article 3 mountains | "$trawl" index -i fresh.trawl - 2>/dev/null
is 'a fresh index of the same articles has the same digest' \
	"$($trawl digest -i fresh.trawl)" "$digest"
scores() {
	"$trawl" search --json "$@" rivers text |
		grep -o '"id":"[0-9]*"\|"score":[0-9.e-]*' | paste - - |
		sort
}
is 'and the same scores' "$(scores -i fresh.trawl -n 20)" "$(scores -n 20)"

ok 'export reads back' sh -c "$trawl export | $trawl index -i copy.trawl -"
is 'as the same set' "$($trawl digest -i copy.trawl)" "$digest"
ok 'backup' "$trawl" backup backup.trawl
is 'is the same set' "$($trawl digest -i backup.trawl)" "$digest"
fails 'backup does not write over a file' 2 "$trawl" backup backup.trawl
ok 'merge' "$trawl" merge
is 'changes nothing' "$($trawl digest)" "$digest"
like 'but the segments' "$($trawl stats)" '^segments +1$'
like 'and the dead' "$($trawl stats)" '^replaced +0 '
ok 'compact' "$trawl" compact
is 'changes nothing either' "$($trawl digest)" "$digest"
ok 'the index is well' "$trawl" check
article 13 lakes | "$trawl" index - 2>/dev/null
ok 'and can be written after it' "$trawl" search lakes

# What the index has already is left alone.
again() {
	for i in 1 2 3; do
		article "$i" "$1"
	done | "$trawl" index -i again.trawl --sync - 2>&1 |
		grep 'new or changed'
}
generation() {
	"$trawl" stats -i again.trawl | grep generation
}
is 'of a new index nothing is known' "$(again rivers)" ''
made=$(generation)
is 'the same again is nothing new' "$(again rivers)" \
	'trawl: 0 of them new or changed'
is 'and no commit' "$(generation)" "$made"
is 'what has changed is' "$(again lakes)" 'trawl: 3 of them new or changed'
ok 'and is found' "$trawl" search -i again.trawl lakes
for place in rivers lakes; do
	article 1 "$place"
done | "$trawl" index -i again.trawl - 2>/dev/null
like 'of one id given twice, the last stays, as before the run' \
	"$($trawl show -i again.trawl 1)" 'lakes'

# Of a page, the whole of what was found in it is compared, with what is cut
# out as its site's template.
mkdir pages
for i in 1 2 3 4 5 6 7 8; do
	echo "<html><head><title>Story $i</title><link rel=canonical \
href=https://news.example/$i></head><body><article><h1>Story $i</h1>
<p>The $i of us went $i miles along the river $i, and found $i boats there.</p>
<p>In the year 190$i there were 1$i of them, as 2$i letters of that time say.</p>
<p>Please give to our okapi fund, so that we can go on with our work for all.</p>
</article></body></html>" >"pages/$i.html"
done
of_pages() {
	"$trawl" index -i pages.trawl "$@" pages 2>&1 | grep 'new or changed'
}
of_pages
fails 'a template is not searched' 1 "$trawl" search -i pages.trawl okapi
is 'pages indexed again are nothing new' "$(of_pages --sync)" \
	'trawl: 0 of them new or changed'
sed -i 's/the river/the canal/' pages/5.html
is 'but the one that has changed' "$(of_pages --sync)" \
	'trawl: 1 of them new or changed'
fails 'of which the template is not searched either' 1 \
	"$trawl" search -i pages.trawl okapi
like 'stats names what was learned' "$($trawl stats -i pages.trawl)" \
	'^ +8  Please give to our okapi fund'
is 'as JSON too' "$($trawl stats --json -i pages.trawl |
	jq -r '.templates[].lines[] | "\(.articles) \(.text[:12])"')" \
	'8 Please give '
like 'extract tells why a line goes' \
	"$($trawl extract --explain --index pages.trawl pages/1.html)" \
	'template: on 8 of 8 pages of news.example: Please give'
digest=$($trawl digest -i pages.trawl)
"$trawl" export -i pages.trawl >exported.ndjson
"$trawl" index -i anew.trawl exported.ndjson 2>/dev/null
is 'export has texts whole' "$(grep -c okapi exported.ndjson)" 8
is 'from which the same is learned' "$($trawl digest -i anew.trawl)" "$digest"
is 'and known where each value came from' \
	"$($trawl export -i anew.trawl | sort)" "$(sort exported.ndjson)"
is 'or as they are shown' \
	"$($trawl export -i pages.trawl --as-shown | grep -c 'okapi\|sources')" 0
of_pages --no-template >pages.log
is 'learning can be left out' \
	"$($trawl search -i pages.trawl --json okapi | jq .total)" 8
is 'and what was written so is known' "$(of_pages --no-template)" \
	'trawl: 0 of them new or changed'
rm pages.trawl
of_pages
rm pages/[4-8].html
of_pages --sync >pages.log
is 'where it is not common any more, it comes back' \
	"$($trawl search -i pages.trawl --json okapi | jq .total)" 3

echo junk >junk.trawl
fails 'what is no index is no index' 2 "$trawl" search -i junk.trawl x
like 'and is told' "$($trawl search -i junk.trawl x 2>&1)" 'junk.trawl'
is 'and is left alone' "$(cat junk.trawl)" junk
size=$(wc -c <backup.trawl)
head -c $((size / 2)) backup.trawl >short.trawl
fails 'half an index' 2 "$trawl" search -i short.trawl x
like 'is told as cut short' "$($trawl search -i short.trawl x 2>&1)" 'short'
: >empty.trawl
fails 'an empty file' 2 "$trawl" search -i empty.trawl x

done_testing
