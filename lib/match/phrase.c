/* phrase.c: articles that have terms in exactly this way. */
/* SPDX-License-Identifier: MIT */
#include "match/phrase.h"

#include "match/phrasetop.h"

/* Moves all terms to one article, from the first one's present article on. */
static int
align(struct tw_phrase *phrase, trawl_error *err)
{
	struct tw_postings *lead = &phrase->lists[0].postings;

	for (uint32_t i = 1; i < phrase->count; i++) {
		struct tw_postings *other = &phrase->lists[i].postings;
		int status = tw_postings_seek(other, lead->doc, err);

		if (status == TRAWL_OK && other->doc != lead->doc) {
			status = tw_postings_seek(lead, other->doc, err);
			i = 0;
		}
		if (status != TRAWL_OK)
			return status;
	}
	return TRAWL_OK;
}

/* From a status of the first term to an article, or the end, of the phrase. */
static int
settle(struct tw_phrase *phrase, int status, trawl_error *err)
{
	struct tw_postings *lead = &phrase->lists[0].postings;

	while (status == TRAWL_OK) {
		if (tw_cursor_is_beyond(&phrase->cursor, lead->doc))
			return tw_cursor_end(&phrase->cursor, TRAWL_END);
		status = align(phrase, err);
		if (status == TRAWL_OK)
			status = tw_phrase_freq(phrase, &phrase->freq, err);
		if (status == TRAWL_OK && phrase->freq > 0) {
			phrase->cursor.doc = lead->doc;
			return TRAWL_OK;
		}
		if (status == TRAWL_OK)
			status = tw_postings_next(lead, err);
	}
	return tw_cursor_end(&phrase->cursor, status);
}

static int
phrase_next(struct tw_cursor *cursor, trawl_error *err)
{
	struct tw_phrase *phrase = (struct tw_phrase *)cursor;

	if (cursor->doc == TW_NO_DOC)
		return TRAWL_END;
	return settle(phrase,
		tw_postings_next(&phrase->lists[0].postings, err), err);
}

static int
phrase_seek(struct tw_cursor *cursor, uint32_t target, trawl_error *err)
{
	struct tw_phrase *phrase = (struct tw_phrase *)cursor;

	if (cursor->doc == TW_NO_DOC)
		return TRAWL_END;
	if (phrase->freq > 0 && target <= cursor->doc)
		return TRAWL_OK;
	return settle(phrase,
		tw_postings_seek(&phrase->lists[0].postings, target, err),
		err);
}

static int
phrase_score(struct tw_cursor *cursor, float *ret, trawl_error *err)
{
	struct tw_phrase *phrase = (struct tw_phrase *)cursor;
	uint8_t length;
	int status = tw_segment_length_byte(phrase->segment, phrase->field,
		cursor->doc, &length, err);

	if (status == TRAWL_OK)
		*ret = tw_bm25_score(phrase->weight, phrase->freq,
			phrase->bm25->norm[length]);
	return status;
}

static void
phrase_done(struct tw_cursor *cursor)
{
	struct tw_phrase *phrase = (struct tw_phrase *)cursor;

	for (uint32_t i = 0; i < phrase->count; i++)
		tw_postings_close(&phrase->lists[i].postings);
	tw_buf_done(&phrase->starts);
}

static const struct tw_cursor_ops phrase_ops = {
	.next = phrase_next,
	.seek = phrase_seek,
	.score = phrase_score,
	.window = tw_window_by_score,
	.collect = tw_phrase_collect,
	.collects_to_end = true,
	.done = phrase_done,
};

/* Opens the terms' lists, the rarest first. */
static int
open_terms(struct tw_phrase *phrase, struct tw_arena *arena,
	const struct tw_phrase_term *terms, uint32_t count, trawl_error *err)
{
	uint32_t *order = tw_arena_alloc(arena, count * sizeof(*order));

	if (!order)
		return tw_no_memory(err);
	for (uint32_t i = 0; i < count; i++) {
		uint32_t j = i;

		while (j > 0 && terms[order[j - 1]].entry.df >
			terms[i].entry.df) {
			order[j] = order[j - 1];
			j--;
		}
		order[j] = i;
	}
	for (; phrase->count < count; phrase->count++) {
		const struct tw_phrase_term *term =
			&terms[order[phrase->count]];
		int status = tw_postings_open(
			&phrase->lists[phrase->count].postings,
			phrase->segment, &term->entry, err);

		if (status != TRAWL_OK)
			return status;
		phrase->lists[phrase->count].position = term->position;
		phrase->lists[phrase->count].dense = false;
	}
	return TRAWL_OK;
}

int
tw_phrase_cursor(struct tw_arena *arena, struct tw_segment *segment,
	const struct tw_phrase_term *terms, uint32_t count,
	const struct tw_bm25 *bm25, float weight, struct tw_cursor **ret,
	trawl_error *err)
{
	struct tw_phrase *phrase = tw_cursor_alloc(arena,
		sizeof(*phrase) + count * sizeof(*phrase->lists));

	if (!phrase)
		return tw_no_memory(err);
	*phrase = (struct tw_phrase){
		.cursor.ops = &phrase_ops,
		.segment = segment,
		.bm25 = bm25,
		.field = terms[0].entry.field,
		.weight = weight,
	};
	int status = open_terms(phrase, arena, terms, count, err);
	if (status != TRAWL_OK) {
		phrase_done(&phrase->cursor);
		return status;
	}
	phrase->cursor.cost = phrase->lists[0].postings.term.df;
	*ret = &phrase->cursor;
	return TRAWL_OK;
}
