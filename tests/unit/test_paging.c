/* test_paging.c: page after page, through the library. */
/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>
#include <trawl.h>

#define ARTICLES 200

static char folder[64];
static trawl_index *articles;
static trawl_writer *writer;

static void
add(unsigned i)
{
	trawl_article *article;
	char id[16];
	char date[16];
	char text[64];

	int n = snprintf(id, sizeof(id), "a%u", i);
	int m = snprintf(text, sizeof(text), "word%s and %u others",
		i % 3 ? "" : " word", i % 7);
	snprintf(date, sizeof(date), "2019-%02u", 1 + i % 5);
	assert_int_equal(trawl_article_new(&article, NULL), TRAWL_OK);
	assert_int_equal(trawl_article_set(article, TRAWL_ID, id, (size_t)n,
		NULL), TRAWL_OK);
	assert_int_equal(trawl_article_set(article, TRAWL_TEXT, text,
		(size_t)m, NULL), TRAWL_OK);
	if (i % 4)
		assert_int_equal(trawl_article_set(article, TRAWL_TITLE,
			i % 3 ? "The same title" : id, i % 3 ? 14 : (size_t)n,
			NULL), TRAWL_OK);
	if (i % 4)
		assert_int_equal(trawl_article_set(article, TRAWL_DATE, date,
			7, NULL), TRAWL_OK);
	assert_int_equal(trawl_writer_add(writer, article, NULL), TRAWL_OK);
	trawl_article_free(article);
}

static int
set_up(void **state)
{
	struct trawl_index_options options = {
		.size = sizeof(options),
		.flags = TRAWL_CREATE,
	};
	char path[96];

	(void)state;
	snprintf(folder, sizeof(folder), "./pagingXXXXXX");
	if (!mkdtemp(folder))
		return -1;
	snprintf(path, sizeof(path), "%s/x.trawl", folder);
	assert_int_equal(trawl_index_open(path, &options, &articles, NULL),
		TRAWL_OK);
	assert_int_equal(trawl_writer_open(articles, NULL, &writer, NULL),
		TRAWL_OK);
	for (unsigned i = 0; i < ARTICLES; i++) {
		add(i);
		if (i == 120)
			assert_int_equal(trawl_writer_commit(writer, NULL),
				TRAWL_OK);
	}
	return trawl_writer_commit(writer, NULL);
}

static int
tear_down(void **state)
{
	char command[96];

	(void)state;
	trawl_writer_free(writer);
	trawl_index_close(articles);
	snprintf(command, sizeof(command), "rm -rf %s", folder);
	return system(command);
}

/* ------------------------------------------------------------------ */

static char seen[2 * ARTICLES][16];
static unsigned seen_count;

/* One page, of a view of its own; false if it was the last. */
static bool
read_page(int sort, uint32_t limit, char resume[2048])
{
	struct trawl_search_options options = {
		.size = sizeof(options),
		.limit = limit,
		.sort = sort,
		.resume = *resume ? resume : NULL,
	};
	trawl_reader *reader;
	trawl_query *query;
	trawl_hits *hits;
	const char *text;

	assert_int_equal(trawl_reader_open(articles, &reader, NULL), TRAWL_OK);
	assert_int_equal(trawl_query_parse("word", 4, NULL, &query, NULL),
		TRAWL_OK);
	assert_int_equal(trawl_search(reader, query, &options, &hits, NULL),
		TRAWL_OK);
	for (uint32_t i = 0; i < trawl_hits_count(hits); i++) {
		struct trawl_hit hit = {.size = sizeof(hit)};

		assert_int_equal(trawl_hits_get(hits, i, &hit, NULL),
			TRAWL_OK);
		assert_true(seen_count < 2 * ARTICLES);
		snprintf(seen[seen_count++], 16, "%.*s", (int)hit.id.length,
			hit.id.bytes);
		assert_int_equal(hit.rank, seen_count);
	}
	int status = trawl_hits_resume(hits, &text, NULL);
	if (status == TRAWL_OK)
		snprintf(resume, 2048, "%s", text);
	else
		assert_int_equal(status, TRAWL_END);
	trawl_hits_free(hits);
	trawl_query_free(query);
	trawl_reader_free(reader);
	return status == TRAWL_OK;
}

static void
read_rest(int sort, uint32_t limit, char resume[2048])
{
	while (read_page(sort, limit, resume))
		;
}

static unsigned
times_seen(const char *id)
{
	unsigned times = 0;

	for (unsigned i = 0; i < seen_count; i++)
		times += strcmp(seen[i], id) == 0;
	return times;
}

static void
assert_each_once(unsigned from)
{
	char id[16];

	for (unsigned i = from; i < ARTICLES; i++) {
		snprintf(id, sizeof(id), "a%u", i);
		if (times_seen(id) != 1)
			fail_msg("%s came %u times", id, times_seen(id));
	}
}

static void
test_pages_are_the_list_cut(void **state)
{
	static const int sorts[] = {TRAWL_BY_SCORE, TRAWL_NEWEST_FIRST,
		TRAWL_OLDEST_FIRST, TRAWL_BY_TITLE};
	static char whole[ARTICLES][16];

	(void)state;
	for (size_t i = 0; i < sizeof(sorts) / sizeof(sorts[0]); i++) {
		char resume[2048] = "";

		seen_count = 0;
		read_rest(sorts[i], 1000, resume);
		assert_int_equal(seen_count, ARTICLES);
		memcpy(whole, seen, sizeof(whole));
		seen_count = 0;
		read_rest(sorts[i], 7, resume);
		assert_int_equal(seen_count, ARTICLES);
		assert_memory_equal(whole, seen, sizeof(whole));
	}
}

/* By score the statistics move; by date nothing does. */
static void
test_pages_go_on_after_commits(void **state)
{
	static const int sorts[] = {TRAWL_BY_SCORE, TRAWL_NEWEST_FIRST,
		TRAWL_BY_TITLE};

	(void)state;
	for (size_t i = 0; i < sizeof(sorts) / sizeof(sorts[0]); i++) {
		char resume[2048] = "";

		seen_count = 0;
		for (int page = 0; page < 5; page++)
			assert_true(read_page(sorts[i], 10, resume));
		assert_int_equal(trawl_writer_merge(writer, NULL), TRAWL_OK);
		read_rest(sorts[i], 10, resume);
		assert_each_once(0);
	}
}

static void
test_pages_go_on_where_a_hit_was_removed(void **state)
{
	char resume[2048] = "";
	char last[16];

	(void)state;
	seen_count = 0;
	assert_true(read_page(TRAWL_NEWEST_FIRST, 1, resume));
	memcpy(last, seen[0], sizeof(last));
	assert_int_equal(trawl_writer_remove(writer, last, strlen(last),
		NULL), TRAWL_OK);
	assert_int_equal(trawl_writer_commit(writer, NULL), TRAWL_OK);
	read_rest(TRAWL_NEWEST_FIRST, 10, resume);
	assert_each_once(0);
}

static void
assert_refused(const char *text, int sort)
{
	struct trawl_search_options options = {
		.size = sizeof(options),
		.sort = sort,
		.resume = text,
	};
	trawl_reader *reader;
	trawl_query *query;
	trawl_hits *hits;

	assert_int_equal(trawl_reader_open(articles, &reader, NULL), TRAWL_OK);
	assert_int_equal(trawl_query_parse("word", 4, NULL, &query, NULL),
		TRAWL_OK);
	assert_int_equal(trawl_search(reader, query, &options, &hits, NULL),
		TRAWL_EINVAL);
	trawl_query_free(query);
	trawl_reader_free(reader);
}

static void
test_a_text_that_is_no_place_is_refused(void **state)
{
	char resume[2048] = "";

	(void)state;
	seen_count = 0;
	assert_true(read_page(TRAWL_BY_SCORE, 5, resume));
	assert_refused("", TRAWL_BY_SCORE);
	assert_refused("nonsense", TRAWL_BY_SCORE);
	assert_refused("0123456789abcdef", TRAWL_BY_SCORE);
	assert_refused(resume, TRAWL_NEWEST_FIRST);
	resume[40] = resume[40] == '0' ? '1' : '0';
	assert_refused(resume, TRAWL_BY_SCORE);
	resume[strlen(resume) - 1] = '\0';
	assert_refused(resume, TRAWL_BY_SCORE);
	memset(resume, 'a', sizeof(resume) - 1);
	assert_refused(resume, TRAWL_BY_SCORE);
}

int
main(void)
{
#define test(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		test(test_pages_are_the_list_cut),
		test(test_pages_go_on_after_commits),
		test(test_pages_go_on_where_a_hit_was_removed),
		test(test_a_text_that_is_no_place_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
