/* choose.h: the pieces of a text that say most within a length. */
/* SPDX-License-Identifier: MIT */
#ifndef RESULT_CHOOSE_H
#define RESULT_CHOOSE_H

#include <stdbool.h>
#include <stdint.h>

#define TW_CHOOSE_UNITS 12

/* A sentence, or a part of one. */
struct tw_piece {
	uint32_t start;		/* bytes of the text */
	uint32_t end;
	uint32_t from;		/* the whole sentence */
	uint32_t to;
	uint32_t low;		/* how far it may be widened */
	uint32_t high;
	uint32_t length;	/* what it takes of the budget */
	uint32_t number;	/* of the sentence */
	uint32_t units;		/* bits of those in it */
	bool is_part;		/* of its sentence */
};

/*
 * Of pieces offered in order of their numbers, finds the set that
 *
 *   - fits: the sum of their lengths is at most the budget;
 *   - and of these has the highest sum of the weights of the units that are
 *     in any of them;
 *   - and of these the fewest pieces;
 *   - and of these the fewest parts of sentences;
 *   - and of these the smallest sum of numbers: the earliest.
 *
 * By dynamic programming over the sets of units. Exact up to
 * TW_CHOOSE_PIECES pieces of which none is better than another in all ways,
 * and TW_CHOOSE_STATES sets of them likewise; beyond, later ones are not
 * considered. Fixed memory, some 250 KB, of which what is used depends on
 * the units that have a weight.
 */
#define TW_CHOOSE_PIECES 512
#define TW_CHOOSE_STATES 4096

struct tw_choose_state {
	uint32_t units;
	uint32_t length;
	uint32_t count;
	uint32_t parts;		/* of them */
	uint64_t numbers;	/* sum */
	uint32_t piece;		/* the last one */
	uint32_t before;	/* the state without it */
	uint32_t next;		/* with the same units */
};

struct tw_choose {
	uint32_t budget;
	uint32_t weight[TW_CHOOSE_UNITS];
	uint32_t sets;		/* of the units that have one */
	uint32_t piece_count;
	uint32_t state_count;
	struct tw_piece piece[TW_CHOOSE_PIECES];
	struct tw_choose_state state[TW_CHOOSE_STATES];
	uint32_t shortest[1 << TW_CHOOSE_UNITS];
	uint32_t shortest_whole[1 << TW_CHOOSE_UNITS];
	uint32_t states_of[1 << TW_CHOOSE_UNITS];
};

/* Weights of units that are not used, which are the last ones, are 0. */
void tw_choose_init(struct tw_choose *choose, uint32_t budget,
	const uint32_t weight[TW_CHOOSE_UNITS]);

void tw_choose_offer(struct tw_choose *choose, const struct tw_piece *piece);

/* The pieces chosen, in order; returns how many (0 to TW_CHOOSE_UNITS). */
uint32_t tw_choose_best(const struct tw_choose *choose,
	struct tw_piece ret[TW_CHOOSE_UNITS]);

#endif
