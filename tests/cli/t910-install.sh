# SPDX-License-Identifier: MIT
# t910-install.sh: a program is built with pkg-config on what is installed.
. "$top_srcdir/tests/tap.sh"

cat >five.c <<'END'
#include <stdio.h>
#include <trawl.h>
int main(void)
{
	return puts(trawl_version()) < 0;
}
END

(cd "$top_builddir" && make -s install DESTDIR="$tmp/root") \
	>install.log 2>&1
is 'make install succeeds' "$?" 0
tap_note <install.log

pc=$(cd root && find . -name trawl.pc)
libdir=$tmp/root/$(dirname "$(dirname "$pc")")
ok 'trawl.pc is installed' test -n "$pc"
PKG_CONFIG_SYSROOT_DIR=$tmp/root
PKG_CONFIG_PATH=$libdir/pkgconfig
export PKG_CONFIG_SYSROOT_DIR PKG_CONFIG_PATH

version=$(sed -n 's/^AC_INIT(\[trawl\], \[\(.*\)\])$/\1/p' \
	"$top_srcdir/configure.ac")
is 'trawl.pc tells the version' "$(pkg-config --modversion trawl)" "$version"

# build PROGRAM SOURCE FLAGS
build() {
	# shellcheck disable=SC2086 # flags are words
	$CC $CFLAGS $INSTRUMENT_CFLAGS -o "$1" "$2" $3
}

# The program of the README.
sed -n '/^```c$/,/^```$/p' "$top_srcdir/README.md" | grep -v '^```' >readme.c
"$top_builddir/trawl" index -i articles.trawl \
	"$top_srcdir/corpus/text/partnership-on-one-page.txt" 2>/dev/null

if [ -f "$libdir/libtrawl.so" ]; then
	ok 'a program links with the shared library' \
		build five-shared five.c "$(pkg-config --cflags --libs trawl)"
	is 'and runs' "$(LD_LIBRARY_PATH=$libdir ./five-shared)" "$version"
	like 'and asks for no other library of ours' \
		"$(readelf -d five-shared | grep NEEDED | grep -v libtrawl)" \
		'libc\.so'
	is 'and not for what the library uses' \
		"$(readelf -d five-shared | grep -c 'NEEDED.*lmdb')" 0
	ok 'the program of the README links' \
		build readme readme.c "$(pkg-config --cflags --libs trawl)"
	is 'and finds an article' "$(LD_LIBRARY_PATH=$libdir ./readme)" \
		'Partnership on one page'
else
	skip 'a program with the shared library' 'it is not built'
fi

# What uchardet asks of a program that links statically is C++'s library.
echo 'int main(void) { return 0; }' >none.c
if ! [ -f "$libdir/libtrawl.a" ]; then
	skip 'a program with the static library' 'it is not built'
elif ! build none none.c -lstdc++ 2>/dev/null; then
	skip 'a program with the static library' 'there is no libstdc++'
else
	rm -f "$libdir"/libtrawl.so*
	flags=$(pkg-config --static --cflags --libs trawl)
	ok 'a program links with the static library' \
		build five-static five.c "$flags"
	is 'and runs' "$(./five-static)" "$version"
	ok 'the program of the README links with it' \
		build readme-static readme.c "$flags"
	is 'and finds an article' "$(./readme-static)" \
		'Partnership on one page'
	is 'and needs no libtrawl.so' \
		"$(readelf -d readme-static | grep -c libtrawl)" 0
fi

strangers=$(cd root && find . ! -type d | grep -v '/share/doc/trawl/' |
	grep -Ev '/(lib)?trawl[^/]*$')
is 'nothing else is installed' "$strangers" ''

done_testing
