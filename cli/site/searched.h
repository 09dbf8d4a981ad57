/* searched.h: what of a request may be counted, for the owner of a site. */
/* SPDX-License-Identifier: MIT */
#ifndef CLI_SITE_SEARCHED_H
#define CLI_SITE_SEARCHED_H

#include <stdbool.h>
#include <stdint.h>

#define SEARCHED_ID_MAX 512	/* bytes of an article's id */
#define SEARCHED_TEXT_MAX 100	/* bytes of a query that may be told */
#define SEARCHED_DIGITS_MAX 8	/* of such a query */

struct asked;
struct request;

enum searched_kind {
	SEARCHED_NOTHING,	/* nothing to count */
	SEARCHED_QUERY,
	SEARCHED_CLICK
};

struct searched {
	enum searched_kind kind;
	uint64_t found;		/* articles, by a query */
	char text[SEARCHED_ID_MAX + 1];	/* the query, as searched_text has
					   it, or the article's id */
};

/*
 * Whether this is somebody's search: a page, or JSON, of words alone, and its
 * first. Not what narrows or goes on with a search; not what a robot, by its
 * own word, or a browser that looks ahead asks for; and not what a browser
 * asks for again (If-None-Match), so that a visitor who comes back to a page
 * is not taken for another.
 */
bool searched_counts(const struct asked *asked, const struct request *request);

/* Whether whoever asks says that it is a program, or nothing at all, or that
   nobody sees the answer yet. */
bool searched_is_robot(const struct asked *asked);

/*
 * The query in one form for all who mean the same: in small letters, but for
 * AND, OR, NOT and NEAR, with single spaces, without what cannot be seen. Empty
 * if the form is longer than SEARCHED_TEXT_MAX, has an @, or more digits than
 * that, as numbers of phones, accounts and cards have: such a text is counted,
 * and never told.
 */
void searched_text(const char *query, char ret[SEARCHED_TEXT_MAX + 1]);

#endif
