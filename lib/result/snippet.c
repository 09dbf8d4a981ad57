/* snippet.c: the sentences of a text that answer a query, words marked. */
/* SPDX-License-Identifier: MIT */
#include "result/snippet.h"

#include "result/pieces.h"
#include "result/weave.h"

#define BUDGET_LEAST 40

/* Words that a passage before has shown are worth an eighth in the next. */
#define SHOWN_SHIFT 3

/* ------------------------------------------------------------------ */
/* Which units to choose by: the rarest that are in the text.           */

static uint32_t
whole_weight(float weight)
{
	if (!(weight > 0))
		return 1;
	return 1 + (uint32_t)((weight < 1000 ? weight : 1000) * 65536);
}

/* Puts the unit among the `count` heaviest so far; returns their count. */
static uint32_t
rank_unit(const struct tw_marker *marker, uint32_t unit, uint32_t *heaviest,
	uint32_t count)
{
	uint32_t at = count;

	while (at > 0 && marker->units[heaviest[at - 1]].weight <
		marker->units[unit].weight)
		at--;
	if (at == TW_CHOOSE_UNITS)
		return count;
	count += count < TW_CHOOSE_UNITS;
	for (uint32_t i = count - 1; i > at; i--)
		heaviest[i] = heaviest[i - 1];
	heaviest[at] = unit;
	return count;
}

static void
choose_units(struct tw_marker *marker, struct tw_offer *offer)
{
	uint32_t heaviest[TW_CHOOSE_UNITS];
	uint32_t count = 0;

	memset(marker->bits, 0, marker->unit_count);
	for (size_t i = 0; i < offer->spot_count; i++)
		marker->bits[offer->spots[i].unit] = 1;
	for (uint32_t unit = 0; unit < marker->unit_count; unit++) {
		if (marker->bits[unit])
			count = rank_unit(marker, unit, heaviest, count);
		marker->bits[unit] = TW_NO_BIT;
	}
	for (uint32_t i = 0; i < count; i++) {
		marker->bits[heaviest[i]] = (uint8_t)i;
		offer->weight[i] =
			whole_weight(marker->units[heaviest[i]].weight);
	}
}

/* ------------------------------------------------------------------ */
/* Passages.                                                            */

/* What is shown in one passage need not be in the next. */
static void
lower_weights(struct tw_offer *offer, const struct tw_pieces *shown)
{
	uint32_t units = 0;

	for (uint32_t i = 0; i < shown->count; i++)
		units |= shown->piece[i].units;
	for (uint32_t i = 0; i < TW_CHOOSE_UNITS; i++)
		if (units >> i & 1)
			offer->weight[i] = 1 + (offer->weight[i] >>
				SHOWN_SHIFT);
}

static int
find_passages(struct tw_offer *offer, uint32_t most, struct tw_arena *arena,
	struct tw_marked *ret, uint32_t *ret_count, trawl_error *err)
{
	struct tw_pieces *pieces =
		tw_arena_zeroed(arena, most, sizeof(*pieces));
	int status = pieces ? TRAWL_OK : tw_no_memory(err);
	uint32_t count = 0;

	offer->taken = pieces;
	for (; status == TRAWL_OK && count < most; count++) {
		struct tw_pieces *next = &pieces[count];

		offer->taken_count = count;
		if (offer->spot_count > 0)
			tw_pieces_best(offer, next);
		if (next->count == 0 && count > 0)
			break;
		if (next->count == 0)
			tw_pieces_first(offer, next);
		status = tw_weave(offer, next, arena, &ret[count], err);
		lower_weights(offer, next);
	}
	if (status == TRAWL_OK)
		*ret_count = count;
	return status;
}

int
tw_passages(struct tw_marker *marker, struct tw_str text, uint32_t bytes,
	uint32_t most, struct tw_arena *arena, struct tw_marked *ret,
	uint32_t *ret_count, trawl_error *err)
{
	struct tw_offer offer = {
		.text = text,
		.budget = bytes > BUDGET_LEAST ? bytes : BUDGET_LEAST,
		.bits = marker->bits,
	};

	if (!marker->choose)
		marker->choose = tw_arena_alloc(&marker->arena,
			sizeof(*marker->choose));
	if (!marker->choose)
		return tw_no_memory(err);
	int status = tw_marker_find(marker, text, false, err);

	if (status != TRAWL_OK)
		return status;
	offer.choose = marker->choose;
	offer.spots = tw_marker_spots(marker, &offer.spot_count);
	if (offer.spot_count > 0)
		choose_units(marker, &offer);
	return find_passages(&offer, most, arena, ret, ret_count, err);
}

int
tw_mark_all(struct tw_marker *marker, struct tw_str text, bool is_title,
	struct tw_arena *arena, struct tw_marked *ret, trawl_error *err)
{
	size_t count;
	int status = tw_marker_find(marker, text, is_title, err);

	if (status != TRAWL_OK)
		return status;
	const struct tw_spot *spots = tw_marker_spots(marker, &count);
	struct trawl_range *marks =
		tw_arena_zeroed(arena, count + 1, sizeof(*marks));
	const char *copy = tw_arena_copy(arena, text.p, text.n);

	if (!marks || !copy)
		return tw_no_memory(err);
	*ret = (struct tw_marked){
		.text = tw_str(copy, text.n),
		.marks = marks,
		.places = marks,
		.mark_count = tw_spots_merge(spots, count, 0, text.n, marks),
	};
	return TRAWL_OK;
}
