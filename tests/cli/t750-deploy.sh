# SPDX-License-Identifier: MIT
# t750-deploy.sh: each file of docs/deploy is used by the server it is for.
. "$top_srcdir/tests/tap.sh"
trawl=$top_builddir/trawl
program=$top_builddir/trawl-fcgi
deploy=$top_srcdir/docs/deploy
ask=$top_builddir/tests/cli/fcgiask
PATH=$PATH:/usr/sbin:/sbin

[ -x "$program" ] || skip_all 'trawl-fcgi is not built'
command -v curl >/dev/null || skip_all 'curl is not installed'

seq 1 25 | sed 's/.*/{"id":"n&","url":"\/page\/&","title":"Page & of partnership","text":"Partnership number &.","category":"a\/b c"}/' >articles.ndjson
"$trawl" index articles.ndjson 2>/dev/null
# Some servers are not root then.
chmod 755 "$tmp"
chmod 666 articles.trawl-lock

port=$(free_port)
site=http://127.0.0.1:$port
url=$site/search
mkdir site
echo home >site/index.html
answers=
server=
cleanup() {
	for process in $answers $server; do
		kill "$process" 2>/dev/null
	done
	wait 2>/dev/null
}
trap 'cleanup; cd / && rm -rf "$tmp"' EXIT

# place FILE: as it is shipped, but for where things are, and with the lines
# that keep searches out of logs.
place() {
	sed "s,^\([[:space:]]*\)#\(access_log\|SetEnvIf\|accesslog\|skip_log\),\1\2,
		s,/run/trawl-fcgi.sock,$tmp/socket,
		s,/run/lighttpd/trawl.sock,$tmp/own,
		s,/run/trawl-fcgi.pid,$tmp/pid,
		s,/usr/local/libexec/trawl-fcgi,$program,
		s,/usr/local/bin/trawl,$trawl,
		s,/var/lib/trawl,$tmp,g" "$deploy/$1"
}
code() {
	curl -s -o answer -w '%{http_code}' "$@"
}

# What every server has to get right.
check_server() {
	like "$1: the form" "$(curl -s "$url")" '<form id="search"'
	like "$1: a search" "$(curl -s "$url?q=partnership&page=2")" \
		'<ol class="hits" start="11">'
	like "$1: what is encoded stays so" \
		"$(curl -s "$url?q=%22partnership+number%22&category=a%2Fb+c")" \
		'value="&quot;partnership number&quot;"'
	like "$1: links lead here" "$(curl -s "$url?q=partnership")" \
		'href="/search\?q=partnership&amp;page=2"'
	like "$1: the style sheet" "$(curl -si "$url/style.css")" \
		'^[Cc]ontent-[Tt]ype: text/css'
	# Without the port, if Debian's nginx has its way.
	like "$1: the description has the host" \
		"$(curl -s "$url/opensearch.xml")" \
		"template=\"http://127.0.0.1(:$port)?/search\?q=\{search"
	like "$1: headers" "$(curl -si "$url?q=partnership")" \
		"^[Cc]ontent-[Ss]ecurity-[Pp]olicy: default-src 'none'"
	tag=$(curl -si "$url?q=partnership" | tr -d '\r' |
		sed -n 's/^[Ee][Tt]ag: //p')
	is "$1: what is known is not sent" \
		"$(code -H "If-None-Match: $tag" "$url?q=partnership")" 304
	is "$1: HEAD" "$(code -I "$url?q=partnership")" 200
	is "$1: a bad request" "$(code "$url?page=x")" 400
	is "$1: another method" "$(code -d q=a "$url")" 405
	is "$1: another path" "$(code "$url/nosuch")" 404
	is "$1: the rest is the site's" "$(curl -s "$site/index.html")" home
	is "$1: and not ours" "$(code "$site/searching")" 404
	seq 1 50 >numbers
	is "$1: side by side" "$(xargs -P 8 -I N curl -s -o /dev/null \
		-w '%{http_code}\n' "$url?q=partnership+N" <numbers |
		sort -u)" 200
}
# What the server wrote into access.log, which it may do when it ends.
check_log() {
	ok "$1: what is the site's is logged" grep -q /index.html access.log
	fails "$1: searches are not" 1 grep partnership access.log
}
# with NAME COMMAND...: starts a server and checks it.
with() {
	name=$1
	shift
	: >access.log
	chmod 666 access.log
	"$@" >server.log 2>&1 </dev/null &
	server=$!
	if soon curl -sf "$url"; then
		check_server "$name"
	else
		ok "$name answers" false
		tap_note <server.log
	fi
	kill "$server"
	wait "$server" 2>/dev/null
	server=
	check_log "$name"
}
# without PROGRAM NAME: says so if it is not there.
without() {
	command -v "$1" >/dev/null && return 1
	skip "$2" "$1 is not installed"
}

# ---------------------------------------------------------------------
# Behind a socket, that of systemd if it can be.
place trawl-fcgi.service >trawl-fcgi.service
place trawl-fcgi.socket >trawl-fcgi.socket
start=$(sed -n 's/^ExecStart=//p' trawl-fcgi.service)
listen=$(sed -n 's/^ListenStream=//p' trawl-fcgi.socket)
if command -v systemd-socket-activate >/dev/null; then
	# shellcheck disable=SC2086 # a command
	systemd-socket-activate -l "$listen" -E "ASAN_OPTIONS=$ASAN_OPTIONS" \
		$start >program.log 2>&1 &
else
	# shellcheck disable=SC2086 # a command
	$start --listen "$listen" >program.log 2>&1 &
fi
answers=$!
ok 'the command of trawl-fcgi.service answers' soon "$ask" socket \
	REQUEST_METHOD=GET SCRIPT_NAME=/search
chmod 666 socket

if ! without nginx 'behind nginx'; then
	[ "$(id -u)" -ne 0 ] || user='user root;'
	for file in fastcgi_params mime.types; do
		[ ! -f /etc/nginx/$file ] || cp /etc/nginx/$file .
	done
	place nginx.conf >trawl.conf
	cat >nginx.conf <<-EOF
		daemon off; pid $tmp/nginx.pid; error_log $tmp/error.log;
		${user-}
		events { }
		http {
			access_log $tmp/access.log;
			client_body_temp_path $tmp/t1;
			proxy_temp_path $tmp/t2;
			fastcgi_temp_path $tmp/t3;
			uwsgi_temp_path $tmp/t4;
			scgi_temp_path $tmp/t5;
			server {
				listen 127.0.0.1:$port;
				root $tmp/site;
				include $tmp/trawl.conf;
			}
		}
	EOF
	with nginx nginx -p "$tmp" -c "$tmp/nginx.conf"
fi

if ! without apache2 'behind Apache'; then
	modules=/usr/lib/apache2/modules
	place apache.conf >trawl.conf
	cat >apache2.conf <<-EOF
		ServerRoot $tmp
		ServerName localhost
		Listen 127.0.0.1:$port
		PidFile $tmp/apache.pid
		ErrorLog $tmp/error.log
		LoadModule mpm_event_module $modules/mod_mpm_event.so
		LoadModule authz_core_module $modules/mod_authz_core.so
		LoadModule setenvif_module $modules/mod_setenvif.so
		LoadModule proxy_module $modules/mod_proxy.so
		LoadModule proxy_fcgi_module $modules/mod_proxy_fcgi.so
		User www-data
		Group www-data
		DocumentRoot $tmp/site
		Include $tmp/trawl.conf
		CustomLog $tmp/access.log "%r" env=!searching
	EOF
	with Apache apache2 -E "$tmp/server.log" -D FOREGROUND -d "$tmp" -f "$tmp/apache2.conf"
fi

if ! without caddy 'behind Caddy'; then
	{
		printf '{\n\tadmin off\n\tauto_https off\n}\n'
		printf 'http://127.0.0.1:%s {\n' "$port"
		echo "root * $tmp/site"
		echo "log {"
		echo "output file $tmp/access.log"
		echo "}"
		place Caddyfile
		printf 'file_server\n}\n'
	} >Caddyfile
	with Caddy env HOME="$tmp" XDG_DATA_HOME="$tmp" \
		XDG_CONFIG_HOME="$tmp" caddy run --adapter caddyfile \
		--config Caddyfile
fi

# ---------------------------------------------------------------------
# Started by the web server.
if ! without lighttpd 'behind lighttpd'; then
	place lighttpd.conf >trawl.conf
	cat >lighttpd.conf <<-EOF
		server.document-root = "$tmp/site"
		server.port = $port
		server.bind = "127.0.0.1"
		server.errorlog = "$tmp/error.log"
		index-file.names = ( "index.html" )
		server.modules += ( "mod_accesslog" )
		accesslog.filename = "$tmp/access.log"
		include "trawl.conf"
	EOF
	with lighttpd lighttpd -D -f "$tmp/lighttpd.conf"
fi

# ---------------------------------------------------------------------
# Started by spawn-fcgi: as users that are there.
if ! without spawn-fcgi 'by spawn-fcgi'; then
	place spawn-fcgi.sh | sed "s,$tmp/socket,$tmp/spawned,
		s,-U www-data,,; s,-u trawl-web -g trawl,," >spawn-fcgi.sh
	ok 'spawn-fcgi.sh starts it' sh spawn-fcgi.sh
	answers="$answers $(cat pid)"
	ok 'and it answers' soon "$ask" spawned REQUEST_METHOD=GET \
		SCRIPT_NAME=/search
fi

# ---------------------------------------------------------------------
# Units.
if ! without systemd-analyze 'units'; then
	for unit in trawl-index.service trawl-index.timer trawl-index.path; do
		place "$unit" >"$unit"
	done
	is 'units say nothing that systemd does not know' \
		"$(systemd-analyze verify --man=no --recursive-errors=no \
		./trawl-fcgi.service ./trawl-fcgi.socket \
		./trawl-index.service ./trawl-index.timer \
		./trawl-index.path 2>&1 | grep "$tmp\|trawl-")" ''
	exposure=$(systemd-analyze security --offline=yes \
		"$tmp/trawl-fcgi.service" 2>/dev/null |
		sed -n 's/.*exposure level.*: \([0-9]*\)\.[0-9].*/\1/p')
	ok 'the service is exposed to little: below 2 of 10' \
		test "${exposure:-9}" -lt 2
fi

# ---------------------------------------------------------------------
# Who may do what: the indexer writes, the page reads, others nothing.
if [ "$(id -u)" -ne 0 ] || ! command -v setpriv >/dev/null; then
	skip 'permissions' 'needs root and setpriv'
	done_testing
	exit
fi
programs_for_all
trawl=$tmp/bin/trawl
program=$tmp/bin/trawl-fcgi
indexer='setpriv --reuid=60001 --regid=60001 --clear-groups'
web='setpriv --reuid=60002 --regid=60002 --groups=60001'
other='setpriv --reuid=60003 --regid=60003 --clear-groups'
mkdir -m 2750 lib
chown 60001:60001 lib
as_indexer() {
	(umask 0027 && $indexer "$trawl" "$@" -i lib/articles.trawl)
}
asked() {
	env -i PATH="$PATH" ASAN_OPTIONS="$ASAN_OPTIONS" \
		LD_LIBRARY_PATH="$LD_LIBRARY_PATH" REQUEST_METHOD=GET \
		QUERY_STRING="q=$2" SCRIPT_NAME=/search $1 "$program" \
		--index lib/articles.trawl </dev/null 2>&1
}
as_indexer index articles.ndjson 2>/dev/null
ok 'an index is made' test -s lib/articles.trawl
is 'that others cannot read' "$(stat -c %a lib/articles.trawl)" 640
is 'and a lock file that readers can write' \
	"$(stat -c %a lib/articles.trawl-lock)" 660
like 'the page reads' "$(asked "$web" partnership)" '^Status: 200'
fails 'and does not write' 2 $web "$trawl" index -i lib/articles.trawl \
	articles.ndjson
like 'others get nothing' "$(asked "$other" partnership)" '^Status: 503'
echo '{"id":"new","text":"a brand new okapi"}' >new.ndjson
as_indexer index new.ndjson 2>/dev/null
like 'a change is seen' "$(asked "$web" okapi)" '<mark>okapi</mark>'
mkdir -m 777 run
$web "$program" --listen "$tmp/run/socket" --index lib/articles.trawl \
	>web.log 2>&1 </dev/null &
answers="$answers $!"
again() {
	"$ask" run/socket REQUEST_METHOD=GET QUERY_STRING=q=okapi
}
ok 'the page runs' soon again
for n in 1 2 3; do
	as_indexer compact 2>/dev/null
	like "an index compacted beside it is seen: $n" "$(again)" \
		'<mark>okapi</mark>'
done
is 'without a word of trouble' "$(cat web.log)" ''
done_testing
