# SPDX-License-Identifier: MIT
# t740-browser.sh: the search page behind a real server, in a real browser.
. "$top_srcdir/tests/tap.sh"
. "$top_srcdir/tests/browser/setup.sh"

visit typing.mjs
visit reading.mjs
if /usr/bin/python3 -c 'import feedparser' 2>/dev/null; then
	ok 'feeds and the description lead to what they say' \
		/usr/bin/python3 "$here/feeds.py" "$SITE"
else
	skip 'feeds and the description' 'feedparser is not installed'
fi
done_testing
