/* bitmap.c: which articles a dense list has, as bits. */
/* SPDX-License-Identifier: MIT */
#include "index/bitmap.h"

#include <string.h>

_Static_assert(TW_RECORD_PAYLOAD % TW_BITMAP_UNIT == 0,
	"no group straddles records");

/* ------------------------------------------------------------------ */
/* Writing.                                                             */

static int
put_bits(struct tw_stream_writer *to, const uint32_t *list, uint32_t df,
	uint32_t docs, trawl_error *err)
{
	int status = TRAWL_OK;
	uint32_t i = 0;

	for (uint64_t group = 0;
		status == TRAWL_OK && group < tw_bitmap_groups(docs); group++) {
		uint8_t bits[TW_BITMAP_UNIT] = {0};

		for (; i < df && list[i] / TW_BITMAP_GROUP == group; i++) {
			uint32_t at = list[i] % TW_BITMAP_GROUP;

			bits[at / 8] = (uint8_t)(bits[at / 8] | 1 << at % 8);
		}
		status = tw_stream_add(to, bits, sizeof(bits), err);
	}
	return status;
}

static int
put_ranks(struct tw_stream_writer *to, const uint32_t *list, uint32_t df,
	uint32_t docs, trawl_error *err)
{
	int status = TRAWL_OK;
	uint32_t i = 0;

	for (uint64_t group = 0;
		status == TRAWL_OK && group < tw_bitmap_groups(docs); group++) {
		uint8_t rank[4];

		while (i < df && list[i] / TW_BITMAP_GROUP < group)
			i++;
		tw_put_le32(rank, i);
		status = tw_stream_add(to, rank, sizeof(rank), err);
	}
	return status;
}

int
tw_bitmap_put(struct tw_stream_writer *to, const uint32_t *list, uint32_t df,
	uint32_t docs, trawl_error *err)
{
	static const uint8_t zeros[TW_BITMAP_UNIT];
	int status = put_bits(to, list, df, docs, err);

	if (status == TRAWL_OK)
		status = put_ranks(to, list, df, docs, err);
	size_t used = to->offset % TW_BITMAP_UNIT;
	if (status == TRAWL_OK && used > 0)
		status = tw_stream_add(to, zeros, TW_BITMAP_UNIT - used, err);
	return status;
}

/* ------------------------------------------------------------------ */
/* Reading.                                                             */

int
tw_bitmap_open(struct tw_bitmap *bitmap, struct tw_segment *segment,
	const struct tw_term *term, trawl_error *err)
{
	struct tw_stream *stream = &segment->stream[TW_STREAM_BITMAPS];
	uint32_t docs = segment->info.docs;
	uint64_t size = tw_bitmap_size(docs);

	if (term->bitmap > stream->length ||
		stream->length - term->bitmap < size)
		return TW_CORRUPT(err, "segment %u: term %u: its bitmap is "
			"behind the end", segment->info.segment,
			term->ordinal);
	int status = tw_stream_touch(stream, term->bitmap, size, err);

	if (status != TRAWL_OK)
		return status;
	*bitmap = (struct tw_bitmap){
		.records = (const uint8_t *const *)stream->records,
		.bits = term->bitmap,
		.ranks = term->bitmap +
			TW_BITMAP_UNIT * tw_bitmap_groups(docs),
		.docs = docs,
	};
	return TRAWL_OK;
}

/* Bits behind the last article are none, whatever stands there. */
static uint64_t
below(uint32_t docs, uint32_t first)
{
	uint64_t start = (uint64_t)64 * first;

	if (start + 64 <= docs)
		return ~UINT64_C(0);
	return start < docs ? (UINT64_C(1) << (docs - start)) - 1 : 0;
}

void
tw_bitmap_copy(const struct tw_bitmap *bitmap, uint32_t first,
	uint32_t count, uint64_t *ret)
{
	uint32_t end = bitmap->docs / 64 + (bitmap->docs % 64 > 0);
	uint32_t there = first < end ? end - first : 0;
	uint32_t n = there < count ? there : count;
	uint64_t offset = bitmap->bits + (uint64_t)8 * first;

	memset(ret + n, 0, (count - n) * sizeof(*ret));
	for (uint32_t i = 0; i < n;) {
		const uint8_t *p = tw_bitmap_at(bitmap, offset);
		size_t left = (TW_RECORD_PAYLOAD -
			(size_t)(offset % TW_RECORD_PAYLOAD)) / 8;

		if (left > n - i)
			left = n - i;
		memcpy(ret + i, p, 8 * left);
		for (size_t j = 0; j < left; j++)
			ret[i + j] = TW_LE64(ret[i + j]);
		i += (uint32_t)left;
		offset += 8 * left;
	}
	if (n > 0)
		ret[n - 1] &= below(bitmap->docs, first + n - 1);
}

void
tw_bitmap_ranks(const struct tw_bitmap *bitmap, const uint32_t *docs,
	uint32_t count, uint32_t *ret)
{
	TW_BEST_OF(tw_bitmap)->ranks(bitmap, docs, count, ret);
}

uint32_t
tw_bitmap_rank(const struct tw_bitmap *bitmap, uint32_t doc)
{
	uint32_t rank;

	tw_bitmap_ranks(bitmap, &doc, 1, &rank);
	return rank;
}

bool
tw_bitmap_is_good(const struct tw_bitmap *bitmap, uint32_t df)
{
	uint64_t count = 0;

	for (uint32_t i = 0; i < tw_bitmap_groups(bitmap->docs); i++) {
		const uint8_t *bits = tw_bitmap_at(bitmap,
			bitmap->bits + (uint64_t)TW_BITMAP_UNIT * i);

		if (tw_le32(tw_bitmap_at(bitmap, bitmap->ranks +
				(uint64_t)4 * i)) != count)
			return false;
		for (uint32_t j = 0; j < TW_BITMAP_UNIT; j += 8)
			count += (uint64_t)__builtin_popcountll(
				tw_le64(bits + j));
	}
	return count == df;
}
