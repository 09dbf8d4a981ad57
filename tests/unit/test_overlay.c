/* test_overlay.c: tests store/overlay: what the log has lies above the tree. */
/* SPDX-License-Identifier: MIT */
#include <fcntl.h>
#include <sys/wait.h>

#include "store/overlay.h"
#include "store/pick.h"
#include "store/record.h"
#include "store_help.h"

#define BULK 64			/* full records, which make the file large */
#define LEAST 600
#define MANY 200		/* more than the log takes */

/* A large file whose log this process knows. */
static struct tw_store *
start(void)
{
	struct tw_store *store = help_start_large(BULK);

	help_put_one_more(store, 2, 1, 0, LEAST);
	help_put_one_more(store, 2, 1, 1, LEAST);
	tw_txn_end(help_read(store));
	return store;
}

/* The number of the tree's last change. */
static uint64_t
tree_of(struct tw_store *store)
{
	struct tw_txn *txn = help_read(store);
	uint64_t id = mdb_txn_id(txn->mdb);

	tw_txn_end(txn);
	return id;
}

static void
test_small_change_leaves_the_tree(void **state)
{
	struct tw_store *store = start();
	struct tw_txn *before = help_read(store);
	uint64_t tree = tree_of(store);
	struct tw_txn *txn;

	(void)state;
	help_put_one_more(store, 3, 1, 5, LEAST);
	help_put_one_more(store, 2, 1, 0, 70);
	help_put_one_more(store, 3, 1, 4, 0);
	assert_int_equal(tree_of(store), tree);
	txn = help_read(store);
	help_expect(txn, 3, 1, 5, LEAST);
	help_expect(txn, 3, 1, 4, 0);
	help_expect(txn, 2, 1, 0, 70);
	help_expect(txn, 2, 1, 1, LEAST);
	help_expect_none(txn, 3, 1, 6);
	help_ok(tw_record_check(txn, (struct tw_record_key){3, 1, 5},
		&help_err));
	tw_txn_end(txn);
	help_expect_none(before, 3, 1, 5);
	help_expect(before, 2, 1, 0, LEAST);
	tw_txn_end(before);
	tw_store_close(store);
}

static void
test_snapshot_tells_whether_the_log_has_more(void **state)
{
	struct tw_store *store = start();
	struct tw_txn *txn;

	(void)state;
	for (uint32_t i = 0; i < 3; i++) {
		txn = help_read(store);
		assert_true(tw_txn_is_last(store, txn));
		help_put_one_more(store, 3, 1, i, LEAST);
		assert_false(tw_txn_is_last(store, txn));
		tw_txn_end(txn);
	}
	tw_store_close(store);
}

/* Keys of both come in one order, each once. */
static void
test_seek_goes_through_both(void **state)
{
	static const struct tw_record_key keys[] = {
		{1, 1, BULK - 1}, {2, 1, 0}, {2, 1, 1}, {3, 1, 0}, {4, 2, 0},
	};
	struct tw_store *store = start();
	struct tw_record_key key = keys[0];
	struct tw_txn *txn;

	(void)state;
	help_put_one_more(store, 4, 2, 0, LEAST);
	help_put_one_more(store, 2, 1, 0, LEAST);
	help_put_one_more(store, 3, 1, 0, LEAST);
	txn = help_read(store);
	for (size_t i = 0; i < sizeof(keys) / sizeof(*keys); i++) {
		help_ok(tw_record_seek(txn, &key, &help_err));
		assert_int_equal(tw_key_compare(key, keys[i]), 0);
		key.number++;
	}
	assert_int_equal(tw_record_seek(txn, &key, &help_err), TRAWL_END);
	tw_txn_end(txn);
	tw_store_close(store);
}

static void
expect_all(struct tw_store *store, uint32_t n)
{
	struct tw_txn *txn = help_read(store);

	for (uint32_t i = 0; i <= n; i++)
		help_expect(txn, 3, 1, i, LEAST + i);
	help_expect_none(txn, 3, 1, n + 1);
	tw_txn_end(txn);
}

static void
test_full_log_goes_to_the_tree(void **state)
{
	struct tw_store *store = start();
	uint64_t tree = tree_of(store);

	(void)state;
	for (uint32_t i = 0; i < MANY; i++) {
		help_put_one_more(store, 3, 1, i, LEAST + i);
		expect_all(store, i);
	}
	assert_in_range(tree_of(store), tree + 2, tree + 5);
	tw_store_close(store);
	store = help_open("a");
	expect_all(store, MANY - 1);
	tw_store_close(store);
}

/* Records of the log are deleted, put anew, and looked at by a change. */
static void
test_change_of_the_tree_sees_the_log(void **state)
{
	struct tw_store *store = start();
	struct tw_txn *txn;
	bool more;

	(void)state;
	help_put_one_more(store, 3, 1, 0, LEAST);
	help_put_one_more(store, 3, 1, 1, LEAST);
	help_put_one_more(store, 4, 1, 0, LEAST);
	help_put_one_more(store, 4, 1, 1, LEAST);
	txn = help_write(store);
	help_put(txn, 5, 1, 0, LEAST);
	help_expect(txn, 4, 1, 0, LEAST);
	help_expect(txn, 5, 1, 0, LEAST);
	help_ok(tw_record_delete(txn, 3, 1000, &more, &help_err));
	assert_false(more);
	help_put(txn, 4, 1, 0, 50);
	help_expect_none(txn, 3, 1, 0);
	help_expect(txn, 4, 1, 0, 50);
	help_ok(tw_txn_commit(txn, &help_err));
	for (int i = 0; i < 2; i++) {
		txn = help_read(store);
		help_expect_none(txn, 3, 1, 0);
		help_expect_none(txn, 3, 1, 1);
		help_expect(txn, 4, 1, 0, 50);
		help_expect(txn, 4, 1, 1, LEAST);
		help_expect(txn, 5, 1, 0, LEAST);
		tw_txn_end(txn);
		tw_store_close(store);
		store = help_open("a");
	}
	tw_store_close(store);
}

static void
test_change_that_is_not_committed_is_forgotten(void **state)
{
	struct tw_store *store = start();
	struct tw_txn *txn = help_write(store);

	(void)state;
	help_put(txn, 3, 1, 0, LEAST);
	tw_txn_end(txn);
	help_put_one_more(store, 3, 1, 1, LEAST);
	txn = help_read(store);
	help_expect_none(txn, 3, 1, 0);
	help_expect(txn, 3, 1, 1, LEAST);
	tw_txn_end(txn);
	tw_store_close(store);
}

/* Another process goes on with the log, and this one sees it. */
static void
test_log_is_of_all_processes(void **state)
{
	struct tw_store *store = start();
	struct tw_txn *txn;
	int found;

	(void)state;
	help_put_one_more(store, 3, 1, 0, LEAST);
	tw_txn_end(help_read(store));
	tw_store_unlock(store);
	pid_t child = fork();

	if (child == 0) {
		struct tw_store *own = help_open("a");

		help_ok(tw_store_lock(own, true, &help_err));
		tw_txn_end(help_read(own));
		help_put_one_more(own, 3, 1, 1, LEAST);
		tw_store_close(own);
		_exit(0);
	}
	assert_int_equal(waitpid(child, &found, 0), child);
	assert_int_equal(found, 0);
	help_ok(tw_store_lock(store, true, &help_err));
	help_put_one_more(store, 3, 1, 2, LEAST);
	txn = help_read(store);
	for (uint32_t i = 0; i < 3; i++)
		help_expect(txn, 3, 1, i, LEAST);
	tw_txn_end(txn);
	tw_store_close(store);
}

/* Opens snapshots until the pipe is closed; what they have only grows. */
static int
keep_reading(int pipe)
{
	struct tw_store *store = help_open("a");
	uint32_t last = 0;
	char byte;

	while (read(pipe, &byte, 1) < 0) {
		struct tw_txn *txn;
		struct tw_record_key key = {3, 1, 0};

		if (tw_txn_read(store, &txn, NULL) != TRAWL_OK)
			return 1;
		key.number = last;
		help_expect(txn, 3, 1, last, LEAST + last);
		while (tw_record_seek(txn, &key, NULL) == TRAWL_OK)
			last = key.number++;
		tw_txn_end(txn);
	}
	tw_store_close(store);
	return 0;
}

static void
test_readers_go_on_while_it_is_written(void **state)
{
	struct tw_store *store = start();
	pid_t children[3];
	int pipes[2];

	(void)state;
	assert_int_equal(pipe2(pipes, O_NONBLOCK), 0);
	help_put_one_more(store, 3, 1, 0, LEAST);
	for (size_t i = 0; i < 3; i++) {
		children[i] = fork();
		if (children[i] == 0) {
			close(pipes[1]);
			_exit(keep_reading(pipes[0]));
		}
	}
	for (uint32_t i = 1; i < 2 * MANY; i++) {
		tw_txn_end(help_read(store));
		help_put_one_more(store, 3, 1, i, LEAST + i);
	}
	close(pipes[1]);
	for (size_t i = 0; i < 3; i++) {
		int found = 1;

		assert_int_equal(waitpid(children[i], &found, 0), children[i]);
		assert_int_equal(found, 0);
	}
	close(pipes[0]);
	tw_store_close(store);
}

/* What is picked from the file is the tree's. */
static void
test_record_of_the_log_is_not_picked(void **state)
{
	struct tw_store *store = start();
	const uint8_t *p;
	size_t left = 0;

	(void)state;
	help_put_one_more(store, 1, 1, 0, 5000);
	tw_store_close(store);
	store = help_open("a");
	struct tw_txn *txn = help_read(store);

	assert_int_equal(tw_pick(txn, (struct tw_record_key){1, 1, 0}, 5000,
		0, 10, &p, &left, &help_err), TRAWL_END);
	help_ok(tw_pick(txn, (struct tw_record_key){1, 1, 1},
		TW_RECORD_PAYLOAD, 0, 10, &p, &left, &help_err));
	help_expect(txn, 1, 1, 0, 5000);
	tw_txn_end(txn);
	tw_store_close(store);
}

static void
test_copy_has_what_the_log_has(void **state)
{
	struct tw_store *store = start();
	struct tw_txn *txn;

	(void)state;
	help_put_one_more(store, 3, 1, 0, LEAST);
	help_put_one_more(store, 2, 1, 0, 70);
	help_ok(tw_store_copy(store, help_path("b"), &help_err));
	tw_store_unlock(store);
	help_ok(tw_store_compact(store, &help_err));
	tw_store_close(store);
	for (const char *name = "a"; *name; name = *name == 'a' ? "b" : "") {
		store = help_open(name);
		txn = help_read(store);
		help_expect(txn, 3, 1, 0, LEAST);
		help_expect(txn, 2, 1, 0, 70);
		help_expect(txn, 2, 1, 1, LEAST);
		tw_txn_end(txn);
		tw_store_close(store);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		help_test(test_small_change_leaves_the_tree),
		help_test(test_snapshot_tells_whether_the_log_has_more),
		help_test(test_seek_goes_through_both),
		help_test(test_full_log_goes_to_the_tree),
		help_test(test_change_of_the_tree_sees_the_log),
		help_test(test_change_that_is_not_committed_is_forgotten),
		help_test(test_log_is_of_all_processes),
		help_test(test_readers_go_on_while_it_is_written),
		help_test(test_record_of_the_log_is_not_picked),
		help_test(test_copy_has_what_the_log_has),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
