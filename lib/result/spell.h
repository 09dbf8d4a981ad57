/* spell.h: the words of a dictionary that one word may be meant for. */
/* SPDX-License-Identifier: MIT */
#ifndef RESULT_SPELL_H
#define RESULT_SPELL_H

#include "base/arena.h"
#include "base/buf.h"
#include "text/nearby.h"

/* A word that may be meant, and how likely that is (tw_spelling_score). */
struct tw_guess {
	struct tw_str word;	/* of the arena */
	uint64_t articles;
	float score;
};

/*
 * Collects what may be meant by a typed word from dictionaries that are gone
 * through, one after another; a word that stands in several of them counts
 * with the articles of all.
 */
struct tw_spell {
	struct tw_arena *arena;
	struct tw_nearby nearby;
	struct tw_buf guesses;	/* struct tw_guess, in order of coming */
};

/*
 * The typed word is folded. TRAWL_END if it is nothing to correct: of more
 * letters than TW_SPELLING_LETTERS, or of one. Needs tw_spell_done.
 */
int tw_spell_init(struct tw_spell *spell, struct tw_str typed,
	struct tw_arena *arena) TW_MUST_USE;
void tw_spell_done(struct tw_spell *spell);

/*
 * A word of the present dictionary, in their order, whose first `shared` bytes
 * are those of the one before (0 for the first). The word is copied if it is
 * near. tw_spell_dead tells what may be skipped.
 */
void tw_spell_offer(struct tw_spell *spell, struct tw_str word, size_t shared,
	uint64_t articles);

/*
 * No word that begins as the last one does, in so many bytes, can be meant; 0
 * if some may.
 */
static inline size_t
tw_spell_dead(const struct tw_spell *spell)
{
	return spell->nearby.dead;
}

/*
 * The guesses, best first, without the typed word itself; borrowed from
 * `spell`. Call once.
 */
int tw_spell_best(struct tw_spell *spell, struct tw_guess **ret,
	uint32_t *ret_count, trawl_error *err) TW_MUST_USE;

#endif
