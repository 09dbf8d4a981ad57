/* test_room.c: tests store/room: small changes seldom make a file longer. */
/* SPDX-License-Identifier: MIT */
#include <sys/stat.h>

#include "store_help.h"

#define BULK 66			/* full records, which make the file large */
#define CHANGES 60

static off_t
size_of_file(void)
{
	struct stat found;

	assert_int_equal(stat(help_path("a"), &found), 0);
	return found.st_size;
}

static void
test_small_changes_seldom_make_the_file_longer(void **state)
{
	struct tw_store *store = help_start_large(BULK);
	off_t size = size_of_file();
	unsigned times = 0;

	(void)state;
	for (uint32_t i = 0; i < CHANGES; i++) {
		help_put_one_more(store, 2, 1, i, 3000);
		times += size_of_file() != size;
		size = size_of_file();
	}
	tw_store_close(store);
	assert_in_range(times, 1, CHANGES / 6);
}

static void
test_room_is_a_small_part_of_the_file(void **state)
{
	struct tw_store *store = help_start_large(BULK);
	off_t before = size_of_file();

	(void)state;
	for (uint32_t i = 0; i < 3; i++)
		help_put_one_more(store, 2, 1, i, 3000);
	tw_store_close(store);
	/* Two slots, some pages, and the room. */
	assert_in_range(size_of_file(), before, before + 2 * 61440 + 65536 +
		before / 32);
}

static void
test_copy_has_no_room(void **state)
{
	struct tw_store *store = help_start_large(BULK);
	struct stat copy;

	(void)state;
	for (uint32_t i = 0; i < 3; i++)
		help_put_one_more(store, 2, 1, i, 10);
	help_ok(tw_store_copy(store, help_path("b"), &help_err));
	tw_store_close(store);
	assert_int_equal(stat(help_path("b"), &copy), 0);
	assert_true(copy.st_size < size_of_file() - 2 * 61440);
}

static void
test_what_lies_behind_the_last_page_is_nobodys(void **state)
{
	struct tw_store *store = help_start_large(BULK);
	struct tw_txn *txn;

	(void)state;
	for (uint32_t i = 0; i < 3; i++)
		help_put_one_more(store, 2, 1, i, 100);
	tw_store_close(store);
	store = help_open("a");
	txn = help_read(store);
	help_ok(tw_txn_walk(txn, &help_err));
	for (uint32_t i = 0; i < 3; i++)
		help_expect(txn, 2, 1, i, 100);
	tw_txn_end(txn);
	tw_store_close(store);
}

/* As a process that is killed while it commits leaves it. */
static void
test_what_a_killed_commit_left_is_given_back(void **state)
{
	struct tw_store *store = help_start_large(BULK);
	off_t size = size_of_file();
	struct tw_txn *txn;

	(void)state;
	tw_store_close(store);
	assert_int_equal(truncate(help_path("a"), size + 20000000), 0);
	store = help_open("a");
	txn = help_read(store);
	help_ok(tw_store_lock(store, false, &help_err));
	help_put_one_more(store, 2, 1, 1, 100);
	assert_in_range(size_of_file(), size, size + 1000000);
	help_expect(txn, 1, 1, 1, TW_RECORD_PAYLOAD);
	tw_txn_end(txn);
	tw_store_close(store);
	assert_in_range(size_of_file(), size, size + 1000000);
	store = help_open("a");
	txn = help_read(store);
	help_expect(txn, 1, 1, 1, TW_RECORD_PAYLOAD);
	help_expect(txn, 2, 1, 1, 100);
	tw_txn_end(txn);
	tw_store_close(store);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		help_test(test_small_changes_seldom_make_the_file_longer),
		help_test(test_room_is_a_small_part_of_the_file),
		help_test(test_copy_has_no_room),
		help_test(test_what_lies_behind_the_last_page_is_nobodys),
		help_test(test_what_a_killed_commit_left_is_given_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
