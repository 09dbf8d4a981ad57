#!/bin/sh
# SPDX-License-Identifier: MIT
# callers.sh: what the rooms offer each other, the library itself calls.
. "$top_srcdir/tests/tap.sh"

# The plain loops that tests hold the quick ones against.
references='tw_search_each tw_word_bits_portable'

# uncalled TREE: functions that stand in a header and in a .c file and nowhere
# else in the library: a word declared, defined and not named a third time.
uncalled() {
	(cd "$1" && find lib -name '*.[ch]' | sort | xargs awk '
		/^[ \t]*(\/\*|\*( |\/|$))/ { next }
		{
			line = $0
			while (match(line, /tw_[a-z0-9_]+/)) {
				name = substr(line, RSTART, RLENGTH)
				if (line ~ ("^" name "\\(") && FILENAME ~ /\.c$/)
					defined[name] = FILENAME
				if (FILENAME ~ /\.h$/)
					is_told[name] = 1
				named[name]++
				line = substr(line, RSTART + RLENGTH)
			}
		}
		END {
			for (name in defined)
				if (is_told[name] && named[name] < 3)
					print defined[name] ": " name
		}' /dev/null) | sort
}

# The references apart.
uncalled_here() {
	uncalled "$top_srcdir" | while read -r file name; do
		case " $references " in *" $name "*) ;;
		*) echo "$file $name" ;;
		esac
	done
}

is 'each function that a header declares is called in the library' \
	"$(uncalled_here)" ''
for name in $references; do
	like "$name is still without a caller" \
		"$(uncalled "$top_srcdir")" "$name"
done

# The rule holds what it promises: a function that only tests would call.
mkdir -p bad/lib/base
plant() {
	printf '%s\n' "$2" >"bad/lib/base/$1"
}
plant a.h '/* tw_lonely(), tw_asked() */
int tw_lonely(void);
int tw_asked(void);
static inline int tw_inside(void) { return 0; }'
plant a.c '/* tw_lonely() */
 * tw_lonely()
int
tw_lonely(void)
{
	return 0;
}

int
tw_asked(void)
{
	return tw_inside();
}'
plant b.c 'int
main(void)
{
	*p = tw_asked();
}'
is 'a function without a caller is told' "$(uncalled bad)" \
	'lib/base/a.c: tw_lonely'
done_testing
