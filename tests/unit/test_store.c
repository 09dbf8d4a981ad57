/* test_store.c: the writer's place, and a store that follows its path. */
/* SPDX-License-Identifier: MIT */
#include <pthread.h>
#include <signal.h>
#include <sys/wait.h>

#include "store_help.h"

/* ------------------------------------------------------------------ */
/* The writer's place.                                                  */

static void
test_place_is_taken_once_in_a_process(void **state)
{
	struct tw_store *first = help_create("a");
	struct tw_store *second = help_open("a");
	trawl_error err;

	(void)state;
	help_ok(tw_store_lock(first, false, &help_err));
	assert_int_equal(tw_store_lock(second, false, &err), TRAWL_EBUSY);
	assert_non_null(strstr(err.text, "writing it already"));
	assert_int_equal(tw_store_lock(first, true, &err), TRAWL_EBUSY);
	tw_store_unlock(first);
	help_ok(tw_store_lock(second, false, &help_err));
	tw_store_close(second);
	help_ok(tw_store_lock(first, false, &help_err));
	tw_store_close(first);
}

static void *
take_place(void *store)
{
	trawl_error err;

	if (tw_store_lock(store, true, &err) != TRAWL_OK)
		return NULL;
	tw_store_unlock(store);
	return store;
}

static void
test_thread_waits_for_the_place(void **state)
{
	struct tw_store *first = help_create("a");
	struct tw_store *second = help_open("a");
	pthread_t thread;
	void *result;

	(void)state;
	help_ok(tw_store_lock(first, false, &help_err));
	assert_int_equal(pthread_create(&thread, NULL, take_place, second), 0);
	usleep(20000);
	tw_store_unlock(first);
	assert_int_equal(pthread_join(thread, &result), 0);
	assert_ptr_equal(result, second);
	tw_store_close(first);
	tw_store_close(second);
}

/* A child that opens the store, takes the place, and says so. */
static pid_t
start_holder(const char *name, int *ret_said)
{
	int said[2];
	pid_t child;

	assert_int_equal(pipe(said), 0);
	child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		struct tw_store *store;

		if (tw_store_open(help_path(name), 0, &store, NULL) ||
		    tw_store_lock(store, true, NULL) ||
		    write(said[1], "x", 1) != 1)
			_exit(1);
		pause();
		_exit(0);
	}
	close(said[1]);
	*ret_said = said[0];
	return child;
}

static void
expect_said(int said)
{
	char byte;

	assert_int_equal(read(said, &byte, 1), 1);
	close(said);
}

static void
end_child(pid_t child)
{
	kill(child, SIGKILL);
	assert_int_equal(waitpid(child, NULL, 0), child);
}

static void
test_place_is_taken_once_among_processes(void **state)
{
	struct tw_store *store;
	trawl_error err;
	pid_t child;
	int said;

	(void)state;
	tw_store_close(help_create("a"));
	child = start_holder("a", &said);
	expect_said(said);
	store = help_open("a");
	assert_int_equal(tw_store_lock(store, false, &err), TRAWL_EBUSY);
	assert_non_null(strstr(err.text, "another process"));
	end_child(child);
	help_ok(tw_store_lock(store, false, &help_err));
	tw_store_close(store);
}

static void
test_process_waits_for_the_place(void **state)
{
	struct tw_store *store = help_create("a");
	pid_t child;
	int said;

	(void)state;
	help_ok(tw_store_lock(store, false, &help_err));
	child = start_holder("a", &said);
	usleep(20000);
	tw_store_unlock(store);
	expect_said(said);
	end_child(child);
	tw_store_close(store);
}

static void
test_change_needs_the_place(void **state)
{
	struct tw_store *store = help_create("a");
	struct tw_txn *txn = NULL;
	struct tw_txn *second = NULL;
	trawl_error err;

	(void)state;
	assert_int_equal(tw_txn_write(store, &txn, &err), TRAWL_EINVAL);
	help_ok(tw_store_lock(store, false, &help_err));
	txn = help_write(store);
	assert_int_equal(tw_txn_write(store, &second, &err), TRAWL_EINVAL);
	tw_txn_end(txn);
	tw_store_close(store);
}

/* Races of two processes for the place: no change is lost. */
static int
count_up(unsigned times)
{
	struct tw_store *store;

	if (tw_store_open(help_path("race"), 0, &store, NULL) != TRAWL_OK)
		return 1;
	for (unsigned i = 0; i < times; i++) {
		struct tw_record_key key = {1, 1, 1};
		struct tw_txn *txn;
		const uint8_t *payload;
		uint32_t count;
		size_t length;

		if (tw_store_lock(store, true, NULL) != TRAWL_OK ||
		    tw_txn_write(store, &txn, NULL) != TRAWL_OK ||
		    tw_record_get(txn, key, &payload, &length, NULL) !=
			TRAWL_OK || length != sizeof(count))
			return 2;
		memcpy(&count, payload, sizeof(count));
		count++;
		if (tw_record_put(txn, key, &count, sizeof(count), NULL) !=
			TRAWL_OK || tw_txn_commit(txn, NULL) != TRAWL_OK)
			return 3;
		tw_store_unlock(store);
	}
	tw_store_close(store);
	return 0;
}

static void
test_writers_of_two_processes_lose_nothing(void **state)
{
	struct tw_store *store = help_create("race");
	const uint8_t *payload;
	uint32_t count = 0;
	struct tw_txn *txn;
	pid_t children[2];
	size_t length;

	(void)state;
	help_ok(tw_store_lock(store, false, &help_err));
	txn = help_write(store);
	help_ok(tw_record_put(txn, (struct tw_record_key){1, 1, 1}, &count,
		sizeof(count), &help_err));
	help_ok(tw_txn_commit(txn, &help_err));
	tw_store_unlock(store);
	for (int i = 0; i < 2; i++) {
		children[i] = fork();
		if (children[i] == 0)
			_exit(count_up(100));
	}
	for (int i = 0; i < 2; i++) {
		int status;

		assert_int_equal(waitpid(children[i], &status, 0),
			children[i]);
		assert_int_equal(status, 0);
	}
	txn = help_read(store);
	help_ok(tw_record_get(txn, (struct tw_record_key){1, 1, 1},
		&payload, &length, &help_err));
	memcpy(&count, payload, sizeof(count));
	assert_int_equal(count, 200);
	tw_txn_end(txn);
	tw_store_close(store);
}

/* ------------------------------------------------------------------ */
/* Forks.                                                               */

static int
use_after_fork(struct tw_store *store, struct tw_txn *snapshot)
{
	struct tw_store *own;
	struct tw_txn *txn;
	trawl_error err;

	if (tw_txn_read(store, &txn, &err) != TRAWL_EFORKED ||
	    !strstr(err.text, "before a fork"))
		return 1;
	if (tw_store_lock(store, false, &err) != TRAWL_EFORKED ||
	    tw_txn_write(store, &txn, &err) != TRAWL_EFORKED)
		return 2;
	tw_txn_end(snapshot);
	tw_store_close(store);
	if (tw_store_open(help_path("a"), 0, &own, &err) != TRAWL_OK ||
	    tw_txn_read(own, &txn, &err) != TRAWL_OK)
		return 3;
	tw_txn_end(txn);
	tw_store_close(own);
	return 0;
}

static void
test_store_is_refused_after_a_fork(void **state)
{
	struct tw_store *store = help_create("a");
	struct tw_txn *snapshot;
	pid_t child;
	int status;

	(void)state;
	help_put_one(store, 1, 1, 1, 100);
	snapshot = help_read(store);
	child = fork();
	if (child == 0)
		_exit(use_after_fork(store, snapshot));
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
	help_expect(snapshot, 1, 1, 1, 100);
	tw_txn_end(snapshot);
	help_put_one(store, 1, 1, 2, 100);
	tw_store_close(store);
}

/* ------------------------------------------------------------------ */
/* The path.                                                            */

static void
test_file_that_was_removed_is_gone(void **state)
{
	struct tw_store *store = help_create("a");
	struct tw_txn *snapshot;
	struct tw_txn *txn = NULL;
	trawl_error err;

	(void)state;
	help_put_one(store, 1, 1, 1, 100);
	snapshot = help_read(store);
	help_ok(tw_store_lock(store, false, &help_err));
	assert_int_equal(unlink(help_path("a")), 0);
	assert_int_equal(tw_txn_read(store, &txn, &err), TRAWL_ENOENT);
	assert_non_null(strstr(err.text, "is gone"));
	assert_int_equal(tw_txn_write(store, &txn, &err), TRAWL_ENOENT);
	help_expect(snapshot, 1, 1, 1, 100);
	tw_txn_end(snapshot);
	tw_store_close(store);
}

/* As a new index is put in the place of the old one, with mv. */
static void
test_store_follows_a_file_put_in_its_place(void **state)
{
	struct tw_store *store = help_create("a");
	struct tw_store *other = help_create("b");
	struct tw_txn *old;
	struct tw_txn *txn;

	(void)state;
	for (uint32_t i = 0; i < 5; i++)
		help_put_one(store, 1, 1, i, 100);
	help_put_one(other, 2, 2, 2, 200);
	tw_store_close(other);
	old = help_read(store);
	assert_int_equal(rename(help_path("b"), help_path("a")), 0);
	txn = help_read(store);
	help_expect_none(txn, 1, 1, 1);
	help_expect(txn, 2, 2, 2, 200);
	help_expect(old, 1, 1, 1, 100);
	tw_txn_end(txn);
	help_put_one(store, 2, 2, 3, 300);
	help_expect(old, 1, 1, 1, 100);
	tw_txn_end(old);
	txn = help_read(store);
	help_expect(txn, 2, 2, 3, 300);
	tw_txn_end(txn);
	tw_store_close(store);
}

/* What a writer reads is the file that it writes. */
static void
test_writer_does_not_follow(void **state)
{
	struct tw_store *store = help_create("a");
	struct tw_store *other = help_create("b");
	struct tw_txn *txn = NULL;
	trawl_error err;

	(void)state;
	help_put_one(store, 1, 1, 1, 100);
	help_put_one(other, 2, 2, 2, 200);
	tw_store_close(other);
	assert_int_equal(tw_txn_read_place(store, &txn, &err), TRAWL_EINVAL);
	help_ok(tw_store_lock(store, false, &help_err));
	assert_int_equal(rename(help_path("b"), help_path("a")), 0);
	help_ok(tw_txn_read_place(store, &txn, &help_err));
	help_expect(txn, 1, 1, 1, 100);
	tw_txn_end(txn);
	assert_int_equal(tw_txn_write(store, &txn, &err), TRAWL_EBUSY);
	txn = help_read(store);
	help_expect(txn, 2, 2, 2, 200);
	tw_txn_end(txn);
	tw_store_close(store);
}

/* A child that holds a snapshot of the file until it is killed. */
static pid_t
start_reader(const char *name)
{
	int said[2];
	pid_t child;

	assert_int_equal(pipe(said), 0);
	child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		struct tw_store *store;
		struct tw_txn *txn;

		if (tw_store_open(help_path(name), 0, &store, NULL) ||
		    tw_txn_read(store, &txn, NULL) ||
		    write(said[1], "x", 1) != 1)
			_exit(1);
		pause();
		_exit(0);
	}
	close(said[1]);
	expect_said(said[0]);
	return child;
}

/* Another's snapshot of the old file, and thus the old file's lock file. */
static void
test_new_file_is_not_opened_with_the_locks_of_the_old(void **state)
{
	struct tw_store *store = help_create("a");
	struct tw_txn *txn;
	pid_t reader;

	(void)state;
	for (uint32_t i = 0; i < 6; i++)
		help_put_one(store, 1, 1, i, 100);
	tw_store_close(store);
	reader = start_reader("a");
	store = help_create("b");
	help_put_one(store, 2, 2, 2, 200);
	tw_store_close(store);
	assert_int_equal(rename(help_path("b"), help_path("a")), 0);
	store = help_open("a");
	txn = help_read(store);
	help_expect(txn, 2, 2, 2, 200);
	tw_txn_end(txn);
	help_put_one(store, 2, 2, 3, 200);
	tw_store_close(store);
	end_child(reader);
}

static void
test_writer_respects_readers_of_a_removed_lock_file(void **state)
{
	struct tw_store *store = help_create("a");
	struct tw_txn *txn = NULL;
	trawl_error err;
	pid_t reader;

	(void)state;
	help_put_one(store, 1, 1, 1, 100);
	reader = start_reader("a");
	assert_int_equal(unlink(help_path("a-lock")), 0);
	tw_txn_end(help_read(store));
	help_ok(tw_store_lock(store, false, &help_err));
	assert_int_equal(tw_txn_write(store, &txn, &err), TRAWL_EBUSY);
	assert_non_null(strstr(err.text, "lock file was removed"));
	end_child(reader);
	txn = help_write(store);
	tw_txn_end(txn);
	tw_store_close(store);
}

static void
count_freed(void *kept)
{
	unsigned *freed = kept;

	(*freed)++;
}

static void
test_kept_thing_is_taken_once_or_freed_once(void **state)
{
	struct tw_store *store = help_create("index");
	unsigned first = 0;
	unsigned second = 0;
	unsigned third = 0;

	(void)state;
	assert_null(tw_store_take(store));
	tw_store_keep(store, &first, count_freed);
	assert_ptr_equal(tw_store_take(store), &first);
	assert_null(tw_store_take(store));
	tw_store_keep(store, &second, count_freed);
	tw_store_keep(store, &third, count_freed);
	assert_int_equal(second, 1);
	tw_store_close(store);
	assert_int_equal(first, 0);
	assert_int_equal(third, 1);
}

static void
test_each_map_has_a_number_of_its_own(void **state)
{
	struct tw_store *store = help_create("index");
	struct tw_store *other = help_create("other");
	struct tw_txn *txn;
	uint64_t number;

	(void)state;
	help_ok(tw_txn_read(store, &txn, &help_err));
	number = tw_txn_map(txn);
	tw_txn_end(txn);
	help_ok(tw_txn_read(other, &txn, &help_err));
	assert_int_not_equal(tw_txn_map(txn), number);
	tw_txn_end(txn);
	help_put_one(store, 1, 1, 0, 100);
	help_ok(tw_txn_read(store, &txn, &help_err));
	assert_int_equal(tw_txn_map(txn), number);
	tw_txn_end(txn);
	help_ok(tw_store_compact(store, &help_err));
	help_ok(tw_txn_read(store, &txn, &help_err));
	assert_int_not_equal(tw_txn_map(txn), number);
	tw_txn_end(txn);
	tw_store_close(store);
	tw_store_close(other);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		help_test(test_place_is_taken_once_in_a_process),
		help_test(test_thread_waits_for_the_place),
		help_test(test_place_is_taken_once_among_processes),
		help_test(test_process_waits_for_the_place),
		help_test(test_change_needs_the_place),
		help_test(test_writers_of_two_processes_lose_nothing),
		help_test(test_store_is_refused_after_a_fork),
		help_test(test_file_that_was_removed_is_gone),
		help_test(test_store_follows_a_file_put_in_its_place),
		help_test(test_writer_does_not_follow),
		help_test(
			test_new_file_is_not_opened_with_the_locks_of_the_old),
		help_test(
			test_writer_respects_readers_of_a_removed_lock_file),
		help_test(test_kept_thing_is_taken_once_or_freed_once),
		help_test(test_each_map_has_a_number_of_its_own),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
