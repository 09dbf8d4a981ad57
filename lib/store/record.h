/* record.h: the bytes of a record and of its key. */
/* SPDX-License-Identifier: MIT */
#ifndef STORE_RECORD_H
#define STORE_RECORD_H

#include "base/bytes.h"
#include "store/txn.h"

/*
 * Nobody but bench/race defines this, to find out what checksums and the
 * validation of pages cost readers.
 */
#ifndef TW_UNCHECKED
#define TW_UNCHECKED 0
#endif

#define TW_KEY_BYTES 12

static inline void
tw_key_put(uint8_t bytes[TW_KEY_BYTES], struct tw_record_key key)
{
	tw_put_be32(bytes, key.segment);
	tw_put_be32(bytes + 4, key.stream);
	tw_put_be32(bytes + 8, key.number);
}

static inline struct tw_record_key
tw_key_get(const uint8_t bytes[TW_KEY_BYTES])
{
	return (struct tw_record_key){tw_be32(bytes), tw_be32(bytes + 4),
		tw_be32(bytes + 8)};
}

static inline int
tw_key_compare(struct tw_record_key a, struct tw_record_key b)
{
	if (a.segment != b.segment)
		return a.segment < b.segment ? -1 : 1;
	if (a.stream != b.stream)
		return a.stream < b.stream ? -1 : 1;
	return (a.number > b.number) - (a.number < b.number);
}

/* As tw_record_put, for any segment, in the tree. */
int tw_record_put_any(struct tw_txn *txn, struct tw_record_key key,
	const void *payload, size_t length, trawl_error *err) TW_MUST_USE;

/*
 * What is wrong with a record of `size` bytes besides its payload, or NULL, by
 * its header and its sums.
 */
const char *tw_record_frame_fault(const uint8_t *header,
	const uint8_t *sums, size_t size, struct tw_record_key key);

/* Whether the n bytes of a unit are right, by the checksums of all units. */
bool tw_record_sum_is_right(const uint8_t *sums, size_t unit,
	const uint8_t *p, size_t n);

/* The same of a change that was noted already. */
int tw_record_put_above(struct tw_txn *txn, struct tw_record_key key,
	const void *payload, size_t length, trawl_error *err) TW_MUST_USE;

/* The bytes of a record with so long a payload, and what they are. */
static inline size_t
tw_record_size(size_t length)
{
	return tw_record_front(length) + length + TW_RECORD_SLACK;
}

/* Where the sums of such a record are in it. */
static inline size_t
tw_record_sums_at(size_t length)
{
	return TW_RECORD_HEADER +
		(tw_record_front(length) > TW_RECORD_HEADER ? 0 : length);
}

void tw_record_fill(uint8_t *p, struct tw_record_key key, const void *payload,
	size_t length);

/* The value that the tree has, of which nothing is verified; TRAWL_END. */
int tw_record_in_tree(struct tw_txn *txn, struct tw_record_key key,
	MDB_val *ret, trawl_error *err) TW_MUST_USE;

/* What is wrong with the bytes of a record, or NULL. */
const char *tw_record_fault(const uint8_t *p, size_t size,
	struct tw_record_key key);

#endif
