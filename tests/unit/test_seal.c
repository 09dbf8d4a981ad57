/* test_seal.c: the record that names the transaction of its tree. */
/* SPDX-License-Identifier: MIT */
#include "store/seal.h"

#include <fcntl.h>
#include <sys/stat.h>

#include "store/meta.h"
#include "store_help.h"

static void
test_seal_is_out_of_sight(void **state)
{
	struct tw_record_key key = {2, 0, 0};
	struct tw_store *store = help_create("a");
	struct tw_txn *txn;

	(void)state;
	help_put_one(store, 1, 1, 1, 10);
	txn = help_read(store);
	assert_int_equal(tw_record_seek(txn, &key, NULL), TRAWL_END);
	tw_txn_end(txn);
	tw_store_close(store);
}

/*
 * One flipped bit makes transaction 4 of the older meta page the newest, 6:
 * its tree is whole, but its commit is not the last.
 */
static void
test_older_tree_under_a_newer_number_is_damage(void **state)
{
	struct tw_store *store = help_create("a");
	struct tw_txn *txn = NULL;
	size_t id = 0;
	off_t at = LMDB_PAGE_HEADER + offsetof(struct lmdb_meta, txnid);
	trawl_error err;
	int fd;

	(void)state;
	for (uint32_t i = 0; i < 5; i++)
		help_put_one(store, 1, 1, i, 10);
	tw_store_close(store);
	fd = open(help_path("a"), O_RDWR);
	assert_int_equal(pread(fd, &id, sizeof(id), at), sizeof(id));
	assert_int_equal(id, 4);
	id ^= 2;
	assert_int_equal(pwrite(fd, &id, sizeof(id), at), sizeof(id));
	close(fd);
	store = help_open("a");
	assert_int_equal(tw_txn_read(store, &txn, &err), TRAWL_ECORRUPT);
	assert_non_null(strstr(err.text, "another transaction"));
	tw_store_close(store);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		help_test(test_seal_is_out_of_sight),
		help_test(test_older_tree_under_a_newer_number_is_damage),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
