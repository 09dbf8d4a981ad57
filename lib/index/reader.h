/* reader.h: one unchanging view of an index: its segments and statistics. */
/* SPDX-License-Identifier: MIT */
#ifndef INDEX_READER_H
#define INDEX_READER_H

#include "base/arena.h"
#include "index/root.h"
#include "index/segment.h"
#include "store/store.h"

struct tw_bm25;
struct tw_found_memo;

#define TW_IDLE_ARENAS 2

/*
 * Owned by one thread. Segments stand in order of arrival. What a reader has
 * read and verified of segments that stay, it leaves in the store for the next
 * one.
 */
struct tw_reader {
	struct tw_store *store;
	struct tw_txn *txn;
	struct tw_source source;
	struct tw_segment *segments;	/* root.count of them */
	struct tw_field_stats live[TW_FIELD_RANKED];	/* of all segments */
	uint64_t docs;			/* live articles */
	struct tw_bm25 *bm25;		/* of each field, for match; NULL: not
					   needed yet */
	struct tw_found_memo *found;	/* what match found in the lexicon, in
					   the arena */
	struct tw_arena found_arena;
	struct tw_arena idle[TW_IDLE_ARENAS];
	uint32_t idle_count;
	struct tw_root root;	/* the last: its end is as large as the rest
				   by far, and mostly unused */
};

int tw_reader_open(struct tw_store *store, struct tw_reader **ret,
	trawl_error *err) TW_MUST_USE;
void tw_reader_free(struct tw_reader *reader);

/*
 * Lends an empty arena, whose memory waits for the next search when it is
 * given back.
 */
struct tw_arena tw_reader_borrow(struct tw_reader *reader);
void tw_reader_give_back(struct tw_reader *reader, struct tw_arena arena);

/* Live articles that have the term in the field, exact, over all segments. */
int tw_reader_df(struct tw_reader *reader, enum tw_index_field field,
	struct tw_str term, uint64_t *ret, trawl_error *err) TW_MUST_USE;

/*
 * The same, and the term's entries: one for each segment, df 0 where it is
 * not there. NULL if they are not wanted.
 */
int tw_reader_find_term(struct tw_reader *reader, enum tw_index_field field,
	struct tw_str term, struct tw_term *entries, uint64_t *ret_df,
	trawl_error *err) TW_MUST_USE;

/* The article with this id; TRAWL_END if there is none. */
int tw_reader_find_id(struct tw_reader *reader, struct tw_str id,
	uint32_t *ret_segment, uint32_t *ret_doc, trawl_error *err)
	TW_MUST_USE;

int tw_reader_stats(struct tw_reader *reader, struct trawl_stats *ret,
	trawl_error *err) TW_MUST_USE;

/* As trawl_reader_digest in trawl.h. */
int tw_reader_digest(struct tw_reader *reader, char ret_digest[65],
	trawl_error *err) TW_MUST_USE;

#endif
