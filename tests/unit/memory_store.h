/* memory_store.h: records in memory, a sink and a source without a file. */
/* SPDX-License-Identifier: MIT */
#ifndef TESTS_UNIT_MEMORY_STORE_H
#define TESTS_UNIT_MEMORY_STORE_H

#include "store/stream.h"

/* No checksums: a test may change any byte, and decoders must stand it. */
struct memory_record {
	struct tw_record_key key;
	size_t length;
	uint8_t *payload;	/* its end is the allocation's, but for slack */
};

/* Valid when zeroed. */
struct memory_store {
	struct memory_record *records;
	size_t count;
	size_t room;
	struct tw_sink sink;
	struct tw_source source;
};

void memory_store_init(struct memory_store *store);
void memory_store_done(struct memory_store *store);

/* NULL if there is none. */
struct memory_record *memory_store_find(const struct memory_store *store,
	uint32_t segment, uint32_t stream, uint32_t number);

/* Puts a record with these bytes, in place of one with its key. */
void memory_store_put(struct memory_store *store, struct tw_record_key key,
	const void *payload, size_t length);

#endif
