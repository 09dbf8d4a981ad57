/* test_copy.c: a store written anew, to another file or in its own place. */
/* SPDX-License-Identifier: MIT */
#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "store_help.h"

#define SMALL 500
#define LARGE 12

/* Much was written and most of it deleted. */
static struct tw_store *
make_store(const char *name)
{
	struct tw_store *store = help_create(name);
	struct tw_txn *txn;
	bool more;

	help_ok(tw_store_lock(store, false, &help_err));
	txn = help_write(store);
	for (uint32_t i = 0; i < 60; i++)
		help_put(txn, 1, 1, i, TW_RECORD_PAYLOAD);
	for (uint32_t i = 0; i < SMALL; i++)
		help_put(txn, 2, 1, i, i % 90);
	for (uint32_t i = 0; i < LARGE; i++)
		help_put(txn, 3, 1, i, TW_RECORD_PAYLOAD);
	help_ok(tw_txn_commit(txn, &help_err));
	txn = help_write(store);
	help_ok(tw_record_delete(txn, 1, 100, &more, &help_err));
	help_ok(tw_txn_commit(txn, &help_err));
	tw_store_unlock(store);
	return store;
}

static void
expect_same(struct tw_store *store)
{
	struct tw_txn *txn = help_read(store);

	for (uint32_t i = 0; i < SMALL; i++)
		help_expect(txn, 2, 1, i, i % 90);
	for (uint32_t i = 0; i < LARGE; i++)
		help_expect(txn, 3, 1, i, TW_RECORD_PAYLOAD);
	help_expect_none(txn, 1, 1, 0);
	tw_txn_end(txn);
}

static off_t
size_of(const char *name)
{
	struct stat found;

	assert_int_equal(stat(help_path(name), &found), 0);
	return found.st_size;
}

/* Files in the folder, but for those of these names and their locks. */
static unsigned
count_others(const char *first, const char *second)
{
	DIR *folder = opendir(help_folder);
	unsigned count = 0;

	assert_non_null(folder);
	for (;;) {
		struct dirent *entry = readdir(folder);
		size_t n;

		if (!entry)
			break;
		n = strlen(entry->d_name);
		if (n > 5 && strcmp(entry->d_name + n - 5, "-lock") == 0)
			entry->d_name[n - 5] = '\0';
		if (entry->d_name[0] != '.' &&
		    strcmp(entry->d_name, first) != 0 &&
		    strcmp(entry->d_name, second) != 0)
			count++;
	}
	closedir(folder);
	return count;
}

static void
flip_byte_in_the_middle(const char *name)
{
	uint8_t byte = 0;
	off_t at = size_of(name) / 2;
	int fd = open(help_path(name), O_RDWR);

	assert_int_equal(pread(fd, &byte, 1, at), 1);
	byte ^= 1;
	assert_int_equal(pwrite(fd, &byte, 1, at), 1);
	close(fd);
}

/* ------------------------------------------------------------------ */

static void
test_copy_is_the_same_and_small(void **state)
{
	struct tw_store *store = make_store("a");
	struct tw_store *copy;
	struct stat found;

	(void)state;
	assert_int_equal(chmod(help_path("a"), 0640), 0);
	help_ok(tw_store_copy(store, help_path("b"), &help_err));
	tw_store_close(store);
	copy = help_open("b");
	expect_same(copy);
	help_put_one(copy, 4, 1, 1, 100);
	tw_store_close(copy);
	assert_true(size_of("b") < size_of("a") / 3);
	assert_int_equal(stat(help_path("b"), &found), 0);
	assert_int_equal(found.st_mode & 0777, 0640);
	assert_int_equal(count_others("a", "b"), 0);
}

static void
test_copy_refuses_a_file_that_exists(void **state)
{
	struct tw_store *store = make_store("a");
	trawl_error err;
	int fd = open(help_path("b"), O_WRONLY | O_CREAT, 0600);

	(void)state;
	close(fd);
	assert_int_equal(tw_store_copy(store, help_path("b"), &err),
		TRAWL_EINVAL);
	assert_non_null(strstr(err.text, "exists already"));
	assert_int_equal(size_of("b"), 0);
	assert_int_equal(tw_store_copy(store, help_path("c/d"), NULL),
		TRAWL_ENOENT);
	tw_store_close(store);
}

static void
test_copy_of_a_damaged_store_leaves_nothing(void **state)
{
	struct tw_store *store = help_create("a");
	trawl_error err;

	(void)state;
	help_put_one(store, 1, 1, 1, 100);
	help_put_one(store, 1, 1, 2, TW_RECORD_PAYLOAD);
	flip_byte_in_the_middle("a");
	assert_int_equal(tw_store_copy(store, help_path("b"), &err),
		TRAWL_ECORRUPT);
	assert_non_null(strstr(err.text, "record 2 of stream 1"));
	assert_int_equal(tw_store_compact(store, NULL), TRAWL_ECORRUPT);
	tw_store_close(store);
	assert_int_equal(count_others("a", ""), 0);
}

static int
copy_on_a_full_disk(void)
{
	const struct rlimit limit = {200000, 200000};
	struct tw_store *store = help_open("a");

	signal(SIGXFSZ, SIG_IGN);
	if (setrlimit(RLIMIT_FSIZE, &limit) != 0)
		return 1;
	if (tw_store_copy(store, help_path("b"), NULL) != TRAWL_ENOSPACE)
		return 2;
	if (tw_store_compact(store, NULL) != TRAWL_ENOSPACE)
		return 3;
	expect_same(store);
	tw_store_close(store);
	return 0;
}

static void
test_copy_on_a_full_disk_leaves_nothing(void **state)
{
	pid_t child;
	int status;

	(void)state;
	tw_store_close(make_store("a"));
	child = fork();
	if (child == 0)
		_exit(copy_on_a_full_disk());
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
	assert_int_equal(count_others("a", ""), 0);
}

/* ------------------------------------------------------------------ */

static void
test_compacted_store_is_the_same_and_small(void **state)
{
	struct tw_store *store = make_store("a");
	off_t before = size_of("a");

	(void)state;
	for (int i = 0; i < 3; i++) {
		help_ok(tw_store_compact(store, &help_err));
		expect_same(store);
		assert_true(size_of("a") < before / 3);
		help_put_one(store, 2, 1, 0, 0);
	}
	tw_store_close(store);
	assert_int_equal(count_others("a", ""), 0);
}

static void
test_compaction_needs_the_place(void **state)
{
	struct tw_store *store = make_store("a");
	struct tw_store *other = help_open("a");

	(void)state;
	help_ok(tw_store_lock(other, false, &help_err));
	assert_int_equal(tw_store_compact(store, NULL), TRAWL_EBUSY);
	assert_int_equal(tw_store_compact(other, NULL), TRAWL_EBUSY);
	tw_store_unlock(other);
	help_ok(tw_store_compact(store, &help_err));
	help_put_one(other, 2, 1, 0, 0);
	tw_store_close(store);
	tw_store_close(other);
}

static void
test_compaction_removes_what_a_dead_one_left(void **state)
{
	struct tw_store *store = make_store("a");

	(void)state;
	close(open(help_path("a.compact-1"), O_WRONLY | O_CREAT, 0600));
	close(open(help_path("a.compact-1-lock"), O_WRONLY | O_CREAT, 0600));
	help_ok(tw_store_compact(store, &help_err));
	tw_store_close(store);
	assert_int_equal(count_others("a", ""), 0);
}

static void
test_snapshot_outlives_compactions_of_its_process(void **state)
{
	struct tw_store *store = make_store("a");
	struct tw_txn *old = help_read(store);

	(void)state;
	help_ok(tw_store_compact(store, &help_err));
	help_put_one(store, 2, 1, 1, 80);
	help_ok(tw_store_compact(store, &help_err));
	help_put_one(store, 2, 1, 1, 90);
	help_expect(old, 2, 1, 1, 1);
	help_expect(old, 3, 1, 1, TW_RECORD_PAYLOAD);
	tw_txn_end(old);
	old = help_read(store);
	help_expect(old, 2, 1, 1, 90);
	tw_txn_end(old);
	tw_store_close(store);
}

/* Reads the same snapshot, and then new ones, until it is told to end. */
static int
read_beside(int until, int said)
{
	struct tw_store *store = help_open("a");
	struct tw_txn *old = help_read(store);
	char byte;

	if (write(said, "x", 1) != 1)
		return 1;
	fcntl(until, F_SETFL, O_NONBLOCK);
	while (read(until, &byte, 1) < 0) {
		struct tw_txn *txn = help_read(store);

		help_expect(txn, 3, 1, 1, TW_RECORD_PAYLOAD);
		tw_txn_end(txn);
		help_expect(old, 3, 1, 2, TW_RECORD_PAYLOAD);
		help_expect(old, 2, 1, 1, 1);
	}
	tw_txn_end(old);
	tw_store_close(store);
	return 0;
}

static void
test_other_processes_read_beside_compactions(void **state)
{
	struct tw_store *store = make_store("a");
	int until[2];
	int said[2];
	pid_t child;
	int status;
	char byte;

	(void)state;
	assert_int_equal(pipe(until), 0);
	assert_int_equal(pipe(said), 0);
	child = fork();
	if (child == 0) {
		close(until[1]);
		_exit(read_beside(until[0], said[1]));
	}
	close(until[0]);
	assert_int_equal(read(said[0], &byte, 1), 1);
	for (uint32_t i = 0; i < 20; i++) {
		help_ok(tw_store_compact(store, &help_err));
		help_put_one(store, 4, 1, i, 100);
	}
	close(until[1]);
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
	tw_store_close(store);
}

/* At any moment, and beside one who has the file open. */
static void
test_killed_compaction_leaves_the_old_or_the_new(void **state)
{
	struct tw_store *store = make_store("a");
	struct tw_txn *old = help_read(store);
	unsigned rounds = getenv("TRAWL_LONG") ? 300 : 20;

	(void)state;
	for (unsigned i = 0; i < rounds; i++) {
		pid_t child = fork();

		if (child == 0) {
			struct tw_store *own = help_open("a");

			for (;;)
				help_ok(tw_store_compact(own, &help_err));
		}
		usleep(1000 + i * 997 % 15000);
		kill(child, SIGKILL);
		assert_int_equal(waitpid(child, NULL, 0), child);
		expect_same(store);
		help_put_one(store, 4, 1, i, 100);
		help_expect(old, 3, 1, 2, TW_RECORD_PAYLOAD);
	}
	help_ok(tw_store_compact(store, &help_err));
	tw_txn_end(old);
	tw_store_close(store);
	assert_int_equal(count_others("a", ""), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		help_test(test_copy_is_the_same_and_small),
		help_test(test_copy_refuses_a_file_that_exists),
		help_test(test_copy_of_a_damaged_store_leaves_nothing),
		help_test(test_copy_on_a_full_disk_leaves_nothing),
		help_test(test_compacted_store_is_the_same_and_small),
		help_test(test_compaction_needs_the_place),
		help_test(test_compaction_removes_what_a_dead_one_left),
		help_test(test_snapshot_outlives_compactions_of_its_process),
		help_test(test_other_processes_read_beside_compactions),
		help_test(test_killed_compaction_leaves_the_old_or_the_new),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
