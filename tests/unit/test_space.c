/* test_space.c: how much of the address space a file is given. */
/* SPDX-License-Identifier: MIT */
#include "store/space.h"

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include "store_help.h"

#define MIB ((size_t)1 << 20)

static int
open_file(off_t size)
{
	int fd = open(help_path("file"), O_RDWR | O_CREAT, 0600);

	assert_true(fd >= 0);
	assert_int_equal(ftruncate(fd, size), 0);
	return fd;
}

static void
test_map_is_far_larger_than_the_file(void **state)
{
	int fd = open_file(0);
	size_t first = tw_space_first(fd);

	(void)state;
	assert_true(first >= 512 * MIB);
	assert_int_equal(first & (first - 1), 0);
	assert_int_equal(ftruncate(fd, (off_t)(200 * MIB)), 0);
	assert_true(tw_space_first(fd) >= 16 * 200 * MIB);
	assert_true(tw_space_first(fd) >= first);
	close(fd);
}

static void
test_least_map_holds_the_file(void **state)
{
	int fd = open_file(0);

	(void)state;
	assert_int_equal(tw_space_least(fd), MIB);
	assert_int_equal(ftruncate(fd, (off_t)(5 * MIB + 1)), 0);
	assert_int_equal(tw_space_least(fd), 8 * MIB);
	close(fd);
}

static int
limited_map(size_t limit, size_t *ret)
{
	const struct rlimit rlimit = {limit, limit};
	int fd = open_file(0);

	if (setrlimit(RLIMIT_AS, &rlimit) != 0)
		return 1;
	*ret = tw_space_first(fd);
	close(fd);
	return 0;
}

static void
test_map_leaves_most_of_a_limited_address_space(void **state)
{
	pid_t child = fork();
	int status;

	(void)state;
	if (child == 0) {
		size_t size = 0;

		if (limited_map(1000 * MIB, &size) != 0)
			_exit(1);
		_exit(size == 128 * MIB ? 0 : 2);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
}

static void
test_small_file_fits_in_memory(void **state)
{
	int fd = open_file((off_t)MIB);

	(void)state;
	assert_false(tw_space_exceeds_memory(fd));
	if (sizeof(size_t) > 4 && ftruncate(fd, (off_t)1 << 40) == 0)
		assert_true(tw_space_exceeds_memory(fd));
	close(fd);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		help_test(test_map_is_far_larger_than_the_file),
		help_test(test_least_map_holds_the_file),
		help_test(test_map_leaves_most_of_a_limited_address_space),
		help_test(test_small_file_fits_in_memory),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
