#!/bin/sh
# SPDX-License-Identifier: MIT
# shape.sh: how files and functions look: lengths, first lines, guards.
. "$top_srcdir/tests/tap.sh"

# So that awk sees bytes.
LC_ALL=C
export LC_ALL

# in_c TREE PROGRAM: runs the awk program over our C files.
in_c() {
	(
		cd "$1" || exit
		find include lib cli bench tests -name '*.[ch]' 2>/dev/null |
			sort | xargs awk "$2" /dev/null
	)
}

# in_scripts TREE PROGRAM: over our shell scripts and makefiles.
in_scripts() {
	(
		cd "$1" || exit
		find . -name . -o -type d \( -name 'build*' -o -name '_*' \
			-o -name '.?*' -o -name autom4te.cache \) -prune -o \
			\( -name '*.sh' -o -name '*.mk' \) -print |
			sed 's,^\./,,' | sort | xargs awk "$2" /dev/null
	)
}

# The public header is one file, as long as what it offers; a table of trees is
# made by a program.
long_files='
	FNR == 601 && FILENAME != "include/trawl.h" &&
		FILENAME !~ /^lib\/page\/forest_(html|text)\.c$/ {
		print FILENAME ": over 600 lines"
	}'

# A function runs from a brace to a brace, both first in their line.
long_functions='
	FNR == 1 { start = 0; is_kernel = 0 }
	/^[a-zA-Z_][a-zA-Z_0-9]*\(/ { name = $0; sub(/\(.*/, "", name) }
	/^\/\*/ { is_kernel = 0 }
	/kernel/ { is_kernel = 1 }
	/^\{/ { start = FNR }
	/^\}/ {
		if (start && FNR - start > 80 && !is_kernel)
			print FILENAME ": " name " has over 80 lines"
		start = 0
		is_kernel = 0
	}'

wide_lines='
	{
		if (FNR == 1)
			told = 0
		line = $0
		gsub(/[\200-\277]/, "", line)	# one column a character
		while (tab = index(line, "\t"))
			line = substr(line, 1, tab - 1) \
				substr("        ", 1 + (tab - 1) % 8) \
				substr(line, tab + 1)
		if (length(line) > 80 && !told++)
			print FILENAME ":" FNR ": over 80 columns"
	}'

trailing_blanks='
	/[ \t]$/ { print FILENAME ":" FNR ": ends with blanks" }'

c_first_lines='
	function name(path) { sub(/.*\//, "", path); return path }
	FNR == 1 && index($0, "/* " name(FILENAME) ": ") != 1 {
		print FILENAME ": line 1 does not say what the file is for"
	}
	FNR == 2 && $0 != "/* SPDX-License-Identifier: MIT */" {
		print FILENAME ": line 2 is not the SPDX line"
	}'

script_first_lines='
	FNR == 1 { is_told = 0; has_shebang = /^#!/ }
	FNR == 1 + has_shebang && $0 != "# SPDX-License-Identifier: MIT" {
		print FILENAME ": line " FNR " is not the SPDX line"
	}'

guards='
	function told(what) { print FILENAME ": " what }
	FILENAME !~ /\.h$/ { next }
	FNR == 1 {
		wanted = FILENAME
		sub(/.*\//, "", wanted)
		wanted = toupper(wanted)
		gsub(/[^A-Z0-9]/, "_", wanted)
		wanted = "(^|_)" wanted "$"
		state = 0
	}
	/^#/ && state == 0 {
		if ($1 != "#ifndef" || $2 !~ wanted)
			told("does not begin with its guard")
		guard = $2
		state = 1
		next
	}
	/^#/ && state == 1 {
		if ($1 != "#define" || $2 != guard)
			told("does not define its guard")
		state = 2
	}'

twice_listed() {
	find "$1/lib" "$1/cli" "$1/tests" -name local.mk -exec cat {} + |
		grep -v _SOURCES | tr -s ' \t' '\n\n' |
		grep -E '^tests/[a-z]+/[a-z0-9_]+$' | sort | uniq -d
}

is 'no file has over 600 lines' "$(in_c "$top_srcdir" "$long_files")" ''
is 'no script has over 600 lines' \
	"$(in_scripts "$top_srcdir" "$long_files")" ''
is 'no function has over 80 lines' \
	"$(in_c "$top_srcdir" "$long_functions")" ''
is 'no line has over 80 columns' "$(in_c "$top_srcdir" "$wide_lines")" ''
is 'no line ends with blanks' "$(in_c "$top_srcdir" "$trailing_blanks")" ''
is 'C files begin with their name, purpose and licence' \
	"$(in_c "$top_srcdir" "$c_first_lines")" ''
is 'scripts begin with their licence' \
	"$(in_scripts "$top_srcdir" "$script_first_lines")" ''
is 'headers are guarded' "$(in_c "$top_srcdir" "$guards")" ''
is 'no test is listed twice, by two rooms that gave it the same name' \
	"$(twice_listed "$top_srcdir")" ''

# The rules hold what they promise: a tree that breaks each of them.
mkdir -p bad/lib bad/tests
head -c 601 /dev/zero | tr '\0' '\n' >bad/lib/long.c
{
	printf '/* f.c: long functions. */\n/* SPDX-License-Identifier: MIT */\n'
	printf 'int\nlong_one(void)\n{\n'
	head -c 80 /dev/zero | tr '\0' '\n'
	printf '}\n\n/* A kernel. */\nint\nlong_kernel(void)\n{\n'
	head -c 80 /dev/zero | tr '\0' '\n'
	printf '}\n\nint\nfitting(void)\n{\n'
	head -c 79 /dev/zero | tr '\0' '\n'
	printf '}\n'
} >bad/lib/f.c
{
	printf '#ifndef LIB_H_H\n#define LIB_H\n'
	printf '\t\t\t\t\t\t\t\t\t.........\n'
	printf '\t\t\t\t\t\t\t\t\t........\n'
	printf '\303\251\303\251\303\251\303\251\303\251\303\251\303\251\303\251'
	printf '\t\t\t\t\t\t\t\t........\nx \n'
} >bad/lib/h.h
printf '#!/bin/sh\necho\n' >bad/tests/x.sh
mkdir -p twice/lib twice/cli twice/tests
printf 'T += tests/unit/test_a \\\n\ttests/unit/test_b\n' \
	>twice/lib/local.mk
printf 'T += tests/unit/test_a\n' >twice/tests/local.mk
is 'a test that is listed twice is told' "$(twice_listed twice)" \
	tests/unit/test_a
is 'a long file is told' "$(in_c bad "$long_files")" \
	'lib/long.c: over 600 lines'
is 'a long function is told, a kernel excepted' \
	"$(in_c bad "$long_functions")" \
	'lib/f.c: long_one has over 80 lines'
is 'a wide line is told' "$(in_c bad "$wide_lines")" \
	'lib/h.h:3: over 80 columns'
is 'a line that ends with a blank is told' \
	"$(in_c bad "$trailing_blanks")" 'lib/h.h:6: ends with blanks'
is 'a file that does not say what it is for is told' \
	"$(in_c bad "$c_first_lines" | grep 'h\.h')" \
	'lib/h.h: line 1 does not say what the file is for
lib/h.h: line 2 is not the SPDX line'
is 'a script without its licence is told' \
	"$(in_scripts bad "$script_first_lines")" \
	'tests/x.sh: line 2 is not the SPDX line'
is 'a guard that guards nothing is told' "$(in_c bad "$guards")" \
	'lib/h.h: does not define its guard'
done_testing
