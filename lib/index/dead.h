/* dead.h: what dead articles take away from a term. */
/* SPDX-License-Identifier: MIT */
#ifndef INDEX_DEAD_H
#define INDEX_DEAD_H

#include "index/segment.h"

#define TW_DEAD_TERM 8		/* bytes of an entry of DEAD_TERMS */

/* Dead articles among the df that have term `ordinal`. */
int tw_dead_count(struct tw_segment *segment, uint32_t ordinal, uint32_t df,
	uint32_t *ret, trawl_error *err) TW_MUST_USE;

#endif
