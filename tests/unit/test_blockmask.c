/* test_blockmask.c: articles of a block against bits and sums, both twins. */
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
test_each_bit_is_that_of_its_article(void **state)
{
	struct fixture fixture;
	uint32_t seed = 1;
	uint64_t mask[TW_MASK_WORDS];

	(void)state;
	fill(&fixture, &seed, 100);
	tw_mask_bits(fixture.docs, TW_BLOCK, fixture.bits, FIRST, mask);
	for (uint32_t i = 0; i < TW_BLOCK; i++) {
		uint32_t at = fixture.docs[i] - FIRST;

		assert_int_equal(mask[i / 64] >> i % 64 & 1,
			fixture.bits[at / 8] >> at % 8 & 1);
	}
}

static void
test_each_sum_is_that_of_its_group(void **state)
{
	struct fixture fixture;
	uint32_t seed = 2;
	uint64_t mask[TW_MASK_WORDS];

	(void)state;
	fill(&fixture, &seed, 100);
	for (uint32_t least = 0; least <= 255; least += 51) {
		tw_mask_sums(fixture.docs, TW_BLOCK, fixture.sums, least,
			mask);
		for (uint32_t i = 0; i < TW_BLOCK; i++)
			assert_int_equal(mask[i / 64] >> i % 64 & 1,
				fixture.sums[fixture.docs[i] / 16] >= least);
	}
}

static void
test_twins_agree_on_blocks_of_any_length(void **state)
{
	struct fixture fixture;
	uint32_t seed = 3;

	(void)state;
	for (uint32_t count = 0; count <= TW_BLOCK; count++) {
		uint64_t mask[TW_MASK_WORDS];
		uint64_t plain[TW_MASK_WORDS];

		fill(&fixture, &seed, 1 + count % 120);
		tw_mask_bits(fixture.docs, count, fixture.bits, FIRST, mask);
		tw_mask_bits_plain(fixture.docs, count, fixture.bits, FIRST,
			plain);
		assert_memory_equal(mask, plain, sizeof(mask));
		tw_mask_sums(fixture.docs, count, fixture.sums, count, mask);
		tw_mask_sums_plain(fixture.docs, count, fixture.sums, count,
			plain);
		assert_memory_equal(mask, plain, sizeof(mask));
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_each_bit_is_that_of_its_article),
		cmocka_unit_test(test_each_sum_is_that_of_its_group),
		cmocka_unit_test(test_twins_agree_on_blocks_of_any_length),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
