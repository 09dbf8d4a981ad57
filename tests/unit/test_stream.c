/* test_stream.c: a long run of bytes, cut into records and read again. */
/* SPDX-License-Identifier: MIT */
#include "store/stream.h"

#include "base/alloc.h"
#include "base/bytes.h"
#include "store/record.h"
#include "store_help.h"

#define RECORDS 8

/* A sink and a source in memory: payloads, as the store has them. */
static struct memory {
	uint8_t *records[RECORDS];
	size_t lengths[RECORDS];
	uint32_t count;
	int refuse;		/* the status to give, if not 0 */
	unsigned gets;
} memory;

static int
put(void *context, struct tw_record_key key, const void *payload,
	size_t length, trawl_error *err)
{
	struct memory *to = context;

	if (to->refuse != 0)
		return tw_fail(err, to->refuse, "refused");
	assert_int_equal(key.segment, 7);
	assert_int_equal(key.stream, 2);
	assert_int_equal(key.number, to->count);
	assert_true(to->count < RECORDS);
	uint8_t *record = tw_alloc(tw_record_size(length));

	tw_record_fill(record, key, payload, length);
	to->records[key.number] = record + tw_record_front(length);
	to->lengths[key.number] = length;
	to->count++;
	return TRAWL_OK;
}

static int
get(void *context, struct tw_record_key key, const uint8_t **ret_payload,
	size_t *ret_length, trawl_error *err)
{
	struct memory *from = context;

	from->gets++;
	if (from->refuse != 0)
		return tw_fail(err, from->refuse, "refused");
	if (key.number >= from->count)
		return TRAWL_END;
	*ret_payload = from->records[key.number];
	*ret_length = from->lengths[key.number];
	return TRAWL_OK;
}

static struct tw_sink sink = {put, &memory};
static struct tw_source source = {get, &memory, false, NULL};
static struct tw_source source_with_sums = {get, &memory, true, NULL};

static int
clear(void **state)
{
	(void)state;
	for (size_t i = 0; i < RECORDS; i++)
		if (memory.records[i])
			tw_free(memory.records[i] -
				tw_record_front(memory.lengths[i]));
	memset(&memory, 0, sizeof(memory));
	return 0;
}

static uint8_t
byte_at(uint64_t offset)
{
	return (uint8_t)(offset * 37 + offset / 1000);
}

/* Adds bytes in parts of this size until the stream is this long. */
static void
add_bytes(struct tw_stream_writer *writer, uint64_t length, size_t part)
{
	static uint8_t bytes[4 * TW_RECORD_PAYLOAD];

	while (writer->offset < length) {
		uint64_t left = length - writer->offset;
		size_t n = left < part ? (size_t)left : part;

		for (size_t i = 0; i < n; i++)
			bytes[i] = byte_at(writer->offset + i);
		help_ok(tw_stream_add(writer, bytes, n, &help_err));
	}
}

static void
write_stream(uint64_t length, size_t part)
{
	struct tw_stream_writer writer;

	help_ok(tw_stream_init(&writer, &sink, 7, 2, &help_err));
	add_bytes(&writer, length, part);
	help_ok(tw_stream_finish(&writer, &help_err));
	assert_int_equal(writer.offset, length);
	tw_stream_done(&writer);
}

static struct tw_stream
open_stream(uint64_t length)
{
	struct tw_stream stream;

	help_ok(tw_stream_open(&stream, &source, 7, 2, length, &help_err));
	return stream;
}

static void
expect_bytes(uint64_t length, size_t part)
{
	static uint8_t bytes[4 * TW_RECORD_PAYLOAD];
	struct tw_stream stream = open_stream(length);

	for (uint64_t offset = 0; offset < length; offset += part) {
		uint64_t left = length - offset;
		size_t n = left < part ? (size_t)left : part;

		help_ok(tw_stream_copy(&stream, offset, bytes, n, &help_err));
		for (size_t i = 0; i < n; i++)
			assert_int_equal(bytes[i], byte_at(offset + i));
	}
	tw_stream_close(&stream);
}

static void
test_bytes_come_back_whatever_the_parts(void **state)
{
	const size_t parts[] = {997, 65536, TW_RECORD_PAYLOAD,
		3 * TW_RECORD_PAYLOAD + 1};
	const uint64_t lengths[] = {0, 1, TW_RECORD_PAYLOAD - 1,
		TW_RECORD_PAYLOAD, TW_RECORD_PAYLOAD + 1,
		3 * TW_RECORD_PAYLOAD, 200000};

	for (size_t i = 0; i < sizeof(lengths) / sizeof(*lengths); i++)
		for (size_t j = 0; j < sizeof(parts) / sizeof(*parts); j++) {
			write_stream(lengths[i], parts[j]);
			assert_int_equal(memory.count, (lengths[i] +
				TW_RECORD_PAYLOAD - 1) / TW_RECORD_PAYLOAD);
			expect_bytes(lengths[i], parts[3 - j]);
			clear(state);
		}
}

static void
test_fit_skips_to_the_next_record(void **state)
{
	struct tw_stream_writer writer;

	(void)state;
	help_ok(tw_stream_init(&writer, &sink, 7, 2, &help_err));
	help_ok(tw_stream_fit(&writer, TW_RECORD_PAYLOAD, &help_err));
	assert_int_equal(writer.offset, 0);
	help_ok(tw_stream_add(&writer, "abc", 3, &help_err));
	help_ok(tw_stream_fit(&writer, TW_RECORD_PAYLOAD - 3, &help_err));
	assert_int_equal(writer.offset, 3);
	help_ok(tw_stream_fit(&writer, TW_RECORD_PAYLOAD - 2, &help_err));
	assert_int_equal(writer.offset, TW_RECORD_PAYLOAD);
	help_ok(tw_stream_add(&writer, "xyz", 3, &help_err));
	help_ok(tw_stream_finish(&writer, &help_err));
	assert_int_equal(memory.count, 2);
	assert_int_equal(memory.lengths[0], TW_RECORD_PAYLOAD);
	assert_int_equal(memory.records[0][3], 0);
	assert_memory_equal(memory.records[1], "xyz", 3);
	assert_int_equal(tw_stream_fit(&writer, TW_RECORD_PAYLOAD + 1, NULL),
		TRAWL_EFULL);
	tw_stream_done(&writer);
}

/* A record that was filled to the brim is put when the next byte comes. */
static void
test_fit_after_a_full_record_wastes_nothing(void **state)
{
	struct tw_stream_writer writer;

	(void)state;
	help_ok(tw_stream_init(&writer, &sink, 7, 2, &help_err));
	add_bytes(&writer, TW_RECORD_PAYLOAD, 1000);
	help_ok(tw_stream_fit(&writer, 10, &help_err));
	assert_int_equal(writer.offset, TW_RECORD_PAYLOAD);
	add_bytes(&writer, TW_RECORD_PAYLOAD + 10, 10);
	help_ok(tw_stream_finish(&writer, &help_err));
	assert_int_equal(memory.count, 2);
	tw_stream_done(&writer);
	expect_bytes(TW_RECORD_PAYLOAD + 10, 100);
}

static void
test_failure_of_the_sink_is_passed_up(void **state)
{
	struct tw_stream_writer writer;
	uint8_t bytes[1000] = {0};
	trawl_error err;

	(void)state;
	help_ok(tw_stream_init(&writer, &sink, 7, 2, &help_err));
	help_ok(tw_stream_add(&writer, bytes, sizeof(bytes), &help_err));
	memory.refuse = TRAWL_ENOSPACE;
	assert_int_equal(tw_stream_finish(&writer, &err), TRAWL_ENOSPACE);
	assert_string_equal(err.text, "refused");
	memory.refuse = 0;
	help_ok(tw_stream_finish(&writer, &help_err));
	tw_stream_done(&writer);
}

static void
test_at_tells_how_much_lies_in_the_record(void **state)
{
	struct tw_stream stream;
	const uint8_t *p;
	size_t left;

	(void)state;
	write_stream(TW_RECORD_PAYLOAD + 100, 5000);
	stream = open_stream(TW_RECORD_PAYLOAD + 100);
	help_ok(tw_stream_at(&stream, 0, &p, &left, &help_err));
	assert_int_equal(left, TW_RECORD_PAYLOAD);
	help_ok(tw_stream_at(&stream, TW_RECORD_PAYLOAD - 1, &p, &left,
		&help_err));
	assert_int_equal(left, 1);
	help_ok(tw_stream_at(&stream, TW_RECORD_PAYLOAD + 99, &p, &left,
		&help_err));
	assert_int_equal(left, 1);
	assert_int_equal(*p, byte_at(TW_RECORD_PAYLOAD + 99));
	assert_int_equal(p[TW_RECORD_SLACK], 0);
	assert_int_equal(memory.gets, 2);
	tw_stream_close(&stream);
}

static void
test_what_lies_outside_is_damage(void **state)
{
	struct tw_stream stream;
	const uint8_t *p = NULL;
	uint8_t bytes[200];
	trawl_error err;
	size_t left;

	(void)state;
	write_stream(TW_RECORD_PAYLOAD + 100, 5000);
	stream = open_stream(TW_RECORD_PAYLOAD + 100);
	assert_int_equal(tw_stream_at(&stream, TW_RECORD_PAYLOAD + 100, &p,
		&left, &err), TRAWL_ECORRUPT);
	assert_non_null(strstr(err.text, "stream 2 of segment 7"));
	assert_int_equal(tw_stream_at(&stream, UINT64_MAX, &p, &left, NULL),
		TRAWL_ECORRUPT);
	assert_int_equal(tw_stream_get(&stream, TW_RECORD_PAYLOAD - 1, 2, &p,
		NULL), TRAWL_ECORRUPT);
	assert_int_equal(tw_stream_get(&stream, TW_RECORD_PAYLOAD + 99, 2, &p,
		NULL), TRAWL_ECORRUPT);
	assert_int_equal(tw_stream_copy(&stream, TW_RECORD_PAYLOAD, bytes,
		sizeof(bytes), NULL), TRAWL_ECORRUPT);
	assert_null(p);
	help_ok(tw_stream_get(&stream, TW_RECORD_PAYLOAD, 100, &p, &help_err));
	tw_stream_close(&stream);
	stream = open_stream(0);
	assert_int_equal(tw_stream_at(&stream, 0, &p, &left, NULL),
		TRAWL_ECORRUPT);
	tw_stream_close(&stream);
}

static void
expect_fault(uint64_t length, int status, const char *text)
{
	struct tw_stream stream = open_stream(length);
	const uint8_t *p;
	trawl_error err;
	size_t left;

	assert_int_equal(tw_stream_at(&stream, length - 1, &p, &left, &err),
		status);
	assert_non_null(strstr(err.text, text));
	tw_stream_close(&stream);
}

static void
test_record_missing_or_of_another_length_is_damage(void **state)
{
	(void)state;
	write_stream(TW_RECORD_PAYLOAD + 100, 5000);
	expect_fault(TW_RECORD_PAYLOAD + 99, TRAWL_ECORRUPT, "another length");
	expect_fault(TW_RECORD_PAYLOAD + 101, TRAWL_ECORRUPT,
		"another length");
	expect_fault(2 * TW_RECORD_PAYLOAD + 1, TRAWL_ECORRUPT, "missing");
	memory.refuse = TRAWL_EIO;
	expect_fault(TW_RECORD_PAYLOAD, TRAWL_EIO, "refused");
}

static void
test_length_beyond_all_numbers_is_damage(void **state)
{
	struct tw_stream stream;

	(void)state;
	assert_int_equal(tw_stream_open(&stream, &source, 7, 2, UINT64_MAX,
		NULL), TRAWL_ECORRUPT);
}

static void
test_stream_goes_through_a_store(void **state)
{
	const uint64_t length = 3 * TW_RECORD_PAYLOAD + 1000;
	struct tw_stream_writer writer;
	struct tw_source from;
	struct tw_store *store;
	struct tw_stream stream;
	struct tw_sink to;
	struct tw_txn *txn;
	uint8_t *bytes = tw_alloc((size_t)length);

	assert_int_equal(help_set_up(state), 0);
	store = help_create("a");
	help_ok(tw_store_lock(store, false, &help_err));
	txn = help_write(store);
	to = help_sink(txn);
	help_ok(tw_stream_init(&writer, &to, 7, 2, &help_err));
	add_bytes(&writer, length, 12345);
	help_ok(tw_stream_finish(&writer, &help_err));
	tw_stream_done(&writer);
	help_ok(tw_txn_commit(txn, &help_err));
	txn = help_read(store);
	from = tw_txn_source(txn);
	help_ok(tw_stream_open(&stream, &from, 7, 2, length, &help_err));
	help_ok(tw_stream_copy(&stream, 0, bytes, (size_t)length, &help_err));
	for (uint64_t i = 0; i < length; i++)
		assert_int_equal(bytes[i], byte_at(i));
	tw_stream_close(&stream);
	tw_free(bytes);
	tw_txn_end(txn);
	tw_store_close(store);
	assert_int_equal(help_tear_down(state), 0);
}

static void
test_taken_records_are_not_fetched_again_but_the_last(void **state)
{
	uint64_t length = 2 * TW_RECORD_PAYLOAD + 10;
	struct tw_stream before;
	struct tw_stream after;
	const uint8_t *p;

	(void)state;
	write_stream(length, 1000);
	before = open_stream(length);
	after = open_stream(length);
	for (uint32_t i = 0; i < 3; i++)
		help_ok(tw_stream_get(&before, i * TW_RECORD_PAYLOAD, 1, &p,
			&help_err));
	tw_stream_take(&after, &before);
	tw_stream_close(&before);
	memory.gets = 0;
	help_ok(tw_stream_get(&after, TW_RECORD_PAYLOAD, 1, &p, &help_err));
	assert_int_equal(*p, byte_at(TW_RECORD_PAYLOAD));
	assert_int_equal(memory.gets, 0);
	help_ok(tw_stream_get(&after, length - 1, 1, &p, &help_err));
	assert_int_equal(*p, byte_at(length - 1));
	assert_int_equal(memory.gets, 1);
	tw_stream_close(&after);
}

/* ------------------------------------------------------------------ */
/* Units.                                                               */

#define DAMAGED (TW_RECORD_PAYLOAD + 2 * TW_RECORD_UNIT)
#define LENGTH (TW_RECORD_PAYLOAD + 5 * TW_RECORD_UNIT + 1)

/* Of two records; the third unit of the second is damaged. */
static struct tw_stream
open_damaged(void)
{
	struct tw_stream stream;

	write_stream(LENGTH, 5000);
	memory.records[1][DAMAGED + 7 - TW_RECORD_PAYLOAD] ^= 1;
	help_ok(tw_stream_open(&stream, &source_with_sums, 7, 2, LENGTH,
		&help_err));
	return stream;
}

static void
test_bytes_beside_a_damaged_unit_are_read(void **state)
{
	struct tw_stream stream = open_damaged();
	const uint8_t *p;
	size_t left;

	(void)state;
	help_ok(tw_stream_get(&stream, DAMAGED - 9, 9, &p, &help_err));
	assert_int_equal(*p, byte_at(DAMAGED - 9));
	help_ok(tw_stream_get(&stream, DAMAGED + TW_RECORD_UNIT, 9, &p,
		&help_err));
	assert_int_equal(*p, byte_at(DAMAGED + TW_RECORD_UNIT));
	help_ok(tw_stream_at(&stream, LENGTH - 1, &p, &left, &help_err));
	assert_int_equal(left, 1);
	help_ok(tw_stream_touch(&stream, 0, DAMAGED, &help_err));
	tw_stream_close(&stream);
}

static void
test_every_way_into_a_damaged_unit_is_damage(void **state)
{
	struct tw_stream stream = open_damaged();
	uint8_t bytes[20];
	const uint8_t *p = NULL;
	trawl_error err;
	size_t left;

	(void)state;
	assert_int_equal(tw_stream_get(&stream, DAMAGED - 9, 10, &p, &err),
		TRAWL_ECORRUPT);
	assert_non_null(strstr(err.text, "checksum"));
	assert_int_equal(tw_stream_get(&stream, DAMAGED, 1, &p, NULL),
		TRAWL_ECORRUPT);
	assert_int_equal(tw_stream_at(&stream, TW_RECORD_PAYLOAD, &p, &left,
		NULL), TRAWL_ECORRUPT);
	assert_int_equal(tw_stream_ahead(&stream, DAMAGED - 9, 10, &p, &left,
		NULL), TRAWL_ECORRUPT);
	assert_int_equal(tw_stream_copy(&stream, DAMAGED - 9, bytes, 10,
		NULL), TRAWL_ECORRUPT);
	assert_int_equal(tw_stream_touch(&stream, 0, DAMAGED + 1, NULL),
		TRAWL_ECORRUPT);
	assert_null(p);
	assert_null(tw_stream_peek(&stream, DAMAGED));
	tw_stream_close(&stream);
}

static void
test_ahead_counts_what_was_verified(void **state)
{
	struct tw_stream stream = open_damaged();
	const uint8_t *p;
	size_t left;

	(void)state;
	help_ok(tw_stream_ahead(&stream, DAMAGED - 10, 1, &p, &left,
		&help_err));
	assert_int_equal(left, 10);
	help_ok(tw_stream_ahead(&stream, 5, TW_RECORD_UNIT, &p, &left,
		&help_err));
	assert_int_equal(left, 2 * TW_RECORD_UNIT - 5);
	help_ok(tw_stream_ahead(&stream, LENGTH - 3, 100, &p, &left,
		&help_err));
	assert_int_equal(left, 3);
	tw_stream_close(&stream);
}

static void
test_unit_is_verified_once(void **state)
{
	struct tw_stream stream = open_damaged();
	const uint8_t *p;

	(void)state;
	assert_null(tw_stream_peek(&stream, 3));
	help_ok(tw_stream_get(&stream, 0, 1, &p, &help_err));
	memory.records[0][3] ^= 1;
	help_ok(tw_stream_get(&stream, 3, 1, &p, &help_err));
	assert_ptr_equal(tw_stream_peek(&stream, 3), p);
	assert_null(tw_stream_peek(&stream, TW_RECORD_UNIT));
	tw_stream_close(&stream);
}

/* ------------------------------------------------------------------ */
/* Stretches.                                                           */

static void
test_a_stretch_has_the_bytes_of_the_stream_in_any_order(void **state)
{
	uint64_t length = 3 * TW_RECORD_PAYLOAD + 77;
	struct tw_stretch stretch = {0};

	(void)state;
	write_stream(length, 5000);
	struct tw_stream stream = open_stream(length);

	for (uint64_t i = 0; i < 5000; i++) {
		uint64_t offset = i * 7919 % (stream.length - 10);
		const uint8_t *p;
		size_t left;

		if (offset % TW_RECORD_PAYLOAD > TW_RECORD_PAYLOAD - 10)
			continue;
		help_ok(tw_stretch_get(&stretch, &stream, offset, 10, &p,
			&help_err));
		assert_int_equal(p[0], byte_at(offset));
		assert_int_equal(p[9], byte_at(offset + 9));
		help_ok(tw_stretch_ahead(&stretch, &stream, offset, 4096, &p,
			&left, &help_err));
		assert_int_equal(p[0], byte_at(offset));
		assert_true(left >= 4096 || stretch.ends_record);
		assert_int_equal(p[left - 1], byte_at(offset + left - 1));
	}
	tw_stream_close(&stream);
}

static void
test_a_stretch_reaches_over_what_is_verified(void **state)
{
	struct tw_stream stream = open_damaged();
	struct tw_stretch stretch = {0};
	const uint8_t *p;

	(void)state;
	help_ok(tw_stream_touch(&stream, DAMAGED - 1, 1, &help_err));
	help_ok(tw_stretch_get(&stretch, &stream, DAMAGED - TW_RECORD_UNIT - 1,
		1, &p, &help_err));
	assert_int_equal(stretch.offset, TW_RECORD_PAYLOAD);
	assert_int_equal(stretch.length, 2 * TW_RECORD_UNIT);
	assert_false(stretch.ends_record);
	help_ok(tw_stretch_get(&stretch, &stream, LENGTH - 1, 1, &p,
		&help_err));
	assert_int_equal(stretch.length, 1);
	assert_true(stretch.ends_record);
	tw_stream_close(&stream);
}

static void
test_a_stretch_does_not_reach_into_a_damaged_unit(void **state)
{
	struct tw_stream stream = open_damaged();
	struct tw_stretch stretch = {0};
	const uint8_t *p = NULL;
	size_t left;

	(void)state;
	help_ok(tw_stretch_get(&stretch, &stream, DAMAGED - 9, 9, &p,
		&help_err));
	assert_int_equal(tw_stretch_get(&stretch, &stream, DAMAGED - 9, 10,
		&p, NULL), TRAWL_ECORRUPT);
	assert_int_equal(tw_stretch_ahead(&stretch, &stream, DAMAGED - 9, 10,
		&p, &left, NULL), TRAWL_ECORRUPT);
	assert_int_equal(tw_stretch_get(&stretch, &stream, LENGTH, 1, &p,
		NULL), TRAWL_ECORRUPT);
	help_ok(tw_stretch_get(&stretch, &stream, DAMAGED - 9, 9, &p,
		&help_err));
	tw_stream_close(&stream);
}

#define stream_test(f) cmocka_unit_test_teardown(f, clear)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		stream_test(test_bytes_come_back_whatever_the_parts),
		stream_test(test_fit_skips_to_the_next_record),
		stream_test(test_fit_after_a_full_record_wastes_nothing),
		stream_test(test_failure_of_the_sink_is_passed_up),
		stream_test(test_at_tells_how_much_lies_in_the_record),
		stream_test(test_bytes_beside_a_damaged_unit_are_read),
		stream_test(test_every_way_into_a_damaged_unit_is_damage),
		stream_test(test_ahead_counts_what_was_verified),
		stream_test(test_unit_is_verified_once),
		stream_test(
		    test_a_stretch_has_the_bytes_of_the_stream_in_any_order),
		stream_test(test_a_stretch_reaches_over_what_is_verified),
		stream_test(test_a_stretch_does_not_reach_into_a_damaged_unit),
		stream_test(test_what_lies_outside_is_damage),
		stream_test(
			test_record_missing_or_of_another_length_is_damage),
		stream_test(test_length_beyond_all_numbers_is_damage),
		stream_test(
			test_taken_records_are_not_fetched_again_but_the_last),
		stream_test(test_stream_goes_through_a_store),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
