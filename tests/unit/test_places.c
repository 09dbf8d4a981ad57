/* test_places.c: where the position gaps of a block's postings begin. */
/* SPDX-License-Identifier: MIT */
#include "index/places.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#include "dice.h"

#define ROUNDS 100

/* Postings with up to `most` occurrences in the text. */
static void
fill(struct tw_block *block, uint32_t *seed, uint32_t most)
{
	for (uint32_t i = 0; i < TW_BLOCK; i++) {
		uint32_t in_title = dice(seed, 4) ? 0 : dice(seed, 3);

		block->in_title[i] = in_title;
		block->freqs[i] = TW_TITLE_WEIGHT * in_title +
			dice(seed, most + 1);
	}
}

static void
check_tiers(const struct tw_block *block, enum tw_index_field field,
	uint32_t first, bool expected)
{
	uint32_t places[TW_BLOCK + 1];

	assert_int_equal(tw_places_sum(block, field, 3, first, places),
		expected);
	for (unsigned tier = 0; tier <= tw_cpu_tier; tier++) {
		uint32_t same[TW_BLOCK + 1];

		assert_int_equal(tw_places_tiers[tier]->sum(block,
			field == TW_FIELD_ALL ? 2 : 0, first, same),
			expected);
		assert_memory_equal(same, places, sizeof(same));
	}
}

static void
test_places_are_sums_of_occurrences(void **state)
{
	uint32_t seed = 1;

	(void)state;
	for (uint32_t n = 0; n < ROUNDS; n++) {
		struct tw_block block;
		uint32_t places[TW_BLOCK + 1];
		uint32_t place = n;

		fill(&block, &seed, 1 + n);
		assert_true(tw_places_sum(&block, TW_FIELD_ALL, 3, n, places));
		for (uint32_t i = 0; i < TW_BLOCK; i++) {
			assert_int_equal(places[i], place);
			place += block.freqs[i] - 2 * block.in_title[i];
		}
		assert_int_equal(places[TW_BLOCK], place);
		check_tiers(&block, TW_FIELD_ALL, n, true);
	}
}

static void
test_in_a_title_list_each_is_in_the_title(void **state)
{
	struct tw_block block;
	uint32_t places[TW_BLOCK + 1];

	(void)state;
	for (uint32_t i = 0; i < TW_BLOCK; i++)
		block.freqs[i] = block.in_title[i] = i;
	assert_true(tw_places_sum(&block, TW_FIELD_TITLE, 3, 7, places));
	for (uint32_t i = 0; i <= TW_BLOCK; i++)
		assert_int_equal(places[i], 7 + (i * i - i) / 2);
	check_tiers(&block, TW_FIELD_TITLE, 7, true);
}

/* Of each posting of a block. */
static void
test_damage_is_seen(void **state)
{
	struct tw_block block;
	uint32_t seed = 2;

	(void)state;
	fill(&block, &seed, 3);
	for (uint32_t i = 0; i < TW_BLOCK; i++) {
		uint32_t freq = block.freqs[i];

		block.freqs[i] = UINT32_C(1) << TW_FREQ_BITS;
		check_tiers(&block, TW_FIELD_ALL, 0, false);
		block.freqs[i] = TW_TITLE_WEIGHT * block.in_title[i] - 1;
		check_tiers(&block, TW_FIELD_ALL, 0, false);
		block.freqs[i] = freq;
		check_tiers(&block, TW_FIELD_ALL, 0, true);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_places_are_sums_of_occurrences),
		cmocka_unit_test(test_in_a_title_list_each_is_in_the_title),
		cmocka_unit_test(test_damage_is_seen),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
