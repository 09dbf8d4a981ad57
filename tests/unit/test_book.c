/* test_book.c: texts that are told as codes come back, and no others. */
/* SPDX-License-Identifier: MIT */
#include "index/bookread.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/bytes.h"
#include "index/bookwrite.h"
#include "index/cutter.h"

#include "random_list.h"

#define TEXT_MAX 20000

struct fixture {
	struct memory_store store;
	struct tw_book_writer writer;
	struct tw_buf numbers;
	struct tw_buf codes;
	struct tw_segment segment;
	struct tw_book *book;
};

static void
setup(struct fixture *fixture)
{
	*fixture = (struct fixture){.book = NULL};
	memory_store_init(&fixture->store);
}

static void
teardown(struct fixture *fixture)
{
	tw_book_free(fixture->book);
	tw_segment_close(&fixture->segment);
	tw_book_writer_done(&fixture->writer);
	tw_buf_done(&fixture->numbers);
	tw_buf_done(&fixture->codes);
	memory_store_done(&fixture->store);
}

/* A segment whose STORED has `length` bytes. */
static void
open_segment(struct fixture *fixture, uint64_t length)
{
	struct tw_segment_info info = {.segment = 1};

	info.length[TW_STREAM_STORED] = length;
	assert_int_equal(tw_segment_open(&fixture->segment,
		&fixture->store.source, &info, NULL), TRAWL_OK);
}

/* Cuts the text, which is copied to where its slack is. */
static void
cut(struct fixture *fixture, struct tw_str text)
{
	char *copy = calloc(text.n + TW_CUT_SLACK, 1);

	memcpy(copy, text.p, text.n);
	assert_int_equal(tw_book_cut(&fixture->writer, tw_str(copy, text.n),
		&fixture->numbers, NULL), TRAWL_OK);
	free(copy);
}

/* Writes the book and opens it; the codes are of what was cut. */
static void
code(struct fixture *fixture)
{
	struct tw_stream_writer stream;
	uint64_t offset;

	assert_int_equal(tw_book_order(&fixture->writer, NULL), TRAWL_OK);
	tw_book_code(&fixture->writer, tw_buf_str(&fixture->numbers),
		&fixture->codes);
	assert_int_equal(tw_stream_init(&stream, &fixture->store.sink, 1,
		TW_STREAM_STORED, NULL), TRAWL_OK);
	assert_int_equal(tw_stream_add(&stream, "before", 6, NULL), TRAWL_OK);
	assert_int_equal(tw_book_write(&fixture->writer, &stream, &offset,
		NULL), TRAWL_OK);
	assert_int_equal(offset, 6);
	assert_int_equal(tw_stream_finish(&stream, NULL), TRAWL_OK);
	open_segment(fixture, stream.offset);
	tw_stream_done(&stream);
	assert_int_equal(tw_book_open(&fixture->segment, offset,
		&fixture->book, NULL), TRAWL_OK);
}

/* The status of putting n bytes of text for codes. */
static int
get(struct fixture *fixture, struct tw_str codes, char *text, size_t n,
	trawl_error *err)
{
	return tw_book_text(fixture->book, &fixture->segment, codes, text, n,
		err);
}

/* Whether all that was cut comes back from its numbers and from its codes. */
static void
expect(struct fixture *fixture, struct tw_str text)
{
	char *found = calloc(text.n + TW_BOOK_SLACK, 1);
	struct tw_buf joined = {0};

	tw_book_join(&fixture->writer, tw_buf_str(&fixture->numbers), &joined);
	assert_int_equal(joined.n, text.n);
	assert_true(tw_str_equal(tw_buf_str(&joined), text));
	tw_buf_done(&joined);
	code(fixture);
	assert_int_equal(get(fixture, tw_buf_str(&fixture->codes), found,
		text.n, NULL), TRAWL_OK);
	assert_true(tw_str_equal(tw_str(found, text.n), text));
	free(found);
}

static void
check_text(struct tw_str text)
{
	struct fixture fixture;

	setup(&fixture);
	cut(&fixture, text);
	expect(&fixture, text);
	teardown(&fixture);
}

static void
test_texts_of_any_script_come_back(void **state)
{
	(void)state;
	check_text(TW_STR(""));
	check_text(TW_STR(" "));
	check_text(TW_STR("word"));
	check_text(TW_STR(" a  b c, d.\n\ne e e (f) f "));
	check_text(TW_STR("na\303\257ve na\303\257ve \303\251t\303\251 \303"));
	check_text(TW_STR("it\342\200\231s it\342\200\231s \342\200\224 ok"));
	check_text(TW_STR("\344\270\255\346\226\207 \344\270\255\346\226\207 a "
		"\344\270\255"));
	check_text(TW_STR("\360\237\231\202 \360\237\231\202 \360"));
	check_text(TW_STR("\200\201 a \200 b\377\377 c"));
}

static void
test_words_too_long_for_a_part_come_back(void **state)
{
	char text[TEXT_MAX];

	(void)state;
	for (size_t n = 60; n < TEXT_MAX; n = n * 5 / 4) {
		memset(text, 'x', n);
		memcpy(text, "ab ab", 5);
		memcpy(text + n - 5, " x ab", 5);
		check_text(tw_str(text, n));
		memset(text, '-', n);
		text[n / 2] = 'a';
		check_text(tw_str(text, n));
		memset(text, '\303', n);
		check_text(tw_str(text, n));
	}
}

/* Bytes of a few kinds, so that all that may meet does. */
static void
fill(char *text, size_t n, const char *alphabet, size_t size, uint64_t *seed)
{
	for (size_t i = 0; i < n; i++)
		text[i] = alphabet[random_below(seed, (uint32_t)size)];
}

static void
test_random_bytes_come_back(void **state)
{
	static const struct tw_str alphabets[] = {
		TW_STR("ab "), TW_STR("ab  ,."), TW_STR("a \303\251"),
		TW_STR("ab c\342\200\231 -\n"), TW_STR("a\0 b"),
		TW_STR("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa "),
	};
	char text[TEXT_MAX];
	uint64_t seed = 3;

	(void)state;
	for (uint32_t i = 0; i < 300; i++) {
		struct tw_str alphabet = alphabets[i % 6];
		size_t n = random_below(&seed, i % 10 == 0 ? 5000 : 200);

		fill(text, n, alphabet.p, alphabet.n, &seed);
		check_text(tw_str(text, n));
	}
	for (size_t i = 0; i < TEXT_MAX; i++)
		text[i] = (char)random_next(&seed);
	check_text(tw_str(text, TEXT_MAX));
}

/* As many words as need codes of three bytes, and groups in many records. */
static void
test_codes_of_all_lengths_come_back(void **state)
{
	struct tw_buf text = {0};

	(void)state;
	for (uint32_t i = 0; i < 40000; i++) {
		uint32_t word = i % 20000;

		tw_buf_addf(&text, "%s%x", i > 0 ? " " : "", word * 977);
		for (uint32_t k = word; k < 8; k++)
			tw_buf_addf(&text, ", %x", word * 977);
	}
	struct fixture fixture;

	setup(&fixture);
	cut(&fixture, tw_buf_str(&text));
	expect(&fixture, tw_buf_str(&text));
	assert_int_equal(tw_book_count(fixture.book), 20001);
	assert_true(fixture.segment.info.length[TW_STREAM_STORED] >
		2 * TW_RECORD_PAYLOAD);
	teardown(&fixture);
	tw_buf_done(&text);
}

static void
test_frequent_parts_come_first(void **state)
{
	struct fixture fixture;
	struct tw_str part;

	(void)state;
	setup(&fixture);
	cut(&fixture, TW_STR("a b a, b a once."));
	code(&fixture);
	assert_int_equal(tw_book_count(fixture.book), 2);
	assert_int_equal(tw_book_part(fixture.book, &fixture.segment, 0, &part,
		NULL), TRAWL_OK);
	assert_true(tw_str_equal(part, TW_STR("a")));
	assert_int_equal(tw_book_part(fixture.book, &fixture.segment, 1, &part,
		NULL), TRAWL_OK);
	assert_true(tw_str_equal(part, TW_STR("b")));
	teardown(&fixture);
}

/* ------------------------------------------------------------------ */
/* By the document's rules alone.                                       */

static const uint8_t by_hand[] = {
	6, 0, 0, 0, 8, 0, 0, 0,
	3, 1, 1, 2, 1, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
	't', 'h', 'e', 'x', 'y', ',', ' ', 'z', 'c', 'a', 't',
};

static void
open_bytes(struct fixture *fixture, const uint8_t *bytes, size_t n)
{
	setup(fixture);
	memory_store_put(&fixture->store, (struct tw_record_key){1,
		TW_STREAM_STORED, 0}, bytes, n);
	open_segment(fixture, n);
}

static void
open_by_hand(struct fixture *fixture)
{
	open_bytes(fixture, by_hand, sizeof(by_hand));
	assert_int_equal(tw_book_open(&fixture->segment, 0, &fixture->book,
		NULL), TRAWL_OK);
}

static void
test_example_of_the_document_is_read(void **state)
{
	static const char codes[] = "\0\5\3\374\2dog\375\0s";
	struct fixture fixture;
	char text[13 + TW_BOOK_SLACK];

	(void)state;
	open_by_hand(&fixture);
	assert_int_equal(get(&fixture, tw_str(codes, sizeof(codes) - 1), text,
		13, NULL), TRAWL_OK);
	assert_memory_equal(text, "the cat, dogs", 13);
	teardown(&fixture);
}

/* Codes that are said to give n bytes. */
static void
expect_damage(struct tw_str codes, size_t n, const char *what)
{
	struct fixture fixture;
	char text[100 + TW_BOOK_SLACK];
	trawl_error err;

	open_by_hand(&fixture);
	assert_int_equal(get(&fixture, codes, text, n, &err), TRAWL_ECORRUPT);
	assert_non_null(strstr(err.text, what));
	teardown(&fixture);
}

static void
test_codes_that_make_no_sense_are_damage(void **state)
{
	(void)state;
	expect_damage(TW_STR("\6"), 1, "lacks a part");
	expect_damage(TW_STR("\300"), 1, "lacks a part");
	expect_damage(TW_STR("\300\0"), 1, "lacks a part");
	expect_damage(TW_STR("\360\0"), 1, "lacks a part");
	expect_damage(TW_STR("\360\0\0"), 1, "lacks a part");
	expect_damage(TW_STR("\376"), 1, "nonsense");
	expect_damage(TW_STR("\374"), 1, "nonsense");
	expect_damage(TW_STR("\374\1a"), 2, "nonsense");
	expect_damage(TW_STR("\374\377aaaa"), 2, "nonsense");
	expect_damage(TW_STR("\374\3aaaa"), 3, "nonsense");
	expect_damage(TW_STR("\0"), 2, "too much text");
	expect_damage(TW_STR("\0\5"), 4, "too much text");
	expect_damage(TW_STR("\0\5"), 3, "another length");
	expect_damage(TW_STR("\0\5"), 8, "another length");
	expect_damage(TW_STR(""), 1, "another length");
}

/* The book by hand with one byte changed. */
static void
expect_bad_book(size_t at, uint8_t value, const char *what)
{
	struct fixture fixture;
	uint8_t bytes[sizeof(by_hand)];
	char text[100 + TW_BOOK_SLACK];
	trawl_error err = {0};

	memcpy(bytes, by_hand, sizeof(bytes));
	bytes[at] = value;
	open_bytes(&fixture, bytes, sizeof(bytes));
	int status = tw_book_open(&fixture.segment, 0, &fixture.book, &err);

	if (status == TRAWL_OK)
		status = get(&fixture, TW_STR("\5"), text, 3, &err);
	assert_int_equal(status, TRAWL_ECORRUPT);
	assert_non_null(strstr(err.text, what));
	teardown(&fixture);
}

static void
test_books_that_make_no_sense_are_damage(void **state)
{
	(void)state;
	expect_bad_book(0, 5, "lacks a part");
	expect_bad_book(3, 1, "impossible size");
	expect_bad_book(1, 1, "impossible size");
	expect_bad_book(4, 30, "not there");
	expect_bad_book(4, 12, "too long a part");
	expect_bad_book(6, 1, "");
	expect_bad_book(8, 64, "too long a part");
	expect_bad_book(8, 63, "not there");
	expect_bad_book(13, 4, "not there");
	expect_bad_book(13, 0, "an empty part");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_texts_of_any_script_come_back),
		cmocka_unit_test(test_words_too_long_for_a_part_come_back),
		cmocka_unit_test(test_random_bytes_come_back),
		cmocka_unit_test(test_codes_of_all_lengths_come_back),
		cmocka_unit_test(test_frequent_parts_come_first),
		cmocka_unit_test(test_example_of_the_document_is_read),
		cmocka_unit_test(test_codes_that_make_no_sense_are_damage),
		cmocka_unit_test(test_books_that_make_no_sense_are_damage),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
