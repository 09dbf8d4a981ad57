/* tallied.h: a term's list, all of which is scored, window by window. */
/* SPDX-License-Identifier: MIT */
#ifndef MATCH_TALLIED_H
#define MATCH_TALLIED_H

#include "base/kernels.h"
#include "index/postings.h"
#include "match/term.h"

/*
 * What is added to: the scores of the articles [base, base + TW_WINDOW), and
 * their length bytes in the two fields, NULL until a list asks for them.
 */
struct tw_tally_window {
	uint32_t base;
	const uint8_t *lengths[2];
	uint8_t copied[2][TW_WINDOW];	/* of windows that lie in two records */
	float scores[TW_WINDOW] __attribute__((aligned(64)));
};

/*
 * Scores of the frequencies and lengths that most postings have are made
 * once: to look one up takes less than to divide.
 */
struct tw_tallied {
	struct tw_term_cursor *term;
	struct tw_postings postings;
	float *table;		/* or NULL: it does not pay */
};

/*
 * The cursor is left where it stands and outlives the list; the table is in
 * the arena.
 */
int tw_tallied_open(struct tw_tallied *list, struct tw_term_cursor *term,
	struct tw_arena *arena, trawl_error *err) TW_MUST_USE;
void tw_tallied_close(struct tw_tallied *list);

/* Back to before the first article. */
int tw_tallied_rewind(struct tw_tallied *list, trawl_error *err) TW_MUST_USE;

/*
 * Adds the scores of the list's articles in the window. Windows ascend until
 * the list is rewound; some may be left out.
 */
int tw_tallied_add(struct tw_tallied *list, struct tw_tally_window *window,
	trawl_error *err) TW_MUST_USE;

/* ------------------------------------------------------------------ */

/* Scores of the frequencies 1 to 8 with each length byte. */
#define TW_TALLY_FREQS 8
#define TW_TALLY_TABLE (TW_TALLY_FREQS * 256)

/* Postings of articles [base, base + TW_WINDOW). */
struct tw_tally_run {
	const uint32_t *docs;
	const uint32_t *freqs;
	uint32_t count;
	uint32_t base;
	const uint8_t *lengths;	/* from `base` on, as scores */
	float weight;
	const float *norm;
	const float *table;	/* or NULL */
};

struct tw_tally_kernels {
	/* `table` is aligned as vectors are. */
	void (*make_table)(float weight, const float norm[256],
		float table[TW_TALLY_TABLE]);
	void (*add)(const struct tw_tally_run *run, float *scores);
};
TW_KERNELS(tw_tally);

#endif
