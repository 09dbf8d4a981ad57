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
	struct tw_nearby_row *first = &nearby->rows[0];

	*first = (struct tw_nearby_row){0};
	for (uint32_t k = 0; k <= edits; k++)
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

/* Fills the row behind `depth`; false if nothing can be reached from it. */
static bool
step(struct tw_nearby *nearby, uint32_t letter)
{
	const struct tw_nearby_row *last = &nearby->rows[nearby->depth];
	struct tw_nearby_row *row = &nearby->rows[nearby->depth + 1];
	uint64_t states = (UINT64_C(2) << nearby->typed.count) - 1;
	uint64_t here = places_of(nearby, letter);
	uint64_t swaps = nearby->depth == 0
		? 0 : here & (places_of(nearby, last->letter) >> 1);

	row->letter = letter;
	row->reached[0] = (last->reached[0] & here) << 1;
	for (uint32_t k = 1; k <= nearby->edits; k++) {
		uint64_t fewer = last->reached[k - 1];

		row->reached[k] = (last->reached[k] & here) << 1 | fewer |
			fewer << 1 | row->reached[k - 1] << 1;
		if (swaps)
			row->reached[k] |=
				(last[-1].reached[k - 1] & swaps) << 2;
		row->reached[k] &= states;
	}
	return row->reached[nearby->edits] != 0;
}

static uint32_t
edits_of(const struct tw_nearby *nearby)
{
	const struct tw_nearby_row *row = &nearby->rows[nearby->depth];

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
	nearby->dead = 0;
	while (nearby->rows[nearby->depth].end > shared)
		nearby->depth--;

	const char *end = word.p + word.n;
	const char *p = word.p + nearby->rows[nearby->depth].end;

	while (p < end) {
		uint32_t letter;

		p = tw_utf8_next(p, end, &letter);
		if (!step(nearby, letter)) {
			nearby->dead = (size_t)(p - word.p);
			return UINT32_MAX;
		}
		nearby->depth++;
		nearby->rows[nearby->depth].end = (size_t)(p - word.p);
	}
	return edits_of(nearby);
}
