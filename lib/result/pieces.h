/* pieces.h: the sentences of a text that are shown, and parts of them. */
/* SPDX-License-Identifier: MIT */
#ifndef RESULT_PIECES_H
#define RESULT_PIECES_H

#include "result/choose.h"
#include "result/marker.h"

/* Pieces that were chosen from a text. */
struct tw_pieces {
	uint32_t count;
	struct tw_piece piece[TW_CHOOSE_UNITS];
};

/* What there is to choose from. */
struct tw_offer {
	struct tw_str text;
	uint32_t budget;		/* bytes */
	const struct tw_spot *spots;	/* as of tw_marker_find */
	size_t spot_count;
	const uint8_t *bits;		/* of units, or TW_NO_BIT */
	uint32_t weight[TW_CHOOSE_UNITS];	/* of bits */
	const struct tw_pieces *taken;	/* chosen before: not to be shown */
	uint32_t taken_count;		/* again */
	struct tw_choose *choose;	/* room to work in */
};

#define TW_NO_BIT UINT8_MAX

/*
 * Whole sentences that have most of the weight in the budget; if they do not
 * have all that the text has, parts of sentences too: from one spot to another
 * with an eighth of the budget for what is around them. (Of sentences that are
 * longer than the budget always parts.) The pieces are then made longer while
 * there is room: parts within their sentences, or else sentences by those that
 * follow them. None if there is no weight.
 */
void tw_pieces_best(const struct tw_offer *offer, struct tw_pieces *ret);

/* The first sentences. */
void tw_pieces_first(const struct tw_offer *offer, struct tw_pieces *ret);

#endif
