/* gaps.c: all position gaps of a list, one chunk after another. */
/* SPDX-License-Identifier: MIT */
#include "index/gaps.h"

int
tw_gaps_start(struct tw_gaps *gaps, const struct tw_postings *postings,
	uint64_t count, trawl_error *err)
{
	const struct tw_term *term = &postings->term;
	struct tw_segment *segment = postings->segment;

	gaps->stream = &segment->stream[TW_STREAM_POSITIONS];
	gaps->offset = term->positions;
	gaps->taken = 0;
	gaps->count = 0;
	if (term->kind != TW_TERM_INLINE)
		return TRAWL_OK;
	gaps->stream = NULL;
	gaps->count = (uint32_t)count;
	if (count < TW_BLOCK && tw_chunk_get_varints(postings->inlined,
		term->inlined + term->inlined_size, (uint32_t)count,
		gaps->gaps))
		return TRAWL_OK;
	return TW_CORRUPT(err, "segment %u: term %u: positions are damaged",
		segment->info.segment, term->ordinal);
}

/* Unpacks the next chunk, in the next record if its own has no room. */
static int
unpack(struct tw_gaps *gaps, trawl_error *err)
{
	const uint8_t *p;
	size_t left;
	int status = tw_stream_at(gaps->stream, gaps->offset, &p, &left, err);

	if (status == TRAWL_OK && *p == TW_CHUNK_PADDING) {
		gaps->offset += left;
		status = tw_stream_at(gaps->stream, gaps->offset, &p, &left,
			err);
	}
	if (status != TRAWL_OK)
		return status;
	size_t size = tw_chunk_size(p, left);

	if (!tw_chunk_get(p, left, gaps->gaps, &gaps->count)) {
		gaps->count = 0;
		return TW_CORRUPT(err, "segment %u: position chunk at %llu is "
			"damaged", gaps->stream->segment,
			(unsigned long long)gaps->offset);
	}
	gaps->offset += size;	/* behind the last chunk, nothing is asked */
	gaps->taken = 0;
	return TRAWL_OK;
}

int
tw_gaps_next(void *context, uint64_t most, const uint32_t **ret,
	uint32_t *ret_count, trawl_error *err)
{
	struct tw_gaps *gaps = context;

	if (gaps->taken == gaps->count) {
		int status = TRAWL_OK;

		/* A list ends with a chunk that is not full. */
		if (!gaps->stream || (gaps->count > 0 &&
				gaps->count < TW_BLOCK))
			return TW_CORRUPT(err, "a list has fewer positions "
				"than occurrences");
		status = unpack(gaps, err);
		if (status != TRAWL_OK)
			return status;
	}
	uint32_t left = gaps->count - gaps->taken;

	*ret = gaps->gaps + gaps->taken;
	*ret_count = most < left ? (uint32_t)most : left;
	gaps->taken += *ret_count;
	return TRAWL_OK;
}
