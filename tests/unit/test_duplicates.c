/* test_duplicates.c: groups of articles that read alike, however indexed. */
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

/*
 * Each story comes as it is, with 5 words of 100 changed, with a paragraph
 * cut, and under another headline. Pages of the template share 150 words, and
 * have 60 of something else each.
 */
#define STORIES 120
#define EDITS 4
#define PAGES 60
#define ARTICLES (STORIES * EDITS + PAGES)
#define PARAGRAPHS 6
#define PARAGRAPH_WORDS 40
#define ROOM 8192

struct groups {
	char text[64 * 1024];
	size_t n;
	uint32_t pairs;		/* in one group */
	uint32_t right;		/* of them, of one story */
	uint32_t pages;		/* of the template, in any group */
};

static char folder[64];

static size_t
add_words(char *text, size_t n, uint32_t *seed, uint32_t count,
	uint32_t words, uint32_t *edits)
{
	for (uint32_t i = 0; i < count; i++) {
		uint32_t word = dice(seed, words);

		if (edits && dice(edits, 20) == 0)
			word = 90000 + dice(edits, 9000);
		n += (size_t)snprintf(text + n, ROOM - n, "w%u ", word);
	}
	return n + (size_t)snprintf(text + n, ROOM - n, "\n\n");
}

static void
write_story(uint32_t story, uint32_t edit, char text[ROOM])
{
	uint32_t seed = story * 7919 + 1;
	uint32_t edits = story * 31 + 5;
	size_t n = 0;

	for (uint32_t p = 0; p < PARAGRAPHS; p++) {
		size_t end = add_words(text, n, &seed, PARAGRAPH_WORDS, 4000,
			edit == 1 ? &edits : NULL);

		if (edit != 2 || p != story % PARAGRAPHS)
			n = end;
	}
	text[n] = '\0';
}

static void
write_page(uint32_t page, char text[ROOM])
{
	uint32_t common = 77;
	uint32_t own = page * 104729 + 3;
	size_t n = add_words(text, 0, &common, 150, 4000, NULL);

	for (uint32_t i = 0; i < 4; i++)
		n += (size_t)snprintf(text + n, ROOM - n, "topic%u ", page);
	add_words(text, n, &own, 56, 4000, NULL);
}

static void
set(trawl_article *article, enum trawl_field field, const char *text)
{
	assert_int_equal(trawl_article_set(article, field, text, strlen(text),
		NULL), TRAWL_OK);
}

static void
add(trawl_writer *writer, uint32_t i)
{
	static char text[ROOM];
	uint32_t story = i / EDITS;
	uint32_t edit = i % EDITS;
	trawl_article *article;
	char line[64];

	assert_int_equal(trawl_article_new(&article, NULL), TRAWL_OK);
	if (story < STORIES) {
		write_story(story, edit, text);
		snprintf(line, sizeof(line), "s%u-%u", story, edit);
		set(article, TRAWL_ID, line);
		snprintf(line, sizeof(line), "Headline %u of %u",
			edit == 3 ? 5000 + story : story, story);
		set(article, TRAWL_TITLE, line);
		snprintf(line, sizeof(line), "2020-01-0%u", 1 + edit);
		set(article, TRAWL_DATE, line);
	} else {
		write_page(i - STORIES * EDITS, text);
		snprintf(line, sizeof(line), "p%u-", i - STORIES * EDITS);
		set(article, TRAWL_ID, line);
		set(article, TRAWL_TITLE, line);
	}
	set(article, TRAWL_TEXT, text);
	assert_int_equal(trawl_writer_add(writer, article, NULL), TRAWL_OK);
	trawl_article_free(article);
}

/* An index of all, in one of some orders, with commits between. */
static trawl_index *
fill(uint32_t order)
{
	static const uint32_t steps[] = {1, 7, ARTICLES - 1};
	struct trawl_index_options options = {.size = sizeof(options),
		.flags = TRAWL_CREATE};
	trawl_index *index;
	trawl_writer *writer;
	char path[100];

	snprintf(path, sizeof(path), "%s/%u.trawl", folder, order);
	assert_int_equal(trawl_index_open(path, &options, &index, NULL),
		TRAWL_OK);
	assert_int_equal(trawl_writer_open(index, NULL, &writer, NULL),
		TRAWL_OK);
	for (uint32_t i = 0; i < ARTICLES; i++) {
		add(writer, i * steps[order] % ARTICLES);
		if (order > 0 && i % (40 * order) == 0)
			assert_int_equal(trawl_writer_commit(writer, NULL),
				TRAWL_OK);
	}
	assert_int_equal(trawl_writer_commit(writer, NULL), TRAWL_OK);
	trawl_writer_free(writer);
	return index;
}

static int
take(void *context, const trawl_str *ids, size_t count)
{
	struct groups *groups = context;

	for (size_t i = 0; i < count; i++) {
		assert_true(groups->n + 100 < sizeof(groups->text));
		groups->n += (size_t)snprintf(groups->text + groups->n, 100,
			"%.*s%s", (int)ids[i].length, ids[i].bytes,
			i + 1 < count ? " " : "\n");
		groups->pages += ids[i].bytes[0] == 'p';
		for (size_t j = 0; j < i; j++) {
			size_t n = strcspn(ids[i].bytes, "-") + 1;

			groups->pairs++;
			groups->right += memcmp(ids[i].bytes, ids[j].bytes,
				n) == 0;
		}
	}
	return TRAWL_OK;
}

static struct groups *
find(uint32_t order, int keep)
{
	struct groups *groups = calloc(1, sizeof(*groups));
	trawl_index *index = fill(order);
	trawl_reader *reader;

	assert_non_null(groups);
	assert_int_equal(trawl_reader_open(index, &reader, NULL), TRAWL_OK);
	assert_int_equal(trawl_reader_duplicates(reader, keep, take, groups,
		NULL), TRAWL_OK);
	trawl_reader_free(reader);
	trawl_index_close(index);
	return groups;
}

static void
test_planted_edits_are_found_and_nothing_else(void **state)
{
	struct groups *groups = find(0, TRAWL_KEEP_NEWEST);
	uint32_t all = STORIES * EDITS * (EDITS - 1) / 2;

	(void)state;
	assert_true(groups->right * 100 >= all * 90);
	assert_true(groups->right * 100 >= groups->pairs * 99);
	assert_int_equal(groups->pages, 0);
	free(groups);
}

static void
test_the_order_of_indexing_does_not_matter(void **state)
{
	struct groups *first = find(0, TRAWL_KEEP_LONGEST);

	(void)state;
	for (uint32_t order = 1; order < 3; order++) {
		struct groups *other = find(order, TRAWL_KEEP_LONGEST);

		assert_string_equal(other->text, first->text);
		free(other);
	}
	free(first);
}

/* The edit of the latest date is the last; the one with a paragraph cut is the
   shortest, and of the others the newest is first. */
static void
test_the_newest_or_the_longest_stands_for_a_group(void **state)
{
	struct groups *newest = find(0, TRAWL_KEEP_NEWEST);
	struct groups *longest = find(0, TRAWL_KEEP_LONGEST);

	(void)state;
	assert_non_null(strstr(newest->text, "s7-3 s7-2 s7-1 s7-0\n"));
	assert_non_null(strstr(longest->text, "s7-3 s7-1 s7-0 s7-2\n"));
	free(newest);
	free(longest);
}

static int
make_folder(void **state)
{
	(void)state;
	snprintf(folder, sizeof(folder), "duplicates-XXXXXX");
	return mkdtemp(folder) ? 0 : -1;
}

static int
remove_folder(void **state)
{
	char path[100];

	(void)state;
	for (uint32_t order = 0; order < 3; order++) {
		snprintf(path, sizeof(path), "%s/%u.trawl", folder, order);
		unlink(path);
		snprintf(path, sizeof(path), "%s/%u.trawl-lock", folder,
			order);
		unlink(path);
	}
	rmdir(folder);
	return 0;
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, make_folder, \
	remove_folder)
	const struct CMUnitTest tests[] = {
		TEST(test_planted_edits_are_found_and_nothing_else),
		TEST(test_the_order_of_indexing_does_not_matter),
		TEST(test_the_newest_or_the_longest_stands_for_a_group),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
