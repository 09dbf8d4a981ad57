/* choose.c: the pieces of a text that say most within a length. */
/* SPDX-License-Identifier: MIT */
#include "result/choose.h"

#include <string.h>

#define NONE UINT32_MAX

/*
 * A state is a set of pieces. Only states that can still be part of the best
 * are kept: one is not if another with the same units is no longer and no
 * dearer (more pieces, more parts, later). Every piece of the best set
 * adds a unit to those before it, or it could be left out.
 */
void
tw_choose_init(struct tw_choose *choose, uint32_t budget,
	const uint32_t weight[TW_CHOOSE_UNITS])
{
	choose->budget = budget;
	memcpy(choose->weight, weight, sizeof(choose->weight));
	choose->sets = 1;
	for (uint32_t i = 0; i < TW_CHOOSE_UNITS && weight[i] > 0; i++)
		choose->sets *= 2;
	choose->piece_count = 0;
	choose->state_count = 1;
	choose->state[0] = (struct tw_choose_state){
		.piece = NONE, .before = NONE, .next = NONE};
	memset(choose->shortest, 0xFF,
		choose->sets * sizeof(*choose->shortest));
	memset(choose->shortest_whole, 0xFF,
		choose->sets * sizeof(*choose->shortest_whole));
	memset(choose->states_of, 0xFF,
		choose->sets * sizeof(*choose->states_of));
	choose->states_of[0] = 0;
}

/* Notes that `units`, and each part of them, can be had for this length. */
static void
note_shortest(uint32_t *shortest, uint32_t units, uint32_t length)
{
	for (uint32_t part = units; part > 0; part = (part - 1) & units)
		if (length < shortest[part])
			shortest[part] = length;
}

static bool
is_no_dearer(const struct tw_choose_state *a, const struct tw_choose_state *b)
{
	if (a->count != b->count)
		return a->count < b->count;
	if (a->parts != b->parts)
		return a->parts < b->parts;
	return a->numbers <= b->numbers;
}

static bool
is_needed(const struct tw_choose *choose, const struct tw_choose_state *state)
{
	uint32_t i = choose->states_of[state->units];

	for (; i != NONE; i = choose->state[i].next)
		if (choose->state[i].length <= state->length &&
			is_no_dearer(&choose->state[i], state))
			return false;
	return true;
}

/* The state `before` with the piece in it. */
static void
add_state(struct tw_choose *choose, uint32_t before, uint32_t piece)
{
	const struct tw_choose_state *old = &choose->state[before];
	const struct tw_piece *added = &choose->piece[piece];
	struct tw_choose_state state = {
		.units = old->units | added->units,
		.count = old->count + 1,
		.parts = old->parts + added->is_part,
		.numbers = old->numbers + added->number,
		.piece = piece,
		.before = before,
	};

	if (state.units == old->units ||
		added->length > choose->budget - old->length)
		return;
	state.length = old->length + added->length;
	if (choose->state_count == TW_CHOOSE_STATES ||
		!is_needed(choose, &state))
		return;
	state.next = choose->states_of[state.units];
	choose->states_of[state.units] = choose->state_count;
	choose->state[choose->state_count++] = state;
}

void
tw_choose_offer(struct tw_choose *choose, const struct tw_piece *piece)
{
	uint32_t states = choose->state_count;

	if (piece->units == 0 || piece->length > choose->budget)
		return;
	const uint32_t *shortest = piece->is_part ? choose->shortest :
		choose->shortest_whole;

	/* An earlier piece has all that this one has, and is no longer. */
	if (shortest[piece->units] <= piece->length)
		return;
	if (choose->piece_count == TW_CHOOSE_PIECES)
		return;
	note_shortest(choose->shortest, piece->units, piece->length);
	if (!piece->is_part)
		note_shortest(choose->shortest_whole, piece->units,
			piece->length);
	choose->piece[choose->piece_count++] = *piece;
	for (uint32_t i = 0; i < states; i++)
		add_state(choose, i, choose->piece_count - 1);
}

static uint64_t
weight_of(const struct tw_choose *choose, uint32_t units)
{
	uint64_t weight = 0;

	for (uint32_t i = 0; i < TW_CHOOSE_UNITS; i++)
		if (units >> i & 1)
			weight += choose->weight[i];
	return weight;
}

uint32_t
tw_choose_best(const struct tw_choose *choose,
	struct tw_piece ret[TW_CHOOSE_UNITS])
{
	const struct tw_choose_state *best = &choose->state[0];
	uint64_t best_weight = 0;

	for (uint32_t units = 1; units < choose->sets; units++) {
		uint32_t i = choose->states_of[units];
		uint64_t weight = i != NONE ? weight_of(choose, units) : 0;

		for (; i != NONE; i = choose->state[i].next) {
			const struct tw_choose_state *state = &choose->state[i];

			if (weight < best_weight || (weight == best_weight &&
				is_no_dearer(best, state)))
				continue;
			best = state;
			best_weight = weight;
		}
	}
	uint32_t count = best->count;

	for (uint32_t i = count; i > 0; i--) {
		ret[i - 1] = choose->piece[best->piece];
		best = &choose->state[best->before];
	}
	return count;
}
