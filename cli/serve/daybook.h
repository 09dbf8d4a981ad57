/* daybook.h: a folder with a file of text a day, of so many days. */
/* SPDX-License-Identifier: MIT */
#ifndef CLI_SERVE_DAYBOOK_H
#define CLI_SERVE_DAYBOOK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* "2026-11-22T14", an hour of UTC; hours are counted from 1970. */
#define DAYBOOK_HOUR 14
void daybook_hour(int64_t hour, char ret[DAYBOOK_HOUR]);

/* Whether files can be made in the folder; told if not. */
bool daybook_is_usable(const char *folder);

/*
 * Adds whole lines to the file of that hour's day, "2026-11-22.log", in one
 * write. Where the disk is full, nothing or a part of the lines is there: the
 * line that is cut gets a tab and "!" behind it before the next.
 * False, with errno, if not all is there (EFBIG: the file would have more than
 * `most` bytes, or a few more).
 */
bool daybook_add(const char *folder, int64_t hour, const char *lines,
	size_t length, size_t most);

/* Removes files of more than so many days before that hour, of any that are
   younger than a year and that. */
void daybook_forget(const char *folder, int64_t hour, uint32_t days);

#endif
