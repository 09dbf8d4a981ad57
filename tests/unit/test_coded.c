/* test_coded.c: articles of a block as codes, each found by itself. */
/* SPDX-License-Identifier: MIT */
#include "index/coded.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

struct fixture {
	struct tw_book_writer writer;
	struct tw_buf content;
	struct tw_buf numbers;
	struct tw_buf table;
	struct tw_buf codes;
};

static void
teardown(struct fixture *fixture)
{
	struct tw_buf *bufs[] = {&fixture->content, &fixture->numbers,
		&fixture->table, &fixture->codes};

	for (size_t i = 0; i < sizeof(bufs) / sizeof(*bufs); i++)
		tw_buf_done(bufs[i]);
	tw_book_writer_done(&fixture->writer);
}

static void
add(struct fixture *fixture, const char *article)
{
	tw_buf_add_varint(&fixture->content, strlen(article));
	tw_buf_add(&fixture->content, article, strlen(article));
}

static void
cut(struct fixture *fixture)
{
	size_t n = fixture->content.n;

	tw_buf_add_zero(&fixture->content, TW_CUT_SLACK);
	fixture->content.n = n;
	assert_int_equal(tw_coded_cut(&fixture->writer,
		tw_buf_str(&fixture->content), &fixture->numbers, NULL),
		TRAWL_OK);
}

static void
test_articles_that_were_cut_are_joined_again(void **state)
{
	struct fixture fixture = {.writer.count = 0};
	struct tw_coded_numbers article;
	struct tw_buf joined = {0};

	(void)state;
	add(&fixture, "one and two");
	add(&fixture, "two");
	add(&fixture, "");
	add(&fixture, "three, and one");
	cut(&fixture);
	struct tw_str rest = tw_buf_str(&fixture.numbers);

	for (int i = 0; i < 4; i++) {
		assert_true(tw_coded_next(&rest, &article));
		tw_coded_join(&fixture.writer, &article, &joined);
	}
	assert_false(tw_coded_next(&rest, &article));
	assert_true(tw_str_equal(tw_buf_str(&joined),
		tw_buf_str(&fixture.content)));
	tw_buf_done(&joined);
	teardown(&fixture);
}

static void
test_codes_do_not_depend_on_the_article_before(void **state)
{
	struct fixture fixture = {.writer.count = 0};
	struct tw_coded_numbers article;

	(void)state;
	add(&fixture, "two and two");
	add(&fixture, "two and two");
	cut(&fixture);
	assert_int_equal(tw_book_order(&fixture.writer, NULL), TRAWL_OK);
	struct tw_str rest = tw_buf_str(&fixture.numbers);

	while (tw_coded_next(&rest, &article))
		tw_coded_put(&fixture.writer, &article, &fixture.table,
			&fixture.codes);
	assert_true(tw_str_equal(tw_buf_str(&fixture.table),
		TW_STR("\13\3\13\3")));
	assert_true(tw_str_equal(tw_buf_str(&fixture.codes),
		TW_STR("\0\1\0\0\1\0")));
	teardown(&fixture);
}

/* Three articles of 200, 1 and 5 bytes, in 3, 1 and 2 of codes. */
#define BLOCK TW_STR("\310\1\3\1\1\5\2abcdef")

static void
expect_codes(uint32_t i, const char *codes, uint32_t size)
{
	struct tw_str found = {NULL, 0};
	uint32_t n = 0;

	assert_true(tw_coded_find(BLOCK, 206, 3, i, &found, &n));
	assert_true(tw_str_equal(found, tw_str_of(codes)));
	assert_int_equal(n, size);
}

static void
test_each_article_is_found(void **state)
{
	(void)state;
	expect_codes(0, "abc", 200);
	expect_codes(1, "d", 1);
	expect_codes(2, "ef", 5);
}

static void
expect_damage(struct tw_str block, uint32_t raw_size, uint32_t count)
{
	struct tw_str found;
	uint32_t n;

	assert_false(tw_coded_find(block, raw_size, count, 0, &found, &n));
}

static void
test_a_table_of_another_block_is_damage(void **state)
{
	(void)state;
	expect_damage(BLOCK, 205, 3);
	expect_damage(BLOCK, 206, 2);
	expect_damage(BLOCK, 206, 4);
	expect_damage(BLOCK, 206, UINT32_MAX);
	expect_damage(tw_str(BLOCK.p, BLOCK.n - 1), 206, 3);
	expect_damage(tw_str(BLOCK.p, 4), 206, 3);
	expect_damage(TW_STR(""), 0, 1);
	expect_damage(TW_STR("\1\377\377\377\377\17a"), 1, 1);
	expect_damage(TW_STR("\1\377\377\377\377\377\1a"), 1, 1);
	expect_damage(TW_STR("\1\377\377\377\377\17\1\2ab"), 2, 2);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_articles_that_were_cut_are_joined_again),
		cmocka_unit_test(
			test_codes_do_not_depend_on_the_article_before),
		cmocka_unit_test(test_each_article_is_found),
		cmocka_unit_test(test_a_table_of_another_block_is_damage),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
