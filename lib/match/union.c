/* union.c: the best articles of an or of terms, without scoring them all. */
/* SPDX-License-Identifier: MIT */
#include "match/union.h"

#include <string.h>

#include "base/numbers.h"
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
	uint32_t summed;	/* lists that are not marked; if all of them,
				   scores are final */
	uint64_t marked[TW_WINDOW_WORDS];	/* of any marked list */
	uint64_t hopes[TW_WINDOW_WORDS];	/* if one list is summed: see
						   add_alone */
	struct tw_window window;	/* matched: by any list */
};

/* What a sum of this size may lack by rounding. */
static float
slack(const struct unite *unite, float sum)
{
	return tw_bound(sum, unite->count) - sum;
}

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
	unite->summed = 0;
	for (uint32_t i = 0; i < unite->count; i++) {
		struct tw_list *list = unite->order[i];

		sum += list->most;
		list->marked = tw_bound(sum, unite->count) < unite->least;
		if (list->marked)
			unite->rest = sum;
		else
			unite->summed++;
	}
	unite->all = sum;
}

/* ------------------------------------------------------------------ */
/* Filling a window.                                                    */

/*
 * With a single summed list its scores are compared right away, so that
 * nothing of the size of the window is cleared or searched.
 */
static void
add_alone(struct unite *unite, const uint32_t *docs, const float *added,
	uint32_t count)
{
	float least = unite->least - slack(unite, unite->least) - unite->rest;

	for (uint32_t i = 0; i < count; i++) {
		uint32_t at = docs[i] - unite->base;

		unite->window.scores[at] = added[i];
		unite->hopes[at / 64] |= (uint64_t)(added[i] >= least) <<
			at % 64;
	}
}

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
	if (unite->summed == 1)
		add_alone(unite, docs + first, added + first, end - first);
	for (uint32_t i = first; unite->summed > 1 && i < end; i++)
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
		uint32_t end = tw_window_end(&term->postings, unite->base);

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

/*
 * Whether the marked lists that have the article may bring it far enough: by
 * the bounds of their blocks, then by what they give, the best first.
 */
static int
is_hopeful(struct unite *unite, uint32_t at, bool *ret, trawl_error *err)
{
	uint32_t doc = unite->base + at;
	uint32_t marked = unite->count - unite->summed;
	float sum = unite->window.scores[at];

	for (uint32_t i = 0; i < marked; i++)
		if (tw_list_has(unite->order[i], at))
			sum += tw_list_bound_at(unite->order[i], doc);
	float least = unite->least - slack(unite, sum);
	while (marked > 0 && sum >= least) {
		struct tw_list *list = unite->order[--marked];

		if (!tw_list_has(list, at))
			continue;
		sum -= tw_list_bound_at(list, doc);
		int status = tw_list_probe(list, doc, &sum, err);
		if (status != TRAWL_OK)
			return status;
	}
	*ret = sum >= least;
	return TRAWL_OK;
}

static int
keep_hopeful(struct unite *unite, uint32_t word, uint64_t bits,
	trawl_error *err)
{
	for (; bits; bits &= bits - 1) {
		uint32_t at = 64 * word + (uint32_t)__builtin_ctzll(bits);
		bool hopeful;
		float sum;
		int status = is_hopeful(unite, at, &hopeful, err);

		if (status == TRAWL_OK && hopeful)
			status = score(unite, unite->base + at, &sum, err);
		if (status == TRAWL_OK && hopeful)
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
	float least = unite->least - slack(unite, unite->least);
	uint64_t bits = 0;

	if (unite->summed == 1)
		return unite->window.matched[word] & unite->hopes[word];

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
fill(struct unite *unite, trawl_error *err)
{
	memset(unite->window.matched, 0, sizeof(unite->window.matched));
	memset(unite->marked, 0, sizeof(unite->marked));
	memset(unite->hopes, 0, sizeof(unite->hopes));
	if (unite->summed > 1 || unite->summed == unite->count)
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
	return TRAWL_OK;
}

static int
do_window(struct unite *unite, trawl_error *err)
{
	struct tw_collector *collector = unite->collector;

	choose(unite);
	int status = fill(unite, err);
	if (status == TRAWL_OK)
		status = tw_collector_count(collector, unite->base,
			unite->window.matched, err);
	if (status != TRAWL_OK || unite->summed == 0)
		return status;
	if (unite->summed == unite->count)
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
