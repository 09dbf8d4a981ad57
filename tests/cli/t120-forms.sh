#!/bin/sh
# SPDX-License-Identifier: MIT
# t120-forms.sh: feeds, sitemaps, crawls, mailboxes and packed bytes.
. "$top_srcdir/tests/tap.sh"
trawl=$top_builddir/trawl

# The values of a field in what a file gives, a line each.
field() {
	"$trawl" extract "$2" 2>/dev/null | sed 's/,"sources":.*//' |
		sed -n "s/.*\"$1\":\"\([^\"]*\)\".*/\1/p"
}
said() {
	"$trawl" "$@" 2>&1 >/dev/null
}

cat >news.rss <<'END'
<?xml version="1.0"?>
<rss version="2.0" xmlns:dc="x" xmlns:content="y"><channel>
<title>The paper</title><link>https://a.example/</link><language>en-gb</language>
<item><title>Lamps &amp;amp; streets</title><link>https://a.example/lamps</link>
<guid isPermaLink="false">17</guid><dc:creator>Ann Lee</dc:creator>
<pubDate>Tue, 17 Dec 2019 10:00:00 GMT</pubDate><category>Town</category>
<description>The lamps, in short.</description>
<content:encoded><![CDATA[<p>The lamps on Tern Street will be dim.</p><p>All
of them.</p>]]></content:encoded></item>
<item><title>Broken & bad</title><link>https://a.example/bad</link></item>
<item><title>Boats&nbsp;again</title><guid>https://a.example/boats</guid>
<author>bob@a.example (Bob Ray)</author>
<description>Boats &lt;b&gt;were&lt;/b&gt; seen.</description>
<pubDate>someday</pubDate></item>
</channel></rss>
END
is 'entries of RSS are articles, behind a broken one too' \
	"$(field id news.rss)" 'https://a.example/lamps
https://a.example/boats'
is 'with their whole content, or what they have' "$(field text news.rss)" \
	'The lamps on Tern Street will be dim.\n\nAll of them.
Boats were seen.'
is 'with titles' "$(field title news.rss)" 'Lamps & streets
Boats again'
is 'with a date' "$(field date news.rss | head -1)" 2019-12-17
is 'with an author' "$(field author news.rss)" 'Ann Lee
Bob Ray'
is 'what is broken is told with its place' "$(said extract news.rss)" \
	"trawl: news.rss: byte 574: not well-formed (invalid token)
trawl: news.rss: entry at byte 628: date 'someday' is none"

cat >blog.xml <<'END'
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de">
<title>Blog</title><author><name>Eva Ost</name><email>e@x.example</email></author>
<entry><title type="html">Ein &lt;i&gt;Haus&lt;/i&gt;</title>
<link rel="self" href="https://b.example/feed"/>
<link href="https://b.example/haus"/><id>tag:b,1</id>
<updated>2020-02-03T10:00:00Z</updated><category term="Bau"/>
<source><title>Another</title><id>no</id></source>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Das Haus
&lt;steht&gt;.</p><p>Es ist<br/>rot.</p></div></content></entry></feed>
END
is 'Atom' "$("$trawl" extract blog.xml)" \
	'{"id":"https://b.example/haus","url":"https://b.example/haus","title":"Ein Haus","author":"Eva Ost","date":"2020-02-03","category":"Bau","language":"de","text":"Das Haus <steht>.\n\nEs ist\nrot.","sources":{"id":"url","url":"feed","title":"feed","author":"feed","date":"modified","category":"feed","language":"feed","text":"feed"}}'

cat >bomb.rss <<'END'
<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
<rss><channel><item><title>&b;</title></item></channel></rss>
END
fails 'entities of a document are refused' 2 "$trawl" extract bomb.rss

mkdir -p mirror/a mirror/site.example
echo '<title>One</title><p>The first page of the mirror is about bridges.' \
	>mirror/a/one.html
echo '<title>Two</title><p>The second page of the mirror is about boats.' \
	>'mirror/a/two words.html'
echo '<title>Home</title><p>This page of the mirror is about harbours.' \
	>mirror/site.example/index.html
echo secret >out.html
cat >mirror/sitemap.xml <<'END'
<sitemapindex><sitemap><loc>https://site.example/map.xml.gz</loc></sitemap>
</sitemapindex>
END
cat >map.xml <<'END'
<urlset xmlns="x"><url><loc>https://site.example/a/one</loc>
<lastmod>2020-05-03T10:00:00+00:00</lastmod></url>
<url><loc>https://site.example/a/two%20words</loc></url>
<url><loc>https://site.example/</loc></url>
<url><loc>https://site.example/../out</loc></url></urlset>
END
gzip -c map.xml >mirror/map.xml.gz
is 'a sitemap leads to the files of its pages' \
	"$(field url mirror/sitemap.xml)" 'https://site.example/a/one
https://site.example/a/two%20words
https://site.example/'
is 'and dates them' "$(field date mirror/sitemap.xml)" 2020-05-03
like 'but to no file beyond the folder' "$(said extract mirror/sitemap.xml)" \
	'mirror/map.xml.gz: there is no file for https://site.example/../out'
like 'below a folder it is left out' "$(said index mirror)" \
	'^trawl: 2 sitemaps were left out'

page='<title>Lamps</title><p>The lamps on Caf\351 Street will be dimmed after
eleven from next week, said the council.</p>'
# A record of a response; its headers and its body.
record() {
	body=$(printf "$2" | wc -c)
	head=$(printf "HTTP/1.1 $3\r\n$4\r\n" | wc -c)
	printf 'WARC/1.0\r\nWARC-Type: response\r\n'
	printf 'WARC-Target-URI: %s\r\n' "$1"
	printf 'Content-Type: application/http; msgtype=response\r\n'
	printf 'Content-Length: %d\r\n\r\n' $((body + head))
	printf "HTTP/1.1 $3\r\n$4\r\n$2\r\n\r\n"
}
html='Content-Type: text/html; charset=iso-8859-1\r\n'
record https://c.example/1 "$page" '200 OK' "$html" >one.warc
record https://c.example/x 'GIF89a' '200 OK' 'Content-Type: image/gif\r\n' \
	>picture.warc
record https://c.example/y "$page" '404 Not found' "$html" >none.warc
record https://c.example/2 "5\r\n<p>Ab\r\n12\r\nout the old bridge\r\n0\r\n\r\n" \
	'200 OK' "${html}Transfer-Encoding: chunked\r\n" >two.warc
cat one.warc picture.warc none.warc two.warc >crawl.warc
is 'pages of a crawl are articles' "$(field id crawl.warc)" \
	'https://c.example/1
https://c.example/2'
like 'in the charset that the server told' "$(field text crawl.warc)" 'Café'
like 'taken out of their chunks' "$(field text crawl.warc)" \
	'^About the old bridge$'
is 'quietly' "$(said extract crawl.warc)" ''
{ gzip -c one.warc; gzip -c picture.warc; gzip -c two.warc; } >crawl.warc.gz
is 'packed record by record' "$(field id crawl.warc.gz)" \
	'https://c.example/1
https://c.example/2'
{ gzip -c one.warc; gzip -c none.warc | tr 'a-m' 'n-z'; gzip -c two.warc; } \
	>hurt.warc.gz
is 'behind a record that is damaged it goes on' "$(field id hurt.warc.gz)" \
	'https://c.example/1
https://c.example/2'
like 'and that is told' "$(said extract hurt.warc.gz)" \
	'hurt.warc.gz: record at byte [0-9]*: the packed data is damaged'
head -c 310 crawl.warc >cut.warc
like 'a crawl that is cut' "$(said extract cut.warc)" \
	'cut.warc: record at byte 0: it ends after [0-9]* of [0-9]* bytes'

cat >box.mbox <<'END'
From ann@a.example Tue Dec 17 10:00:00 2019
From: =?utf-8?q?Ann_L=C3=A9e?= <ann@a.example>
Subject: =?iso-8859-1?b?Q2Fm6Q==?= and
 tea
Date: Tue, 17 Dec 2019 10:00:00 +0000
Message-ID: <17@a.example>
Content-Type: multipart/alternative; boundary="xx"

no part
--xx
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: quoted-printable

The caf=C3=A9 is open un=
til ten.
>From then on it is not.
-- 
Ann
--xx
Content-Type: text/html

<p>no</p>
--xx--

From bob@a.example Tue Dec 17 11:00:00 2019
From: bob@a.example
Subject: Re: tea

Fine.
END
is 'messages are articles' "$("$trawl" extract box.mbox)" \
	'{"id":"17@a.example","title":"Café and tea","author":"Ann Lée","date":"2019-12-17","language":"en","text":"The café is open until ten.\nFrom then on it is not.","sources":{"id":"header","title":"header","author":"header","date":"header","language":"text","text":"body"}}
{"id":"box.mbox#2","title":"Re: tea","text":"Fine.","sources":{"id":"file","title":"header","text":"body"}}'

echo '{"id":"1","text":"zebras"}' | gzip -c >lines.gz
is 'packed lines are lines' "$(field id lines.gz)" 1
zstd=$(command -v zstd || true)
if [ -n "$zstd" ]; then
	zstd -q map.xml -o map.xml.zst
	is 'zstd is read too' "$("$trawl" extract map.xml.zst 2>&1 | grep -c 'no file')" 4
else
	skip 'zstd is read too' 'zstd is not installed'
fi
is 'standard input may be any of them' "$("$trawl" extract - <lines.gz |
	sed 's/,"sources".*//; s/.*"id":"\([^"]*\)".*/\1/')" 1
is 'a page too' "$("$trawl" extract - <mirror/a/one.html |
	sed 's/,"sources".*//; s/.*"title":"\([^"]*\)".*/\1/')" One
is 'the type decides' "$("$trawl" extract --type text news.rss |
	grep -c '"text":".*<rss')" 1
explained=$("$trawl" extract --explain "$top_srcdir/corpus/html/damp-is-not-a-lifestyle.html")
like 'blocks that stay are explained' "$explained" '^\+ +[0-9.]+  [a-z]+ +paragraph +score: '
like 'and those that go' "$explained" '^- +-[0-9.]+  [a-z]+ +[a-z]+ +[a-z]+: '
done_testing
