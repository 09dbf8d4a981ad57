# SPDX-License-Identifier: MIT
# t920-dist.sh: the tarball holds git's files and what autotools make of them.
. "$top_srcdir/tests/tap.sh"

[ -e "$top_srcdir/.git" ] || skip_all 'not a git checkout'
git -C "$top_srcdir" ls-files >/dev/null 2>&1 || skip_all 'git does not run'

(cd "$top_builddir" && make -s distdir distdir="$tmp/dist") \
	>dist.log 2>&1
is 'make distdir succeeds' "$?" 0
tap_note <dist.log

(cd dist && find . -type f | sed 's,^\./,,' | LC_ALL=C sort) >in-dist
git -C "$top_srcdir" -c core.quotePath=off ls-files |
	LC_ALL=C sort >in-git
is 'every file of git is in the tarball' \
	"$(LC_ALL=C comm -13 in-dist in-git)" ''

LC_ALL=C comm -23 in-dist in-git |
	grep -Ev '^(aclocal\.m4|configure|config\.h\.in|Makefile\.in)$' |
	grep -Ev '^m4/(libtool|lt.*)\.m4$' |
	grep -Ev '^build-aux/(ar-lib|compile|config\.(guess|sub)|depcomp)$' |
	grep -Ev '^build-aux/(install-sh|ltmain\.sh|missing)$' |
	grep -Ev '^build-aux/(tap-driver\.sh|test-driver)$' >strangers
is 'nothing else is in it but the output of autotools' "$(cat strangers)" ''

done_testing
