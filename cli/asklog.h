/* asklog.h: reads the log of what a site was asked for: trawl-log(5). */
/* SPDX-License-Identifier: MIT */
#ifndef CLI_ASKLOG_H
#define CLI_ASKLOG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define ASKLOG_PLACES 32	/* indexes that a log can tell of */

/* What is taken of a log. */
struct asklog_wanted {
	const char *since;	/* "2026-11-22", or less of it; NULL: all */
	const char *place;	/* name of an index; NULL: there is one */
	bool clicks;		/* instead of searches */
};

/* A text that was asked for, or an article's id that was clicked on. */
struct asklog_text {
	char *text;
	uint64_t times;
	uint64_t found;		/* articles, by the last asking */
	char hour[14];		/* of that */
};

/* Valid when zeroed, but for what is wanted; asklog_done. */
struct asklog {
	struct asklog_wanted wanted;
	struct asklog_text *texts;
	size_t count;
	size_t room;
	uint64_t searches;
	uint64_t nothing;	/* of them found nothing */
	uint64_t clicks;
	uint64_t cut;		/* lines that are not whole */
	char first[14];		/* hours that are told of */
	char last[14];
	char *places[ASKLOG_PLACES];
	size_t place_count;
};

/*
 * Adds a file, or all files of a folder that are named as those of a log are.
 * Lines that are cut off, or of a kind that is not known, are left out. False,
 * and told, if it cannot be read, or is no such log.
 */
bool asklog_read(struct asklog *log, const char *path);

/* Makes one of equal texts, the most frequent first. False, and told, if there
   are several indexes and none is wanted. */
bool asklog_sort(struct asklog *log);

void asklog_done(struct asklog *log);

#endif
