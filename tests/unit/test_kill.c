/* test_kill.c: a writer that is killed loses what it had not committed. */
/* SPDX-License-Identifier: MIT */
#include <signal.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "store_help.h"

#define RECORDS 10		/* of a batch: numbers 0 to 9 of one segment */

/* The batch that was committed last, told by the writer when it knows. */
static struct {
	volatile uint32_t committed;
	volatile int failed;
} *shared;

static size_t
length_of(uint32_t batch, uint32_t number)
{
	return (batch * 701 + number * 5003) % 40000;
}

/* Batch n replaces the records of batch n - 1 by those of its own lengths. */
static void
write_batch(struct tw_store *store, uint32_t batch)
{
	struct tw_txn *txn = help_write(store);
	uint8_t name[4];

	memcpy(name, &batch, sizeof(name));
	for (uint32_t i = 0; i < RECORDS; i++)
		help_put(txn, 1, 1, i, length_of(batch, i));
	help_ok(tw_record_put(txn, (struct tw_record_key){0, 0, 0}, name,
		sizeof(name), &help_err));
	help_ok(tw_txn_commit(txn, &help_err));
	shared->committed = batch;
}

static void
write_batches(uint32_t batch)
{
	struct tw_store *store = help_open("a");

	help_ok(tw_store_lock(store, true, &help_err));
	for (;; batch++)
		write_batch(store, batch);
}

/* All of one batch, and none before the last that was told. */
static uint32_t
read_batch(struct tw_store *store)
{
	uint32_t least = shared->committed;
	struct tw_txn *txn = help_read(store);
	const uint8_t *payload;
	uint32_t batch;
	size_t length;

	help_ok(tw_record_get(txn, (struct tw_record_key){0, 0, 0},
		&payload, &length, &help_err));
	memcpy(&batch, payload, sizeof(batch));
	assert_true(batch >= least);
	for (uint32_t i = 0; i < RECORDS; i++)
		help_expect(txn, 1, 1, i, length_of(batch, i));
	tw_txn_end(txn);
	return batch;
}

static pid_t
start_reader(void)
{
	pid_t child = fork();

	assert_true(child >= 0);
	if (child == 0) {
		struct tw_store *store = help_open("a");

		for (;;)
			read_batch(store);
	}
	return child;
}

static int
tear_down(void **state)
{
	munmap(shared, sizeof(*shared));
	return help_tear_down(state);
}

static int
set_up(void **state)
{
	struct tw_store *store;
	struct tw_txn *txn;
	uint8_t name[4] = {0};

	shared = mmap(NULL, sizeof(*shared), PROT_READ | PROT_WRITE,
		MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (shared == MAP_FAILED || help_set_up(state) != 0)
		return -1;
	store = help_create("a");
	help_ok(tw_store_lock(store, false, &help_err));
	txn = help_write(store);
	for (uint32_t i = 0; i < RECORDS; i++)
		help_put(txn, 1, 1, i, length_of(0, i));
	help_ok(tw_record_put(txn, (struct tw_record_key){0, 0, 0}, name,
		sizeof(name), &help_err));
	help_ok(tw_txn_commit(txn, &help_err));
	tw_store_close(store);
	return 0;
}

/* A reader that fails an assertion ends, and is found ended. */
static void
expect_alive(pid_t child)
{
	int status;

	assert_int_equal(waitpid(child, &status, WNOHANG), 0);
}

static void
end_child(pid_t child)
{
	kill(child, SIGKILL);
	assert_int_equal(waitpid(child, NULL, 0), child);
}

static off_t
file_size(void)
{
	struct stat found;

	assert_int_equal(stat(help_path("a"), &found), 0);
	return found.st_size;
}

/* Pages that the dead held, readers and writers, are used again. */
static void
expect_no_growth(struct tw_store *store)
{
	off_t before;

	help_ok(tw_store_lock(store, true, &help_err));
	for (int i = 0; i < 3; i++)
		write_batch(store, shared->committed + 1);
	before = file_size();
	for (int i = 0; i < 30; i++)
		write_batch(store, shared->committed + 1);
	assert_true(file_size() < before + 10 * RECORDS * 40000);
	tw_store_unlock(store);
}

static void
test_killed_writer_loses_nothing_it_committed(void **state)
{
	unsigned rounds = getenv("TRAWL_LONG") ? 500 : 40;
	pid_t readers[2] = {start_reader(), start_reader()};
	struct tw_store *store = help_open("a");

	(void)state;
	for (unsigned i = 0; i < rounds; i++) {
		uint32_t batch = read_batch(store);
		pid_t writer = fork();

		if (writer == 0)
			write_batches(batch + 1);
		usleep(1000 + i * 7919 % 20000);
		end_child(writer);
		batch = read_batch(store);
		expect_alive(readers[0]);
		expect_alive(readers[1]);
		if (i % 8 == 7) {
			end_child(readers[0]);
			readers[0] = start_reader();
		}
	}
	end_child(readers[0]);
	end_child(readers[1]);
	expect_no_growth(store);
	tw_store_close(store);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			test_killed_writer_loses_nothing_it_committed, set_up,
			tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
