/* test_redo.c: tests store/redo: a small change is done again from the log. */
/* SPDX-License-Identifier: MIT */
#include <fcntl.h>
#include <sys/stat.h>

#include "store/redo.h"
#include "store_help.h"

#define BULK 64			/* full records, which make the file large */
#define PAGE 4096
#define LEAST 600		/* of a record, so that its bytes are found */

/* Both meta pages, to be put back: as if they had never reached the disk. */
struct metas {
	uint8_t bytes[2 * PAGE];
};

static void
read_metas(struct metas *metas)
{
	int fd = open(help_path("a"), O_RDONLY);

	assert_int_equal(pread(fd, metas->bytes, sizeof(metas->bytes), 0),
		sizeof(metas->bytes));
	close(fd);
}

static void
lose_metas(const struct metas *metas)
{
	int fd = open(help_path("a"), O_RDWR);

	assert_int_equal(pwrite(fd, metas->bytes, sizeof(metas->bytes), 0),
		sizeof(metas->bytes));
	close(fd);
	unlink(help_path("a-lock"));
}

/* Where the log of the last change begins. */
static off_t
find_log(void)
{
	static const char magic[8] = "trawl lo";
	int fd = open(help_path("a"), O_RDONLY);
	uint64_t newest = 0;
	off_t found = 0;
	char head[16];

	for (off_t at = 0; pread(fd, head, sizeof(head), at) == sizeof(head);
		at += PAGE) {
		uint64_t id;

		memcpy(&id, head + 8, sizeof(id));
		if (memcmp(head, magic, sizeof(magic)) != 0 || id < newest)
			continue;
		newest = id;
		found = at;
	}
	close(fd);
	assert_true(found > 0);
	return found;
}

static void
flip(off_t at)
{
	int fd = open(help_path("a"), O_RDWR);
	uint8_t byte;

	assert_int_equal(pread(fd, &byte, 1, at), 1);
	byte ^= 1;
	assert_int_equal(pwrite(fd, &byte, 1, at), 1);
	close(fd);
}

/* A large file that has logs; the store has the writer's place. */
static struct tw_store *
start(void)
{
	struct tw_store *store = help_start_large(BULK);

	help_put_one_more(store, 2, 1, 0, LEAST);
	help_put_one_more(store, 2, 1, 1, LEAST);
	return store;
}

/* Puts record 2 and deletes the others of segment 2, and loses that. */
static void
lose_change(void)
{
	struct tw_store *store = start();
	struct metas metas;
	struct tw_txn *txn;
	bool more;

	read_metas(&metas);
	txn = help_write(store);
	help_ok(tw_record_delete(txn, 2, 1, &more, &help_err));
	help_put(txn, 2, 1, 2, LEAST);
	help_ok(tw_txn_commit(txn, &help_err));
	tw_store_close(store);
	lose_metas(&metas);
}

static void
expect(bool is_done)
{
	struct tw_store *store = help_open("a");
	struct tw_txn *txn = help_read(store);

	help_expect(txn, 2, 1, 1, LEAST);
	if (is_done) {
		help_expect_none(txn, 2, 1, 0);
		help_expect(txn, 2, 1, 2, LEAST);
	} else {
		help_expect(txn, 2, 1, 0, LEAST);
		help_expect_none(txn, 2, 1, 2);
	}
	tw_txn_end(txn);
	tw_store_close(store);
}

static void
test_lost_change_is_done_again(void **state)
{
	(void)state;
	lose_change();
	expect(true);
	expect(true);
}

/* What was written of it when power was cut. */
static void
test_torn_change_is_left_alone(void **state)
{
	const off_t places[] = {64, 68, 72, 76, 80, 64 + 511, 64 + 512};

	(void)state;
	for (size_t i = 0; i < sizeof(places) / sizeof(*places); i++) {
		lose_change();
		flip(find_log() + places[i]);
		expect(false);
		unlink(help_path("a"));
		unlink(help_path("a-lock"));
	}
}

/* Heads lie in one sector, so power leaves no part of one. */
static void
test_damaged_head_is_told(void **state)
{
	const off_t places[] = {0, 8, 16, 20, 32, 36, 40, 44};

	(void)state;
	for (size_t i = 0; i < sizeof(places) / sizeof(*places); i++) {
		struct tw_store *store;
		struct tw_txn *txn;

		lose_change();
		flip(find_log() + places[i]);
		store = help_open("a");
		assert_int_equal(tw_txn_read(store, &txn, NULL),
			TRAWL_ECORRUPT);
		tw_store_close(store);
		unlink(help_path("a"));
		unlink(help_path("a-lock"));
	}
}

#define ENTRY (32 + 640)	/* bytes of one of these changes */

/* Three changes are in the log, the last of them without its mark. */
static void
kill_before_mark(void)
{
	struct tw_store *store = start();

	for (uint32_t i = 0; i < 3; i++) {
		tw_txn_end(help_read(store));
		help_put_one_more(store, 3, 1, i, LEAST);
	}
	tw_store_close(store);
	unlink(help_path("a-lock"));
	flip(find_log() + 32 + 2 * ENTRY + TW_LOG_MARK);
}

static void
expect_three_and_one_more(void)
{
	struct tw_store *store = help_open("a");
	struct tw_txn *txn = help_read(store);

	for (uint32_t i = 0; i < 3; i++)
		help_expect(txn, 3, 1, i, LEAST);
	tw_txn_end(txn);
	help_ok(tw_store_lock(store, false, &help_err));
	help_put_one_more(store, 3, 1, 3, LEAST);
	txn = help_read(store);
	for (uint32_t i = 0; i < 4; i++)
		help_expect(txn, 3, 1, i, LEAST);
	tw_txn_end(txn);
	tw_store_close(store);
}

static void
test_change_of_a_killed_writer_is_seen(void **state)
{
	(void)state;
	kill_before_mark();
	expect_three_and_one_more();
}

/* Power was cut when all of it was on the disk, but for the sector behind it,
   where an older log had an entry. */
static void
test_remains_of_an_older_log_are_no_damage(void **state)
{
	char remains[TW_LOG_HEAD];
	int fd;

	(void)state;
	kill_before_mark();
	memset(remains, 'x', sizeof(remains));
	fd = open(help_path("a"), O_RDWR);
	assert_int_equal(pwrite(fd, remains, sizeof(remains), find_log() +
		32 + 3 * ENTRY), sizeof(remains));
	close(fd);
	expect_three_and_one_more();
}

/* The change before it is missing, too. */
static void
test_log_of_a_later_change_is_left_alone(void **state)
{
	struct tw_store *store = start();
	struct metas metas;
	struct tw_txn *txn;

	(void)state;
	read_metas(&metas);
	help_put_one_more(store, 3, 1, 0, LEAST);
	help_put_one_more(store, 3, 1, 1, LEAST);
	tw_store_close(store);
	lose_metas(&metas);
	flip(find_log() + 64);
	lose_metas(&metas);
	store = help_open("a");
	txn = help_read(store);
	help_expect(txn, 3, 1, 0, LEAST);
	help_expect_none(txn, 3, 1, 1);
	tw_txn_end(txn);
	tw_store_close(store);
}

/* A writer at work has written its entry, and will end the change itself. */
static void
test_open_waits_for_no_writer_at_work(void **state)
{
	struct tw_store *store;
	struct tw_store *other;

	(void)state;
	lose_change();
	store = help_open("a");
	help_ok(tw_store_lock(store, false, &help_err));
	other = help_open("a");
	tw_store_close(other);
	tw_store_close(store);
	expect(true);
}

/* Who may not write sees the file as it was before, and leaves it so. */
static void
test_who_may_not_write_reads_what_was_before(void **state)
{
	(void)state;
	lose_change();
	/* Its readers may write the lock file, which is a file of its own. */
	close(open(help_path("a-lock"), O_RDWR | O_CREAT, 0666));
	assert_int_equal(chmod(help_path("a-lock"), 0666), 0);
	assert_int_equal(chmod(help_path("a"), 0444), 0);
	/* Root may write any file. */
	if (geteuid() == 0 && (chmod(help_folder, 0711) != 0
		|| seteuid(65534) != 0))
		skip();
	expect(false);
	assert_int_equal(seteuid(getuid()), 0);
	assert_int_equal(chmod(help_path("a"), 0644), 0);
	expect(true);
}

/* Records of the store's own are nobody's else. */
static void
test_logs_are_not_found(void **state)
{
	struct tw_store *store = start();
	struct tw_record_key key = {3, 0, 0};
	struct tw_txn *txn = help_read(store);

	(void)state;
	assert_int_equal(tw_record_seek(txn, &key, &help_err), TRAWL_END);
	tw_txn_end(txn);
	tw_store_unlock(store);
	help_ok(tw_store_compact(store, &help_err));
	tw_store_close(store);
	store = help_open("a");
	txn = help_read(store);
	help_expect(txn, 2, 1, 1, LEAST);
	tw_txn_end(txn);
	tw_store_close(store);
}

static void
test_small_file_gets_no_logs(void **state)
{
	struct tw_store *store = help_create("a");
	struct stat file;

	(void)state;
	help_ok(tw_store_lock(store, false, &help_err));
	for (uint32_t i = 0; i < 10; i++)
		help_put_one_more(store, 2, 1, 0, LEAST);
	tw_store_close(store);
	assert_int_equal(stat(help_path("a"), &file), 0);
	assert_true(file.st_size < 2 * TW_LOG_RUN);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		help_test(test_lost_change_is_done_again),
		help_test(test_torn_change_is_left_alone),
		help_test(test_damaged_head_is_told),
		help_test(test_change_of_a_killed_writer_is_seen),
		help_test(test_remains_of_an_older_log_are_no_damage),
		help_test(test_log_of_a_later_change_is_left_alone),
		help_test(test_open_waits_for_no_writer_at_work),
		help_test(test_who_may_not_write_reads_what_was_before),
		help_test(test_logs_are_not_found),
		help_test(test_small_file_gets_no_logs),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
