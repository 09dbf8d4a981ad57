/* filter.h: a text that articles are filtered by, as its terms. */
/* SPDX-License-Identifier: MIT */
#ifndef INDEX_FILTER_H
#define INDEX_FILTER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

struct tw_filter_token {
	uint32_t term;		/* its number in the batch */
	uint32_t position;
};

/* All that a field of some articles says; tokens by position. */
struct tw_filter {
	struct tw_str text;
	uint32_t set;		/* of its values, in the segment at work */
	bool has_set;
	uint32_t count;
	struct tw_filter_token tokens[];
};

#endif
