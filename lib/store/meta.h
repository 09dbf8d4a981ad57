/* meta.h: the two first pages of an LMDB file, read with mistrust. */
/* SPDX-License-Identifier: MIT */
#ifndef STORE_META_H
#define STORE_META_H

#include "base/status.h"
#include "store/page.h"

/* What the meta pages say of the file, and the file system of its length. */
struct tw_meta {
	struct lmdb_meta of[2];	/* transaction n writes page n % 2 */
	int newest;
	size_t page_size;
	uint64_t file_bytes;
};

/*
 * Reads both meta pages and holds them against each other and against the
 * file's length. A writer may be at work. TRAWL_ENOTINDEX if it is no LMDB
 * file, TRAWL_ECORRUPT if it is a damaged one or cut short.
 */
int tw_meta_read(int fd, const char *path, struct tw_meta *ret,
	trawl_error *err) TW_MUST_USE;

#endif
