/* weave.c: pieces of a text as one that can be read, words marked. */
/* SPDX-License-Identifier: MIT */
#include "result/weave.h"

#include "result/cut.h"
#include "text/utf8.h"

/* A snippet in the making. */
struct weave {
	const struct tw_offer *offer;
	const struct tw_pieces *pieces;
	struct tw_buf out;
	struct trawl_range *marks;
	struct trawl_range *places;
	struct trawl_range *parts;
	uint32_t mark_count;
	uint32_t part_count;
	uint32_t main;		/* the part with most weight */
	uint64_t most;		/* its weight */
};

/* Where the next of the places begins or ends, of which `begun` have begun
   and `ended` have ended; or `end`. */
static size_t
next_border(const struct trawl_range *places, uint32_t begun, uint32_t count,
	uint32_t ended, size_t end)
{
	if (begun < count && places[begun].start < end)
		end = places[begun].start;
	if (ended < begun && places[ended].end < end)
		end = places[ended].end;
	return end;
}

/* The end of characters from `start` on that need no look, or of the first. */
static size_t
run_end(struct tw_str text, size_t start, size_t end)
{
	size_t at = tw_skip_plain_words(text, start, end);
	uint32_t c;

	if (at > start)
		return at;
	return (size_t)(tw_utf8_next(text.p + start, text.p + text.n, &c) -
		text.p);
}

/* Appends start..end of the text, with the marks in it. */
static void
weave_run(struct weave *weave, size_t start, size_t end)
{
	struct tw_str text = weave->offer->text;
	struct trawl_range *places = weave->places + weave->mark_count;
	struct trawl_range *marks = weave->marks + weave->mark_count;
	uint32_t count = tw_spots_merge(weave->offer->spots,
		weave->offer->spot_count, start, end, places);
	uint32_t begun = 0;
	uint32_t ended = 0;

	while (start < end) {
		size_t behind = tw_skip_space(text, start);

		if (begun < count && places[begun].start == start)
			marks[begun++].start = (uint32_t)weave->out.n;
		if (behind > start) {
			tw_buf_add_byte(&weave->out, ' ');
		} else {
			behind = next_border(places, begun, count, ended, end);
			behind = run_end(text, start, behind);
			tw_buf_add(&weave->out, text.p + start,
				behind - start);
		}
		start = behind;
		if (ended < begun && places[ended].end == start)
			marks[ended++].end = (uint32_t)weave->out.n;
	}
	weave->mark_count += count;
}

static void
note_part(struct weave *weave, size_t start, size_t end, uint32_t units)
{
	uint64_t weight = 0;

	for (uint32_t i = 0; i < TW_CHOOSE_UNITS; i++)
		if (units >> i & 1)
			weight += weave->offer->weight[i];
	if (weight > weave->most) {
		weave->most = weight;
		weave->main = weave->part_count;
	}
	weave->parts[weave->part_count++] =
		(struct trawl_range){(uint32_t)start, (uint32_t)end};
}

/* True if nothing but white space is between piece k and the next. */
static bool
touches_next(const struct weave *weave, uint32_t k)
{
	const struct tw_piece *piece = &weave->pieces->piece[k];

	return tw_skip_space(weave->offer->text, piece->end) ==
		piece[1].start;
}

static void
weave_pieces(struct weave *weave)
{
	const struct tw_piece *piece = weave->pieces->piece;
	uint32_t count = weave->pieces->count;

	if (count > 0 && piece[0].start > piece[0].from)
		tw_buf_add_str(&weave->out, TW_STR("… "));
	for (uint32_t k = 0; k < count; k++) {
		size_t start = piece[k].start;
		uint32_t units = piece[k].units;

		for (; k + 1 < count && touches_next(weave, k); k++)
			units |= piece[k + 1].units;
		note_part(weave, start, piece[k].end, units);
		weave_run(weave, start, piece[k].end);
		if (k + 1 < count)
			tw_buf_add_str(&weave->out, TW_STR(" … "));
		else if (piece[k].end < piece[k].to)
			tw_buf_add_str(&weave->out, TW_STR(" …"));
	}
}

static bool
make_room(struct weave *weave, struct tw_arena *arena)
{
	size_t marks = weave->offer->spot_count + 1;

	weave->marks = tw_arena_zeroed(arena, marks, sizeof(*weave->marks));
	weave->places = tw_arena_zeroed(arena, marks, sizeof(*weave->places));
	weave->parts = tw_arena_zeroed(arena, weave->pieces->count + 1,
		sizeof(*weave->parts));
	return weave->marks && weave->places && weave->parts;
}

int
tw_weave(const struct tw_offer *offer, const struct tw_pieces *pieces,
	struct tw_arena *arena, struct tw_marked *ret, trawl_error *err)
{
	struct weave weave = {.offer = offer, .pieces = pieces};

	if (!make_room(&weave, arena))
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
		*ret = (struct tw_marked){
			.text = tw_str(text, weave.out.n),
			.marks = weave.marks,
			.places = weave.places,
			.mark_count = weave.mark_count,
			.parts = weave.parts,
			.part_count = weave.part_count,
			.main = weave.main,
		};
	tw_buf_done(&weave.out);
	return status;
}
