/* termset.h: the terms of a batch: each has a number, and an order. */
/* SPDX-License-Identifier: MIT */
#ifndef INDEX_TERMSET_H
#define INDEX_TERMSET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"
#include "index/keysort.h"

/*
 * A hash set whose entries are numbered 0, 1, ... as they come. Made for one
 * look-up a token: a short term stands in its slot, and two slots lie in a
 * cache line. Valid when zeroed.
 */
struct tw_termset {
	struct tw_term_slot *slots;
	uint32_t room;		/* a power of two, or 0 */
	uint32_t count;
	uint32_t *hashes;	/* tw_word_hash of each term by its number */
	struct tw_arena longs;	/* bytes of terms too long for a slot */
};

#define TW_NO_TERM UINT32_MAX

void tw_termset_done(struct tw_termset *set);

/*
 * The number of the term (1 to 255 bytes), which is added if it is new;
 * TW_NO_TERM without memory. O(1).
 */
uint32_t tw_termset_add(struct tw_termset *set, struct tw_str term);

/* Has room for so many terms at once, as growing to it touches twice the
   memory; false without memory. */
bool tw_termset_reserve(struct tw_termset *set, uint32_t count);

/* Bytes held, and bytes more while the next new term is added. */
size_t tw_termset_bytes(const struct tw_termset *set);
size_t tw_termset_growth(const struct tw_termset *set);

/*
 * All terms in the order of their bytes: set->count entries, `a` the number
 * of the term, `b` for tw_termset_text. Allocated by tw_alloc, owned by the
 * caller, valid until the set changes; NULL without memory. O(n log n), with
 * twice the memory of the result.
 */
struct tw_keyed *tw_termset_sorted(const struct tw_termset *set);

/* Has the text of one that is asked for soon brought to the processor. */
void tw_termset_fetch(const struct tw_termset *set,
	const struct tw_keyed *term);

/* Borrowed until the set changes. */
struct tw_str tw_termset_text(const struct tw_termset *set,
	const struct tw_keyed *term);

#endif
