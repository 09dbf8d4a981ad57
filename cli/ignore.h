/* ignore.h: which files of a folder .trawlignore leaves out. */
/* SPDX-License-Identifier: MIT */
#ifndef CLI_IGNORE_H
#define CLI_IGNORE_H

#include <stdbool.h>
#include <stddef.h>

/*
 * The patterns of one folder's .trawlignore, one a line: `*`, `?` and `[a-z]`
 * as in the shell. A pattern with a slash before its end is matched against
 * the path below the folder, any other against the name alone, in all folders
 * below. A slash at the end means folders only, `!` takes a match back, `#`
 * begins a comment. The last pattern that matches decides.
 */
struct ignore;

/* NULL if the folder has no such file (or it cannot be read). */
struct ignore *ignore_read(const char *folder);
void ignore_free(struct ignore *ignore);

/* Whether the path below the folder is left out; sets *ret_known if a pattern
   said so or took it back. */
bool ignore_matches(const struct ignore *ignore, const char *path,
	bool is_folder, bool *ret_known);

#endif
