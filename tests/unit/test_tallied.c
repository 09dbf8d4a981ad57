/* test_tallied.c: scores of many postings are those of each, in every tier. */
/* SPDX-License-Identifier: MIT */
#include "match/tallied.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "dice.h"

#define BASE 8192
#define WEIGHT 1.7f

static uint8_t lengths[TW_WINDOW];
static float scores[TW_WINDOW];
static float expected[TW_WINDOW];
static float norm[256];
static float table[TW_TALLY_TABLE] __attribute__((aligned(64)));

static void
fill(uint32_t *seed)
{
	for (uint32_t i = 0; i < TW_WINDOW; i++) {
		lengths[i] = (uint8_t)dice(seed, 256);
		scores[i] = (float)dice(seed, 100) / 7;
	}
	for (uint32_t i = 0; i < 256; i++)
		norm[i] = 0.3f + (float)i / 33;
	memcpy(expected, scores, sizeof(scores));
}

static void
assert_adds(const struct tw_tally_kernels *kernels, uint32_t *seed,
	const float *with)
{
	uint32_t docs[TW_BLOCK];
	uint32_t freqs[TW_BLOCK];
	uint32_t at = 0;

	fill(seed);
	for (uint32_t i = 0; i < TW_BLOCK; i++) {
		at += 1 + dice(seed, TW_WINDOW / TW_BLOCK - 1);
		docs[i] = BASE + at;
		freqs[i] = 1 + dice(seed, UINT32_C(1) << dice(seed, 31));
		expected[at] += tw_bm25_score(WEIGHT, freqs[i],
			norm[lengths[at]]);
	}
	kernels->make_table(WEIGHT, norm, table);
	kernels->add(&(struct tw_tally_run){
		.docs = docs,
		.freqs = freqs,
		.count = TW_BLOCK,
		.base = BASE,
		.lengths = lengths,
		.weight = WEIGHT,
		.norm = norm,
		.table = with,
	}, scores);
	assert_memory_equal(scores, expected, sizeof(scores));
}

static void
test_each_tier_adds_what_each_posting_scores(void **state)
{
	uint32_t seed = 1;

	(void)state;
	for (unsigned tier = 0; tier <= tw_cpu_tier; tier++)
		for (int round = 0; round < 100; round++) {
			assert_adds(tw_tally_tiers[tier], &seed, table);
			assert_adds(tw_tally_tiers[tier], &seed, NULL);
		}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_each_tier_adds_what_each_posting_scores),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
