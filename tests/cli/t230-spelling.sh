# SPDX-License-Identifier: MIT
# t230-spelling.sh: what is said of words that are misspelt.
. "$top_srcdir/tests/tap.sh"
trawl=$top_builddir/trawl

cat >articles.ndjson <<'EOF'
{"id":"a","title":"Partnership","text":"Working in partnership with the council."}
{"id":"b","title":"Weather","text":"The weather was cold, and the partnership went on."}
EOF
"$trawl" index articles.ndjson 2>/dev/null

said() {
	"$trawl" search -- "$@" 2>&1 >/dev/null | sed -n 's/.*did you mean: //p'
}

is 'a word' "$(said partnershp)" partnership
is 'a word beside others' "$(said cold wether)" 'cold weather'
is 'with its signs and quotes' "$(said '+"the partnershp" -cold')" \
	'+"the partnership" -cold'
is 'words torn apart' "$(said partner ship)" partnership
is 'nothing in a language that the articles are not of' \
	"$(said '¿cómo está el weathr en la ciudad?')" ''
is 'but for one word of it' "$(said 'el weathr')" 'el weather'
is 'nothing for what is found' "$(said partnership)" ''
is 'nothing for what is like nothing' "$(said zymurgy)" ''
like 'in JSON' "$("$trawl" search --json partnershp)" \
	'"did_you_mean":"partnership"'
like 'in JSON, if there is none' "$("$trawl" search --json partnership)" \
	'"did_you_mean":null'
fails 'nothing found is still 1' 1 "$trawl" search partnershp
is 'answers are answers alone' \
	"$("$trawl" search --json cold wether 2>/dev/null |
		grep -o '"total":[0-9]*')" '"total":1'

suggested() {
	"$trawl" suggest "$@" | tr '\n' ' '
}

is 'a text goes on' "$(suggested par)" 'partnership '
is 'with what stands before' "$(suggested 'cold w')" 'cold weather cold went '
is 'as many as are wanted' "$(suggested -n 1 'c')" 'cold '
is 'titles behind' "$(suggested --titles 2 weat)" 'weather Weather '
like 'suggestions as JSON' "$("$trawl" suggest --json --titles 1 weat)" \
	'"suggestions":\[{"text":"weather","articles":2},{"text":"Weather"'
fails 'no suggestion is 1' 1 "$trawl" suggest zym
fails 'no text is 2' 2 "$trawl" suggest
done_testing
