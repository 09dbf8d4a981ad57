/* test_read_only.c: an index that is opened for readers alone. */
/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>
#include <trawl.h>

static const char path[] = "read_only.trawl";

static const struct trawl_index_options making = {
	.size = sizeof(making),
	.flags = TRAWL_CREATE,
};

static const struct trawl_index_options reading = {
	.size = sizeof(reading),
	.flags = TRAWL_CREATE | TRAWL_READ_ONLY,
};

/* The index, opened so; or the status. */
static int
open_it(const struct trawl_index_options *options, trawl_index **ret)
{
	return trawl_index_open(path, options, ret, NULL);
}

static int
forget(void **state)
{
	(void)state;
	unlink(path);
	unlink("read_only.trawl-lock");
	return 0;
}

static int
make(void **state)
{
	trawl_index *index;

	forget(state);
	if (open_it(&making, &index) != TRAWL_OK)
		return -1;
	trawl_index_close(index);
	return 0;
}

static void
test_read_only_index_can_be_read(void **state)
{
	trawl_index *index;
	trawl_reader *reader;

	(void)state;
	assert_int_equal(open_it(&reading, &index), TRAWL_OK);
	assert_int_equal(trawl_reader_open(index, &reader, NULL), TRAWL_OK);
	trawl_reader_free(reader);
	trawl_index_close(index);
}

static void
test_read_only_index_cannot_be_written(void **state)
{
	trawl_index *index;
	trawl_writer *writer;

	(void)state;
	assert_int_equal(open_it(&reading, &index), TRAWL_OK);
	assert_int_equal(trawl_writer_open(index, NULL, &writer, NULL),
		TRAWL_EACCESS);
	trawl_index_close(index);
}

static void
test_read_only_index_is_followed_where_it_is_replaced(void **state)
{
	trawl_index *index;
	trawl_index *other;
	trawl_reader *reader;
	trawl_writer *writer;

	assert_int_equal(open_it(&reading, &index), TRAWL_OK);
	make(state);
	assert_int_equal(trawl_reader_open(index, &reader, NULL), TRAWL_OK);
	trawl_reader_free(reader);
	assert_int_equal(trawl_writer_open(index, NULL, &writer, NULL),
		TRAWL_EACCESS);
	assert_int_equal(open_it(&reading, &other), TRAWL_OK);
	trawl_index_close(other);
	trawl_index_close(index);
}

static void
test_read_only_index_is_not_made(void **state)
{
	trawl_index *index;

	forget(state);
	assert_int_equal(open_it(&reading, &index), TRAWL_ENOENT);
	assert_int_not_equal(access(path, F_OK), 0);
}

#define WITH_INDEX(test) cmocka_unit_test_setup_teardown(test, make, forget)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_INDEX(test_read_only_index_can_be_read),
		WITH_INDEX(test_read_only_index_cannot_be_written),
		WITH_INDEX(
			test_read_only_index_is_followed_where_it_is_replaced),
		WITH_INDEX(test_read_only_index_is_not_made),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
