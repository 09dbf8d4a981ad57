/* test_length.c: lengths in a byte are Lucene's. */
/* SPDX-License-Identifier: MIT */
#include "index/length.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static void
test_short_lengths_are_exact(void **state)
{
	(void)state;
	for (uint32_t n = 0; n <= 40; n++)
		assert_int_equal(tw_length_decode(tw_length_encode(n)), n);
}

static void
test_lengths_are_rounded_down_by_less_than_an_eighth(void **state)
{
	(void)state;
	for (uint32_t n = 1; n < 1u << 30; n += 1 + n / 1000) {
		uint32_t decoded = tw_length_decode(tw_length_encode(n));

		assert_true(decoded <= n);
		assert_true(n - decoded <= n / 8);
	}
}

static void
test_bytes_stand_for_ascending_lengths(void **state)
{
	(void)state;
	for (unsigned byte = 0; byte < 256; byte++) {
		uint32_t length = tw_length_decode((uint8_t)byte);

		assert_int_equal(tw_length_encode(length), byte);
		if (byte > 0)
			assert_true(tw_length_decode((uint8_t)(byte - 1)) <
				length);
	}
}

static void
test_bytes_and_rests_tell_exact_lengths(void **state)
{
	(void)state;
	for (uint32_t all = 0; all <= 1u << 25; all += 1 + all / 100) {
		uint32_t title = all % 1001;
		uint32_t rests = tw_length_rests(all, title);

		assert_int_equal(tw_length_decode(tw_length_encode(all)) +
			rests % (1u << TW_LENGTH_REST), all);
		assert_int_equal(tw_length_decode(tw_length_encode(title)) +
			(rests >> TW_LENGTH_REST), title);
	}
}

/* From the definition of SmallFloat.byte4ToInt. */
static void
test_bytes_stand_for_the_lengths_they_have_in_lucene(void **state)
{
	static const struct {
		unsigned byte;
		uint32_t length;
	} lucene[] = {{0, 0}, {23, 23}, {24, 24}, {39, 39}, {40, 40},
		{41, 42}, {47, 54}, {48, 56}, {49, 60}, {56, 88}, {64, 152},
		{100, 3096}, {255, 2013265944}};

	(void)state;
	for (size_t i = 0; i < sizeof(lucene) / sizeof(lucene[0]); i++)
		assert_int_equal(tw_length_decode((uint8_t)lucene[i].byte),
			lucene[i].length);
}

static void
test_the_longest_lengths_are_one(void **state)
{
	(void)state;
	assert_int_equal(tw_length_encode(INT32_MAX), 255);
	assert_int_equal(tw_length_encode(UINT32_MAX), 255);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_short_lengths_are_exact),
		cmocka_unit_test(
			test_lengths_are_rounded_down_by_less_than_an_eighth),
		cmocka_unit_test(test_bytes_stand_for_ascending_lengths),
		cmocka_unit_test(test_bytes_and_rests_tell_exact_lengths),
		cmocka_unit_test(
			test_bytes_stand_for_the_lengths_they_have_in_lucene),
		cmocka_unit_test(test_the_longest_lengths_are_one),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
