/* recency.h: what the age of an article makes of its score. */
/* SPDX-License-Identifier: MIT */
#ifndef MATCH_RECENCY_H
#define MATCH_RECENCY_H

#include <stdbool.h>
#include <stdint.h>

/*
 * Scores are multiplied by 1/2 + 1/2 * 2^(-age / half_life): an article of
 * today keeps its score, one that is old loses half of it and never more, so
 * that what is new does not win over what is right. Zeroed: they stay as they
 * are.
 */
struct tw_recency {
	uint32_t half_life;	/* in days */
	int32_t today;		/* as tw_date_days has it */
};

static inline bool
tw_recency_counts(const struct tw_recency *recency)
{
	return recency->half_life > 0;
}

/*
 * The factor for a date (base/dates.h), 1 at most: bounds of scores stay
 * bounds. A month counts as its 15th day, a year as its first of July; what is
 * to come is of today; without a date, an article is as old as half_life.
 */
float tw_recency_factor(const struct tw_recency *recency, uint32_t date);

#endif
