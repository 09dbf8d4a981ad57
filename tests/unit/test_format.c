/* test_format.c: docs/FORMAT.md says what the code does. */
/* SPDX-License-Identifier: MIT */
#include "index/format.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>
#include <lmdb.h>

#include "base/bytes.h"
#include "base/hash.h"
#include "index/book.h"
#include "index/length.h"
#include "index/lexread.h"
#include "store/store.h"
#include "text/sentence.h"
#include "text/sketch.h"

#include "format_doc.h"

static void
test_streams_are_those_of_the_table(void **state)
{
	const char *text = format_read_source("docs/FORMAT.md");

	(void)state;
	for (unsigned i = 1; i < TW_STREAM_END; i++) {
		char row[80];

		(void)snprintf(row, sizeof(row), "\n| %u | %s | ", i,
			format_stream_names[i - 1]);
		assert_non_null(strstr(text, row));
	}
}

#define LIMIT(name) {#name, name}
static const struct {
	const char *name;
	uint64_t value;
} limits[] = {
	LIMIT(TW_FORMAT_VERSION), LIMIT(TW_LANGUAGE_ROOM),
	LIMIT(TW_NAMES_GROUP),
	LIMIT(TW_TITLE_WEIGHT), LIMIT(TW_TITLE_WEIGHT_MOST),
	LIMIT(TW_WORD_MAX), LIMIT(TW_LEXICON_GROUP), LIMIT(TW_TITLE_MAX),
	LIMIT(TW_TEXT_POSITION),
	LIMIT(TW_ID_MAX), LIMIT(TW_TOKENS_MAX), LIMIT(TW_GROUP),
	LIMIT(TW_KEY_MAX), LIMIT(TW_INLINE_MAX), LIMIT(TW_IMPACT_DF),
	LIMIT(TW_BITMAP_SHARE), LIMIT(TW_BOUNDS_SHARE), LIMIT(TW_BOUNDS_DOCS),
	LIMIT(TW_VALUE_WORDS), LIMIT(TW_VALUE_GAP), LIMIT(TW_VALUE_MAX),
	LIMIT(TW_FREQ_BITS), LIMIT(TW_SKETCH_BITS), LIMIT(TW_STORED_BLOCK),
	LIMIT(TW_STORED_MAX), LIMIT(TW_CODED_BLOCK), LIMIT(TW_CODED_LEAST),
	LIMIT(TW_PART_MAX),
	LIMIT(TW_SENTENCES_WORDS), LIMIT(TW_SENTENCE_LEAST),
	LIMIT(TW_DOCS_MAX), LIMIT(TW_BLOCK), LIMIT(TW_RECORD_HEADER),
	LIMIT(TW_RECORD_SLACK), LIMIT(TW_RECORD_UNIT),
	LIMIT(TW_RECORD_PAYLOAD),
};
#define LIMITS (sizeof(limits) / sizeof(limits[0]))

static void
test_limits_are_those_of_the_table(void **state)
{
	const char *text = format_read_source("docs/FORMAT.md");
	size_t rows = 0;

	(void)state;
	for (size_t i = 0; i < LIMITS; i++) {
		char row[80];

		(void)snprintf(row, sizeof(row), "\n| %s | %llu | ",
			limits[i].name, (unsigned long long)limits[i].value);
		assert_non_null(strstr(text, row));
	}
	for (const char *p = strstr(text, "\n| TW_"); p;
		p = strstr(p + 1, "\n| TW_"))
		rows++;
	assert_int_equal(rows, LIMITS);
}

/* Names with a value in format.h: all but those that are none of the file. */
static void
test_every_limit_of_the_header_is_in_the_table(void **state)
{
	static const char define[] = "\n#define TW_";
	const char *text = format_read_source("lib/index/format.h");

	(void)state;
	for (const char *p = strstr(text, define); p;
		p = strstr(p + 1, define)) {
		char name[40] = {0};
		bool known = false;

		assert_int_equal(sscanf(p, "\n#define %39[A-Z_]", name), 1);
		for (size_t i = 0; i < LIMITS; i++)
			known = known || strcmp(limits[i].name, name) == 0;
		assert_true(known || strcmp(name, "TW_ROOT_MAGIC") == 0 ||
			strcmp(name, "TW_SENTENCE_TERM") == 0 ||
			strcmp(name, "TW_NO_DOC") == 0);
	}
}

static void
test_hashes_are_those_of_the_document(void **state)
{
	static const char *const ids[] = {"", "a", "https://example.org/a"};
	const char *text = format_read_source("docs/FORMAT.md");

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		char hash[24];

		(void)snprintf(hash, sizeof(hash), "0x%016llx",
			(unsigned long long)tw_hash64(ids[i],
				strlen(ids[i])));
		assert_non_null(strstr(text, hash));
	}
}

static void
test_length_bytes_are_those_of_the_formula(void **state)
{
	(void)state;
	for (unsigned byte = 0; byte < 256; byte++) {
		unsigned c = byte - 24;

		assert_int_equal(tw_length_decode((uint8_t)byte), byte < 32
			? byte : 24 + ((8 | (c & 7)) << ((c >> 3) - 1)));
	}
}

/* ------------------------------------------------------------------ */
/* A record as LMDB has it.                                             */

/* Bit by bit, from the polynomial in RFC 3720. */
static uint32_t
crc32c_of(uint32_t crc, const uint8_t *p, size_t n)
{
	crc = ~crc;
	for (size_t i = 0; i < n; i++) {
		crc ^= p[i];
		for (int bit = 0; bit < 8; bit++)
			crc = crc >> 1 ^ (crc & 1 ? 0x82f63b78 : 0);
	}
	return ~crc;
}

static void
write_record(const char *path, struct tw_record_key key, const char *payload)
{
	struct tw_store *store;
	struct tw_txn *txn;

	assert_int_equal(tw_store_open(path, TW_STORE_CREATE, &store, NULL),
		TRAWL_OK);
	assert_int_equal(tw_store_lock(store, false, NULL), TRAWL_OK);
	assert_int_equal(tw_txn_write(store, &txn, NULL), TRAWL_OK);
	assert_int_equal(tw_record_put(txn, key, payload, strlen(payload),
		NULL), TRAWL_OK);
	assert_int_equal(tw_txn_commit(txn, NULL), TRAWL_OK);
	tw_store_close(store);
}

static void
assert_is_record(const uint8_t *p, size_t size, uint32_t number,
	const char *payload)
{
	uint8_t sums[TW_RECORD_SLACK] = {0};
	uint8_t n[4];
	size_t length = strlen(payload);

	assert_int_equal(size, 16 + length + 32);
	assert_int_equal(tw_le32(p + 4), length);
	assert_int_equal(tw_le32(p + 8), 7);
	assert_int_equal(tw_le32(p + 12), 3);
	assert_memory_equal(p + 16, payload, length);
	tw_put_le32(sums, crc32c_of(0, p + 16, length));
	assert_memory_equal(p + 16 + length, sums, sizeof(sums));
	tw_put_le32(n, number);
	uint32_t crc = crc32c_of(0, p + 4, 12);

	crc = crc32c_of(crc, n, 4);
	assert_int_equal(tw_le32(p), crc32c_of(crc, sums, sizeof(sums)));
}

static void
test_records_are_drawn_as_they_are(void **state)
{
	static const uint8_t bytes[12] = {0, 0, 0, 7, 0, 0, 0, 3, 0, 1, 2, 3};
	char path[] = "format.trawl";
	MDB_env *env;
	MDB_txn *txn;
	MDB_dbi dbi;
	MDB_val key = {sizeof(bytes), (void *)(uintptr_t)bytes};
	MDB_val value;

	(void)state;
	(void)remove(path);
	write_record(path, (struct tw_record_key){7, 3, 0x010203}, "payload");
	assert_int_equal(mdb_env_create(&env), 0);
	assert_int_equal(mdb_env_open(env, path, MDB_NOSUBDIR | MDB_RDONLY,
		0600), 0);
	assert_int_equal(mdb_txn_begin(env, NULL, MDB_RDONLY, &txn), 0);
	assert_int_equal(mdb_dbi_open(txn, NULL, 0, &dbi), 0);
	assert_int_equal(mdb_get(txn, dbi, &key, &value), 0);
	assert_is_record(value.mv_data, value.mv_size, 0x010203, "payload");
	mdb_txn_abort(txn);
	mdb_env_close(env);
	(void)remove(path);
	(void)remove("format.trawl-lock");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_streams_are_those_of_the_table),
		cmocka_unit_test(test_limits_are_those_of_the_table),
		cmocka_unit_test(
			test_every_limit_of_the_header_is_in_the_table),
		cmocka_unit_test(test_hashes_are_those_of_the_document),
		cmocka_unit_test(test_length_bytes_are_those_of_the_formula),
		cmocka_unit_test(test_records_are_drawn_as_they_are),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
