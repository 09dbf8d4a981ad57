/* impact.c: what the blocks of a list can score at most. */
/* SPDX-License-Identifier: MIT */
#include "match/impact.h"

#include "base/bytes.h"

static float
bound_of(const struct tw_term_cursor *term, uint32_t freq, uint8_t length)
{
	return tw_bm25_score(term->weight, freq, term->bm25->norm[length]);
}

/* As vectors: a division takes as long for eight as for one. */
static void
become_scores(float weight, float *bound, uint32_t count)
{
	for (uint32_t i = 0; i < count; i++)
		bound[i] = weight / (1 + bound[i]);
}

static int
read_table(struct tw_term_cursor *term, struct tw_impacts *impacts,
	trawl_error *err)
{
	struct tw_stream *stream = &term->segment->stream[TW_STREAM_BLOCKS];
	uint64_t offset = term->postings.term.blocks;

	for (uint32_t n = 0; n < impacts->count;) {
		const uint8_t *p;
		size_t left;
		int status = tw_stream_ahead(stream, offset,
			(size_t)(impacts->count - n) * TW_BLOCK_ENTRY, &p,
			&left, err);

		if (status == TRAWL_OK && left < TW_BLOCK_ENTRY)
			status = tw_stream_get(stream, offset, TW_BLOCK_ENTRY,
				&p, err);
		if (status != TRAWL_OK)
			return status;
		for (; left >= TW_BLOCK_ENTRY && n < impacts->count; n++) {
			impacts->last[n] = tw_le32(p);
			impacts->bound[n] = tw_impact_badness(term->bm25->norm,
				p + TW_BLOCK_CORNERS_AT);
			p += TW_BLOCK_ENTRY;
			offset += TW_BLOCK_ENTRY;
			left -= TW_BLOCK_ENTRY;
		}
	}
	return TRAWL_OK;
}

int
tw_impacts_read(struct tw_arena *arena, struct tw_term_cursor *term,
	struct tw_impacts *ret, trawl_error *err)
{
	const struct tw_term *entry = &term->postings.term;
	struct tw_impacts impacts = {.count = term->postings.block_count};

	if (!tw_term_has_blocks(entry) && impacts.count > 1)
		return TW_CORRUPT(err, "term %u: too long for its kind",
			entry->ordinal);
	impacts.last = tw_arena_alloc(arena,
		(impacts.count + (size_t)1) * sizeof(*impacts.last));
	impacts.bound = tw_arena_alloc(arena,
		(impacts.count + (size_t)1) * sizeof(*impacts.bound));
	if (!impacts.last || !impacts.bound)
		return tw_no_memory(err);
	if (tw_term_has_blocks(entry)) {
		int status = read_table(term, &impacts, err);

		if (status != TRAWL_OK)
			return status;
		become_scores(term->weight, impacts.bound, impacts.count);
	} else {
		impacts.last[0] = term->segment->info.docs;
		impacts.bound[0] = bound_of(term, entry->max_freq,
			entry->min_length);
	}
	*ret = impacts;
	return TRAWL_OK;
}
