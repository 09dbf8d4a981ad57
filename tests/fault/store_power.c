/* store_power.c: a power cut at any moment loses nothing acknowledged. */
/* SPDX-License-Identifier: MIT */
#include <lmdb.h>

#include "../unit/index_help.h"
#include "../unit/store_help.h"
#include "power.h"
#include "store/record.h"

/*
 * Commit n puts n in a record and a segment 100 + n of some records; each
 * fourth deletes older segments. Now and then it is too large for the log. The
 * segments of the last KEPT commits are there.
 */
#define KEPT 3
#define DELETE_EVERY 4
#define COMMITS 30
#define LARGE_EVERY 7
#define READER_EVERY 8
#define BULK 64			/* records that make the file large */

#define NUMBER ((struct tw_record_key){0, 0, 0})

static uint32_t
records_of(uint32_t n)
{
	return n % LARGE_EVERY == LARGE_EVERY - 1 ? 12 : 2 + n % 4;
}

static size_t
length_of(uint32_t n, uint32_t i)
{
	return (n * 701 + i * 977) % (n % LARGE_EVERY == LARGE_EVERY - 1 ?
		20000 : 3000);
}

/* The first whose segment is there. */
static uint32_t
first_of(uint32_t n)
{
	n -= n % DELETE_EVERY;
	return n > KEPT ? n - KEPT + 1 : 1;
}

static int
write_commit(struct tw_store *store, uint32_t n, trawl_error *err)
{
	struct tw_txn *txn = NULL;
	bool more;
	int status = tw_txn_write(store, &txn, err);

	if (status != TRAWL_OK)
		return status;
	for (uint32_t i = 0; i < records_of(n); i++)
		help_put(txn, 100 + n, 1, i, length_of(n, i));
	help_ok(tw_record_put(txn, NUMBER, &n, sizeof(n), &help_err));
	for (uint32_t of = first_of(n - 1); of < first_of(n); of++)
		help_ok(tw_record_delete(txn, 100 + of, 1000, &more,
			&help_err));
	return tw_txn_commit(txn, err);
}

static struct tw_store *
start(void)
{
	struct tw_store *store = help_start_large(BULK);

	help_ok(write_commit(store, 1, &help_err));
	return store;
}

/* Commits 2 to COMMITS; a snapshot stays open for some of them. */
static void
write_commits(struct tw_store *store, struct power *power)
{
	struct tw_txn *snapshot = NULL;

	power_mark(1);
	for (uint32_t n = 2; n <= COMMITS; n++) {
		trawl_error err;
		int status = write_commit(store, n, &err);

		if (status == TRAWL_EIO && power->failing > 0) {
			power->failing = 0;
			tw_txn_end(snapshot);
			snapshot = NULL;
			status = write_commit(store, n, &err);
		}
		assert_int_equal(status, TRAWL_OK);
		power_mark(n);
		tw_txn_end(help_read(store));
		if (n % READER_EVERY != 0 && n % READER_EVERY != 3)
			continue;
		tw_txn_end(snapshot);
		snapshot = n % READER_EVERY == 3 ? NULL : help_read(store);
	}
	tw_txn_end(snapshot);
}

/* ------------------------------------------------------------------ */
/* What is found.                                                       */

/* The number of the commit that is there, whole. */
static uint32_t
read_commit(struct tw_txn *txn)
{
	const uint8_t *payload;
	size_t length;
	uint32_t n;

	help_ok(tw_record_get(txn, NUMBER, &payload, &length, &help_err));
	assert_int_equal(length, sizeof(n));
	memcpy(&n, payload, sizeof(n));
	for (uint32_t of = n; of > 1 && of >= first_of(n); of--)
		for (uint32_t i = 0; i < records_of(of); i++)
			help_expect(txn, 100 + of, 1, i, length_of(of, i));
	if (first_of(n) > 1)
		help_expect_none(txn, 100 + first_of(n) - 1, 1, 0);
	return n;
}

static const uint8_t *
plain_get(MDB_txn *txn, MDB_dbi dbi, struct tw_record_key key, size_t length)
{
	uint8_t bytes[TW_KEY_BYTES];
	MDB_val lmdb_key = {sizeof(bytes), bytes};
	MDB_val value;

	tw_key_put(bytes, key);
	assert_int_equal(mdb_get(txn, dbi, &lmdb_key, &value), 0);
	assert_null(tw_record_fault(value.mv_data, value.mv_size, key));
	assert_int_equal(value.mv_size, tw_record_size(length));
	return (const uint8_t *)value.mv_data + tw_record_front(length);
}

/* The same by LMDB alone, which does not see what the log has. */
static uint32_t
read_plainly(const char *path)
{
	MDB_env *env;
	MDB_txn *txn;
	MDB_dbi dbi;
	uint32_t n;

	assert_int_equal(mdb_env_create(&env), 0);
	assert_int_equal(mdb_env_set_mapsize(env, (size_t)1 << 28), 0);
	assert_int_equal(mdb_env_open(env, path, MDB_NOSUBDIR | MDB_RDONLY |
		MDB_NOLOCK, 0), 0);
	assert_int_equal(mdb_txn_begin(env, NULL, MDB_RDONLY, &txn), 0);
	assert_int_equal(mdb_dbi_open(txn, NULL, 0, &dbi), 0);
	memcpy(&n, plain_get(txn, dbi, NUMBER, sizeof(n)), sizeof(n));
	for (uint32_t of = n; of > 1 && of >= first_of(n); of--)
		for (uint32_t i = 0; i < records_of(of); i++)
			plain_get(txn, dbi, (struct tw_record_key){100 + of,
				1, i}, length_of(of, i));
	mdb_txn_abort(txn);
	mdb_env_close(env);
	return n;
}

/* The reported commit or the one behind it; and the store goes on. */
static void
expect_commit(const char *name, uint32_t reported)
{
	struct tw_store *store = help_open(name);
	struct tw_txn *txn = help_read(store);

	assert_in_range(read_commit(txn), reported, reported + 1);
	help_ok(tw_txn_walk(txn, &help_err));
	tw_txn_end(txn);
	help_ok(tw_store_lock(store, false, &help_err));
	help_ok(write_commit(store, 1, &help_err));
	txn = help_read(store);
	assert_int_equal(read_commit(txn), 1);
	tw_txn_end(txn);
	tw_store_close(store);
}

static void
remove_file(const char *name)
{
	char lock[80];

	snprintf(lock, sizeof(lock), "%s-lock", name);
	unlink(help_path(name));
	unlink(help_path(lock));
}

/* Power is cut again while the change is done again. */
static void
cut_recovery(uint32_t reported, uint64_t *seed)
{
	struct power power;

	power_watch(&power, help_path("b"));
	tw_store_close(help_open("b"));
	power_rest();
	for (size_t at = 0; at <= power.count; at++) {
		power_cut(&power, at, (unsigned)at % POWER_WAYS, seed,
			help_path("c"));
		assert_in_range(read_plainly(help_path("c")), 1, reported + 1);
		expect_commit("c", reported);
		remove_file("c");
	}
	power_done(&power);
}

/* How often LMDB alone would have lost a reported commit. */
static unsigned
cut_everywhere(const struct power *power, uint64_t *seed, unsigned rounds)
{
	unsigned saved = 0;

	for (size_t at = 1; at <= power->count; at++) {
		uint32_t reported = power_marked(power, at);

		for (unsigned i = 0; i < rounds; i++) {
			unsigned way = (unsigned)(at + i) % POWER_WAYS;
			uint32_t plain;

			power_cut(power, at, way, seed, help_path("b"));
			plain = read_plainly(help_path("b"));
			assert_in_range(plain, 1, reported + 1);
			saved += plain < reported;
			if (plain < reported && saved % 8 == 1)
				cut_recovery(reported, seed);
			expect_commit("b", reported);
			remove_file("b");
		}
	}
	return saved;
}

static unsigned
rounds(void)
{
	return getenv("TRAWL_LONG") ? 40 : 1;
}

static void
test_power_cut_loses_nothing_acknowledged(void **state)
{
	struct tw_store *store = start();
	uint64_t seed = 11;
	struct power power;

	(void)state;
	power_watch(&power, help_path("a"));
	write_commits(store, &power);
	power_rest();
	tw_store_close(store);
	assert_true(cut_everywhere(&power, &seed, rounds()) > 20);
	power_done(&power);
}

/*
 * What a failed flush was to write may be lost for good: the change's pages,
 * the slot, and the meta page of the change before.
 */
static void
test_power_cut_behind_a_failed_flush_loses_nothing(void **state)
{
	uint64_t seed = 12;

	(void)state;
	for (unsigned nth = 4; nth < COMMITS; nth += getenv("TRAWL_LONG") ?
		1 : 11) {
		struct tw_store *store = start();
		struct power power;

		power_watch(&power, help_path("a"));
		power_fail_flush(&power, nth);
		write_commits(store, &power);
		power_rest();
		assert_int_equal(power.failing, 0);
		tw_store_close(store);
		(void)cut_everywhere(&power, &seed, 1);
		power_done(&power);
		remove_file("a");
	}
}

/* One for a small change of the tree, two for a large one. */
static void
test_small_change_of_the_tree_takes_one_flush(void **state)
{
	struct tw_store *store = start();
	struct power power;
	unsigned synced = 0;

	(void)state;
	power_watch(&power, help_path("a"));
	help_ok(write_commit(store, DELETE_EVERY, &help_err));
	help_ok(write_commit(store, 2 * DELETE_EVERY, &help_err));
	assert_int_equal(power.flushes, 2);
	for (size_t i = 0; i < power.count; i++)
		synced += power.ops[i].kind == POWER_WRITE_SYNCED;
	assert_int_equal(synced, 0);
	help_ok(write_commit(store, LARGE_EVERY - 1, &help_err));
	assert_int_equal(power.flushes, 3);
	assert_int_equal(power.ops[power.count - 1].kind, POWER_WRITE_SYNCED);
	power_rest();
	power_done(&power);
	tw_store_close(store);
}

/* An entry, and its mark behind the flush. */
static void
test_addition_to_the_log_takes_one_flush(void **state)
{
	struct tw_store *store = start();
	struct power power;

	(void)state;
	help_ok(write_commit(store, 2, &help_err));
	for (uint32_t n = 3; n < 6; n += 2) {
		tw_txn_end(help_read(store));
		power_watch(&power, help_path("a"));
		help_ok(write_commit(store, n, &help_err));
		power_rest();
		assert_int_equal(power.count, 3);
		assert_int_equal(power.ops[0].kind, POWER_WRITE);
		assert_int_equal(power.ops[1].kind, POWER_FLUSH);
		assert_int_equal(power.ops[2].kind, POWER_WRITE);
		assert_int_equal(power.ops[2].n, 4);
		power_done(&power);
	}
	tw_store_close(store);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		help_test(test_small_change_of_the_tree_takes_one_flush),
		help_test(test_addition_to_the_log_takes_one_flush),
		help_test(test_power_cut_loses_nothing_acknowledged),
		help_test(test_power_cut_behind_a_failed_flush_loses_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
