/* pubdate.h: the dates a page tells, and by what it tells each. */
/* SPDX-License-Identifier: MIT */
#ifndef PAGE_PUBDATE_H
#define PAGE_PUBDATE_H

#include "page/finder.h"

/*
 * Where a date stands. What is in sight is at the title (between it and the
 * text), near, or farther off; FIRST and LAST, of several dates, are what
 * makes one of them the likelier.
 */
enum tw_dated {
	TW_DATED_FRONT,
	TW_DATED_JSON_LD,
	TW_DATED_JSON_LD_PAGE,
	TW_DATED_JSON_LD_CHANGED,
	TW_DATED_OPENGRAPH,
	TW_DATED_META,
	TW_DATED_META_DATE,
	TW_DATED_META_CHANGED,
	TW_DATED_ITEM,
	TW_DATED_ITEM_CHANGED,
	TW_DATED_TIME_TITLE,
	TW_DATED_TIME_NEAR,
	TW_DATED_TIME_FAR,
	TW_DATED_CLASS_TITLE,
	TW_DATED_CLASS_NEAR,
	TW_DATED_CLASS_FAR,
	TW_DATED_LINE_TITLE,
	TW_DATED_LINE_NEAR,
	TW_DATED_LINE_FAR,
	TW_DATED_TEXT,		/* at its beginning */
	TW_DATED_CHANGED_TITLE,
	TW_DATED_CHANGED_NEAR,
	TW_DATED_CHANGED_FAR,
	TW_DATED_URL,
	TW_DATED_URL_MONTH,
	TW_DATED_FILE,
	TW_DATED_FIRST,
	TW_DATED_LAST,
	TW_DATED_COUNT
};

#define TW_DATES_MAX 24

struct tw_told_date {
	struct tw_date date;
	uint32_t by;		/* bit 1 << enum tw_dated */
	int weight;		/* the sum of what tells it */
};

struct tw_told_dates {
	struct tw_told_date list[TW_DATES_MAX];
	unsigned count;
	enum tw_day_order order;	/* of what the page's readers see */
};

/* All dates of the page, to the day if any is; the title must be found. Later
   ones than options->now, and those of programs' zeros, are left out. */
void tw_pubdate_collect(struct tw_finder *finder, struct tw_told_dates *ret);

#endif
