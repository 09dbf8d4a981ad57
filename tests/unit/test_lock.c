/* test_lock.c: locks of one process, and of its two open files. */
/* SPDX-License-Identifier: MIT */
#include "store/lock.h"

#include <errno.h>
#include <fcntl.h>

#include "store_help.h"

static int
open_file(void)
{
	int fd = open(help_path("file"), O_RDWR | O_CREAT, 0600);

	assert_true(fd >= 0);
	return fd;
}

static void
test_place_is_taken_by_one_open_file(void **state)
{
	int first = open_file();
	int second = open_file();

	(void)state;
	assert_int_equal(tw_lock_take(first, TW_LOCK_PLACE, false), 0);
	assert_int_equal(tw_lock_take(second, TW_LOCK_PLACE, false), EAGAIN);
	assert_int_equal(tw_lock_take(second, TW_LOCK_GUARD, false), 0);
	assert_int_equal(tw_lock_drop(first, TW_LOCK_PLACE), 0);
	assert_int_equal(tw_lock_take(second, TW_LOCK_PLACE, false), 0);
	close(second);
	assert_int_equal(tw_lock_take(first, TW_LOCK_PLACE, false), 0);
	close(first);
}

/* Unlike those of fcntl without OFD, which LMDB takes. */
static void
test_lock_outlives_another_descriptor_of_the_file(void **state)
{
	int first = open_file();
	int second = open_file();

	(void)state;
	assert_int_equal(tw_lock_take(first, TW_LOCK_PLACE, false), 0);
	close(open_file());
	assert_int_equal(tw_lock_take(second, TW_LOCK_PLACE, false), EAGAIN);
	close(first);
	close(second);
}

static void
test_bound_elsewhere_tells_other_numbers_alone(void **state)
{
	const uint64_t numbers[] = {0, 1, 77, UINT32_MAX, 1ull << 60};
	int first = open_file();
	int second = open_file();

	(void)state;
	for (size_t i = 0; i < sizeof(numbers) / sizeof(*numbers); i++) {
		uint64_t n = numbers[i];

		assert_int_equal(tw_lock_bind(first, n), 0);
		assert_int_equal(tw_lock_bind(second, n), 0);
		assert_false(tw_lock_bound_elsewhere(first, n));
		assert_true(tw_lock_bound_elsewhere(first, n + 1));
		assert_true(tw_lock_bound_elsewhere(first, n ^ 2));
		assert_int_equal(tw_lock_drop_bind(second, n), 0);
		assert_false(tw_lock_bound_elsewhere(first, n + 1));
		assert_true(tw_lock_bound_elsewhere(second, n + 1));
		assert_int_equal(tw_lock_drop_bind(first, n), 0);
	}
	assert_int_equal(tw_lock_take(first, TW_LOCK_PLACE, false), 0);
	assert_int_equal(tw_lock_take(first, TW_LOCK_GUARD, false), 0);
	assert_false(tw_lock_bound_elsewhere(second, 5));
	close(first);
	close(second);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		help_test(test_place_is_taken_by_one_open_file),
		help_test(test_lock_outlives_another_descriptor_of_the_file),
		help_test(test_bound_elsewhere_tells_other_numbers_alone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
