# SPDX-License-Identifier: MIT
# t100-index.sh: adding, replacing and removing articles.
. "$top_srcdir/tests/tap.sh"
trawl=$top_builddir/trawl

ids() {
	"$trawl" export | sed 's/^{"id":"\([^"]*\)".*/\1/' |
		LC_ALL=C sort | tr '\n' ' '
}

mkdir -p news/2019 news/2020 news/.hidden
echo 'The first article is about bridges and rivers.' >news/2019/a.txt
printf '# Second\n\nThis one is about roads.\n' >news/2020/b.md
echo '<html><title>Third</title><p>This third page is about boats.' \
	>news/c.html
echo 'secret' >news/.hidden/d.txt
ok 'a folder is indexed' "$trawl" index news
is 'by folder and name, hidden ones left out' "$(ids)" \
	'news/2019/a.txt news/2020/b.md news/c.html '
like 'what was done is told' "$($trawl index news 2>&1)" '^trawl: 3 articles'
like 'indexing again replaces' "$($trawl stats)" '^articles +3$'

printf '# a comment\n2019/\n*.md\n!b.md\n' >news/.trawlignore
rm articles.trawl
ok 'with a .trawlignore' "$trawl" index news
is '.trawlignore leaves out folders and names, ! takes back' "$(ids)" \
	'news/2020/b.md news/c.html '
rm news/.trawlignore

ln -s .. news/loop
ln -s c.html news/link.html
mkfifo news/pipe
: >news/picture.png
ok 'links, pipes and pictures do not disturb' \
	timeout 20 "$trawl" index --sync news
is 'and are no articles' "$(ids)" \
	'news/2019/a.txt news/2020/b.md news/c.html '
fails 'a pipe that is named is told' 2 "$trawl" index news/pipe
rm news/loop news/link.html news/pipe news/picture.png

rm news/c.html
ok '--sync' "$trawl" index --sync news
is '--sync removes what is gone' "$(ids)" 'news/2019/a.txt news/2020/b.md '

mkdir unmounted
fails 'a folder without an article does not empty an index' 2 \
	"$trawl" index --sync unmounted
is 'which is as it was' "$(ids)" 'news/2019/a.txt news/2020/b.md '
ok 'but makes an empty one' "$trawl" index -i new.trawl --sync unmounted

ok 'remove' "$trawl" remove news/2020/b.md
is 'remove removes' "$(ids)" 'news/2019/a.txt '
fails 'removing what is not there' 1 "$trawl" remove nothing
fails 'a removed article is not found' 1 "$trawl" search roads

cat >feed.ndjson <<'EOF'
{"id":"1","title":"One","text":"apples and pears","author":["Ann","Bob"]}
{"id":"2","title":"Two", this is no JSON
{"id":"3","title":"Three","text":"cherries"}
{"title":"without an id","text":"plums"}

{"id":"4","title":"","text":""}
{"id":"5","text":"figs","category":["Food","Fruit"],"date":"2020-02-03"}
EOF
fails 'a feed with bad lines' 2 "$trawl" index feed.ndjson
told=$($trawl index feed.ndjson 2>&1)
like 'names the line that is no JSON' "$told" 'feed.ndjson: line 2: no JSON: no name in quotes at byte 26$'
like 'names the article without text' "$told" 'line 6|: 4|"4"'
like 'the rest goes on' "$(ids)" '1 3 .*5 '
printf '{"id":"6","title":"A\000","text":"no"}\n{"id":"7","text":"kale"}\n' >nul
like 'a line with a zero byte is named' "$($trawl index nul 2>&1)" \
	'nul: line 1: no JSON: byte 21 is 0'
ok 'and the others are taken' $trawl search kale
ok 'remove' $trawl remove 7
ok 'several authors are kept' \
	sh -c "$trawl show --json 1 | grep -q '\"author\":\[\"Ann\",\"Bob\"\]'"
ok 'and shown with a comma between' \
	sh -c "$trawl show 1 | grep -q '^author  *Ann, Bob'"
ok 'a date is kept' sh -c "$trawl show 5 | grep -q '^date *2020-02-03'"
ok 'standard input is NDJSON' sh -c \
	"echo '{\"id\":\"z\",\"text\":\"zebras\"}' | $trawl index -"
ok 'and is found' "$trawl" search zebra
fails 'a missing file is told' 2 "$trawl" index missing.html
like 'with its name' "$($trawl index missing.html 2>&1)" \
	'missing.html: No such file|cannot read missing.html'
fails 'of nothing but missing ones' 2 "$trawl" index -i none.trawl missing/ m
ok 'no index is made' test ! -e none.trawl
fails 'of some that are there' 2 "$trawl" index -i some.trawl missing/ feed.ndjson
ok 'one is' "$trawl" search -i some.trawl cherries

seq 1 20 | sed 's/.*/{"id":"d&","text":"lemon &","date":"soon"}/' >dates.ndjson
ok 'a date that is none costs no article' "$trawl" index dates.ndjson
told=$($trawl index dates.ndjson 2>&1)
like 'is told' "$told" "dates.ndjson: line 1: date 'soon' is none"
like 'and counted' "$told" '20 values such as a date could not be read'
is 'not twenty times' "$(echo "$told" | grep -c soon)" 5

printf 'GIF89a\001\002\003\000\000\000' >image.txt
fails 'a file that is no text' 2 "$trawl" index image.txt
like 'is named' "$($trawl index image.txt 2>&1)" 'image.txt.*not a text'
printf 'Caf\351 society is the subject of this article.' >latin.txt
like 'invalid UTF-8 is counted' "$($trawl index latin.txt 2>&1)" \
	'latin.txt: 1 byte sequence is no UTF-8'
ok 'and replaced' "$trawl" search society
long=$(printf '%0600d' 7)
echo "{\"id\":\"$long\",\"text\":\"too long\"}" >long.ndjson
fails 'an id over 500 bytes' 2 "$trawl" index long.ndjson
like 'is told' "$($trawl index long.ndjson 2>&1)" 'at most 500'
seq 1 700000 | sed 's/.*/word& other&/' | tr '\n' ' ' >long.txt
cp feed.ndjson after.ndjson
fails 'an article larger than the memory' 2 \
	"$trawl" index -i full.trawl --memory 16M long.txt a.ndjson after.ndjson
ok 'costs only itself' "$trawl" search -i full.trawl cherries
head -c 68000000 /dev/zero | tr '\0' a >huge.txt
fails 'a page of 68 MB' 2 timeout 60 "$trawl" index huge.txt
like 'is told' "$($trawl index huge.txt 2>&1)" 'huge.txt: longer than'
rm huge.txt

mkdir locked
"$trawl" index -i locked/x.trawl feed.ndjson 2>/dev/null
like 'a folder that is not there' \
	"$($trawl index -i no/such/x.trawl feed.ndjson 2>&1)" \
	'no/such/x.trawl'
ok 'the index is well after all this' "$trawl" check

printf '{"id":"a","text":"mill mill mill"}\n{"id":"b","text":"a mill"}\n' |
	"$trawl" index -i ranked.trawl --ranking b=1,k1=0.1 - 2>/dev/null
like 'an index is ranked as it was made to be' \
	"$("$trawl" stats -i ranked.trawl)" '^ranking     k1=0\.1,b=1,title=3$'
like 'and stays so' "$("$trawl" compact -i ranked.trawl 2>/dev/null
	"$trawl" stats --json -i ranked.trawl)" '"ranking":"k1=0.1,b=1,title=3"'
like 'it is sound' "$("$trawl" check -i ranked.trawl 2>&1)" ''
fails 'no ranking is 2' 2 "$trawl" index -i other.trawl --ranking k1=99 -
printf '%s\n' '{"id":"a","title":"Mill","text":"of stone and water"}' \
	'{"id":"b","title":"House","text":"mill mill mill mill"}' >weighed.ndjson
for weight in 1 2 50; do
	"$trawl" index -i "$weight.trawl" --ranking title=$weight \
		weighed.ndjson 2>/dev/null
	ok "what is weighed by $weight is sound" "$trawl" check -i $weight.trawl
done
is 'titles count little' "$("$trawl" search -i 1.trawl --no-rerank --json \
	mill | grep -o '"rank":1,"id":"."')" '"rank":1,"id":"b"'
is 'or much' "$("$trawl" search -i 50.trawl --no-rerank --json mill |
	grep -o '"rank":1,"id":"."')" '"rank":1,"id":"a"'
is 'phrases, too' "$("$trawl" search -i 50.trawl --no-rerank --json '"mill"~3' |
	grep -o '"rank":1,"id":"."')" '"rank":1,"id":"a"'

# ---------------------------------------------------------------------
# What a site has at a folder: pages that tell no address have one.
mkdir -p 'www/a b'
page() {
	printf '<html><title>%s</title>%s<p>The %s came to town with many friends.' \
		"$1" "${2-}" "$1"
}
page okapi >www/okapi.html
page tapir >'www/a b/index.html'
page zebra '<link rel=canonical href=https://other.example/z>' >www/zebra.html
printf '{"id":"q","text":"a quagga"}\n' >www/q.ndjson
url_of() {
	"$trawl" search -i www.trawl --json "$1" |
		sed -n 's/.*"rank":1,"id":"[^"]*",\("url":"[^"]*"\)*.*/\1/p'
}
for folder in www www/ ./www; do
	rm -f www.trawl
	"$trawl" index -i www.trawl --url https://example.org "$folder" \
		2>/dev/null
	is "$folder: a page has the address of its path" "$(url_of okapi)" \
		'"url":"https://example.org/okapi.html"'
	is "$folder: the index of a folder has that of the folder" \
		"$(url_of tapir)" '"url":"https://example.org/a%20b/"'
done
is 'what a page says of itself comes first' "$(url_of zebra)" \
	'"url":"https://other.example/z"'
is 'a file of many articles tells of others' "$(url_of quagga)" ''
is 'a file that is named has its name' "$("$trawl" index -i one.trawl \
	--url http://example.org/x/ www/okapi.html 2>/dev/null
	"$trawl" search -i one.trawl --json okapi | grep -o '"url":"[^"]*"')" \
	'"url":"http://example.org/x/okapi.html"'
for base in example.org 'https://' 'https://example.org/?q' 'javascript:a'; do
	fails "no address is 2: $base" 2 "$trawl" index -i www.trawl \
		--url "$base" www
done
done_testing
