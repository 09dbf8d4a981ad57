/* walk.h: the files that a person means by a path. */
/* SPDX-License-Identifier: MIT */
#ifndef CLI_WALK_H
#define CLI_WALK_H

#include <stdbool.h>
#include <stdint.h>

/* Returns false to end the walk. */
typedef bool walk_fn(void *context, const char *path);

struct walk_counts {
	uint64_t skipped;	/* files that are no pages by their names, and
				   what is neither file nor folder */
	uint64_t failed;	/* what could not be read: each was told */
};

/*
 * Calls fn for a file, or for each file below a folder, folder by folder, by
 * name. Below a folder: hidden names, what .trawlignore names, names of
 * images, styles, archives and the like, and all but regular files are left
 * out; symbolic links are not followed. A named path that is neither file
 * nor folder is told. False if fn ended the walk.
 */
bool walk(const char *path, walk_fn *fn, void *context,
	struct walk_counts *counts);

#endif
