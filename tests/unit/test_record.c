/* test_record.c: records by key: found, walked, deleted, and when damaged. */
/* SPDX-License-Identifier: MIT */
#include <fcntl.h>
#include <sys/stat.h>

#include "base/crc32c.h"
#include "store/page.h"
#include "store/record.h"
#include "store_help.h"

static struct tw_store *store;

static int
set_up(void **state)
{
	if (help_set_up(state) != 0)
		return -1;
	store = help_create("records");
	return tw_store_lock(store, false, NULL);
}

static int
tear_down(void **state)
{
	tw_store_close(store);
	return help_tear_down(state);
}

static void
test_records_of_all_lengths_come_back(void **state)
{
	const size_t lengths[] = {0, 1, 15, 1900, 1965, 1966, 1967, 1968, 1969,
		1970, 1971, 2038, 4048, 4049, 8000,
		TW_RECORD_PAYLOAD - 1, TW_RECORD_PAYLOAD};
	const uint32_t count = sizeof(lengths) / sizeof(*lengths);
	struct tw_txn *txn = help_write(store);

	(void)state;
	for (uint32_t i = 0; i < count; i++)
		help_put(txn, 1, 2, i, lengths[i]);
	for (uint32_t i = 0; i < count; i++)
		help_expect(txn, 1, 2, i, lengths[i]);
	help_ok(tw_txn_commit(txn, &help_err));
	txn = help_read(store);
	for (uint32_t i = 0; i < count; i++)
		help_expect(txn, 1, 2, i, lengths[i]);
	tw_txn_end(txn);
}

/* Of full records, among which leaves come, but for the first ones of each
   change; later changes have free pages. */
static void
test_full_records_begin_at_multiples_of_their_pages(void **state)
{
	struct tw_txn *txn;
	uint32_t astray = 0;

	(void)state;
	for (uint32_t i = 0; i < 1200; i += 300) {
		txn = help_write(store);
		help_put(txn, 1, 1, i, 3000);
		for (uint32_t j = 0; j < 300; j++)
			help_put(txn, 1, 2, i + j, TW_RECORD_PAYLOAD);
		help_ok(tw_txn_commit(txn, &help_err));
	}
	txn = help_read(store);
	help_ok(tw_txn_walk(txn, &help_err));
	for (uint32_t i = 0; i < 1200; i++) {
		const uint8_t *payload = NULL;
		size_t length;

		help_ok(tw_record_get(txn, (struct tw_record_key){1, 2, i},
			&payload, &length, &help_err));
		size_t at = (size_t)(payload - tw_record_front(length) -
			LMDB_PAGE_HEADER - (const uint8_t *)txn->env->map);

		assert_int_equal(at % txn->page_size, 0);
		astray += at / txn->page_size % 16 != 0;
	}
	if (txn->page_size == 4096)
		assert_in_range(astray, 0, 80);
	tw_txn_end(txn);
}

static void
test_record_is_replaced_by_one_of_any_length(void **state)
{
	const size_t lengths[] = {10, 5000, 60000, 3000, 20, 4048, 4049, 0};

	(void)state;
	for (size_t i = 0; i < 8; i++)
		for (size_t j = 0; j < 8; j++) {
			struct tw_txn *txn = help_write(store);

			help_put(txn, 1, 1, 1, lengths[i]);
			help_put(txn, 1, 1, 1, lengths[j]);
			help_expect(txn, 1, 1, 1, lengths[j]);
			help_ok(tw_txn_commit(txn, &help_err));
			txn = help_read(store);
			help_expect(txn, 1, 1, 1, lengths[j]);
			tw_txn_end(txn);
		}
}

/* A record of so many bytes has the sums of its units, and zeros, in `room`
   bytes: behind its payload, or before it. */
static void
assert_sums(size_t bytes, bool behind, size_t room)
{
	struct tw_record_key key = {1, 1, 1};
	size_t units = (bytes + TW_RECORD_UNIT - 1) / TW_RECORD_UNIT;
	struct tw_txn *txn;
	const uint8_t *payload;
	size_t length;

	help_put_one_more(store, 1, 1, 1, bytes);
	txn = help_read(store);
	help_ok(tw_record_get(txn, key, &payload, &length, &help_err));
	const uint8_t *sums = behind ? payload + length : payload - room;

	for (size_t i = 0; i < units; i++)
		assert_int_equal(tw_le32(sums + 4 * i),
			tw_crc32c(0, payload + i * TW_RECORD_UNIT,
				i < units - 1 ? TW_RECORD_UNIT :
				bytes - i * TW_RECORD_UNIT));
	for (size_t i = units * 4; i < room; i++)
		assert_int_equal(sums[i], 0);
	for (size_t i = behind ? room : 0; i < TW_RECORD_SLACK; i++)
		assert_int_equal(payload[length + i], 0);
	tw_txn_end(txn);
}

static void
test_behind_a_payload_are_checksums_of_its_units(void **state)
{
	(void)state;
	assert_sums(2 * TW_RECORD_UNIT + 77, true, TW_RECORD_SLACK);
}

static void
test_before_a_long_payload_are_checksums_of_its_units(void **state)
{
	(void)state;
	assert_sums(8 * TW_RECORD_UNIT + 1, false, 64);
}

static void
test_each_unit_of_a_record_has_a_checksum(void **state)
{
	(void)state;
	assert_int_equal(tw_record_sums(0), 32);
	assert_int_equal(tw_record_sums(8 * TW_RECORD_UNIT), 32);
	assert_int_equal(tw_record_sums(8 * TW_RECORD_UNIT + 1), 64);
	assert_int_equal(tw_record_sums(TW_RECORD_PAYLOAD), 128);
	assert_int_equal(tw_record_front(8 * TW_RECORD_UNIT), 16);
	assert_int_equal(tw_record_front(8 * TW_RECORD_UNIT + 1), 80);
}

/* As drawn in store.h. */
static void
test_bytes_of_a_record_are_those_of_the_format(void **state)
{
	struct tw_record_key key = {0x01020304, 0x0506, 0x0708090a};
	const uint8_t header[12] = {5, 0, 0, 0, 4, 3, 2, 1, 6, 5, 0, 0};
	const uint8_t number[4] = {0x0a, 9, 8, 7};
	struct tw_txn *txn = help_write(store);
	const uint8_t *payload;
	uint32_t crc;
	size_t length;

	(void)state;
	help_ok(tw_record_put(txn, key, "hello", 5, &help_err));
	help_ok(tw_txn_commit(txn, &help_err));
	txn = help_read(store);
	help_ok(tw_record_get(txn, key, &payload, &length, &help_err));
	crc = tw_crc32c(0, header, sizeof(header));
	crc = tw_crc32c(crc, number, sizeof(number));
	crc = tw_crc32c(crc, payload + 5, TW_RECORD_SLACK);
	assert_int_equal(tw_le32(payload - 16), crc);
	assert_memory_equal(payload - 12, header, sizeof(header));
	tw_txn_end(txn);
}

static void
test_put_refuses_what_cannot_be(void **state)
{
	static uint8_t payload[TW_RECORD_PAYLOAD + 1];
	struct tw_txn *txn = help_write(store);

	(void)state;
	assert_int_equal(tw_record_put(txn, (struct tw_record_key){1, 1, 1},
		payload, sizeof(payload), NULL), TRAWL_EINVAL);
	assert_int_equal(tw_record_put(txn, (struct tw_record_key){1, 65536,
		1}, payload, 1, NULL), TRAWL_EINVAL);
	assert_int_equal(tw_record_put(txn, (struct tw_record_key){UINT32_MAX,
		1, 1}, payload, 1, NULL), TRAWL_EINVAL);
	tw_txn_end(txn);
	txn = help_read(store);
	assert_int_equal(tw_record_put(txn, (struct tw_record_key){1, 1, 1},
		payload, 1, NULL), TRAWL_EINVAL);
	tw_txn_end(txn);
}

static void
expect_next(struct tw_txn *txn, struct tw_record_key from,
	struct tw_record_key next)
{
	help_ok(tw_record_seek(txn, &from, &help_err));
	assert_int_equal(from.segment, next.segment);
	assert_int_equal(from.stream, next.stream);
	assert_int_equal(from.number, next.number);
}

static void
test_seek_goes_in_the_order_of_numbers(void **state)
{
	const struct tw_record_key keys[] = {{0, 0, 0}, {1, 1, 255},
		{1, 1, 256}, {1, 2, 0}, {1, 256, 1}, {255, 0, 0}, {256, 0, 0},
		{UINT32_MAX - 1, UINT16_MAX, UINT32_MAX}};
	const size_t count = sizeof(keys) / sizeof(*keys);
	struct tw_record_key last = {UINT32_MAX, 0, 0};
	struct tw_txn *txn = help_write(store);

	(void)state;
	for (size_t i = count; i-- > 0;)
		help_put(txn, keys[i].segment, keys[i].stream, keys[i].number,
			10 * i);
	expect_next(txn, keys[0], keys[0]);
	help_ok(tw_txn_commit(txn, &help_err));
	txn = help_read(store);
	for (size_t i = 0; i + 1 < count; i++) {
		struct tw_record_key behind = keys[i];

		expect_next(txn, keys[i], keys[i]);
		behind.number++;
		expect_next(txn, behind, keys[i + 1]);
	}
	assert_int_equal(tw_record_seek(txn, &last, NULL), TRAWL_END);
	tw_txn_end(txn);
}

static void
test_delete_takes_a_segment_in_portions(void **state)
{
	struct tw_txn *txn = help_write(store);
	bool more = false;

	(void)state;
	for (uint32_t i = 0; i < 10; i++)
		help_put(txn, 2, i, i, i % 2 ? 50 : 9000);
	help_put(txn, 1, 1, 1, 50);
	help_put(txn, 3, 1, 1, 50);
	help_ok(tw_txn_commit(txn, &help_err));
	txn = help_write(store);
	help_ok(tw_record_delete(txn, 2, 6, &more, &help_err));
	assert_true(more);
	help_ok(tw_record_delete(txn, 2, 4, &more, &help_err));
	assert_false(more);
	help_ok(tw_record_delete(txn, 2, 4, &more, &help_err));
	assert_false(more);
	help_ok(tw_txn_commit(txn, &help_err));
	txn = help_read(store);
	for (uint32_t i = 0; i < 10; i++)
		help_expect_none(txn, 2, i, i);
	help_expect(txn, 1, 1, 1, 50);
	help_expect(txn, 3, 1, 1, 50);
	tw_txn_end(txn);
}

/* ------------------------------------------------------------------ */
/* Damage.                                                              */

/* Flips a bit of the file at the n-th byte of the record, which is unique. */
static void
damage(struct tw_record_key key, long n)
{
	char value[40];
	const uint8_t *payload;
	struct tw_txn *txn = help_read(store);
	struct stat found;
	uint8_t *file;
	size_t length;
	size_t at = 0;
	int fd = open(help_path("records"), O_RDWR);

	help_ok(tw_record_get(txn, key, &payload, &length, &help_err));
	memcpy(value, payload - tw_record_front(length), sizeof(value));
	tw_txn_end(txn);
	assert_int_equal(fstat(fd, &found), 0);
	file = malloc((size_t)found.st_size);
	assert_int_equal(pread(fd, file, (size_t)found.st_size, 0),
		found.st_size);
	while (memcmp(file + at, value, sizeof(value)) != 0)
		at++;
	at += (size_t)n;
	file[at] ^= 4;
	assert_int_equal(pwrite(fd, file + at, 1, (off_t)at), 1);
	free(file);
	close(fd);
}

static void
expect_damage(struct tw_record_key key, const char *text)
{
	struct tw_txn *txn = help_read(store);
	const uint8_t *payload = NULL;
	trawl_error err;
	size_t length;

	assert_int_equal(tw_record_get(txn, key, &payload, &length,
		&err), TRAWL_ECORRUPT);
	assert_null(payload);
	if (!strstr(err.text, "record 3 of stream 2 of segment 1") ||
	    !strstr(err.text, text))
		fail_msg("%s", err.text);
	tw_txn_end(txn);
}

static void
test_damaged_record_is_named(void **state)
{
	const struct tw_record_key key = {1, 2, 3};
	const struct {
		long byte;
		const char *text;
	} cases[] = {
		{0, "checksum"}, {4, "length"}, {8, "another's"},
		{12, "another's"}, {16, "checksum"}, {16 + 4999, "checksum"},
		{16 + 5000 + 31, "checksum"}
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		help_put_one_more(store, 1, 2, 3, 5000);
		damage(key, cases[i].byte);
		expect_damage(key, cases[i].text);
	}
}

/* Reading needs no page header; but check finds it, and a copy mends it. */
static void
test_damaged_page_header_is_found_and_mended(void **state)
{
	const struct tw_record_key key = {1, 2, 3};
	struct tw_txn *txn;
	trawl_error err;

	(void)state;
	help_put_one_more(store, 1, 2, 3, 5000);
	txn = help_read(store);
	help_ok(tw_record_check(txn, key, &help_err));
	damage(key, -4);
	assert_int_equal(tw_record_check(txn, key, &err), TRAWL_ECORRUPT);
	assert_non_null(strstr(err.text, "damaged header"));
	help_expect(txn, 1, 2, 3, 5000);
	assert_int_equal(tw_record_check(txn, (struct tw_record_key){1, 2, 4},
		NULL), TRAWL_END);
	tw_txn_end(txn);
	tw_store_unlock(store);
	help_ok(tw_store_compact(store, &help_err));
	txn = help_read(store);
	help_ok(tw_record_check(txn, key, &help_err));
	tw_txn_end(txn);
}

static void
test_found_record_says_which_unit_is_damaged(void **state)
{
	const struct tw_record_key key = {1, 2, 3};
	struct tw_txn *txn;
	const uint8_t *payload;
	size_t length;

	(void)state;
	help_put_one_more(store, 1, 2, 3, 20000);
	damage(key, (long)tw_record_front(20000) + TW_RECORD_UNIT);
	txn = help_read(store);
	assert_int_equal(tw_record_get(txn, key, &payload, &length, NULL),
		TRAWL_ECORRUPT);
	help_ok(tw_record_find(txn, key, &payload, &length, &help_err));
	assert_int_equal(length, 20000);
	assert_true(tw_record_unit_is_right(payload, length, 0));
	assert_false(tw_record_unit_is_right(payload, length, 1));
	assert_true(tw_record_unit_is_right(payload, length, 2));
	tw_txn_end(txn);
}

static void
test_record_whose_checksums_are_damaged_is_not_found(void **state)
{
	const struct tw_record_key key = {1, 2, 3};
	struct tw_txn *txn;
	const uint8_t *payload;
	size_t length;

	(void)state;
	help_put_one_more(store, 1, 2, 3, 20000);
	damage(key, TW_RECORD_HEADER + 4);
	txn = help_read(store);
	assert_int_equal(tw_record_find(txn, key, &payload, &length, NULL),
		TRAWL_ECORRUPT);
	tw_txn_end(txn);
}

/* LMDB would free as many pages as the damaged header says. */
static void
test_record_with_a_damaged_page_header_is_not_freed(void **state)
{
	const struct tw_record_key key = {1, 2, 3};
	const long bytes[] = {-16, -6, -4};	/* number, flags, pages */
	struct tw_txn *txn;
	trawl_error err;
	bool more;

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		help_put_one_more(store, 1, 2, 3, 5000 + i);
		damage(key, bytes[i]);
		txn = help_write(store);
		assert_int_equal(tw_record_put(txn, key, "x", 1, &err),
			TRAWL_ECORRUPT);
		assert_non_null(strstr(err.text, "damaged header"));
		tw_txn_end(txn);
		txn = help_write(store);
		assert_int_equal(tw_record_delete(txn, 1, 9, &more, NULL),
			TRAWL_ECORRUPT);
		tw_txn_end(txn);
		damage(key, bytes[i]);
	}
}

#define record_test(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		record_test(test_records_of_all_lengths_come_back),
		record_test(
			test_full_records_begin_at_multiples_of_their_pages),
		record_test(test_record_is_replaced_by_one_of_any_length),
		record_test(test_behind_a_payload_are_checksums_of_its_units),
		record_test(
			test_before_a_long_payload_are_checksums_of_its_units),
		record_test(test_each_unit_of_a_record_has_a_checksum),
		record_test(test_bytes_of_a_record_are_those_of_the_format),
		record_test(test_put_refuses_what_cannot_be),
		record_test(test_seek_goes_in_the_order_of_numbers),
		record_test(test_delete_takes_a_segment_in_portions),
		record_test(test_damaged_record_is_named),
		record_test(test_damaged_page_header_is_found_and_mended),
		record_test(test_found_record_says_which_unit_is_damaged),
		record_test(
			test_record_whose_checksums_are_damaged_is_not_found),
		record_test(
			test_record_with_a_damaged_page_header_is_not_freed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
