/* sifted.c: a term's list as the sieve sees it: by groups of articles. */
/* SPDX-License-Identifier: MIT */
#include "match/sifted.h"

#include <string.h>

#include "base/bytes.h"
#include "match/groupsums.h"

#define BOUNDS_FEW 8		/* groups, to look at one by one */
#define MARKED_GROUPS (TW_WINDOW / TW_BITMAP_GROUP)

/* ------------------------------------------------------------------ */
/* Opening.                                                             */

/*
 * The bitmap as it would lie in a file, in one piece: of the windows that were
 * entered, their bits and ranks.
 */
struct tw_sifted_marks {
	uint8_t *bits;
	uint8_t *ranks;
	uint8_t *has;		/* of each window */
	struct tw_postings postings;	/* behind the last window */
};

/* Before the first article. */
static int
open_postings(struct tw_sifted *list, trawl_error *err)
{
	struct tw_postings *postings = &list->marks->postings;

	postings->doc = 0;
	return tw_postings_open(postings, list->term->segment,
		&list->term->postings.term, err);
}

static int
make_marks(struct tw_sifted *list, uint32_t docs, trawl_error *err)
{
	size_t windows = (docs - 1) / TW_WINDOW + 1;
	size_t ranks = windows * (TW_WINDOW / 8);
	size_t size = ranks + windows * 4 * MARKED_GROUPS;
	size_t count = size / TW_RECORD_PAYLOAD + 1;
	struct tw_sifted_marks *marks = tw_cursor_alloc(list->arena,
		sizeof(*marks));
	const uint8_t **records = tw_arena_alloc(list->arena,
		count * sizeof(*records));

	if (!marks || !records)
		return tw_no_memory(err);
	marks->bits = tw_arena_alloc(list->arena, size);
	marks->has = tw_arena_zeroed(list->arena, windows, 1);
	if (!marks->bits || !marks->has)
		return tw_no_memory(err);
	marks->ranks = marks->bits + ranks;
	for (size_t i = 0; i < count; i++)
		records[i] = marks->bits + i * TW_RECORD_PAYLOAD;
	list->bitmap = (struct tw_bitmap){records, 0, ranks, docs};
	list->marks = marks;
	return open_postings(list, err);
}

static int
open_long(struct tw_sifted *list, trawl_error *err)
{
	const struct tw_term_cursor *term = list->term;
	const struct tw_term *entry = &term->postings.term;
	uint32_t docs = term->segment->info.docs;
	size_t windows = (docs - 1) / TW_WINDOW + 1;
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
	list->units = tw_arena_alloc(list->arena, windows * TW_LEVELS_WINDOW +
		TW_LEVELS_SLACK);
	list->has_units = tw_arena_zeroed(list->arena, windows, 1);
	if (!list->units || !list->has_units)
		return tw_no_memory(err);
	tw_freqs_init(&list->freqs, term->segment, entry);
	status = tw_term_has_bitmap(entry)
		? tw_bitmap_open(&list->bitmap, term->segment, entry, err)
		: make_marks(list, docs, err);
	if (status == TRAWL_OK)
		list->run = list->marks ? list->marks->bits
			: tw_bitmap_run(&list->bitmap, 0, docs - 1);
	return status;
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
	const struct tw_term_cursor *term = list->term;
	struct tw_cursor *cursor = NULL;
	int status = tw_term_cursor(list->arena, term->segment,
		&term->postings.term, term->bm25, term->weight, &cursor, err);

	if (status != TRAWL_OK)
		return status;
	list->docs = tw_arena_alloc(list->arena, df * sizeof(*list->docs));
	list->scores = tw_arena_alloc(list->arena,
		df * sizeof(*list->scores));
	list->in_units = tw_arena_alloc(list->arena, df);
	if (!list->docs || !list->scores || !list->in_units)
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
	list->marks = NULL;
	list->count = 0;
	list->first = 0;
	list->end = 0;
	return list->is_short ? open_short(list, err) : open_long(list, err);
}

int
tw_sifted_rewind(struct tw_sifted *list, trawl_error *err)
{
	list->first = 0;
	list->end = 0;
	if (!list->marks)
		return TRAWL_OK;
	tw_postings_close(&list->marks->postings);
	return open_postings(list, err);
}

void
tw_sifted_close(struct tw_sifted *list)
{
	if (list->marks)
		tw_postings_close(&list->marks->postings);
}

/* ------------------------------------------------------------------ */
/* Bounds.                                                              */

/* Rounded up, and never 0: the list has the article. */
static inline uint8_t
in_units(float score, float per_unit)
{
	float units = score * per_unit;

	units = units < UINT8_MAX - 1 ? units : UINT8_MAX - 1;
	return (uint8_t)(int32_t)(units + 1);
}

static void
add_long(struct tw_sifted *list, float per_unit, uint8_t *sums)
{
	uint64_t size = tw_bounds_size(&list->bounds);

	list->table[0] = 0;
	for (uint32_t i = 1; i < TW_BOUNDS_LEVELS; i++)
		list->table[i] = in_units(list->scores_most[i], per_unit);
	for (uint32_t i = 0; i < TW_BOUNDS_LEVELS; i++)
		list->most_of[list->table[i]] = list->scores_most[i];
	for (uint64_t at = 0; at < size;) {
		size_t n;
		const uint8_t *p = tw_bounds_at(&list->bounds, at, &n);

		tw_groupsums_add(sums + (2 * at << list->bounds.shift), p, n,
			list->bounds.shift, list->table);
		at += n;
	}
}

static inline void
raise_sum(uint8_t *sum, uint8_t by)
{
	uint32_t total = (uint32_t)*sum + by;

	*sum = (uint8_t)(total < UINT8_MAX ? total : UINT8_MAX);
}

/* Two in one group are few enough to be counted both. */
static void
add_short(struct tw_sifted *list, float per_unit, uint8_t *sums)
{
	for (uint32_t i = 0; i < list->count; i++)
		list->in_units[i] = in_units(list->scores[i], per_unit);
	for (uint32_t i = 0; i < list->count; i++)
		raise_sum(&sums[list->docs[i] / TW_LEVELS_GROUP],
			list->in_units[i]);
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

/* How many postings lie before the window, whose bits are set. */
static int
mark_postings(struct tw_postings *postings, uint32_t base, uint8_t *bits,
	uint32_t *ret_before, trawl_error *err)
{
	const uint32_t *docs = postings->block.docs;
	int status = TRAWL_OK;

	if (postings->doc < base || postings->block.count == 0)
		status = tw_postings_seek(postings, base, err);
	*ret_before = postings->number * TW_BLOCK + postings->in_block;
	while (status == TRAWL_OK && postings->doc - base < TW_WINDOW) {
		uint32_t end = tw_window_end(postings, base);

		for (uint32_t i = postings->in_block; i < end; i++)
			set_bit(bits, docs[i] - base);
		if (end == postings->block.count) {
			status = tw_postings_next_block(postings, err);
		} else {
			postings->in_block = end;
			postings->doc = docs[end];
		}
	}
	return status == TRAWL_END ? TRAWL_OK : status;
}

static int
mark(struct tw_sifted *list, uint32_t base, trawl_error *err)
{
	static const uint16_t at[MARKED_GROUPS] = {0, 512, 1024, 1536, 2048,
		2560, 3072, 3584};
	struct tw_sifted_marks *marks = list->marks;
	uint8_t *bits = marks->bits + base / 8;
	uint8_t *rank = marks->ranks + base / TW_BITMAP_GROUP * 4;
	uint32_t before = 0;
	uint32_t ranks[MARKED_GROUPS];

	memset(bits, 0, TW_WINDOW / 8);
	if (marks->postings.doc != TW_NO_DOC) {
		int status = mark_postings(&marks->postings, base, bits,
			&before, err);

		if (status != TRAWL_OK)
			return status;
	}
	tw_levels_ranks(bits, at, MARKED_GROUPS, ranks);
	for (uint32_t i = 0; i < MARKED_GROUPS; i++)
		tw_put_le32(rank + 4 * i, before + ranks[i]);
	marks->has[base / TW_WINDOW] = 1;
	return TRAWL_OK;
}

/* Where they lie, if they lie side by side and none is behind the last. */
static void
find_bits(struct tw_sifted *list, uint32_t base)
{
	const struct tw_bitmap *bitmap = &list->bitmap;
	uint64_t offset = bitmap->bits + base / 8;
	uint64_t words[TW_WINDOW_WORDS];

	list->window.bits = tw_bitmap_at(bitmap, offset);
	if (bitmap->docs - base >= TW_WINDOW && offset % TW_RECORD_PAYLOAD +
		sizeof(list->copied) <= TW_RECORD_PAYLOAD)
		return;
	tw_bitmap_copy(bitmap, base / 64, TW_WINDOW_WORDS, words);
	for (uint32_t i = 0; i < TW_WINDOW_WORDS; i++)
		tw_put_le64(list->copied + 8 * i, words[i]);
	list->window.bits = list->copied;
}

static void
make_units(struct tw_sifted *list, uint32_t base, uint8_t *units)
{
	uint64_t at = base / TW_LEVELS_GROUP >> list->bounds.shift >> 1;
	uint64_t end = at + (TW_LEVELS_WINDOW / 2 >> list->bounds.shift);

	memset(units, 0, TW_LEVELS_WINDOW);
	if (end > tw_bounds_size(&list->bounds))
		end = tw_bounds_size(&list->bounds);
	while (at < end) {
		size_t n;
		const uint8_t *p = tw_bounds_at(&list->bounds, at, &n);

		n = n < end - at ? n : (size_t)(end - at);
		tw_groupsums_add(units, p, n, list->bounds.shift, list->table);
		units += 2 * n << list->bounds.shift;
		at += n;
	}
}

static void
make_some_units(struct tw_sifted *list,
	const struct tw_sifted_window *window, uint8_t *units)
{
	for (uint32_t word = 0; word < TW_LEVELS_WINDOW / 64; word++)
		for (uint64_t left = window->groups[word]; left;
			left &= left - 1) {
			uint32_t group = 64 * word +
				(uint32_t)__builtin_ctzll(left);

			units[group] = list->table[tw_bounds_level(
				&list->bounds, window->base +
				TW_LEVELS_GROUP * group)];
		}
}

static void
find_units(struct tw_sifted *list, const struct tw_sifted_window *window)
{
	uint32_t number = window->base / TW_WINDOW;
	uint8_t *units = list->units + (size_t)number * TW_LEVELS_WINDOW;

	list->window.bounds = units;
	if (list->has_units[number])
		return;
	if (window->count <= BOUNDS_FEW) {
		make_some_units(list, window, units);
		return;
	}
	make_units(list, window->base, units);
	list->has_units[number] = 1;
}

static int
enter_long(struct tw_sifted *list, const struct tw_sifted_window *window,
	trawl_error *err)
{
	find_units(list, window);
	if (!list->marks) {
		find_bits(list, window->base);
		return TRAWL_OK;
	}
	list->window.bits = list->marks->bits + window->base / 8;
	return list->marks->has[window->base / TW_WINDOW]
		? TRAWL_OK : mark(list, window->base, err);
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
			list->in_units[list->end]);
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

static inline bool
has(const struct tw_sifted *list, uint32_t doc)
{
	return list->run ? list->run[doc / 8] >> doc % 8 & 1
			 : tw_bitmap_has(&list->bitmap, doc);
}

/* Without a branch: which articles are in the list cannot be foretold. */
static void
bounds_of_long(const struct tw_sifted *list,
	const struct tw_sifted_batch *batch, float ret[TW_SIFTED_BATCH])
{
	for (uint32_t i = 0; i < batch->count; i++) {
		uint32_t doc = batch->docs[i];
		uint32_t units = list->units[doc / TW_LEVELS_GROUP];

		ret[i] = list->most_of[units & (0u - has(list, doc))];
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
	uint32_t place = batch->count == 0 ? list->count
		: place_of(list, 0, list->count, batch->docs[0]);
	for (uint32_t i = 0; i < batch->count; i++) {
		uint32_t doc = batch->docs[i];

		while (place < list->count && list->docs[place] < doc)
			place++;
		ret[i] = place < list->count && list->docs[place] == doc
			? list->scores[place] : 0;
	}
}

/* The length bytes of the articles, ascending. */
static int
get_lengths(const struct tw_sifted *list, const struct tw_sifted_batch *batch,
	uint8_t ret[TW_SIFTED_BATCH], trawl_error *err)
{
	const struct tw_term_cursor *term = list->term;
	const uint32_t *docs = batch->docs;
	const uint8_t *bytes;
	int status = tw_segment_length_bytes(term->segment, term->field,
		docs[0], docs[batch->count - 1], &bytes, err);

	if (status != TRAWL_OK)
		return status;
	for (uint32_t i = 0; bytes && i < batch->count; i++)
		ret[i] = bytes[docs[i] - docs[0]];
	for (uint32_t i = 0; !bytes && i < batch->count &&
		status == TRAWL_OK; i++)
		status = tw_segment_length_byte(term->segment, term->field,
			docs[i], &ret[i], err);
	return status;
}

int
tw_sifted_scores(struct tw_sifted *list, const struct tw_sifted_batch *batch,
	float ret[TW_SIFTED_BATCH], trawl_error *err)
{
	const struct tw_term_cursor *term = list->term;
	const float *norm = term->bm25->norm;
	uint32_t ranks[TW_SIFTED_BATCH];
	uint8_t lengths[TW_SIFTED_BATCH];
	int status = get_lengths(list, batch, lengths, err);

	tw_bitmap_ranks(&list->bitmap, batch->docs, batch->count, ranks);
	for (uint32_t i = 0; i < batch->count && status == TRAWL_OK; i++) {
		uint32_t freq = 1;

		status = tw_freqs_at(&list->freqs, ranks[i], &freq, err);
		ret[i] = tw_bm25_score(term->weight, freq, norm[lengths[i]]);
	}
	return status;
}
