#!/bin/sh
# SPDX-License-Identifier: MIT
# layers.sh: a folder includes only what stands below it, and no files loop.
. "$top_srcdir/tests/tap.sh"

# The rooms of the library and the rooms that each may use, itself apart.
rooms='
base:
text: base
store: base
page: base text
query: base text
index: base text store
match: base text query index
result: base text query index match
api: base text store page query index match result
'

# Libraries that one room alone may see.
doors='
lmdb.h: store
'

sources() {
	(cd "$1" && find "$2" -name '*.[ch]' | sort)
}

# includes TREE FOLDER: lines "file kind name", kind being < or ".
includes() {
	sources "$1" "$2" | (cd "$1" && xargs awk '
		/^[ \t]*#[ \t]*include[ \t]*[<"]/ {
			line = $0
			sub(/^[ \t]*#[ \t]*include[ \t]*/, "", line)
			name = substr(line, 2)
			sub(/[>"].*/, "", name)
			print FILENAME, substr(line, 1, 1), name
		}' /dev/null)
}

# What the library includes against the table.
room_faults() {
	includes "$1" lib | ROOMS=$rooms DOORS=$doors awk '
		BEGIN {
			n = split(ENVIRON["ROOMS"] ENVIRON["DOORS"], lines, "\n")
			for (i = 1; i <= n; i++) {
				m = split(lines[i], words, "[: ]+")
				is_known[words[1]] = 1
				for (j = 1; j <= m; j++)
					may_use[words[1], words[j]] = 1
			}
			may_use["base", "config.h"] = 1
			may_use["api", "config.h"] = 1
		}
		{
			split($1, path, "/")
			room = path[2]
			if (!(room in is_known))
				print $1 ": no such room"
			else if ($2 == "<" && !($3 in is_known))
				next
			else if ($2 == "<" && !(($3, room) in may_use))
				print $1 ": may not include <" $3 ">"
			else if ($2 != "<") {
				used = $3
				sub(/\/.*/, "", used)
				if (!((room, used) in may_use))
					print $1 ": may not include \"" $3 "\""
			}
		}'
}

# Programs see the public header, their own and the system: nothing of lib/.
program_faults() {
	includes "$1" cli | while read -r file kind name; do
		if [ -f "$1/lib/$name" ] ||
			{ [ "$kind" = '"' ] && ! [ -f "$1/cli/$name" ]; }; then
			echo "$file: may not include $name"
		fi
	done
}

# Headers that include each other, however far around, as tsort tells them.
loop_faults() {
	{
		includes "$1" lib | sed -n 's,^lib/\(.*\.h\) " ,\1 ,p'
		includes "$1" cli | sed -n 's,^\(cli/.*\.h\) " ,\1 cli/,p'
	} | { tsort >/dev/null; } 2>&1
}

is 'rooms include only what stands below them' \
	"$(room_faults "$top_srcdir")" ''
is 'programs include only the public header and their own' \
	"$(program_faults "$top_srcdir")" ''
is 'no headers include each other' "$(loop_faults "$top_srcdir")" ''

# The rules hold what they promise: a tree that breaks each of them.
mkdir -p bad/lib/base bad/lib/text bad/lib/store bad/lib/cellar bad/cli
plant() {
	printf '%s\n' "$2" >"bad/$1"
}
plant lib/base/up.c '#include "text/a.h"'
plant lib/base/door.c '#include <lmdb.h>'
plant lib/store/good.c '#include "base/up.h"
#include <lmdb.h>
#include <stdio.h>
#include "store/good.h"'
plant lib/store/side.c '#  include "text/a.h"'
plant lib/text/bare.c '#include "a.h"'
plant lib/text/a.h '#include "text/b.h"'
plant lib/text/b.h '#include "text/a.h"'
plant lib/cellar/c.c '#include <stdio.h>'
plant cli/own.h '#include <trawl.h>'
plant cli/good.c '#include "own.h"'
plant cli/deep.c '#include "text/a.h"'
plant cli/angle.c '#include <text/a.h>'
is 'a room that reaches up, aside or out is told' "$(room_faults bad)" \
	'lib/base/door.c: may not include <lmdb.h>
lib/base/up.c: may not include "text/a.h"
lib/cellar/c.c: no such room
lib/store/side.c: may not include "text/a.h"
lib/text/bare.c: may not include "a.h"'
is 'a program that reaches into the library is told' \
	"$(program_faults bad)" 'cli/angle.c: may not include text/a.h
cli/deep.c: may not include text/a.h'
like 'a loop of headers is told' "$(loop_faults bad)" 'text/b\.h'
done_testing
