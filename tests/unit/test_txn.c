/* test_txn.c: snapshots, changes, and the map that grows. */
/* SPDX-License-Identifier: MIT */
#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "store/txn.h"
#include "store_help.h"

#define MIB ((size_t)1 << 20)

static void
test_snapshot_stays_as_it_is(void **state)
{
	struct tw_store *store = help_create("a");
	struct tw_txn *before;
	struct tw_txn *after;

	(void)state;
	help_put_one(store, 1, 1, 1, 100);
	before = help_read(store);
	for (uint32_t i = 0; i < 20; i++)
		help_put_one(store, 1, 1, 1, 3000 + i);
	help_expect(before, 1, 1, 1, 100);
	after = help_read(store);
	help_expect(after, 1, 1, 1, 3019);
	help_expect(before, 1, 1, 1, 100);
	tw_txn_end(before);
	tw_txn_end(after);
	tw_store_close(store);
}

static void
test_snapshot_tells_whether_it_is_the_last(void **state)
{
	struct tw_store *store = help_create("a");
	struct tw_txn *before;
	struct tw_txn *after;

	(void)state;
	help_put_one(store, 1, 1, 1, 100);
	before = help_read(store);
	assert_true(tw_txn_is_last(store, before));
	help_put_one(store, 1, 1, 1, 200);
	after = help_read(store);
	assert_false(tw_txn_is_last(store, before));
	assert_true(tw_txn_is_last(store, after));
	tw_txn_end(before);
	tw_txn_end(after);
	tw_store_close(store);
}

static void
test_snapshot_is_not_the_last_of_another_file(void **state)
{
	struct tw_store *store = help_create("a");
	struct tw_txn *txn;

	(void)state;
	help_put_one(store, 1, 1, 1, 100);
	txn = help_read(store);
	assert_int_equal(rename(help_path("a"), help_path("b")), 0);
	assert_false(tw_txn_is_last(store, txn));
	tw_store_close(help_create("a"));
	assert_false(tw_txn_is_last(store, txn));
	tw_txn_end(txn);
	tw_store_close(store);
}

static void
test_change_that_is_not_committed_is_forgotten(void **state)
{
	struct tw_store *store = help_create("a");
	struct tw_txn *txn;

	(void)state;
	help_ok(tw_store_lock(store, false, &help_err));
	txn = help_write(store);
	help_put(txn, 1, 1, 1, 100);
	help_expect(txn, 1, 1, 1, 100);
	tw_txn_end(txn);
	txn = help_read(store);
	help_expect_none(txn, 1, 1, 1);
	tw_txn_end(txn);
	tw_store_close(store);
}

static void
test_change_without_changes_commits(void **state)
{
	struct tw_store *store = help_create("a");
	struct tw_txn *txn;

	(void)state;
	help_ok(tw_store_lock(store, false, &help_err));
	help_ok(tw_txn_commit(help_write(store), &help_err));
	txn = help_read(store);
	assert_int_equal(tw_txn_commit(txn, NULL), TRAWL_EINVAL);
	tw_store_close(store);
}

static void
test_dirty_counts_whole_pages(void **state)
{
	struct tw_store *store = help_create("a");
	struct tw_txn *txn;

	(void)state;
	help_ok(tw_store_lock(store, false, &help_err));
	txn = help_write(store);
	assert_int_equal(tw_txn_dirty(txn), 0);
	help_put(txn, 1, 1, 1, TW_RECORD_PAYLOAD);
	assert_int_equal(tw_txn_dirty(txn), 65536);
	help_put(txn, 1, 1, 2, 10);
	assert_int_equal(tw_txn_dirty(txn), 65536 + 4096);
	tw_txn_end(txn);
	tw_store_close(store);
}

static void
test_size_takes_free_pages_off(void **state)
{
	struct tw_store *store = help_create("a");
	struct tw_store_size full;
	struct tw_store_size size;
	struct tw_txn *txn;
	bool more;

	(void)state;
	help_ok(tw_store_lock(store, false, &help_err));
	txn = help_write(store);
	for (uint32_t i = 0; i < 10; i++)
		help_put(txn, 1, 1, i, TW_RECORD_PAYLOAD);
	help_ok(tw_txn_commit(txn, &help_err));
	txn = help_read(store);
	help_ok(tw_txn_size(txn, &full, &help_err));
	tw_txn_end(txn);
	assert_true(full.used_bytes >= 10 * 65536);
	assert_true(full.file_bytes >= full.used_bytes);
	txn = help_write(store);
	help_ok(tw_record_delete(txn, 1, 1000, &more, &help_err));
	help_ok(tw_txn_commit(txn, &help_err));
	txn = help_read(store);
	help_ok(tw_txn_size(txn, &size, &help_err));
	tw_txn_end(txn);
	assert_true(size.used_bytes < 10 * 4096);
	assert_true(size.file_bytes >= full.file_bytes);
	tw_store_close(store);
}

/* ------------------------------------------------------------------ */
/* The map.                                                             */

static struct tw_store *
create_small(const char *name)
{
	struct tw_store *store = NULL;

	help_ok(tw_store_open_map(help_path(name), TW_STORE_CREATE, MIB,
		&store, &help_err));
	return store;
}

/* Puts `count` full records; the number of times it had to begin again. */
static unsigned
put_until_it_fits(struct tw_store *store, uint32_t segment, uint32_t count)
{
	static uint8_t payload[TW_RECORD_PAYLOAD];
	unsigned again = 0;

	for (;; again++) {
		struct tw_txn *txn = help_write(store);
		int status = TRAWL_OK;

		for (uint32_t i = 0; status == TRAWL_OK && i < count; i++)
			status = tw_record_put(txn, (struct tw_record_key){
				segment, 1, i}, payload, sizeof(payload),
				&help_err);
		if (status == TRAWL_OK) {
			status = tw_txn_commit(txn, &help_err);
			if (status == TRAWL_OK)
				return again;
		} else {
			tw_txn_end(txn);
		}
		if (status != TRAWL_END)
			fail_msg("%d: %s", status, help_err.text);
	}
}

static void
test_full_map_grows_and_the_change_is_repeated(void **state)
{
	struct tw_store *store = create_small("a");
	struct tw_txn *txn;

	(void)state;
	help_ok(tw_store_lock(store, false, &help_err));
	assert_int_equal(put_until_it_fits(store, 1, 70), 3);
	assert_int_equal(put_until_it_fits(store, 2, 1), 0);
	help_put_one_more(store, 3, 1, 1, 100);
	txn = help_read(store);
	help_expect(txn, 3, 1, 1, 100);
	tw_txn_end(txn);
	tw_store_close(store);
}

static void
test_full_map_does_not_move_under_a_snapshot(void **state)
{
	struct tw_store *store = create_small("a");
	struct tw_txn *snapshot;
	struct tw_txn *txn;
	int status = TRAWL_OK;
	trawl_error err;

	(void)state;
	help_put_one(store, 1, 1, 1, 100);
	snapshot = help_read(store);
	help_ok(tw_store_lock(store, false, &help_err));
	txn = help_write(store);
	for (uint32_t i = 0; status == TRAWL_OK && i < 60; i++) {
		const uint8_t byte = 1;

		status = tw_record_put(txn, (struct tw_record_key){2, 1, i},
			&byte, 1, &err);
		if (status == TRAWL_OK)
			status = tw_record_put(txn,
				(struct tw_record_key){3, 1, i}, help_folder,
				sizeof(help_folder), &err);
		for (uint32_t n = 0; status == TRAWL_OK && n < 20; n++)
			status = tw_record_put(txn,
				(struct tw_record_key){4, i, n}, help_folder,
				sizeof(help_folder), &err);
	}
	assert_int_equal(status, TRAWL_EBUSY);
	assert_non_null(strstr(err.text, "end the open readers"));
	tw_txn_end(txn);
	help_expect(snapshot, 1, 1, 1, 100);
	tw_txn_end(snapshot);
	assert_true(put_until_it_fits(store, 2, 60) > 0);
	tw_store_close(store);
}

static void
test_growth_by_another_process_is_followed(void **state)
{
	struct tw_store *store = create_small("a");
	struct tw_txn *txn;
	pid_t child;
	int status;

	(void)state;
	help_put_one(store, 1, 1, 1, 100);
	child = fork();
	if (child == 0) {
		struct tw_store *own = help_open("a");

		help_ok(tw_store_lock(own, false, &help_err));
		_exit(put_until_it_fits(own, 2, 40) == 0 ? 0 : 1);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
	txn = help_read(store);
	help_expect(txn, 1, 1, 1, 100);
	tw_txn_end(txn);
	help_put_one(store, 1, 1, 2, 100);
	tw_store_close(store);
}

/* ------------------------------------------------------------------ */
/* What the system refuses.                                             */

/* In a child: a limit on the file's size is what a full disk is like. */
static int
fill_the_disk(void)
{
	const struct rlimit limit = {MIB, MIB};
	struct tw_store *store = help_open("a");
	struct stat file;
	struct tw_txn *txn;
	trawl_error err;
	int status = TRAWL_OK;

	signal(SIGXFSZ, SIG_IGN);
	help_ok(tw_store_lock(store, false, &help_err));
	if (setrlimit(RLIMIT_FSIZE, &limit) != 0)
		return 1;
	txn = help_write(store);
	for (uint32_t i = 0; i < 40; i++)
		help_put(txn, 2, 1, i, TW_RECORD_PAYLOAD);
	status = tw_txn_commit(txn, &err);
	if (status != TRAWL_ENOSPACE || !strstr(err.text, "ulimit -f"))
		return 2;
	if (stat(help_path("a"), &file) != 0 || file.st_size > (off_t)MIB / 2)
		return 3;
	txn = help_read(store);
	help_expect(txn, 1, 1, 1, 100);
	help_expect_none(txn, 2, 1, 1);
	tw_txn_end(txn);
	help_put_one_more(store, 1, 1, 2, 200);
	txn = help_read(store);
	help_expect(txn, 1, 1, 2, 200);
	tw_txn_end(txn);
	tw_store_close(store);
	return 0;
}

static void
test_full_disk_loses_the_change_alone(void **state)
{
	struct tw_store *store = help_create("a");
	struct tw_txn *txn;
	pid_t child;
	int status;

	(void)state;
	help_put_one(store, 1, 1, 1, 100);
	tw_store_close(store);
	child = fork();
	if (child == 0)
		_exit(fill_the_disk());
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
	store = help_open("a");
	txn = help_read(store);
	help_expect(txn, 1, 1, 1, 100);
	help_expect(txn, 1, 1, 2, 200);
	tw_txn_end(txn);
	tw_store_close(store);
}

static int
use_little_address_space(void)
{
	const struct rlimit limit = {200 * MIB, 200 * MIB};
	struct tw_store *store;
	struct tw_txn *txn;

	if (setrlimit(RLIMIT_AS, &limit) != 0)
		return 1;
	store = help_create("b");
	help_put_one(store, 1, 1, 1, 100);
	txn = help_read(store);
	help_expect(txn, 1, 1, 1, 100);
	tw_txn_end(txn);
	tw_store_close(store);
	return 0;
}

static void
test_little_address_space_is_enough(void **state)
{
	pid_t child;
	int status;

	(void)state;
#ifdef __SANITIZE_ADDRESS__
	print_message("# skipped: sanitizers need much address space\n");
	skip();
#endif
	child = fork();
	if (child == 0)
		_exit(use_little_address_space());
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
}

/* ------------------------------------------------------------------ */
/* Dead readers.                                                        */

static void
test_dead_reader_does_not_keep_pages(void **state)
{
	struct tw_store *store = help_create("a");
	struct stat found;
	int said[2];
	pid_t child;
	char byte;

	(void)state;
	help_put_one(store, 1, 1, 1, TW_RECORD_PAYLOAD);
	assert_int_equal(pipe(said), 0);
	child = fork();
	if (child == 0) {
		help_read(help_open("a"));
		_exit(write(said[1], "x", 1) == 1 && pause());
	}
	assert_int_equal(read(said[0], &byte, 1), 1);
	kill(child, SIGKILL);
	assert_int_equal(waitpid(child, NULL, 0), child);
	for (uint32_t i = 0; i < 50; i++)
		help_put_one(store, 1, 1, 1, TW_RECORD_PAYLOAD);
	assert_int_equal(stat(help_path("a"), &found), 0);
	assert_true(found.st_size < 10 * 65536);
	tw_store_close(store);
}

/* What the meta pages said before is no proof of what they say. */
static void
test_meta_pages_are_looked_at_by_each_snapshot(void **state)
{
	struct tw_store *store = help_create("a");
	struct tw_txn *txn = NULL;
	uint32_t magic = 0;
	int fd = open(help_path("a"), O_RDWR);

	(void)state;
	help_put_one(store, 1, 1, 0, 100);
	for (int i = 0; i < 5; i++)
		tw_txn_end(help_read(store));
	for (off_t at = LMDB_PAGE_HEADER; at < 8192; at += 4096) {
		assert_int_equal(pread(fd, &magic, 4, at), 4);
		assert_int_equal(pwrite(fd, "oops", 4, at), 4);
		assert_int_equal(tw_txn_read(store, &txn, NULL),
			TRAWL_ECORRUPT);
		assert_int_equal(pwrite(fd, &magic, 4, at), 4);
		tw_txn_end(help_read(store));
	}
	close(fd);
	tw_store_close(store);
}

static void
test_readers_beyond_the_slots_are_refused(void **state)
{
	static struct tw_txn *txns[1024];
	struct tw_store *store = help_create("a");
	struct tw_txn *one_more = NULL;

	(void)state;
	for (size_t i = 0; i < 1024; i++)
		txns[i] = help_read(store);
	assert_int_equal(tw_txn_read(store, &one_more, NULL), TRAWL_EBUSY);
	for (size_t i = 0; i < 1024; i++)
		tw_txn_end(txns[i]);
	tw_txn_end(help_read(store));
	tw_store_close(store);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		help_test(test_snapshot_stays_as_it_is),
		help_test(test_snapshot_tells_whether_it_is_the_last),
		help_test(test_snapshot_is_not_the_last_of_another_file),
		help_test(test_change_that_is_not_committed_is_forgotten),
		help_test(test_change_without_changes_commits),
		help_test(test_dirty_counts_whole_pages),
		help_test(test_size_takes_free_pages_off),
		help_test(test_full_map_grows_and_the_change_is_repeated),
		help_test(test_full_map_does_not_move_under_a_snapshot),
		help_test(test_growth_by_another_process_is_followed),
		help_test(test_full_disk_loses_the_change_alone),
		help_test(test_little_address_space_is_enough),
		help_test(test_dead_reader_does_not_keep_pages),
		help_test(test_meta_pages_are_looked_at_by_each_snapshot),
		help_test(test_readers_beyond_the_slots_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
