/* test_varint.c: numbers in as few bytes as they need. */
/* SPDX-License-Identifier: MIT */
#include "base/varint.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void
assert_comes_back(uint64_t value, size_t expected_length)
{
	uint8_t bytes[TW_VARINT_MAX];
	uint64_t read = ~value;
	size_t n = tw_varint_put(bytes, value);

	assert_int_equal(n, expected_length);
	assert_ptr_equal(tw_varint_get64(bytes, bytes + n, &read), bytes + n);
	assert_true(read == value);
}

static void
test_number_takes_seven_bits_a_byte(void **state)
{
	(void)state;
	assert_comes_back(0, 1);
	for (unsigned bits = 1; bits <= 64; bits++) {
		uint64_t top = UINT64_C(1) << (bits - 1);

		assert_comes_back(top, (bits + 6) / 7);
		assert_comes_back(top | (top - 1), (bits + 6) / 7);
	}
}

static void
test_known_bytes(void **state)
{
	uint8_t bytes[TW_VARINT_MAX];

	(void)state;
	assert_int_equal(tw_varint_put(bytes, 300), 2);
	assert_memory_equal(bytes, "\xac\x02", 2);
}

static void
test_32_bit_number_comes_back(void **state)
{
	const uint32_t values[] = {0, 127, 128, 1u << 28, UINT32_MAX};

	(void)state;
	for (size_t i = 0; i < sizeof(values) / sizeof(values[0]); i++) {
		uint8_t bytes[TW_VARINT_MAX];
		uint32_t read = ~values[i];
		size_t n = tw_varint_put(bytes, values[i]);

		assert_ptr_equal(tw_varint_get32(bytes, bytes + n, &read),
			bytes + n);
		assert_int_equal(read, values[i]);
	}
}

static void
test_number_cut_short_is_refused(void **state)
{
	uint8_t bytes[TW_VARINT_MAX];
	size_t n = tw_varint_put(bytes, UINT64_MAX);
	uint64_t wide = 7;
	uint32_t narrow = 7;

	(void)state;
	for (size_t cut = 0; cut < n; cut++) {
		assert_null(tw_varint_get64(bytes, bytes + cut, &wide));
		assert_null(tw_varint_get32(bytes, bytes + cut, &narrow));
	}
	assert_int_equal(wide, 7);
	assert_int_equal(narrow, 7);
}

static void
test_number_over_64_bits_is_refused(void **state)
{
	const uint8_t one_bit_more[] =
		"\xff\xff\xff\xff\xff\xff\xff\xff\xff\x02";
	const uint8_t endless[] =
		"\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x01";
	uint64_t value = 7;

	(void)state;
	assert_null(tw_varint_get64(one_bit_more,
		one_bit_more + sizeof(one_bit_more), &value));
	assert_null(tw_varint_get64(endless, endless + sizeof(endless),
		&value));
	assert_int_equal(value, 7);
}

static void
test_number_over_32_bits_is_refused(void **state)
{
	uint8_t bytes[TW_VARINT_MAX];
	size_t n = tw_varint_put(bytes, UINT64_C(1) << 32);
	uint32_t value = 7;

	(void)state;
	assert_null(tw_varint_get32(bytes, bytes + n, &value));
	assert_int_equal(value, 7);
}

static void
test_bytes_behind_the_number_are_left(void **state)
{
	const uint8_t bytes[] = {0x05, 0x80, 0x01, 0xff};
	const uint8_t *end = bytes + sizeof(bytes);
	uint32_t value;
	const uint8_t *p = tw_varint_get32(bytes, end, &value);

	(void)state;
	assert_ptr_equal(p, bytes + 1);
	assert_int_equal(value, 5);
	p = tw_varint_get32(p, end, &value);
	assert_ptr_equal(p, bytes + 3);
	assert_int_equal(value, 128);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_number_takes_seven_bits_a_byte),
		cmocka_unit_test(test_known_bytes),
		cmocka_unit_test(test_32_bit_number_comes_back),
		cmocka_unit_test(test_number_cut_short_is_refused),
		cmocka_unit_test(test_number_over_64_bits_is_refused),
		cmocka_unit_test(test_number_over_32_bits_is_refused),
		cmocka_unit_test(test_bytes_behind_the_number_are_left),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
