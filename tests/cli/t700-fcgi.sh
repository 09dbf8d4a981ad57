# SPDX-License-Identifier: MIT
# t700-fcgi.sh: the search page behind lighttpd, and as a plain CGI program.
. "$top_srcdir/tests/tap.sh"
trawl=$top_builddir/trawl
program=$top_builddir/trawl-fcgi
PATH=$PATH:/usr/sbin:/sbin

[ -x "$program" ] || skip_all 'trawl-fcgi is not built'

seq 1 25 | sed 's/.*/{"id":"n&","url":"https:\/\/example.org\/&","title":"Page & of partnership","text":"Partnership number &."}/' >articles.ndjson
cat >>articles.ndjson <<'EOF'
{"id":"evil","url":"javascript:alert(1)","title":"<script>alert(1)</script> \"quoted\"","text":"A <b>xenon</b> & 'argon' lamp.","author":"<i>Ann</i>","category":"a&b","date":"2019-12-17"}
EOF
"$trawl" index articles.ndjson 2>/dev/null

# The body, after CRLF lines of headers, of a request without a server.
cgi_options=
cgi() {
	env -i PATH="$PATH" TRAWL_INDEX="$tmp/articles.trawl" \
		ASAN_OPTIONS="$ASAN_OPTIONS" SCRIPT_NAME=/search \
		REQUEST_METHOD="${3-GET}" QUERY_STRING="$1" \
		PATH_INFO="${2-}" GATEWAY_INTERFACE=CGI/1.1 "$program" \
		$cgi_options </dev/null
}

page=$(cgi 'q=partnership')
like 'as a CGI program: a page' "$page" '^Status: 200 OK'
like 'of HTML in UTF-8' "$page" '^Content-Type: text/html; charset=utf-8'
like 'with a strict policy' "$page" \
	"^Content-Security-Policy: default-src 'none'; style-src 'self';"
like 'that is not sniffed' "$page" '^X-Content-Type-Options: nosniff'
is 'without an inline script' "$(echo "$page" | grep -ci '<script>\|onload=\|style=')" 0
like 'a form for searching' "$page" '<form id="search" role="search" method="get"'
like 'a label for its field' "$page" '<label for="q">'
like 'the query in the field' "$page" 'name="q".*value="partnership"'
like 'an ordered list' "$page" '<ol class="hits" start="1">'
is 'ten results' "$(echo "$page" | grep -c '<h2 id="r')" 10
like 'words marked in snippets' "$page" '<mark>Partnership</mark> number'
like 'the count' "$page" 'role="status">Articles 1 to 10 of 25'
like 'a link to the next page' "$page" 'q=partnership&amp;page=2'
last=$(cgi 'q=partnership&page=3')
is 'the last page has the rest' "$(echo "$last" | grep -c '<h2 id="r')" 5
like 'and goes on counting' "$last" '<ol class="hits" start="21">'
is 'pages neither repeat nor lose' "$(for n in 1 2 3; do
	cgi "q=partnership&page=$n" | grep -o 'example.org/[0-9]*'
done | sort | uniq | wc -l)" 25

evil=$(cgi 'q=xenon')
is 'titles are escaped' "$(echo "$evil" | grep -c '<script>')" 0
like 'as text' "$evil" '&lt;script&gt;alert\(1\)&lt;/script&gt; &quot;quoted'
like 'snippets are escaped around marks' "$evil" \
	'A &lt;b&gt;<mark>xenon</mark>&lt;/b&gt; &amp; &#39;argon&#39;'
like 'authors and categories too' "$evil" \
	'2019-12-17.*17 December 2019.*&lt;i&gt;Ann&lt;/i&gt;.*a&amp;b'
is 'a javascript: address is no link' "$(echo "$evil" | grep -c 'href="java')" 0
like 'a query is escaped where it stands' \
	"$(cgi 'q=%22%3E%3Cscript%3Exenon')" \
	'value="&quot;&gt;&lt;script&gt;xenon"'
like 'and in links' "$(cgi 'q=partnership+%22%26%3C')" \
	'q=partnership\+%22%26%3C&amp;page=2'
is 'no byte of the request is in a header' \
	"$(cgi 'q=a%0d%0aX-Evil:1&page=1' | sed '/^.$/q' | grep -c Evil)" 0

is 'JSON is that of search --json' \
	"$(cgi 'q=xenon&format=json' | sed '1,/^.$/d; s/"took_us":[0-9]*//')" \
	"$("$trawl" search --json xenon | sed 's/"took_us":[0-9]*//')"
json() {
	cgi "format=json&$1" | sed '1,/^.$/d; s/"took_us":[0-9]*//'
}
searched() {
	"$trawl" search --json "$@" | sed 's/"took_us":[0-9]*//'
}
is 'explained, if asked' "$(json 'q=xenon&explain=1')" \
	"$(searched --explain xenon)"
is 'with recency' "$(json 'q=xenon&recency=90d&explain=1')" \
	"$(searched --recency 90d --explain xenon)"
is 'with feedback' "$(json 'q=number&expand=1')" "$(searched --expand number)"
is 'with counts' "$(json 'q=partnership&facets=year,author')" \
	"$(searched --facets year,author partnership)"
is 'encoded, too' "$(json 'q=partnership&facets=category%2Cmonth')" \
	"$(searched --facets category,month partnership)"
is 'with passages' "$(json 'q=partnership+number&passages=3')" \
	"$(searched --passages 3 partnership number)"
is 'in part' "$(json 'q=partnership&budget=3')" \
	"$(searched --budget 3 partnership)"
like 'which is said' "$(json 'q=partnership&budget=3')" \
	'"partial_of_at_most":[0-9]'
cgi_options='--budget 3'
like 'Atom says that it is in part' \
	"$(cgi 'q=partnership&format=atom')" '^<subtitle>Not all articles'
like 'JSON Feed, too' "$(cgi 'q=partnership&format=feed')" \
	'"description":"Not all articles'
cgi_options=
is 'what is whole does not' "$(cgi 'q=partnership&format=atom' |
	grep -c subtitle)" 0
for option in recency=x recency=0 expand=2 explain=yes budget=-1 budget=0 \
	facets=words facets=year,,author passages=0 passages=21; do
	like "what is no value is refused: $option" \
		"$(cgi "format=json&q=xenon&$option")" '^Status: 400'
done
like 'with its type' "$(cgi 'q=xenon&format=json')" \
	'^Content-Type: application/json'
like 'no query: the form alone' "$(cgi '')" '<label for="q">'
like 'an empty query: a word about it' "$(cgi 'q=')" 'Write what to search for'
like 'nothing found: a word about it' "$(cgi 'q=zzzz')" 'Nothing found'
like 'the style sheet' "$(cgi '' /style.css)" '^Content-Type: text/css'
for bad in page=0 page=x page=101 page=-1 format=xml; do
	like "a bad parameter, $bad" "$(cgi "q=a&$bad")" '^Status: 400'
done
for asked in 'format=json&page=0' 'page=0&format=json'; do
	like "a program is told in JSON, $asked" "$(cgi "q=a&$asked")" \
		'^\{"v":1,"error":"The page must be'
done
like 'a query too long' "$(cgi "q=$(printf '%0600d' 1)")" '^Status: 400'
like 'an address too long' "$(cgi "x=$(printf '%05000d' 1)")" '^Status: 400'
like 'POST' "$(cgi 'q=a' '' POST)" '^Status: 405'
like 'says what is allowed' "$(cgi 'q=a' '' POST)" '^Allow: GET, HEAD'
is 'HEAD has no body' "$(cgi 'q=a' '' HEAD | sed '1,/^.$/d' | wc -c)" 0
like 'another path' "$(cgi '' /etc/passwd)" '^Status: 404'
mv articles.trawl away.trawl
like 'no index' "$(cgi 'q=a' 2>/dev/null)" '^Status: 503'
like 'says when to come back' "$(cgi 'q=a' 2>/dev/null)" '^Retry-After: '
mv away.trawl articles.trawl

if ! command -v lighttpd >/dev/null || ! command -v curl >/dev/null; then
	skip 'behind lighttpd' 'lighttpd or curl is not installed'
	done_testing
	exit
fi

port=$(free_port)
mkdir site
cat >lighttpd.conf <<EOF
server.modules = ( "mod_fastcgi" )
server.document-root = "$tmp/site"
server.port = $port
server.bind = "127.0.0.1"
server.errorlog = "$tmp/error.log"
fastcgi.server = ( "/search" => ((
	"socket" => "$tmp/socket",
	"bin-path" => "$program --index $tmp/articles.trawl",
	"bin-copy-environment" => ( "PATH", "ASAN_OPTIONS" ),
	"max-procs" => 2,
	"check-local" => "disable"
)) )
EOF
lighttpd -D -f lighttpd.conf >server.log 2>&1 &
server=$!
trap 'kill $server 2>/dev/null; wait 2>/dev/null; cd / && rm -rf "$tmp"' EXIT
url=http://127.0.0.1:$port/search
soon curl -s -o answer "$url"
like 'behind lighttpd: the form' "$(cat answer)" 'role="search"'
like 'a search' "$(curl -s "$url?q=partnership&page=2")" '<ol class="hits" start="11">'
like 'the style sheet' "$(curl -s "$url/style.css")" 'color-scheme'
like 'HEAD' "$(curl -sI "$url?q=partnership")" '^HTTP/1.1 200'
like 'a bad request' "$(curl -s -o /dev/null -w '%{http_code}' "$url?page=x")" \
	'^400$'
echo '{"id":"new","text":"a brand new okapi"}' |
	"$trawl" index - 2>/dev/null
like 'a change is seen by the next request' "$(curl -s "$url?q=okapi")" \
	'<mark>okapi</mark>'
"$trawl" compact 2>/dev/null
like 'so is a compacted index' "$(curl -s "$url?q=okapi")" \
	'<mark>okapi</mark>'
seq 1 200 >numbers
is 'requests side by side' "$(xargs -P 8 -I N curl -s -o /dev/null \
	-w '%{http_code}\n' "$url?q=partnership+N" <numbers | sort -u)" 200

done_testing
