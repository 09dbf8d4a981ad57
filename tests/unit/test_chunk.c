/* test_chunk.c: chunks of position gaps. */
/* SPDX-License-Identifier: MIT */
#include "index/chunk.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "random_list.h"

typedef uint32_t block[TW_BLOCK] __attribute__((aligned(16)));

static void
fill(block gaps, uint64_t *seed, unsigned width)
{
	for (unsigned i = 0; i < TW_BLOCK; i++)
		gaps[i] = (uint32_t)(random_next(seed) &
			((UINT64_C(1) << width) - 1));
}

static void
test_chunks_of_each_size_come_back(void **state)
{
	uint64_t seed = 1;

	(void)state;
	for (uint32_t count = 1; count <= TW_BLOCK; count++) {
		uint8_t bytes[TW_CHUNK_MAX + TW_PACK_SLACK];
		block gaps;
		block back;
		uint32_t back_count;

		fill(gaps, &seed, count % 33);
		size_t n = tw_chunk_put(gaps, count, bytes);

		assert_true(n <= TW_CHUNK_MAX);
		assert_true(tw_chunk_get(bytes, n, back, &back_count));
		assert_int_equal(back_count, count);
		assert_memory_equal(back, gaps, count * sizeof(uint32_t));
		assert_int_equal(tw_chunk_size(bytes, n),
			count == TW_BLOCK ? n : 0);
	}
}

static void
test_no_chunk_begins_with_the_byte_of_padding(void **state)
{
	uint8_t bytes[TW_CHUNK_MAX];
	block zeros = {0};

	(void)state;
	(void)tw_chunk_put(zeros, TW_BLOCK, bytes);
	assert_int_not_equal(bytes[0], TW_CHUNK_PADDING);
	(void)tw_chunk_put(zeros, 1, bytes);
	assert_int_not_equal(bytes[0], TW_CHUNK_PADDING);
}

/* At its real length on the heap, so that a sanitizer sees a byte more. */
static bool
get_cut(const uint8_t *bytes, size_t n)
{
	uint8_t *cut = calloc(1, n + TW_PACK_SLACK);
	block gaps;
	uint32_t count;

	memcpy(cut, bytes, n);
	bool good = tw_chunk_get(cut, n, gaps, &count);

	assert_true(!good || (count > 0 && count <= TW_BLOCK));
	free(cut);
	return good;
}

static void
test_chunks_cut_short_are_refused(void **state)
{
	static const uint32_t counts[] = {1, 50, 127, 128};
	uint64_t seed = 2;

	(void)state;
	for (size_t i = 0; i < 4; i++) {
		uint8_t bytes[TW_CHUNK_MAX];
		block gaps;

		fill(gaps, &seed, 9);
		gaps[0] = 100000;
		size_t n = tw_chunk_put(gaps, counts[i], bytes);

		for (size_t cut = 0; cut < n; cut++)
			assert_false(get_cut(bytes, cut));
		assert_true(get_cut(bytes, n));
	}
}

static void
test_any_two_first_bytes_are_stood(void **state)
{
	uint8_t bytes[300];

	(void)state;
	memset(bytes, 0x85, sizeof(bytes));
	for (unsigned head = 0; head < 65536; head++) {
		bytes[0] = (uint8_t)head;
		bytes[1] = (uint8_t)(head >> 8);
		(void)get_cut(bytes, sizeof(bytes));
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_chunks_of_each_size_come_back),
		cmocka_unit_test(
			test_no_chunk_begins_with_the_byte_of_padding),
		cmocka_unit_test(test_chunks_cut_short_are_refused),
		cmocka_unit_test(test_any_two_first_bytes_are_stood),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
