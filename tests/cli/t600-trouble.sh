# SPDX-License-Identifier: MIT
# t600-trouble.sh: what a person is told when the world is not as it should be.
. "$top_srcdir/tests/tap.sh"
trawl=$top_builddir/trawl

echo '{"id":"a","title":"Alpha","text":"one two three"}' >a.ndjson
echo '{"id":"b","title":"Beta","text":"four five six"}' >b.ndjson
"$trawl" index a.ndjson 2>/dev/null

# Another writer: it holds its place until its standard input ends.
mkfifo pipe
timeout 60 "$trawl" index - <pipe 2>/dev/null &
writer=$!
exec 9>pipe
cat a.ndjson >&9
no_place() {
	! timeout 20 "$trawl" index --no-wait b.ndjson 2>told
}
soon no_place
like 'another writer: --no-wait says so' "$(cat told)" 'writ'
fails 'and fails' 2 "$trawl" index --no-wait b.ndjson
ok 'readers go on beside it' "$trawl" search two
"$trawl" index b.ndjson 2>waited &
waiting=$!
soon grep -q waiting waited
like 'without it, it waits and says so' "$(cat waited)" \
	'another writer is at work on this index; waiting'
exec 9>&-
wait $writer
ok 'and goes on when the other has ended' wait $waiting
ok 'with its own articles' "$trawl" search five

# A writer that is killed before its commit.
mkfifo pipe2
"$trawl" index - <pipe2 2>/dev/null &
writer=$!
exec 9>pipe2
echo '{"id":"c","text":"seven eight nine"}' >&9
sleep 0.3
kill -9 $writer
wait $writer 2>/dev/null
exec 9>&-
fails 'a killed writer leaves nothing behind' 1 "$trawl" search eight
ok 'and blocks nobody' "$trawl" index --no-wait a.ndjson
ok 'and the index is well' "$trawl" check

# Damage: one byte of an article's stored text, deep in the file.
"$trawl" index -i big.trawl "$top_srcdir/corpus" 2>/dev/null
size=$(wc -c <big.trawl)
cp big.trawl whole.trawl
wrong=0
silent=0
for part in 3 5 7 9 11 13 15 17 19 21 23; do
	cp whole.trawl big.trawl
	at=$((size * part / 24 + 100))
	byte=$(od -An -tu1 -j $at -N 1 big.trawl | tr -d ' ')
	# shellcheck disable=SC2059 # an octal escape
	printf "\\$(printf %03o $((byte ^ 64)))" |
		dd of=big.trawl bs=1 seek=$at conv=notrunc 2>/dev/null
	"$trawl" check -i big.trawl >damage 2>/dev/null
	found=$?
	"$trawl" export -i big.trawl >out 2>/dev/null
	read=$?
	[ $found -le 2 ] && [ $read -le 2 ] || wrong=$((wrong + 1))
	"$trawl" export -i whole.trawl >same 2>/dev/null
	[ $read -ne 0 ] || cmp -s out same || silent=$((silent + 1))
	[ $found -ne 0 ] || cmp -s out same || silent=$((silent + 1))
done
is 'a flipped bit crashes nothing' $wrong 0
is 'and is never silent' $silent 0
rm -f big.trawl*

# A disk that is full.
if mkdir disk && mount -t tmpfs -o size=600k none disk 2>/dev/null; then
	"$trawl" index -i disk/x.trawl a.ndjson 2>/dev/null
	seq 1 30000 | sed 's/.*/{"id":"n&","text":"& words to fill & the disk & with"}/' >many
	fails 'a full disk' 2 "$trawl" index -i disk/x.trawl many
	like 'is told' "$($trawl index -i disk/x.trawl many 2>&1)" 'full'
	ok 'and loses nothing' "$trawl" search -i disk/x.trawl two
	ok 'and leaves the index well' "$trawl" check -i disk/x.trawl
	ok 'and leaves the disk as free as it was' \
		[ "$(stat -c %s disk/x.trawl)" -lt 400000 ]
	umount disk
else
	skip 'a full disk' 'cannot mount a small one here'
fi

# Standard streams that are closed: what is printed is not put into the index.
cp articles.trawl whole.trawl
fails 'closed output' 2 sh -c "'$trawl' search two >&-"
fails 'of any command' 2 sh -c "'$trawl' stats >&-"
fails 'closed output and errors' 1 sh -c "'$trawl' search nowhere >&- 2>&-"
ok 'all closed' sh -c "'$trawl' index a.ndjson <&- >&- 2>&-"
fails 'input that is closed is not empty input' 2 \
	sh -c "'$trawl' index --sync - <&-"
ok 'nothing of it is in the index' "$trawl" check
ok 'which is as it was' cmp articles.trawl whole.trawl

# Names from a crawl are any bytes, and not for a terminal to obey.
mkdir named
: >"named/$(printf 'red\033[31m\n.html')"
is 'no name moves a terminal' "$("$trawl" index named 2>&1 | tr '\033' '!' |
	grep -e '!' -e '^[^t]')" ''
like 'a word to leave out is no option' "$("$trawl" search -x 2>&1)" 'behind --'

# Words on the command line that nothing would read.
for command in check compact digest duplicates export lint merge stats; do
	fails "$command takes no arguments" 2 "$trawl" $command other.trawl
done
like 'and says which' "$("$trawl" check other.trawl 2>&1)" 'other.trawl.*-i'

like 'an option that takes no value' \
	"$("$trawl" search --json=yes two 2>&1)" "'--json=yes': .* takes no value"
like 'be it the last' "$("$trawl" search --help=3 2>&1)" 'takes no value'

# What an index was made with.
like 'an index keeps its language' \
	"$("$trawl" index --language de a.ndjson 2>&1)" 'stays .* language en'
like 'and its ranking' "$("$trawl" index --ranking title=5 a.ndjson 2>&1)" \
	'stays ranked by k1=1.2,b=0.75,title=3'
is 'which is told only if it differs' "$("$trawl" index --language en \
	--ranking b=0.75,k1=1.2 a.ndjson 2>&1 | grep -c stays)" 0
like 'a backup to where no folder is' \
	"$("$trawl" backup no/where.trawl 2>&1)" 'no folder'
fails 'no such color' 2 "$trawl" search --color sometimes two

# A folder and an index that may only be read.
if [ "$(id -u)" -eq 0 ] && command -v setpriv >/dev/null; then
	programs_for_all
	trawl=$tmp/bin/trawl
	as() {
		setpriv --reuid 65534 --regid 65534 --clear-groups "$@"
	}
else
	as() {
		"$@"
	}
fi
mkdir closed
cp a.ndjson closed
chmod 555 closed
if as test -r closed/a.ndjson && as test -x "$trawl"; then
	fails 'a folder that may only be read' 2 \
		as "$trawl" index -i closed/x.trawl closed/a.ndjson
	like 'is named' "$(as "$trawl" index -i closed/x.trawl \
		closed/a.ndjson 2>&1)" 'closed/x.trawl'
	chmod 755 closed
	cp whole.trawl closed/x.trawl
	chmod 555 closed
	like 'an index in it without its lock file is told so' \
		"$(as "$trawl" search -i closed/x.trawl two 2>&1)" \
		'x.trawl-lock: no permission .* let this user write it'
else
	skip 'a folder that may only be read' 'cannot be another user here'
fi

done_testing
