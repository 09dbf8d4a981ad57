/* dead.c: which articles are dead, and what that takes away from a term. */
/* SPDX-License-Identifier: MIT */
#include "index/dead.h"

#include "base/bytes.h"

int
tw_segment_is_dead(struct tw_segment *segment, uint32_t doc, bool *ret,
	trawl_error *err)
{
	const uint8_t *p;

	if (segment->info.dead == 0) {
		*ret = false;
		return TRAWL_OK;
	}
	int status = tw_stream_get(&segment->stream[TW_STREAM_DEAD], doc / 8,
		1, &p, err);

	if (status == TRAWL_OK)
		*ret = *p >> doc % 8 & 1;
	return status;
}

int
tw_dead_count(struct tw_segment *segment, uint32_t ordinal, uint32_t df,
	uint32_t *ret, trawl_error *err)
{
	uint64_t low = 0;
	uint64_t n = segment->info.length[TW_STREAM_DEAD_TERMS] / TW_DEAD_TERM;

	*ret = 0;
	while (n > 0) {
		uint64_t half = n / 2;
		const uint8_t *p;
		int status = tw_stream_get(
			&segment->stream[TW_STREAM_DEAD_TERMS],
			(low + half) * TW_DEAD_TERM, TW_DEAD_TERM, &p, err);

		if (status != TRAWL_OK)
			return status;
		uint32_t found = tw_le32(p);

		if (found == ordinal) {
			*ret = tw_le32(p + 4);
			break;
		}
		low += found < ordinal ? half + 1 : 0;
		n = found < ordinal ? n - half - 1 : half;
	}
	if (*ret > df)
		return TW_CORRUPT(err,
			"segment %u: term %u: more dead articles than it has",
			segment->info.segment, ordinal);
	return TRAWL_OK;
}
