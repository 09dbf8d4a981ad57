# SPDX-License-Identifier: MIT
# t231-misspelt.sh: how often a misspelt word is offered right.
#
# The misspellings of a list nothing was tuned to, of words that are in an index
# of news; what counts as right, bench/misspelt.c says.
. "$top_srcdir/tests/tap.sh"
trawl=$top_builddir/trawl

articles=$TRAWL_SHARED/data/relevance/bbc-knownitem/docs.ndjson
pairs=$TRAWL_SHARED/data/spelling/wikipedia.tsv
[ -f "$articles" ] && [ -f "$pairs" ] ||
	skip_all 'TRAWL_SHARED has no list of misspellings'

"$trawl" index -i news.trawl "$articles" 2>/dev/null
sort "$pairs" >pairs
"$top_builddir/bench/misspelt" news.trawl <pairs >found
tap_note <found
right=$(awk '$1 == "misspellings" { print $4 }' found)
ok "of misspellings $right are offered right, 0.88 at least" \
	awk "BEGIN { exit !(0$right >= 0.88) }"

# Well-known words are never doubted, nor are their regular forms.
said() {
	"$trawl" search -i news.trawl -- "$@" 2>&1 >/dev/null |
		sed -n 's/.*did you mean: //p'
}
is 'a word of plenty' "$(said ministers)" ''
is 'its forms' "$(said minister policing voters economies)" ''
is 'a stem of plenty, misspelt' "$(said achievment)" achievement
is 'and one that is of another word' "$(said occurence)" occurrence
done_testing
