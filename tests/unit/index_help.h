/* index_help.h: articles made up, and what an index says in lines of text. */
/* SPDX-License-Identifier: MIT */
#ifndef TESTS_UNIT_INDEX_HELP_H
#define TESTS_UNIT_INDEX_HELP_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "index/doc.h"
#include "index/inverter.h"
#include "index/segment.h"

/* A call that must succeed; it may name `err`. */
#define index_ok(call) \
	do { \
		trawl_error err = {0}; \
		int index_status = (call); \
		if (index_status != TRAWL_OK) \
			fail_msg("%s: status %d: %s", #call, index_status, \
				err.text); \
	} while (0)

/* The same numbers on every machine (splitmix64). */
uint64_t index_random(uint64_t *seed);
uint32_t index_below(uint64_t *seed, uint32_t n);

/* A seed to begin with: this one, or of TRAWL_SEED another for each. */
uint64_t index_seed(uint64_t usual);

/* An article of these fields; they are borrowed. */
struct tw_doc index_doc(const char *id, const char *title, const char *text);

/*
 * An article of words at random, with accents, hyphens, stop words, foreign
 * scripts and languages among them; borrowed until the eighth call from now.
 */
struct tw_doc index_random_doc(uint64_t *seed, const char *id);

/* Writes the batch as the segment of this number, and frees it. */
struct tw_segment_info index_write_batch(struct tw_inverter *batch,
	struct tw_sink *sink, uint32_t number);

/* A tw_census_fn: appends "field term articles, " to a tw_buf. */
int index_tell_term(void *context, enum tw_index_field field,
	struct tw_str term, uint32_t df, trawl_error *err);

/* ------------------------------------------------------------------ */

/* Lines in any order, and sums over the articles. Valid when zeroed. */
struct index_lines {
	struct tw_buf text;
	size_t count;
	struct tw_field_stats live[TW_FIELD_RANKED];
};

void index_lines_done(struct index_lines *lines);

/*
 * What the live articles of the segments are, say and have, numbered through
 * in their order: a line for each article and for each posting.
 */
void index_lines_read(struct index_lines *lines, struct tw_segment *segments,
	uint32_t count);

/* The same of article number `number`, by analysis alone. */
void index_lines_expect(struct index_lines *lines, const struct tw_doc *doc,
	uint32_t number, const char *language);

/* That both have the same lines. */
void index_lines_equal(struct index_lines *found,
	struct index_lines *expected);

#endif
