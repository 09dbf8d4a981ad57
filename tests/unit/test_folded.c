/* test_folded.c: near-duplicates among hits fold into the best of them. */
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

#include "dice.h"

/* Each story comes in some versions: as it is, and with words replaced. */
#define STORIES 40
#define VERSIONS_MAX 5
#define WORDS 120

static char folder[64];
static trawl_index *articles;
static trawl_reader *reader;
static trawl_query *query;

static uint32_t
versions_of(uint32_t story)
{
	return 1 + story * 7 % VERSIONS_MAX;
}

/* Version 0 and 1 have one text; the others have one word in 80 replaced. */
static void
write_text(uint32_t story, uint32_t version, char *text, size_t room)
{
	uint32_t seed = story * 1000 + 1;
	uint32_t other = story * 1000 + version;
	size_t n = 0;

	for (uint32_t i = 0; i < WORDS; i++) {
		uint32_t word = dice(&seed, 5000);

		if (version > 1 && dice(&other, 80) == 0)
			word = 5000 + dice(&other, 1000);
		n += (size_t)snprintf(text + n, room - n, "%sw%u ",
			i % (10 + story) == 0 ? "common " : "", word);
	}
}

static void
add(trawl_writer *writer, uint32_t story, uint32_t version)
{
	trawl_article *article;
	char id[32];
	char date[16];
	char text[WORDS * 16];

	snprintf(id, sizeof(id), "%u-%u", story, version);
	snprintf(date, sizeof(date), "20%02u-%02u", 10 + version,
		1 + story % 12);
	write_text(story, version, text, sizeof(text));
	assert_int_equal(trawl_article_new(&article, NULL), TRAWL_OK);
	assert_int_equal(trawl_article_set(article, TRAWL_ID, id, strlen(id),
		NULL), TRAWL_OK);
	assert_int_equal(trawl_article_set(article, TRAWL_TITLE, id,
		strlen(id), NULL), TRAWL_OK);
	assert_int_equal(trawl_article_set(article, TRAWL_DATE, date,
		strlen(date), NULL), TRAWL_OK);
	assert_int_equal(trawl_article_set(article, TRAWL_TEXT, text,
		strlen(text), NULL), TRAWL_OK);
	assert_int_equal(trawl_writer_add(writer, article, NULL), TRAWL_OK);
	trawl_article_free(article);
}

/* Indexes all in an order, a commit now and then. */
static void
fill(uint32_t order)
{
	uint32_t all[STORIES * VERSIONS_MAX];
	uint32_t count = 0;
	uint32_t seed = order;
	struct trawl_index_options options = {
		.size = sizeof(options),
		.flags = TRAWL_CREATE,
	};
	trawl_writer *writer;
	char path[96];

	for (uint32_t story = 0; story < STORIES; story++)
		for (uint32_t v = 0; v < versions_of(story); v++)
			all[count++] = story * VERSIONS_MAX + v;
	snprintf(path, sizeof(path), "%s/%u.trawl", folder, order);
	assert_int_equal(trawl_index_open(path, &options, &articles, NULL),
		TRAWL_OK);
	assert_int_equal(trawl_writer_open(articles, NULL, &writer, NULL),
		TRAWL_OK);
	for (uint32_t i = 0; i < count; i++) {
		uint32_t other = order > 0 ? i + dice(&seed, count - i) : i;
		uint32_t taken = all[other];

		all[other] = all[i];
		add(writer, taken / VERSIONS_MAX, taken % VERSIONS_MAX);
		if (order > 0 && dice(&seed, 50) == 0)
			assert_int_equal(trawl_writer_commit(writer, NULL),
				TRAWL_OK);
	}
	assert_int_equal(trawl_writer_commit(writer, NULL), TRAWL_OK);
	trawl_writer_free(writer);
	assert_int_equal(trawl_reader_open(articles, &reader, NULL), TRAWL_OK);
}

static void
empty(void)
{
	trawl_reader_free(reader);
	trawl_index_close(articles);
}

/* ------------------------------------------------------------------ */

struct seen {
	uint32_t story;
	uint32_t more;
	float score;
	uint64_t rank;
};

static struct seen seen[STORIES * VERSIONS_MAX];
static uint32_t seen_count;

/* A page; leaves where it ends in `resume` if that is given. */
static uint32_t
look(const struct trawl_search_options *options, char *resume)
{
	trawl_hits *hits;
	const char *text = "";

	assert_int_equal(trawl_search(reader, query, options, &hits, NULL),
		TRAWL_OK);
	uint32_t count = trawl_hits_count(hits);

	for (uint32_t i = 0; i < count; i++) {
		struct trawl_hit hit = {.size = sizeof(hit)};

		assert_int_equal(trawl_hits_get(hits, i, &hit, NULL),
			TRAWL_OK);
		assert_true(seen_count < STORIES * VERSIONS_MAX);
		seen[seen_count++] = (struct seen){
			(uint32_t)strtoul(hit.id.bytes, NULL, 10), hit.more,
			hit.score, hit.rank};
	}
	if (resume) {
		int status = trawl_hits_resume(hits, &text, NULL);

		assert_true(status == TRAWL_OK || status == TRAWL_END);
		snprintf(resume, 2048, "%s", text);
	}
	trawl_hits_free(hits);
	return count;
}

static void
look_at_all(int fold, int sort)
{
	struct trawl_search_options options = {
		.size = sizeof(options),
		.limit = 1000,
		.fold = fold,
		.sort = sort,
	};

	seen_count = 0;
	look(&options, NULL);
}

static void
test_each_story_comes_once_with_its_versions(void **state)
{
	(void)state;
	fill(0);
	look_at_all(1, TRAWL_BY_SCORE);
	assert_int_equal(seen_count, STORIES);
	for (uint32_t i = 0; i < seen_count; i++) {
		assert_int_equal(seen[i].rank, i + 1);
		assert_int_equal(seen[i].more,
			versions_of(seen[i].story) - 1);
	}
	empty();
}

static void
test_nothing_folds_unless_asked(void **state)
{
	uint32_t all = 0;

	(void)state;
	fill(0);
	look_at_all(0, TRAWL_BY_SCORE);
	for (uint32_t story = 0; story < STORIES; story++)
		all += versions_of(story);
	assert_int_equal(seen_count, all);
	for (uint32_t i = 0; i < seen_count; i++)
		assert_int_equal(seen[i].more, 0);
	empty();
}

static int
compare_stories(const void *left, const void *right)
{
	const struct seen *a = left;
	const struct seen *b = right;

	return (a->story > b->story) - (a->story < b->story);
}

static void
test_the_order_of_indexing_does_not_matter(void **state)
{
	static struct seen first[STORIES];

	(void)state;
	fill(0);
	look_at_all(1, TRAWL_BY_SCORE);
	qsort(seen, seen_count, sizeof(*seen), compare_stories);
	memcpy(first, seen, sizeof(first));
	empty();
	for (uint32_t order = 1; order <= 4; order++) {
		fill(order);
		look_at_all(1, TRAWL_BY_SCORE);
		assert_int_equal(seen_count, STORIES);
		qsort(seen, seen_count, sizeof(*seen), compare_stories);
		for (uint32_t i = 0; i < STORIES; i++) {
			assert_int_equal(seen[i].story, first[i].story);
			assert_int_equal(seen[i].more, first[i].more);
			assert_true(seen[i].score <= first[i].score &&
				seen[i].score >= first[i].score);
		}
		empty();
	}
}

/* By offset and by resume, by score, by both stages, and by date. */
static void
test_pages_are_the_list_cut(void **state)
{
	static struct seen whole[STORIES];

	(void)state;
	fill(3);
	for (int way = 0; way < 6; way++) {
		char resume[2048] = "";
		struct trawl_search_options options = {
			.size = sizeof(options),
			.limit = 1000,
			.fold = 1,
			.sort = way / 2 == 2 ? TRAWL_NEWEST_FIRST :
				TRAWL_BY_SCORE,
			.rerank = way / 2 == 1 ? 7 : 0,
		};

		seen_count = 0;
		look(&options, NULL);
		assert_int_equal(seen_count, STORIES);
		memcpy(whole, seen, sizeof(whole));
		seen_count = 0;
		options.limit = 7;
		while (look(&options, resume) == 7) {
			if (way % 2 == 0 || !*resume) {
				options.offset += 7;
				continue;
			}
			options.offset = 0;
			options.resume = resume;
		}
		assert_int_equal(seen_count, STORIES);
		for (uint32_t i = 0; i < STORIES; i++) {
			assert_int_equal(seen[i].story, whole[i].story);
			assert_int_equal(seen[i].rank, whole[i].rank);
		}
	}
	empty();
}

/* Whether a page says that hits follow on it. */
static bool
goes_on(const struct trawl_search_options *options)
{
	trawl_hits *hits;

	assert_int_equal(trawl_search(reader, query, options, &hits, NULL),
		TRAWL_OK);
	bool ret = trawl_hits_go_on(hits);

	trawl_hits_free(hits);
	return ret;
}

static void
test_hits_go_on_until_the_last_one(void **state)
{
	(void)state;
	fill(2);
	for (int way = 0; way < 8; way++) {
		struct trawl_search_options options = {
			.size = sizeof(options),
			.fold = way & 1,
			.sort = way & 2 ? TRAWL_NEWEST_FIRST : TRAWL_BY_SCORE,
			.total = way & 4 ? TRAWL_TOTAL_AT_LEAST :
				TRAWL_TOTAL_EXACT,
		};

		look_at_all(options.fold, options.sort);
		for (uint32_t end = 1; end <= seen_count + 3; end++) {
			options.limit = end % 5 + 1;
			options.offset = end > options.limit ?
				end - options.limit : 0;
			assert_int_equal(goes_on(&options), options.offset +
				options.limit < seen_count);
		}
	}
	empty();
}

/* There are more copies of one text than are looked at first. */
static void
test_many_copies_are_one_hit(void **state)
{
	struct trawl_index_options creating = {
		.size = sizeof(creating),
		.flags = TRAWL_CREATE,
	};
	struct trawl_search_options options = {
		.size = sizeof(options),
		.limit = 3,
		.fold = 1,
	};
	trawl_writer *writer;
	char path[96];

	(void)state;
	snprintf(path, sizeof(path), "%s/copies.trawl", folder);
	assert_int_equal(trawl_index_open(path, &creating, &articles, NULL),
		TRAWL_OK);
	assert_int_equal(trawl_writer_open(articles, NULL, &writer, NULL),
		TRAWL_OK);
	for (uint32_t i = 0; i < 700; i++) {
		trawl_article *article;
		char id[16];
		char text[128];

		snprintf(id, sizeof(id), "%u", i);
		snprintf(text, sizeof(text), i < 697 ?
			"the same common text, more than once" :
			"common and %u, in more and other words than those, "
			"but fewer times", i);
		assert_int_equal(trawl_article_new(&article, NULL), TRAWL_OK);
		assert_int_equal(trawl_article_set(article, TRAWL_ID, id,
			strlen(id), NULL), TRAWL_OK);
		assert_int_equal(trawl_article_set(article, TRAWL_TEXT, text,
			strlen(text), NULL), TRAWL_OK);
		assert_int_equal(trawl_writer_add(writer, article, NULL),
			TRAWL_OK);
		trawl_article_free(article);
	}
	assert_int_equal(trawl_writer_commit(writer, NULL), TRAWL_OK);
	trawl_writer_free(writer);
	assert_int_equal(trawl_reader_open(articles, &reader, NULL), TRAWL_OK);
	seen_count = 0;
	assert_int_equal(look(&options, NULL), 3);
	assert_int_equal(seen[0].more, 696);
	assert_int_equal(seen[1].story, 697);
	assert_int_equal(seen[2].story, 698);
	assert_true(goes_on(&options));
	options.limit = 4;
	assert_false(goes_on(&options));
	empty();
}

static void
test_too_deep_a_page_is_refused(void **state)
{
	struct trawl_search_options options = {
		.size = sizeof(options),
		.offset = 10000,
		.fold = 1,
	};
	trawl_hits *hits;
	trawl_error err;

	(void)state;
	fill(0);
	assert_int_equal(trawl_search(reader, query, &options, &hits, &err),
		TRAWL_EINVAL);
	assert_non_null(strstr(err.text, "10000"));
	empty();
}

static int
set_up(void **state)
{
	(void)state;
	snprintf(folder, sizeof(folder), "./foldedXXXXXX");
	if (!mkdtemp(folder))
		return -1;
	return trawl_query_parse("common", 6, NULL, &query, NULL);
}

static int
tear_down(void **state)
{
	char command[96];

	(void)state;
	trawl_query_free(query);
	snprintf(command, sizeof(command), "rm -rf %s", folder);
	return system(command);
}

int
main(void)
{
#define test(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		test(test_each_story_comes_once_with_its_versions),
		test(test_nothing_folds_unless_asked),
		test(test_the_order_of_indexing_does_not_matter),
		test(test_pages_are_the_list_cut),
		test(test_hits_go_on_until_the_last_one),
		test(test_many_copies_are_one_hit),
		test(test_too_deep_a_page_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
