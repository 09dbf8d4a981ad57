/* test_damage.c: any byte of a segment may be wrong, any record cut short. */
/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "probe.h"

/*
 * Checksums are left out: the store in memory has none. So it is the decoders
 * that must stand the damage: they fail with TRAWL_ECORRUPT or give an answer
 * that may be wrong but is within bounds.
 */

static void
test_an_undamaged_segment_is_read_to_the_end(void **state)
{
	struct probe probe;

	(void)state;
	probe_init(&probe);
	for (int kind = 1; kind < TW_STREAM_END; kind++) {
		assert_non_null(memory_store_find(&probe.store, 1,
			(uint32_t)kind, 0));
		assert_null(probe_read(&probe, (unsigned)kind, &probe.info));
	}
	probe_done(&probe);
}

static void
test_any_byte_may_be_wrong(void **state)
{
	static const uint8_t flips[] = {0x01, 0x80, 0xff};
	struct probe probe;

	(void)state;
	probe_init(&probe);
	for (size_t i = 0; i < probe.store.count; i++) {
		struct memory_record *record = &probe.store.records[i];
		size_t flip = i % 3;

		for (size_t at = 0; at < record->length; at++) {
			uint8_t was = record->payload[at];

			record->payload[at] ^= flips[flip++ % 3];
			assert_null(probe_read(&probe, record->key.stream,
				&probe.info));
			record->payload[at] = was;
		}
	}
	probe_done(&probe);
}

static void
test_runs_of_equal_bytes_may_be_anywhere(void **state)
{
	struct probe probe;

	(void)state;
	probe_init(&probe);
	for (size_t i = 0; i < probe.store.count; i++) {
		struct memory_record *record = &probe.store.records[i];
		uint8_t *whole = malloc(record->length);

		memcpy(whole, record->payload, record->length);
		for (size_t at = 0; at < record->length; at += 13) {
			size_t n = record->length - at;

			memset(record->payload + at, at % 2 ? 0xff : 0,
				n < 40 ? n : 40);
			assert_null(probe_read(&probe, record->key.stream,
				&probe.info));
			memcpy(record->payload, whole, record->length);
		}
		free(whole);
	}
	probe_done(&probe);
}

/* Cuts a record; the root says so too, or not. */
static void
check_cut(struct probe *probe, const struct memory_record *whole,
	size_t length)
{
	struct tw_segment_info info = probe->info;

	memory_store_put(&probe->store, whole->key, whole->payload, length);
	assert_null(probe_read(probe, whole->key.stream, &info));
	info.length[whole->key.stream] = length;
	assert_null(probe_read(probe, whole->key.stream, &info));
}

static void
test_any_record_may_be_cut_short(void **state)
{
	struct probe probe;

	(void)state;
	probe_init(&probe);
	for (size_t i = 0; i < probe.store.count; i++) {
		struct memory_record whole = probe.store.records[i];
		uint8_t *copy = malloc(whole.length);

		memcpy(copy, whole.payload, whole.length);
		whole.payload = copy;
		for (size_t n = 0; n < whole.length; n++)
			check_cut(&probe, &whole, n);
		memory_store_put(&probe.store, whole.key, copy,
			whole.length);
		free(copy);
	}
	probe_done(&probe);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			test_an_undamaged_segment_is_read_to_the_end),
		cmocka_unit_test(test_any_byte_may_be_wrong),
		cmocka_unit_test(test_runs_of_equal_bytes_may_be_anywhere),
		cmocka_unit_test(test_any_record_may_be_cut_short),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
