/* test_planted.c: edits planted in real articles are found, others are not. */
/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "page/extract.h"
#include "result/sharing.h"
#include "text/analyzer.h"
#include "text/sketch.h"

#include "dice.h"

/*
 * Every third article of a collection is edited: one word of twenty is one of
 * another article, or a paragraph is cut, or both; other words stand above.
 * Each article is held against each other one, and against each edited one.
 */
#define EVERY 3
#define ARTICLES_MAX 1000
#define SHORTEST 600		/* bytes of text */

struct article {
	struct tw_buf title;
	struct tw_buf text;
	struct tw_story story;
	struct tw_phrases phrases;
};

static struct article articles[ARTICLES_MAX];
static struct article edited[ARTICLES_MAX];
static uint32_t count;
static uint32_t seed = 20;
static struct tw_analyzer *analyzer;
static struct tw_arena arena;

/* A trawl_extract_fn. */
static int
take(void *context, trawl_article *from, const trawl_error *reason)
{
	uint32_t *number = context;
	struct tw_str text;

	assert_null(reason);
	text = tw_article_get(from, TRAWL_TEXT);
	if ((*number)++ % EVERY > 0 || count == ARTICLES_MAX ||
		text.n < SHORTEST)
		return TRAWL_OK;
	tw_buf_add_str(&articles[count].title,
		tw_article_get(from, TRAWL_TITLE));
	tw_buf_add_str(&articles[count++].text, text);
	return TRAWL_OK;
}

/* False if there are none. */
static bool
read_articles(const char *name)
{
	struct trawl_extract_options options = {
		.size = sizeof(options),
		.type = TRAWL_TYPE_NDJSON,
	};
	const char *shared = getenv("TRAWL_SHARED");
	char path[4096];
	uint32_t number = 0;

	snprintf(path, sizeof(path), "%s/data/%s/docs.ndjson",
		shared && *shared ? shared : "/nowhere", name);
	FILE *file = fopen(path, "rb");

	if (!file)
		return false;
	char *line = NULL;
	size_t room = 0;
	ssize_t n;

	while ((n = getline(&line, &room, file)) > 0)
		assert_int_equal(tw_extract(tw_str(line, (size_t)n),
			&options, take, &number, NULL), TRAWL_OK);
	free(line);
	fclose(file);
	return count > 0;
}

/* ------------------------------------------------------------------ */

/* A word of some article. */
static struct tw_str
other_word(void)
{
	struct tw_str text = tw_buf_str(&articles[dice(&seed, count)].text);
	size_t from = dice(&seed, (uint32_t)text.n / 2);
	size_t to;

	while (text.p[from] != ' ')
		from++;
	to = ++from;
	while (to < text.n && text.p[to] != ' ' && text.p[to] != '\n')
		to++;
	return tw_str(text.p + from, to - from);
}

static uint32_t
paragraphs_of(struct tw_str text)
{
	uint32_t n = 1;

	for (size_t i = 1; i < text.n; i++)
		n += text.p[i] == '\n' && text.p[i - 1] != '\n';
	return n;
}

enum edits {
	WORDS = 1,
	PARAGRAPH = 2
};

static void
edit(const struct article *from, unsigned edits, struct article *to)
{
	struct tw_str text = tw_buf_str(&from->text);
	uint32_t cut = dice(&seed, paragraphs_of(text));
	uint32_t paragraph = 0;
	bool is_cut = (edits & PARAGRAPH) && paragraphs_of(text) > 2;

	for (int i = 0; i < 6; i++) {
		tw_buf_add_str(&to->title, other_word());
		tw_buf_add_byte(&to->title, ' ');
	}
	for (size_t i = 0; i < text.n;) {
		size_t n = 0;

		while (i + n < text.n && text.p[i + n] != ' ' &&
			text.p[i + n] != '\n')
			n++;
		if (!is_cut || paragraph != cut)
			tw_buf_add_str(&to->text,
				edits & WORDS && dice(&seed, 20) == 0
				? other_word() : tw_str(text.p + i, n));
		i += n;
		if (i == text.n)
			break;
		paragraph += text.p[i] == '\n' && n > 0;
		tw_buf_add_byte(&to->text, (uint8_t)text.p[i++]);
	}
}

static void
read_story(struct article *article)
{
	struct tw_buf hashes = {0};

	assert_int_equal(tw_text_hashes(analyzer, tw_buf_str(&article->text),
		&hashes, NULL), TRAWL_OK);
	article->story = (struct tw_story){
		.words = (uint32_t)(hashes.n / 4),
		.is_measured = true,
		.sketch = tw_sketch_hashes((uint32_t *)(void *)hashes.p,
			hashes.n / 4),
	};
	tw_buf_done(&hashes);
	assert_int_equal(tw_read_story(&article->story,
		tw_buf_str(&article->title), tw_buf_str(&article->text),
		&arena, NULL), TRAWL_OK);
	tw_phrases_of(&article->story, &article->phrases);
}

/* As search results fold: what is only skimmed misses none. */
static bool
would_fold(const struct article *a, const struct article *b)
{
	if (!tw_may_be_alike(&a->story, &b->story) ||
		!tw_are_alike(&a->story, &b->story))
		return false;
	assert_true(tw_may_share(&a->story, &b->story));
	return true;
}

static bool
share_a_phrase(const struct article *a, const struct article *b)
{
	for (size_t i = 0, k = 0; i < TW_PHRASES && k < TW_PHRASES;) {
		uint32_t x = a->phrases.hash[i];
		uint32_t y = b->phrases.hash[k];

		if (x == y && x != 0)
			return true;
		i += x <= y;
		k += y <= x;
	}
	return false;
}

/* As duplicates are found in an index. */
static bool
are_alike(const struct article *a, const struct article *b)
{
	return share_a_phrase(a, b) &&
		tw_are_as_long(&a->story, &b->story) &&
		tw_are_alike(&a->story, &b->story);
}

/* Whether four of five words of the one are in the other: some articles of the
   collection stand there twice, edited by hand. */
static bool
say_the_same(const struct tw_story *a, const struct tw_story *b)
{
	uint32_t both = 0;

	for (uint32_t i = 0, k = 0; i < a->word_count && k < b->word_count;)
		if (a->all_words[i] == b->all_words[k]) {
			both++;
			i++;
			k++;
		} else if (a->all_words[i] < b->all_words[k]) {
			i++;
		} else {
			k++;
		}
	return 5 * both >= 4 * (a->word_count < b->word_count
		? a->word_count : b->word_count);
}

/* How many of the articles are found when they are edited so. */
static uint32_t
find_edited(unsigned edits)
{
	uint32_t found = 0;
	uint32_t folded = 0;

	for (uint32_t i = 0; i < count; i++) {
		tw_buf_reset(&edited[i].title);
		tw_buf_reset(&edited[i].text);
		edit(&articles[i], edits, &edited[i]);
		read_story(&edited[i]);
		found += are_alike(&articles[i], &edited[i]);
		folded += would_fold(&articles[i], &edited[i]);
	}
	print_message("%s%s%s: of %u %u are found, %u would fold\n",
		edits & WORDS ? "words changed" : "",
		edits == (WORDS | PARAGRAPH) ? ", " : "",
		edits & PARAGRAPH ? "a paragraph cut" : "", (unsigned)count,
		(unsigned)found, (unsigned)folded);
	return found;
}

/* Pairs that are alike and should not be. */
static uint32_t
count_wrong(void)
{
	uint32_t wrong = 0;

	for (uint32_t i = 0; i < count; i++)
		for (uint32_t k = 0; k < count; k++) {
			if (i == k || say_the_same(&articles[i].story,
				&articles[k].story))
				continue;
			wrong += are_alike(&articles[i], &articles[k]);
			wrong += are_alike(&articles[i], &edited[k]);
		}
	return wrong;
}

static void
forget_articles(void)
{
	for (uint32_t i = 0; i < count; i++) {
		tw_buf_done(&articles[i].title);
		tw_buf_done(&articles[i].text);
		tw_buf_done(&edited[i].title);
		tw_buf_done(&edited[i].text);
	}
	count = 0;
	tw_arena_reset(&arena);
}

/* Of 100 so many are found with words changed, with a paragraph cut, and with
   both; and of 100 that are found, one may be wrong. */
static void
assert_found(const char *name, uint32_t words, uint32_t cut, uint32_t both)
{
	if (!read_articles(name)) {
		print_message("TRAWL_SHARED has no articles: skipped\n");
		skip();
	}
	for (uint32_t i = 0; i < count; i++)
		read_story(&articles[i]);
	assert_true(100 * find_edited(WORDS) >= words * count);
	assert_true(100 * find_edited(PARAGRAPH) >= cut * count);
	uint32_t found = find_edited(WORDS | PARAGRAPH);
	uint32_t wrong = count_wrong();

	print_message("%u pairs of others are alike\n", (unsigned)wrong);
	assert_true(100 * found >= both * count);
	assert_true(100 * wrong <= found);
	forget_articles();
}

static void
test_planted_edits_are_found_and_nothing_else(void **state)
{
	(void)state;
	assert_found("articles/digitalgov", 97, 97, 93);
}

/* Which have three paragraphs or four. */
static void
test_they_are_found_in_short_articles_too(void **state)
{
	(void)state;
	assert_found("relevance/bbc-knownitem", 97, 95, 90);
}

static int
set_up(void **state)
{
	(void)state;
	return tw_analyzer_new("en", &analyzer, NULL);
}

static int
tear_down(void **state)
{
	(void)state;
	forget_articles();
	tw_arena_done(&arena);
	tw_analyzer_free(analyzer);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			test_planted_edits_are_found_and_nothing_else),
		cmocka_unit_test(test_they_are_found_in_short_articles_too),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
