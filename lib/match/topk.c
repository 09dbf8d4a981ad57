/* topk.c: keeps the best of the articles that pass by. */
/* SPDX-License-Identifier: MIT */
#include "match/topk.h"

#include <string.h>

#include "base/alloc.h"
#include "base/numbers.h"

/*
 * A few hits are kept sorted. More are gathered, and made a heap when the
 * first has to go: hits that all score alike stay in order. A heap costs a
 * wrong guess of the processor for each level that a hit sinks; so from some
 * depth on hits are only gathered, and the best selected when there are half
 * as many again, which costs a few times less.
 */
#define SORTED_DEPTH 32
#define GATHER_DEPTH 256
#define RANKED_MOST 384		/* sorted by ranks */
#define RANKED_STEPS 16		/* a hit, to sort ties */
#define ROUNDS_MAX 64		/* of a selection, then it is sorted instead */

void
tw_topk_init(struct tw_topk *topk, uint32_t depth)
{
	*topk = (struct tw_topk){.depth = depth};
}

void
tw_topk_done(struct tw_topk *topk)
{
	tw_free(topk->hits);
	*topk = (struct tw_topk){0};
}

static inline bool
is_worse(const struct tw_hit *a, const struct tw_hit *b)
{
	if (a->score != b->score)
		return a->score < b->score;
	if (a->segment != b->segment)
		return a->segment > b->segment;
	return a->doc > b->doc;
}

/* ------------------------------------------------------------------ */
/* A heap with its worst hit on top.                                    */

/* Sinks the hit at `i` below all that are worse. */
static void
sink(struct tw_hit *hits, uint32_t count, uint32_t i)
{
	struct tw_hit hit = hits[i];

	for (;;) {
		uint32_t child = 2 * i + 1;

		if (child >= count)
			break;
		if (child + 1 < count &&
			is_worse(&hits[child + 1], &hits[child]))
			child++;
		if (!is_worse(&hits[child], &hit))
			break;
		hits[i] = hits[child];
		i = child;
	}
	hits[i] = hit;
}

static void
make_heap(struct tw_hit *hits, uint32_t count)
{
	for (uint32_t i = count / 2; i-- > 0;)
		sink(hits, count, i);
}

/* Best first. */
static void
heap_sort(struct tw_hit *hits, uint32_t count)
{
	make_heap(hits, count);
	for (uint32_t n = count; n > 1; n--) {
		struct tw_hit worst = hits[0];

		hits[0] = hits[n - 1];
		sink(hits, n - 1, 0);
		hits[n - 1] = worst;
	}
}

/* ------------------------------------------------------------------ */
/* Words of a hit.                                                      */

enum word {
	ARTICLE,
	SEGMENT,
	SCORE
};

/* Of hits in order it ascends. */
static inline uint32_t
word_of(const struct tw_hit *hit, enum word word)
{
	float value = hit->score + 0.0f;	/* -0 is 0 */
	uint32_t bits;

	if (word != SCORE)
		return word == ARTICLE ? hit->doc : hit->segment;
	memcpy(&bits, &value, sizeof(bits));
	return bits >> 31 ? bits : ~(bits | UINT32_C(1) << 31);
}

/* ------------------------------------------------------------------ */
/* Sorting some.                                                        */

/* Hits that are sorted but for those with the same score. */
static bool
sort_ties(struct tw_hit *hits, uint32_t count)
{
	uint32_t steps = RANKED_STEPS * count;

	for (uint32_t i = 1; i < count; i++) {
		struct tw_hit hit = hits[i];
		uint32_t j = i;

		for (; j > 0 && is_worse(&hits[j - 1], &hit); j--)
			hits[j] = hits[j - 1];
		hits[j] = hit;
		if (i - j > steps)
			return false;
		steps -= i - j;
	}
	return true;
}

/*
 * A hit goes to the place that as many have better scores: to hold each
 * against each is quicker than to guess, by vectors. Hits of the same score,
 * which come one behind the other then, are mostly in order before.
 */
static void
sort_by_ranks(struct tw_hit *hits, uint32_t count)
{
	int32_t keys[RANKED_MOST + TW_RANKS_SLACK];
	uint32_t ranks[RANKED_MOST + TW_RANKS_SLACK];
	uint16_t ties[RANKED_MOST] = {0};
	struct tw_hit copy[RANKED_MOST];

	if (count < 2)
		return;
	for (uint32_t i = 0; i < count; i++)
		keys[i] = (int32_t)(word_of(&hits[i], SCORE) ^
			UINT32_C(1) << 31);
	memset(keys + count, 0, TW_RANKS_SLACK * sizeof(keys[0]));
	tw_ranks(keys, count, ranks);
	memcpy(copy, hits, count * sizeof(*hits));
	for (uint32_t i = 0; i < count; i++)
		hits[ranks[i] + ties[ranks[i]]++] = copy[i];
	if (!sort_ties(hits, count))
		heap_sort(hits, count);
}

/* ------------------------------------------------------------------ */
/* Selection.                                                           */

static void
swap(struct tw_hit *a, struct tw_hit *b)
{
	struct tw_hit hit = *a;

	*a = *b;
	*b = hit;
}

/* Of three hits the middle one. */
static struct tw_hit
median(const struct tw_hit *a, const struct tw_hit *b, const struct tw_hit *c)
{
	if (is_worse(a, b))
		return is_worse(b, c) ? *b : is_worse(a, c) ? *c : *a;
	return is_worse(a, c) ? *a : is_worse(b, c) ? *c : *b;
}

/*
 * Hits better than the pivot first; returns how many. Each is swapped, be it
 * with itself, so that there is nothing to guess.
 */
static uint32_t
part(struct tw_hit *hits, uint32_t count, struct tw_hit pivot)
{
	uint32_t better = 0;

	for (uint32_t i = 0; i < count; i++) {
		struct tw_hit hit = hits[i];
		bool is_tie = hit.score == pivot.score;
		bool is_better = hit.score > pivot.score;

		if (is_tie)
			is_better = is_worse(&pivot, &hit);
		hits[i] = hits[better];
		hits[better] = hit;
		better += is_better;
	}
	return better;
}

/* Puts the best `depth` hits first, the worst of them at their end. */
static void
select_best(struct tw_hit *hits, uint32_t count, uint32_t depth)
{
	uint32_t seed = count;

	for (uint32_t rounds = 0; count > 1; rounds++) {
		if (rounds == ROUNDS_MAX) {
			heap_sort(hits, count);
			return;
		}
		seed = seed * 1664525 + 1013904223;
		uint32_t middle = (uint32_t)((uint64_t)seed * count >> 32);
		struct tw_hit pivot = median(&hits[0], &hits[middle],
			&hits[count - 1]);
		uint32_t better = part(hits, count, pivot);

		if (better >= depth) {
			count = better;
			continue;
		}
		/* The pivot is the next one: none is equal to it. */
		for (uint32_t i = better; i < count; i++)
			if (!is_worse(&hits[i], &pivot))
				swap(&hits[better], &hits[i]);
		better++;
		if (better == depth)
			return;
		hits += better;
		count -= better;
		depth -= better;
	}
}

void
tw_topk_settle(struct tw_topk *topk)
{
	if (topk->held <= topk->depth)
		return;
	select_best(topk->hits, topk->held, topk->depth);
	topk->held = topk->depth;
	topk->worst = topk->hits[topk->depth - 1];
}

/* ------------------------------------------------------------------ */
/* Adding.                                                              */

static int
grow(struct tw_topk *topk, trawl_error *err)
{
	uint32_t room = topk->room < 16 ? 16 : 2 * topk->room;
	struct tw_hit *hits = tw_realloc(topk->hits, room * sizeof(*hits));

	if (!hits)
		return tw_no_memory(err);
	topk->hits = hits;
	topk->room = room;
	return TRAWL_OK;
}

/* Among a few sorted ones; the worst goes if there are enough. Apart, so that
   gathering has few registers to save. */
__attribute__((noinline)) static int
insert(struct tw_topk *topk, float score, uint32_t segment, uint32_t doc,
	trawl_error *err)
{
	const struct tw_hit hit = {score, segment, doc};

	if (topk->count < topk->depth && topk->count == topk->room) {
		int status = grow(topk, err);

		if (status != TRAWL_OK)
			return status;
	}
	struct tw_hit *hits = topk->hits;

	topk->count += topk->count < topk->depth;
	topk->held = topk->count;
	uint32_t last = topk->count - 1;
	uint32_t i = last;

	for (; i > 0 && is_worse(&hits[i - 1], &hit); i--)
		hits[i] = hits[i - 1];
	hits[i] = hit;
	topk->worst = i == last ? hit : hits[last];
	return TRAWL_OK;
}

/* There are enough hits, of which one is worse. */
static void
replace_worst(struct tw_topk *topk, struct tw_hit hit)
{
	if (!topk->is_heap)
		make_heap(topk->hits, topk->count);
	topk->is_heap = true;
	topk->hits[0] = hit;
	sink(topk->hits, topk->count, 0);
	topk->worst = topk->hits[0];
}

static void
find_worst(struct tw_topk *topk)
{
	topk->worst = topk->hits[0];
	for (uint32_t i = 1; i < topk->held; i++)
		if (is_worse(&topk->hits[i], &topk->worst))
			topk->worst = topk->hits[i];
}

static void
gather(struct tw_topk *topk, struct tw_hit hit)
{
	topk->hits[topk->held++] = hit;
	if (topk->held < topk->depth)
		topk->count = topk->held;
	else if (topk->count < topk->depth) {
		topk->count = topk->depth;
		find_worst(topk);
	} else if (topk->held == topk->depth + topk->depth / 2)
		tw_topk_settle(topk);
}

int
tw_topk_add(struct tw_topk *topk, float score, uint32_t segment,
	uint32_t doc, trawl_error *err)
{
	const struct tw_hit hit = {score, segment, doc};
	bool is_full = topk->count == topk->depth;

	if (is_full && (topk->depth == 0 || !is_worse(&topk->worst, &hit)))
		return TRAWL_OK;
	if (topk->resumes && !is_worse(&hit, &topk->after))
		return TRAWL_OK;
	if (topk->depth <= SORTED_DEPTH)
		return insert(topk, score, segment, doc, err);
	if (is_full && topk->depth < GATHER_DEPTH) {
		replace_worst(topk, hit);
		return TRAWL_OK;
	}
	if (topk->held == topk->room) {
		int status = grow(topk, err);

		if (status != TRAWL_OK)
			return status;
	}
	gather(topk, hit);
	return TRAWL_OK;
}

/* ------------------------------------------------------------------ */
/* Sorting many.                                                        */

/*
 * By digits of eight bits, the lowest first (radix sort): article, segment,
 * score. Digits that are the same in all hits cost a look.
 */
#define DIGITS 4

static inline void
count_digits(const struct tw_hit *hits, uint32_t count, enum word word,
	uint32_t counts[DIGITS][256])
{
	memset(counts, 0, DIGITS * sizeof(counts[0]));
	for (uint32_t i = 0; i < count; i++) {
		uint32_t bits = word_of(&hits[i], word);

		for (int digit = 0; digit < DIGITS; digit++)
			counts[digit][bits >> 8 * digit & 255]++;
	}
}

static inline void
sort_by_digit(const struct tw_hit *from, struct tw_hit *to, uint32_t count,
	enum word word, int digit, uint32_t counts[256])
{
	uint32_t place = 0;

	for (int i = 0; i < 256; i++) {
		uint32_t n = counts[i];

		counts[i] = place;
		place += n;
	}
	for (uint32_t i = 0; i < count; i++) {
		uint32_t value = word_of(&from[i], word) >> 8 * digit & 255;

		to[counts[value]++] = from[i];
	}
}

/* Sorts to and fro; returns where they are then. */
static inline struct tw_hit *
sort_by_word(struct tw_hit *hits, struct tw_hit *room, uint32_t count,
	enum word word)
{
	uint32_t counts[DIGITS][256];
	uint32_t first = word_of(&hits[0], word);

	count_digits(hits, count, word, counts);
	for (int digit = 0; digit < DIGITS; digit++) {
		struct tw_hit *sorted = room;

		if (counts[digit][first >> 8 * digit & 255] == count)
			continue;
		sort_by_digit(hits, room, count, word, digit, counts[digit]);
		room = hits;
		hits = sorted;
	}
	return hits;
}

static void
radix_sort(struct tw_hit *hits, struct tw_hit *room, uint32_t count)
{
	struct tw_hit *now = sort_by_word(hits, room, count, ARTICLE);

	now = sort_by_word(now, now == hits ? room : hits, count, SEGMENT);
	now = sort_by_word(now, now == hits ? room : hits, count, SCORE);
	if (now != hits)
		memcpy(hits, now, count * sizeof(*hits));
}

/* ------------------------------------------------------------------ */
/* All in order.                                                        */

void
tw_topk_sort(struct tw_topk *topk)
{
	struct tw_hit *room = NULL;

	tw_topk_settle(topk);
	if (topk->depth <= SORTED_DEPTH)
		return;
	if (topk->count <= RANKED_MOST) {
		sort_by_ranks(topk->hits, topk->count);
		return;
	}
	room = tw_alloc(topk->count * sizeof(*room));
	if (room)
		radix_sort(topk->hits, room, topk->count);
	else
		heap_sort(topk->hits, topk->count);
	tw_free(room);
}
