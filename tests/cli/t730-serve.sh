# SPDX-License-Identifier: MIT
# t730-serve.sh: ./quickstart site: a search page to try, from start to stop.
. "$top_srcdir/tests/tap.sh"
PATH=$PATH:/usr/sbin

[ -x "$top_builddir/trawl-fcgi" ] || skip_all 'trawl-fcgi is not built'
for needed in lighttpd curl; do
	command -v "$needed" >/dev/null || skip_all "$needed is not installed"
done

export TMPDIR="$tmp"
"$top_builddir/trawl" index -i articles.trawl "$top_srcdir/corpus" 2>/dev/null

# Starts it as a terminal would and waits for the address.
start() {
	SITE_PORT=$1 setsid env --default-signal=INT \
		"$top_srcdir/cli/site/serve" "$top_builddir" \
		articles.trawl >"$2" 2>&1 &
	started=$!
	soon test -s "$2"
}

port=$(free_port)
start "$port" first
one=$started
start "$port" second
two=$started
address=$(cat first)
like 'it tells an address of this machine alone' "$address" \
	'^http://127\.0\.0\.1:[0-9]+/search$'
like 'there is the search' "$(curl -s "$address?q=council")" \
	'<mark>[Cc]ouncil</mark>'
like 'and a page with two lines for it' \
	"$(curl -s "${address%/search}/")" '<form action="/search" data-trawl'
ok 'a second one takes another port' curl -sf -o answer "$(cat second)"
ok 'not that of the first' test "$address" != "$(cat second)"

# Ctrl-C ends all of the first, a signal from elsewhere the second.
stop() {
	kill -s "$1" -- "$2"
	code=0
	wait "${2#-}" || code=$?
	echo "$code"
}
stop INT "-$one" >stopped
is 'Ctrl-C stops it without a fault' "$(cat stopped)" 0
stop TERM "$two" >stopped
is 'so does a signal' "$(cat stopped)" 0
is 'the servers are gone' "$(curl -s "$address" || echo "$?")" 7
answers() {
	pgrep -f -- "--index $tmp/articles.trawl"
}
ok 'and soon what answered' soon eval '! answers'
is 'nothing is left of them' "$(find "$tmp" -mindepth 1 -name 'tmp.*')" ''
is 'nor is there a word of trouble' "$(cat first second | grep -v '^http')" ''

fails 'without programs it does not start' 2 sh -c '
	"$0/cli/site/serve" "$1/nosuch" articles.trawl' "$top_srcdir" \
	"$top_builddir"
done_testing
