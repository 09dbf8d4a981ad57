/* words.h: what the site says, in the languages it knows. */
/* SPDX-License-Identifier: MIT */
#ifndef CLI_SITE_WORDS_H
#define CLI_SITE_WORDS_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <trawl.h>

/* All that can be said. %1 to %3 stand for numbers. */
enum message {
	SAY_NOTHING,		/* no message */
	SAY_SEARCH,
	SAY_LABEL,
	SAY_FOUND_ONE,
	SAY_FOUND,
	SAY_FOUND_PART,
	SAY_FOUND_ALIKE,
	SAY_LAST_ALIKE,
	SAY_NO_MORE,
	SAY_BEYOND,
	SAY_PARTIAL,
	SAY_NONE,
	SAY_NONE_HELP,
	SAY_THESE_FIND,
	SAY_ARTICLE,
	SAY_ARTICLES,
	SAY_DID_YOU_MEAN,
	SAY_PASSAGE,
	SAY_ALIKE,
	SAY_FILTERS,
	SAY_SORT,
	SAY_BY_SCORE,
	SAY_NEWEST,
	SAY_OLDEST,
	SAY_BY_TITLE,
	SAY_CATEGORY,
	SAY_AUTHOR,
	SAY_ANY,
	SAY_DATE,
	SAY_YEARS,
	SAY_ANY_YEAR,
	SAY_FROM,
	SAY_TO,
	SAY_APPLY,
	SAY_CLEAR,
	SAY_PAGES,
	SAY_PREVIOUS,
	SAY_NEXT,
	SAY_PAGE,
	SAY_PAGE_OF,
	SAY_FEED,
	SAY_EMPTY,
	SAY_UNAVAILABLE,
	SAY_FAILED,
	SAY_METHOD,
	SAY_NOT_FOUND,
	SAY_LONG_QUERY,
	SAY_LONG_ADDRESS,
	SAY_MANY_WORDS,
	SAY_MANY_PATTERNS,
	SAY_BAD_PAGE,
	SAY_BAD_FORMAT,
	SAY_BAD_DATE,
	SAY_BAD_SORT,
	SAY_BAD_OPTION,
	SAY_LONG_FILTER,
	SAY_COUNT
};

/* What the library says of a query, in English, which other catalogues have in
   their language: warnings.c. */
enum warning {
	WARNING_BYTES,
	WARNING_QUOTE_OUT,
	WARNING_QUOTE_READ,
	WARNING_PATTERN,
	WARNING_FUZZY,
	WARNING_PREFIX,
	WARNING_QUOTED,
	WARNING_BEGUN,
	WARNING_FIELD,
	WARNING_DATE,
	WARNING_DEPTH,
	WARNING_FLAT,
	WARNING_PLUS,
	WARNING_CLOSE,
	WARNING_OPEN,
	WARNING_NEAR,
	WARNING_TERMS,
	WARNING_MANY,
	WARNING_COUNT
};

struct words {
	const char *code;	/* ISO 639-1 */
	const char *dir;	/* "ltr" or "rtl" */
	const char *thousands;	/* between groups of digits */
	const char *behind_day;	/* "." in German */
	const char *first_day;	/* what the first of a month is called */
	const char *months[12];
	const char *text[SAY_COUNT];
	const char *warnings[WARNING_COUNT];	/* NULL: as they are */
};

extern const struct words words_de, words_en, words_fr;

/* The catalogue of this language; NULL if there is none. */
const struct words *words_of(const char *code, size_t length);

/* What a reader prefers, by an Accept-Language header (RFC 9110), which may be
   any bytes; English if nothing fits. */
const struct words *words_accepted(const char *header);

/* A number, in groups of three digits. */
void print_number(FILE *out, const struct words *words, uint64_t number);

/* The message with its numbers; nothing in it needs to be escaped in HTML. */
void print_said(FILE *out, const struct words *words, enum message message,
	uint64_t first, uint64_t second, uint64_t third);

/* "17 December 2019" for "2019-12-17", shorter ones likewise. */
void print_day(FILE *out, const struct words *words, trawl_str date);

#endif
