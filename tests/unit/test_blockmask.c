/* test_blockmask.c: blocks of articles against bits and sums. */
/* SPDX-License-Identifier: MIT */
#include "match/blockmask.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "dice.h"

#define FIRST 6400		/* articles that no block has */
#define DOCS 16000

struct fixture {
	uint8_t bits[DOCS / 8];
	uint8_t sums[(FIRST + DOCS) / 16 + 3];
	uint32_t docs[TW_BLOCK];
};

static void
fill(struct fixture *fixture, uint32_t *seed, uint32_t gap)
{
	uint32_t doc = FIRST + dice(seed, gap);

	for (size_t i = 0; i < sizeof(fixture->bits); i++)
		fixture->bits[i] = (uint8_t)dice(seed, 256);
	for (size_t i = 0; i < sizeof(fixture->sums); i++)
		fixture->sums[i] = (uint8_t)dice(seed, 256);
	for (uint32_t i = 0; i < TW_BLOCK; i++) {
		fixture->docs[i] = doc;
		doc += 1 + dice(seed, gap);
	}
}

static void
assert_tier(const struct tw_blockmask_kernels *kernels,
	const struct fixture *fixture, uint32_t count, uint32_t least)
{
	uint64_t bits[TW_MASK_WORDS];
	uint64_t sums[TW_MASK_WORDS];

	kernels->bits(fixture->docs, count, fixture->bits, FIRST, bits);
	kernels->sums(fixture->docs, count, fixture->sums, least, sums);
	for (uint32_t i = 0; i < TW_BLOCK; i++) {
		uint32_t at = fixture->docs[i] - FIRST;

		assert_int_equal(bits[i / 64] >> i % 64 & 1, i < count &&
			(fixture->bits[at / 8] >> at % 8 & 1) != 0);
		assert_int_equal(sums[i / 64] >> i % 64 & 1, i < count &&
			fixture->sums[fixture->docs[i] / 16] >= least);
	}
}

static void
test_each_tier_masks_blocks_of_any_length(void **state)
{
	static struct fixture fixture;
	uint32_t seed = 3;

	(void)state;
	for (uint32_t count = 0; count <= TW_BLOCK; count++) {
		fill(&fixture, &seed, 1 + count % 120);
		for (unsigned tier = 0; tier <= tw_cpu_tier; tier++)
			assert_tier(tw_blockmask_tiers[tier], &fixture, count,
				2 * count);
	}
}

static void
test_the_best_tier_is_taken(void **state)
{
	static struct fixture fixture;
	const struct tw_blockmask_kernels best = {tw_mask_bits, tw_mask_sums};
	uint32_t seed = 4;

	(void)state;
	fill(&fixture, &seed, 100);
	assert_tier(&best, &fixture, TW_BLOCK, 51);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_each_tier_masks_blocks_of_any_length),
		cmocka_unit_test(test_the_best_tier_is_taken),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
