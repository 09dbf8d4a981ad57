/* weave.h: pieces of a text as one that can be read, words marked. */
/* SPDX-License-Identifier: MIT */
#ifndef RESULT_WEAVE_H
#define RESULT_WEAVE_H

#include "result/pieces.h"

/* The pieces, which are in order, with " … " between those that do not touch
   and where sentences are cut; white space made single spaces. In the arena. */
int tw_weave(const struct tw_offer *offer, const struct tw_pieces *pieces,
	struct tw_arena *arena, struct tw_marked *ret, trawl_error *err)
	TW_MUST_USE;

#endif
