/* bitmap.h: which articles a dense list has, as bits. */
/* SPDX-License-Identifier: MIT */
#ifndef INDEX_BITMAP_H
#define INDEX_BITMAP_H

#include <stdbool.h>

#include "base/bytes.h"
#include "index/segment.h"

/*
 * Lists with an article in TW_BITMAP_SHARE or more have, beside their blocks,
 * a bit for each article of the segment in BITMAPS, in groups of 512, none of
 * which straddles records; then the rank of each group, that is how many
 * articles the list has before it (le32):
 *
 *   0         64                     64 * groups             a multiple of 64
 *   | group 0 | group 1 | ...        | rank 0 | rank 1 | ... | zeros
 *
 * The lowest bit of a byte comes first.
 */
#define TW_BITMAP_GROUP 512
#define TW_BITMAP_UNIT (TW_BITMAP_GROUP / 8)

static inline uint64_t
tw_bitmap_groups(uint32_t docs)
{
	return ((uint64_t)docs + TW_BITMAP_GROUP - 1) / TW_BITMAP_GROUP;
}

/* Bytes of the bitmap of a list in a segment of so many articles. */
static inline uint64_t
tw_bitmap_size(uint32_t docs)
{
	uint64_t groups = tw_bitmap_groups(docs);

	return TW_BITMAP_UNIT * (groups +
		(groups * 4 + TW_BITMAP_UNIT - 1) / TW_BITMAP_UNIT);
}

/* Whether a list that has full blocks gets a bitmap. */
static inline bool
tw_bitmap_pays(uint32_t df, uint32_t docs)
{
	return df >= TW_BLOCK && df >= docs / TW_BITMAP_SHARE;
}

/* Appends the bitmap of a list of `df` articles, ascending, below `docs`. */
int tw_bitmap_put(struct tw_stream_writer *to, const uint32_t *list,
	uint32_t df, uint32_t docs, trawl_error *err) TW_MUST_USE;

/* ------------------------------------------------------------------ */

/*
 * A bitmap to read, as long as its segment is open. All its records have been
 * touched, so nothing can fail from then on. Where it contradicts the blocks,
 * answers are wrong, but within bounds.
 */
struct tw_bitmap {
	const uint8_t *const *records;
	uint64_t bits;		/* offset in BITMAPS */
	uint64_t ranks;		/* and that of the first rank */
	uint32_t docs;
};

/* For terms with tw_term_has_bitmap. O(docs / 500,000). */
int tw_bitmap_open(struct tw_bitmap *bitmap, struct tw_segment *segment,
	const struct tw_term *term, trawl_error *err) TW_MUST_USE;

static inline const uint8_t *
tw_bitmap_at(const struct tw_bitmap *bitmap, uint64_t offset)
{
	return bitmap->records[offset / TW_RECORD_PAYLOAD] +
		offset % TW_RECORD_PAYLOAD;
}

/* Whether the list has the article, which is one of the segment. */
static inline bool
tw_bitmap_has(const struct tw_bitmap *bitmap, uint32_t doc)
{
	return *tw_bitmap_at(bitmap, bitmap->bits + doc / 8) >> doc % 8 & 1;
}

/*
 * The byte that has the bit of article `first`, if those up to that with the
 * bit of `last` lie behind it; else NULL.
 */
static inline const uint8_t *
tw_bitmap_run(const struct tw_bitmap *bitmap, uint32_t first, uint32_t last)
{
	uint64_t from = bitmap->bits + first / 8;
	uint64_t to = bitmap->bits + last / 8;

	return from / TW_RECORD_PAYLOAD == to / TW_RECORD_PAYLOAD
		? tw_bitmap_at(bitmap, from) : NULL;
}

/* The bits of the articles [64 * first, 64 * (first + count)). */
void tw_bitmap_copy(const struct tw_bitmap *bitmap, uint32_t first,
	uint32_t count, uint64_t *ret);

/* Whether its ranks are those of its bits, and these are `df`. */
bool tw_bitmap_is_good(const struct tw_bitmap *bitmap, uint32_t df);

/* How many articles the list has before this one, which it has. */
uint32_t tw_bitmap_rank(const struct tw_bitmap *bitmap, uint32_t doc);

/* The same for some of its articles at once. */
void tw_bitmap_ranks(const struct tw_bitmap *bitmap, const uint32_t *docs,
	uint32_t count, uint32_t *ret);

struct tw_bitmap_kernels {
	void (*ranks)(const struct tw_bitmap *bitmap, const uint32_t *docs,
		uint32_t count, uint32_t *ret);
};
TW_KERNELS(tw_bitmap);

#endif
