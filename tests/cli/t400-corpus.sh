# SPDX-License-Identifier: MIT
# t400-corpus.sh: a search of corpus/ finds articles, not the pages' furniture.
. "$top_srcdir/tests/tap.sh"
trawl=$top_builddir/trawl

cp -R "$top_srcdir/corpus" .
ok 'corpus/ is indexed' "$trawl" index corpus
is 'every article of it' \
	"$("$trawl" stats --json | sed 's/.*"articles":\([0-9]*\).*/\1/')" \
	"$(grep -c . corpus/expected.ndjson)"

ids() {
	"$trawl" search --json -n 100 -- "$@" | tr '{' '\n' |
		sed -n 's/^"rank":[0-9]*,"id":"\([^"]*\)".*/\1/p' |
		LC_ALL=C sort
}

# Most pages have these words in a menu, a footer or a comment.
is 'articles about partnership' "$(ids partnership)" "\
corpus/markdown/who-decides-data-partnership.md
corpus/text/meeting-before-the-meeting.txt
corpus/text/partnership-on-one-page.txt
corpus/text/restorative-panels.txt
https://harbourhousing.example/journal/homes-on-the-old-bus-depot/
https://valecourier.example/health/nurse-in-the-patrol-car-20174
https://www.calderwick.example/news/2023/growth-partnership-signed
nvb-2019-031"
is 'articles about integration' "$(ids integration)" "\
corpus/html/integration-begins-at-the-front-door.html
corpus/markdown/co-operate-first-integrate-later.md
corpus/text/control-room-integration.txt
corpus/text/dunmarrow-first-year.txt
https://digest.example/2020/joint-posts
https://www.calderwick.example/news/2022/one-ticket-tram-bus-ferry"

for word in cookies '"quality assurance"' '@CommonGroundSk' WhatsApp \
	'"privacy notice"' wearyclerk '"01632"' subscribe \
	'"tell the editor"' Impressum '"visitor number"'; do
	fails "no article has: $word" 1 "$trawl" search "$word"
done

done_testing
