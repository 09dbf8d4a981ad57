# SPDX-License-Identifier: MIT
# t440-features.sh: each kind of query, on the articles of corpus/.
. "$top_srcdir/tests/tap.sh"
trawl=$top_builddir/trawl

cp -R "$top_srcdir/corpus" .
ok 'corpus/ is indexed' "$trawl" index corpus

ids() {
	"$trawl" search --json -n 100 -- "$@" 2>/dev/null | tr '{' '\n' |
		sed -n 's/^"rank":[0-9]*,"id":"\([^"]*\)".*/\1/p' |
		LC_ALL=C sort
}

found() {
	ids "$@" | wc -l | tr -d ' '
}

same() {
	is "$1 finds what $2 finds" "$(ids "$1")" "$(ids "$2")"
}

said() {
	"$trawl" search -- "$@" 2>&1 >/dev/null | sed -n 's/^trawl: //p'
}

# Authors and categories: names, beginnings, patterns, other spellings.
is 'an author' "$(found author:halloran)" 2
for query in 'author:"beatrix halloran"' 'author:hallor*' 'author:*loran' \
	'author:*allor*' 'author:h?lloran' 'author:haloran~' \
	'author:halorann~2' 'author:bea*ix' 'author:beatrice~2'; do
	same "$query" author:halloran
done
is 'no author' "$(found 'author:*zzq*')" 0
is 'a category' "$(found category:housing)" 3
for query in 'category:hous*' 'category:*using' 'category:hosing~' \
	'category:ho?sing'; do
	same "$query" category:housing
done
same 'category:*ship' category:partnership
same '-category:*using lang:en' '-category:housing lang:en'
same 'bus (author:hal*n OR category:*using)' \
	'bus (author:halloran OR category:housing)'

# Words.
is 'a phrase in curly quotes' \
	"$(ids '“data partnership”')" "$(ids '"data partnership"')"
is 'which some have' "$(found '“data partnership”')" 1
same 'data NEAR/1 partnership' '"data partnership"~1'
same 'partnership NEAR/1 data' 'data NEAR/1 partnership'
is 'a pattern inside of words' "$(found '*ntegrat*')" 6
same 'intergration~' integration
same 'wom?n' 'woman OR women'
same 'integration^3 policing' 'integration policing'
is 'without a word' "$(ids 'integrat* -policing' | grep -c control-room)" 0
is 'which would be there' "$(ids 'integrat*' | grep -c control-room)" 1

# Dates, sites, languages.
is 'since a year' "$(ids integration since:2019)" "\
corpus/html/integration-begins-at-the-front-door.html
corpus/markdown/co-operate-first-integrate-later.md
corpus/text/control-room-integration.txt
https://digest.example/2020/joint-posts
https://www.calderwick.example/news/2022/one-ticket-tram-bus-ferry"
is 'in a year' "$(found in:2019)" 9
same 'in:2019' 'since:2019 before:2020'
is 'of a site' "$(found site:calderwick.example)" 4
is 'in a language' "$(ids lang:de)" \
	https://www.boddenbote.example/gesellschaft/integration-gelingt-im-ruderverein

# What is said where nothing is found.
like 'a misspelt word' "$(said partnershp)" 'did you mean: partnership'
like 'a misspelt author' "$(said author:haloran)" 'nothing found'
like 'what finds some' "$(said partnershp lang:en)" \
	'^partnership for partnershp: 8'
done_testing
