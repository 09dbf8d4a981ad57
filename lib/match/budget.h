/* budget.h: how far a search goes that may not touch all postings. */
/* SPDX-License-Identifier: MIT */
#ifndef MATCH_BUDGET_H
#define MATCH_BUDGET_H

#include "match/collect.h"
#include "match/plan.h"

/*
 * Postings that a search may touch. What a segment would take is told by its
 * dictionary before a list is read, so that the same query goes equally far on
 * every machine, however fast it is and whatever is left unscored there.
 * Zeroed: as many as it takes.
 */
struct tw_budget {
	uint64_t most;		/* 0: no limit */
	uint64_t spent;
	bool partial;		/* some articles were not looked at */
	uint64_t hidden;	/* that match at most, beyond those counted */
};

/*
 * Collects the present segment's articles as far as the budget, which has a
 * limit, reaches: where that is not all, mostly without leaving any out.
 * Cursors are made in the arena.
 */
int tw_budget_collect(struct tw_budget *budget, struct tw_plan *plan,
	struct tw_collector *collector, struct tw_arena *arena,
	trawl_error *err) TW_MUST_USE;

#endif
