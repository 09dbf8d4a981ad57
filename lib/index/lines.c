/* lines.c: which articles of a segment have which lines. */
/* SPDX-License-Identifier: MIT */
#include "index/lines.h"

#include "base/bytes.h"
#include "index/ids.h"

uint64_t
tw_lines_article(struct tw_str id)
{
	return tw_id_hash(id) >> 16;
}

int
tw_lines_get(struct tw_segment *segment, uint64_t n,
	struct tw_lines_entry *ret, trawl_error *err)
{
	const uint8_t *p;
	int status = tw_stream_get(&segment->stream[TW_STREAM_LINES],
		n * TW_LINES_ENTRY, TW_LINES_ENTRY, &p, err);

	if (status != TRAWL_OK)
		return status;
	ret->key = tw_be64(p);
	ret->doc = tw_le32(p + 8);
	if (ret->doc >= segment->info.docs)
		return TW_CORRUPT(err, "segment %u: a line's article is "
			"wrong", segment->info.segment);
	return TRAWL_OK;
}

/* By leaps that double, then by halves. */
int
tw_lines_leap(struct tw_segment *segment, uint64_t key, uint64_t *n,
	trawl_error *err)
{
	uint64_t count = tw_lines_count(segment);
	uint64_t low = *n;
	uint64_t high = low;
	uint64_t step = 1;
	struct tw_lines_entry entry;

	while (high < count) {
		int status = tw_lines_get(segment, high, &entry, err);

		if (status != TRAWL_OK)
			return status;
		if (entry.key >= key)
			break;
		low = high + 1;
		high += step;
		step *= 2;
	}
	if (high > count)
		high = count;
	while (low < high) {
		uint64_t middle = low + (high - low) / 2;
		int status = tw_lines_get(segment, middle, &entry, err);

		if (status != TRAWL_OK)
			return status;
		if (entry.key < key)
			low = middle + 1;
		else
			high = middle;
	}
	*n = low;
	return TRAWL_OK;
}
