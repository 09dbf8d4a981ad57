# SPDX-License-Identifier: MIT
# setup.sh: what tests with a browser begin with, behind tests/tap.sh.
#
#	visit PROGRAM	runs the tests of a program of this folder
#
# Two servers run until the end: $SITE has an index, $BROKEN has none.
tools=$top_builddir/tests/browser
here=$top_srcdir/tests/browser
out=$tools/pages

[ -x "$top_builddir/trawl-fcgi" ] || skip_all 'trawl-fcgi is not built'
for needed in lighttpd chromium node; do
	PATH=$PATH:/usr/sbin command -v "$needed" >/dev/null ||
		skip_all "$needed is not installed"
done
[ -d "$tools/node_modules" ] ||
	skip_all "what tests/browser/install installs is not there"

/usr/bin/python3 "$here/articles.py" >articles.ndjson
"$top_builddir/trawl" index -i articles.trawl articles.ndjson 2>/dev/null

# Serves an index and waits for the address.
serve() {
	TMPDIR=$tmp SITE_PORT=$(free_port) "$top_srcdir/cli/site/serve" \
		"$top_builddir" "$1" >"$2" 2>/dev/null &
	servers="$servers $!"
	soon test -s "$2"
}

servers=
trap 'kill $servers; wait; cd / && rm -rf "$tmp"' EXIT
serve articles.trawl site
serve missing.trawl broken
SITE=$(cat site)
BROKEN=$(cat broken)
export SITE BROKEN OUT="$out" BROWSER_TOOLS="$tools"
export HOME="$tmp"

# Passes the tests of a program on, with numbers of ours.
pass_on() {
	timeout 800 node "$here/$1" >said 2>&1
	while IFS= read -r line; do
		case $line in
		'ok '* | 'not ok '*)
			[ "${line#not }" = "$line" ] && result='' ||
				result='not '
			tap_result "$result" "${line#* - }"
			;;
		1..*)
			ended=yes
			;;
		*)
			echo "# $line"
			;;
		esac
	done <said
}

visit() {
	ended=no
	pass_on "$1"
	is "$1 came to its end" "$ended" yes
}
