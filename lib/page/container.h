/* container.h: what the elements of a page hold, and which holds its prose. */
/* SPDX-License-Identifier: MIT */
#ifndef PAGE_CONTAINER_H
#define PAGE_CONTAINER_H

#include "page/page.h"

/* What all blocks in an element come to. */
struct tw_sums {
	uint32_t words;
	uint32_t linked;	/* of them, in links */
	uint32_t prose;		/* of them, in sentences */
	uint32_t blocks;
	uint32_t prose_blocks;
	uint32_t first;		/* block */
	uint32_t last;
};

struct tw_containers {
	struct tw_sums *sums;	/* an element each */
	uint8_t *levels;	/* an element each: 1 for the best, 2 for what
				   is around it, and so on; 0 beside */
	uint32_t best;		/* element */
};

/*
 * Sums up, and finds the element that holds the article most likely, as
 * Readability does (Arc90, 2009): each block of prose gives points to what is
 * around it. false without memory. O(elements + blocks).
 */
bool tw_containers_find(struct tw_containers *containers,
	const struct tw_page *page);

void tw_containers_done(struct tw_containers *containers);

#endif
