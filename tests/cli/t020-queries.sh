# SPDX-License-Identifier: MIT
# t020-queries.sh: the examples of trawl-query(7) work as they stand.
. "$top_srcdir/tests/tap.sh"
manual=$top_srcdir/docs/man/trawl-query.7
PATH=$top_builddir:$PATH
export PATH

sed -n 's/^\$ trawl //p' "$manual" |
	sed "s/\\\\(aq/'/g; s/\\\\(dq/\"/g; s/\\\\(ha/^/g; s/\\\\(ti/~/g
		s/\\\\(lq/“/g; s/\\\\(rq/”/g; s/\\\\-/-/g
		s/^search /search --strict /" >examples
ln -s "$top_srcdir/corpus" corpus
trawl index corpus 2>/dev/null
ok 'there are examples' test -s examples

# With --strict whatever would be warned of is trouble.
answers() {
	eval "trawl $1" >/dev/null 2>talk
	test $? -le 1
}
while IFS= read -r example; do
	ok "$example" answers "$example"
done <examples
done_testing
