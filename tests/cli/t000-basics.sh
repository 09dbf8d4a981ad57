# SPDX-License-Identifier: MIT
# t000-basics.sh: help, versions, exit codes and the way to the index.
. "$top_srcdir/tests/tap.sh"
trawl=$top_builddir/trawl

commands='index search show remove extract stats check merge compact backup
	export digest run eval'

like 'trawl --version says which' "$($trawl --version)" '^trawl [0-9]+\.'
like 'trawl --help shows the first steps' "$($trawl --help)" \
	'trawl search partnership'
fails 'without a command it helps and fails' 2 "$trawl"
for command in $commands; do
	like "trawl --help lists $command" "$($trawl --help)" "^  $command "
	like "trawl $command --help tells how" "$($trawl "$command" --help)" \
		"^Usage: trawl $command"
done
is 'trawl help X is trawl X --help' "$($trawl help search)" \
	"$($trawl search --help)"

like 'a mistyped command is guessed' "$($trawl serach x 2>&1)" \
	"there is no command 'serach'; did you mean 'search'"
fails 'an unknown command fails' 2 "$trawl" frobnicate
like 'an unknown option is named' "$($trawl search --frob x 2>&1)" \
	"there is no option '--frob'"
fails 'an unknown option fails' 2 "$trawl" search --frob x
like 'a missing value is told' "$($trawl search x -n 2>&1)" "needs a value"
like 'a value that is no number is told' "$($trawl search -n ten x 2>&1)" \
	"takes a number, not 'ten'"
like 'a size has a unit' "$($trawl index --memory 3Q x 2>&1)" \
	"takes a size such as 64M"

fails 'no such index' 2 "$trawl" search -i none.trawl x
like 'no such index: what, where, what to do' \
	"$($trawl search -i none.trawl x 2>&1)" \
	'no index at none.trawl; make one with .trawl index'
ok 'no such index makes none' test ! -e none.trawl

echo '{"id":"a","title":"Alpha","text":"one two three"}' >a.ndjson
ok 'index makes an index in the working directory' "$trawl" index a.ndjson
ok 'which is articles.trawl' test -f articles.trawl
ok 'and search finds it there' "$trawl" search two
ok '-i names another' "$trawl" index -i other.trawl a.ndjson
TRAWL_INDEX=other.trawl
export TRAWL_INDEX
rm -f articles.trawl articles.trawl-lock
ok 'TRAWL_INDEX names another' "$trawl" search two
fails '-i goes before it' 2 "$trawl" search -i articles.trawl two

fails 'found nothing: exit code 1' 1 "$trawl" search xylophone
fails 'an empty query is told' 2 "$trawl" search ''
like 'an empty query: what is wrong' "$($trawl search '' 2>&1)" 'query is empty'
is 'talk goes to standard error' "$($trawl search xylophone 2>/dev/null)" ''

done_testing
