/* union.c: the best articles of an or of terms, without scoring them all. */
/* SPDX-License-Identifier: MIT */
#include "match/union.h"

#include <string.h>

#include "match/list.h"

/*
 * MaxScore (Turtle and Flood, "Query evaluation: strategies and
 * optimizations", 1995) by windows of articles, with the bounds of the blocks
 * that reach into a window (as in Chakrabarti, Chaudhuri and Ganti,
 * "Interval-based pruning for top-k processing over compressed lists", 2011).
 *
 * In a window the lists of the lowest bounds that together stay below what
 * the worst hit has are only marked: which articles they have, for the count
 * and to look candidates up. The others are scored. An article whose score,
 * and the bounds of the marked lists that have it, might do is scored anew
 * from all lists in their order, so that sums are the same as ever.
 *
 *   lists by bound     marked |  scored
 *                  a    c     |  d    b
 *   sum of bounds  1.0  2.2   |              least to be kept: 2.9
 */
struct unite {
	struct tw_collector *collector;
	struct tw_list *lists;	/* in the order of the sum */
	struct tw_list **order;	/* by `most`, ascending */
	uint32_t count;
	uint32_t base;
	float least;		/* of the collector */
	float all;		/* sum of all `most` */
	float rest;		/* sum of those of marked lists */
	bool exact;		/* no list is marked: scores are final */
	uint64_t marked[TW_WINDOW_WORDS];	/* of any marked list */
	struct tw_window window;	/* matched: by any list */
};

/* ------------------------------------------------------------------ */
/* Bounds.                                                              */

static void
sort_by_bound(struct unite *unite)
{
	for (uint32_t i = 1; i < unite->count; i++) {
		struct tw_list *moved = unite->order[i];
		uint32_t j = i;

		for (; j > 0 && unite->order[j - 1]->most > moved->most; j--)
			unite->order[j] = unite->order[j - 1];
		unite->order[j] = moved;
	}
}

/* Which lists need only be marked in this window. */
static void
choose(struct unite *unite)
{
	float sum = 0;

	for (uint32_t i = 0; i < unite->count; i++)
		tw_list_bound(&unite->lists[i], unite->base);
	sort_by_bound(unite);
	unite->least = tw_collector_least(unite->collector);
	unite->rest = 0;
	unite->exact = true;
	for (uint32_t i = 0; i < unite->count; i++) {
		struct tw_list *list = unite->order[i];

		sum += list->most;
		list->marked = tw_bound(sum, unite->count) < unite->least;
		if (!list->marked)
			continue;
		unite->rest = sum;
		unite->exact = false;
	}
	unite->all = sum;
}

/* ------------------------------------------------------------------ */
/* Filling a window.                                                    */

/*
 * The postings [first, end) of the present block: scored, unless no posting
 * of the block can bring an article far enough.
 */
static int
add_run(struct unite *unite, struct tw_list *list, uint32_t first, uint32_t end,
	trawl_error *err)
{
	struct tw_term_cursor *term = list->term;
	const uint32_t *docs = term->postings.block.docs;
	float bound = unite->all - list->most +
		list->impacts.bound[term->postings.number];
	float added[TW_BLOCK] __attribute__((aligned(32)));

	tw_mark(docs + first, end - first, unite->base, unite->window.matched);
	if (tw_bound(bound, unite->count) < unite->least)
		return TRAWL_OK;
	int status = tw_term_scores(term, first, end, added, err);
	if (status != TRAWL_OK)
		return status;
	for (uint32_t i = first; i < end; i++)
		unite->window.scores[docs[i] - unite->base] += added[i];
	return TRAWL_OK;
}

static int
mark_list(struct unite *unite, struct tw_list *list, trawl_error *err)
{
	int status = tw_list_mark(list, unite->base, err);

	for (uint32_t i = 0; i < TW_WINDOW_WORDS; i++)
		unite->marked[i] |= list->bits[i];
	return status;
}

static int
add_list(struct unite *unite, struct tw_list *list, trawl_error *err)
{
	struct tw_term_cursor *term = list->term;
	struct tw_cursor *cursor = &term->cursor;
	int status = TRAWL_OK;

	if (cursor->doc == TW_NO_DOC)
		return TRAWL_OK;
	if (unite->base == 0)
		status = tw_cursor_seek(cursor, 0, err);
	while (status == TRAWL_OK && cursor->doc - unite->base < TW_WINDOW) {
		uint32_t first = term->postings.in_block;
		uint32_t end = tw_term_window_end(term, unite->base);

		status = add_run(unite, list, first, end, err);
		if (status == TRAWL_OK)
			status = tw_term_go_on(term, end, err);
	}
	return status == TRAWL_END ? TRAWL_OK : status;
}

/* ------------------------------------------------------------------ */
/* Candidates.                                                          */

/* The score of an article from all lists, in their order. */
static int
score(struct unite *unite, uint32_t doc, float *ret, trawl_error *err)
{
	uint32_t at = doc - unite->base;
	float sum = 0;

	for (uint32_t i = 0; i < unite->count; i++) {
		struct tw_list *list = &unite->lists[i];

		if (list->marked && !tw_list_has(list, at))
			continue;
		int status = tw_list_probe(list, doc, &sum, err);
		if (status != TRAWL_OK)
			return status;
	}
	*ret = sum;
	return TRAWL_OK;
}

/* Whether the marked lists that have the article may bring it far enough. */
static bool
is_hopeful(const struct unite *unite, uint32_t at)
{
	float sum = unite->window.scores[at];

	for (uint32_t i = 0; i < unite->count && unite->order[i]->marked; i++) {
		const struct tw_list *list = unite->order[i];

		if (tw_list_has(list, at))
			sum += list->most;
	}
	return tw_bound(sum, unite->count) >= unite->least;
}

static int
keep_hopeful(struct unite *unite, uint32_t word, uint64_t bits,
	trawl_error *err)
{
	for (; bits; bits &= bits - 1) {
		uint32_t at = 64 * word + (uint32_t)__builtin_ctzll(bits);
		float sum;

		if (!is_hopeful(unite, at))
			continue;
		int status = score(unite, unite->base + at, &sum, err);
		if (status == TRAWL_OK)
			status = tw_collector_keep(unite->collector,
				unite->base + at, sum, err);
		if (status != TRAWL_OK)
			return status;
		unite->least = tw_collector_least(unite->collector);
	}
	return TRAWL_OK;
}

/*
 * Articles that no marked list has need their scores alone to do, so that few
 * others have to be looked at.
 */
static uint64_t
candidates(const struct unite *unite, uint32_t word)
{
	const float *scores = unite->window.scores + 64 * word;
	uint64_t marked = unite->window.matched[word] & unite->marked[word];
	float slack = tw_bound(unite->least, unite->count) - unite->least;
	float least = unite->least - slack;
	uint64_t bits = 0;

	if (unite->window.matched[word])
		bits = tw_scores_above(scores, least);
	if (marked)
		bits |= marked & tw_scores_above(scores, least - unite->rest);
	return unite->window.matched[word] & bits;
}

static int
keep_candidates(struct unite *unite, trawl_error *err)
{
	for (uint32_t word = 0; word < TW_WINDOW_WORDS; word++) {
		int status = keep_hopeful(unite, word,
			candidates(unite, word), err);

		if (status != TRAWL_OK)
			return status;
	}
	return TRAWL_OK;
}

/* ------------------------------------------------------------------ */

static int
do_window(struct unite *unite, trawl_error *err)
{
	struct tw_collector *collector = unite->collector;

	choose(unite);
	bool is_hopeless = unite->rest >= unite->all && !unite->exact;
	memset(unite->window.matched, 0, sizeof(unite->window.matched));
	memset(unite->marked, 0, sizeof(unite->marked));
	if (!is_hopeless)
		memset(unite->window.scores, 0, sizeof(unite->window.scores));
	for (uint32_t i = 0; i < unite->count; i++) {
		struct tw_list *list = &unite->lists[i];
		int status = list->marked ? mark_list(unite, list, err)
					  : add_list(unite, list, err);

		if (status != TRAWL_OK)
			return status;
	}
	for (uint32_t i = 0; i < TW_WINDOW_WORDS; i++)
		unite->window.matched[i] |= unite->marked[i];
	int status = tw_collector_count(collector, unite->base,
		unite->window.matched, err);
	if (status != TRAWL_OK || is_hopeless)
		return status;
	if (unite->exact)
		return tw_collector_keep_window(collector, unite->base,
			&unite->window, err);
	return keep_candidates(unite, err);
}

/* To the window of the next article of any list; false if there is none. */
static bool
go_on(struct unite *unite)
{
	uint32_t least = TW_NO_DOC;

	for (uint32_t i = 0; i < unite->count; i++) {
		uint32_t doc = unite->lists[i].term->cursor.doc;

		if (doc < least)
			least = doc;
	}
	unite->base = least - least % TW_WINDOW;
	return least != TW_NO_DOC;
}

static int
open_lists(struct unite *unite, struct tw_arena *arena,
	struct tw_cursors terms, trawl_error *err)
{
	unite->lists = tw_cursor_alloc(arena,
		terms.count * sizeof(*unite->lists));
	unite->order = tw_arena_zeroed(arena, terms.count,
		sizeof(struct tw_list *));
	if (!unite->lists || !unite->order)
		return tw_no_memory(err);
	for (; unite->count < terms.count; unite->count++) {
		struct tw_list *list = &unite->lists[unite->count];

		unite->order[unite->count] = list;
		int status = tw_list_open(list,
			tw_term_of(terms.cursor[unite->count]), arena, err);
		if (status != TRAWL_OK)
			return status;
	}
	return TRAWL_OK;
}

int
tw_union_collect(struct tw_cursors terms, struct tw_collector *collector,
	trawl_error *err)
{
	struct tw_arena arena = {0};
	struct unite *unite = tw_cursor_alloc(&arena, sizeof(*unite));

	if (!unite) {
		tw_arena_done(&arena);
		return tw_no_memory(err);
	}
	unite->collector = collector;
	unite->count = 0;
	unite->base = 0;
	int status = open_lists(unite, &arena, terms, err);
	if (status == TRAWL_OK) {
		do
			status = do_window(unite, err);
		while (status == TRAWL_OK && go_on(unite));
	}
	for (uint32_t i = 0; i < unite->count; i++)
		tw_list_close(&unite->lists[i]);
	tw_arena_done(&arena);
	return status;
}
