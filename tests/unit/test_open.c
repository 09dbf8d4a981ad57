/* test_open.c: which files are opened, and what is said of the others. */
/* SPDX-License-Identifier: MIT */
#include <fcntl.h>
#include <lmdb.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "store_help.h"

static void
write_file(const char *name, const void *p, size_t n)
{
	int fd = open(help_path(name), O_WRONLY | O_CREAT | O_TRUNC, 0644);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, p, n), (ssize_t)n);
	close(fd);
}

static void
expect_failure(const char *name, unsigned flags, int status, const char *text)
{
	struct tw_store *store = NULL;
	trawl_error err = {0};

	assert_int_equal(tw_store_open(help_path(name), flags, &store, &err),
		status);
	assert_null(store);
	assert_int_equal(err.status, status);
	if (!strstr(err.text, help_path(name)) || !strstr(err.text, text))
		fail_msg("%s", err.text);
}

static void
test_open_fails_when_there_is_no_file(void **state)
{
	(void)state;
	expect_failure("none", 0, TRAWL_ENOENT, "no such index");
	expect_failure("none/none", TW_STORE_CREATE, TRAWL_ENOENT,
		"no folder");
	assert_int_not_equal(access(help_path("none"), F_OK), 0);
}

static void
test_open_fails_for_what_is_no_regular_file(void **state)
{
	(void)state;
	assert_int_equal(mkdir(help_path("folder"), 0755), 0);
	expect_failure("folder", 0, TRAWL_ENOTINDEX, "is a folder");
	expect_failure("folder", TW_STORE_CREATE, TRAWL_ENOTINDEX,
		"is a folder");
	assert_int_equal(rmdir(help_path("folder")), 0);
	assert_int_equal(mkfifo(help_path("fifo"), 0644), 0);
	alarm(60);
	expect_failure("fifo", 0, TRAWL_ENOTINDEX, "not a regular file");
	alarm(0);
}

static void
test_open_fails_for_what_is_no_index(void **state)
{
	char junk[20000];

	(void)state;
	write_file("empty", "", 0);
	expect_failure("empty", 0, TRAWL_ENOTINDEX, "is empty");
	write_file("short", "<html>", 6);
	expect_failure("short", 0, TRAWL_ENOTINDEX, "too short");
	memset(junk, 'x', sizeof(junk));
	write_file("junk", junk, sizeof(junk));
	expect_failure("junk", 0, TRAWL_ENOTINDEX, "is not an index");
	expect_failure("junk", TW_STORE_CREATE, TRAWL_ENOTINDEX,
		"is not an index");
}

/* A change in a plain LMDB file, by LMDB alone. */
static void
make_lmdb_file(const char *path)
{
	MDB_val key = {5, "hello"};
	MDB_val value = {5, "world"};
	MDB_env *env;
	MDB_txn *txn;
	MDB_dbi dbi;

	assert_int_equal(mdb_env_create(&env), 0);
	assert_int_equal(mdb_env_open(env, path, MDB_NOSUBDIR, 0644), 0);
	assert_int_equal(mdb_txn_begin(env, NULL, 0, &txn), 0);
	assert_int_equal(mdb_dbi_open(txn, NULL, 0, &dbi), 0);
	assert_int_equal(mdb_put(txn, dbi, &key, &value, 0), 0);
	assert_int_equal(mdb_txn_commit(txn), 0);
	mdb_env_close(env);
}

static void
test_read_fails_for_a_file_of_lmdb_that_is_no_index(void **state)
{
	struct tw_store *store;
	struct tw_txn *txn = NULL;
	trawl_error err;

	(void)state;
	make_lmdb_file(help_path("other"));
	store = help_open("other");
	assert_int_equal(tw_txn_read(store, &txn, &err), TRAWL_ENOTINDEX);
	assert_non_null(strstr(err.text, "but no index"));
	tw_store_close(store);
}

static void
test_exclusive_makes_a_new_file_only(void **state)
{
	const unsigned flags = TW_STORE_CREATE | TW_STORE_EXCLUSIVE;
	struct tw_store *store = NULL;

	(void)state;
	help_ok(tw_store_open(help_path("new"), flags, &store, &help_err));
	tw_store_close(store);
	expect_failure("new", flags, TRAWL_EINVAL, "exists already");
}

static void
test_create_opens_what_is_there(void **state)
{
	struct tw_store *store = help_create("kept");
	struct tw_txn *txn;

	(void)state;
	help_put_one(store, 1, 1, 1, 10);
	tw_store_close(store);
	store = help_create("kept");
	txn = help_read(store);
	help_expect(txn, 1, 1, 1, 10);
	tw_txn_end(txn);
	tw_store_close(store);
}

/* Who died between making the file and filling it left an empty one. */
static void
test_create_fills_an_empty_file(void **state)
{
	struct tw_store *store;

	(void)state;
	write_file("empty", "", 0);
	store = help_create("empty");
	help_put_one(store, 1, 1, 1, 10);
	tw_store_close(store);
	tw_store_close(help_open("empty"));
}

static void
test_names_of_one_file_are_one_store(void **state)
{
	struct tw_store *store = help_create("one");
	struct tw_store *other;

	(void)state;
	assert_int_equal(symlink("one", help_path("link")), 0);
	other = help_open("link");
	help_ok(tw_store_lock(store, false, &help_err));
	assert_int_equal(tw_store_lock(other, false, NULL), TRAWL_EBUSY);
	assert_int_not_equal(access(help_path("link-lock"), F_OK), 0);
	tw_store_close(store);
	help_put_one(other, 1, 1, 1, 10);
	tw_store_close(other);
}

static void
test_relative_path_outlives_a_change_of_folder(void **state)
{
	char before[PATH_MAX];
	struct tw_store *store = NULL;

	(void)state;
	assert_non_null(getcwd(before, sizeof(before)));
	assert_int_equal(chdir(help_folder), 0);
	help_ok(tw_store_open("relative", TW_STORE_CREATE, &store, &help_err));
	assert_string_equal(tw_store_path(store), "relative");
	assert_int_equal(chdir("/"), 0);
	help_put_one(store, 1, 1, 1, 10);
	tw_txn_end(help_read(store));
	tw_store_close(store);
	assert_int_equal(chdir(before), 0);
}

static void
test_stale_lock_file_does_no_harm(void **state)
{
	struct tw_store *store = help_create("a");
	char junk[9000];

	(void)state;
	help_put_one(store, 1, 1, 1, 10);
	tw_store_close(store);
	memset(junk, 'x', sizeof(junk));
	write_file("a-lock", junk, sizeof(junk));
	store = help_open("a");
	help_put_one(store, 1, 1, 2, 10);
	tw_txn_end(help_read(store));
	tw_store_close(store);
}

/* ------------------------------------------------------------------ */

static int
as_nobody(int (*work)(void))
{
	pid_t child = fork();
	int status;

	assert_true(child >= 0);
	if (child == 0) {
		if (setgid(65534) != 0 || setuid(65534) != 0)
			_exit(99);
		_exit(work());
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	return WEXITSTATUS(status);
}

static int
read_but_not_write(void)
{
	struct tw_store *store;
	struct tw_txn *txn;
	trawl_error err;

	if (tw_store_open(help_path("shared"), 0, &store, &err) != TRAWL_OK)
		return 1;
	if (tw_txn_read(store, &txn, &err) != TRAWL_OK)
		return 2;
	tw_txn_end(txn);
	if (tw_store_lock(store, false, &err) != TRAWL_EACCESS)
		return 3;
	tw_store_close(store);
	return 0;
}

static int
cannot_open(void)
{
	struct tw_store *store;
	trawl_error err;

	if (tw_store_open(help_path("shared"), 0, &store, &err) !=
	    TRAWL_EACCESS)
		return 1;
	return strstr(err.text, "no permission") ? 0 : 2;
}

static void
test_who_may_not_write_can_read(void **state)
{
	struct tw_store *store;

	(void)state;
	if (getuid() != 0) {
		print_message("# skipped: only root can become nobody\n");
		skip();
	}
	store = help_create("shared");
	help_put_one(store, 1, 1, 1, 10);
	tw_store_close(store);
	chmod(help_folder, 0755);
	chmod(help_path("shared"), 0644);
	chmod(help_path("shared-lock"), 0666);
	assert_int_equal(as_nobody(read_but_not_write), 0);
	chmod(help_path("shared-lock"), 0644);
	assert_int_equal(as_nobody(cannot_open), 0);
	chmod(help_path("shared"), 0600);
	assert_int_equal(as_nobody(cannot_open), 0);
}

/* What the program prints would be written into the index. */
static void
test_no_file_is_taken_for_a_closed_standard_stream(void **state)
{
	struct tw_store *store;
	int saved = fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3);

	(void)state;
	assert_true(saved >= 0);
	close(STDIN_FILENO);
	int status = tw_store_open(help_path("file"), TW_STORE_CREATE, &store,
		NULL);
	int flags = fcntl(STDIN_FILENO, F_GETFD);

	assert_int_equal(dup2(saved, STDIN_FILENO), STDIN_FILENO);
	close(saved);
	assert_int_equal(status, TRAWL_OK);
	assert_int_equal(flags, -1);
	tw_store_close(store);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		help_test(test_open_fails_when_there_is_no_file),
		help_test(test_open_fails_for_what_is_no_regular_file),
		help_test(test_open_fails_for_what_is_no_index),
		help_test(test_read_fails_for_a_file_of_lmdb_that_is_no_index),
		help_test(test_exclusive_makes_a_new_file_only),
		help_test(test_create_opens_what_is_there),
		help_test(test_create_fills_an_empty_file),
		help_test(test_names_of_one_file_are_one_store),
		help_test(test_relative_path_outlives_a_change_of_folder),
		help_test(test_stale_lock_file_does_no_harm),
		help_test(test_who_may_not_write_can_read),
		help_test(test_no_file_is_taken_for_a_closed_standard_stream),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
