/* glance.h: finds records in LMDB's tree without trust in any of its pages. */
/* SPDX-License-Identifier: MIT */
#ifndef STORE_GLANCE_H
#define STORE_GLANCE_H

#include "store/meta.h"
#include "store/record.h"

/*
 * pages.h walks all of a tree before LMDB sees it, which costs a millisecond
 * for each two gigabytes of records. Who reads a few records need not wait for
 * that: this goes from the root down to one record, and checks the pages on
 * its way, each when it is first met: header, bounds, nodes, keys, and that
 * they lie between those of the page above. What it cannot see, that a page
 * is used twice or that an entry has gone, a reader notices as a record that
 * is missing or another's.
 */
#define TW_GLANCE_SOUND 256

struct tw_glance {
	const char *path;		/* for messages */
	const char *map;		/* the file's pages; NULL: from fd */
	int fd;
	size_t page_size;
	size_t pages;			/* of the snapshot: the file has all */
	struct lmdb_tree tree;
	uint8_t *buffer;		/* a page a level, without a map */
	size_t sound[TW_GLANCE_SOUND];	/* pages that were checked, each near
					   its number's place; 0: none */
};

/*
 * For the records as of meta page `which`. With a map, which is the whole file
 * and stays; done ends it. Valid when zeroed.
 */
int tw_glance_init(struct tw_glance *glance, int fd, const char *path,
	const char *map, const struct tw_meta *meta, int which,
	trawl_error *err) TW_MUST_USE;
void tw_glance_done(struct tw_glance *glance);

/*
 * The value of a key: TRAWL_END if there is none, TRAWL_ECORRUPT. With a map,
 * *ret lies in it; without, it is only for values that lie in a leaf, until
 * the next call. *ret_offset is its place in the file.
 */
int tw_glance_find(struct tw_glance *glance, struct tw_record_key key,
	const uint8_t **ret, size_t *ret_size, uint64_t *ret_offset,
	trawl_error *err) TW_MUST_USE;

#endif
