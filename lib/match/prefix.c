/* prefix.c: the articles of all words that begin alike, at one score. */
/* SPDX-License-Identifier: MIT */
#include "match/prefix.h"

#include <string.h>

#include "base/buf.h"
#include "index/bitmap.h"
#include "index/postings.h"
#include "match/collect.h"
#include "match/expand.h"

/*
 * All lists are marked in one row of bits, list by list, up to some article:
 * all of them, or, where a few are wanted, about as many as have these.
 */
struct prefix {
	struct tw_cursor cursor;
	struct tw_arena *arena;
	struct tw_segment *segment;
	const struct tw_node *node;	/* or NULL, and these: */
	const struct tw_expansion *given;
	uint32_t number;		/* of the segment, among so many */
	uint32_t segments;
	float score;
	bool is_read;		/* the dictionary is */
	struct tw_buf terms;	/* struct tw_term, in no order */
	uint64_t df;		/* of all terms */
	uint64_t *bits;		/* windows as wide as TW_WINDOW */
	uint32_t marked;	/* articles below this are */
	struct tw_postings postings;
};

static uint32_t
count_terms(const struct prefix *prefix)
{
	return (uint32_t)(prefix->terms.n / sizeof(struct tw_term));
}

/* ------------------------------------------------------------------ */
/* The dictionary.                                                      */

static void
add_term(struct prefix *prefix, const struct tw_term *entry)
{
	tw_buf_add(&prefix->terms, entry, sizeof(*entry));
	prefix->df += entry->df;
}

static int
read_range(struct prefix *prefix, trawl_error *err)
{
	struct tw_str beginning = prefix->node->terms[0].term;
	enum tw_index_field field = tw_field_of(prefix->node);
	struct tw_terms terms;
	int status = tw_terms_open(&terms, prefix->segment, field, beginning,
		err);

	if (status != TRAWL_OK)
		return status;
	while (status == TRAWL_OK) {
		status = tw_terms_next(&terms, err);
		if (status != TRAWL_OK || terms.entry.field != field ||
			terms.term.n < beginning.n ||
			memcmp(terms.term.p, beginning.p, beginning.n) != 0)
			break;
		add_term(prefix, &terms.entry);
	}
	tw_terms_close(&terms);
	return status == TRAWL_END ? TRAWL_OK : status;
}

static int
read_stems(struct prefix *prefix, trawl_error *err)
{
	const struct tw_node *node = prefix->node;

	for (uint32_t i = 1; i < node->term_count; i++) {
		struct tw_term entry;
		int status = tw_segment_find(prefix->segment,
			tw_field_of(node), node->terms[i].term, &entry, err);

		if (status < 0)
			return status;
		if (status == TRAWL_OK)
			add_term(prefix, &entry);
	}
	return TRAWL_OK;
}

static void
take_given(struct prefix *prefix)
{
	for (uint32_t i = 0; i < prefix->given->count; i++) {
		const struct tw_term *entry = &prefix->given->entries[
			i * (size_t)prefix->segments + prefix->number];

		if (entry->df > 0)
			add_term(prefix, entry);
	}
}

static int
read_terms(struct prefix *prefix, trawl_error *err)
{
	size_t words = (prefix->segment->info.docs / TW_WINDOW + (size_t)1) *
		TW_WINDOW_WORDS;
	int status = TRAWL_OK;

	if (prefix->node)
		status = read_range(prefix, err);
	else
		take_given(prefix);
	if (status == TRAWL_OK && prefix->node)
		status = read_stems(prefix, err);
	if (status == TRAWL_OK)
		status = tw_buf_status(&prefix->terms, err);
	if (status != TRAWL_OK)
		return status;
	prefix->is_read = true;
	prefix->bits = tw_arena_zeroed(prefix->arena, words, sizeof(uint64_t));
	return prefix->bits ? TRAWL_OK : tw_no_memory(err);
}

/* ------------------------------------------------------------------ */
/* Marking.                                                             */

static int
mark_bitmap(struct prefix *prefix, const struct tw_term *term, uint32_t end,
	trawl_error *err)
{
	struct tw_bitmap bitmap;
	uint64_t bits[TW_WINDOW_WORDS];
	int status = tw_bitmap_open(&bitmap, prefix->segment, term, err);

	if (status != TRAWL_OK)
		return status;
	for (uint32_t base = prefix->marked; base < end; base += TW_WINDOW) {
		tw_bitmap_copy(&bitmap, base / 64, TW_WINDOW_WORDS, bits);
		for (uint32_t i = 0; i < TW_WINDOW_WORDS; i++)
			prefix->bits[base / 64 + i] |= bits[i];
	}
	return TRAWL_OK;
}

static int
mark_blocks(struct prefix *prefix, const struct tw_term *term, uint32_t end,
	trawl_error *err)
{
	struct tw_postings *postings = &prefix->postings;
	int status = tw_postings_open(postings, prefix->segment, term, err);

	if (status == TRAWL_OK)
		status = tw_postings_seek(postings, prefix->marked, err);
	while (status == TRAWL_OK && postings->doc < end) {
		const struct tw_block *block = &postings->block;
		uint32_t i = postings->in_block;

		for (; i < block->count && block->docs[i] < end; i++)
			prefix->bits[block->docs[i] / 64] |=
				UINT64_C(1) << block->docs[i] % 64;
		if (i < block->count)
			break;
		status = tw_postings_next_block(postings, err);
	}
	tw_postings_close(postings);
	return status == TRAWL_END ? TRAWL_OK : status;
}

/* All articles below `end`, a multiple of TW_WINDOW or behind the last. */
static int
mark(struct prefix *prefix, uint32_t end, trawl_error *err)
{
	const struct tw_term *terms = (const void *)prefix->terms.p;

	for (uint32_t i = 0; i < count_terms(prefix); i++) {
		int status = tw_term_has_bitmap(&terms[i])
			? mark_bitmap(prefix, &terms[i], end, err)
			: mark_blocks(prefix, &terms[i], end, err);

		if (status != TRAWL_OK)
			return status;
	}
	prefix->marked = end;
	return TRAWL_OK;
}

static int
mark_all(struct prefix *prefix, trawl_error *err)
{
	uint32_t docs = prefix->segment->info.docs;
	int status = TRAWL_OK;

	if (!prefix->is_read)
		status = read_terms(prefix, err);
	if (status == TRAWL_OK && prefix->marked < docs)
		status = mark(prefix, docs, err);
	return status;
}

/* ------------------------------------------------------------------ */
/* Walking.                                                             */

/* The first article at or behind `doc`; TW_NO_DOC if there is none. */
static uint32_t
first_from(const struct prefix *prefix, uint32_t doc)
{
	uint32_t docs = prefix->segment->info.docs;

	if (doc >= docs)
		return TW_NO_DOC;
	uint32_t word = doc / 64;
	uint64_t bits = prefix->bits[word] & ~UINT64_C(0) << doc % 64;

	while (!bits) {
		if (++word * (uint64_t)64 >= docs)
			return TW_NO_DOC;
		bits = prefix->bits[word];
	}
	return word * 64 + (uint32_t)__builtin_ctzll(bits);
}

static int
go_to(struct prefix *prefix, uint32_t target, trawl_error *err)
{
	int status = mark_all(prefix, err);

	if (status != TRAWL_OK)
		return tw_cursor_end(&prefix->cursor, status);
	prefix->cursor.doc = first_from(prefix, target);
	return prefix->cursor.doc == TW_NO_DOC ? TRAWL_END : TRAWL_OK;
}

static int
prefix_seek(struct tw_cursor *cursor, uint32_t target, trawl_error *err)
{
	struct prefix *prefix = (struct prefix *)cursor;

	if (cursor->doc == TW_NO_DOC)
		return TRAWL_END;
	if (prefix->is_read && target < cursor->doc)
		target = cursor->doc;
	return go_to(prefix, target, err);
}

static int
prefix_next(struct tw_cursor *cursor, trawl_error *err)
{
	struct prefix *prefix = (struct prefix *)cursor;

	if (cursor->doc == TW_NO_DOC)
		return TRAWL_END;
	return go_to(prefix, prefix->is_read ? cursor->doc + 1 : 0, err);
}

static int
prefix_score(struct tw_cursor *cursor, float *ret, trawl_error *err)
{
	(void)err;
	*ret = ((struct prefix *)cursor)->score;
	return TRAWL_OK;
}

static void
add_window(const struct prefix *prefix, uint32_t base,
	struct tw_window *window)
{
	for (uint32_t word = 0; word < TW_WINDOW_WORDS; word++) {
		uint64_t bits = prefix->bits[base / 64 + word];

		window->matched[word] |= bits;
		for (; bits; bits &= bits - 1)
			window->scores[64 * word +
				(uint32_t)__builtin_ctzll(bits)] +=
				prefix->score;
	}
}

static int
prefix_window(struct tw_cursor *cursor, uint32_t base,
	struct tw_window *window, trawl_error *err)
{
	struct prefix *prefix = (struct prefix *)cursor;
	int status = prefix_seek(cursor, base, err);

	if (status == TRAWL_OK && cursor->doc - base < TW_WINDOW) {
		add_window(prefix, base, window);
		if (base >= TW_NO_DOC - TW_WINDOW)
			return tw_cursor_end(cursor, TRAWL_OK);
		status = go_to(prefix, base + TW_WINDOW, err);
	}
	return status == TRAWL_END ? TRAWL_OK : status;
}

/* ------------------------------------------------------------------ */
/* Collecting.                                                          */

/* Counts the articles of a window, and keeps the first as long as it pays. */
static int
collect_window(struct prefix *prefix, struct tw_collector *collector,
	uint32_t base, trawl_error *err)
{
	uint64_t *bits = prefix->bits + base / 64;
	int status = tw_collector_count(collector, base, bits, err);

	for (uint32_t word = 0; word < TW_WINDOW_WORDS; word++) {
		uint64_t left = bits[word];

		for (; left && status == TRAWL_OK; left &= left - 1) {
			if (prefix->score < tw_collector_least(collector))
				return TRAWL_OK;
			status = tw_collector_keep(collector, base +
				64 * word + (uint32_t)__builtin_ctzll(left),
				prefix->score, err);
		}
	}
	return status;
}

/* Behind four times as many articles as are wanted, if they lie evenly. */
static uint32_t
first_end(const struct prefix *prefix, const struct tw_collector *collector)
{
	uint32_t docs = prefix->segment->info.docs;
	double wanted = 4.0 * collector->topk->depth;

	if (collector->counting || wanted * 2 >= (double)prefix->df)
		return docs;
	double end = (double)docs * wanted / (double)prefix->df;
	uint32_t windows = (uint32_t)(end / TW_WINDOW) + 1;

	return windows < docs / TW_WINDOW ? windows * TW_WINDOW : docs;
}

static int
collect_below(struct prefix *prefix, struct tw_collector *collector,
	uint32_t end, trawl_error *err)
{
	uint32_t base = prefix->marked;
	int status = mark(prefix, end, err);

	for (; base < end && status == TRAWL_OK; base += TW_WINDOW)
		status = collect_window(prefix, collector, base, err);
	return status;
}

static bool
is_done(const struct prefix *prefix, const struct tw_collector *collector)
{
	return !collector->counting &&
		prefix->score < tw_collector_least(collector);
}

static int
prefix_collect(struct tw_cursor *cursor, struct tw_collector *collector,
	trawl_error *err)
{
	struct prefix *prefix = (struct prefix *)cursor;
	uint32_t docs = prefix->segment->info.docs;
	int status = TRAWL_OK;

	if (!is_done(prefix, collector))
		status = read_terms(prefix, err);
	if (status != TRAWL_OK)
		return status;
	uint32_t end = is_done(prefix, collector)
		? 0 : first_end(prefix, collector);

	while (status == TRAWL_OK && prefix->marked < docs &&
		!is_done(prefix, collector)) {
		status = collect_below(prefix, collector, end, err);
		end = end < docs / 4 ? 4 * end : docs;
	}
	if (prefix->marked < docs)
		tw_collector_skip(collector);
	return status;
}

static void
prefix_done(struct tw_cursor *cursor)
{
	tw_buf_done(&((struct prefix *)cursor)->terms);
}

static const struct tw_cursor_ops prefix_ops = {
	.next = prefix_next,
	.seek = prefix_seek,
	.score = prefix_score,
	.window = prefix_window,
	.collect = prefix_collect,
	.done = prefix_done,
};

static struct prefix *
new_prefix(struct tw_arena *arena, struct tw_segment *segment, float score)
{
	struct prefix *prefix = tw_cursor_alloc(arena, sizeof(*prefix));

	if (!prefix)
		return NULL;
	memset(prefix, 0, offsetof(struct prefix, postings));
	prefix->cursor.ops = &prefix_ops;
	prefix->cursor.cost = segment->info.docs;
	prefix->arena = arena;
	prefix->segment = segment;
	prefix->score = score;
	return prefix;
}

int
tw_prefix_cursor(struct tw_arena *arena, struct tw_segment *segment,
	const struct tw_node *node, float score, struct tw_cursor **ret,
	trawl_error *err)
{
	struct prefix *prefix = new_prefix(arena, segment, score);

	if (!prefix)
		return tw_no_memory(err);
	prefix->node = node;
	*ret = &prefix->cursor;
	return TRAWL_OK;
}

int
tw_any_cursor(struct tw_arena *arena, struct tw_segment *segment,
	const struct tw_expansion *expansion, uint32_t number,
	uint32_t segments, float score, struct tw_cursor **ret,
	trawl_error *err)
{
	struct prefix *prefix = new_prefix(arena, segment, score);

	if (!prefix)
		return tw_no_memory(err);
	prefix->given = expansion;
	prefix->number = number;
	prefix->segments = segments;
	*ret = &prefix->cursor;
	return TRAWL_OK;
}
