# SPDX-License-Identifier: MIT
# t720-workers.sh: trawl-fcgi's workers may die, are replaced, and end well.
. "$top_srcdir/tests/tap.sh"
trawl=$top_builddir/trawl
program=$top_builddir/trawl-fcgi
ask=$top_builddir/tests/cli/fcgiask
PATH=$PATH:/usr/sbin:/sbin

[ -x "$program" ] || skip_all 'trawl-fcgi is not built'

seq 1 25 | sed 's/.*/{"id":"n&","title":"Page & of partnership","text":"Partnership number &."}/' >articles.ndjson
"$trawl" index articles.ndjson 2>/dev/null
echo '{"id":"x","text":"A xylophone"}' | "$trawl" index -i music.trawl - \
	2>/dev/null

parent=
trap '[ -z "$parent" ] || kill -9 $parent 2>/dev/null; cd / && rm -rf "$tmp"' \
	EXIT

# start OPTIONS...: with a socket of its own, until it answers.
start() {
	"$program" --listen "$tmp/socket" "$@" </dev/null >log 2>&1 &
	parent=$!
	soon get q=a
}
stop() {
	kill "$parent"
	wait "$parent"
}
# get QUERY [PATH]
get() {
	timeout 20 "$ask" socket REQUEST_METHOD=GET SCRIPT_NAME=/search \
		"PATH_INFO=${2-}" "QUERY_STRING=$1"
}
workers() {
	ps -o pid= --ppid "$parent" | tr -d ' ' | sort
}
is_full() {
	[ "$(workers | wc -l)" -eq "$1" ]
}
has_new() {
	is_full 2 && ! workers | grep -qxF "$1"
}
is_gone() {
	! kill -0 "$1"
}
told() {
	grep -q "$1" log
}
have_ended() {
	[ "$(grep -c 'ended with exit code' log)" -ge "$1" ]
}

# ---------------------------------------------------------------------
ok 'a socket of its own, that answers' start --workers 3
like 'with an answer' "$(get q=partnership)" '^Status: 200 OK'
ok 'workers as many as asked for' soon is_full 3
stop
is 'an end is an end well' $? 0
is 'and of all' "$(workers)" ''
ok 'a socket that was left over is taken' start --workers 2 --kill-after 1
stop

start --workers 2 --kill-after 1
soon is_full 2
victim=$(workers | head -n 1)
kill -9 "$victim"
like 'when a worker dies, the others answer' "$(get q=partnership)" \
	'^Status: 200 OK'
ok 'and another is started' soon has_new "$victim"
ok 'as is told' soon told "worker $victim died: Killed"

"$ask" --hold socket >held 2>&1 &
holder=$!
like 'who holds a worker does not hold the other' "$(get q=partnership)" \
	'^Status: 200 OK'
wait "$holder"
is 'and is given up' $? 1
ok 'as is told' soon told 'took too long for a request: ended'
ok 'the worker is replaced' soon is_full 2
printf 'no FastCGI at all\r\n\r\n' >garbage
"$ask" socket "$(head -c 70000 /dev/zero | tr '\0' x)=1" >/dev/null 2>&1
like 'a request of nonsense harms nobody' "$(get q=partnership)" \
	'^Status: 200 OK'

# ---------------------------------------------------------------------
# SIGHUP.
stop
echo '<p>one</p>{{main}}' >own.html
start --workers 2 --template own.html
like 'a template' "$(get q=a)" '<p>one</p>'
echo '<p>two</p>{{main}}' >own.html
old=$(workers | head -n 1)
kill -HUP "$parent"
ok 'SIGHUP replaces workers' soon has_new "$old"
like 'which have the template as it is now' "$(get q=a)" '<p>two</p>'
echo '{{nosuch}}' >own.html
old=$(workers)
kill -HUP "$parent"
ok 'a bad one is told' soon told 'slot that is none of'
like 'and is not taken' "$(get q=a)" '<p>two</p>'
is 'nor are workers replaced' "$(workers)" "$old"
echo '<p>three</p>{{main}}' >own.html
{
	for n in 1 2 3 4 5; do
		kill -HUP "$parent"
		sleep 0.1
	done
} &
wrong=0
for n in $(seq 1 60); do
	get q=partnership >answer && grep -q '^Status: 200' answer ||
		wrong=$((wrong + 1))
done
wait $!
is 'no request is lost meanwhile' "$wrong" 0

# ---------------------------------------------------------------------
# Ends.
worker=$(workers | head -n 1)
kill -9 "$parent"
wait "$parent" 2>/dev/null
ok 'workers end with their parent' soon is_gone "$worker"

start --workers 2 --kill-after 1
soon is_full 2
kill -STOP $(workers)
stop
is 'who does not end is ended' $? 0

if command -v prlimit >/dev/null; then
	start --workers 2
	prlimit --pid "$parent" --nofile=4:64
	kill -9 $(workers)
	sleep 1.5
	ok 'workers that die young are not started again and again at once' \
		test "$(grep -c 'ended with exit code' log)" -lt 30
	ok 'but are started' soon have_ended 5
	prlimit --pid "$parent" --nofile=64:64
	ok 'until it works' soon get q=a
	stop
	is 'the parent still ends when it is asked to' $? 0
else
	skip 'workers that die young' 'prlimit is not installed'
fi

# ---------------------------------------------------------------------
# More than one index.
start --index articles.trawl --index music=music.trawl
like 'an index at the path of the program' "$(get q=partnership)" 'of 25'
like 'and one by its name' "$(get q=xylophone /music)" '1 article found'
like 'whose links are its own' "$(get q=xylophone /music)" \
	'action="/search/music"'
like 'as is its style sheet' "$(get '' /music/style.css)" \
	'^Content-Type: text/css'
like 'which knows nothing of the other' "$(get q=partnership /music)" \
	'Nothing found'
for path in /musi /musical /music.trawl /../music /music/.. /music/x //music \
	/Music /music%00 /articles.trawl; do
	like "no index by another name: $path" "$(get q=xylophone $path)" \
		'^Status: 404'
done
stop
start --index music=music.trawl
like 'only names: nothing without' "$(get q=xylophone)" '^Status: 404'
stop
for bad in '--index a --index b' '--index a=b --index a=c' '--workers 257' \
	'--kill-after 0' '--listen nowhere' "--listen $tmp/no/socket"; do
	fails "not $(echo "$bad" | sed "s,$tmp,,")" 2 "$program" $bad
done
fails 'nor without a web server' 2 env -u REQUEST_METHOD "$program" </dev/null
start
fails 'nor where somebody listens' 2 "$program" --listen "$tmp/socket"
stop

# ---------------------------------------------------------------------
# Other ways to be started.
if command -v spawn-fcgi >/dev/null; then
	rm -f socket
	spawn-fcgi -n -s "$tmp/socket" -- "$program" >log 2>&1 &
	parent=$!
	ok 'by spawn-fcgi' soon get q=a
	like 'with an answer' "$(get q=partnership)" '^Status: 200 OK'
	stop
else
	skip 'by spawn-fcgi' 'it is not installed'
fi
if command -v systemd-socket-activate >/dev/null; then
	rm -f socket
	systemd-socket-activate -l "$tmp/socket" \
		-E "TRAWL_INDEX=$tmp/articles.trawl" \
		-E "ASAN_OPTIONS=$ASAN_OPTIONS" "$program" >log 2>&1 &
	parent=$!
	ok 'by a socket of systemd' soon get q=a
	like 'with an answer' "$(get q=partnership)" '^Status: 200 OK'
	stop
	rm -f socket
	systemd-socket-activate -l "$tmp/socket" -l "$tmp/second" "$program" \
		>log 2>&1 &
	parent=$!
	soon get q=a || :
	ok 'by two: told' told 'several sockets were passed'
	parent=
else
	skip 'by a socket of systemd' 'systemd-socket-activate is not there'
fi
done_testing
