/* ordinals.h: the numbers of many terms in a segment's dictionary. */
/* SPDX-License-Identifier: MIT */
#ifndef INDEX_ORDINALS_H
#define INDEX_ORDINALS_H

#include <stdbool.h>

#include "index/dict.h"

/*
 * Terms are asked for in the order of the dictionary, each behind the one
 * before, and only their ordinals are wanted: the next group is most often at
 * hand, and no entry is read. Nothing is owned.
 */
struct tw_ordinals {
	struct tw_segment *segment;
	struct tw_dict_page page;	/* where the last term was sought */
	struct tw_group group;		/* of it */
	struct tw_str next_key;		/* first of the group behind it */
	bool begun;
	bool has_next;			/* in the page */
};

void tw_ordinals_init(struct tw_ordinals *ordinals,
	struct tw_segment *segment);

/* TRAWL_END if the dictionary has no such term. */
int tw_ordinals_find(struct tw_ordinals *ordinals, enum tw_index_field field,
	struct tw_str term, uint32_t *ret, trawl_error *err) TW_MUST_USE;

#endif
