/* byline.h: lines that tell author, date and category of an article. */
/* SPDX-License-Identifier: MIT */
#ifndef PAGE_BYLINE_H
#define PAGE_BYLINE_H

#include "base/buf.h"
#include "page/date.h"

/*
 * "Posted on 3 March 2020 by Jane Smith in Community | 3 comments" and its
 * kin. Valid when zeroed. Authors and categories are a line each.
 */
struct tw_byline {
	enum tw_day_order order;	/* of the page's dates, if known */
	struct tw_date published;	/* year 0: not told */
	struct tw_date modified;	/* the same */
	struct tw_buf authors;
	struct tw_buf categories;
	bool failed;
	struct tw_buf others;	/* the one short statement of a line with
				   author and date that says something else */
};

void tw_byline_done(struct tw_byline *byline);

/* Sticky: there was no memory for what a line said. */
bool tw_byline_failed(const struct tw_byline *byline);

/*
 * Reads a line of at most a few dozen words. True, and *ret filled, if all of
 * it is such; false, and *ret emptied, if not.
 */
bool tw_byline_read(struct tw_str line, struct tw_byline *ret);

#endif
