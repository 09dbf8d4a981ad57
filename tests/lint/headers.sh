#!/bin/sh
# SPDX-License-Identifier: MIT
# headers.sh: each header compiles alone; the public one as C99 and C++11.
. "$top_srcdir/tests/tap.sh"

warnings='-Wall -Wextra -Wshadow -Wconversion -Wundef -Wstrict-prototypes -Werror'

# alone TREE: compiles each header of the library by itself, twice included.
alone() {
	rm -rf alone
	mkdir alone
	(cd "$1/lib" && find . -name '*.h') | sed 's,^\./,,' | sort |
		while read -r header; do
			printf '#include "%s"\n#include "%s"\n' \
				"$header" "$header" \
				>"alone/$(echo "$header" | tr / -).c"
		done
	${CC:-cc} -std=c11 -D_GNU_SOURCE $warnings -fsyntax-only \
		-I"$top_srcdir/include" -I"$1/lib" alone/*.c
}

cat >public.c <<'end'
#include <trawl.h>
#include <trawl.h>
int main(void) { return TRAWL_OK; }
end
cp public.c public.cc

ok 'each header of the library compiles alone' alone "$top_srcdir"
ok 'the public header is C99' ${CC:-cc} -std=c99 -pedantic $warnings \
	-fsyntax-only -I"$top_srcdir/include" public.c
ok 'the public header is C11' ${CC:-cc} -std=c11 -pedantic $warnings \
	-fsyntax-only -I"$top_srcdir/include" public.c
cxx=${CXX:-$(command -v c++ || command -v clang++)}
if [ -n "$cxx" ]; then
	ok 'the public header is C++11' $cxx -std=c++11 -pedantic -Wall \
		-Wextra -Werror -fsyntax-only -I"$top_srcdir/include" public.cc
else
	skip 'the public header is C++11' 'no C++ compiler'
fi

# The rule holds what it promises: a header that needs another first.
mkdir -p bad/lib
echo 'static inline size_t f(void) { return 0; }' >bad/lib/needy.h
fails 'a header that needs another is told' 1 alone bad
done_testing
