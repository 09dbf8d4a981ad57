# SPDX-License-Identifier: MIT
# t010-manual.sh: the examples of trawl(1) run as they stand there.
. "$top_srcdir/tests/tap.sh"
manual=$top_srcdir/docs/man/trawl.1
PATH=$top_builddir:$PATH
export PATH

ln -s "$top_srcdir/corpus" corpus
sed -n 's/^\$ //p' "$manual" | sed 's/\\-/-/g; s/\\(dq/"/g' >examples
ok 'there are examples' test -s examples
while IFS= read -r example; do
	ok "\$ $example" sh -c "$example"
done <examples
is 'the copy is the original' "$(trawl digest)" \
	"$(trawl digest -i copy.trawl)"

done_testing
