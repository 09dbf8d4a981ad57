# SPDX-License-Identifier: MIT
# t760-hostile.sh: hostile requests through a real server: no fault, no hang.
. "$top_srcdir/tests/tap.sh"
trawl=$top_builddir/trawl
program=$top_builddir/trawl-fcgi
PATH=$PATH:/usr/sbin:/sbin

[ -x "$program" ] || skip_all 'trawl-fcgi is not built'
for needed in lighttpd curl; do
	command -v "$needed" >/dev/null || skip_all "$needed is not installed"
done

seq 1 40 | sed 's/.*/{"id":"n&","title":"Page & of partnership","text":"Partnership number &, a budget of hope.","category":"News","date":"2020-01-01"}/' >articles.ndjson
"$trawl" index articles.ndjson 2>/dev/null

# ---------------------------------------------------------------------
# The table: values that are tried in each parameter.
text() {
	printf "%$1s" '' | sed "s/ /$2/g"
}
{
	cat <<'EOF'
%00
%00%00council
%ff%fe%fd
%c0%af
%ed%a0%80
%f4%90%80%80
%e2%80%ae%d8%b9
%0d%0aX-Evil:%201
%0d%0a%0d%0a%3Cscript%3E
%3Cscript%3Ealert(1)%3C/script%3E
%22%3E%3Cimg%20src=x%20onerror=alert(1)%3E
%27%22%3E%3Csvg/onload=alert(1)%3E
javascript:alert(1)
%7B%7Bmain%7D%7D%7B%7Bquery%7D%7D
%25s%25n%25x%25d
../../../../etc/passwd
%2e%2e%2f%2e%2e%2fetc%2fpasswd
/dev/zero
%60id%60%24(id)%7Cid
%27%20OR%201=1%20--
%
%%
%zz
%4
%25%34%31
+
++++++++
(
)
((((((((((((((((((((
))))))))))))))))))))
%22
%22%22
%22a%20b
-
--
-a
-(-(-(-a)))
OR
AND
NOT
a%20OR
OR%20OR%20OR
NEAR/0
a%20NEAR/999999999999999999999%20b
a%20NEAR/-1%20b
*
**
?
*a*%20*b*%20*c*%20*d*
*a*%20*b*%20*c*%20*d*%20*e*
a~
~~~~
a~99999999999
title:
title:title:title:
nosuch:field
author:*
since:
since:9999-99-99
before:0000-00-00
since:99999999999999999999
%5B%5B%5B%5B
a^99999999999999
a^-1
a^nan
:::::
%e2%80%8b
%ef%bb%bf
1e999999
-0
18446744073709551616
2147483648
4294967295
NaN
null
true
EOF
	text 511 a
	echo
	text 512 a
	echo
	text 513 a
	echo
	text 256 '%20a'
	echo
	text 171 '%e2%82%ac'
	echo
	text 500 '('
	echo
	text 250 '-('
	echo
	text 120 'a~+' | cut -c 1-510
	text 4090 x
	echo
	text 9000 x
	echo
} >values
# ---------------------------------------------------------------------
{
	while read -r value; do
		for name in q page category; do
			printf '/search?q=budget&%s=%s\n' "$name" "$value"
		done
	done <values
	head -n 30 values | sed 's,^,/search?q=budget\&from=,'
	head -n 30 values | sed 's,^,/search?q=budget\&to=2020\&sort=,'
	head -n 30 values | sed 's,^,/search?q=budget\&format=,'
	cat <<'EOF'
/search?
/search?&
/search?&&&&&&
/search?=
/search?=&=&=
/search?q
/search?q&q&q
/search?q=a&q=b&q=c
/search?Q=budget
/search?q=budget&page=2&page=x
/search?q=budget&page=999999999999999999999
/search?q=budget&page=-1
/search?q=budget&page=1.5
/search?q=budget;page=2
/search?q=budget#x
/search/
/search//
/search/%2e%2e/%2e%2e/etc/passwd
/search/..;/
/search/style.css/
/search/style.css%00
/search/STYLE.CSS
/search/opensearch.xml?q=a
/search/search.js?q=%3Cscript%3E
/search/%ff
/search?q=budget&from=2020-02-30
/search?q=budget&from=2021&to=2020
/search?q=budget&from=0000&to=9999
/search?q=&format=atom
/search?q=&format=suggest
/search?format=json
EOF
} >requests
ok 'there are more than 300 requests' test "$(wc -l <requests)" -gt 300

port=$(free_port)
mkdir site
cat >lighttpd.conf <<EOF
server.modules = ( "mod_fastcgi" )
server.document-root = "$tmp/site"
server.port = $port
server.bind = "127.0.0.1"
server.errorlog = "$tmp/error.log"
server.max-request-field-size = 16384
server.http-parseopts = ( "url-normalize" => "disable",
	"header-strict" => "disable" )
fastcgi.server = ( "/search" => ((
	"socket" => "$tmp/socket",
	"bin-path" => "$program --workers 2 --kill-after 20 --index $tmp/articles.trawl",
	"bin-copy-environment" => ( "PATH", "ASAN_OPTIONS" ),
	"max-procs" => 1,
	"check-local" => "disable"
)) )
EOF
lighttpd -D -f lighttpd.conf >server.log 2>&1 &
server=$!
trap 'kill $server 2>/dev/null; wait 2>/dev/null; cd / && rm -rf "$tmp"' EXIT
site=http://127.0.0.1:$port
soon curl -s -o answer "$site/search"

# One curl for all, so that they come fast: a line of status, size and type.
awk -v site="$site" '{
	gsub(/\\/, "\\\\"); gsub(/"/, "\\\"")
	print "url = \"" site $0 "\""
	print "output = \"body." NR "\""
}' requests >curl.conf
curl -s -g --path-as-is --max-time 30 -w '%{http_code} %{content_type}\n' \
	-D headers -K curl.conf >seen 2>curl.err
is 'each has an answer' "$(wc -l <seen)" "$(wc -l <requests)"
is 'of a status that is meant' \
	"$(cut -d ' ' -f 1 seen | sort -u | tr '\n' ' ')" '200 400 404 '
is 'no worker died' "$(grep -c 'died\|took too long\|ended' error.log)" 0
is 'no byte of them is in a header' \
	"$(grep -ci '^x-evil\|script>\|passwd' headers)" 0
is 'nor a file that is not ours in a body' \
	"$(cat body.* | grep -c 'root:')" 0
is 'nor a script' "$(cat body.* | grep -c '<script>')" 0

# Headers as hostile, to the same search.
head -n 78 values | while read -r value; do
	printf '%b' "$(echo "$value" | sed 's/%\([0-9a-f][0-9a-f]\)/\\x\1/g')" |
		tr -d '\000\r\n'
	echo
done >raw
while read -r value; do
	for name in Accept-Language If-None-Match Host Cookie; do
		curl -s --max-time 30 -o answer -w '%{http_code}\n' \
			-H "$name: $value" "$site/search?q=budget"
	done
done <raw >seen
is 'hostile headers are answered' "$(sort -u seen | tr '\n' ' ')" '200 400 '
is 'and no worker died' "$(grep -c 'died\|took too long\|ended' error.log)" 0
for method in POST PUT DELETE OPTIONS TRACE FOO; do
	curl -s --max-time 30 -o answer -w '%{http_code}\n' -X "$method" \
		"$site/search?q=budget"
done >seen
is 'other methods are refused' \
	"$(sort -u seen | grep -v '40[05]\|411\|501' | tr '\n' ' ')" ''
like 'and then it answers as before' "$(curl -s "$site/search?q=budget")" \
	'<mark>budget</mark>'
done_testing
