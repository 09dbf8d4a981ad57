/* known.h: whether the index has an article already, as it is. */
/* SPDX-License-Identifier: MIT */
#ifndef CLI_KNOWN_H
#define CLI_KNOWN_H

#include <stdbool.h>
#include <trawl.h>

/*
 * What the index had before a run, and which of it the run has changed. Of a
 * site that is indexed again every night most has not changed, and what has
 * not needs no place in a new segment.
 */
struct known {
	trawl_reader *reader;	/* NULL while the index is empty */
	struct idset *changed;
};

/* Says what went wrong and returns false, or is for known_close. With
   `no_template`, nothing is known of an index that has learned one: then texts
   are to be written that it was cut out of. */
bool known_open(trawl_index *index, bool no_template, struct known *ret);
void known_close(struct known *known);

/* True if the index has the same article, field by field, and the run has not
   changed it. What cannot be read is not known. */
bool known_has(const struct known *known, const trawl_article *article);

/* The run has given the index an article with this id; false without memory,
   which is said. */
bool known_change(struct known *known, trawl_str id);

#endif
