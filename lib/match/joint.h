/* joint.h: articles that have all of some terms in a certain way. */
/* SPDX-License-Identifier: MIT */
#ifndef MATCH_JOINT_H
#define MATCH_JOINT_H

#include "index/postings.h"
#include "match/bm25.h"
#include "match/cursor.h"

/*
 * What the cursors of phrases and of near words begin with. An article
 * counts if all lists have it and the way is found in it, which is scored as
 * a term of that frequency. Lists stand in ascending order of their document
 * frequency.
 */
struct tw_joint {
	struct tw_cursor cursor;
	struct tw_segment *segment;
	const struct tw_bm25 *bm25;
	enum tw_index_field field;
	float weight;
	uint32_t freq;		/* weighted, of the present article */
	uint32_t count;
	struct tw_postings **postings;	/* with room for all */
	/* How often it is in the article that all lists stand at. */
	int (*freq_here)(struct tw_joint *joint, uint32_t *ret,
		trawl_error *err);
};

/* Opens the next list, that of a term, and adds it. */
int tw_joint_open(struct tw_joint *joint,
	struct tw_postings *postings, const struct tw_term *term,
	trawl_error *err) TW_MUST_USE;

/* Occurrences in the title and in the text, to their weighted sum. */
uint32_t tw_joint_weigh(const struct tw_joint *joint,
	uint32_t in_title, uint32_t in_text);

/* For the cursor's table; done closes the lists. */
int tw_joint_next(struct tw_cursor *cursor, trawl_error *err);
int tw_joint_seek(struct tw_cursor *cursor, uint32_t target,
	trawl_error *err);
int tw_joint_score(struct tw_cursor *cursor, float *ret,
	trawl_error *err);
void tw_joint_done(struct tw_cursor *cursor);

#endif
