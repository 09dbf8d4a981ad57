# SPDX-License-Identifier: MIT
# t410-passages.sh: snippets show why an article was found, not its page's menu.
. "$top_srcdir/tests/tap.sh"
trawl=$top_builddir/trawl

cp -R "$top_srcdir/corpus" .
"$trawl" index corpus 2>/dev/null

# What menus, footers and buttons of the pages say.
furniture='[Cc]ookie|Subscribe|[Pp]rivacy|WhatsApp|All rights|Sign in|Contact us'

for word in partnership integration council housing; do
	json=$("$trawl" search --json -n 100 --passages 5 "$word")
	unlike() {
		if printf '%s\n' "$2" | grep -Eq "$3"; then
			is "$1" "$(printf '%s\n' "$2" | grep -Eo "$3")" ''
		else
			ok "$1" true
		fi
	}
	snippets=$(printf '%s' "$json" | grep -o '"snippet":"[^"]*"')
	unlike "$word: no furniture is shown" "$snippets" "$furniture"
	is "$word: it is marked in each snippet, or in the title alone" \
		"$(printf '%s\n' "$snippets" | grep -vc '<mark>')" 0
	like "$word: hits have fragments" "$json" '"fragment":":~:text='
done

json=$("$trawl" search --json -n 1 --passages 2 partnership)
like 'passages have their places' "$json" \
	'"passages":\[\{"text":"[^"]*","parts":\[\[[0-9]+,[0-9]+\]'
like 'and their marks' "$json" '"marks":\[\[[0-9]+,[0-9]+\]'
fails 'more than 100 are refused' 2 "$trawl" search --passages 101 x

if [ -d "${TRAWL_SHARED:-/nonexistent}/seeds" ]; then
	"$trawl" index -i seeds.trawl "$TRAWL_SHARED/seeds" 2>/dev/null
	json=$("$trawl" search --json -i seeds.trawl partnership)
	like 'seeds: the argument is shown' "$json" \
		'"snippet":"[^"]*<mark>[Pp]artnership'
	unlike 'seeds: no menu is shown' \
		"$(printf '%s' "$json" | grep -o '"snippet":"[^"]*"')" \
		"$furniture"
else
	skip 'seeds: the argument is shown' 'TRAWL_SHARED has no seeds'
	skip 'seeds: no menu is shown' 'TRAWL_SHARED has no seeds'
fi

done_testing
