/* find.c: finds the words and phrases of a query in a text. */
/* SPDX-License-Identifier: MIT */
#include "result/marker.h"

#include <stdlib.h>

struct find {
	struct tw_marker *marker;
	bool is_title;
	bool has_position;
	uint32_t position;	/* of the tokens being taken */
	trawl_error *err;
};

static void
add_part(struct find *find, uint32_t unit, struct trawl_range mark,
	struct trawl_range whole)
{
	struct tw_spot spot = {mark.start, mark.end, unit, whole.start,
		whole.end};

	if (find->is_title || find->marker->units[unit].in_text)
		tw_buf_add(&find->marker->spots, &spot, sizeof(spot));
}

static void
add_spot(struct find *find, uint32_t unit, uint32_t start, uint32_t end)
{
	struct trawl_range whole = {start, end};

	add_part(find, unit, whole, whole);
}

/* Goes on to the present position, where the terms of `now` are. */
static void
step(struct find *find, struct tw_mark_phrase *phrase)
{
	bool is_next = phrase->position + 1 == find->position;
	uint32_t last = phrase->length - 1;
	uint64_t carry = 1;

	for (uint32_t i = 0; i < phrase->words; i++) {
		uint64_t state = is_next ? phrase->state[i] : 0;

		phrase->state[i] = (state << 1 | carry) & phrase->now[i];
		phrase->now[i] = 0;
		carry = state >> 63;
	}
	if (phrase->state[last / 64] >> last % 64 & 1)
		add_spot(find, phrase->unit,
			find->marker->starts[(find->position - last) %
				TW_MARK_STARTS], phrase->end);
	phrase->position = find->position;
	phrase->end = 0;
	phrase->is_touched = false;
}

/* All tokens of the present position have come. */
static void
end_position(struct find *find)
{
	struct tw_marker *marker = find->marker;

	for (uint32_t i = 0; i < marker->touched_count; i++)
		step(find, marker->touched[i]);
	marker->touched_count = 0;
	find->has_position = false;
}

static void
touch(struct find *find, const struct tw_mark_link *link,
	const struct tw_token *token)
{
	struct tw_marker *marker = find->marker;
	struct tw_mark_phrase *phrase = link->phrase;

	for (uint32_t i = 0; i < phrase->words; i++)
		phrase->now[i] |= link->mask[i];
	if (token->end > phrase->end)
		phrase->end = token->end;
	if (!phrase->is_touched)
		marker->touched[marker->touched_count++] = phrase;
	phrase->is_touched = true;
}

/* The bytes of the places that all words of the NEAR are at; false if they are
   not near each other. */
static bool
find_stretch(const struct tw_mark_near *near, uint32_t position,
	struct trawl_range *ret)
{
	struct trawl_range bytes = {UINT32_MAX, 0};

	for (uint32_t i = 0; i < near->slot_count; i++) {
		const struct tw_mark_slot *slot = &near->slots[i];

		for (uint32_t k = 0; k < slot->wanted; k++) {
			const struct tw_mark_place *place = &slot->places[k];

			if (position - place->position >= near->most)
				return false;
			if (place->start < bytes.start)
				bytes.start = place->start;
			if (place->end > bytes.end)
				bytes.end = place->end;
		}
	}
	*ret = bytes;
	return true;
}

/* The words' last places are the closest stretch that ends here. Places that
   are marked already are so with the others of theirs. */
static void
end_near(struct find *find, struct tw_mark_near *near, uint32_t position)
{
	struct trawl_range bytes;

	if (near->missing > 0 || !find_stretch(near, position, &bytes))
		return;
	for (uint32_t i = 0; i < near->slot_count; i++) {
		const struct tw_mark_slot *slot = &near->slots[i];

		for (uint32_t k = 0; k < slot->wanted; k++) {
			struct tw_mark_place *place = &slot->places[k];
			struct trawl_range mark = {place->start, place->end};

			if (!place->is_marked)
				add_part(find, near->unit, mark, bytes);
			place->is_marked = true;
		}
	}
}

static void
meet(struct find *find, struct tw_mark_slot *slot,
	const struct tw_token *token)
{
	struct tw_mark_place *last =
		&slot->places[(slot->count + slot->wanted - 1) % slot->wanted];

	if (slot->count > 0 && last->position == token->position)
		return;
	slot->places[slot->count % slot->wanted] = (struct tw_mark_place){
		token->position, token->start, token->end, false};
	slot->near->missing -= slot->count < slot->wanted;
	slot->count++;
	end_near(find, slot->near, token->position);
}

static void
add_beginnings(struct find *find, const struct tw_token *token)
{
	const struct tw_marker *marker = find->marker;

	for (uint32_t i = 0; i < marker->beginning_count; i++) {
		struct tw_str text = marker->beginnings[i].text;

		if (token->term_length >= text.n &&
			memcmp(token->term, text.p, text.n) == 0)
			add_spot(find, marker->beginnings[i].unit,
				token->start, token->end);
	}
}

static int
take_token(void *context, const struct tw_token *token)
{
	struct find *find = context;
	struct tw_marker *marker = find->marker;

	add_beginnings(find, token);
	const uint32_t *value = tw_map_find(&marker->map,
		tw_str(token->term, token->term_length));

	if (!value)
		return TRAWL_OK;
	const struct tw_mark_term *term = &marker->terms[*value];
	uint32_t *start = &marker->starts[token->position % TW_MARK_STARTS];

	if (find->has_position && find->position != token->position)
		end_position(find);
	if (!find->has_position || token->start < *start)
		*start = token->start;
	find->has_position = true;
	find->position = token->position;
	if (term->unit != TW_NO_UNIT)
		add_spot(find, term->unit, token->start, token->end);
	for (const struct tw_mark_link *l = term->links; l; l = l->next)
		touch(find, l, token);
	for (struct tw_mark_slot *s = term->slots; s; s = s->next)
		meet(find, s, token);
	return TRAWL_OK;
}

static int
compare(const void *left, const void *right)
{
	const struct tw_spot *a = left;
	const struct tw_spot *b = right;

	if (a->from != b->from)
		return a->from < b->from ? -1 : 1;
	if (a->to != b->to)
		return a->to < b->to ? -1 : 1;
	if (a->start != b->start)
		return a->start < b->start ? -1 : 1;
	return (a->unit > b->unit) - (a->unit < b->unit);
}

static void
forget_near(struct tw_mark_near *near)
{
	near->missing = 0;
	for (uint32_t i = 0; i < near->slot_count; i++) {
		near->slots[i].count = 0;
		near->missing += near->slots[i].wanted;
	}
}

/* What an earlier text ended with does not go on in this one. */
static void
forget(struct tw_marker *marker)
{
	for (uint32_t i = 0; i < marker->near_count; i++)
		forget_near(&marker->nears[i]);
	tw_buf_reset(&marker->spots);
	marker->touched_count = 0;
	for (uint32_t i = 0; i < marker->phrase_count; i++) {
		struct tw_mark_phrase *phrase = &marker->phrases[i];

		memset(phrase->state, 0,
			2 * phrase->words * sizeof(*phrase->state));
		phrase->end = 0;
		phrase->is_touched = false;
	}
}

int
tw_marker_find(struct tw_marker *marker, struct tw_str text, bool is_title,
	trawl_error *err)
{
	struct find find = {
		.marker = marker, .is_title = is_title, .err = err};

	forget(marker);
	if (marker->unit_count == 0)
		return TRAWL_OK;
	int status = tw_analyze_some(marker->analyzer, text, &marker->first,
		take_token, &find, err);

	if (status != TRAWL_OK)
		return status;
	end_position(&find);
	status = tw_buf_status(&marker->spots, err);
	if (status == TRAWL_OK && marker->spots.n > 0)
		qsort(marker->spots.p,
			marker->spots.n / sizeof(struct tw_spot),
			sizeof(struct tw_spot), compare);
	return status;
}

static int
compare_marks(const void *left, const void *right)
{
	const struct trawl_range *a = left;
	const struct trawl_range *b = right;

	return (a->start > b->start) - (a->start < b->start);
}

/* Lays together what touches or overlaps. */
static uint32_t
join(struct trawl_range *marks, uint32_t count)
{
	uint32_t joined = 0;

	for (uint32_t i = 0; i < count; i++) {
		if (joined == 0 || marks[i].start > marks[joined - 1].end)
			marks[joined++] = marks[i];
		else if (marks[i].end > marks[joined - 1].end)
			marks[joined - 1].end = marks[i].end;
	}
	return joined;
}

uint32_t
tw_spots_merge(const struct tw_spot *spots, size_t count, size_t start,
	size_t end, struct trawl_range *ret)
{
	uint32_t marks = 0;
	bool is_sorted = true;

	for (size_t i = 0; i < count; i++) {
		const struct tw_spot *spot = &spots[i];

		if (spot->from < start || spot->to > end)
			continue;
		ret[marks] = (struct trawl_range){spot->start, spot->end};
		is_sorted &= marks == 0 ||
			ret[marks - 1].start <= ret[marks].start;
		marks++;
	}
	if (!is_sorted)
		qsort(ret, marks, sizeof(*ret), compare_marks);
	return join(ret, marks);
}
