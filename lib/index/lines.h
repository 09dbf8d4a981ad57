/* lines.h: which articles of a segment have which lines. */
/* SPDX-License-Identifier: MIT */
#ifndef INDEX_LINES_H
#define INDEX_LINES_H

#include "index/segment.h"

/*
 * LINES has an entry for each key (template.h) of each article that takes part
 * in the template of its site, sorted:
 *
 *   0          8          12
 *   | key      | article  |
 *   | be64     | le32     |
 *
 *   63     48 47     17 16        15        0
 *   | site    | line    | learned | article |     of the key
 *
 * "Learned" tells that the article was written when the line was known to be
 * of the template. The article's 16 bits are of the hash of its id, so that
 * the first of those that have a line are the same in whatever order they
 * came.
 */
#define TW_LINES_ENTRY 12
#define TW_LINES_LEARNED (UINT64_C(1) << 16)
#define TW_LINES_BELOW ((UINT64_C(1) << 17) - 1)	/* the key's line */

struct tw_lines_entry {
	uint64_t key;
	uint32_t doc;
};

static inline uint64_t
tw_lines_count(const struct tw_segment *segment)
{
	return segment->info.length[TW_STREAM_LINES] / TW_LINES_ENTRY;
}

/* The n-th entry, n below their count; its article is one of the segment. */
int tw_lines_get(struct tw_segment *segment, uint64_t n,
	struct tw_lines_entry *ret, trawl_error *err) TW_MUST_USE;

/* Moves *n on to the first entry whose key is not below. O(log of the way). */
int tw_lines_leap(struct tw_segment *segment, uint64_t key, uint64_t *n,
	trawl_error *err) TW_MUST_USE;

/* What an article's entries have of its id. */
uint64_t tw_lines_article(struct tw_str id);

#endif
