/* snippet.c: the sentences of a text that answer a query, words marked. */
/* SPDX-License-Identifier: MIT */
#include "result/snippet.h"

#include "result/choose.h"
#include "result/cut.h"
#include "result/marker.h"
#include "text/sentence.h"
#include "text/utf8.h"

/*
 * Each sentence with a unit in it is offered as a piece; of a sentence that
 * is too long, the stretch that has most, at a length that leaves a quarter
 * of the budget for what is around it. The pieces chosen (choose.h) are then
 * made longer while there is room: stretches within their sentences, or else
 * sentences by those that follow them.
 */
#define BUDGET_LEAST 40
#define NO_BIT UINT8_MAX

struct snip {
	struct tw_marker *marker;
	struct tw_str text;
	uint32_t budget;
	const struct tw_spot *spots;
	size_t spot_count;
	uint32_t weight[TW_CHOOSE_UNITS];
	struct tw_piece piece[TW_CHOOSE_UNITS];
	uint32_t piece_count;
};

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
choose_units(struct snip *snip)
{
	struct tw_marker *marker = snip->marker;
	uint32_t heaviest[TW_CHOOSE_UNITS];
	uint32_t count = 0;

	memset(marker->bits, 0, marker->unit_count);
	for (size_t i = 0; i < snip->spot_count; i++)
		marker->bits[snip->spots[i].unit] = 1;
	for (uint32_t unit = 0; unit < marker->unit_count; unit++) {
		if (marker->bits[unit])
			count = rank_unit(marker, unit, heaviest, count);
		marker->bits[unit] = NO_BIT;
	}
	for (uint32_t i = 0; i < count; i++) {
		marker->bits[heaviest[i]] = (uint8_t)i;
		snip->weight[i] =
			whole_weight(marker->units[heaviest[i]].weight);
	}
}

/* The spot's bit if it can be in a piece that is so long and ends at `end`. */
static uint32_t
bit_of(const struct snip *snip, const struct tw_spot *spot, size_t most,
	size_t end)
{
	uint8_t bit = snip->marker->bits[spot->unit];

	if (bit == NO_BIT || spot->end > end || spot->end - spot->start > most)
		return 0;
	return 1U << bit;
}

/* ------------------------------------------------------------------ */
/* Stretches of sentences that are too long.                            */

/* The bytes that the units of a stretch may take. */
static size_t
stretch_most(const struct snip *snip)
{
	return snip->budget - snip->budget / 4;
}

/*
 * Widens a piece to so many bytes, a third of them before and the rest
 * behind, but not beyond its sentence; and cuts it at words.
 */
static void
widen(const struct snip *snip, struct tw_piece *piece, size_t bytes)
{
	size_t room = bytes - (piece->end - piece->start);
	size_t before = room / 3;

	if (piece->to - piece->end < room - before)
		before = room - (piece->to - piece->end);
	if (piece->start - piece->from > before)
		piece->start = (uint32_t)tw_cut_before(snip->text,
			piece->start - before, piece->start);
	else
		piece->start = piece->from;
	if (piece->to - piece->start > bytes)
		piece->end = (uint32_t)tw_cut_behind(snip->text, piece->end,
			piece->start + bytes);
	else
		piece->end = piece->to;
	if (piece->end == piece->start)
		piece->end = (uint32_t)tw_utf8_floor(snip->text,
			piece->start + bytes);
}

/* How often each unit is in a stretch of spots, and what they weigh. */
struct stretch {
	uint32_t count[TW_CHOOSE_UNITS];
	uint64_t weight;
	uint32_t units;
};

static void
change_stretch(const struct snip *snip, struct stretch *stretch, uint32_t bit,
	bool is_added)
{
	if (bit == 0)
		return;
	unsigned unit = (unsigned)__builtin_ctz(bit);
	bool was_in = stretch->count[unit] > 0;

	stretch->count[unit] += is_added ? 1U : UINT32_MAX;
	if (was_in == (stretch->count[unit] > 0))
		return;
	stretch->units ^= bit;
	if (is_added)
		stretch->weight += snip->weight[unit];
	else
		stretch->weight -= snip->weight[unit];
}

static uint32_t
last_end(const struct snip *snip, size_t first, size_t behind, size_t end)
{
	uint32_t last = 0;

	for (size_t i = first; i < behind; i++)
		if (bit_of(snip, &snip->spots[i], stretch_most(snip), end) &&
			snip->spots[i].end > last)
			last = snip->spots[i].end;
	return last;
}

/*
 * Makes of a sentence, whose spots are first..behind, the stretch that has
 * most: of spots in their order, the earliest such run.
 */
static void
find_stretch(const struct snip *snip, struct tw_piece *piece, size_t first,
	size_t behind)
{
	size_t long_most = stretch_most(snip);
	struct stretch stretch = {0};
	uint64_t most = 0;
	size_t next = first;

	piece->units = 0;
	for (size_t i = first; i < behind; i++) {
		size_t limit = snip->spots[i].start + long_most;
		uint32_t bit = 0;

		for (; next < behind; next++) {
			bit = bit_of(snip, &snip->spots[next], long_most,
				piece->to);
			if (bit && snip->spots[next].end > limit)
				break;
			change_stretch(snip, &stretch, bit, true);
		}
		bit = bit_of(snip, &snip->spots[i], long_most, piece->to);
		if (bit && stretch.weight > most) {
			most = stretch.weight;
			piece->units = stretch.units;
			piece->start = snip->spots[i].start;
			piece->end = last_end(snip, i, next, piece->to);
		}
		change_stretch(snip, &stretch, bit, false);
	}
	piece->length = piece->end - piece->start + snip->budget / 4;
}

/* ------------------------------------------------------------------ */
/* Pieces.                                                              */

/* The sentence at `start`, which is no white space. */
static struct tw_piece
sentence_at(const struct snip *snip, size_t start)
{
	uint32_t end = (uint32_t)tw_trim_space(snip->text, start,
		tw_sentence_end(snip->text, start));

	return (struct tw_piece){
		.start = (uint32_t)start,
		.end = end,
		.from = (uint32_t)start,
		.to = end,
	};
}

static void
measure(const struct snip *snip, struct tw_piece *piece)
{
	piece->length = (uint32_t)tw_single_spaced(snip->text, piece->start,
		piece->end, snip->budget);
}

static void
offer_sentences(struct snip *snip)
{
	struct tw_choose *choose = snip->marker->choose;
	size_t start = tw_skip_space(snip->text, 0);
	size_t i = 0;

	tw_choose_init(choose, snip->budget, snip->weight);
	for (uint32_t number = 0; i < snip->spot_count &&
		start < snip->text.n; number++) {
		struct tw_piece piece = sentence_at(snip, start);
		size_t first = i;

		start = tw_skip_space(snip->text, piece.end);
		for (; i < snip->spot_count && snip->spots[i].start < piece.end;
			i++)
			piece.units |= bit_of(snip, &snip->spots[i],
				snip->budget, piece.end);
		if (piece.units == 0)
			continue;
		piece.number = number;
		measure(snip, &piece);
		if (piece.length > snip->budget)
			find_stretch(snip, &piece, first, i);
		tw_choose_offer(choose, &piece);
	}
	snip->piece_count = tw_choose_best(choose, snip->piece);
}

/* A text with none of the words: how it begins. */
static void
take_beginning(struct snip *snip)
{
	size_t start = tw_skip_space(snip->text, 0);

	if (start == snip->text.n)
		return;
	struct tw_piece *piece = &snip->piece[0];

	*piece = sentence_at(snip, start);
	measure(snip, piece);
	if (piece->length > snip->budget) {
		piece->length = snip->budget;
		piece->end = piece->start;
	}
	snip->piece_count = 1;
}

/* Makes piece k longer by the sentences behind it; returns the room left. */
static uint32_t
lengthen(struct snip *snip, uint32_t k, uint32_t room)
{
	struct tw_piece *piece = &snip->piece[k];
	size_t limit = snip->text.n;

	if (k + 1 < snip->piece_count)
		limit = snip->piece[k + 1].from;
	for (;;) {
		size_t start = tw_skip_space(snip->text, piece->end);

		if (start >= limit)
			return room;
		struct tw_piece next = sentence_at(snip, start);

		measure(snip, &next);
		if (next.length >= room)
			return room;
		room -= next.length + 1;
		piece->end = next.end;
		piece->to = next.end;
	}
}

static bool
is_part(const struct tw_piece *piece)
{
	return piece->start > piece->from || piece->end < piece->to;
}

/* Parts of sentences share the room; without any, it goes to sentences. */
static void
fill_room(struct snip *snip)
{
	uint32_t room = snip->budget;
	uint32_t parts = 0;

	for (uint32_t k = 0; k < snip->piece_count; k++) {
		room -= snip->piece[k].length;
		parts += is_part(&snip->piece[k]);
	}
	for (uint32_t k = 0; k < snip->piece_count; k++) {
		struct tw_piece *piece = &snip->piece[k];

		if (parts == 0)
			room = lengthen(snip, k, room);
		else if (is_part(piece))
			widen(snip, piece, piece->length + room / parts);
	}
}

/* ------------------------------------------------------------------ */
/* The snippet.                                                         */

/* A snippet in the making; its marks are ranges of the text at first. */
struct weave {
	const struct snip *snip;
	struct tw_buf out;
	struct trawl_range *marks;
	uint32_t mark_count;
};

/* Appends start..end of the text, and moves the marks in it. */
static void
weave_run(struct weave *weave, size_t start, size_t end)
{
	const struct snip *snip = weave->snip;
	struct trawl_range *marks = weave->marks + weave->mark_count;
	uint32_t count = tw_spots_merge(snip->spots, snip->spot_count, start,
		end, marks);
	uint32_t begun = 0;
	uint32_t ended = 0;

	while (start < end) {
		size_t behind = tw_skip_space(snip->text, start);

		if (begun < count && marks[begun].start == start)
			marks[begun++].start = (uint32_t)weave->out.n;
		if (behind > start) {
			tw_buf_add_byte(&weave->out, ' ');
		} else {
			const char *p = snip->text.p + start;
			uint32_t c;

			behind += (size_t)(tw_utf8_next(p,
				snip->text.p + snip->text.n, &c) - p);
			tw_buf_add(&weave->out, p, behind - start);
		}
		start = behind;
		if (ended < begun && marks[ended].end == start)
			marks[ended++].end = (uint32_t)weave->out.n;
	}
	weave->mark_count += count;
}

/* True if nothing but white space is between piece k and the next. */
static bool
touches_next(const struct snip *snip, uint32_t k)
{
	return tw_skip_space(snip->text, snip->piece[k].end) ==
		snip->piece[k + 1].start;
}

static void
weave_pieces(struct weave *weave)
{
	const struct snip *snip = weave->snip;
	uint32_t count = snip->piece_count;

	if (count > 0 && snip->piece[0].start > snip->piece[0].from)
		tw_buf_add_str(&weave->out, TW_STR("… "));
	for (uint32_t k = 0; k < count; k++) {
		size_t start = snip->piece[k].start;

		while (k + 1 < count && touches_next(snip, k))
			k++;
		weave_run(weave, start, snip->piece[k].end);
		if (k + 1 < count)
			tw_buf_add_str(&weave->out, TW_STR(" … "));
		else if (snip->piece[k].end < snip->piece[k].to)
			tw_buf_add_str(&weave->out, TW_STR(" …"));
	}
}

static int
weave_all(const struct snip *snip, struct tw_arena *arena,
	struct tw_marked *ret, trawl_error *err)
{
	struct weave weave = {.snip = snip};

	weave.marks = tw_arena_zeroed(arena, snip->spot_count + 1,
		sizeof(*weave.marks));
	if (!weave.marks)
		return tw_no_memory(err);
	weave_pieces(&weave);
	int status = tw_buf_status(&weave.out, err);
	const char *text = NULL;

	if (status == TRAWL_OK) {
		text = tw_arena_copy(arena, weave.out.p, weave.out.n);
		if (!text)
			status = tw_no_memory(err);
	}
	if (status == TRAWL_OK)
		*ret = (struct tw_marked){tw_str(text, weave.out.n),
			weave.marks, weave.mark_count};
	tw_buf_done(&weave.out);
	return status;
}

int
tw_snippet(struct tw_marker *marker, struct tw_str text, uint32_t bytes,
	struct tw_arena *arena, struct tw_marked *ret, trawl_error *err)
{
	struct snip snip = {
		.marker = marker,
		.text = text,
		.budget = bytes > BUDGET_LEAST ? bytes : BUDGET_LEAST,
	};

	if (!marker->choose)
		marker->choose = tw_arena_alloc(&marker->arena,
			sizeof(*marker->choose));
	if (!marker->choose)
		return tw_no_memory(err);
	int status = tw_marker_find(marker, text, false, err);

	if (status != TRAWL_OK)
		return status;
	snip.spots = tw_marker_spots(marker, &snip.spot_count);
	if (snip.spot_count > 0) {
		choose_units(&snip);
		offer_sentences(&snip);
	}
	if (snip.piece_count == 0)
		take_beginning(&snip);
	fill_room(&snip);
	return weave_all(&snip, arena, ret, err);
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
	*ret = (struct tw_marked){tw_str(copy, text.n), marks,
		tw_spots_merge(spots, count, 0, text.n, marks)};
	return TRAWL_OK;
}
