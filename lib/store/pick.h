/* pick.h: reads a few bytes of a record from the file, past the map. */
/* SPDX-License-Identifier: MIT */
#ifndef STORE_PICK_H
#define STORE_PICK_H

#include "base/arena.h"
#include "store/store.h"

/*
 * The first touch of a page of the map costs as much as ten reads of two
 * kilobytes: the system maps sixteen pages at a time, and lets go of each when
 * the process ends. Who asks for one article here and one there, and ends, is
 * better served by reads. So the first eight times that a record is asked for
 * bytes, the units that these lie in are read; from then on it is mapped.
 */
struct tw_picks {
	struct tw_arena arena;
	struct tw_picked **records;	/* by a hash of their keys, or NULL */
	uint32_t count;
	uint8_t *bytes;			/* of the units last read */
	const struct tw_picked *last;	/* whose they are; NULL: nobody's */
	size_t first;			/* and which */
	size_t end;
};

void tw_picks_done(struct tw_picks *picks);

/*
 * The n > 0 bytes of a record at `begin`, or as many as it has from there on;
 * *ret_left is how many are verified, and TW_RECORD_SLACK more may be read.
 * They are borrowed until the next call. The record has `length` bytes. Only
 * in a snapshot that nobody has walked (txn.h). TRAWL_END where the record had
 * better be mapped.
 */
int tw_pick(struct tw_txn *txn, struct tw_record_key key, size_t length,
	size_t begin, size_t n, const uint8_t **ret, size_t *ret_left,
	trawl_error *err) TW_MUST_USE;

#endif
