/* test_io_fault.c: each write and sync of the store's work fails. */
/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>

#include "store_help.h"

#define RECORDS 12		/* of a batch: numbers 0 to 11 of one segment */

/* ------------------------------------------------------------------ */
/* The system's calls, which LMDB and the store find here.              */

static struct {
	bool armed;
	unsigned first;		/* to fail, counted from 1 */
	unsigned last;
	unsigned count;
	bool failed;
	int code;
} fault;

static bool
must_fail(void)
{
	if (!fault.armed)
		return false;
	fault.count++;
	if (fault.count < fault.first || fault.count > fault.last)
		return false;
	fault.failed = true;
	errno = fault.code;
	return true;
}

#pragma GCC visibility push(default)

/* LMDB and this test may see files of different widths: both names. */
ssize_t fault_pwrite(int fd, const void *p, size_t n, off_t at)
	__asm__("pwrite");
ssize_t fault_pwrite64(int fd, const void *p, size_t n, off_t at)
	__asm__("pwrite64");

ssize_t
fault_pwrite(int fd, const void *p, size_t n, off_t at)
{
	return must_fail() ? -1 : syscall(SYS_pwrite64, fd, p, n, at);
}

ssize_t
fault_pwrite64(int fd, const void *p, size_t n, off_t at)
{
	return must_fail() ? -1 : syscall(SYS_pwrite64, fd, p, n, at);
}

ssize_t
writev(int fd, const struct iovec *iov, int count)
{
	return must_fail() ? -1 : syscall(SYS_writev, fd, iov, count);
}

int
fdatasync(int fd)
{
	return must_fail() ? -1 : (int)syscall(SYS_fdatasync, fd);
}

int
fsync(int fd)
{
	return must_fail() ? -1 : (int)syscall(SYS_fsync, fd);
}

#pragma GCC visibility pop

/* ------------------------------------------------------------------ */

static size_t
length_of(uint32_t batch, uint32_t number)
{
	return (batch * 701 + number * 2503) % 20000;
}

static int
write_batch(struct tw_store *store, uint32_t batch, trawl_error *err)
{
	struct tw_txn *txn;
	int status = tw_txn_write(store, &txn, err);

	if (status != TRAWL_OK)
		return status;
	for (uint32_t i = 0; i < RECORDS; i++)
		help_put(txn, 1, 1, i, length_of(batch, i));
	help_ok(tw_record_put(txn, (struct tw_record_key){0, 0, 0}, &batch,
		sizeof(batch), &help_err));
	return tw_txn_commit(txn, err);
}

/* All of one batch. */
static uint32_t
read_batch(struct tw_store *store)
{
	struct tw_txn *txn = help_read(store);
	const uint8_t *payload;
	uint32_t batch;
	size_t length;

	help_ok(tw_record_get(txn, (struct tw_record_key){0, 0, 0},
		&payload, &length, &help_err));
	memcpy(&batch, payload, sizeof(batch));
	for (uint32_t i = 0; i < RECORDS; i++)
		help_expect(txn, 1, 1, i, length_of(batch, i));
	tw_txn_end(txn);
	return batch;
}

/* Batches 1 to 3 and a compaction; how many batches were acknowledged. */
static int
scenario(struct tw_store *store, uint32_t *ret_batch, trawl_error *err)
{
	int status = TRAWL_OK;

	*ret_batch = 0;
	for (uint32_t batch = 1; batch <= 3; batch++) {
		status = write_batch(store, batch, err);
		if (status != TRAWL_OK)
			return status;
		*ret_batch = batch;
	}
	tw_store_unlock(store);
	status = tw_store_compact(store, err);
	if (status == TRAWL_OK)
		status = tw_store_lock(store, false, err);
	return status;
}

static void
arm(unsigned first, unsigned last, int code)
{
	fault.first = first;
	fault.last = last;
	fault.count = 0;
	fault.failed = false;
	fault.code = code;
	fault.armed = true;
}

static struct tw_store *
start(void)
{
	struct tw_store *store = help_create("a");

	help_ok(tw_store_lock(store, false, &help_err));
	help_ok(write_batch(store, 0, &help_err));
	return store;
}

/* What was acknowledged is there, and the store goes on. */
static void
finish(struct tw_store *store, uint32_t acknowledged)
{
	uint32_t found = read_batch(store);

	assert_true(found == acknowledged || found == acknowledged + 1);
	tw_store_unlock(store);
	help_ok(tw_store_lock(store, false, &help_err));
	help_ok(write_batch(store, 9, &help_err));
	assert_int_equal(read_batch(store), 9);
	tw_store_close(store);
	store = help_open("a");
	assert_int_equal(read_batch(store), 9);
	tw_store_close(store);
	unlink(help_path("a"));
}

static bool
run_once(unsigned first, unsigned last, int code)
{
	struct tw_store *store = start();
	uint32_t acknowledged;
	trawl_error err = {0};
	int status;

	arm(first, last, code);
	status = scenario(store, &acknowledged, &err);
	fault.armed = false;
	if (!fault.failed)
		assert_int_equal(status, TRAWL_OK);
	else if (status != (code == ENOSPC ? TRAWL_ENOSPACE : TRAWL_EIO))
		fail_msg("call %u: %d: %s", first, status, err.text);
	finish(store, acknowledged);
	return fault.failed;
}

static void
test_one_failed_call_loses_nothing_acknowledged(void **state)
{
	unsigned nth = 1;

	(void)state;
	while (run_once(nth, nth, nth % 2 ? EIO : ENOSPC))
		nth++;
	assert_true(nth > 15);
}

static void
test_calls_failing_for_ever_lose_nothing_acknowledged(void **state)
{
	unsigned nth = 1;

	(void)state;
	while (run_once(nth, UINT32_MAX, nth % 2 ? EIO : ENOSPC))
		nth++;
	assert_true(nth > 15);
}

/* LMDB may not be opened anew under a snapshot; new ones may be refused. */
static void
test_snapshot_outlives_a_failed_commit(void **state)
{
	bool failed = true;

	(void)state;
	for (unsigned nth = 1; failed; nth++) {
		struct tw_store *store = start();
		struct tw_txn *old = help_read(store);
		struct tw_txn *txn;
		trawl_error err = {0};
		int status;

		arm(nth, nth, EIO);
		status = write_batch(store, 1, &err);
		fault.armed = false;
		failed = fault.failed;
		assert_int_equal(status, failed ? TRAWL_EIO : TRAWL_OK);
		for (uint32_t i = 0; i < RECORDS; i++)
			help_expect(old, 1, 1, i, length_of(0, i));
		status = tw_txn_read(store, &txn, &err);
		if (status == TRAWL_OK)
			tw_txn_end(txn);
		else if (!strstr(err.text, "end the open readers"))
			fail_msg("%s", err.text);
		tw_txn_end(old);
		finish(store, status == TRAWL_OK && !failed);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		help_test(test_one_failed_call_loses_nothing_acknowledged),
		help_test(
			test_calls_failing_for_ever_lose_nothing_acknowledged),
		help_test(test_snapshot_outlives_a_failed_commit),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
