/* alike.c: whether two texts are the same story. */
/* SPDX-License-Identifier: MIT */
#include "result/alike.h"

#include <string.h>

#include "base/buf.h"
#include "base/bytes.h"
#include "base/hash.h"
#include "text/plainwords.h"
#include "text/sketch.h"
#include "text/words.h"

/*
 * Measured on 3,300 articles of three collections, with one word of twenty
 * replaced, a paragraph cut, or both: of 100, 98, 99 and 94 are found where
 * articles have 500 words, and 99, 98 and 92 where they have 300 in three or
 * four paragraphs. What is not has mostly less than 85 % of the pairs.
 *
 * Where a fifth of such short articles lost more than WORDS_PERCENT lets go,
 * what is lost is one piece. That tells them from reference pages of which one
 * describes all that the other does, and more: of these, that is in many
 * places (39 of 45 pairs in 14,000 articles).
 *
 * Of 48 bits of the sketches 12 or fewer differ for 98 of 100 texts that have
 * 60 words of 100. Of two articles taken at random, three of ten thousand are
 * as near: the sketch is to save the reading of texts, not to decide. Where one
 * is less than 60 of 100, 16 are let through, as are 15 of a thousand pairs of
 * that kind.
 *
 * Of pages of one template (reference pages of a program, 100 words and more
 * about another function each) every eighth that is near by its sketch is so
 * by its pairs, too: of these, 97 of 100 have words of their own, and of the
 * articles with other words or less of them one of 100 at most.
 */
#define DISTANCE 12
#define CUT_DISTANCE 16
#define LEAST_PERCENT 85
#define WORDS_PERCENT 60
#define CUT_PERCENT 33
#define CUT_WORDS 40		/* of the shorter, if the longer has a piece
				   more */
#define OFTEN 3
#define BATCH 64
#define FEW 1024
#define MARKS 4096
#define TITLE_BYTES 500

/* share / all >= percent / 100. */
static bool
is_share(uint32_t share, uint32_t all, unsigned percent)
{
	return (uint64_t)share * 100 >= (uint64_t)all * percent;
}

/* Whether one of the two numbers of words is so much of the other. */
static bool
is_part(uint32_t a, uint32_t b, unsigned percent)
{
	return is_share(a < b ? a : b, a < b ? b : a, percent);
}

static bool
are_within(const struct tw_story *a, const struct tw_story *b,
	unsigned distance)
{
	return a->sketch != 0 && b->sketch != 0 &&
		tw_sketch_distance(a->sketch, b->sketch) <= distance;
}

bool
tw_are_near(const struct tw_story *a, const struct tw_story *b)
{
	return are_within(a, b, CUT_DISTANCE);
}

bool
tw_are_as_long(const struct tw_story *a, const struct tw_story *b)
{
	return is_part(a->words, b->words, CUT_PERCENT);
}

bool
tw_may_be_alike(const struct tw_story *a, const struct tw_story *b)
{
	return is_part(a->words, b->words, WORDS_PERCENT)
		? are_within(a, b, DISTANCE)
		: tw_are_as_long(a, b) && tw_are_near(a, b);
}

bool
tw_look_the_same(const struct tw_story *a, const struct tw_story *b)
{
	return a->sketch == b->sketch && a->words == b->words;
}

/* ------------------------------------------------------------------ */


/* Eight bytes, of which capitals of ASCII become small letters. */
static inline uint64_t
fold(uint64_t x)
{
	uint64_t ascii = x & TW_EACH(0x7F);
	uint64_t capitals = tw_bytes_between(ascii, 'A', 'Z') & ~x;

	return x | capitals >> 2;
}

/* All bytes of a word of fewer than eight, some twice. */
static inline uint64_t
few_bytes(const char *p, size_t n)
{
	if (n >= 4)
		return tw_le32(p) | (uint64_t)tw_le32(p + n - 4) << 32;
	return (uint64_t)(uint8_t)p[0] | (uint64_t)(uint8_t)p[n / 2] << 8 |
		(uint64_t)(uint8_t)p[n - 1] << 16;
}

/* Small letters and capitals of ASCII are the same. */
static inline uint32_t
hash_word(struct tw_str word)
{
	const uint64_t factor = UINT64_C(0x9e3779b97f4a7c15);
	uint64_t hash = word.n * factor;

	for (size_t i = 0; i + 8 < word.n; i += 8)
		hash = tw_hash_fold(hash ^ fold(tw_le64(word.p + i)), factor);
	hash ^= fold(word.n < 8 ? few_bytes(word.p, word.n) :
		tw_le64(word.p + word.n - 8));
	hash = tw_hash_fold(hash, factor);
	return (uint32_t)(hash ^ hash >> 32);
}

static inline void
add_word(struct tw_buf *words, struct tw_str word)
{
	uint32_t hash = hash_word(word);

	if (tw_buf_reserve(words, sizeof(hash))) {
		memcpy(words->p + words->n, &hash, sizeof(hash));
		words->n += sizeof(hash);
	}
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

/* Moves numbers to where they belong by one of their bytes, in order. */
static void
distribute(const uint32_t *numbers, size_t count, unsigned shift, uint32_t *to)
{
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
		to[ends[numbers[i] >> shift & 255]++] = numbers[i];
}

/* Few hashes lie where they belong, or nearly, by their highest byte. */
static void
sort_few(uint32_t *numbers, size_t count, uint32_t *spare)
{
	distribute(numbers, count, 24, spare);
	for (size_t i = 0; i < count; i++) {
		uint32_t number = spare[i];
		size_t at = i;

		for (; at > 0 && numbers[at - 1] > number; at--)
			numbers[at] = numbers[at - 1];
		numbers[at] = number;
	}
}

/* `spare` has room for as many. */
static void
sort(uint32_t *numbers, size_t count, uint32_t *spare)
{
	if (count <= FEW) {
		sort_few(numbers, count, spare);
		return;
	}
	for (unsigned shift = 0; shift < 32; shift += 16) {
		distribute(numbers, count, shift, spare);
		distribute(spare, count, shift + 8, numbers);
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

static bool
is_in(const uint32_t *words, size_t count, uint32_t word)
{
	for (size_t i = 0; i < count; i++) {
		if (words[i] == word)
			return true;
	}
	return false;
}

/* Of sorted words, those that are said often, or in the title, too. */
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
		if (end - i >= OFTEN || is_in(title, title_count, words[i]))
			often[n++] = words[i];
	}
	return n;
}

static int
take(struct tw_story *story, const struct tw_buf *text,
	const struct tw_buf *title, struct tw_arena *arena, trawl_error *err)
{
	size_t count = text->n / sizeof(uint32_t);
	uint64_t *marks = tw_arena_zeroed(arena, MARKS / 64,
		sizeof(*marks));
	uint32_t *words = tw_arena_alloc(arena, (5 * count + 1) *
		sizeof(uint32_t) + title->n);
	uint32_t before = 0;

	if (!marks || !words)
		return tw_no_memory(err);
	uint32_t *order = words + count;

	if (count > 0)
		memcpy(words, text->p, text->n);
	for (size_t i = 0; i < count; i++) {
		order[i] = (before ^ 0x9e3779b9u) * 0x85ebca6bu + words[i];
		marks[order[i] % MARKS / 64] |=
			UINT64_C(1) << order[i] % 64;
		before = words[i];
	}
	story->spare = order + count;
	story->title = story->spare + 3 * count + 1;
	if (title->n > 0)
		memcpy(story->title, title->p, title->n);
	story->title_count = (uint32_t)(title->n / sizeof(uint32_t));
	story->all_words = words;
	story->order_count = (uint32_t)count;
	story->order = order;
	story->marks = marks;
	story->is_skimmed = true;
	return TRAWL_OK;
}

int
tw_skim_story(struct tw_story *story, struct tw_str title, struct tw_str text,
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

void
tw_finish_story(struct tw_story *story)
{
	size_t count = story->order_count;
	uint32_t *words = (uint32_t *)(uintptr_t)story->all_words;
	uint32_t *pairs = story->spare;
	uint32_t *often = pairs + count;

	if (story->is_read)
		return;
	if (count > 0)
		memcpy(pairs, story->order, count * sizeof(*pairs));
	sort(words, count, often + count);
	sort(pairs, count, often + count);
	story->often_count = take_often(words, count, story->title,
		story->title_count, often);
	story->word_count = keep_once(words, count);
	story->pair_count = keep_once(pairs, count);
	story->pairs = pairs;
	story->often = often;
	story->is_read = true;
}

int
tw_read_story(struct tw_story *story, struct tw_str title, struct tw_str text,
	struct tw_arena *arena, trawl_error *err)
{
	int status = tw_skim_story(story, title, text, arena, err);

	if (status == TRAWL_OK)
		tw_finish_story(story);
	return status;
}

/* Marks of a that b lacks: so many different pairs at least. */
static uint32_t
count_lacking(const struct tw_story *a, const struct tw_story *b)
{
	uint32_t n = 0;

	for (size_t i = 0; i < MARKS / 64; i++)
		n += tw_bits_set(a->marks[i] & ~b->marks[i]);
	return n;
}

/* Whether b may have as many of a's pairs as it must. */
static bool
may_have(const struct tw_story *a, const struct tw_story *b)
{
	return (uint64_t)count_lacking(a, b) * 100 <=
		(uint64_t)a->order_count * (100 - LEAST_PERCENT);
}

/* Of which there are fewer is not known: it is one of the two. */
bool
tw_may_share(const struct tw_story *a, const struct tw_story *b)
{
	return may_have(a, b) || may_have(b, a);
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

static bool
has_pair(const struct tw_story *story, uint32_t pair)
{
	uint32_t from = 0;
	uint32_t end = story->pair_count;

	while (from < end) {
		uint32_t middle = from + (end - from) / 2;

		if (story->pairs[middle] < pair)
			from = middle + 1;
		else
			end = middle;
	}
	return from < story->pair_count && story->pairs[from] == pair;
}

/*
 * Whether the longer text is the shorter one with a piece put in. The piece is
 * where most pairs are not the shorter one's, with the few that are (the sum of
 * a run is highest: Bentley, "Programming Pearls", column 8); around it hardly
 * any other may be left.
 */
static bool
has_one_piece_more(const struct tw_story *longer,
	const struct tw_story *shorter)
{
	uint32_t others = 0;	/* pairs that are not the shorter one's */
	uint32_t piece = 0;	/* in the best run, */
	uint32_t length = 0;	/* which has so many in all */
	uint32_t sum = 0;	/* of the run that ends here */
	uint32_t best = 0;
	uint32_t from = 0;
	uint32_t others_before = 0;	/* the run */

	for (uint32_t i = 0; i < longer->order_count; i++) {
		bool is_other = !has_pair(shorter, longer->order[i]);

		if (sum == 0) {
			from = i;
			others_before = others;
		}
		others += is_other;
		sum = is_other ? sum + 1 : sum > 3 ? sum - 3 : 0;
		if (sum <= best)
			continue;
		best = sum;
		piece = others - others_before;
		length = i + 1 - from;
	}
	return (uint64_t)(others - piece) * 100 <=
		(uint64_t)(longer->order_count - length) *
			(100 - LEAST_PERCENT);
}

/* Whether what the longer one has more may be one that was cut out. */
static bool
may_be_cut(const struct tw_story *a, const struct tw_story *b)
{
	const struct tw_story *longer = a->order_count < b->order_count ? b
									: a;
	const struct tw_story *shorter = longer == a ? b : a;

	if (is_part(a->order_count, b->order_count, WORDS_PERCENT))
		return true;
	return shorter->order_count >= CUT_WORDS &&
		is_part(a->order_count, b->order_count, CUT_PERCENT) &&
		has_one_piece_more(longer, shorter);
}

bool
tw_are_alike(const struct tw_story *a, const struct tw_story *b)
{
	uint32_t fewer = a->pair_count < b->pair_count ? a->pair_count :
		b->pair_count;
	uint32_t shared = count_shared(a->pairs, a->pair_count, b->pairs,
		b->pair_count);

	return fewer > 0 && is_share(shared, fewer, LEAST_PERCENT) &&
		!(has_own_word(a, b) && has_own_word(b, a)) &&
		may_be_cut(a, b);
}
