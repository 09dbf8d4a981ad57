/* test_blockkeep.c: what each tier keeps of a block. */
/* SPDX-License-Identifier: MIT */
#include "match/blockkeep.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#include "dice.h"

#define ROUNDS 200
#define SPAN 8192		/* of the articles, and more than 128 gaps */

/* Articles, and a table that they are looked up in. */
struct example {
	uint32_t docs[TW_BLOCK];
	uint8_t table[SPAN + 4];
	uint8_t keep[TW_KEEP_BYTES];
};

static void
fill(struct example *example, uint32_t *seed)
{
	uint32_t gap = 1 + dice(seed, 60);
	uint32_t doc = dice(seed, 2) ? dice(seed, 1000)
				     : UINT32_MAX - SPAN;

	for (uint32_t i = 0; i < TW_BLOCK; i++) {
		doc += dice(seed, gap);	/* the last may be repeated */
		example->docs[i] = doc;
	}
	for (uint32_t i = 0; i < sizeof(example->table); i++)
		example->table[i] = (uint8_t)dice(seed, 256);
	for (uint32_t i = 0; i < TW_KEEP_BYTES; i++)
		example->keep[i] = (uint8_t)(dice(seed, 3) ? 0xff
			: dice(seed, 256));
}

static bool
has(const uint8_t *bits, uint32_t i)
{
	return (bits[i / 8] >> i % 8 & 1) != 0;
}

/* Kept is what was kept before and passes. */
static void
check(const struct example *example, const uint8_t kept[TW_KEEP_BYTES],
	bool some, const bool passes[TW_BLOCK])
{
	bool any = false;

	for (uint32_t i = 0; i < TW_BLOCK; i++) {
		bool expected = has(example->keep, i) && passes[i];

		assert_int_equal(has(kept, i), expected);
		any |= expected;
	}
	assert_int_equal(some, any);
}

static void
test_each_tier_keeps_those_with_bits(void **state)
{
	uint32_t seed = 1;

	(void)state;
	for (unsigned i = 0; i < ROUNDS * (tw_cpu_tier + 1); i++) {
		struct example e;
		uint8_t keep[TW_KEEP_BYTES];
		bool passes[TW_BLOCK];

		fill(&e, &seed);
		memcpy(keep, e.keep, sizeof(keep));
		for (uint32_t j = 0; j < TW_BLOCK; j++)
			passes[j] = has(e.table,
				e.docs[j] - e.docs[0] / 8 * 8);
		bool some = tw_blockkeep_tiers[i / ROUNDS]->by_bits(e.docs,
			e.table, keep);

		check(&e, keep, some, passes);
	}
}

static void
test_each_tier_keeps_those_of_levels(void **state)
{
	uint32_t seed = 2;

	(void)state;
	for (unsigned i = 0; i < ROUNDS * (tw_cpu_tier + 1); i++) {
		struct example e;
		uint8_t keep[TW_KEEP_BYTES];
		bool passes[TW_BLOCK];
		unsigned shift = dice(&seed, 7);
		unsigned least = 1 + dice(&seed, 16);

		fill(&e, &seed);
		memcpy(keep, e.keep, sizeof(keep));
		for (uint32_t j = 0; j < TW_BLOCK; j++) {
			uint32_t group = e.docs[j] >> shift;
			uint8_t pair = e.table[group / 2 -
				(e.docs[0] >> shift) / 2];

			passes[j] = (group % 2 ? pair / 16 : pair % 16) >=
				(int)least;
		}
		bool some = tw_blockkeep_tiers[i / ROUNDS]->by_level(e.docs,
			e.table, shift, least, keep);

		check(&e, keep, some, passes);
	}
}

static void
test_each_tier_keeps_frequent_ones(void **state)
{
	const float ratios[] = {0, 0.01F, 0.3F, 1, 7, INFINITY};
	uint32_t seed = 3;

	(void)state;
	for (unsigned i = 0; i < ROUNDS * (tw_cpu_tier + 1); i++) {
		uint32_t freqs[TW_BLOCK];
		float norm[256];
		struct example e;
		uint8_t keep[TW_KEEP_BYTES];
		bool passes[TW_BLOCK];
		float ratio = ratios[i % 6];

		fill(&e, &seed);
		memcpy(keep, e.keep, sizeof(keep));
		for (uint32_t j = 0; j < 256; j++)
			norm[j] = (float)dice(&seed, 100) / 8;
		for (uint32_t j = 0; j < TW_BLOCK; j++) {
			freqs[j] = 1 + dice(&seed, 5);
			passes[j] = (float)freqs[j] >= ratio *
				norm[e.table[e.docs[j] - e.docs[0]]];
		}
		struct tw_keep_frequent test = {e.docs, freqs, e.table, norm,
			ratio};
		bool some = tw_blockkeep_tiers[i / ROUNDS]->frequent(&test,
			keep);

		check(&e, keep, some, passes);
	}
}

/* By hand: articles 8 to 135, of which every third has a bit. */
static void
test_bits_are_those_of_articles(void **state)
{
	uint32_t docs[TW_BLOCK];
	uint8_t bits[TW_KEEP_BYTES + 4] = {0};
	uint8_t keep[TW_KEEP_BYTES];
	uint8_t places[TW_BLOCK];

	(void)state;
	memset(keep, 0xff, sizeof(keep));
	for (uint32_t i = 0; i < TW_BLOCK; i++) {
		docs[i] = 8 + i;
		bits[i / 8] |= (uint8_t)((i % 3 == 0) << i % 8);
	}
	assert_true(tw_keep_by_bits(docs, bits, keep));
	assert_int_equal(tw_keep_places(keep, places), 43);
	for (uint32_t i = 0; i < 43; i++)
		assert_int_equal(places[i], 3 * i);
	memset(bits, 0, sizeof(bits));
	assert_false(tw_keep_by_bits(docs, bits, keep));
	assert_int_equal(tw_keep_places(keep, places), 0);
}

/* Articles 0 to 127 in groups of 16, of the levels 0 to 7. */
static void
test_levels_are_of_groups(void **state)
{
	const uint8_t levels[8] = {0x10, 0x32, 0x54, 0x76};
	uint32_t docs[TW_BLOCK];
	uint8_t keep[TW_KEEP_BYTES];
	uint8_t places[TW_BLOCK];

	(void)state;
	memset(keep, 0xff, sizeof(keep));
	for (uint32_t i = 0; i < TW_BLOCK; i++)
		docs[i] = i;
	assert_true(tw_keep_by_level(docs, levels, 4, 7, keep));
	assert_int_equal(tw_keep_places(keep, places), 16);
	assert_int_equal(places[0], 112);
	assert_false(tw_keep_by_level(docs, levels, 4, 8, keep));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_each_tier_keeps_those_with_bits),
		cmocka_unit_test(test_each_tier_keeps_those_of_levels),
		cmocka_unit_test(test_each_tier_keeps_frequent_ones),
		cmocka_unit_test(test_bits_are_those_of_articles),
		cmocka_unit_test(test_levels_are_of_groups),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
