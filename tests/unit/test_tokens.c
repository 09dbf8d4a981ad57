/* test_tokens.c: numbers of terms in two bytes, and larger ones beside. */
/* SPDX-License-Identifier: MIT */
#include "index/tokens.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

#define COUNT 1000

static uint32_t terms[COUNT];
static uint32_t memory[2 * COUNT + COUNT / 2];

/* Puts `count` terms, of which so many are large. */
static struct tw_tokens
put(uint32_t count, uint32_t expected_large)
{
	uint32_t large;
	size_t size = tw_tokens_size(terms, count, &large);

	assert_int_equal(large, expected_large);
	assert_int_equal(size, 2 * count + 8 * large);
	tw_tokens_put(terms, count, large, memory);
	return tw_tokens_at(memory, count, large);
}

static void
expect_in_steps(const struct tw_tokens *tokens, uint32_t step)
{
	uint32_t large = 0;

	for (uint32_t from = 0; from < tokens->count; from += step) {
		uint32_t left = tokens->count - from;
		uint32_t n = left < step ? left : step;
		uint32_t found[COUNT];

		tw_tokens_get(tokens, from, n, found, &large);
		for (uint32_t i = 0; i < n; i++)
			assert_int_equal(found[i], terms[from + i]);
	}
	assert_int_equal(large, tokens->large_count);
}

static void
test_small_numbers_take_two_bytes(void **state)
{
	(void)state;
	for (uint32_t i = 0; i < COUNT; i++)
		terms[i] = UINT16_MAX - i;
	struct tw_tokens tokens = put(COUNT, 0);

	expect_in_steps(&tokens, COUNT);
	expect_in_steps(&tokens, 7);
}

static void
test_large_numbers_come_back_in_their_places(void **state)
{
	(void)state;
	for (uint32_t i = 0; i < COUNT; i++)
		terms[i] = i % 5 == 4 ? UINT32_MAX - i : i;
	terms[0] = UINT16_MAX + 1;
	struct tw_tokens tokens = put(COUNT, COUNT / 5 + 1);

	for (uint32_t step = 1; step < 20; step++)
		expect_in_steps(&tokens, step);
}

static void
test_no_tokens_take_no_memory(void **state)
{
	(void)state;
	struct tw_tokens tokens = put(0, 0);

	expect_in_steps(&tokens, 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_small_numbers_take_two_bytes),
		cmocka_unit_test(test_large_numbers_come_back_in_their_places),
		cmocka_unit_test(test_no_tokens_take_no_memory),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
