/* test_bytes.c: little-endian and big-endian loads and stores. */
/* SPDX-License-Identifier: MIT */
#include "base/bytes.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const uint8_t bytes[9] = {0, 1, 2, 3, 4, 5, 6, 7, 8};

static void
test_loads_in_both_orders(void **state)
{
	const uint8_t *p = bytes + 1;

	(void)state;
	assert_int_equal(tw_le16(p), 0x0201);
	assert_int_equal(tw_le32(p), 0x04030201);
	assert_int_equal(tw_le64(p), UINT64_C(0x0807060504030201));
	assert_int_equal(tw_be32(p), 0x01020304);
	assert_int_equal(tw_be64(p), UINT64_C(0x0102030405060708));
}

static void
test_stores_in_both_orders(void **state)
{
	uint8_t stored[9] = {0};
	uint8_t *p = stored + 1;

	(void)state;
	tw_put_le64(p, UINT64_C(0x0807060504030201));
	assert_memory_equal(stored, bytes, sizeof(bytes));
	tw_put_be64(p, UINT64_C(0x0102030405060708));
	assert_memory_equal(stored, bytes, sizeof(bytes));
	tw_put_le32(p, 0x44332211);
	assert_memory_equal(p, "\x11\x22\x33\x44\x05", 5);
	tw_put_be32(p, 0x01020304);
	assert_memory_equal(stored, bytes, sizeof(bytes));
	tw_put_le16(p, 0x2211);
	assert_memory_equal(p, "\x11\x22\x03", 3);
}

/* What keys on disk rely on. */
static void
test_order_of_big_endian_bytes_is_that_of_numbers(void **state)
{
	uint8_t smaller[8];
	uint8_t larger[8];

	(void)state;
	for (unsigned bit = 1; bit < 64; bit++) {
		tw_put_be64(smaller, (UINT64_C(1) << bit) - 1);
		tw_put_be64(larger, UINT64_C(1) << bit);
		assert_true(memcmp(smaller, larger, 8) < 0);
	}
}

static void
test_bits_are_counted(void **state)
{
	(void)state;
	for (unsigned n = 0; n <= 64; n++) {
		uint64_t low = n < 64 ? (UINT64_C(1) << n) - 1 : UINT64_MAX;

		assert_int_equal(tw_bits_set(low), n);
		assert_int_equal(tw_bits_set(~low), 64 - n);
	}
	assert_int_equal(tw_bits_set(UINT64_C(0x8421000000000011)), 6);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_loads_in_both_orders),
		cmocka_unit_test(test_stores_in_both_orders),
		cmocka_unit_test(test_bits_are_counted),
		cmocka_unit_test(
			test_order_of_big_endian_bytes_is_that_of_numbers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
