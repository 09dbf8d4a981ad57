/* test_corners.c: few corners stand above many postings. */
/* SPDX-License-Identifier: MIT */
#include "index/corners.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "index/format.h"
#include "index/length.h"

#include "dice.h"

static void
test_frequencies_are_rounded_up(void **state)
{
	uint8_t before = 0;

	(void)state;
	for (uint32_t freq = 1; freq < 1u << TW_FREQ_BITS;
		freq += 1 + freq / 100) {
		uint8_t code = tw_freq_encode(freq);

		assert_true(tw_freq_decode(code) >= freq);
		assert_true(tw_freq_decode(code) <= freq + freq / 8);
		assert_true(code >= before);
		before = code;
	}
	for (uint32_t freq = 1; freq <= 40; freq++)
		assert_int_equal(tw_freq_decode(tw_freq_encode(freq)), freq);
	assert_true(tw_freq_decode(tw_freq_encode((1u << 30) - 1)) >=
		(1u << 30) - 1);
}

static void
test_inverse_is_that_of_the_frequency(void **state)
{
	(void)state;
	for (unsigned code = 1; code < 256; code++)
		assert_true(tw_freq_inverse[code] ==
			1 / (float)tw_freq_decode((uint8_t)code));
}

static void
test_each_posting_lies_under_a_corner(void **state)
{
	float norms[256];
	uint32_t seed = 1;

	(void)state;
	tw_length_norms(&tw_ranking_usual, 100, 10000, norms);
	for (int round = 0; round < 2000; round++) {
		struct tw_envelope envelope;
		uint32_t freqs[200];
		uint8_t lengths[200];
		uint32_t count = 1 + dice(&seed, 200);
		uint32_t most = 1 + dice(&seed, 1u << dice(&seed, 20));
		size_t corners = 1 + dice(&seed, 8);
		uint8_t bytes[8 * TW_CORNER_SIZE];

		tw_envelope_init(&envelope);
		for (uint32_t i = 0; i < count; i++) {
			freqs[i] = 1 + dice(&seed, most);
			lengths[i] = (uint8_t)dice(&seed, 256);
			tw_envelope_add(&envelope, tw_freq_encode(freqs[i]),
				lengths[i]);
		}
		tw_corners_put(&envelope, norms, bytes, corners);
		for (uint32_t i = 0; i < count; i++)
			assert_true(tw_corners_cover(bytes, corners, freqs[i],
				lengths[i]));
	}
}

static void
test_corners_are_exact_where_they_suffice(void **state)
{
	static const uint8_t expected[] = {9, 40, 5, 21, 3, 12, 3, 12};
	struct tw_envelope envelope;
	float norms[256];
	uint8_t bytes[8];

	(void)state;
	tw_length_norms(&tw_ranking_usual, 100, 10000, norms);
	tw_envelope_init(&envelope);
	tw_envelope_add(&envelope, 3, 13);
	tw_envelope_add(&envelope, 9, 40);
	tw_envelope_add(&envelope, 5, 21);
	tw_envelope_add(&envelope, 3, 12);
	tw_envelope_add(&envelope, 1, 12);
	tw_envelope_add(&envelope, 4, 99);
	tw_corners_put(&envelope, norms, bytes, 4);
	assert_memory_equal(bytes, expected, sizeof(expected));
	assert_false(tw_corners_cover(bytes, 4, 10, 50));
	assert_false(tw_corners_cover(bytes, 4, 4, 20));
	assert_false(tw_corners_cover(bytes, 4, 1, 11));
}

static void
test_longest_articles_have_a_corner(void **state)
{
	struct tw_envelope envelope;
	float norms[256];
	uint8_t bytes[2];

	(void)state;
	tw_length_norms(&tw_ranking_usual, 0, 0, norms);
	tw_envelope_init(&envelope);
	tw_envelope_add(&envelope, 1, 255);
	tw_corners_put(&envelope, norms, bytes, 1);
	assert_true(tw_corners_cover(bytes, 1, 1, 255));
	assert_false(tw_corners_cover(bytes, 1, 2, 255));
	assert_false(tw_corners_cover(bytes, 1, 1, 254));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_frequencies_are_rounded_up),
		cmocka_unit_test(test_inverse_is_that_of_the_frequency),
		cmocka_unit_test(test_each_posting_lies_under_a_corner),
		cmocka_unit_test(test_corners_are_exact_where_they_suffice),
		cmocka_unit_test(test_longest_articles_have_a_corner),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
