/* vote.h: what several sources say of one field, and which is believed. */
/* SPDX-License-Identifier: MIT */
#ifndef PAGE_VOTE_H
#define PAGE_VOTE_H

#include "base/arena.h"
#include "base/str.h"

#define TW_VOTES_MAX 48

struct tw_candidate {
	struct tw_str value;
	struct tw_str key;	/* equal keys agree */
	const char *source;	/* a literal */
	int weight;
};

/* Valid with a zeroed count. */
struct tw_vote {
	struct tw_candidate list[TW_VOTES_MAX];
	unsigned count;
};

/*
 * Adds what a source says; borrowed until the vote is over. Candidates beyond
 * TW_VOTES_MAX are left out.
 */
void tw_vote_add(struct tw_vote *vote, struct tw_str value, struct tw_str key,
	const char *source, int weight);

/* The same with the letters and digits of the value, plain, as its key;
   keys live in the arena. False without memory. */
bool tw_vote_add_words(struct tw_vote *vote, struct tw_arena *arena,
	struct tw_str value, const char *source, int weight);

/*
 * The candidate of the greatest weight among those whose key has the greatest
 * sum of weights; the first of equals. NULL if no sum reaches `least`.
 */
const struct tw_candidate *tw_vote_best(const struct tw_vote *vote,
	int least);

#endif
