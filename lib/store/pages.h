/* pages.h: holds LMDB's trees to be sound before LMDB walks them. */
/* SPDX-License-Identifier: MIT */
#ifndef STORE_PAGES_H
#define STORE_PAGES_H

#include <stdbool.h>

#include "store/meta.h"

/*
 * LMDB has no checksums, and believes every offset, size and page number it
 * finds: a flipped bit may crash it. This walks the tree of the records as of
 * meta page `which`, and, for who is going to write, the tree of free pages:
 * headers, bounds, nodes, keys and their order, page numbers, each page used
 * once, the counts of pages and entries, and the seal (seal.h). Values in
 * overflow runs are not touched: they have checksums, and LMDB trusts nothing
 * in them but, where they are freed, their header (record.c).
 *
 * Costs a read of all tree pages, about 120 for a gigabyte of records; reads
 * by pread, so that a file that is cut short meanwhile is an error, no more.
 * *ret_seal is where the seal lies in the file, 0 if the tree is empty.
 */
int tw_pages_check(int fd, const char *path, const struct tw_meta *meta,
	int which, bool with_free, uint64_t *ret_seal, trawl_error *err)
	TW_MUST_USE;

#endif
