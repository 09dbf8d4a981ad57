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

/* The loop of tw_window_by_score without its calls. */
static int
term_window(struct tw_cursor *cursor, uint32_t base, float *scores,
	uint64_t *matched, trawl_error *err)
{
	struct term_cursor *term = (struct term_cursor *)cursor;
	struct tw_postings *postings = &term->postings;
	int status = term_seek(cursor, base, err);

	while (status == TRAWL_OK && cursor->doc - base < TW_WINDOW) {
		uint32_t i = cursor->doc - base;
		float score;

		status = term_score(cursor, &score, err);
		if (status != TRAWL_OK)
			return status;
		scores[i] += score;
		matched[i / 64] |= UINT64_C(1) << i % 64;
		status = follow(term, tw_postings_next(postings, err));
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
