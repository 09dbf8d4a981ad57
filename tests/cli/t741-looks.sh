# SPDX-License-Identifier: MIT
# t741-looks.sh: what the search page looks like, and how it is written.
. "$top_srcdir/tests/tap.sh"
. "$top_srcdir/tests/browser/setup.sh"

visit looks.mjs
if command -v java >/dev/null; then
	ok 'pages are valid HTML' java -jar \
		"$tools/node_modules/vnu-jar/build/dist/vnu.jar" --Werror \
		"$out"/*.html
else
	skip 'pages are valid HTML' 'java is not installed'
fi
done_testing
