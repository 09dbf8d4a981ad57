/* synonyms.c: the articles of several terms that are read as one word. */
/* SPDX-License-Identifier: MIT */
#include "match/synonyms.h"

#include <string.h>

#include "match/count.h"
#include "match/term.h"

/* How often articles have the word; 0 for those that are not there. */
struct window {
	uint32_t freqs[TW_WINDOW];
	uint64_t matched[TW_WINDOW_WORDS];
};

/*
 * Works through the articles in windows: each list adds its frequencies into
 * an array, one list after the other, and the bits say who was there.
 */
struct synonyms {
	struct tw_cursor cursor;
	struct tw_synonyms of;
	struct tw_arena *arena;
	struct tw_cursors lists;	/* none before they are opened */
	uint32_t base;			/* of the window that is filled */
	struct window *window;		/* NULL: none was filled yet */
};

/* ------------------------------------------------------------------ */
/* Windows.                                                             */

static int
open_lists(struct synonyms *synonyms, trawl_error *err)
{
	const struct tw_synonyms *of = &synonyms->of;

	if (synonyms->lists.cursor)
		return TRAWL_OK;
	synonyms->lists.cursor = tw_arena_alloc(synonyms->arena,
		of->count * sizeof(struct tw_cursor *));
	if (!synonyms->lists.cursor)
		return tw_no_memory(err);
	for (uint32_t i = 0; i < of->count; i++) {
		int status = tw_term_cursor(synonyms->arena, of->segment,
			&of->terms[i], of->bm25, of->weight,
			&synonyms->lists.cursor[i], err);

		if (status != TRAWL_OK)
			return status;
		synonyms->lists.count++;
	}
	return TRAWL_OK;
}

static int
add_list(struct tw_cursor *list, uint32_t base, struct window *window,
	trawl_error *err)
{
	struct tw_term_cursor *term = tw_term_of(list);
	const struct tw_block *block = &term->postings.block;
	int status = tw_cursor_seek(list, base, err);

	while (status == TRAWL_OK && list->doc - base < TW_WINDOW) {
		uint32_t end = tw_window_end(&term->postings, base);

		if (!term->postings.has_freqs)
			tw_postings_unpack_freqs(&term->postings);
		for (uint32_t i = term->postings.in_block; i < end; i++) {
			uint32_t at = block->docs[i] - base;

			window->freqs[at] += block->freqs[i];
			window->matched[at / 64] |= UINT64_C(1) << at % 64;
		}
		status = tw_term_go_on(term, end, err);
	}
	return status == TRAWL_END ? TRAWL_OK : status;
}

static int
fill(struct synonyms *synonyms, uint32_t base, trawl_error *err)
{
	int status = open_lists(synonyms, err);

	if (status != TRAWL_OK)
		return status;
	if (!synonyms->window)
		synonyms->window = tw_cursor_alloc(synonyms->arena,
			sizeof(*synonyms->window));
	if (!synonyms->window)
		return tw_no_memory(err);
	memset(synonyms->window, 0, sizeof(*synonyms->window));
	synonyms->base = base;
	for (uint32_t i = 0; i < synonyms->lists.count; i++) {
		struct tw_cursor *list = synonyms->lists.cursor[i];

		if (list->doc >= base && list->doc - base >= TW_WINDOW)
			continue;
		status = add_list(list, base, synonyms->window, err);
		if (status != TRAWL_OK)
			return status;
	}
	return TRAWL_OK;
}

/* The lowest article of any list behind the window, from `from` on. */
static uint32_t
next_candidate(const struct synonyms *synonyms, uint32_t from)
{
	uint32_t least = TW_NO_DOC;

	if (!synonyms->window)
		return from;
	for (uint32_t i = 0; i < synonyms->lists.count; i++) {
		uint32_t doc = synonyms->lists.cursor[i]->doc;

		least = doc < least ? doc : least;
	}
	return least < from ? from : least;
}

/* ------------------------------------------------------------------ */
/* Walking.                                                             */

/* The first article of the window at or behind `doc`; TW_NO_DOC. */
static uint32_t
first_matched(const struct synonyms *synonyms, uint32_t doc)
{
	uint32_t at = doc - synonyms->base;

	if (!synonyms->window || doc < synonyms->base || at >= TW_WINDOW)
		return TW_NO_DOC;
	const uint64_t *matched = synonyms->window->matched;
	uint32_t word = at / 64;
	uint64_t bits = matched[word] & ~UINT64_C(0) << at % 64;

	while (!bits) {
		if (++word == TW_WINDOW_WORDS)
			return TW_NO_DOC;
		bits = matched[word];
	}
	return synonyms->base + word * 64 + (uint32_t)__builtin_ctzll(bits);
}

static int
go_to(struct synonyms *synonyms, uint32_t target, trawl_error *err)
{
	struct tw_cursor *cursor = &synonyms->cursor;

	cursor->doc = first_matched(synonyms, target);
	while (cursor->doc == TW_NO_DOC) {
		uint32_t from = target;

		if (synonyms->window && from - synonyms->base < TW_WINDOW)
			from = synonyms->base + TW_WINDOW;
		from = next_candidate(synonyms, from);
		if (from >= TW_DOCS_MAX)
			return tw_cursor_end(cursor, TRAWL_END);
		int status = fill(synonyms, from - from % TW_WINDOW, err);
		if (status != TRAWL_OK)
			return tw_cursor_end(cursor, status);
		cursor->doc = first_matched(synonyms, from);
	}
	return TRAWL_OK;
}

static int
synonyms_seek(struct tw_cursor *cursor, uint32_t target, trawl_error *err)
{
	struct synonyms *synonyms = (struct synonyms *)cursor;

	if (cursor->doc == TW_NO_DOC)
		return TRAWL_END;
	if (synonyms->window && target <= cursor->doc)
		return TRAWL_OK;
	return go_to(synonyms, target, err);
}

static int
synonyms_next(struct tw_cursor *cursor, trawl_error *err)
{
	struct synonyms *synonyms = (struct synonyms *)cursor;

	if (cursor->doc == TW_NO_DOC)
		return TRAWL_END;
	return go_to(synonyms, synonyms->window ? cursor->doc + 1 : 0, err);
}

/* ------------------------------------------------------------------ */
/* Scores.                                                              */

static int
score_at(const struct synonyms *synonyms, uint32_t at, float *ret,
	trawl_error *err)
{
	const struct tw_synonyms *of = &synonyms->of;
	uint8_t length;
	int status = tw_segment_length_byte(of->segment, of->terms->field,
		synonyms->base + at, &length, err);

	if (status == TRAWL_OK)
		*ret = tw_bm25_score(of->weight, synonyms->window->freqs[at],
			of->bm25->norm[length]);
	return status;
}

static int
synonyms_score(struct tw_cursor *cursor, float *ret, trawl_error *err)
{
	struct synonyms *synonyms = (struct synonyms *)cursor;

	return score_at(synonyms, cursor->doc - synonyms->base, ret, err);
}

static int
add_scores(const struct synonyms *synonyms, struct tw_window *window,
	trawl_error *err)
{
	for (uint32_t word = 0; word < TW_WINDOW_WORDS; word++) {
		uint64_t bits = synonyms->window->matched[word];

		window->matched[word] |= bits;
		for (; bits; bits &= bits - 1) {
			uint32_t at = 64 * word +
				(uint32_t)__builtin_ctzll(bits);
			float score;
			int status = score_at(synonyms, at, &score, err);

			if (status != TRAWL_OK)
				return status;
			window->scores[at] += score;
		}
	}
	return TRAWL_OK;
}

static int
synonyms_window(struct tw_cursor *cursor, uint32_t base,
	struct tw_window *window, trawl_error *err)
{
	struct synonyms *synonyms = (struct synonyms *)cursor;
	int status = fill(synonyms, base, err);

	if (status == TRAWL_OK)
		status = add_scores(synonyms, window, err);
	if (status != TRAWL_OK)
		return tw_cursor_end(cursor, status);
	cursor->doc = next_candidate(synonyms, base);
	return TRAWL_OK;
}

/* ------------------------------------------------------------------ */
/* Collecting.                                                          */

static int
collect_windows(struct synonyms *synonyms, struct tw_collector *collector,
	trawl_error *err)
{
	struct tw_window *window = tw_cursor_alloc(synonyms->arena,
		sizeof(*window));
	uint32_t from = 0;

	if (!window)
		return tw_no_memory(err);
	while (from < TW_DOCS_MAX) {
		int status = fill(synonyms, from - from % TW_WINDOW, err);

		if (status == TRAWL_OK)
			status = tw_collector_count(collector, synonyms->base,
				synonyms->window->matched, err);
		memset(window, 0, sizeof(*window));
		if (status == TRAWL_OK &&
			tw_collector_least(collector) <= synonyms->of.weight)
			status = add_scores(synonyms, window, err);
		if (status == TRAWL_OK)
			status = tw_collector_keep_window(collector,
				synonyms->base, window, err);
		if (status != TRAWL_OK)
			return status;
		from = next_candidate(synonyms, synonyms->base + TW_WINDOW);
	}
	return TRAWL_OK;
}

/* The best and the count apart, where the best are found in a moment. */
static int
synonyms_collect(struct tw_cursor *cursor, struct tw_collector *collector,
	trawl_error *err)
{
	struct synonyms *synonyms = (struct synonyms *)cursor;

	if (collector->dated.order != TW_BY_SCORE ||
		collector->topk->depth == 0)
		return collect_windows(synonyms, collector, err);
	int status = tw_synonyms_sift(&synonyms->of, collector, err);

	if (status != TRAWL_OK)
		return status;
	if (!collector->counting) {
		tw_collector_skip(collector);
		return TRAWL_OK;
	}
	status = open_lists(synonyms, err);
	return status == TRAWL_OK
		? tw_count_union(synonyms->lists, collector, err) : status;
}

static void
synonyms_done(struct tw_cursor *cursor)
{
	struct synonyms *synonyms = (struct synonyms *)cursor;

	for (uint32_t i = 0; i < synonyms->lists.count; i++)
		tw_cursor_done(synonyms->lists.cursor[i]);
}

static const struct tw_cursor_ops synonyms_ops = {
	.next = synonyms_next,
	.seek = synonyms_seek,
	.score = synonyms_score,
	.window = synonyms_window,
	.collect = synonyms_collect,
	.done = synonyms_done,
};

int
tw_synonyms_cursor(struct tw_arena *arena, struct tw_synonyms of,
	struct tw_cursor **ret, trawl_error *err)
{
	struct synonyms *synonyms = tw_arena_zeroed(arena, 1,
		sizeof(*synonyms));
	uint64_t cost = 0;

	if (!synonyms)
		return tw_no_memory(err);
	synonyms->cursor.ops = &synonyms_ops;
	synonyms->of = of;
	synonyms->arena = arena;
	for (uint32_t i = 0; i < of.count; i++)
		cost += of.terms[i].df;
	if (cost > of.segment->info.docs)
		cost = of.segment->info.docs;
	synonyms->cursor.cost = (uint32_t)cost;
	*ret = &synonyms->cursor;
	return TRAWL_OK;
}
