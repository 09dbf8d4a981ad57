/* sifted.c: a term's list as the sieve sees it: by groups of articles. */
/* SPDX-License-Identifier: MIT */
#include "match/sifted.h"

#include <string.h>

#include "base/bytes.h"
#include "match/groupsums.h"

#define BOUNDS_FEW 8		/* groups, to look at one by one */
#define MARKS_FEW 4		/* the same, for their articles */

/* ------------------------------------------------------------------ */
/* Opening.                                                             */

/* Another cursor over the same list. */
static int
cursor_again(const struct tw_sifted *list, struct tw_cursor **ret,
	trawl_error *err)
{
	const struct tw_term_cursor *term = list->term;

	return tw_term_cursor(list->arena, term->segment, &term->postings.term,
		term->bm25, term->weight, ret, err);
}

static int
open_long(struct tw_sifted *list, trawl_error *err)
{
	const struct tw_term_cursor *term = list->term;
	const struct tw_term *entry = &term->postings.term;
	int status = tw_bounds_open(&list->bounds, term->segment, entry, err);

	if (status != TRAWL_OK)
		return status;
	tw_bounds_most(&list->bounds, (double)term->bm25->average,
		list->scores_most);
	for (uint32_t i = 0; i < TW_BOUNDS_LEVELS; i++) {
		list->scores_most[i] *= term->weight;
		if (list->scores_most[i] > list->most)
			list->most = list->scores_most[i];
	}
	list->has_bitmap = tw_term_has_bitmap(entry);
	if (!list->has_bitmap)
		return TRAWL_OK;
	tw_freqs_init(&list->freqs, term->segment, entry);
	list->unpacked = UINT32_MAX;
	return tw_bitmap_open(&list->bitmap, term->segment, entry, err);
}

static int
read_block(struct tw_sifted *list, struct tw_term_cursor *term,
	trawl_error *err)
{
	const struct tw_block *block = &term->postings.block;
	float scores[TW_BLOCK] __attribute__((aligned(32)));
	int status = tw_term_scores(term, 0, block->count, scores, err);

	if (status != TRAWL_OK)
		return status;
	if (block->count > term->postings.term.df - list->count)
		return TW_CORRUPT(err, "term %u: more postings than it has",
			term->postings.term.ordinal);
	memcpy(list->docs + list->count, block->docs,
		block->count * sizeof(*list->docs));
	memcpy(list->scores + list->count, scores,
		block->count * sizeof(*scores));
	for (uint32_t i = 0; i < block->count; i++)
		list->most = scores[i] > list->most ? scores[i] : list->most;
	list->count += block->count;
	return tw_term_go_on(term, block->count, err);
}

static int
open_short(struct tw_sifted *list, trawl_error *err)
{
	size_t df = list->term->postings.term.df;
	struct tw_cursor *cursor = NULL;
	int status = cursor_again(list, &cursor, err);

	if (status != TRAWL_OK)
		return status;
	list->docs = tw_arena_alloc(list->arena, df * sizeof(*list->docs));
	list->scores = tw_arena_alloc(list->arena,
		df * sizeof(*list->scores));
	list->units = tw_arena_alloc(list->arena, df);
	if (!list->docs || !list->scores || !list->units)
		status = tw_no_memory(err);
	else
		status = tw_cursor_next(cursor, err);
	while (status == TRAWL_OK)
		status = read_block(list, tw_term_of(cursor), err);
	tw_cursor_done(cursor);
	return status == TRAWL_END ? TRAWL_OK : status;
}

int
tw_sifted_open(struct tw_sifted *list, struct tw_term_cursor *term,
	struct tw_arena *arena, trawl_error *err)
{
	list->term = term;
	list->arena = arena;
	list->most = 0;
	list->is_short = !term->postings.term.has_bounds;
	list->has_bitmap = false;
	list->marker = NULL;
	list->prober = NULL;
	list->count = 0;
	list->first = 0;
	list->end = 0;
	return list->is_short ? open_short(list, err) : open_long(list, err);
}

void
tw_sifted_rewind(struct tw_sifted *list)
{
	if (list->marker)
		tw_cursor_done(list->marker);
	if (list->prober)
		tw_cursor_done(list->prober);
	list->marker = NULL;
	list->prober = NULL;
	list->first = 0;
	list->end = 0;
}

void
tw_sifted_close(struct tw_sifted *list)
{
	tw_sifted_rewind(list);
}

/* ------------------------------------------------------------------ */
/* Bounds.                                                              */

/* Rounded up, and never 0: the list has the article. */
static inline uint8_t
in_units(float score, float per_unit)
{
	float units = score * per_unit;

	return units < UINT8_MAX - 1 ? (uint8_t)(units + 1) : UINT8_MAX;
}

static void
add_long(struct tw_sifted *list, float per_unit, uint8_t *sums)
{
	uint64_t size = tw_bounds_size(&list->bounds);

	list->table[0] = 0;
	for (uint32_t i = 1; i < TW_BOUNDS_LEVELS; i++)
		list->table[i] = in_units(list->scores_most[i], per_unit);
	for (uint64_t at = 0; at < size;) {
		size_t n;
		const uint8_t *p = tw_bounds_at(&list->bounds, at, &n);

		tw_groupsums_add(sums + (2 * at << list->bounds.shift), p, n,
			list->bounds.shift, list->table);
		at += n;
	}
}

static void
raise_sum(uint8_t *sum, uint8_t by)
{
	*sum = (uint8_t)(*sum < UINT8_MAX - by ? *sum + by : UINT8_MAX);
}

/* Of the postings in a group the best counts. */
static void
add_short(struct tw_sifted *list, float per_unit, uint8_t *sums)
{
	uint32_t group = 0;
	uint8_t most = 0;

	for (uint32_t i = 0; i < list->count; i++)
		list->units[i] = in_units(list->scores[i], per_unit);
	for (uint32_t i = 0; i < list->count; i++) {
		if (list->docs[i] / TW_LEVELS_GROUP != group) {
			raise_sum(&sums[group], most);
			group = list->docs[i] / TW_LEVELS_GROUP;
			most = 0;
		}
		most = list->units[i] > most ? list->units[i] : most;
	}
	raise_sum(&sums[group], most);
}

void
tw_sifted_add(struct tw_sifted *list, double unit, uint8_t *sums)
{
	float per_unit = (float)(1 / unit);

	if (list->is_short)
		add_short(list, per_unit, sums);
	else
		add_long(list, per_unit, sums);
}

/* ------------------------------------------------------------------ */
/* A window.                                                            */

static inline void
set_bit(uint8_t *bits, uint32_t at)
{
	bits[at / 8] = (uint8_t)(bits[at / 8] | 1u << at % 8);
}

/* The postings from `begin` to `end`, one by one. */
static int
mark_run(struct tw_postings *postings, uint32_t begin, uint32_t end,
	uint8_t *bits, trawl_error *err)
{
	int status = TRAWL_OK;

	if (postings->block.count == 0 || postings->doc < begin)
		status = tw_postings_seek(postings, begin, err);
	while (status == TRAWL_OK && postings->doc < end) {
		set_bit(bits, postings->doc % TW_WINDOW);
		status = tw_postings_next(postings, err);
	}
	return status == TRAWL_END ? TRAWL_OK : status;
}

static int
mark_groups(struct tw_sifted *list, const struct tw_sifted_window *window,
	trawl_error *err)
{
	struct tw_term_cursor *term = tw_term_of(list->marker);
	int status = TRAWL_OK;

	for (uint32_t word = 0; word < TW_LEVELS_WINDOW / 64; word++)
		for (uint64_t left = window->groups[word];
			left && status == TRAWL_OK; left &= left - 1) {
			uint32_t group = 64 * word +
				(uint32_t)__builtin_ctzll(left);
			uint32_t begin = window->base +
				TW_LEVELS_GROUP * group;

			if (list->window[group] == 0)
				continue;
			if (term->postings.doc == TW_NO_DOC)
				return TRAWL_OK;
			status = mark_run(&term->postings, begin,
				begin + TW_LEVELS_GROUP, list->copied, err);
		}
	return status;
}

/* Block by block. */
static int
mark_all(struct tw_sifted *list, uint32_t base, trawl_error *err)
{
	struct tw_term_cursor *term = tw_term_of(list->marker);
	const uint32_t *docs = term->postings.block.docs;
	int status = TRAWL_OK;

	if (term->postings.doc == TW_NO_DOC)
		return TRAWL_OK;
	if (term->postings.block.count == 0 || term->postings.doc < base)
		status = tw_cursor_seek(list->marker, base, err);
	while (status == TRAWL_OK && term->postings.doc - base < TW_WINDOW) {
		uint32_t end = tw_term_window_end(term, base);

		for (uint32_t i = term->postings.in_block; i < end; i++)
			set_bit(list->copied, docs[i] - base);
		status = tw_term_go_on(term, end, err);
	}
	return status == TRAWL_END ? TRAWL_OK : status;
}

static int
mark(struct tw_sifted *list, const struct tw_sifted_window *window,
	trawl_error *err)
{
	if (!list->marker) {
		int status = cursor_again(list, &list->marker, err);

		if (status != TRAWL_OK)
			return status;
		tw_term_of(list->marker)->postings.doc = 0;
	}
	memset(list->copied, 0, sizeof(list->copied));
	list->bits = list->copied;
	if (window->count <= MARKS_FEW)
		return mark_groups(list, window, err);
	return mark_all(list, window->base, err);
}

/* Where they lie, if they lie side by side and none is behind the last. */
static void
find_bits(struct tw_sifted *list, uint32_t base)
{
	const struct tw_bitmap *bitmap = &list->bitmap;
	uint64_t offset = bitmap->bits + base / 8;
	uint64_t words[TW_WINDOW_WORDS];

	list->bits = tw_bitmap_at(bitmap, offset);
	if (bitmap->docs - base >= TW_WINDOW && offset % TW_RECORD_PAYLOAD +
		sizeof(list->copied) <= TW_RECORD_PAYLOAD)
		return;
	tw_bitmap_copy(bitmap, base / 64, TW_WINDOW_WORDS, words);
	for (uint32_t i = 0; i < TW_WINDOW_WORDS; i++)
		tw_put_le64(list->copied + 8 * i, words[i]);
	list->bits = list->copied;
}

static void
copy_bounds(struct tw_sifted *list, uint32_t base)
{
	uint64_t at = base / TW_LEVELS_GROUP >> list->bounds.shift >> 1;
	uint64_t end = at + (TW_LEVELS_WINDOW / 2 >> list->bounds.shift);
	uint8_t *window = list->window;

	memset(window, 0, TW_LEVELS_WINDOW);
	if (end > tw_bounds_size(&list->bounds))
		end = tw_bounds_size(&list->bounds);
	while (at < end) {
		size_t n;
		const uint8_t *p = tw_bounds_at(&list->bounds, at, &n);

		n = n < end - at ? n : (size_t)(end - at);
		tw_groupsums_add(window, p, n, list->bounds.shift, list->table);
		window += 2 * n << list->bounds.shift;
		at += n;
	}
}

static void
copy_some_bounds(struct tw_sifted *list,
	const struct tw_sifted_window *window)
{
	for (uint32_t word = 0; word < TW_LEVELS_WINDOW / 64; word++)
		for (uint64_t left = window->groups[word]; left;
			left &= left - 1) {
			uint32_t group = 64 * word +
				(uint32_t)__builtin_ctzll(left);

			list->window[group] = list->table[tw_bounds_level(
				&list->bounds, window->base +
				TW_LEVELS_GROUP * group)];
		}
}

static int
enter_long(struct tw_sifted *list, const struct tw_sifted_window *window,
	trawl_error *err)
{
	if (window->count <= BOUNDS_FEW)
		copy_some_bounds(list, window);
	else
		copy_bounds(list, window->base);
	if (!list->has_bitmap)
		return mark(list, window, err);
	find_bits(list, window->base);
	return TRAWL_OK;
}

/* The first place from `low` on with an article >= doc. */
static uint32_t
place_of(const struct tw_sifted *list, uint32_t low, uint32_t end,
	uint32_t doc)
{
	while (low < end) {
		uint32_t middle = low + (end - low) / 2;

		if (list->docs[middle] < doc)
			low = middle + 1;
		else
			end = middle;
	}
	return low;
}

int
tw_sifted_enter(struct tw_sifted *list,
	const struct tw_sifted_window *window, uint8_t extra[TW_WINDOW],
	trawl_error *err)
{
	uint32_t base = window->base;

	if (!list->is_short)
		return enter_long(list, window, err);
	list->first = place_of(list, list->end, list->count, base);
	list->end = list->first;
	for (; list->end < list->count &&
		list->docs[list->end] - base < TW_WINDOW; list->end++)
		raise_sum(&extra[list->docs[list->end] - base],
			list->units[list->end]);
	return TRAWL_OK;
}

void
tw_sifted_leave(struct tw_sifted *list,
	const struct tw_sifted_window *window, uint8_t extra[TW_WINDOW])
{
	for (uint32_t i = list->first; list->is_short && i < list->end; i++)
		extra[list->docs[i] - window->base] = 0;
}

/* ------------------------------------------------------------------ */
/* Articles.                                                            */

/* Without a branch: which articles are in the list cannot be foretold. */
static void
bounds_of_long(const struct tw_sifted *list,
	const struct tw_sifted_batch *batch, float ret[TW_SIFTED_BATCH])
{
	for (uint32_t i = 0; i < batch->count; i++) {
		uint32_t at = batch->at[i];
		uint32_t has = (uint32_t)list->bits[at / 8] >> at % 8 & 1;

		ret[i] = list->scores_most[tw_bounds_level(&list->bounds,
			batch->base + at) & (0u - has)];
	}
}

void
tw_sifted_bounds(const struct tw_sifted *list,
	const struct tw_sifted_batch *batch, float ret[TW_SIFTED_BATCH])
{
	if (!list->is_short) {
		bounds_of_long(list, batch, ret);
		return;
	}
	uint32_t place = batch->count == 0 ? list->end : place_of(list,
		list->first, list->end, batch->base + batch->at[0]);
	for (uint32_t i = 0; i < batch->count; i++) {
		uint32_t doc = batch->base + batch->at[i];

		while (place < list->end && list->docs[place] < doc)
			place++;
		ret[i] = place < list->end && list->docs[place] == doc
			? list->scores[place] : 0;
	}
}

/*
 * Of a block that several articles are in all frequencies are unpacked, which
 * costs as much as two of them do one by one.
 */
static int
get_freq(struct tw_sifted *list, uint32_t rank, bool goes_on, uint32_t *ret,
	trawl_error *err)
{
	struct tw_freqs *freqs = &list->freqs;
	uint32_t number = rank / TW_BLOCK;

	if (number == list->unpacked && rank < freqs->term->df) {
		*ret = list->freq_of[rank % TW_BLOCK];
		return TRAWL_OK;
	}
	int status = tw_freqs_at(freqs, rank, ret, err);
	if (status == TRAWL_OK && goes_on && freqs->packed) {
		tw_block_get_freqs(freqs->packed, list->freq_of);
		list->unpacked = number;
	}
	return status;
}

static int
score_dense(struct tw_sifted *list, const struct tw_sifted_batch *batch,
	float ret[TW_SIFTED_BATCH], trawl_error *err)
{
	const struct tw_term_cursor *term = list->term;
	uint32_t ranks[TW_SIFTED_BATCH];
	uint32_t freqs[TW_SIFTED_BATCH];
	int status = TRAWL_OK;

	tw_levels_ranks(list->bits, batch->at, batch->count, ranks);
	uint32_t before = batch->count == 0 ? 0 : tw_bitmap_rank(
		&list->bitmap, batch->base + batch->at[0]) - ranks[0];
	for (uint32_t i = 0; i < batch->count && status == TRAWL_OK; i++) {
		uint32_t rank = before + ranks[i];
		bool goes_on = i + 1 < batch->count &&
			(before + ranks[i + 1]) / TW_BLOCK == rank / TW_BLOCK;

		status = get_freq(list, rank, goes_on, &freqs[i], err);
	}
	for (uint32_t i = 0; i < batch->count && status == TRAWL_OK; i++) {
		uint8_t length;

		status = tw_segment_length_byte(term->segment, term->field,
			batch->base + batch->at[i], &length, err);
		if (status == TRAWL_OK)
			ret[i] = tw_bm25_score(term->weight, freqs[i],
				term->bm25->norm[length]);
	}
	return status;
}

static int
score_by_blocks(struct tw_sifted *list, uint32_t doc, float *ret,
	trawl_error *err)
{
	struct tw_cursor *prober = list->prober;
	int status = tw_cursor_seek(prober, doc, err);

	*ret = 0;
	if (status == TRAWL_OK && prober->doc == doc)
		status = tw_cursor_score(prober, ret, err);
	return status == TRAWL_END ? TRAWL_OK : status;
}

int
tw_sifted_scores(struct tw_sifted *list, const struct tw_sifted_batch *batch,
	float ret[TW_SIFTED_BATCH], trawl_error *err)
{
	int status = TRAWL_OK;

	if (list->has_bitmap)
		return score_dense(list, batch, ret, err);
	if (!list->prober)
		status = cursor_again(list, &list->prober, err);
	for (uint32_t i = 0; i < batch->count && status == TRAWL_OK; i++)
		status = score_by_blocks(list, batch->base + batch->at[i],
			&ret[i], err);
	return status;
}
