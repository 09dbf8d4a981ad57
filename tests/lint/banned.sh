#!/bin/sh
# SPDX-License-Identifier: MIT
# banned.sh: calls that have no place in our code.
. "$top_srcdir/tests/tap.sh"

# Unbounded, locale-dependent or keeping state of their own: nowhere.
anywhere='strcpy stpcpy strcat sprintf vsprintf gets strtok atoi atol atoll
atof localtime gmtime ctime asctime alloca'

# There is one door to malloc in the library: base/alloc.c.
door='malloc calloc realloc reallocarray free strdup strndup asprintf
vasprintf aligned_alloc posix_memalign'

# The library prints nothing, ends nothing and sets nothing.
library='printf vprintf fprintf vfprintf puts fputs putchar perror exit _exit
abort setlocale signal sigaction'

# calls WORDS: where one of the words is called in the files named on standard
# input, comments and strings apart. Members of structs (x.free, x->free) are
# names of our own.
calls() {
	WORDS=$1 xargs awk '
		BEGIN {
			n = split(ENVIRON["WORDS"], list, "[ \n]+")
			for (i = 1; i <= n; i++)
				is_banned[list[i]] = 1
		}

		# The line without comments; strings and characters emptied.
		function code(line,   result, start, what) {
			result = ""
			while (line != "") {
				if (in_comment) {
					start = index(line, "*/")
					if (start == 0)
						return result
					line = substr(line, start + 2)
					in_comment = 0
				} else if (match(line, /["\047]|\/\*|\/\//)) {
					what = substr(line, RSTART, 2)
					result = result substr(line, 1, RSTART - 1)
					line = substr(line, RSTART)
					if (what == "//")
						return result
					if (what == "/*") {
						in_comment = 1
						line = substr(line, 3)
					} else if (match(line, quoted)) {
						result = result " "
						line = substr(line, RLENGTH + 1)
					} else {
						line = substr(line, 2)
					}
				} else {
					return result line
				}
			}
			return result
		}

		BEGIN {
			quoted = "^(\"([^\"\\\\]|\\\\.)*\"|" \
				"\047([^\047\\\\]|\\\\.)*\047)"
		}

		FNR == 1 {
			in_comment = 0
		}

		{
			rest = code($0)
			while (match(rest, /[A-Za-z_][A-Za-z_0-9]*[ \t]*\(/)) {
				word = substr(rest, RSTART, RLENGTH - 1)
				sub(/[ \t]+$/, "", word)
				before = substr(rest, 1, RSTART - 1)
				if (word in is_banned &&
						before !~ /(\.|->)[ \t]*$/)
					print FILENAME ":" FNR ": " word
				rest = substr(rest, RSTART + RLENGTH)
			}
		}' /dev/null
}

# sources FOLDER...: the C files there.
sources() {
	find "$@" -name '*.[ch]' 2>/dev/null | sort
}

anywhere_faults() {
	(cd "$1" && sources include lib cli bench | calls "$anywhere")
}

door_faults() {
	(cd "$1" && sources lib | grep -v '^lib/base/alloc\.c$' |
		calls "$door")
}

library_faults() {
	(cd "$1" && sources lib | calls "$library")
}

ctype_faults() {
	(cd "$1" && sources include lib cli |
		xargs grep -n '#[ 	]*include[ 	]*<w\{0,1\}ctype\.h>' /dev/null)
}

is 'no call that is unbounded or keeps state' \
	"$(anywhere_faults "$top_srcdir")" ''
is 'the library allocates through base/alloc.c alone' \
	"$(door_faults "$top_srcdir")" ''
is 'the library prints nothing and ends nothing' \
	"$(library_faults "$top_srcdir")" ''
is 'no <ctype.h>: it depends on the locale' \
	"$(ctype_faults "$top_srcdir")" ''

# The rules hold what they promise: a tree that breaks each of them.
mkdir -p bad/lib/base
cat >bad/lib/base/alloc.c <<'end'
p = malloc(1); free(p);
end
cat >bad/lib/base/bad.c <<'end'
#include <ctype.h>
/* strcpy(a, b); */ strcat(a, b); // gets(x)
/*
 * sprintf(a, b);
 */
x = "atoi(\"1\")" + '"' + atoi("1");
my_strcpy(a, b); strcpy_s(a, b); snprintf(a, n, b);
q->free(p); q.malloc(1); free (p);
if (x) { printf("x"); exit(1); }
end
is 'a banned call is told, in code only' "$(anywhere_faults bad)" \
	'lib/base/bad.c:2: strcat
lib/base/bad.c:6: atoi'
is 'malloc outside its door is told' "$(door_faults bad)" \
	'lib/base/bad.c:8: free'
is 'a library that prints or ends is told' "$(library_faults bad)" \
	'lib/base/bad.c:9: printf
lib/base/bad.c:9: exit'
is '<ctype.h> is told' "$(ctype_faults bad)" \
	'lib/base/bad.c:1:#include <ctype.h>'
done_testing
