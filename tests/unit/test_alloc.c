/* test_alloc.c: the door to malloc, and checked arithmetic on sizes. */
/* SPDX-License-Identifier: MIT */
#include "base/alloc.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void
test_nothing_is_still_a_block(void **state)
{
	void *a = tw_alloc(0);
	void *b = tw_alloc_zeroed(0, 8);
	void *c = tw_realloc(NULL, 0);

	(void)state;
	assert_non_null(a);
	assert_non_null(b);
	assert_non_null(c);
	tw_free(a);
	tw_free(b);
	tw_free(c);
}

static void
test_realloc_to_nothing_is_still_a_block(void **state)
{
	void *p = tw_realloc(tw_alloc(8), 0);

	(void)state;
	assert_non_null(p);
	tw_free(p);
}

static void
test_populated_block_stays_zero(void **state)
{
	static const size_t sizes[] = {1, 5000, 70000, (4 << 20) + 12345};

	(void)state;
	for (size_t k = 0; k < sizeof(sizes) / sizeof(*sizes); k++) {
		char *zeroed = tw_alloc_zeroed(1, sizes[k]);
		char *p = tw_populate(zeroed, sizes[k]);

		assert_non_null(p);
		assert_ptr_equal(p, zeroed);
		for (size_t i = 0; i < sizes[k]; i += 97)
			assert_int_equal(p[i], 0);
		memset(p, 'x', sizes[k]);
		tw_free(p);
	}
}

static void
test_block_is_zero_or_as_it_was_where_it_was_unpopulated(void **state)
{
	const size_t size = (1 << 20) + 12345;
	char *p = tw_alloc(size);

	(void)state;
	assert_non_null(p);
	memset(p, 'x', size);
	tw_unpopulate(p + 100, size - 200);
	for (size_t i = 0; i < size; i++)
		assert_true(p[i] == 'x' ||
			(p[i] == 0 && i >= 100 && i < size - 100));
	tw_unpopulate(p + 1, 10);
	assert_int_equal(p[1], 'x');
	memset(p, 'y', size);
	assert_int_equal(p[size / 2], 'y');
	tw_free(p);
}

/* Of a few MiB, wherever huge pages begin in them. */
static void
test_block_is_populated_from_its_first_byte_on(void **state)
{
	const size_t size = (5 << 20) + 12345;
	char *p = tw_alloc(size);
	size_t done = 0;

	(void)state;
	assert_non_null(p);
	while (done < size) {
		size_t n = tw_populate_first(p + done, size - done);

		assert_in_range(n, 1, size - done);
		assert_true(n <= 2 << 20);
		memset(p + done, 'x', n);
		done += n;
		if (done < size)
			p[done] = 'y';
		assert_int_equal(p[done - 1], 'x');
	}
	assert_int_equal(done, size);
	for (size_t i = 0; i < size; i++)
		assert_int_equal(p[i], 'x');
	tw_free(p);
}

static void
test_table_of_any_size_is_zero_and_freed(void **state)
{
	static const size_t counts[] = {0, 1, 1000, 43690, 43691, 131072,
		131073, 700000};

	(void)state;
	for (size_t k = 0; k < sizeof(counts) / sizeof(*counts); k++) {
		size_t bytes = counts[k] * 24;
		char *p = tw_alloc_table(counts[k], 24);

		assert_non_null(p);
		for (size_t i = 0; i < bytes; i += 31)
			assert_int_equal(p[i], 0);
		memset(p, 'x', bytes);
		tw_free_table(p, counts[k], 24);
	}
	tw_free_table(NULL, 0, 24);
	tw_free_table(NULL, 700000, 24);
	assert_null(tw_alloc_table(SIZE_MAX / 2, 3));
	assert_null(tw_alloc_table(SIZE_MAX / 2, 2));
}

static void
test_nothing_is_populated_without_a_block(void **state)
{
	(void)state;
	assert_null(tw_populate(NULL, 4 << 20));
}

static void
test_zeroed_block_is_zero(void **state)
{
	static const char zero[1000];
	char *p = tw_alloc_zeroed(100, 10);

	(void)state;
	assert_non_null(p);
	assert_memory_equal(p, zero, sizeof(zero));
	tw_free(p);
}

static void
test_block_over_half_of_all_memory_is_refused(void **state)
{
	char *p = tw_alloc(1);

	(void)state;
	assert_null(tw_alloc(SIZE_MAX));
	assert_null(tw_alloc((size_t)PTRDIFF_MAX + 1));
	assert_null(tw_alloc_zeroed(SIZE_MAX / 2, 3));
	assert_null(tw_alloc_zeroed(SIZE_MAX / 2, 2));
	assert_null(tw_realloc(p, SIZE_MAX));
	tw_free(p);
}

static void
test_realloc_keeps_the_bytes(void **state)
{
	char *p = tw_alloc(4);

	(void)state;
	assert_non_null(p);
	memcpy(p, "abcd", 4);
	p = tw_realloc(p, 100000);
	assert_non_null(p);
	assert_memory_equal(p, "abcd", 4);
	tw_free(p);
}

static void
test_add_size_within_range(void **state)
{
	size_t sum = 0;

	(void)state;
	assert_true(tw_add_size(SIZE_MAX - 1, 1, &sum));
	assert_true(sum == SIZE_MAX);
}

static void
test_add_size_that_overflows(void **state)
{
	size_t sum = 7;

	(void)state;
	assert_false(tw_add_size(SIZE_MAX, 1, &sum));
	assert_int_equal(sum, 7);
}

static void
test_mul_size_within_range(void **state)
{
	size_t product = 7;

	(void)state;
	assert_true(tw_mul_size(1000, 1000, &product));
	assert_int_equal(product, 1000000);
	assert_true(tw_mul_size(SIZE_MAX, 0, &product));
	assert_int_equal(product, 0);
}

static void
test_mul_size_that_overflows(void **state)
{
	size_t product = 7;

	(void)state;
	assert_false(tw_mul_size(SIZE_MAX / 2 + 1, 2, &product));
	assert_int_equal(product, 7);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_nothing_is_still_a_block),
		cmocka_unit_test(test_realloc_to_nothing_is_still_a_block),
		cmocka_unit_test(test_populated_block_stays_zero),
		cmocka_unit_test(
		test_block_is_zero_or_as_it_was_where_it_was_unpopulated),
		cmocka_unit_test(
			test_block_is_populated_from_its_first_byte_on),
		cmocka_unit_test(test_table_of_any_size_is_zero_and_freed),
		cmocka_unit_test(test_nothing_is_populated_without_a_block),
		cmocka_unit_test(test_zeroed_block_is_zero),
		cmocka_unit_test(test_block_over_half_of_all_memory_is_refused),
		cmocka_unit_test(test_realloc_keeps_the_bytes),
		cmocka_unit_test(test_add_size_within_range),
		cmocka_unit_test(test_add_size_that_overflows),
		cmocka_unit_test(test_mul_size_within_range),
		cmocka_unit_test(test_mul_size_that_overflows),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
