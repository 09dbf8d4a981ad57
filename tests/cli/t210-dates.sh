# SPDX-License-Identifier: MIT
# t210-dates.sh: articles of a time, and answers in the order of dates.
. "$top_srcdir/tests/tap.sh"
trawl=$top_builddir/trawl

cat >articles.ndjson <<'EOF'
{"id":"old","date":"2014-05-17","text":"The mill was built by the river."}
{"id":"day","date":"2019-06-30","text":"The mill, the mill and the mill."}
{"id":"month","date":"2019-05","text":"A mill."}
{"id":"year","date":"2019","text":"Mill and bridge."}
{"id":"none","text":"Some mill."}
{"id":"new","date":"2021-01-01","text":"The last mill of them all."}
EOF
"$trawl" index articles.ndjson 2>/dev/null

ids() {
	"$trawl" search --json -n 20 "$@" mill |
		grep -o '"rank":[0-9]*,"id":"[a-z]*"' |
		sed 's/.*"id":"\(.*\)"/\1/' | tr '\n' ' '
}
set_of() {
	ids "$@" | tr ' ' '\n' | sort | tr '\n' ' '
}

is 'since a year' "$(set_of --after 2019)" 'day month new year '
is 'since a month' "$(set_of --after 2019-06)" 'day new year '
is 'since a day' "$(set_of --after 2019-07-01)" 'new year '
is 'before a year' "$(set_of --before 2020)" 'day month old year '
is 'nothing of that year' "$(set_of --before 2019)" 'old '
is 'before a month' "$(set_of --before 2019-06)" 'month old year '
is 'before a day' "$(set_of --before 2019-05-01)" 'old year '
is 'within a month' "$(set_of --after 2019-05 --before 2019-06)" \
	'month year '
is 'since is inclusive, before is not' \
	"$(set_of --since 2019-06-30 --before 2019-07-01)" 'day year '
is 'nothing of that time' "$(set_of --before 2013)" ''
is 'the best comes first all the same' \
	"$(ids --after 2019 | cut -d' ' -f1)" day

is 'years and months are counted over all answers' "$("$trawl" search --json \
	-n 1 --facets year,month mill | sed 's/.*"facets"://; s/,"did_.*//' |
	sed 's/"value"://g; s/"count"://g')" \
	"$(printf '%s' '{"year":{"values":[{"2019",3},{"2014",1},{"2021",1}],' \
	'"distinct":3,"without":1},"month":{"values":[{"2014-05",1},' \
	'{"2019-05",1},{"2019-06",1},{"2021-01",1}],"distinct":4,"without":2}}')"
is 'of those that match alone' "$("$trawl" search --facets year --after 2019-06 \
	-n 1 +bridge +mill | tail -3)" "$(printf 'year\n       1  2019')"
is 'a facet that is none is told' \
	"$("$trawl" search --facets colour mill 2>&1 | sed 's/there are.*//')" \
	'trawl: nothing to count: colour; '

is 'the newest first' "$(ids --sort date)" 'new day month year old none '
is 'the oldest first' "$(ids --sort -date)" 'old year month day new none '
is 'by score' "$(ids --sort score)" "$(ids)"
is 'of a time and in order' "$(ids --after 2019 --sort=-date)" \
	'year month day new '
is 'pages go on in that order' "$(ids --sort date --offset 2 -n 2)" \
	'month year '
like 'JSON counts what is of that time' \
	"$("$trawl" search --json --after 2019 mill)" '"total":4,'
like 'what is not scored scores 0' \
	"$("$trawl" search --json --sort date mill)" '"score":0,'

cat >titles.ndjson <<'EOF'
{"id":"e","title":"Über mill, 2","text":"mill"}
{"id":"d","title":"\"the Mill\"","text":"mill"}
{"id":"c","title":"The mill","text":"mill","date":"2019"}
{"id":"b","title":"mill 10","text":"mill"}
{"id":"f","title":"…","text":"mill"}
{"id":"a","title":"Mill","text":"mill"}
EOF
TRAWL_INDEX=titles.trawl "$trawl" index titles.ndjson 2>/dev/null
titles() {
	TRAWL_INDEX=titles.trawl "$trawl" search --json "$@" mill |
		grep -o '"rank":[0-9]*,"id":"[a-z]*"' |
		sed 's/.*"id":"\(.*\)"/\1/' | tr '\n' ' '
}
is 'by title' "$(titles --sort title --no-fold)" 'a b d c e f '
is 'a page of them' "$(titles --sort title --no-fold --offset 2 -n 2)" 'd c '
is 'of a time' "$(titles --sort title --since 2019)" 'c '
like 'with what is counted' "$(TRAWL_INDEX=titles.trawl "$trawl" search \
	--json -n 1 --sort title --facets year mill)" '"distinct":1,"without":5'

is 'what is new wins over what is alike' \
	"$(ids --recency 30d --now 2021-01-01 | cut -d' ' -f1)" new
is 'ages count from that day' "$(ids --recency 6w --now 2014-05-18 |
	cut -d' ' -f1)" day
is 'years, weeks, days' "$(ids --recency 365d --now 2020-01-01)" \
	"$(ids --recency 1y --now 2020-01-01)"
fails 'no half-life is 2' 2 "$trawl" search --recency soon mill
fails 'none of no days is 2' 2 "$trawl" search --recency 0 mill
fails 'nothing found is 1' 1 "$trawl" search --before 2013 mill
fails 'no date is 2' 2 "$trawl" search --after 2019-13 mill
fails 'no day is 2' 2 "$trawl" search --before 2019-02-30 mill
fails 'an empty date is 2' 2 "$trawl" search --before '' mill
fails 'no order is 2' 2 "$trawl" search --sort length mill
like 'a date that is none is named' \
	"$("$trawl" search --after 'last week' mill 2>&1)" \
	"'last week' is no date: write it as 2019-12-17"
like 'a time that is none is named' \
	"$("$trawl" search --after 2020 --before 2019 mill 2>&1)" \
	'no date is after 2020 and before 2019'
done_testing
