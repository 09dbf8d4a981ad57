/* test_pick.c: a few bytes of a record are those that the map has. */
/* SPDX-License-Identifier: MIT */
#include "store/pick.h"

#include <fcntl.h>

#include "store/stream.h"
#include "store/txn.h"
#include "store_help.h"

#define LENGTH (8 * TW_RECORD_PAYLOAD + 5000)
#define MANY 40		/* picks: more than of one record */
#define FULL (TW_RECORD_PAYLOAD / TW_RECORD_UNIT)	/* of its units */

static struct tw_store *store;
static struct tw_txn *txn;
static struct tw_source source;
static struct tw_stream stream;

static uint8_t
byte_at(uint64_t offset)
{
	uint64_t x = offset * UINT64_C(0x9e3779b97f4a7c15);

	return (uint8_t)((x ^ x >> 29) * UINT64_C(0xbf58476d1ce4e5b9) >> 56);
}

static void
write_stream(void)
{
	struct tw_stream_writer writer;
	struct tw_sink sink;

	help_ok(tw_store_lock(store, true, &help_err));
	txn = help_write(store);
	sink = help_sink(txn);
	help_ok(tw_stream_init(&writer, &sink, 1, 2, &help_err));
	for (uint64_t i = 0; i < LENGTH; i++) {
		uint8_t byte = byte_at(i);

		help_ok(tw_stream_add(&writer, &byte, 1, &help_err));
	}
	help_ok(tw_stream_finish(&writer, &help_err));
	tw_stream_done(&writer);
	help_ok(tw_txn_commit(txn, &help_err));
	tw_store_unlock(store);
}

/* As a process of its own sees it: the first snapshots are not walked. */
static void
open_stream(void)
{
	store = help_open("index");
	help_ok(tw_txn_read(store, &txn, &help_err));
	source = tw_txn_source(txn);
	help_ok(tw_stream_open(&stream, &source, 1, 2, LENGTH, &help_err));
}

static void
close_stream(void)
{
	tw_stream_close(&stream);
	tw_txn_end(txn);
	tw_store_close(store);
}

static int
setup(void **state)
{
	if (help_set_up(state) != 0)
		return -1;
	store = help_create("index");
	write_stream();
	tw_store_close(store);
	open_stream();
	return 0;
}

static int
teardown(void **state)
{
	close_stream();
	return help_tear_down(state);
}

static bool
is_mapped(uint64_t offset)
{
	return stream.known > 0 &&
		stream.records[offset / TW_RECORD_PAYLOAD] != NULL;
}

/* All of the bytes that are given, and they are enough. */
static void
expect_bytes(uint64_t offset, size_t n)
{
	const uint8_t *p;
	size_t left;
	size_t in_record = TW_RECORD_PAYLOAD -
		(size_t)(offset % TW_RECORD_PAYLOAD);

	help_ok(tw_stream_pick(&stream, offset, n, &p, &left, &help_err));
	if (LENGTH - offset < in_record)
		in_record = (size_t)(LENGTH - offset);
	assert_true(left >= (n < in_record ? n : in_record));
	assert_true(left <= in_record);
	for (size_t i = 0; i < left; i++)
		assert_int_equal(p[i], byte_at(offset + i));
}

static void
test_bytes_are_those_of_the_stream(void **state)
{
	(void)state;
	for (uint64_t offset = 0; offset < LENGTH; offset += 997)
		expect_bytes(offset, 1 + offset % 3000);
	expect_bytes(LENGTH - 1, 1);
	expect_bytes(LENGTH - 1, 500);
	expect_bytes(TW_RECORD_PAYLOAD - 3, 100);
	assert_int_equal(tw_stream_pick(&stream, LENGTH, 1,
		&(const uint8_t *){NULL}, &(size_t){0}, NULL), TRAWL_ECORRUPT);
}

static void
test_copies_go_over_the_ends_of_records(void **state)
{
	uint8_t bytes[1000];

	(void)state;
	help_ok(tw_stream_pick_copy(&stream, TW_RECORD_PAYLOAD - 400, bytes,
		sizeof(bytes), &help_err));
	for (size_t i = 0; i < sizeof(bytes); i++)
		assert_int_equal(bytes[i],
			byte_at(TW_RECORD_PAYLOAD - 400 + i));
}

static void
test_what_is_asked_often_is_mapped(void **state)
{
	(void)state;
	expect_bytes(100, 6);
	assert_false(is_mapped(100));
	for (uint64_t i = 0; i < MANY; i++)
		expect_bytes(100 + i, 6);	/* of the unit that is there */
	assert_false(is_mapped(100));
	for (uint64_t i = 0; i < MANY; i++)
		expect_bytes(i % FULL * TW_RECORD_UNIT, 6);
	assert_true(is_mapped(100));
	assert_false(is_mapped(TW_RECORD_PAYLOAD));
}

static void
test_much_at_once_is_mapped(void **state)
{
	(void)state;
	expect_bytes(0, 30000);
	assert_true(is_mapped(0));
}

static void
test_stream_of_few_records_is_mapped(void **state)
{
	(void)state;
	tw_stream_close(&stream);
	help_ok(tw_stream_open(&stream, &source, 1, 2,
		8 * TW_RECORD_PAYLOAD, &help_err));
	expect_bytes(100, 6);
	assert_true(is_mapped(100));
}

static void
test_walked_snapshot_is_mapped(void **state)
{
	(void)state;
	help_ok(tw_txn_walk(txn, &help_err));
	expect_bytes(100, 6);
	assert_true(is_mapped(100));
}

/* Where the file has these bytes. */
static uint64_t
find_in_file(int fd, const void *wanted, size_t n)
{
	uint8_t bytes[64];

	for (uint64_t at = 0;; at++) {
		ssize_t got = pread(fd, bytes, n, (off_t)at);

		assert_int_equal(got, (ssize_t)n);
		if (memcmp(bytes, wanted, n) == 0)
			return at;
	}
}

/* Flips a byte of the second record, so far from its payload's beginning. */
static void
damage(long by)
{
	uint8_t wanted[32];
	uint8_t byte;
	int fd = open(help_path("index"), O_RDWR);

	assert_true(fd >= 0);
	for (size_t i = 0; i < sizeof(wanted); i++)
		wanted[i] = byte_at(TW_RECORD_PAYLOAD + i);
	off_t at = (off_t)find_in_file(fd, wanted, sizeof(wanted)) + by;

	assert_int_equal(pread(fd, &byte, 1, at), 1);
	byte ^= 1;
	assert_int_equal(pwrite(fd, &byte, 1, at), 1);
	close(fd);
}

static int
pick(uint64_t offset)
{
	const uint8_t *p;
	size_t left;

	return tw_stream_pick(&stream, offset, 6, &p, &left, NULL);
}

static void
test_damaged_unit_is_told_and_no_other(void **state)
{
	(void)state;
	damage(3 * TW_RECORD_UNIT + 5);
	assert_int_equal(pick(TW_RECORD_PAYLOAD + 2 * TW_RECORD_UNIT),
		TRAWL_OK);
	assert_int_equal(pick(TW_RECORD_PAYLOAD + 3 * TW_RECORD_UNIT),
		TRAWL_ECORRUPT);
	assert_int_equal(pick(TW_RECORD_PAYLOAD + 3 * TW_RECORD_UNIT),
		TRAWL_ECORRUPT);
	assert_int_equal(pick(0), TRAWL_OK);
}

static void
test_damaged_frame_is_told(void **state)
{
	(void)state;
	damage(9 - (long)tw_record_front(TW_RECORD_PAYLOAD));
	assert_int_equal(pick(TW_RECORD_PAYLOAD), TRAWL_ECORRUPT);
	assert_int_equal(pick(0), TRAWL_OK);
}

static void
test_damaged_checksums_are_told(void **state)
{
	(void)state;
	damage(5 - 128);
	assert_int_equal(pick(TW_RECORD_PAYLOAD), TRAWL_ECORRUPT);
}

static void
test_record_of_another_length_is_told(void **state)
{
	(void)state;
	tw_stream_close(&stream);
	help_ok(tw_stream_open(&stream, &source, 1, 2, LENGTH - 1,
		&help_err));
	assert_int_equal(pick(LENGTH - 100), TRAWL_ECORRUPT);
	assert_int_equal(pick(0), TRAWL_OK);
}

static void
test_missing_record_is_told(void **state)
{
	(void)state;
	tw_stream_close(&stream);
	help_ok(tw_stream_open(&stream, &source, 1, 3, LENGTH, &help_err));
	assert_int_equal(pick(0), TRAWL_ECORRUPT);
}

#define PICK_TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		PICK_TEST(test_bytes_are_those_of_the_stream),
		PICK_TEST(test_copies_go_over_the_ends_of_records),
		PICK_TEST(test_what_is_asked_often_is_mapped),
		PICK_TEST(test_much_at_once_is_mapped),
		PICK_TEST(test_stream_of_few_records_is_mapped),
		PICK_TEST(test_walked_snapshot_is_mapped),
		PICK_TEST(test_damaged_unit_is_told_and_no_other),
		PICK_TEST(test_damaged_frame_is_told),
		PICK_TEST(test_damaged_checksums_are_told),
		PICK_TEST(test_record_of_another_length_is_told),
		PICK_TEST(test_missing_record_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
