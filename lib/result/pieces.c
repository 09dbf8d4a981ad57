/* pieces.c: the sentences of a text that are shown, and parts of them. */
/* SPDX-License-Identifier: MIT */
#include "result/pieces.h"

#include "result/cut.h"
#include "text/sentence.h"
#include "text/utf8.h"

/* What the words around a part of a sentence get at least. */
static uint32_t
margin(const struct tw_offer *offer)
{
	return offer->budget / 8;
}

static bool
has_bit(const struct tw_offer *offer, const struct tw_spot *spot)
{
	return offer->bits[spot->unit] != TW_NO_BIT;
}

static void
measure(const struct tw_offer *offer, struct tw_piece *piece)
{
	piece->length = (uint32_t)tw_single_spaced(offer->text, piece->start,
		piece->end, offer->budget);
}

/* ------------------------------------------------------------------ */
/* Sentences, without what is taken.                                    */

/* The piece taken that is at the byte or the next behind it; NULL: none. */
static const struct tw_piece *
taken_from(const struct tw_offer *offer, size_t at)
{
	const struct tw_piece *next = NULL;

	for (uint32_t i = 0; i < offer->taken_count; i++) {
		const struct tw_pieces *taken = &offer->taken[i];

		for (uint32_t k = 0; k < taken->count; k++) {
			const struct tw_piece *piece = &taken->piece[k];

			if (piece->end > at &&
				(!next || piece->start < next->start))
				next = piece;
		}
	}
	return next;
}

/*
 * The sentence at or behind `at`, or the first stretch of it that is free;
 * false if there is none.
 */
static bool
next_sentence(const struct tw_offer *offer, size_t at, struct tw_piece *ret)
{
	size_t start = tw_skip_space(offer->text, at);
	const struct tw_piece *taken = taken_from(offer, start);
	size_t from = start;

	while (taken && taken->start <= start) {
		start = tw_skip_space(offer->text, taken->end);
		from = taken->end < taken->to ? taken->from : start;
		taken = taken_from(offer, start);
	}
	if (start == offer->text.n)
		return false;
	size_t to = tw_trim_space(offer->text, start,
		tw_sentence_end(offer->text, start));
	size_t end = to;

	if (taken && taken->start < end)
		end = tw_trim_space(offer->text, start, taken->start);
	*ret = (struct tw_piece){
		.start = (uint32_t)start,
		.end = (uint32_t)end,
		.from = (uint32_t)from,
		.to = (uint32_t)to,
		.low = (uint32_t)start,
		.high = (uint32_t)end,
	};
	return true;
}

/* ------------------------------------------------------------------ */
/* Parts of sentences.                                                  */

/* The units met in a sentence, the last one first. */
struct recent {
	uint32_t count;
	const struct tw_spot *spot[TW_CHOOSE_UNITS];
};

static void
note_spot(struct recent *recent, const struct tw_spot *spot)
{
	uint32_t i = 0;

	while (i < recent->count && recent->spot[i]->unit != spot->unit)
		i++;
	if (i == recent->count)
		recent->count++;
	for (; i > 0; i--)
		recent->spot[i] = recent->spot[i - 1];
	recent->spot[0] = spot;
}

/* Offers the shortest parts that end here, with more units each. */
static void
offer_ending(const struct tw_offer *offer, const struct recent *recent,
	const struct tw_piece *sentence)
{
	struct tw_piece part = *sentence;
	uint32_t whole = sentence->end - sentence->start;

	part.is_part = true;
	part.units = 0;
	part.start = recent->spot[0]->from;
	part.end = recent->spot[0]->to;
	for (uint32_t i = 0; i < recent->count; i++) {
		const struct tw_spot *spot = recent->spot[i];

		if (spot->from < part.start)
			part.start = spot->from;
		if (spot->to > part.end)
			part.end = spot->to;
		part.length = part.end - part.start + margin(offer);
		if (part.length >= whole || part.length > offer->budget)
			return;
		part.units |= 1U << offer->bits[spot->unit];
		tw_choose_offer(offer->choose, &part);
	}
}

static void
offer_parts(const struct tw_offer *offer, const struct tw_spot *spots,
	size_t count, const struct tw_piece *sentence)
{
	struct recent recent = {0};

	for (size_t i = 0; i < count; i++) {
		if (!has_bit(offer, &spots[i]) || spots[i].to > sentence->end)
			continue;
		note_spot(&recent, &spots[i]);
		offer_ending(offer, &recent, sentence);
	}
}

/* ------------------------------------------------------------------ */
/* All that can be chosen.                                              */

/* Offers what the sentence has of the spots; returns its units. */
static uint32_t
offer_sentence(const struct tw_offer *offer, const struct tw_spot *spots,
	size_t count, struct tw_piece *sentence, bool in_parts)
{
	for (size_t i = 0; i < count; i++)
		if (has_bit(offer, &spots[i]) && spots[i].to <= sentence->end)
			sentence->units |= 1U << offer->bits[spots[i].unit];
	if (sentence->units == 0)
		return 0;
	measure(offer, sentence);
	bool is_long = sentence->length > offer->budget;

	if (!is_long)
		tw_choose_offer(offer->choose, sentence);
	if (is_long || in_parts)
		offer_parts(offer, spots, count, sentence);
	return sentence->units;
}

/* Returns all units that sentences have. */
static uint32_t
offer_all(const struct tw_offer *offer, bool in_parts)
{
	struct tw_piece sentence = {0};
	uint32_t units = 0;
	size_t i = 0;

	tw_choose_init(offer->choose, offer->budget, offer->weight);
	for (uint32_t number = 0; i < offer->spot_count &&
		next_sentence(offer, sentence.end, &sentence); number++) {
		while (i < offer->spot_count &&
			offer->spots[i].from < sentence.start)
			i++;
		size_t first = i;

		while (i < offer->spot_count &&
			offer->spots[i].from < sentence.end)
			i++;
		sentence.number = number;
		units |= offer_sentence(offer, offer->spots + first, i - first,
			&sentence, in_parts);
	}
	return units;
}

static uint32_t
units_of(const struct tw_pieces *pieces)
{
	uint32_t units = 0;

	for (uint32_t i = 0; i < pieces->count; i++)
		units |= pieces->piece[i].units;
	return units;
}

/* ------------------------------------------------------------------ */
/* Room that is left.                                                   */

/* Parts of one sentence that overlap are one; none is widened into others. */
static void
settle(struct tw_pieces *pieces, uint32_t around)
{
	uint32_t count = 0;

	for (uint32_t i = 0; i < pieces->count; i++) {
		const struct tw_piece *next = &pieces->piece[i];
		struct tw_piece *last = &pieces->piece[count];

		last -= count > 0;
		if (count == 0 || next->start >= last->end) {
			pieces->piece[count++] = *next;
			continue;
		}
		if (next->start < last->start)
			last->start = next->start;
		if (next->end > last->end)
			last->end = next->end;
		last->units |= next->units;
		last->length = last->end - last->start + around;
	}
	pieces->count = count;
	for (uint32_t i = 1; i < count; i++) {
		struct tw_piece *last = &pieces->piece[i - 1];
		struct tw_piece *next = &pieces->piece[i];

		if (last->high > next->start)
			last->high = next->start;
		if (next->low < last->end)
			next->low = last->end;
	}
}

/*
 * Widens a piece to so many bytes, a third of them before and the rest
 * behind, as far as it may; and cuts it at words.
 */
static void
widen(const struct tw_offer *offer, struct tw_piece *piece, size_t bytes)
{
	size_t least = piece->end - piece->start;
	size_t room = bytes > least ? bytes - least : 0;
	size_t before = room / 3;

	if (piece->high - piece->end < room - before)
		before = room - (piece->high - piece->end);
	if (piece->start - piece->low > before)
		piece->start = (uint32_t)tw_cut_before(offer->text,
			piece->start - before, piece->start);
	else
		piece->start = (uint32_t)tw_skip_space(offer->text,
			piece->low);
	if (piece->high - piece->start > bytes)
		piece->end = (uint32_t)tw_cut_behind(offer->text, piece->end,
			piece->start + bytes);
	else
		piece->end = (uint32_t)tw_trim_space(offer->text, piece->end,
			piece->high);
	if (piece->end == piece->start)
		piece->end = (uint32_t)tw_utf8_floor(offer->text,
			piece->start + bytes);
}

/* Makes piece k longer by the sentences behind it; returns the room left. */
static uint32_t
lengthen(const struct tw_offer *offer, struct tw_pieces *pieces, uint32_t k,
	uint32_t room)
{
	struct tw_piece *piece = &pieces->piece[k];
	size_t limit = offer->text.n;

	if (k + 1 < pieces->count)
		limit = pieces->piece[k + 1].from;
	for (;;) {
		struct tw_piece next;

		if (!next_sentence(offer, piece->end, &next) ||
			next.start >= limit || next.end < next.to ||
			next.start != tw_skip_space(offer->text, piece->end))
			return room;
		measure(offer, &next);
		if (next.length >= room)
			return room;
		room -= next.length + 1;
		piece->end = next.end;
		piece->to = next.end;
		piece->high = next.end;
	}
}

static bool
can_widen(const struct tw_piece *piece)
{
	return piece->start > piece->low || piece->end < piece->high;
}

/* Parts of sentences share the room; without any, it goes to sentences. */
static void
fill_room(const struct tw_offer *offer, struct tw_pieces *pieces)
{
	uint32_t room = offer->budget;
	uint32_t parts = 0;

	for (uint32_t k = 0; k < pieces->count; k++) {
		room -= pieces->piece[k].length;
		parts += can_widen(&pieces->piece[k]);
	}
	for (uint32_t k = 0; k < pieces->count; k++) {
		struct tw_piece *piece = &pieces->piece[k];

		if (parts == 0) {
			room = lengthen(offer, pieces, k, room);
		} else if (can_widen(piece)) {
			uint32_t most = piece->length + room / parts;

			widen(offer, piece, most);
			room = room + piece->length -
				(piece->end - piece->start);
			if (k + 1 < pieces->count &&
				pieces->piece[k + 1].low < piece->end)
				pieces->piece[k + 1].low = piece->end;
			parts--;
			if (parts == 0)
				return;
		}
	}
}

void
tw_pieces_best(const struct tw_offer *offer, struct tw_pieces *ret)
{
	uint32_t all = offer_all(offer, false);

	ret->count = tw_choose_best(offer->choose, ret->piece);
	if (units_of(ret) != all) {
		(void)offer_all(offer, true);
		ret->count = tw_choose_best(offer->choose, ret->piece);
	}
	settle(ret, margin(offer));
	fill_room(offer, ret);
}

void
tw_pieces_first(const struct tw_offer *offer, struct tw_pieces *ret)
{
	struct tw_piece *piece = &ret->piece[0];

	ret->count = 0;
	if (!next_sentence(offer, 0, piece))
		return;
	measure(offer, piece);
	if (piece->length > offer->budget) {
		piece->length = offer->budget;
		piece->end = piece->start;
	}
	ret->count = 1;
	fill_room(offer, ret);
}
