/* fuzz_segment.c: any damage to the records of a segment. */
/* SPDX-License-Identifier: MIT */
#include "fuzz.h"

#include "../unit/probe.h"

/* Bytes of any kind: they are read as changes. */
const char *const fuzz_seeds[] = {"docs/FORMAT.md", NULL};

#define CHANGE 4	/* bytes: stream, place (two), value */
#define TOGETHER 8	/* changes made at a time */
#define TRIES_MAX 64

static unsigned
stream_of(const uint8_t *change)
{
	return 1 + change[0] % (TW_STREAM_END - 1);
}

static uint8_t *
find_byte(const struct probe *probe, const uint8_t *change)
{
	const struct memory_record *record = memory_store_find(&probe->store,
		1, stream_of(change), 0);
	size_t place = (size_t)change[1] << 8 | change[2];

	return record->payload + place % record->length;
}

/* Makes the changes, reads what they are in, and takes them back. */
static void
try_changes(const struct probe *probe, const uint8_t *changes, size_t count)
{
	uint8_t *bytes[TOGETHER];
	uint8_t was[TOGETHER];

	for (size_t i = 0; i < count; i++) {
		bytes[i] = find_byte(probe, changes + i * CHANGE);
		was[i] = *bytes[i];
		*bytes[i] = changes[i * CHANGE + 3];
	}
	for (size_t i = 0; i < count; i++)
		FUZZ_CHECK(!probe_read(probe, stream_of(changes + i * CHANGE),
			&probe->info));
	while (count-- > 0)
		*bytes[count] = was[count];
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	static struct probe probe;	/* the same for all inputs */
	size_t changes = length / CHANGE;

	if (!probe.store.sink.put)
		probe_init(&probe);
	if (changes > TRIES_MAX * TOGETHER)
		changes = TRIES_MAX * TOGETHER;
	for (size_t at = 0; at < changes; at += TOGETHER)
		try_changes(&probe, bytes + at * CHANGE,
			changes - at < TOGETHER ? changes - at : TOGETHER);
	return 0;
}
