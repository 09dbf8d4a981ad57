/* test_often.c: which of many articles have a word often enough. */
/* SPDX-License-Identifier: MIT */
#include "match/often.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#define ARTICLES (TW_OFTEN_GROUPS * TW_OFTEN_GROUP)

/* The more a sum has, the less is asked for. */
static void
make_least(uint8_t least[256], uint32_t of)
{
	for (uint32_t i = 0; i < 256; i++)
		least[i] = (uint8_t)(i < of ? (of - i + 3) / 4 : 0);
}

static void
test_articles_with_as_much_as_their_group_asks_for(void **state)
{
	uint8_t freqs[ARTICLES] = {0};
	uint8_t sums[TW_OFTEN_GROUPS] = {0};
	uint8_t least[256];
	uint16_t bits[TW_OFTEN_GROUPS];

	(void)state;
	make_least(least, 40);
	assert_true(tw_often_enough(freqs, sums, least, bits) == 0);
	freqs[3] = 10;
	freqs[17] = 9;
	assert_true(tw_often_enough(freqs, sums, least, bits) == 1);
	assert_int_equal(bits[0], 1u << 3);
	sums[1] = 4;
	sums[63] = 40;
	assert_true(tw_often_enough(freqs, sums, least, bits) ==
		(UINT64_C(1) << 63 | 3));
	assert_int_equal(bits[1], 1u << 1);
	assert_int_equal(bits[63], 0xffff);
}

static void
test_the_twin_says_the_same(void **state)
{
	uint32_t random = 7;

	(void)state;
	for (uint32_t round = 0; round < 2000; round++) {
		uint8_t freqs[ARTICLES];
		uint8_t sums[TW_OFTEN_GROUPS];
		uint8_t least[256];
		uint16_t a[TW_OFTEN_GROUPS];
		uint16_t b[TW_OFTEN_GROUPS];

		for (uint32_t i = 0; i < ARTICLES; i++) {
			random = random * 1664525 + 1013904223;
			freqs[i] = (uint8_t)(random >> 24 >> random / 64 % 9);
		}
		for (uint32_t i = 0; i < TW_OFTEN_GROUPS; i++) {
			random = random * 1664525 + 1013904223;
			sums[i] = (uint8_t)(random >> 24 >> random / 64 % 9);
		}
		make_least(least, random >> 16 & 511);
		uint64_t groups = tw_often_enough(freqs, sums, least, a);

		assert_true(groups ==
			tw_often_enough_plain(freqs, sums, least, b));
		for (uint64_t left = groups; left; left &= left - 1)
			assert_int_equal(a[__builtin_ctzll(left)],
				b[__builtin_ctzll(left)]);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			test_articles_with_as_much_as_their_group_asks_for),
		cmocka_unit_test(test_the_twin_says_the_same),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
