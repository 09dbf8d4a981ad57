# SPDX-License-Identifier: MIT
# t710-site.sh: what a visitor of the search page can do, and cannot break.
. "$top_srcdir/tests/tap.sh"
trawl=$top_builddir/trawl
program=$top_builddir/trawl-fcgi
check=$top_builddir/tests/cli/sitecheck

[ -x "$program" ] || skip_all 'trawl-fcgi is not built'

cat >articles.ndjson <<'EOF'
{"id":"a","url":"https://example.org/a","title":"The council votes","text":"The council met. It voted for the budget of the town. The library stays open.","author":"Ann Lee","category":"Local News","date":"2019-12-17"}
{"id":"b","url":"/b#part","title":"A budget of hope","text":"A council in need. The budget is small. Nobody knows how long it will last.","author":"Émile Bo","category":["Politics","Local News"],"date":"2020-02"}
{"id":"c","title":"Weather","text":"It rained on the council and on its budget for days.","date":"2020-02-29"}
{"id":"d","url":"https://example.org/d","title":"Rat und Haushalt","text":"Council und budget auf Deutsch.","language":"de","author":"Ann Lee","category":"Ausland"}
EOF
seq 1 30 | sed 's/.*/{"id":"z&","text":"xylophone &","category":"Music"}/' \
	>>articles.ndjson
"$trawl" index articles.ndjson 2>/dev/null

# The headers and the body of a request without a server.
cgi() {
	env -i PATH="$PATH" TRAWL_INDEX="$tmp/articles.trawl" \
		ASAN_OPTIONS="$ASAN_OPTIONS" SCRIPT_NAME=/search \
		REQUEST_METHOD=GET QUERY_STRING="$1" PATH_INFO="${2-}" \
		HTTP_HOST=example.org HTTP_ACCEPT_LANGUAGE="${language-}" \
		HTTP_IF_NONE_MATCH="${known-}" GATEWAY_INTERFACE=CGI/1.1 \
		"$program" $options </dev/null
}
body() {
	cgi "$@" | sed '1,/^.$/d'
}
titles() {
	body "$1" | sed -n 's/.*id="r[0-9]*"[^>]*>//; t found
		b
		: found
		s/<[^>]*>//g; p' | paste -sd '|' -
}

# ---------------------------------------------------------------------
# Narrowing and ordering.
is 'from and to are days, both included' \
	"$(titles 'q=council&from=2020&to=2020-02&sort=oldest')" \
	'A budget of hope|Weather'
is 'a year ends with its last day' \
	"$(titles 'q=council&to=2019&from=2019-12')" 'The council votes'
is 'by title' "$(titles 'q=council+budget&sort=title')" \
	'A budget of hope|Rat und Haushalt|The council votes|Weather'
is 'a category' "$(titles 'q=council&category=Local+News&sort=newest')" \
	'A budget of hope|The council votes'
is 'an author' "$(titles 'q=council&author=%C3%89mile+Bo')" 'A budget of hope'
is 'filters alone' "$(titles 'q=&category=Politics')" 'A budget of hope'
is 'what a query leaves open does not swallow them' \
	"$(titles 'q=(%22council&category=Politics')" 'A budget of hope'
is 'a quote in a filter ends nothing' \
	"$(titles 'q=council&category=Politics%22+OR+council+%22')" ''
page=$(body 'q=council&category=Politics&from=2019')
like 'controls for categories' "$page" \
	'<input type="radio" form="search" name="category" value="Politics" checked>'
like 'for dates, as they were asked for' "$page" \
	'<input id="from" name="from" type="date" form="search" value="2019-01-01">'
like 'and a link without any' "$page" '<a href="/search\?q=council">Remove'
like 'other categories are counted as if none was chosen' "$page" \
	'value="Local News"> .*<span class="count">2<'
like 'pages keep the filters' \
	"$(body 'q=xylophone&category=Music&sort=newest')" \
	'rel="next" href="/search\?q=xylophone&amp;category=Music&amp;sort=newest&amp;page=2"'
for bad in from=2019-02-30 to=20 from=x sort=best \
	"category=$(printf %0300d 1)" "q=$(seq 1 33 | paste -sd + -)" \
	'q=a*b+?c+d*e+f*g+h*i'; do
	like "a bad parameter, $(echo "$bad" | cut -c1-18)" \
		"$(cgi "q=a&$bad")" '^Status: 400'
done

like 'which leaves the query to be mended' "$(body 'q=%22here%22&from=x')" \
	'value="&quot;here&quot;"'

# ---------------------------------------------------------------------
# Work.
like 'four patterns are not too many' "$(cgi 'q=a*b+?c+d*e+fog~+h*+i?')" \
	'^Status: 200'
for many in 'a*b+?c+d*e+f*g+h*i' 'council~+budget~+word~+other~+more~' \
	'(a*b(?c(d*e(f*g(h*i' 'fog~(fig~(fug~(fag~(feg~'; do
	like "five are: $many" "$(cgi "q=$many")" '^Status: 400'
done
like 'a distance is none' "$(cgi "q=%22council+budget%22~3$(
	printf '+%%22a+b%%22~%s' 1 2 3 4)")" '^Status: 200'
options='--budget 2'
like 'what would take too long is answered in part, and says so' \
	"$(body 'q=council')" 'Not all articles were looked at'
options='--budget 100'
is 'what does not is whole' \
	"$(body 'q=council' | grep -c 'Not all articles')" 0
options=

# ---------------------------------------------------------------------
# Help.
like 'did you mean, as a link that keeps the filters' \
	"$(body 'q=xylofone&category=Music')" \
	'Did you mean <a href="/search\?q=xylophone&amp;category=Music">'
why=$(body 'q=budget&author=Lee&category=Politics')
like 'why nothing: searches that find something' "$why" \
	'^<li><a href="/search\?q=budget&amp;category=Politics"><bdi>budget</bdi>'
like 'with the filters that are left as such' "$why" \
	'author=Lee"><bdi>budget</bdi> · Author <bdi>Lee</bdi></a>'
like 'dates too' \
	"$(body 'q=votes&category=Local+News&from=2020&to=2020-02')" \
	'votes&amp;category=Local\+News&amp;to=2020-02-29">.*>29 February 2020<'
like 'several filters are left out at once, too' \
	"$(body 'q=library&author=Bo&category=Politics&from=2021')" \
	'^<li><a href="/search\?q=library"><bdi>library</bdi></a> .*1 article<'
is 'but none that is what may be meant' \
	"$(body 'q=xylofone' | grep -c 'class="changes"')" 0
like 'words of a name become a filter' "$(body 'q=ann+lee')" \
	'^<li><a href="/search\?q=&amp;author=ann\+lee">Author <bdi>ann lee</bdi></a> .*2 art'
like 'beside those that there are' "$(body 'q=ann+lee&category=Ausland')" \
	'^<li><a href="/search\?q=&amp;category=Ausland&amp;author=ann\+lee">'
like 'of a category, too' "$(body 'q=politics')" \
	'^<li><a href="/search\?q=&amp;category=politics">Category <bdi>politics</bdi></a>'
like 'what is but spelt alike becomes none' \
	"$(body 'q=budget+Author%3Alie')" 'q=budget\+author%3Alie~"'
is 'a filter is the value it is, whatever its case' \
	"$(body 'q=&author=ann+lee' | grep -c 'name="author" value="[Aa]nn [Ll]ee" checked')" 1
is 'each of which does' "$(echo "$why" |
	sed -n 's/^<li><a href="\/search?\([^"]*\)".*/\1/p' |
	sed 's/&amp;/\&/g' | while read -r query; do
		titles "$query"
	done | grep -c .)" "$(echo "$why" | grep -c '^<li><a')"
like 'a link to the passage' "$(body 'q=library+stays')" \
	'href="https://example.org/a#:~:text='
like 'behind the fragment that a link has' "$(body 'q=hope')" \
	'href="/b#part:~:text='
like 'the language of an article' "$(body 'q=haushalt')" \
	'<h2 id="r1" dir="auto" lang="de">'

# ---------------------------------------------------------------------
# The reader's language.
language='xx, fr;q=0.4, de-AT;q=0.8, en;q=0.3'
german=$(cgi 'q=votes')
like 'German' "$german" '<html lang="de" dir="ltr">'
like 'as a header says' "$german" '^Content-Language: de'
like 'caches are told' "$german" '^Vary: Accept-Language'
like 'articles keep the language of the index' "$german" \
	'<h2 id="r1" dir="auto" lang="en">'
like 'with German dates' "$german" '>17\. Dezember 2019</time>'
language=fr
like 'French' "$(body 'q=votes')" '1 article trouvé'
like 'errors too' "$(body 'q=a&page=x')" 'La page doit être un nombre'
options='--lang en'
like 'unless the site has its own' "$(body 'q=votes')" '1 article found'
options='--lang xx'
like 'which it must know' "$(cgi 'q=votes' 2>&1)" \
	"no language 'xx' here: there are en, de and fr"
language=
options=

# ---------------------------------------------------------------------
# What it costs.
script=$(body '' /search.js | wc -c)
ok 'a page of ten with its style and its script is below 30 KB' test \
	"$(($(body 'q=xylophone' | wc -c) + $(body '' /style.css | wc -c) +
	script))" -lt 30000
ok 'the script is below 10 KB' test "$script" -lt 10000
like 'the script is one' "$(cgi '' /search.js)" \
	'^Content-Type: text/javascript; charset=utf-8'
is 'and a page has nothing inline' "$(body 'q=council' |
	grep -ci '<script>\|<style\|style=\| on[a-z]*=')" 0
like 'nor may it have' "$(cgi 'q=council')" \
	"^Content-Security-Policy: default-src 'none'; .*script-src 'self';"

# ---------------------------------------------------------------------
# Other faces.
known=$(cgi 'q=council' | tr -d '\r' | sed -n 's/^ETag: //p')
like 'what is known is not sent again' "$(cgi 'q=council')" '^Status: 304'
is 'without a body' "$(body 'q=council' | wc -c)" 0
like 'but another search is' "$(cgi 'q=budget')" '^Status: 200'
echo '{"id":"e","text":"council"}' | "$trawl" index - 2>/dev/null
like 'and another index' "$(cgi 'q=council')" '^Status: 200'
known=
is 'suggestions' "$(body 'q=libr&format=suggest')" \
	'["libr",["library"],[""],[""]]'
like 'with their type' "$(cgi 'q=libr&format=suggest')" \
	'^Content-Type: application/x-suggestions\+json'
xml='import sys, xml.dom.minidom as m
d = m.parse(sys.stdin)
print(d.documentElement.tagName, len(d.getElementsByTagName(sys.argv[1])))'
if command -v python3 >/dev/null; then
	is 'an Atom feed' "$(body 'q=council&format=atom' |
		python3 -c "$xml" entry)" 'feed 5'
	is 'a description of the search' "$(body '' /opensearch.xml |
		python3 -c "$xml" Url)" 'OpenSearchDescription 3'
	is 'a JSON feed' "$(body 'q=budget&format=feed' | python3 -c '
import json, sys
f = json.load(sys.stdin)
print(f["version"], f["items"][0]["date_published"])')" \
		'https://jsonfeed.org/version/1.1 2020-02-29T00:00:00Z'
else
	skip 'feeds' 'python3 is not installed'
fi
like 'newest first' "$(body 'q=budget&format=atom')" \
	'<updated>2020-02-29T00:00:00Z'
like 'with whole links' "$(body 'q=hope&format=feed')" \
	'"url":"http://example.org/b#part"'
like 'in Atom too' "$(body 'q=hope&format=atom')" \
	'<link href="http://example.org/b#part"/>'
like 'with whole addresses' "$(body '' /opensearch.xml)" \
	'template="http://example.org/search\?q=\{searchTerms\}'

# ---------------------------------------------------------------------
# A site's own page.
printf '<p data-q="{{query}}">{{lang}}</p>{{main}}!' >own.html
options='--template own.html'
own=$(body 'q=%7B%7Bmain%7D%7D%22%3Cb%3E')
like 'a template of the site' "$own" '^!$'
like 'its slots are escaped' "$own" \
	'<p data-q="\{\{main\}\}&quot;&lt;b&gt;">en</p><main'
is 'and never read twice' "$(echo "$own" | grep -c '<main')" 1
echo '<!--#-->{{fragment}}' >own.html
own=$(body 'q=budget')
like 'a part of a page that has a main part' "$own" '^<!--#--><div class="trawl">'
is 'has none of its own' "$(echo "$own" | grep -c '<main\|<html')" 0
echo '{{nosuch}}' >own.html
like 'a bad one is told' "$(cgi 'q=a' 2>&1)" 'slot that is none of'
options=

# ---------------------------------------------------------------------
# What the library says of a query, in the reader's language: all of it.
says() {
	body "q=$1" | grep '<p class="note"' | sed 's/<[^>]*>//g'
}
like 'what is said of a query is English to start with' \
	"$(body 'q=%22council')" \
	'<p class="note" lang="en" dir="ltr">unclosed quote at 0, read as &quot;co'
english=$(for query in '%22' '%22council' '%2Aa%2A' 'a~+council' \
	'a*+council' 'since:never' "$(printf '(%.0s' $(seq 20))council" \
	'%2Bcouncil+OR+budget' 'council)' '(council' 'council+NEAR+-budget' \
	'%22counc*+budget%22' '%22council+budg*%22' 'author:+council'; do
	echo "$query"
done)
for query in $english; do
	[ -n "$(says "$query")" ] || echo "$query"
done >silent
is 'each is told' "$(cat silent)" ''
for language in de fr; do
	n=0
	for query in $english; do
		if body "q=$query" | grep -q '<p class="note" lang="en"'; then
			echo "# $language: $query"
			n=$((n + 1))
		fi
	done
	is "in $language, nothing is left in English" "$n" 0
done
language=de
like 'with what was typed' "$(body 'q=%22council+met')" \
	'gelesen als „<bdi>council met</bdi>“'
like 'as text' "$(body 'q=since:%3Cb%3E')" \
	'gelesen als Wörter: <bdi>[a-z:]*&lt;b&gt;</bdi>'
language=fr
like 'and numbers' "$(says '%22council')" 'à la position 0, lu comme « council »'
language=

# ---------------------------------------------------------------------
# Years.
page=$(body 'q=council')
like 'years as links, which count' "$page" \
	'<li><a href="/search\?q=council&amp;from=2020-01-01&amp;to=2020-12-31">2020</a> <span class="count">2<'
is 'the newest first' "$(echo "$page" | sed -n '/class="years"/,/<.ul>/p' |
	sed -n 's/.*">\(.*\)<.a>.*/\1/p' | paste -sd ' ' -)" 'Any 2020 2019'
page=$(body 'q=council&from=2019&to=2019')
like 'one that is chosen' "$page" 'to=2019-12-31" aria-current="true">2019</a>'
like 'leaves the others to be chosen' "$page" \
	'>2020</a> <span class="count">2<'
is 'no years where there are none' \
	"$(body 'q=xylophone' | grep -c 'class="years"')" 0
like 'far behind the end of the only page, a link leads back to it' \
	"$(body 'q=council&page=90')" 'rel="prev" href="/search\?q=council"'

# ---------------------------------------------------------------------
# Stories that read alike are shown once; what is counted adds up.
text='Trams will run again from the harbour to the hill, said the mayor on Monday evening to a hall full of people who had waited for three years.'
{
	for n in 1 2 3 4 5 6 7 8 9 10; do
		echo "{\"id\":\"t$n\",\"title\":\"Trams again\",\"text\":\"$text\"}"
	done
	seq 1 12 | sed 's/.*/{"id":"u&","title":"Tramway&","text":"Trams word&a word&b word&c word&d word&e."}/'
} | "$trawl" index -i alike.trawl - 2>/dev/null
options="--index $tmp/alike.trawl"
like 'a page that leaves out some says so' "$(body 'q=trams')" \
	'role="status">Articles 1 to 10 of 22, alike ones shown once<'
like 'and does not count pages it cannot know' "$(body 'q=trams')" \
	'<span>Page 1</span>'
like 'the last page is the last' "$(body 'q=trams&page=2')" \
	'role="status">Articles 11 to 13, the last; the others of 22 read like'
is 'and leads to none behind it' \
	"$(body 'q=trams&page=2' | grep -c 'rel="next"')" 0
like 'behind it, there is no more' "$(body 'q=trams&page=3')" \
	'role="status">There are no more: the others of 22'
like 'without any, pages are counted' "$(body 'q=tramway1+OR+trams+-mayor')" \
	'role="status">Articles 1 to 10 of 12<'
for n in 1 2 3; do
	echo "{\"id\":\"v$n\",\"title\":\"Trams again\",\"text\":\"Ferries. $text\"}"
done | "$trawl" index -i alike.trawl - 2>/dev/null
"$trawl" remove -i alike.trawl u10 u11 u12 2>/dev/null
is 'nor does a full one whose articles have the others alike' \
	"$(body 'q=trams' | grep -c 'rel="next"')" 0
like 'which is the last' "$(body 'q=trams')" \
	'role="status">Articles 1 to 10, the last; the others of 22 read like'
options=

# ---------------------------------------------------------------------
# Suggestions: words, then articles, by their days and links.
is 'articles are suggested with their links' \
	"$(body 'q=council+vo&format=suggest')" \
	'["council vo",["council voted","council votes","The council votes"],["","","2019-12-17"],["","","https://example.org/a"]]'

# ---------------------------------------------------------------------
# Hostile bytes, in every parameter and every stored field: read by another
# parser, pages have our elements and attributes, and no others.
send() {
	body "$1" >page.html
	wc -c <page.html
	cat page.html
}
bytes() {
	seq "$1" $(($1 + 31)) | while read -r n; do printf '%%%02x' "$n"; done
}
hostile='%22%3E%3Cscript%3Ealert(1)%3C/script%3E%27+onload%3Dx+%3C!--+%5D%5D%3E%26lt%3B%26%230%3B'
{
	for name in q category author from to sort page format other; do
		for first in 0 32 64 96 128 160 192 224; do
			send "q=council&$name=$(bytes $first)council"
		done
		send "q=council&$name=$hostile"
	done
	send "q=zzz+$hostile&category=$hostile&author=$hostile"
} >pages
evil='\"><script>alert(1)</script>'"' onload=x <!-- ]]> &lt; &#0; \\u0001\\u001f\\u007f\\u0085\\ufffe\\uffff javascript:x"
for n in 1 2 3 4 5 6 7 8 9 10 11; do
	echo "{\"id\":\"$n$evil\",\"url\":\"$evil\",\"title\":\"$evil argon $n\",\"author\":[\"$evil\",\"b\"],\"category\":\"$evil\",\"language\":\"\\\"x\",\"text\":\"$evil argon argno.\"}"
done >evil.ndjson
cat >>evil.ndjson <<'EOF'
{"id":"j","url":"javascript:alert(1)","title":"j","text":"argon"}
{"id":"k","url":"//evil.example/","title":"k","text":"argon"}
EOF
"$trawl" index evil.ndjson 2>/dev/null
{
	for query in argon 'argon&page=2' 'argon&sort=newest' argno \
		'argon+-argno' xylofone 'budget&author=Lee&category=Politics'; do
		send "q=$query"
	done
} >>pages
"$check" <pages >seen
is 'pages are read again' $? 0
sort -u seen >tags
is 'they are of our elements alone' \
	"$(sed 's/ .*//' tags | sort -u | tr '\n' ' ')" \
	'a bdi body button div fieldset form h1 h2 head input label legend li link main mark meta nav ol option p script search section select span time title ul '
is 'with our attributes' "$(sed 's/^[^ ]* *//' tags | tr ' ' '\n' |
	grep -v = | sort -u | tr '\n' ' ')" \
	' action aria-current aria-describedby aria-hidden aria-label aria-labelledby autocomplete autofocus charset checked class content data-trawl datetime defer dir enterkeyhint for form id lang maxlength method name rel role selected src start title type value '
is 'and links to us, http and https' \
	"$(tr ' ' '\n' <tags | grep '^href' | sort -u | tr '\n' ' ')" \
	'href= href=https '
is 'without faults' "$(grep -c fault seen)" 0
if command -v python3 >/dev/null; then
	is 'feeds of them are XML' "$(body 'q=argon&format=atom' |
		python3 -c "$xml" entry)" 'feed 13'
	body 'q=argon&format=feed' >feed.json
	ok 'and JSON' python3 -m json.tool feed.json
	body "q=$(bytes 224)$hostile$(bytes 128)&format=json" >answer.json
	ok 'so is JSON of any bytes' python3 -m json.tool answer.json
fi
done_testing
