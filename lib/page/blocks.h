/* blocks.h: tells a caller what became of each block of a page. */
/* SPDX-License-Identifier: MIT */
#ifndef PAGE_BLOCKS_H
#define PAGE_BLOCKS_H

#include "page/page.h"

/* Calls options->blocks, if there is one, for each block in order; the body
   and the metadata have been found. */
void tw_blocks_tell(const struct tw_page *page,
	const struct trawl_extract_options *options);

#endif
