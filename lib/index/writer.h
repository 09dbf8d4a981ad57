/* writer.h: changes an index in batches that are all or nothing. */
/* SPDX-License-Identifier: MIT */
#ifndef INDEX_WRITER_H
#define INDEX_WRITER_H

#include "index/doc.h"
#include "store/store.h"

struct tw_ranking;
struct tw_writer;

#define TW_WRITER_MEMORY ((size_t)256 << 20)	/* if nothing is said */
#define TW_WRITER_MEMORY_MIN ((size_t)6 << 20)

struct tw_writer_options {
	size_t memory;		/* bytes; the whole writer stays below */
	bool no_wait;
	uint32_t threads;	/* 2 or more: a thread shares the work */
	bool no_template;	/* pages take no part in one */
};

/*
 * Makes the first root of an empty store; TRAWL_END if it has one. `language`
 * is a code of text/analyzer.h.
 */
int tw_index_create(struct tw_store *store, const char *language,
	const struct tw_ranking *ranking, trawl_error *err) TW_MUST_USE;

/*
 * As the functions trawl_writer_... in trawl.h, which are thin over these.
 * Memory 0 is TW_WRITER_MEMORY; it is taken to be TW_WRITER_MEMORY_MIN at
 * least, with which batches are small.
 * tw_writer_add: TRAWL_EFULL for an id over 500 bytes, or an article that
 * needs more memory than there is, leaves the writer usable too.
 */
int tw_writer_open(struct tw_store *store,
	const struct tw_writer_options *options, struct tw_writer **ret,
	trawl_error *err) TW_MUST_USE;
/*
 * Gives the place back. Where merges left a file of more than 9/7 of what
 * lives in it, it is compacted (tw_store_compact), which needs room on the
 * disk for what lives, and time to write it.
 */
void tw_writer_free(struct tw_writer *writer);
int tw_writer_add(struct tw_writer *writer, const struct tw_doc *doc,
	trawl_error *err) TW_MUST_USE;
int tw_writer_remove(struct tw_writer *writer, struct tw_str id,
	trawl_error *err) TW_MUST_USE;
int tw_writer_commit(struct tw_writer *writer, trawl_error *err) TW_MUST_USE;
int tw_writer_merge(struct tw_writer *writer, trawl_error *err) TW_MUST_USE;

#endif
