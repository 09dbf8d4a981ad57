/* test_buf.c: bytes that grow at the end, maximum and sticky failure. */
/* SPDX-License-Identifier: MIT */
#include "base/buf.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "../fault/alloc_fault.h"

static void
assert_holds(const struct tw_buf *buf, const void *bytes, size_t n)
{
	assert_int_equal(tw_buf_status(buf, NULL), TRAWL_OK);
	assert_int_equal(buf->n, n);
	assert_memory_equal(buf->p, bytes, n);
}

static void
test_bytes_are_appended_in_order(void **state)
{
	struct tw_buf buf = {0};

	(void)state;
	tw_buf_add(&buf, "ab", 2);
	tw_buf_add_byte(&buf, 'c');
	tw_buf_add_str(&buf, TW_STR("de"));
	tw_buf_add_zero(&buf, 2);
	tw_buf_add(&buf, NULL, 0);
	assert_holds(&buf, "abcde\0\0", 7);
	tw_buf_done(&buf);
}

static void
test_numbers_are_little_endian(void **state)
{
	struct tw_buf buf = {0};

	(void)state;
	tw_buf_add_le32(&buf, 0x04030201);
	tw_buf_add_le64(&buf, UINT64_C(0x0807060504030201));
	tw_buf_add_varint(&buf, 300);
	assert_holds(&buf, "\1\2\3\4\1\2\3\4\5\6\7\10\254\2", 14);
	tw_buf_done(&buf);
}

static void
test_format_is_appended_without_its_nul(void **state)
{
	struct tw_buf buf = {0};

	(void)state;
	tw_buf_addf(&buf, "%d-%s", 42, "x");
	tw_buf_addf(&buf, "%s", "");
	tw_buf_addf(&buf, "/%03d", 7);
	assert_holds(&buf, "42-x/007", 8);
	tw_buf_done(&buf);
}

static void
test_format_of_any_length(void **state)
{
	struct tw_buf buf = {0};

	(void)state;
	for (int width = 1; width < 1000; width += 7) {
		tw_buf_reset(&buf);
		tw_buf_addf(&buf, "%*d", width, 5);
		assert_int_equal(buf.n, width);
		assert_int_equal(buf.p[width - 1], '5');
	}
	tw_buf_done(&buf);
}

static void
test_growing_keeps_the_bytes(void **state)
{
	struct tw_buf buf = {0};

	(void)state;
	for (uint32_t i = 0; i < 10000; i++)
		tw_buf_add_byte(&buf, (uint8_t)(i % 251));
	assert_int_equal(buf.n, 10000);
	for (uint32_t i = 0; i < 10000; i++)
		assert_int_equal((uint8_t)buf.p[i], i % 251);
	tw_buf_done(&buf);
}

static void
test_growing_takes_few_allocations(void **state)
{
	struct tw_buf buf = {0};

	(void)state;
	alloc_fault_at(0);
	for (int i = 0; i < 100000; i++)
		tw_buf_add_byte(&buf, 'x');
	assert_in_range(alloc_fault_count(), 1, 20);
	tw_buf_done(&buf);
}

static void
test_reserved_room_can_be_written(void **state)
{
	struct tw_buf buf = {0};

	(void)state;
	tw_buf_add_byte(&buf, 'a');
	assert_true(tw_buf_reserve(&buf, 1000));
	memset(buf.p + buf.n, 'b', 1000);
	buf.n += 1000;
	assert_int_equal(buf.p[0], 'a');
	tw_buf_done(&buf);
}

static void
test_maximum_may_be_reached(void **state)
{
	struct tw_buf buf;

	(void)state;
	tw_buf_init(&buf, 100);
	for (int i = 0; i < 90; i++)
		tw_buf_add_byte(&buf, 'x');
	tw_buf_addf(&buf, "%010d", 1);
	assert_int_equal(buf.n, 100);
	assert_int_equal(tw_buf_status(&buf, NULL), TRAWL_OK);
	tw_buf_done(&buf);
}

static void
test_maximum_may_not_be_passed(void **state)
{
	struct tw_buf buf;
	trawl_error err;

	(void)state;
	tw_buf_init(&buf, 100);
	tw_buf_add_zero(&buf, 100);
	tw_buf_add_byte(&buf, 'x');
	assert_true(tw_buf_failed(&buf));
	assert_int_equal(tw_buf_status(&buf, &err), TRAWL_EFULL);
	assert_int_equal(err.status, TRAWL_EFULL);
	assert_non_null(strstr(err.text, "100 bytes"));
	assert_int_equal(buf.n, 100);
	tw_buf_done(&buf);
}

static void
test_failure_is_sticky(void **state)
{
	struct tw_buf buf;

	(void)state;
	tw_buf_init(&buf, 10);
	tw_buf_add(&buf, "abc", 3);
	tw_buf_add_zero(&buf, 11);
	tw_buf_add_byte(&buf, 'x');
	tw_buf_addf(&buf, "%d", 1);
	assert_false(tw_buf_reserve(&buf, 0));
	assert_int_equal(buf.n, 3);
	assert_int_equal(tw_buf_status(&buf, NULL), TRAWL_EFULL);
	tw_buf_done(&buf);
}

static void
test_reset_forgets_bytes_and_failure(void **state)
{
	struct tw_buf buf;

	(void)state;
	tw_buf_init(&buf, 10);
	tw_buf_add_zero(&buf, 11);
	tw_buf_reset(&buf);
	tw_buf_add(&buf, "abc", 3);
	assert_holds(&buf, "abc", 3);
	tw_buf_done(&buf);
}

static void
test_size_that_overflows_is_no_memory(void **state)
{
	struct tw_buf buf = {0};

	(void)state;
	tw_buf_add_byte(&buf, 'x');
	assert_false(tw_buf_reserve(&buf, SIZE_MAX));
	assert_int_equal(tw_buf_status(&buf, NULL), TRAWL_ENOMEM);
	tw_buf_reset(&buf);
	assert_false(tw_buf_reserve(&buf, SIZE_MAX - 1));
	tw_buf_done(&buf);
}

static void
test_failed_allocation_keeps_what_was_there(void **state)
{
	struct tw_buf buf = {0};
	trawl_error err;

	(void)state;
	tw_buf_add(&buf, "abc", 3);
	alloc_fault_from(1);
	tw_buf_add_zero(&buf, 100000);
	assert_true(alloc_fault_off());
	assert_int_equal(tw_buf_status(&buf, &err), TRAWL_ENOMEM);
	assert_string_equal(err.text, "out of memory");
	assert_int_equal(buf.n, 3);
	assert_memory_equal(buf.p, "abc", 3);
	tw_buf_done(&buf);
	assert_int_equal(alloc_fault_live(), 0);
}

static void
test_slice_of_an_empty_buffer(void **state)
{
	struct tw_buf buf = {0};

	(void)state;
	assert_true(tw_str_equal(tw_buf_str(&buf), TW_STR("")));
	tw_buf_done(&buf);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_bytes_are_appended_in_order),
		cmocka_unit_test(test_numbers_are_little_endian),
		cmocka_unit_test(test_format_is_appended_without_its_nul),
		cmocka_unit_test(test_format_of_any_length),
		cmocka_unit_test(test_growing_keeps_the_bytes),
		cmocka_unit_test(test_growing_takes_few_allocations),
		cmocka_unit_test(test_reserved_room_can_be_written),
		cmocka_unit_test(test_maximum_may_be_reached),
		cmocka_unit_test(test_maximum_may_not_be_passed),
		cmocka_unit_test(test_failure_is_sticky),
		cmocka_unit_test(test_reset_forgets_bytes_and_failure),
		cmocka_unit_test(test_size_that_overflows_is_no_memory),
		cmocka_unit_test(test_failed_allocation_keeps_what_was_there),
		cmocka_unit_test(test_slice_of_an_empty_buffer),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
