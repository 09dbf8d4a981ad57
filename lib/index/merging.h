/* merging.h: a merge, as the files of it share it. */
/* SPDX-License-Identifier: MIT */
#ifndef INDEX_MERGING_H
#define INDEX_MERGING_H

#include "index/lines.h"
#include "index/merge.h"
#include "index/postings.h"
#include "index/segwrite.h"

struct tw_merge_input {
	struct tw_segment *segment;
	const struct tw_deaths *deaths;
	uint32_t base;		/* new number of its first live article */
	uint32_t *ranks;	/* dead before each 64th; NULL: none is dead */
	struct tw_terms terms;
	uint64_t key;		/* tw_text_key of the present one */
	struct tw_postings postings;
	uint64_t line;		/* place of its entry of a line */
	struct tw_lines_entry entry;
};

/* One thread's: it walks the terms of all inputs, or some. */
struct tw_merging {
	struct tw_merge_input *inputs;
	uint32_t count;
	struct tw_merge_input **heap;
	uint32_t heap_count;
	struct tw_segment_writer *writer;
	struct tw_packing packing;
	bool in_term;		/* a term has begun: somebody living has it */
	struct tw_buf term;	/* and its bytes */
};

static inline bool
tw_merge_is_dead(const struct tw_merge_input *input, uint32_t doc)
{
	const uint8_t *bits = input->deaths->bits;

	return bits && (bits[doc / 8] >> doc % 8 & 1);
}

/* What tw_merge_number needs of who is dead; false without memory. */
bool tw_merge_count_ranks(struct tw_merge_input *input);

/* The new number of a live article. */
uint32_t tw_merge_number(const struct tw_merge_input *input, uint32_t doc);

/* Frees the inputs and the heap; ranks and the writer are the caller's. */
void tw_merging_done(struct tw_merging *merge);

/*
 * Copies the lists of the terms from the key `from` on, before the key `end`,
 * which is empty for all: a field and a term's bytes. All articles are there.
 */
int tw_merge_lists(struct tw_merging *merge, struct tw_str from,
	struct tw_str end, trawl_error *err) TW_MUST_USE;

/* ------------------------------------------------------------------ */
/* By two threads.                                                      */

/*
 * Who helps: the worker has begun to plan while the caller copies articles.
 * Valid when zeroed; done waits.
 */
struct tw_merge_shares {
	const struct tw_merge_help *help;
	uint32_t count;		/* of segments */
	bool is_planning;	/* was not waited for */
	struct tw_buf cuts;	/* keys where the next one's share begins, each
				   behind its size, a byte */
};

void tw_merge_shares_plan(struct tw_merge_shares *shares,
	const struct tw_merge_help *help, uint32_t count);
void tw_merge_shares_done(struct tw_merge_shares *shares);

/* Copies all lists. */
int tw_merge_lists_with(struct tw_merging *merge,
	struct tw_merge_shares *shares, trawl_error *err) TW_MUST_USE;

#endif
