/* tally.h: counts what is asked for, and forgets what few ask for. */
/* SPDX-License-Identifier: MIT */
#ifndef CLI_SERVE_TALLY_H
#define CLI_SERVE_TALLY_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "serve/siphash.h"

#define TALLY_LEAST 3		/* what is asked less often is not told */
#define TALLY_TEXT_MAX 512	/* bytes of a text */

enum tally_kind {
	TALLY_SEARCH,		/* of a query */
	TALLY_CLICK,		/* on the article with an id */
	TALLY_KIND_COUNT
};

/* One asking, or click. */
struct asking {
	enum tally_kind kind;
	uint32_t place;		/* where: a number of the caller's */
	uint64_t found;		/* articles, by a search */
	const char *text;	/* UTF-8; "": it is counted, never told */
	size_t length;
};

/*
 * The first two askings of a text leave a hash of it, under a key of the
 * caller's, and a number. The third leaves the text, too, until it is told;
 * then both are forgotten. So each line that is told stands for at least
 * three askings, and what is in memory between is worth nothing without the
 * key.
 *
 * Bounded: 3 MiB, apart from texts that are to be told, of 512 bytes each at
 * most and some 50,000. Where more is asked, what was asked least goes first.
 */
struct tally;

/* To be freed; NULL without memory. */
struct tally *tally_new(void);
void tally_free(struct tally *tally);

/* Forgets everything, and takes a new key. */
void tally_begin(struct tally *tally, const uint8_t key[SIPHASH_KEY]);

void tally_add(struct tally *tally, const struct asking *asking);

/*
 * Prints a line for each of the `most` texts that were asked most, of those
 * asked three times or more, and begins anew with all of these:
 *
 *	WHEN place asked N found text
 *	WHEN place clicked N 0 id
 *
 * with a tab between any two; a text has no control characters. `places` are
 * the names of places.
 */
void tally_tell(struct tally *tally, FILE *out, const char *when,
	const char *const *places, size_t most);

#endif
