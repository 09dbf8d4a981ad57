# SPDX-License-Identifier: MIT
# t770-gaps.sh: the log of a site's searches, and what it tells its owner.
. "$top_srcdir/tests/tap.sh"
trawl=$top_builddir/trawl
program=$top_builddir/trawl-fcgi
ask=$top_builddir/tests/cli/fcgiask

[ -x "$program" ] || skip_all 'trawl-fcgi is not built'

seq 1 12 | sed 's/.*/{"id":"n&","url":"https:\/\/example.org\/&","title":"Page & of partnership","text":"Partnership number & of the councils.","category":"news"}/' >articles.ndjson
"$trawl" index articles.ndjson 2>/dev/null
mkdir log

parent=
trap '[ -z "$parent" ] || kill -9 $parent 2>/dev/null; cd / && rm -rf "$tmp"' \
	EXIT

# start OPTIONS...: until it answers.
start() {
	"$program" --listen "$tmp/socket" --workers 3 "$@" </dev/null \
		>told 2>&1 &
	parent=$!
	soon get format=json
}
stop() {
	kill "$parent"
	wait "$parent"
	parent=
}
# visit QUERY [METHOD [PATH [NAME=VALUE...]]]: as a browser does.
visit() {
	visit_query=$1
	visit_method=${2-GET}
	visit_path=${3-}
	shift "$(($# < 3 ? $# : 3))"
	timeout 20 "$ask" socket "REQUEST_METHOD=$visit_method" \
		SCRIPT_NAME=/search "PATH_INFO=$visit_path" \
		"QUERY_STRING=$visit_query" "$@" REMOTE_ADDR=192.0.2.77 \
		HTTP_X_FORWARDED_FOR=198.51.100.99 REMOTE_PORT=54321 \
		'HTTP_COOKIE=sid=cookie77' HTTP_REFERER=https://example.org/from \
		'HTTP_USER_AGENT=Mozilla/5.0 (X11; agent77)'
}
# get QUERY: as nobody who counts.
get() {
	timeout 20 "$ask" socket REQUEST_METHOD=GET SCRIPT_NAME=/search \
		PATH_INFO= "QUERY_STRING=$1"
}
repeat() {
	for _ in $(seq "$1"); do
		visit "$2" >/dev/null
	done
}
log() {
	cat log/*.log | grep -v '^#'
}
# sum KIND: of a log's lines, the numbers.
sum() {
	log | awk -F '\t' -v "kind=$1" '$3 == kind { n += $4 } END { print n + 0 }'
}
# The keeper of the log is the first of them.
children() {
	ps -o pid= --ppid "$parent" | tr -d ' ' | sort -n
}
is_full() {
	[ "$(children | wc -l)" -eq 4 ]
}
told() {
	grep -q "$1" told
}

# What is counted here is of one hour.
rest=$((3600 - $(date +%s) % 3600))
[ "$rest" -gt 30 ] || sleep "$rest"

# ---------------------------------------------------------------------
ok 'with a log' start --log log
repeat 4 'q=Xylophone++Lessons'
repeat 3 'q=partnershp'
repeat 3 'q=partnership'
repeat 2 'q=verysecret'
visit 'q=oncesecret' >/dev/null
repeat 3 'q=ann%40example.org'
repeat 3 'q=0171+234+56789'
repeat 3 "q=$(printf '%0200d' 0 | tr 0 z)"
repeat 3 "q=$(printf '%0600d' 0 | tr 0 y)"
repeat 3 'q=refined&category=news'
repeat 3 'q=nextpage&page=2'
repeat 3 'q=halftyp&format=suggest'
repeat 3 'q=followed&format=atom'
for _ in 1 2 3; do
	visit q=robotic GET '' HTTP_USER_AGENT=Somebot/1.0 >/dev/null
	visit q=again GET '' 'HTTP_IF_NONE_MATCH=W/"0000000000000001"' >/dev/null
	visit q=ahead GET '' HTTP_SEC_PURPOSE=prefetch >/dev/null
	visit q=headed HEAD >/dev/null
	get q=nobody >/dev/null
done
stop
is 'it ends well' $? 0
is 'texts that three asked for, in one form' \
	"$(log | awk -F '\t' '$3 == "asked" { print $4, $5, $6 }' | sort)" \
	'3 0 partnershp
3 12 partnership
4 0 xylophone lessons'
is 'each search is counted' "$(sum searches)" 22
is 'and nothing else is' \
	"$(log | awk -F '\t' '$3 == "searches" { n += $5 } END { print n }')" 19
like 'hours are rounded' "$(log)" \
	"^20[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9]{2}	-	asked	4	0	xylophone lessons\$"
for secret in verysecret oncesecret ann@ example.org 0171 zzz yyy refined \
	nextpage halftyp followed robotic again ahead headed nobody \
	192.0.2.77 198.51.100.99 54321 cookie77 agent77; do
	is "not a byte of it in the log: $secret" \
		"$(grep -rc "$secret" log | grep -v ':0$')" ''
done
is 'nobody else may read it' "$(find log -type f -perm /037)" ''
is 'a line is a whole one' "$(log | grep -cvE '	[0-9]+	[0-9]+(	[^	]+)?$')" 0

# ---------------------------------------------------------------------
# trawl gaps.
is 'what was sought and not found, and what would have helped' \
	"$("$trawl" gaps log | sed '1s/From [0-9-]* to [0-9-]*/From to/')" \
	'From to: searches: 22, without a result: 19
      4  xylophone lessons
           no change of it finds more
      3  partnershp
           partnership finds 12 articles'
like 'as JSON' "$("$trawl" gaps --json log)" \
	'"searches":22,"found_nothing":19,"gaps":\[\{"query":"xylophone lessons","asked":4,"found":0,"finds_now":0\},\{"query":"partnershp","asked":3,"found":0,"finds_now":0,"change":\{"query":"partnership","finds":12\}\}\]\}$'
like 'so many' "$("$trawl" gaps -n 1 log)" '4  xylophone'
is 'and no more' "$("$trawl" gaps -n 1 log | grep -c partnershp)" 0
like 'what found few, too' "$("$trawl" gaps --few 12 log)" '3  partnership$'
echo '{"id":"x","text":"Xylophone lessons for all, by xylophonists."}' |
	"$trawl" index - 2>/dev/null
like 'what is found by now is told so' "$("$trawl" gaps log)" \
	'finds 1 article by now'
fails 'nothing since then' 1 "$trawl" gaps --since 2999 log
fails 'nothing of another index' 1 "$trawl" gaps --name news log
fails 'no log' 2 "$trawl" gaps articles.ndjson
fails 'no folder' 2 "$trawl" gaps nosuch
fails 'nothing at all' 2 "$trawl" gaps
fails 'an index that is named has to be there' 2 \
	"$trawl" gaps -i nosuch.trawl log
is 'a file of it is a log, too' "$("$trawl" gaps --json log/*.log)" \
	"$("$trawl" gaps --json log)"
mkdir bare
cp log/*.log bare
cd bare || exit 1
like 'without an index the log alone is told' "$("$trawl" gaps . 2>&1)" \
	'^ *3  partnershp'
cd .. || exit 1
{
	cat log/*.log
	printf '%s\t-\tasked\t9\t0\tcut o\t!\n' 2026-11-22T14
	printf '%s\t-\tasked\t5\t0\tturned \033[2J\302\233 round \377\n' \
		2026-11-22T14
	printf '%s\t-\tnew-kind\t5\t0\tof a later day\n' 2026-11-22T15
	printf '%s\t-\tasked\t99999999999999999999\t0\tmany\n' 2026-11-22T14
	printf '%s\t-\tasked\t7\t0\tnot at its e' 2026-11-22T14
} >odd.log
odd=$("$trawl" gaps odd.log 2>odd.told)
like 'an odd log: what is whole counts' "$odd" '4  xylophone lessons'
like 'controls are none on a terminal' "$odd" '5  turned  \[2J  round'
is 'what is cut off does not' "$(echo "$odd" | grep -c 'cut o\|many\|not at')" 0
like 'as is told' "$(cat odd.told)" '3 lines of the log are not whole'
echo '# what was asked for, form 2: trawl-log(5)' >later.log
fails 'a later form' 2 "$trawl" gaps later.log

# ---------------------------------------------------------------------
# Whatever happens to whom.
rm -rf log && mkdir log
start --log log
keeper=$(children | head -n 1)
repeat 2 'q=before'
kill -9 "$keeper"
like 'when the keeper dies, searches are answered' "$(visit q=partnership)" \
	'^Status: 200 OK'
ok 'as is told' soon told "worker $keeper died"
ok 'and there is another' soon is_full
repeat 3 'q=afterwards'
for worker in $(children | head -n 3); do
	kill -9 "$worker"
	visit q=afterwards >/dev/null
done
soon is_full
kill -HUP "$parent"
repeat 3 'q=behind'
stop
ok 'what was asked since is in the log' test "$(sum asked)" -ge 6
is 'what the dead one knew is not' "$(log | grep -c before)" 0
rm -rf log && mkdir log
start --log log
seq 1 90 >numbers
export tmp ask
xargs -P 6 -I @ sh -c '"$ask" socket REQUEST_METHOD=GET SCRIPT_NAME=/search \
	PATH_INFO= "QUERY_STRING=q=side+by+side" HTTP_USER_AGENT=Mozilla \
	>/dev/null' <numbers
stop
is 'of many side by side, each is counted' "$(sum asked)" 90

if command -v prlimit >/dev/null; then
	rm -rf log && mkdir log
	start --log log
	keeper=$(children | head -n 1)
	prlimit --pid "$keeper" --fsize=20:20
	repeat 3 'q=toolate'
	like 'a disk that is full: an answer' "$(visit q=partnership)" \
		'^Status: 200 OK'
	stop
	is 'and a good end' $? 0
	is 'and lines that are lost' "$(find log -type f -size +20c)" ''
else
	skip 'a full disk' 'prlimit is not installed'
fi

# ---------------------------------------------------------------------
# Clicks.
rm -rf log && mkdir log
is 'without --clicks a link is a link' \
	"$(start --log log; get q=partnership | grep -c ping=; stop)" 0
start --log log --clicks
is 'with it, links tell of being followed' \
	"$(visit q=partnership | grep -c ' ping="/search/click?id=n[0-9]*">')" 20
like 'and lead where they did' "$(visit q=partnership)" \
	'<a href="https://example.org/1" ping="/search/click\?id=n1">'
for _ in 1 2 3; do
	visit id=n7 POST /click >/dev/null
	visit id=nosuch POST /click >/dev/null
	visit 'id=%3Cb%3E%0d%0a' POST /click >/dev/null
	visit id=n8 POST /click 'HTTP_USER_AGENT=Somebot' >/dev/null
done
visit id=n9 POST /click >/dev/null
like 'there is no answer to a click' "$(visit id=n9 POST /click)" \
	'^Status: 204 No Content'
like 'and no page' "$(visit id=n9 GET /click)" '^Status: 404'
like 'other posts are none' "$(visit q=a POST)" '^Status: 405'
stop
is 'clicks are counted' "$(sum clicks)" 5
is 'by article, from three on' "$(log | awk -F '\t' '
	$3 == "clicked" { print $4, $6 }')" '3 n7'
like 'and told' "$("$trawl" gaps --clicks log)" '3  n7$'
like 'as JSON, too' "$("$trawl" gaps --clicks --json log)" \
	'"clicks":5,"clicked":\[\{"id":"n7","clicks":3\}\]'

# ---------------------------------------------------------------------
# Several indexes.
rm -rf log && mkdir log
echo '{"id":"x","text":"A zither"}' | "$trawl" index -i music.trawl - 2>/dev/null
start --log log --index articles.trawl --index music=music.trawl
repeat 3 'q=nowhere'
for _ in 1 2 3 4; do
	visit q=nowhere GET /music >/dev/null
done
stop
fails 'of which index, has to be said' 2 "$trawl" gaps log
like 'by its name' "$("$trawl" gaps --name music -i music.trawl log)" \
	'4  nowhere'
like 'or without one' "$("$trawl" gaps --name - log)" '3  nowhere'

# ---------------------------------------------------------------------
# What cannot be.
for bad in '--log nosuch' '--log articles.ndjson' '--log log --log-days 0' \
	'--clicks'; do
	fails "not $bad" 2 "$program" --listen "$tmp/socket" $bad
done
like 'it is told why' "$("$program" --listen "$tmp/socket" --log nosuch 2>&1)" \
	'cannot keep a log in nosuch: No such file'
if command -v setpriv >/dev/null && [ "$(id -u)" = 0 ]; then
	programs_for_all
	chmod 755 log
	like 'a folder that is not its own' "$(setpriv --reuid=65534 \
		--clear-groups "$tmp/bin/trawl-fcgi" --listen /dev/null/x \
		--log log 2>&1)" \
		'cannot (keep a log in log: Permission denied|listen)'
fi
is 'a CGI program keeps none, and says so' "$(env -i PATH="$PATH" \
	ASAN_OPTIONS="$ASAN_OPTIONS" REQUEST_METHOD=GET SCRIPT_NAME=/search \
	QUERY_STRING=q=partnership "$program" --log log 2>&1 >/dev/null \
	</dev/null)" 'trawl: a program that answers one request keeps no log'
done_testing
