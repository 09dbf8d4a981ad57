# SPDX-License-Identifier: MIT
# tap.sh: what a shell test begins with: . "$top_srcdir/tests/tap.sh"
#
# The test starts in an empty folder, $tmp, that goes away at its end. Each
# call of these is one test; done_testing is the last line.
#	ok NAME COMMAND...	the command succeeds
#	fails NAME STATUS COMMAND...	the command ends with that status
#	is NAME GOT WANTED	the two texts are equal
#	like NAME TEXT PATTERN	the text has a line that the ERE matches
#	skip NAME REASON	not tested here
#	skip_all REASON		none of the file's tests can run here
#	programs_for_all	copies that other users can run: $tmp/bin
#	soon COMMAND...		succeeds as soon as the command does
#	free_port		a port of this machine that nobody listens at

tap_count=0
tap_failed=0
tmp=$(mktemp -d) || exit 1
trap 'cd / && rm -rf "$tmp"' EXIT
trap 'exit 1' HUP INT TERM
cd "$tmp" || exit 1

tap_result() {
	tap_count=$((tap_count + 1))
	[ -z "$1" ] || tap_failed=1
	echo "${1}ok $tap_count - $2"
}

tap_note() {
	sed 's/^/# /'
}

ok() {
	tap_name=$1
	shift
	if "$@" >"$tmp/.out" 2>&1; then
		tap_result '' "$tap_name"
	else
		tap_result 'not ' "$tap_name"
		echo "failed: $*" | cat - "$tmp/.out" | tap_note
	fi
	rm -f "$tmp/.out"
}

fails() {
	tap_name=$1
	tap_wanted=$2
	shift 2
	tap_got=0
	"$@" >"$tmp/.out" 2>&1 || tap_got=$?
	if [ "$tap_got" = "$tap_wanted" ]; then
		tap_result '' "$tap_name"
	else
		tap_result 'not ' "$tap_name"
		echo "status $tap_got, not $tap_wanted: $*" |
			cat - "$tmp/.out" | tap_note
	fi
	rm -f "$tmp/.out"
}

is() {
	if [ "$2" = "$3" ]; then
		tap_result '' "$1"
	else
		tap_result 'not ' "$1"
		printf 'got:\n%s\nwanted:\n%s\n' "$2" "$3" | tap_note
	fi
}

like() {
	if printf '%s\n' "$2" | grep -Eq -e "$3"; then
		tap_result '' "$1"
	else
		tap_result 'not ' "$1"
		printf 'no line is like %s:\n%s\n' "$3" "$2" | tap_note
	fi
}

skip() {
	tap_result '' "$1 # SKIP $2"
}

skip_all() {
	echo "1..0 # SKIP $1"
	exit 0
}

done_testing() {
	echo "1..$tap_count"
	exit "$tap_failed"
}

# Programs that other users can run too, in $tmp/bin: a build folder may stand
# where only its owner looks.
programs_for_all() {
	mkdir "$tmp/bin"
	for program_for_all in trawl trawl-full trawl-fcgi; do
		program_found=$top_builddir/.libs/$program_for_all
		[ -x "$program_found" ] ||
			program_found=$top_builddir/$program_for_all
		[ ! -x "$program_found" ] || cp "$program_found" "$tmp/bin"
	done
	for program_found in "$top_builddir"/.libs/libtrawl.so*; do
		[ ! -e "$program_found" ] || cp -d "$program_found" "$tmp/bin"
	done
	chmod 755 "$tmp" "$tmp/bin"
	LD_LIBRARY_PATH=$tmp/bin
	export LD_LIBRARY_PATH
}

# Tries a command for a minute until it succeeds: a machine may be slow.
soon() {
	soon_tries=600
	until "$@" >/dev/null 2>&1; do
		soon_tries=$((soon_tries - 1))
		[ "$soon_tries" -gt 0 ] || return 1
		sleep 0.1
	done
}

# Below those that a system gives to who connects; 7: nobody is there.
free_port() {
	free_port=$((20000 + $$ % 12000))
	for _ in $(seq 100); do
		free_port_code=0
		curl -s -o "$tmp/.port" --max-time 10 \
			"http://127.0.0.1:$free_port" || free_port_code=$?
		[ "$free_port_code" -ne 7 ] || break
		free_port=$((20000 + (free_port - 20000 + 37) % 12000))
	done
	rm -f "$tmp/.port"
	echo "$free_port"
}
