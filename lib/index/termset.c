/* termset.c: the terms of a batch: each has a number, and an order. */
/* SPDX-License-Identifier: MIT */
#include "index/termset.h"

#include <assert.h>
#include <string.h>

#include "base/alloc.h"
#include "base/bytes.h"
#include "text/sketch.h"

/*
 * Linear probing; at most three slots of four are taken. A slot of no bytes
 * is free. A term that does not fit lies in the arena, and its slot begins
 * with the pointer.
 */
#define SHORT 23
#define SMALLEST 256
#define LARGEST (UINT32_C(1) << 30)

struct tw_term_slot {
	uint32_t hash;
	uint32_t number;
	uint8_t n;
	char text[SHORT];
};

_Static_assert(sizeof(struct tw_term_slot) == 32, "two in a cache line");

void
tw_termset_done(struct tw_termset *set)
{
	tw_free_table(set->slots, set->room, sizeof(*set->slots));
	tw_free(set->hashes);
	tw_arena_done(&set->longs);
	*set = (struct tw_termset){0};
}

static struct tw_str
text_of(const struct tw_term_slot *slot)
{
	const char *p = slot->text;

	if (slot->n > SHORT)
		memcpy(&p, slot->text, sizeof(p));
	return tw_str(p, slot->n);
}

/* Terms in so many slots. */
static uint32_t
most_of(uint32_t room)
{
	return room / 4 * 3;
}

static bool
resize(struct tw_termset *set, uint32_t room)
{
	struct tw_term_slot *slots = tw_alloc_table(room, sizeof(*slots));
	uint32_t *hashes = tw_realloc(set->hashes,
		most_of(room) * sizeof(*hashes));

	if (hashes)
		set->hashes = hashes;
	if (!slots || !hashes) {
		tw_free_table(slots, room, sizeof(*slots));
		return false;
	}
	for (uint32_t i = 0; i < set->room; i++) {
		const struct tw_term_slot *slot = &set->slots[i];
		uint32_t to = slot->hash & (room - 1);

		if (slot->n == 0)
			continue;
		while (slots[to].n > 0)
			to = (to + 1) & (room - 1);
		slots[to] = *slot;
	}
	tw_free_table(set->slots, set->room, sizeof(*slots));
	set->slots = slots;
	set->room = room;
	return true;
}

static bool
grow(struct tw_termset *set)
{
	if (set->room >= LARGEST)
		return false;
	return resize(set, set->room > 0 ? 2 * set->room : SMALLEST);
}

bool
tw_termset_reserve(struct tw_termset *set, uint32_t count)
{
	uint32_t room = SMALLEST;

	while (most_of(room) < count && room < LARGEST)
		room *= 2;
	return room <= set->room || resize(set, room);
}

static bool
is_full(const struct tw_termset *set)
{
	return set->count >= most_of(set->room);
}

/* Takes the free slot for the term. */
static bool
fill(struct tw_termset *set, struct tw_term_slot *slot, struct tw_str term,
	uint32_t hash)
{
	if (term.n > SHORT) {
		const char *copy = tw_arena_copy(&set->longs, term.p, term.n);

		if (!copy)
			return false;
		memcpy(slot->text, &copy, sizeof(copy));
	} else {
		memcpy(slot->text, term.p, term.n);
	}
	slot->n = (uint8_t)term.n;
	slot->hash = hash;
	slot->number = set->count++;
	set->hashes[slot->number] = hash;
	return true;
}

uint32_t
tw_termset_add(struct tw_termset *set, struct tw_str term)
{
	uint32_t hash = tw_word_hash(term);

	assert(term.n > 0 && term.n <= UINT8_MAX);
	if (is_full(set) && !grow(set))
		return TW_NO_TERM;
	uint32_t mask = set->room - 1;
	struct tw_term_slot *slot = &set->slots[hash & mask];

	while (slot->n > 0) {
		if (slot->hash == hash && tw_str_equal(text_of(slot), term))
			return slot->number;
		slot = &set->slots[(uint32_t)(slot - set->slots + 1) & mask];
	}
	return fill(set, slot, term, hash) ? slot->number : TW_NO_TERM;
}

size_t
tw_termset_bytes(const struct tw_termset *set)
{
	return set->room * sizeof(*set->slots) +
		most_of(set->room) * sizeof(*set->hashes) + set->longs.total;
}

size_t
tw_termset_growth(const struct tw_termset *set)
{
	if (!is_full(set))
		return 0;
	return 2 * (size_t)set->room * sizeof(*set->slots) +
		most_of(2 * set->room) * sizeof(*set->hashes);
}

/* ------------------------------------------------------------------ */

/* As tw_text_key: behind a term that lies in its slot there are zeros. */
static uint64_t
key_of(const struct tw_term_slot *slot)
{
	return slot->n > SHORT ? tw_text_key(text_of(slot)) :
		tw_be64(slot->text);
}

/* Where the keys are equal, padding or not, the whole texts decide. */
static bool
comes_before(const void *context, const struct tw_keyed *first,
	const struct tw_keyed *second)
{
	return tw_str_compare(tw_termset_text(context, first),
		tw_termset_text(context, second)) < 0;
}

struct tw_keyed *
tw_termset_sorted(const struct tw_termset *set)
{
	struct tw_keyed *terms = tw_alloc((set->count + (size_t)1) *
		sizeof(*terms));
	struct tw_keyed *spare = tw_alloc(set->count * sizeof(*spare));
	uint32_t n = 0;

	if (!terms || !spare) {
		tw_free(terms);
		tw_free(spare);
		return NULL;
	}
	/* Which slots are free cannot be foretold. */
	for (uint32_t i = 0; i < set->room; i++) {
		const struct tw_term_slot *slot = &set->slots[i];

		terms[n] = (struct tw_keyed){
			.key = key_of(slot),
			.a = slot->number,
			.b = i,
		};
		n += slot->n > 0;
	}
	struct tw_keyed *sorted = tw_keysort(terms, spare, n, comes_before,
		set);

	tw_free(sorted == terms ? spare : terms);
	return sorted;
}

void
tw_termset_fetch(const struct tw_termset *set, const struct tw_keyed *term)
{
	__builtin_prefetch(&set->slots[term->b]);
}

struct tw_str
tw_termset_text(const struct tw_termset *set,
	const struct tw_keyed *term)
{
	return text_of(&set->slots[term->b]);
}
