/* tallied_kernels.c: scores of many postings, added to those of articles. */
/* SPDX-License-Identifier: MIT */
#include "match/tallied.h"

#include "base/vec.h"

#define EACH (TW_VEC / 4)	/* scores of a vector */

static void
make_table(float weight, const float norm[256], float table[TW_TALLY_TABLE])
{
	static const float freqs[TW_TALLY_FREQS] = {1, 2, 3, 4, 5, 6, 7, 8};

	for (uint32_t i = 0; i < TW_TALLY_FREQS; i += EACH) {
		tw_float freq = tw_float_load(freqs + i);
		tw_float most = weight * freq;

		for (uint32_t length = 0; length < 256; length++)
			tw_float_store(table + length * TW_TALLY_FREQS + i,
				most / (freq + norm[length]));
	}
}

static void
add_by_table(const struct tw_tally_run *run, float *scores)
{
	for (uint32_t i = 0; i < run->count; i++) {
		uint32_t at = run->docs[i] - run->base;
		uint32_t length = run->lengths[at];
		uint32_t place = run->freqs[i] - 1;

		if (place < TW_TALLY_FREQS)
			scores[at] += run->table[length * TW_TALLY_FREQS +
				place];
		else
			scores[at] += tw_bm25_score(run->weight,
				run->freqs[i], run->norm[length]);
	}
}

static void
add(const struct tw_tally_run *run, float *scores)
{
	if (run->table) {
		add_by_table(run, scores);
		return;
	}
	for (uint32_t i = 0; i < run->count; i++) {
		uint32_t at = run->docs[i] - run->base;

		scores[at] += tw_bm25_score(run->weight, run->freqs[i],
			run->norm[run->lengths[at]]);
	}
}

const struct tw_tally_kernels TW_OF_TIER(tw_tally) = {
	.make_table = make_table,
	.add = add,
};
