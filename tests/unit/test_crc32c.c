/* test_crc32c.c: the checksum against known values and its two twins. */
/* SPDX-License-Identifier: MIT */
#include "base/crc32c.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static uint8_t data[16384];

static int
fill(void **state)
{
	uint32_t seed = 1;

	(void)state;
	for (size_t i = 0; i < sizeof(data); i++) {
		seed = seed * 1664525 + 1013904223;
		data[i] = (uint8_t)(seed >> 24);
	}
	return 0;
}

/* RFC 3720, appendix B.4, and the usual check value. */
static void
test_checksum_of_known_texts(void **state)
{
	uint8_t bytes[32];

	(void)state;
	assert_int_equal(tw_crc32c(0, "123456789", 9), 0xe3069283);
	memset(bytes, 0, sizeof(bytes));
	assert_int_equal(tw_crc32c(0, bytes, 32), 0x8a9136aa);
	memset(bytes, 0xff, sizeof(bytes));
	assert_int_equal(tw_crc32c(0, bytes, 32), 0x62a8ab43);
	for (uint8_t i = 0; i < 32; i++)
		bytes[i] = i;
	assert_int_equal(tw_crc32c(0, bytes, 32), 0x46dd794e);
	for (uint8_t i = 0; i < 32; i++)
		bytes[i] = (uint8_t)(31 - i);
	assert_int_equal(tw_crc32c(0, bytes, 32), 0x113fdb5c);
}

static void
test_checksum_of_nothing_is_where_it_started(void **state)
{
	(void)state;
	assert_int_equal(tw_crc32c(0, NULL, 0), 0);
	assert_int_equal(tw_crc32c(0x12345678, NULL, 0), 0x12345678);
	assert_int_equal(tw_crc32c_table(0x12345678, NULL, 0), 0x12345678);
}

static void
test_twins_agree_at_every_length(void **state)
{
	(void)state;
	for (size_t n = 0; n < 3500; n++)
		assert_int_equal(tw_crc32c(7, data, n),
			tw_crc32c_table(7, data, n));
}

static void
test_twins_agree_at_every_alignment(void **state)
{
	(void)state;
	for (size_t start = 0; start < 16; start++)
		assert_int_equal(
			tw_crc32c(0, data + start, sizeof(data) - start),
			tw_crc32c_table(0, data + start,
				sizeof(data) - start));
}

static void
test_checksum_continues_over_parts(void **state)
{
	uint32_t whole = tw_crc32c(0, data, sizeof(data));

	(void)state;
	for (size_t cut = 0; cut < sizeof(data); cut += 97) {
		uint32_t crc = tw_crc32c(0, data, cut);

		crc = tw_crc32c(crc, data + cut, sizeof(data) - cut);
		assert_int_equal(crc, whole);
	}
}

static void
test_each_flipped_bit_is_seen(void **state)
{
	uint32_t whole = tw_crc32c(0, data, 2048);

	(void)state;
	for (size_t bit = 0; bit < 2048 * 8; bit++) {
		data[bit / 8] ^= (uint8_t)(1u << bit % 8);
		assert_int_not_equal(tw_crc32c(0, data, 2048), whole);
		data[bit / 8] ^= (uint8_t)(1u << bit % 8);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_checksum_of_known_texts),
		cmocka_unit_test(test_checksum_of_nothing_is_where_it_started),
		cmocka_unit_test(test_twins_agree_at_every_length),
		cmocka_unit_test(test_twins_agree_at_every_alignment),
		cmocka_unit_test(test_checksum_continues_over_parts),
		cmocka_unit_test(test_each_flipped_bit_is_seen),
	};

	return cmocka_run_group_tests(tests, fill, NULL);
}
