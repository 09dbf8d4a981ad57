/* checking.h: a check of an index under way, as its parts share it. */
/* SPDX-License-Identifier: MIT */
#ifndef INDEX_CHECKING_H
#define INDEX_CHECKING_H

#include "base/map.h"
#include "index/reader.h"

/*
 * Parts go on behind what is damaged as far as they can. They return a status
 * only for what ends the whole check (memory, reading); damage is told.
 */
struct tw_checking {
	trawl_check_fn *fn;
	void *context;
	uint64_t damages;
	struct tw_map told;	/* so that nothing is told twice */
	struct tw_txn *txn;
	struct tw_source source;
	struct tw_root root;
	struct tw_analyzers *analyzers;	/* NULL: not yet needed */
};

/* Tells a damage, once. */
void tw_checking_tell(struct tw_checking *checking, const char *format, ...)
	TW_PRINTF(2, 3);

/* What a call returned: damage is told and is TRAWL_OK then, as is the end. */
int tw_checking_heard(struct tw_checking *checking, int status,
	const trawl_error *err) TW_MUST_USE;

/* "dictionary" for TW_STREAM_DICT. */
const char *tw_checking_stream(uint32_t stream);

/* All records: their checksums, and whether a segment has them. */
int tw_check_records(struct tw_checking *checking, trawl_error *err)
	TW_MUST_USE;

/* All records that a segment should have, and their lengths. */
int tw_check_streams(struct tw_checking *checking,
	struct tw_segment *segment, trawl_error *err) TW_MUST_USE;

/* What a segment has by article: columns, stored articles, ids, the dead. */
int tw_check_articles(struct tw_checking *checking,
	struct tw_segment *segment, trawl_error *err) TW_MUST_USE;

/* An article's values, which are those of its fields. */
int tw_check_values(struct tw_checking *checking, struct tw_segment *segment,
	uint32_t doc, const struct tw_doc *from, trawl_error *err)
	TW_MUST_USE;

/* An article's sketch, which is that of its text. */
int tw_check_sketch(struct tw_checking *checking, struct tw_segment *segment,
	uint32_t doc, const struct tw_doc *from, trawl_error *err)
	TW_MUST_USE;

/*
 * What was cut out of an article as its site's template; adds what its lines
 * come to to a sum. Then the lines of the segment, which come to that sum;
 * NULL: it is not known.
 */
int tw_check_cut(struct tw_checking *checking, struct tw_segment *segment,
	uint32_t doc, const struct tw_doc *from, uint64_t *sum,
	trawl_error *err) TW_MUST_USE;
int tw_check_lines(struct tw_checking *checking, struct tw_segment *segment,
	const uint64_t *expected, trawl_error *err) TW_MUST_USE;

/* What a segment has by term: dictionary, postings, positions. */
int tw_check_terms(struct tw_checking *checking, struct tw_segment *segment,
	trawl_error *err) TW_MUST_USE;

/* The words as they are written. */
int tw_check_words(struct tw_checking *checking, struct tw_segment *segment,
	trawl_error *err) TW_MUST_USE;

/* That no two live articles have one id. */
int tw_check_ids(struct tw_checking *checking, struct tw_segment *segments,
	uint32_t count, trawl_error *err) TW_MUST_USE;

#endif
