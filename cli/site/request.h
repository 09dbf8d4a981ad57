/* request.h: what a web request asks for, checked. */
/* SPDX-License-Identifier: MIT */
#ifndef CLI_SITE_REQUEST_H
#define CLI_SITE_REQUEST_H

#include <stdbool.h>
#include <stdint.h>
#include <trawl.h>

#include "site/words.h"

#define REQUEST_QUERY_MAX 512	/* bytes of q, decoded */
#define REQUEST_TEXT_ROOM (3 * REQUEST_QUERY_MAX + 1)	/* of it, as UTF-8 */
#define REQUEST_STRING_MAX 4096	/* bytes of the query string */
#define REQUEST_WORDS_MAX 32	/* of q */
#define REQUEST_PATTERNS_MAX 4	/* of these, each compared with all words of
				   the index */
#define REQUEST_FILTER_MAX 200	/* bytes of a category or an author */
#define REQUEST_PASSAGES_MAX 20
#define REQUEST_PAGE_SIZE 10
#define REQUEST_PAGE_MAX 100

/* The forms of an answer. */
enum face {
	FACE_PAGE,
	FACE_JSON,	/* as trawl search --json */
	FACE_ATOM,
	FACE_FEED,	/* JSON Feed */
	FACE_SUGGEST,	/* OpenSearch suggestions */
	FACE_COUNT
};

/*
 * Texts are UTF-8 without NUL, with U+FFFD for each byte that was none, so
 * that they may be three times as long as what was sent; they end with a NUL
 * and are empty if not given. Dates are whole days.
 */
struct request {
	char query[REQUEST_TEXT_ROOM];
	char category[3 * REQUEST_FILTER_MAX + 1];
	char author[3 * REQUEST_FILTER_MAX + 1];
	char from[11];
	char to[11];		/* the last day that is wanted */
	bool has_query;		/* q was given, be it empty */
	bool has_sort;
	int sort;		/* enum trawl_sort */
	enum face face;
	uint32_t page;		/* from 1 */
	uint32_t half_life;	/* these are of JSON alone, as trawl search */
	uint32_t budget;	/* has them; 0: not given */
	uint32_t passages;
	unsigned facets;	/* bits of enum trawl_facet */
	bool expand;
	bool explain;
	int keep;		/* enum trawl_keep */
};

/*
 * Reads ?q=&page=&from=&to=&category=&author=&sort=&format= (URL-encoded), and
 * &recency=&expand=&explain=&keep=&budget=&passages=&facets=, which only JSON
 * heeds; other parameters are left alone, of several with one name the last
 * counts. False for what cannot be meant, with a message for the first of it,
 * and of the request the query and the form of the answer alone, wherever they
 * stand.
 */
bool request_read(const char *query_string, struct request *ret,
	enum message *ret_problem);

/* Reads ?id=, at most 512 bytes of it; false if there is none, or more. */
bool request_read_id(const char *query_string, char ret[REQUEST_TEXT_ROOM]);

/* Whether a query has more words than one may have. */
bool request_has_many_words(const char *query);

/* True if anything but words is asked for. */
bool request_has_filters(const struct request *request);

/* The day behind a whole one. */
void day_after(const char day[11], char ret[11]);

#endif
