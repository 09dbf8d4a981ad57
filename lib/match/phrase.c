/* phrase.c: articles that have terms in exactly this way. */
/* SPDX-License-Identifier: MIT */
#include "match/phrase.h"

#include "base/buf.h"

/* Terms stand in ascending order of their document frequency. */
struct phrase_term {
	struct tw_postings postings;
	uint32_t position;
};

struct phrase_cursor {
	struct tw_cursor cursor;
	struct tw_segment *segment;
	const struct tw_bm25 *bm25;
	enum tw_index_field field;
	float weight;
	uint32_t freq;		/* weighted, of the present article */
	struct tw_buf starts;	/* uint32_t: where the phrase may begin */
	uint32_t count;
	struct phrase_term terms[];
};

/* Moves all terms to one article, from the first one's present article on. */
static int
align(struct phrase_cursor *phrase, trawl_error *err)
{
	struct tw_postings *lead = &phrase->terms[0].postings;

	for (uint32_t i = 1; i < phrase->count; i++) {
		struct tw_postings *other = &phrase->terms[i].postings;
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

/* The places where the first term would have the phrase begin. */
static int
begin_starts(struct phrase_cursor *phrase, trawl_error *err)
{
	struct phrase_term *term = &phrase->terms[0];
	const uint32_t *positions;
	uint32_t in_title;
	uint32_t count;
	int status = tw_postings_positions(&term->postings, &positions, &count,
		&in_title, err);

	if (status != TRAWL_OK)
		return status;
	tw_buf_reset(&phrase->starts);
	if (!tw_buf_reserve(&phrase->starts, count * sizeof(uint32_t)))
		return tw_no_memory(err);
	uint32_t *starts = (uint32_t *)(void *)phrase->starts.p;
	size_t kept = 0;

	for (uint32_t i = 0; i < count; i++) {
		starts[kept] = positions[i] - term->position;
		kept += positions[i] >= term->position;
	}
	phrase->starts.n = kept * sizeof(*starts);
	return TRAWL_OK;
}

/* Keeps those of the places that suit another term too. */
static int
filter_starts(struct phrase_cursor *phrase, struct phrase_term *term,
	trawl_error *err)
{
	uint32_t *starts = (uint32_t *)(void *)phrase->starts.p;
	size_t start_count = phrase->starts.n / sizeof(*starts);
	const uint32_t *positions;
	uint32_t in_title;
	uint32_t count;
	int status = tw_postings_positions(&term->postings, &positions, &count,
		&in_title, err);
	size_t kept = 0;
	size_t i = 0;

	if (status != TRAWL_OK)
		return status;
	/* Without branches on what is compared: nothing foretells that. */
	for (uint32_t at = 0; i < start_count && at < count;) {
		uint32_t wanted = starts[i] + term->position;
		uint32_t found = positions[at];

		starts[kept] = starts[i];
		kept += found == wanted;
		i += found >= wanted;
		at += found <= wanted;
	}
	phrase->starts.n = kept * sizeof(*starts);
	return TRAWL_OK;
}

/* Counts the phrase in the article that all terms have. */
static int
count_phrase(struct phrase_cursor *phrase, trawl_error *err)
{
	uint32_t title_weight = phrase->field == TW_FIELD_ALL
		? TW_TITLE_WEIGHT : 1;
	int status = begin_starts(phrase, err);

	for (uint32_t i = 1; i < phrase->count && status == TRAWL_OK &&
		phrase->starts.n > 0; i++)
		status = filter_starts(phrase, &phrase->terms[i], err);
	if (status != TRAWL_OK)
		return status;
	const uint32_t *starts = (const uint32_t *)(void *)phrase->starts.p;
	phrase->freq = 0;
	for (size_t i = 0; i < phrase->starts.n / sizeof(*starts); i++)
		phrase->freq += starts[i] < TW_TEXT_POSITION ? title_weight
							     : 1;
	return TRAWL_OK;
}

/* From a status of the first term to an article, or the end, of the phrase. */
static int
settle(struct phrase_cursor *phrase, int status, trawl_error *err)
{
	while (status == TRAWL_OK) {
		status = align(phrase, err);
		if (status == TRAWL_OK)
			status = count_phrase(phrase, err);
		if (status == TRAWL_OK && phrase->freq > 0) {
			phrase->cursor.doc = phrase->terms[0].postings.doc;
			return TRAWL_OK;
		}
		if (status == TRAWL_OK)
			status = tw_postings_next(&phrase->terms[0].postings,
				err);
	}
	return tw_cursor_end(&phrase->cursor, status);
}

static int
phrase_next(struct tw_cursor *cursor, trawl_error *err)
{
	struct phrase_cursor *phrase = (struct phrase_cursor *)cursor;

	if (cursor->doc == TW_NO_DOC)
		return TRAWL_END;
	return settle(phrase,
		tw_postings_next(&phrase->terms[0].postings, err), err);
}

static int
phrase_seek(struct tw_cursor *cursor, uint32_t target, trawl_error *err)
{
	struct phrase_cursor *phrase = (struct phrase_cursor *)cursor;

	if (cursor->doc == TW_NO_DOC)
		return TRAWL_END;
	if (phrase->freq > 0 && target <= cursor->doc)
		return TRAWL_OK;
	return settle(phrase,
		tw_postings_seek(&phrase->terms[0].postings, target, err),
		err);
}

static int
phrase_score(struct tw_cursor *cursor, float *ret, trawl_error *err)
{
	struct phrase_cursor *phrase = (struct phrase_cursor *)cursor;
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
	struct phrase_cursor *phrase = (struct phrase_cursor *)cursor;

	for (uint32_t i = 0; i < phrase->count; i++)
		tw_postings_close(&phrase->terms[i].postings);
	tw_buf_done(&phrase->starts);
}

static const struct tw_cursor_ops phrase_ops = {
	.next = phrase_next,
	.seek = phrase_seek,
	.score = phrase_score,
	.window = tw_window_by_score,
	.done = phrase_done,
};

/* Opens the terms' lists, the rarest first. */
static int
open_terms(struct phrase_cursor *phrase, struct tw_arena *arena,
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
			&phrase->terms[phrase->count].postings,
			phrase->segment, &term->entry, err);

		if (status != TRAWL_OK)
			return status;
		phrase->terms[phrase->count].position = term->position;
	}
	return TRAWL_OK;
}

int
tw_phrase_cursor(struct tw_arena *arena, struct tw_segment *segment,
	const struct tw_phrase_term *terms, uint32_t count,
	const struct tw_bm25 *bm25, float weight, struct tw_cursor **ret,
	trawl_error *err)
{
	struct phrase_cursor *phrase = tw_cursor_alloc(arena,
		sizeof(*phrase) + count * sizeof(*phrase->terms));

	if (!phrase)
		return tw_no_memory(err);
	*phrase = (struct phrase_cursor){
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
	phrase->cursor.cost = phrase->terms[0].postings.term.df;
	*ret = &phrase->cursor;
	return TRAWL_OK;
}
