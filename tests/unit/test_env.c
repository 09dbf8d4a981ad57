/* test_env.c: the table of open environments, by many threads. */
/* SPDX-License-Identifier: MIT */
#include "store/env.h"

#include <pthread.h>

#include "store/txn.h"
#include "store_help.h"

#define THREADS 6

static void
test_second_opening_shares_the_environment(void **state)
{
	struct tw_store *first = help_create("a");
	struct tw_store *second = help_open("a");
	struct tw_store *other = help_create("b");

	(void)state;
	assert_ptr_equal(first->env, second->env);
	assert_int_equal(first->env->users, 2);
	assert_ptr_not_equal(first->env, other->env);
	tw_store_close(first);
	assert_int_equal(second->env->users, 1);
	tw_txn_end(help_read(second));
	tw_store_close(second);
	tw_store_close(other);
	tw_store_close(NULL);
}

static void
test_transaction_holds_the_environment(void **state)
{
	struct tw_store *store = help_create("a");
	struct tw_txn *txn = help_read(store);

	(void)state;
	assert_int_equal(store->env->users, 2);
	assert_int_equal(store->env->txns, 1);
	tw_txn_end(txn);
	assert_int_equal(store->env->users, 1);
	assert_int_equal(store->env->txns, 0);
	tw_store_close(store);
}

static char shared[PATH_MAX + 100];

/* Threads that open, read, write and compact the same file at once. */
static void *
use(void *number)
{
	uint32_t n = (uint32_t)(uintptr_t)number;

	for (uint32_t i = 0; i < 30; i++) {
		struct tw_store *store;
		struct tw_txn *txn;

		if (tw_store_open(shared, 0, &store, NULL) != TRAWL_OK)
			return "cannot open";
		if (tw_txn_read(store, &txn, NULL) != TRAWL_OK)
			return "cannot read";
		tw_txn_end(txn);
		if (n % 3 == 0 && i % 10 == 9 &&
		    tw_store_compact(store, NULL) != TRAWL_OK)
			i--;
		if (tw_store_lock(store, true, NULL) != TRAWL_OK ||
		    tw_txn_write(store, &txn, NULL) != TRAWL_OK)
			return "cannot write";
		if (tw_record_put(txn, (struct tw_record_key){n, 1, i}, &n,
			sizeof(n), NULL) != TRAWL_OK ||
		    tw_txn_commit(txn, NULL) != TRAWL_OK)
			return "cannot commit";
		tw_store_close(store);
	}
	return NULL;
}

static void
test_threads_share_a_file(void **state)
{
	pthread_t threads[THREADS];
	struct tw_store *store;
	struct tw_txn *txn;

	(void)state;
	tw_store_close(help_create("a"));
	snprintf(shared, sizeof(shared), "%s", help_path("a"));
	for (uintptr_t i = 0; i < THREADS; i++)
		assert_int_equal(pthread_create(&threads[i], NULL, use,
			(void *)(i + 1)), 0);
	for (uintptr_t i = 0; i < THREADS; i++) {
		void *fault;

		assert_int_equal(pthread_join(threads[i], &fault), 0);
		if (fault)
			fail_msg("%s", (const char *)fault);
	}
	store = help_open("a");
	txn = help_read(store);
	for (uint32_t n = 1; n <= THREADS; n++)
		for (uint32_t i = 0; i < 30; i++) {
			struct tw_record_key key = {n, 1, i};
			const uint8_t *payload;
			size_t length;

			help_ok(tw_record_get(txn, key, &payload, &length,
				&help_err));
		}
	tw_txn_end(txn);
	tw_store_close(store);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		help_test(test_second_opening_shares_the_environment),
		help_test(test_transaction_holds_the_environment),
		help_test(test_threads_share_a_file),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
