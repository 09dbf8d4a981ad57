/* ranking.h: what an index is ranked with: chosen when it is made. */
/* SPDX-License-Identifier: MIT */
#ifndef INDEX_RANKING_H
#define INDEX_RANKING_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/status.h"
#include "base/str.h"

/*
 * The constants of BM25 (index/length.h), in thousandths, and the weight of
 * titles. Lists are written by them, so they stay as they are.
 */
struct tw_ranking {
	uint32_t k1;		/* TW_RANKING_K1_LEAST to TW_RANKING_K1_MOST */
	uint32_t b;		/* at most 1000 */
	uint32_t title;		/* what a word of a title counts, in whole
				   numbers: 1 to TW_TITLE_WEIGHT_MOST */
};

#define TW_RANKING_K1_LEAST 100
#define TW_RANKING_K1_MOST 10000

/* 1.2, 0.75 and 3. */
extern const struct tw_ranking tw_ranking_usual;

bool tw_ranking_is_good(const struct tw_ranking *ranking);

static inline double
tw_ranking_k1(const struct tw_ranking *ranking)
{
	return ranking->k1 / 1000.0;
}

static inline double
tw_ranking_b(const struct tw_ranking *ranking)
{
	return ranking->b / 1000.0;
}

/* Reads "k1=1.2,b=0.75,title=3", of which any may be left out; TRAWL_EINVAL. */
int tw_ranking_read(struct tw_str text, struct tw_ranking *ret,
	trawl_error *err) TW_MUST_USE;

/* Appends such a text, with all. */
void tw_ranking_print(const struct tw_ranking *ranking, struct tw_buf *out);

#endif
