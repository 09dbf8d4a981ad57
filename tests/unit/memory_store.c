/* memory_store.c: records in memory, a sink and a source without a file. */
/* SPDX-License-Identifier: MIT */
#include "memory_store.h"

#include <stdlib.h>
#include <string.h>

static int
put(void *context, struct tw_record_key key, const void *payload,
	size_t length, trawl_error *err)
{
	(void)err;
	memory_store_put(context, key, payload, length);
	return TRAWL_OK;
}

static int
get(void *context, struct tw_record_key key, const uint8_t **ret_payload,
	size_t *ret_length, trawl_error *err)
{
	const struct memory_record *record = memory_store_find(context,
		key.segment, key.stream, key.number);

	(void)err;
	if (!record)
		return TRAWL_END;
	*ret_payload = record->payload;
	*ret_length = record->length;
	return TRAWL_OK;
}

void
memory_store_init(struct memory_store *store)
{
	*store = (struct memory_store){
		.sink = {put, store},
		.source = {.get = get, .context = store},
	};
}

void
memory_store_done(struct memory_store *store)
{
	for (size_t i = 0; i < store->count; i++)
		free(store->records[i].payload);
	free(store->records);
	memory_store_init(store);
}

struct memory_record *
memory_store_find(const struct memory_store *store, uint32_t segment,
	uint32_t stream, uint32_t number)
{
	for (size_t i = 0; i < store->count; i++) {
		struct memory_record *record = &store->records[i];

		if (record->key.segment == segment &&
			record->key.stream == stream &&
			record->key.number == number)
			return record;
	}
	return NULL;
}

static struct memory_record *
new_record(struct memory_store *store)
{
	if (store->count == store->room) {
		store->room = 2 * store->room + 16;
		store->records = realloc(store->records,
			store->room * sizeof(*store->records));
	}
	return &store->records[store->count++];
}

void
memory_store_put(struct memory_store *store, struct tw_record_key key,
	const void *payload, size_t length)
{
	struct memory_record *record = memory_store_find(store, key.segment,
		key.stream, key.number);

	if (record)
		free(record->payload);
	else
		record = new_record(store);
	*record = (struct memory_record){
		.key = key,
		.length = length,
		.payload = calloc(1, length + TW_RECORD_SLACK),
	};
	if (length > 0)
		memcpy(record->payload, payload, length);
}
