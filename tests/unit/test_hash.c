/* test_hash.c: the hash of bytes that may stand on disk. */
/* SPDX-License-Identifier: MIT */
#include "base/hash.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* Never to change: hashes may stand in files. */
static void
test_hash_of_known_texts(void **state)
{
	static const struct {
		const char *text;
		uint64_t hash;
	} known[] = {
		{"", UINT64_C(0x436c407440a48a5a)},
		{"a", UINT64_C(0x40a7a1d48303e649)},
		{"pop", UINT64_C(0x1f552488dfb445dc)},
		{"trawl", UINT64_C(0x32ff410add0f1e16)},
		{"articles", UINT64_C(0x4dc834a1a591db51)},
		{"partnership", UINT64_C(0x5a2b2c6ad496c72e)},
		{"sixteen letters.", UINT64_C(0x975cda673d34ea7d)},
		{"the quick brown fox jumps over the lazy dog",
			UINT64_C(0xfefd3f57869b4f28)},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		assert_true(tw_hash64(known[i].text, strlen(known[i].text)) ==
			known[i].hash);
	assert_true(tw_hash64(NULL, 0) == known[0].hash);
}

static void
test_hash_is_the_same_at_any_address(void **state)
{
	static const char text[] = "neither alignment nor what follows counts";
	char moved[sizeof(text) + 8];

	(void)state;
	for (size_t shift = 0; shift < 8; shift++) {
		memset(moved, (int)shift, sizeof(moved));
		memcpy(moved + shift, text, sizeof(text) - 1);
		for (size_t n = 0; n < sizeof(text) - 1; n++)
			assert_true(tw_hash64(moved + shift, n) ==
				tw_hash64(text, n));
	}
}

static int
compare(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a;
	uint64_t y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

/* Zeros of every length, and every text with one bit set. */
static void
test_sparse_texts_do_not_collide(void **state)
{
	enum { LENGTH = 100, COUNT = LENGTH + LENGTH * LENGTH * 4 };
	static uint64_t hashes[COUNT];
	uint8_t text[LENGTH] = {0};
	size_t count = 0;

	(void)state;
	for (size_t n = 0; n < LENGTH; n++) {
		hashes[count++] = tw_hash64(text, n);
		for (size_t bit = 0; bit < n * 8; bit++) {
			text[bit / 8] = (uint8_t)(1u << bit % 8);
			hashes[count++] = tw_hash64(text, n);
			text[bit / 8] = 0;
		}
	}
	qsort(hashes, count, sizeof(hashes[0]), compare);
	for (size_t i = 1; i < count; i++)
		assert_true(hashes[i - 1] != hashes[i]);
}

/* Each bit of the text flips each bit of the hash about half of the time. */
static void
test_each_input_bit_reaches_each_output_bit(void **state)
{
	enum { LENGTH = 24, TEXTS = 400 };
	static unsigned flips[LENGTH * 8][64];
	uint64_t seed = 1;

	(void)state;
	for (unsigned i = 0; i < TEXTS; i++) {
		uint8_t text[LENGTH];

		for (size_t j = 0; j < LENGTH; j++) {
			seed = seed * UINT64_C(6364136223846793005) + 1;
			text[j] = (uint8_t)(seed >> 56);
		}
		uint64_t hash = tw_hash64(text, LENGTH);

		for (size_t bit = 0; bit < LENGTH * 8; bit++) {
			text[bit / 8] ^= (uint8_t)(1u << bit % 8);
			uint64_t changed = hash ^ tw_hash64(text, LENGTH);

			text[bit / 8] ^= (uint8_t)(1u << bit % 8);
			for (unsigned out = 0; out < 64; out++)
				flips[bit][out] += changed >> out & 1 ? 1 : 0;
		}
	}
	for (size_t bit = 0; bit < LENGTH * 8; bit++) {
		for (unsigned out = 0; out < 64; out++)
			assert_in_range(flips[bit][out], TEXTS / 4,
				TEXTS * 3 / 4);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_hash_of_known_texts),
		cmocka_unit_test(test_hash_is_the_same_at_any_address),
		cmocka_unit_test(test_sparse_texts_do_not_collide),
		cmocka_unit_test(test_each_input_bit_reaches_each_output_bit),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
