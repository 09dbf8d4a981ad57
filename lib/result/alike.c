/* alike.c: whether two texts are the same story. */
/* SPDX-License-Identifier: MIT */
#include "result/alike.h"

#include <string.h>

#include "base/buf.h"
#include "text/plainwords.h"
#include "text/sketch.h"
#include "text/words.h"

/*
 * Measured on 2,000 articles of three collections, with one word of twenty
 * replaced, a paragraph cut, or both. Of 48 bits 12 or fewer differ, and 85 %
 * or more of the pairs are kept, for 98, 98 and 94 of 100 where articles have
 * 500 words, and for 99, 81 and 76 where they have 300 in few paragraphs, most
 * others of which have lost more than WORDS_PERCENT lets go. With 10 bits it
 * was 98, 98, 90 and 99, 79, 70. Of two articles taken at random, three of ten
 * thousand are as near by their sketches, and none of those by their pairs: the
 * sketch is to save the reading of texts, not to decide, and 13 bits would let
 * twice as many be read for one or two of 100.
 *
 * Of pages of one template (reference pages of a program, 100 words and more
 * about another function each) every eighth that is near by its sketch is so
 * by its pairs, too: of these, 97 of 100 have words of their own, and of the
 * articles with other words or less of them 3 of 1,000 at most.
 */
#define DISTANCE 12
#define LEAST_PERCENT 85
#define WORDS_PERCENT 60
#define OFTEN 3
#define BATCH 64
#define TITLE_BYTES 500

/* share / all >= percent / 100. */
static bool
is_share(uint32_t share, uint32_t all, unsigned percent)
{
	return (uint64_t)share * 100 >= (uint64_t)all * percent;
}

bool
tw_are_near(const struct tw_story *a, const struct tw_story *b)
{
	return a->sketch != 0 && b->sketch != 0 &&
		tw_sketch_distance(a->sketch, b->sketch) <= DISTANCE;
}

bool
tw_may_be_alike(const struct tw_story *a, const struct tw_story *b)
{
	uint32_t fewer = a->words < b->words ? a->words : b->words;
	uint32_t more = a->words < b->words ? b->words : a->words;

	return tw_are_near(a, b) && is_share(fewer, more, WORDS_PERCENT);
}

bool
tw_look_the_same(const struct tw_story *a, const struct tw_story *b)
{
	return a->sketch == b->sketch && a->words == b->words;
}

/* ------------------------------------------------------------------ */

/* Small letters and capitals of ASCII are the same; FNV-1a otherwise. */
static uint32_t
hash_word(struct tw_str word)
{
	uint32_t hash = 2166136261u;

	for (size_t i = 0; i < word.n; i++) {
		uint8_t byte = (uint8_t)word.p[i];
		bool is_capital = byte >= 'A' && byte <= 'Z';

		hash = (hash ^ (is_capital ? byte | 0x20u : byte)) * 16777619u;
	}
	return hash;
}

static void
add_word(struct tw_buf *words, struct tw_str word)
{
	uint32_t hash = hash_word(word);

	tw_buf_add(words, &hash, sizeof(hash));
}

/* Of scripts without spaces, each character is a word. */
static void
add_run(struct tw_buf *words, struct tw_str run)
{
	while (run.n > 0) {
		size_t n = tw_word_cluster(run);

		add_word(words, tw_str(run.p, n));
		run = tw_str(run.p + n, run.n - n);
	}
}

static void
add_words(struct tw_buf *words, struct tw_str text)
{
	struct tw_word word;
	size_t at = 0;
	bool more = true;

	while (more && !tw_buf_failed(words)) {
		struct tw_str plain[BATCH];
		size_t n = tw_word_plain(text, &at, plain, BATCH);

		for (size_t i = 0; i < n; i++)
			add_word(words, plain[i]);
		more = tw_word_next(text, &at, &word);
		if (more && word.kind == TW_WORD_UNSPACED)
			add_run(words, word.text);
		else if (more)
			add_word(words, word.text);
	}
}

/* By bytes, from the lowest on; `spare` has room for as many. */
static void
sort(uint32_t *numbers, size_t count, uint32_t *spare)
{
	for (unsigned shift = 0; shift < 32; shift += 8) {
		uint32_t ends[256] = {0};
		uint32_t end = 0;

		for (size_t i = 0; i < count; i++)
			ends[numbers[i] >> shift & 255]++;
		for (size_t i = 0; i < 256; i++) {
			uint32_t n = ends[i];

			ends[i] = end;
			end += n;
		}
		for (size_t i = 0; i < count; i++)
			spare[ends[numbers[i] >> shift & 255]++] = numbers[i];
		uint32_t *sorted = spare;

		spare = numbers;
		numbers = sorted;
	}
}

/* Of sorted numbers, leaves each once. */
static uint32_t
keep_once(uint32_t *numbers, size_t count)
{
	uint32_t n = 0;

	for (size_t i = 0; i < count; i++) {
		if (n == 0 || numbers[i] != numbers[n - 1])
			numbers[n++] = numbers[i];
	}
	return n;
}

/* The part of it that is read, whole characters of it. */
static struct tw_str
beginning(struct tw_str text, size_t most)
{
	size_t n = text.n;

	if (n > most) {
		n = most;
		while (n > 0 && ((uint8_t)text.p[n] & 0xc0) == 0x80)
			n--;
	}
	return tw_str(text.p, n);
}

/* Room for all that a story keeps of so many words, and for sorting. */
static uint32_t *
reserve(struct tw_arena *arena, size_t count)
{
	return tw_arena_alloc(arena, (4 * count + 1) * sizeof(uint32_t));
}

/* How often a word occurs in the title. */
static uint32_t
count_in(const uint32_t *title, size_t count, uint32_t word)
{
	uint32_t found = 0;

	for (size_t i = 0; i < count; i++)
		found += title[i] == word;
	return found;
}

/* Of sorted words, those that are said often, the title's counted too. */
static uint32_t
take_often(const uint32_t *words, size_t count, const uint32_t *title,
	size_t title_count, uint32_t *often)
{
	uint32_t n = 0;
	size_t end;

	for (size_t i = 0; i < count; i = end) {
		end = i + 1;
		while (end < count && words[end] == words[i])
			end++;
		if (end - i >= OFTEN || end - i + count_in(title, title_count,
				words[i]) >= OFTEN)
			often[n++] = words[i];
	}
	return n;
}

static int
take(struct tw_story *story, const struct tw_buf *text,
	const struct tw_buf *title, struct tw_arena *arena, trawl_error *err)
{
	size_t count = text->n / sizeof(uint32_t);
	uint32_t *words = reserve(arena, count);
	uint32_t *pairs = words + count;
	uint32_t *often = pairs + count;
	uint32_t before = 0;

	if (!words)
		return tw_no_memory(err);
	if (count > 0)
		memcpy(words, text->p, text->n);
	for (size_t i = 0; i < count; i++) {
		pairs[i] = (before ^ 0x9e3779b9u) * 0x85ebca6bu + words[i];
		before = words[i];
	}
	sort(words, count, often + count);
	sort(pairs, count, often + count);
	story->often_count = take_often(words, count,
		(const uint32_t *)(const void *)title->p,
		title->n / sizeof(uint32_t), often);
	story->word_count = keep_once(words, count);
	story->pair_count = keep_once(pairs, count);
	story->all_words = words;
	story->pairs = pairs;
	story->often = often;
	story->is_read = true;
	return TRAWL_OK;
}

int
tw_read_story(struct tw_story *story, struct tw_str title, struct tw_str text,
	struct tw_arena *arena, trawl_error *err)
{
	struct tw_buf words = {0};
	struct tw_buf title_words = {0};

	add_words(&words, beginning(text, TW_ALIKE_BYTES));
	add_words(&title_words, beginning(title, TITLE_BYTES));
	int status = tw_buf_status(&words, err);

	if (status == TRAWL_OK)
		status = tw_buf_status(&title_words, err);
	if (status == TRAWL_OK)
		status = take(story, &words, &title_words, arena, err);
	tw_buf_done(&words);
	tw_buf_done(&title_words);
	return status;
}

/* How many of a are in b; both ascend. */
static uint32_t
count_shared(const uint32_t *a, uint32_t a_count, const uint32_t *b,
	uint32_t b_count)
{
	uint32_t shared = 0;
	uint32_t i = 0;
	uint32_t j = 0;

	while (i < a_count && j < b_count) {
		uint32_t x = a[i];
		uint32_t y = b[j];

		shared += x == y;
		i += x <= y;
		j += y <= x;
	}
	return shared;
}

/* Whether a often says what b never does. */
static bool
has_own_word(const struct tw_story *a, const struct tw_story *b)
{
	return count_shared(a->often, a->often_count, b->all_words,
		b->word_count) < a->often_count;
}

bool
tw_are_alike(const struct tw_story *a, const struct tw_story *b)
{
	uint32_t fewer = a->pair_count < b->pair_count ? a->pair_count :
		b->pair_count;
	uint32_t shared = count_shared(a->pairs, a->pair_count, b->pairs,
		b->pair_count);

	return fewer > 0 && is_share(shared, fewer, LEAST_PERCENT) &&
		!(has_own_word(a, b) && has_own_word(b, a));
}
