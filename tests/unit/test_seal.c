/* test_seal.c: the record that names the transaction of its tree. */
/* SPDX-License-Identifier: MIT */
#include "store/seal.h"

#include <fcntl.h>
#include <sys/stat.h>

#include "base/crc32c.h"
#include "store/meta.h"
#include "store/record.h"
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

/* Its records have one checksum over all, and zeros behind the payload. */
static void
test_file_of_an_older_format_is_refused_as_that(void **state)
{
	uint8_t seal[16 + TW_SEAL_PAYLOAD + TW_RECORD_SLACK] = {0};
	trawl_error err;

	(void)state;
	tw_put_le32(seal + 4, TW_SEAL_PAYLOAD);
	tw_put_le32(seal + 8, UINT32_MAX);
	tw_put_le32(seal + 12, UINT16_MAX);
	tw_put_le64(seal + 16, 7);
	tw_put_le32(seal, tw_crc32c(tw_crc32c(tw_crc32c(0, seal + 4, 12),
		"\xFF\xFF\xFF\xFF", 4), seal + 16, TW_SEAL_PAYLOAD));
	assert_true(tw_seal_is_older(seal, sizeof(seal), 7));
	assert_false(tw_seal_is_older(seal, sizeof(seal), 8));
	assert_false(tw_seal_is(seal, sizeof(seal), 7));
	seal[20] = 1;
	assert_false(tw_seal_is_older(seal, sizeof(seal), 7));
	assert_int_equal(tw_seal_refuse_older("a", &err), TRAWL_EVERSION);
	assert_non_null(strstr(err.text, "export there"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		help_test(test_seal_is_out_of_sight),
		help_test(test_file_of_an_older_format_is_refused_as_that),
		help_test(test_older_tree_under_a_newer_number_is_damage),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
