/* offer.h: the words of the lexicon that one may be meant for. */
/* SPDX-License-Identifier: MIT */
#ifndef RESULT_OFFER_H
#define RESULT_OFFER_H

#include "index/reader.h"
#include "result/spell.h"

/*
 * Offers `spell`, which is of the typed word (folded, of two letters at
 * least), the words of the lexicon that it may be meant for: those that begin
 * with its first letter, or with its second one, where the first is but
 * swapped with it or too much, and those that begin with another letter, where
 * it was left out or the first is easily typed for it, and the next two are
 * right.
 */
int tw_offer_lexicon(struct tw_reader *reader, struct tw_str typed,
	struct tw_spell *spell, trawl_error *err) TW_MUST_USE;

#endif
