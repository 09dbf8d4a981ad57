#!/bin/sh
# SPDX-License-Identifier: MIT
# t130-lint.sh: what is wrong with articles; what reads alike.
. "$top_srcdir/tests/tap.sh"
trawl=$top_builddir/trawl

text='The council has agreed to build two hundred homes beside the old harbour,
where the last of the fishing sheds was taken down in spring. Work begins in
May, and the first families are to move in before the winter after next, if
the weather and the money hold, as the mayor said to the paper on Tuesday.'
text=$(printf '%s' "$text" | tr '\n' ' ')
menu='Home and the news of the town\nAbout us and how to write to us all'
cat >articles.ndjson <<END
{"id":"good","title":"Homes","text":"$text","date":"2020-01-02"}
{"id":"copy","title":"Other homes","text":"$text","date":"2020-01-01"}
{"id":"undated","title":"A","text":"$(echo "$text" | tr a-m n-z)"}
{"id":"future","title":"B","text":"$(echo "$text" | tr n-z a-m)","date":"2999-01-01"}
{"id":"https://a.example/2019/05/03/x","url":"https://a.example/2019/05/03/x","title":"C","text":"$(echo "$text" | tr a-l m-x)","date":"2020-01-02"}
{"id":"thin","title":"D","text":"A few words.","date":"2020"}
{"id":"foreign","title":"E","language":"de","date":"2020","text":"It was said that the mayor of the town was not to be seen for the whole of the day, as he had been on the way to the sea with all of his friends and their dogs, which were large, and had to be fed on the way. He was back in the town hall by the end of the week."}
{"id":"m1","title":"m1","text":"$menu\none cat slept under some stairs till it was warm","date":"2020"}
{"id":"m2","title":"m2","text":"$menu\ntwo ships passed each other at night, far away","date":"2020"}
{"id":"m3","title":"m3","text":"$menu\nthree birds in a tree sing of the sea and sun","date":"2020"}
{"id":"m4","title":"m4","text":"$menu\nfour dogs sat by an old wall in spring rain","date":"2020"}
END
"$trawl" index articles.ndjson 2>/dev/null
"$trawl" lint >lint 2>told
code=$?
is 'problems end with 1' "$code" 1
like 'no date' "$(cat lint)" '^undated: no date$'
like 'a date in the future' "$(cat lint)" '^future: future date \(2999-01-01\)$'
like 'another in the address' "$(cat lint)" \
	'^https://a.example/2019/05/03/x: date conflict \(2020-01-02, its address says 2019-05-03\)$'
like 'thin text' "$(cat lint)" '^thin: thin text \(3 words\)$'
like 'a wrong language' "$(cat lint)" \
	'^foreign: wrong language \(de, it reads as en\)$'
like 'a template alone' "$(cat lint)" '^m1: template only \(10 of '
is 'a duplicate' "$(grep duplicate lint)" 'copy: duplicate (good)'
is 'nothing of what is well' "$(grep ^good lint)" ''
like 'a summary' "$(cat told)" '^trawl: 11 articles: 1 no date, 1 future date'
if command -v jq >/dev/null; then
	is 'JSON' "$("$trawl" lint --json |
		jq -r '.problems[] | select(.id == "copy") | .problem')" \
		duplicate
else
	skip 'JSON' 'jq is not installed'
fi
is 'groups' "$("$trawl" duplicates 2>/dev/null | tr '\t' ' ')" 'good copy'
is 'groups as JSON' "$("$trawl" duplicates --json 2>/dev/null)" \
	'["good","copy"]'
echo '{"id":"one","title":"One","date":"2020","text":"'"$text $text"'"}' |
	"$trawl" index -i one.trawl - 2>/dev/null
ok 'nothing is wrong' "$trawl" lint -i one.trawl
fails 'no two are alike' 1 "$trawl" duplicates -i one.trawl
fails 'no such rule' 2 "$trawl" duplicates --keep best
done_testing
