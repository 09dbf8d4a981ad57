/* test_store_memory.c: each allocation of the store's work fails once. */
/* SPDX-License-Identifier: MIT */
#include "../fault/alloc_fault.h"
#include "store/stream.h"
#include "store_help.h"

static int
write_stream(struct tw_txn *txn, trawl_error *err)
{
	static const uint8_t bytes[100000];
	struct tw_sink sink = help_sink(txn);
	struct tw_stream_writer writer;
	int status = tw_stream_init(&writer, &sink, 1, 1, err);

	if (status != TRAWL_OK)
		return status;
	status = tw_stream_add(&writer, bytes, sizeof(bytes), err);
	if (status == TRAWL_OK)
		status = tw_stream_finish(&writer, err);
	tw_stream_done(&writer);
	return status;
}

static int
read_stream(struct tw_txn *txn, trawl_error *err)
{
	struct tw_source source = tw_txn_source(txn);
	struct tw_stream stream;
	uint8_t bytes[100];
	int status = tw_stream_open(&stream, &source, 1, 1, 100000, err);

	if (status != TRAWL_OK)
		return status;
	status = tw_stream_copy(&stream, TW_RECORD_PAYLOAD - 22, bytes,
		sizeof(bytes), err);
	tw_stream_close(&stream);
	return status;
}

static int
write_and_read(struct tw_store *store, trawl_error *err)
{
	struct tw_txn *txn;
	int status = tw_store_lock(store, false, err);

	if (status == TRAWL_OK)
		status = tw_txn_write(store, &txn, err);
	if (status != TRAWL_OK)
		return status;
	status = write_stream(txn, err);
	if (status != TRAWL_OK) {
		tw_txn_end(txn);
		return status;
	}
	status = tw_txn_commit(txn, err);
	tw_store_unlock(store);
	if (status == TRAWL_OK)
		status = tw_txn_read(store, &txn, err);
	if (status != TRAWL_OK)
		return status;
	status = read_stream(txn, err);
	tw_txn_end(txn);
	return status;
}

static int
scenario(trawl_error *err)
{
	struct tw_store *store;
	int status = tw_store_open(help_path("a"), TW_STORE_CREATE, &store,
		err);

	if (status != TRAWL_OK)
		return status;
	status = write_and_read(store, err);
	if (status == TRAWL_OK)
		status = tw_store_compact(store, err);
	if (status == TRAWL_OK)
		status = tw_store_copy(store, help_path("b"), err);
	tw_store_close(store);
	return status;
}

static void
run(void (*arm)(uint64_t nth))
{
	bool failed = true;
	uint64_t nth = 1;

	for (; failed; nth++) {
		trawl_error err = {0};
		int status;

		arm(nth);
		status = scenario(&err);
		failed = alloc_fault_off();
		if (failed ? status != TRAWL_ENOMEM : status != TRAWL_OK)
			fail_msg("allocation %d: %d: %s", (int)nth, status,
				err.text);
		assert_int_equal(alloc_fault_live(), 0);
		unlink(help_path("b"));
		help_ok(scenario(&help_err));
		unlink(help_path("b"));
	}
	assert_true(nth > 30);
}

static void
test_each_failed_allocation_is_told_and_leaves_nothing(void **state)
{
	(void)state;
	run(alloc_fault_at);
}

static void
test_lasting_lack_of_memory_is_told_and_leaves_nothing(void **state)
{
	(void)state;
	run(alloc_fault_from);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		help_test(
			test_each_failed_allocation_is_told_and_leaves_nothing),
		help_test(
			test_lasting_lack_of_memory_is_told_and_leaves_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
