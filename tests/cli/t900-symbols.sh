# SPDX-License-Identifier: MIT
# t900-symbols.sh: the header, the library and the map name the same functions.
. "$top_srcdir/tests/tap.sh"

shared=$top_builddir/.libs/libtrawl.so
static=$top_builddir/.libs/libtrawl.a
map=$top_srcdir/lib/trawl.map

sed -n 's/^TRAWL_API .*[ *]\(trawl_[a-z_]*\)(.*/\1/p' \
	"$top_srcdir/include/trawl.h" | sort >header
sed -n 's/^[[:blank:]]*\(trawl_[a-z_]*\);$/\1/p' "$map" | sort >in-map

ok 'the header declares functions' test -s header
is 'every TRAWL_API of the header is seen by this test' \
	"$(grep -c '^TRAWL_API ' "$top_srcdir/include/trawl.h")" \
	"$(grep -c . header)"
ok 'the map names what the header declares' diff header in-map

if [ -f "$shared" ]; then
	nm -D --defined-only "$shared" | awk '$2 != "A" { print $3 }' |
		sed 's/@.*//' | sort >exported
	ok 'the library exports what the header declares' diff header exported
	like 'its name holds its version' "$(readelf -d "$shared")" \
		'SONAME.*\[libtrawl\.so\.[0-9]+\]'
else
	skip 'the library exports what the header declares' 'no shared library'
fi

if [ -f "$static" ]; then
	nm --defined-only --extern-only "$static" |
		awk 'NF == 3 { print $3 }' |
		grep -Ev '^(tw|trawl)_|^__(a|ub)san|^__odr_asan' >foreign
	is 'global names of the static library begin with tw_ or trawl_' \
		"$(cat foreign)" ''
else
	skip 'names of the static library' 'no static library'
fi

done_testing
