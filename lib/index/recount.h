/* recount.h: the terms of stored articles, without their texts. */
/* SPDX-License-Identifier: MIT */
#ifndef INDEX_RECOUNT_H
#define INDEX_RECOUNT_H

#include "index/census.h"
#include "index/segment.h"

/*
 * Counts stored articles of a segment in a census. What the parts of a book
 * give is found out once for many articles, so that most of a text is neither
 * put together nor cut into words again: see recount.c.
 */
struct tw_recount;

/* `count` articles will be counted, ascending. Census and segment are
   borrowed. */
int tw_recount_new(struct tw_census *census, struct tw_segment *segment,
	uint32_t count, struct tw_recount **ret, trawl_error *err)
	TW_MUST_USE;
void tw_recount_free(struct tw_recount *recount);

/*
 * Counts an article; *ret_bytes is the length of its title and text. TRAWL_END,
 * and nothing is counted, if the census is full: take its terms and reset it.
 */
int tw_recount_article(struct tw_recount *recount, uint32_t doc,
	uint64_t *ret_bytes, trawl_error *err) TW_MUST_USE;

#endif
