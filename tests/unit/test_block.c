/* test_block.c: blocks of postings, packed or as varints. */
/* SPDX-License-Identifier: MIT */
#include "index/block.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "random_list.h"

static void
fill(struct tw_block *block, uint64_t *seed, uint32_t count, uint32_t gap,
	uint32_t freq)
{
	uint32_t doc = random_below(seed, gap);

	*block = (struct tw_block){.count = count};
	for (uint32_t i = 0; i < count; i++) {
		block->docs[i] = doc;
		doc += 1 + random_below(seed, gap);
		block->freqs[i] = 1 + random_below(seed, freq);
		block->in_title[i] =
			random_below(seed, block->freqs[i] / 3 + 1);
	}
}

static void
assert_blocks_equal(const struct tw_block *a, const struct tw_block *b)
{
	size_t n = b->count * sizeof(uint32_t);

	assert_int_equal(a->count, b->count);
	assert_memory_equal(a->docs, b->docs, n);
	assert_memory_equal(a->freqs, b->freqs, n);
	assert_memory_equal(a->in_title, b->in_title, n);
}

static void
test_full_blocks_come_back(void **state)
{
	static const uint32_t gaps[] = {1, 3, 1000, 20000000};
	static const uint32_t freqs[] = {1, 2, 300, 1u << 24};
	uint64_t seed = 1;

	(void)state;
	for (unsigned i = 0; i < 16; i++) {
		uint8_t bytes[TW_BLOCK_MAX + TW_PACK_SLACK] = {0};
		struct tw_block block;
		struct tw_block back = {.count = TW_BLOCK};

		fill(&block, &seed, TW_BLOCK, gaps[i % 4], freqs[i / 4]);
		size_t n = tw_block_put_full(&block, UINT32_MAX, bytes);

		assert_true(n <= TW_BLOCK_MAX);
		assert_true(tw_block_is_good(bytes, n));
		assert_false(tw_block_is_good(bytes, n - 1));
		tw_block_get_docs(bytes, UINT32_MAX, back.docs);
		tw_block_get_freqs(bytes, back.freqs);
		tw_block_get_in_title(bytes, back.in_title);
		assert_blocks_equal(&back, &block);
		for (uint32_t j = 0; j < TW_BLOCK; j++)
			assert_int_equal(tw_block_get_freq(bytes, j),
				block.freqs[j]);
	}
}

static void
test_heads_of_too_many_bits_are_refused(void **state)
{
	uint8_t bytes[TW_BLOCK_HEAD] = {0};

	(void)state;
	assert_true(tw_block_is_good(bytes, SIZE_MAX));
	bytes[0] = 33;
	assert_false(tw_block_is_good(bytes, SIZE_MAX));
	bytes[0] = 32;
	bytes[1] = 32;
	assert_false(tw_block_is_good(bytes, SIZE_MAX));
	bytes[1] = 31;
	assert_true(tw_block_is_good(bytes, SIZE_MAX));
	bytes[2] = 1;
	assert_false(tw_block_is_good(bytes, SIZE_MAX));
	bytes[2] = 0;
	bytes[3] = 32;
	assert_false(tw_block_is_good(bytes, SIZE_MAX));
}

static void
test_tails_of_each_size_come_back(void **state)
{
	uint64_t seed = 2;

	(void)state;
	for (uint32_t count = 1; count < TW_BLOCK; count++) {
		uint8_t bytes[TW_TAIL_MAX];
		struct tw_block block;
		struct tw_block back;

		fill(&block, &seed, count, 1 + count * 1000, 1 + count / 8);
		uint32_t end = block.docs[count - 1] + 1;
		size_t n = tw_block_put_tail(&block, UINT32_MAX,
			TW_FIELD_ALL, 3,
			bytes);

		assert_ptr_equal(tw_block_get_tail(bytes, bytes + n,
			UINT32_MAX, end, TW_FIELD_ALL, 3, &back, count),
			bytes + n);
		assert_blocks_equal(&back, &block);
	}
}

static void
test_a_tail_of_a_title_list_has_all_in_the_title(void **state)
{
	struct tw_block block = {.docs = {7, 9}, .freqs = {4, 1}, .count = 2};
	struct tw_block back;
	uint8_t bytes[TW_TAIL_MAX];

	(void)state;
	size_t n = tw_block_put_tail(&block, UINT32_MAX, TW_FIELD_TITLE, 3,
		bytes);

	assert_int_equal(n, 3);
	assert_non_null(tw_block_get_tail(bytes, bytes + n, UINT32_MAX, 10,
		TW_FIELD_TITLE, 3, &back, 2));
	assert_int_equal(back.in_title[0], 4);
	assert_int_equal(back.in_title[1], 1);
}

static void
test_a_tail_beyond_the_last_article_is_refused(void **state)
{
	struct tw_block block = {.docs = {7, 9}, .freqs = {4, 1}, .count = 2};
	struct tw_block back;
	uint8_t bytes[TW_TAIL_MAX];

	(void)state;
	size_t n = tw_block_put_tail(&block, 5, TW_FIELD_ALL, 3, bytes);

	assert_non_null(tw_block_get_tail(bytes, bytes + n, 5, 10,
		TW_FIELD_ALL, 3, &back, 2));
	assert_null(tw_block_get_tail(bytes, bytes + n, 5, 9, TW_FIELD_ALL, 3,
		&back, 2));
	assert_null(tw_block_get_tail(bytes, bytes + n, UINT32_MAX - 1, 10,
		TW_FIELD_ALL, 3, &back, 2));
}

static void
test_a_tail_cut_short_is_refused(void **state)
{
	uint64_t seed = 3;
	struct tw_block block;
	struct tw_block back;
	uint8_t bytes[TW_TAIL_MAX];

	(void)state;
	fill(&block, &seed, 50, 300, 7);
	size_t n = tw_block_put_tail(&block, UINT32_MAX, TW_FIELD_ALL, 3,
		bytes);

	for (size_t cut = 0; cut < n; cut++) {
		uint8_t *copy = malloc(cut + 1);

		memcpy(copy + 1, bytes, cut);
		assert_null(tw_block_get_tail(copy + 1, copy + 1 + cut,
			UINT32_MAX, UINT32_MAX, TW_FIELD_ALL, 3, &back, 50));
		free(copy);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_full_blocks_come_back),
		cmocka_unit_test(test_heads_of_too_many_bits_are_refused),
		cmocka_unit_test(test_tails_of_each_size_come_back),
		cmocka_unit_test(
			test_a_tail_of_a_title_list_has_all_in_the_title),
		cmocka_unit_test(
			test_a_tail_beyond_the_last_article_is_refused),
		cmocka_unit_test(test_a_tail_cut_short_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
