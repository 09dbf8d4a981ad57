/* test_similar.c: the query for articles about what one is about. */
/* SPDX-License-Identifier: MIT */
#include "result/similar.h"

#include <string.h>

#include "small_index.h"

static struct tw_analyzer *analyzer;

static void
fill(void)
{
	char id[16];

	index_add("self", "Harbour homes",
		"The harbour gets homes, and the homes get a harbour wall.");
	index_add("copy", "Homes",
		"The harbour gets homes, and the homes get a harbour wall.");
	index_add("near", "Walls", "A wall for the harbour.");
	for (unsigned i = 0; i < 50; i++) {
		snprintf(id, sizeof(id), "%u", i);
		index_add(id, "Homes", "Something else with a wall.");
	}
	index_commit();
}

static void
write_query(const struct tw_doc *doc, uint32_t most, struct tw_buf *text)
{
	struct tw_reader *reader = open_reader();

	index_ok(tw_analyzer_new("en", &analyzer, &err));
	index_ok(tw_similar_words(reader, analyzer, doc, most, text, &err));
	if (text->n > 0)
		index_ok(tw_similar_others(reader, analyzer, doc, text, &err));
	tw_analyzer_free(analyzer);
	tw_reader_free(reader);
}

static void
test_rare_words_said_often_come_first(void **state)
{
	struct tw_doc doc = index_doc("x", "", "Wall homes harbour, harbour!");
	struct tw_buf text = {0};

	(void)state;
	fill();
	write_query(&doc, 2, &text);
	tw_buf_add_byte(&text, 0);
	assert_memory_equal(text.p, "harbour^0.", 10);
	assert_non_null(strstr(text.p, " hom"));
	assert_null(strstr(text.p, " wall"));
	tw_buf_done(&text);
}

static void
test_it_and_what_reads_like_it_are_left_out(void **state)
{
	struct tw_doc doc = index_doc("self", "Harbour homes",
		"The harbour gets homes, and the homes get a harbour wall.");
	struct tw_buf text = {0};

	(void)state;
	fill();
	write_query(&doc, 25, &text);
	tw_buf_add_byte(&text, 0);
	assert_non_null(strstr(text.p, "-id:self"));
	assert_non_null(strstr(text.p, "-id:copy"));
	assert_null(strstr(text.p, "-id:near"));
	tw_buf_done(&text);
}

static void
test_words_that_no_article_has_are_no_query(void **state)
{
	struct tw_doc doc = index_doc("x", "Unknown", "Nowhere seen.");
	struct tw_buf text = {0};

	(void)state;
	fill();
	write_query(&doc, 25, &text);
	assert_int_equal(text.n, 0);
	tw_buf_done(&text);
}

int
main(void)
{
#define test(name) \
	cmocka_unit_test_setup_teardown(name, set_up_index, tear_down_index)
	const struct CMUnitTest tests[] = {
		test(test_rare_words_said_often_come_first),
		test(test_it_and_what_reads_like_it_are_left_out),
		test(test_words_that_no_article_has_are_no_query),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
