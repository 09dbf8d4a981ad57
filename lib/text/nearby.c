/* nearby.c: an automaton of edits, a bit for each of its states. */
/* SPDX-License-Identifier: MIT */
#include "text/nearby.h"

#include "text/utf8.h"

/*
 * Bit i of reached[k] says: the letters up to here are made of the first i of
 * the typed ones by at most k edits. A letter more shifts the bits where it
 * fits, and lets one edit more through wherever it does not (Wu and Manber
 * 1992, Fast text searching; swaps as in Hyyro 2003, from two rows above).
 */
void
tw_nearby_init(struct tw_nearby *nearby, const struct tw_letters *typed,
	uint32_t edits)
{
	nearby->typed = *typed;
	nearby->edits = edits;
	nearby->depth = 0;
	nearby->dead = 0;
	memset(nearby->places, 0, sizeof(nearby->places));
	for (uint32_t i = 0; i < typed->count; i++)
		if (typed->at[i] < 128)
			nearby->places[typed->at[i]] |= UINT64_C(1) << i;
	nearby->rows[0] = (struct tw_nearby_row){0};
	struct tw_nearby_row *first = &nearby->rows[1];

	*first = (struct tw_nearby_row){0};
	for (uint32_t k = 0; k <= TW_NEARBY_EDITS; k++)
		first->reached[k] = (UINT64_C(1) << (k + 1)) - 1;
}

static uint64_t
places_of(const struct tw_nearby *nearby, uint32_t letter)
{
	uint64_t places = 0;

	if (letter < 128)
		return nearby->places[letter];
	for (uint32_t i = 0; i < nearby->typed.count; i++)
		if (nearby->typed.at[i] == letter)
			places |= UINT64_C(1) << i;
	return places;
}

/* Fills the row behind `last`; false if nothing can be reached from it. */
static inline bool
step(const struct tw_nearby *nearby, struct tw_nearby_row *last, uint64_t here)
{
	struct tw_nearby_row *row = last + 1;
	uint64_t states = (UINT64_C(2) << nearby->typed.count) - 1;
	uint64_t swaps = here & (last->here >> 1);

	row->here = here;
	row->reached[0] = (last->reached[0] & here) << 1;
	for (uint32_t k = 1; k <= TW_NEARBY_EDITS; k++) {
		uint64_t fewer = last->reached[k - 1];
		uint64_t shifted = (last->reached[k] & here) | fewer |
			row->reached[k - 1] |
			(last[-1].reached[k - 1] & swaps) << 1;

		row->reached[k] = (shifted << 1 | fewer) & states;
	}
	return row->reached[nearby->edits] != 0;
}

static uint32_t
edits_of(const struct tw_nearby *nearby, const struct tw_nearby_row *row)
{
	for (uint32_t k = 0; k <= nearby->edits; k++)
		if (row->reached[k] >> nearby->typed.count & 1)
			return k;
	return UINT32_MAX;
}

uint32_t
tw_nearby_next(struct tw_nearby *nearby, struct tw_str word, size_t shared)
{
	if (nearby->dead > 0 && shared >= nearby->dead)
		return UINT32_MAX;
	struct tw_nearby_row *first = &nearby->rows[1];
	struct tw_nearby_row *row = first + nearby->depth;

	nearby->dead = 0;
	while (row->end > shared)
		row--;

	const char *end = word.p + word.n;
	const char *p = word.p + row->end;
	bool alive = true;

	while (p < end && alive) {
		uint32_t letter = (unsigned char)*p++;

		if (letter >= 128)
			p = tw_utf8_next(p - 1, end, &letter);
		alive = step(nearby, row, places_of(nearby, letter));
		if (alive)
			(++row)->end = (size_t)(p - word.p);
	}
	nearby->depth = (uint32_t)(row - first);
	if (alive)
		return edits_of(nearby, row);
	nearby->dead = (size_t)(p - word.p);
	return UINT32_MAX;
}
