/* test_store.c: opening and closing stores, and the writer's place. */
/* SPDX-License-Identifier: MIT */
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "store/store.h"
#include "store_help.h"

static int
set_up(void **state)
{
	return help_set_up(state);
}

static int
tear_down(void **state)
{
	return help_tear_down(state);
}

static void
test_open_fails_when_there_is_no_file(void **state)
{
	struct tw_store *store = NULL;
	trawl_error err;

	(void)state;
	assert_int_equal(tw_store_open(help_path("none"), 0, &store, &err),
		TRAWL_ENOENT);
	assert_null(store);
	assert_non_null(strstr(err.text, "none: no such index"));
}

static void
test_record_is_found_after_commit(void **state)
{
	struct tw_store *store = help_create("a");
	struct tw_txn *txn = help_read(store);

	(void)state;
	help_expect_none(txn, 1, 1, 0);
	tw_txn_end(txn);
	help_put_one(store, 1, 1, 0, 100);
	help_put_one(store, 1, 1, 1, TW_RECORD_PAYLOAD);
	help_put_one(store, 1, 1, 1, 5000);
	txn = help_read(store);
	help_expect(txn, 1, 1, 0, 100);
	help_expect(txn, 1, 1, 1, 5000);
	tw_txn_end(txn);
	tw_store_close(store);
	store = help_open("a");
	txn = help_read(store);
	help_expect(txn, 1, 1, 0, 100);
	help_expect(txn, 1, 1, 1, 5000);
	tw_txn_end(txn);
	tw_store_close(store);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			test_open_fails_when_there_is_no_file, set_up,
			tear_down),
		cmocka_unit_test_setup_teardown(
			test_record_is_found_after_commit, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
