/* term.c: the cursor of one term. */
/* SPDX-License-Identifier: MIT */
#include "match/term.h"

struct term_cursor {
	struct tw_cursor cursor;
	struct tw_segment *segment;
	const struct tw_bm25 *bm25;
	enum tw_index_field field;
	float weight;
	struct tw_postings postings;
};

static int
follow(struct term_cursor *term, int status)
{
	term->cursor.doc = status == TRAWL_OK ? term->postings.doc : TW_NO_DOC;
	return status;
}

static int
term_next(struct tw_cursor *cursor, trawl_error *err)
{
	struct term_cursor *term = (struct term_cursor *)cursor;

	return follow(term, tw_postings_next(&term->postings, err));
}

static int
term_seek(struct tw_cursor *cursor, uint32_t target, trawl_error *err)
{
	struct term_cursor *term = (struct term_cursor *)cursor;

	return follow(term, tw_postings_seek(&term->postings, target, err));
}

static int
term_score(struct tw_cursor *cursor, float *ret, trawl_error *err)
{
	struct term_cursor *term = (struct term_cursor *)cursor;
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
/* Windows, a block at a time.                                          */

/* Length bytes of the articles from `first` on, `count` of them. */
struct lengths {
	const uint8_t *bytes;
	uint32_t first;
	uint32_t count;
};

/* Those from the present article to the end of the window, or of a record. */
static int
find_lengths(const struct term_cursor *term, uint32_t base,
	struct lengths *ret, trawl_error *err)
{
	enum tw_stream_kind kind = term->field == TW_FIELD_ALL
		? TW_STREAM_LENGTH_BYTES : TW_STREAM_TITLE_BYTES;
	uint32_t first = term->cursor.doc;
	uint32_t room = TW_WINDOW - (first - base);
	size_t left;
	int status = tw_stream_at(&term->segment->stream[kind], first,
		&ret->bytes, &left, err);

	ret->first = first;
	ret->count = left < room ? (uint32_t)left : room;
	return status;
}

/* Norms to scores. Four at a time, which compilers take as vectors. */
static void
score_all(float weight, const uint32_t *freqs, float *scores, uint32_t count)
{
	uint32_t i = 0;

	for (; i + 4 <= count; i += 4)
		for (uint32_t k = i; k < i + 4; k++)
			scores[k] = tw_bm25_score(weight, freqs[k], scores[k]);
	for (; i < count; i++)
		scores[i] = tw_bm25_score(weight, freqs[i], scores[i]);
}

/*
 * Adds the postings of the present block that the lengths are known of, and
 * goes to the one behind them.
 */
static int
add_block(struct term_cursor *term, const struct lengths *lengths,
	uint32_t base, struct tw_window *window, trawl_error *err)
{
	struct tw_postings *postings = &term->postings;
	const struct tw_block *block = &postings->block;
	const uint32_t *docs = block->docs + postings->in_block;
	uint32_t most = block->count - postings->in_block;
	float scores[TW_BLOCK];
	uint32_t count = 0;

	if (!postings->has_freqs)
		tw_postings_unpack_freqs(postings);
	for (; count < most; count++) {
		uint32_t i = docs[count] - lengths->first;

		if (i >= lengths->count)
			break;
		scores[count] = term->bm25->norm[lengths->bytes[i]];
	}
	score_all(term->weight, block->freqs + postings->in_block, scores,
		count);
	for (uint32_t i = 0; i < count; i++) {
		uint32_t place = docs[i] - base;

		window->scores[place] += scores[i];
		window->matched[place / 64] |= UINT64_C(1) << place % 64;
	}
	return count == most ? tw_postings_next_block(postings, err) :
		tw_postings_seek(postings, docs[count], err);
}

static int
term_window(struct tw_cursor *cursor, uint32_t base, struct tw_window *window,
	trawl_error *err)
{
	struct term_cursor *term = (struct term_cursor *)cursor;
	struct lengths lengths = {NULL, 0, 0};
	int status = term_seek(cursor, base, err);

	while (status == TRAWL_OK && cursor->doc - base < TW_WINDOW) {
		if (cursor->doc - lengths.first >= lengths.count)
			status = find_lengths(term, base, &lengths, err);
		if (status != TRAWL_OK)
			return tw_cursor_end(cursor, status);
		status = follow(term,
			add_block(term, &lengths, base, window, err));
	}
	return status == TRAWL_END ? TRAWL_OK : status;
}

static void
term_done(struct tw_cursor *cursor)
{
	tw_postings_close(&((struct term_cursor *)cursor)->postings);
}

static const struct tw_cursor_ops term_ops = {
	.next = term_next,
	.seek = term_seek,
	.score = term_score,
	.window = term_window,
	.done = term_done,
};

int
tw_term_cursor(struct tw_arena *arena, struct tw_segment *segment,
	const struct tw_term *entry, const struct tw_bm25 *bm25, float weight,
	struct tw_cursor **ret, trawl_error *err)
{
	struct term_cursor *term = tw_cursor_alloc(arena, sizeof(*term));

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
