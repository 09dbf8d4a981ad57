/* term.c: the cursor of one term. */
/* SPDX-License-Identifier: MIT */
#include "match/term.h"

#include "match/collect.h"
#include "match/single.h"

static int
follow(struct tw_term_cursor *term, int status)
{
	term->cursor.doc = status == TRAWL_OK ? term->postings.doc : TW_NO_DOC;
	return status;
}

static int
term_next(struct tw_cursor *cursor, trawl_error *err)
{
	struct tw_term_cursor *term = (struct tw_term_cursor *)cursor;

	return follow(term, tw_postings_next(&term->postings, err));
}

static int
term_seek(struct tw_cursor *cursor, uint32_t target, trawl_error *err)
{
	struct tw_term_cursor *term = (struct tw_term_cursor *)cursor;

	return follow(term, tw_postings_seek(&term->postings, target, err));
}

static int
term_score(struct tw_cursor *cursor, float *ret, trawl_error *err)
{
	struct tw_term_cursor *term = (struct tw_term_cursor *)cursor;
	uint8_t length;
	int status = tw_segment_length_byte(term->segment, term->field,
		cursor->doc, &length, err);

	if (status == TRAWL_OK)
		*ret = tw_bm25_score(term->weight,
			tw_postings_freq(&term->postings),
			term->bm25->norm[length]);
	return status;
}

/* ------------------------------------------------------------------ */
/* Many postings at once.                                               */

/*
 * All of them first, then the arithmetic as vectors: loading a vector right
 * behind single stores into it would wait for them.
 */
static int
get_norms(const struct tw_term_cursor *term, uint32_t first, uint32_t end,
	float norms[TW_BLOCK], trawl_error *err)
{
	const uint32_t *docs = term->postings.block.docs;
	const float *norm = term->bm25->norm;

	if (first == end)
		return TRAWL_OK;
	uint32_t last = docs[end - 1];
	uint32_t i = first;

	for (; docs[i] / TW_RECORD_PAYLOAD != last / TW_RECORD_PAYLOAD; i++) {
		uint8_t length;
		int status = tw_segment_length_byte(term->segment,
			term->field, docs[i], &length, err);

		if (status != TRAWL_OK)
			return status;
		norms[i] = norm[length];
	}
	const uint8_t *lengths;
	int status = tw_stream_get(&term->segment->stream[
		term->field == TW_FIELD_ALL ? TW_STREAM_LENGTH_BYTES
					    : TW_STREAM_TITLE_BYTES],
		docs[i], last - docs[i] + 1, &lengths, err);

	for (uint32_t j = i; status == TRAWL_OK && j < end; j++)
		norms[j] = norm[lengths[docs[j] - docs[i]]];
	return status;
}

int
tw_term_scores(struct tw_term_cursor *term, uint32_t first, uint32_t end,
	float scores[TW_BLOCK], trawl_error *err)
{
	float norms[TW_BLOCK] __attribute__((aligned(32)));
	int status = get_norms(term, first, end, norms, err);

	if (status != TRAWL_OK)
		return status;
	if (!term->postings.has_freqs)
		tw_postings_unpack_freqs(&term->postings);
	tw_bm25_scores(term->weight, term->postings.block.freqs, norms, first,
		end, scores);
	return TRAWL_OK;
}

uint32_t
tw_window_end(const struct tw_postings *postings, uint32_t base)
{
	const uint32_t *docs = postings->block.docs;
	uint32_t low = postings->in_block;
	uint32_t n = postings->block.count - low;

	if (docs[low + n - 1] - base < TW_WINDOW)
		return low + n;
	while (n > 0) {
		uint32_t half = n / 2;
		bool is_in = docs[low + half] - base < TW_WINDOW;

		low += is_in ? half + 1 : 0;
		n = is_in ? n - half - 1 : half;
	}
	return low;
}

int
tw_term_go_on(struct tw_term_cursor *term, uint32_t end, trawl_error *err)
{
	struct tw_postings *postings = &term->postings;

	if (end >= postings->block.count)
		return follow(term, tw_postings_next_block(postings, err));
	postings->in_block = end;
	postings->doc = postings->block.docs[end];
	return follow(term, TRAWL_OK);
}

static int
term_window(struct tw_cursor *cursor, uint32_t base, struct tw_window *window,
	trawl_error *err)
{
	struct tw_term_cursor *term = (struct tw_term_cursor *)cursor;
	const uint32_t *docs = term->postings.block.docs;
	float added[TW_BLOCK] __attribute__((aligned(32)));
	int status = term_seek(cursor, base, err);

	while (status == TRAWL_OK && cursor->doc - base < TW_WINDOW) {
		uint32_t first = term->postings.in_block;
		uint32_t end = tw_window_end(&term->postings, base);

		status = tw_term_scores(term, first, end, added, err);
		if (status != TRAWL_OK)
			return tw_cursor_end(cursor, status);
		for (uint32_t i = first; i < end; i++) {
			uint32_t at = docs[i] - base;

			window->scores[at] += added[i];
			window->matched[at / 64] |= UINT64_C(1) << at % 64;
		}
		status = tw_term_go_on(term, end, err);
	}
	return status == TRAWL_END ? TRAWL_OK : status;
}

/* ------------------------------------------------------------------ */

static int
term_collect(struct tw_cursor *cursor, struct tw_collector *collector,
	trawl_error *err)
{
	struct tw_term_cursor *term = (struct tw_term_cursor *)cursor;

	if (tw_collector_is_plain(collector))
		return tw_single_collect(term, collector, err);
	return tw_single_filter(term, collector, err);
}

static void
term_done(struct tw_cursor *cursor)
{
	tw_postings_close(&((struct tw_term_cursor *)cursor)->postings);
}

static const struct tw_cursor_ops term_ops = {
	.next = term_next,
	.seek = term_seek,
	.score = term_score,
	.window = term_window,
	.collect = term_collect,
	.done = term_done,
};

struct tw_term_cursor *
tw_term_of(struct tw_cursor *cursor)
{
	return cursor->ops == &term_ops ? (struct tw_term_cursor *)cursor
					: NULL;
}

int
tw_term_cursor(struct tw_arena *arena, struct tw_segment *segment,
	const struct tw_term *entry, const struct tw_bm25 *bm25, float weight,
	struct tw_cursor **ret, trawl_error *err)
{
	struct tw_term_cursor *term = tw_cursor_alloc(arena, sizeof(*term));

	if (!term)
		return tw_no_memory(err);
	int status = tw_postings_open(&term->postings, segment, entry, err);
	if (status != TRAWL_OK)
		return status;
	term->cursor = (struct tw_cursor){.ops = &term_ops, .cost = entry->df};
	term->segment = segment;
	term->bm25 = bm25;
	term->field = entry->field;
	term->weight = weight;
	*ret = &term->cursor;
	return TRAWL_OK;
}
