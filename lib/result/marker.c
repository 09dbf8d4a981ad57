/* marker.c: what of a query is marked. */
/* SPDX-License-Identifier: MIT */
#include "result/marker.h"

#include "base/alloc.h"

/* A marker in the making. */
struct making {
	struct tw_marker *marker;
	tw_idf_fn *idf;
	tw_found_fn *found;	/* or NULL */
	void *context;
	trawl_error *err;
};

static bool
has_content(const struct tw_node *leaf)
{
	for (uint32_t i = 0; i < leaf->term_count; i++)
		if (leaf->terms[i].kind == TW_TOKEN_MAIN &&
			!leaf->terms[i].stop)
			return true;
	return false;
}

static float
idf_of(const struct making *making, const struct tw_node *leaf, uint32_t i)
{
	return making->idf(making->context, leaf->field, leaf->terms[i].term);
}

/* The term's entry, a new one if it has none; NULL without memory. */
static struct tw_mark_term *
term_entry(struct tw_marker *marker, struct tw_str term)
{
	uint32_t *value = NULL;
	bool is_new = false;

	if (!tw_map_insert(&marker->map, term, marker->term_count, &value,
		NULL, &is_new))
		return NULL;
	if (is_new)
		marker->terms[marker->term_count++].unit = TW_NO_UNIT;
	tw_bytes_add(&marker->first, term);
	return &marker->terms[*value];
}

/* A term that is marked wherever it is. */
static int
add_term(struct making *making, const struct tw_node *word, uint32_t i)
{
	struct tw_marker *marker = making->marker;
	const struct tw_query_term *term = &word->terms[i];
	struct tw_mark_term *entry = term_entry(marker, term->term);

	if (!entry)
		return tw_no_memory(making->err);
	if (entry->unit == TW_NO_UNIT)
		entry->unit = marker->unit_count++;
	struct tw_mark_unit *unit = &marker->units[entry->unit];
	float weight = tw_query_weight(term->kind) * idf_of(making, word, i);

	if (weight > unit->weight)
		unit->weight = weight;
	unit->in_text |= word->field == TW_QUERY_ANY;
	return TRAWL_OK;
}

/* Stop words of a word of several terms are not marked alone. */
static int
add_word(struct making *making, const struct tw_node *word)
{
	bool skips_stops = has_content(word);

	for (uint32_t i = 0; i < word->term_count; i++) {
		if (skips_stops && word->terms[i].stop)
			continue;
		int status = add_term(making, word, i);

		if (status != TRAWL_OK)
			return status;
	}
	return TRAWL_OK;
}

/*
 * A prefix is no rarer than its words, of which nothing is known here: it is
 * worth what a word is that one in seven articles has.
 */
#define BEGINNING_WEIGHT 2.0F

/* The terms that begin so, and the stems that do not. */
static int
add_prefix(struct making *making, const struct tw_node *node)
{
	struct tw_marker *marker = making->marker;
	uint32_t unit = marker->unit_count++;

	marker->units[unit] = (struct tw_mark_unit){
		BEGINNING_WEIGHT, node->field == TW_QUERY_ANY};
	marker->beginnings[marker->beginning_count++] =
		(struct tw_mark_beginning){node->terms[0].term, unit};
	tw_bytes_add(&marker->first, node->terms[0].term);
	for (uint32_t i = 1; i < node->term_count; i++) {
		struct tw_mark_term *entry =
			term_entry(marker, node->terms[i].term);

		if (!entry)
			return tw_no_memory(making->err);
		if (entry->unit == TW_NO_UNIT)
			entry->unit = unit;
		marker->units[entry->unit].in_text |=
			node->field == TW_QUERY_ANY;
	}
	return TRAWL_OK;
}

/* The terms of the words that were found, as those of a prefix. */
static int
add_found(struct making *making, const struct tw_node *node)
{
	struct tw_marker *marker = making->marker;
	struct tw_found found = {0};
	uint32_t unit = marker->unit_count++;
	int status = TRAWL_OK;

	marker->units[unit] = (struct tw_mark_unit){
		BEGINNING_WEIGHT, node->field == TW_QUERY_ANY};
	if (making->found)
		status = making->found(making->context, marker->analyzer, node,
			&marker->arena, &found, making->err);
	for (uint32_t i = 0; i < found.count && status == TRAWL_OK; i++) {
		struct tw_mark_term *entry =
			term_entry(marker, found.terms[i].term);

		if (!entry)
			return tw_no_memory(making->err);
		if (entry->unit == TW_NO_UNIT)
			entry->unit = unit;
		marker->units[entry->unit].in_text |=
			node->field == TW_QUERY_ANY;
	}
	return status;
}

static int
add_link(struct making *making, struct tw_mark_phrase *phrase, uint32_t i,
	struct tw_str term)
{
	struct tw_marker *marker = making->marker;
	struct tw_mark_term *entry = term_entry(marker, term);

	if (!entry)
		return tw_no_memory(making->err);
	struct tw_mark_link *link = entry->links;

	if (!link || link->phrase != phrase) {
		link = tw_arena_zeroed(&marker->arena, 1, sizeof(*link));
		if (!link)
			return tw_no_memory(making->err);
		link->mask = tw_arena_zeroed(&marker->arena, phrase->words,
			sizeof(*link->mask));
		if (!link->mask)
			return tw_no_memory(making->err);
		link->phrase = phrase;
		link->next = entry->links;
		entry->links = link;
	}
	link->mask[i / 64] |= UINT64_C(1) << i % 64;
	return TRAWL_OK;
}

static int
add_phrase(struct making *making, const struct tw_node *node)
{
	struct tw_marker *marker = making->marker;
	struct tw_mark_phrase *phrase =
		&marker->phrases[marker->phrase_count++];
	bool skips_stops = has_content(node);

	*phrase = (struct tw_mark_phrase){
		.unit = marker->unit_count++,
		.length = node->term_count,
		.words = (node->term_count + 63) / 64,
	};
	phrase->state = tw_arena_zeroed(&marker->arena, 2 * phrase->words,
		sizeof(*phrase->state));
	if (!phrase->state)
		return tw_no_memory(making->err);
	phrase->now = phrase->state + phrase->words;
	struct tw_mark_unit *unit = &marker->units[phrase->unit];

	unit->in_text = node->field == TW_QUERY_ANY;
	for (uint32_t i = 0; i < node->term_count; i++) {
		int status = add_link(making, phrase, i, node->terms[i].term);

		if (status != TRAWL_OK)
			return status;
		if (!skips_stops || !node->terms[i].stop)
			unit->weight += idf_of(making, node, i);
	}
	return TRAWL_OK;
}

/* The slot of the term, a new one if it has none; NULL without memory. */
static struct tw_mark_slot *
slot_of(struct tw_marker *marker, struct tw_mark_near *near,
	struct tw_str term)
{
	for (uint32_t i = 0; i < near->slot_count; i++)
		if (tw_str_equal(near->slots[i].term, term))
			return &near->slots[i];
	struct tw_mark_term *entry = term_entry(marker, term);

	if (!entry)
		return NULL;
	struct tw_mark_slot *slot = &near->slots[near->slot_count++];

	slot->near = near;
	slot->term = term;
	slot->next = entry->slots;
	entry->slots = slot;
	return slot;
}

static int
add_near(struct making *making, const struct tw_node *node)
{
	struct tw_marker *marker = making->marker;
	struct tw_mark_near *near = &marker->nears[marker->near_count++];

	near->unit = marker->unit_count++;
	near->most = node->term_count + node->distance;
	near->slots = tw_arena_zeroed(&marker->arena, node->term_count,
		sizeof(*near->slots));
	if (!near->slots)
		return tw_no_memory(making->err);
	struct tw_mark_unit *unit = &marker->units[near->unit];

	unit->in_text = node->field == TW_QUERY_ANY;
	for (uint32_t i = 0; i < node->term_count; i++) {
		struct tw_mark_slot *slot =
			slot_of(marker, near, node->terms[i].term);

		if (!slot)
			return tw_no_memory(making->err);
		slot->wanted++;
		unit->weight += idf_of(making, node, i);
	}
	for (uint32_t i = 0; i < near->slot_count; i++) {
		struct tw_mark_slot *slot = &near->slots[i];

		slot->places = tw_arena_zeroed(&marker->arena, slot->wanted,
			sizeof(*slot->places));
		if (!slot->places)
			return tw_no_memory(making->err);
	}
	return TRAWL_OK;
}

static int
add_leaf(struct making *making, const struct tw_node *leaf)
{
	switch (leaf->kind) {
	case TW_NODE_WORD:
		return add_word(making, leaf);
	case TW_NODE_PHRASE:
		return add_phrase(making, leaf);
	case TW_NODE_NEAR:
		return add_near(making, leaf);
	case TW_NODE_PREFIX:
		return add_prefix(making, leaf);
	case TW_NODE_PATTERN:
	case TW_NODE_FUZZY:
		return add_found(making, leaf);
	default:
		return TRAWL_OK;
	}
}

/* Recursion is bounded: see query/tree.h. */
static int
add_group(struct making *making, const struct tw_node *group)
{
	int status = TRAWL_OK;

	for (const struct tw_node *n = group->first; n; n = n->next) {
		if (n->occur == TW_NOT || tw_query_is_left_out(group, n) ||
			tw_query_filters(n))
			continue;
		if (n->kind == TW_NODE_GROUP)
			status = add_group(making, n);
		else
			status = add_leaf(making, n);
		if (status != TRAWL_OK)
			break;
	}
	return status;
}

static bool
is_found(const struct tw_node *node)
{
	return node->kind == TW_NODE_PATTERN || node->kind == TW_NODE_FUZZY;
}

/* Terms that words found may give, of the group and those in it. */
static size_t
found_most(const struct tw_node *group)
{
	size_t count = 0;

	for (const struct tw_node *n = group->first; n; n = n->next)
		count += n->kind == TW_NODE_GROUP ? found_most(n) :
			is_found(n) ? TW_FOUND_WORDS_MAX : 0;
	return count;
}

/* Each term makes at most one entry, one unit and one phrase. */
static int
make_room(struct tw_marker *marker, size_t term_count, size_t found,
	trawl_error *err)
{
	struct tw_arena *arena = &marker->arena;
	size_t terms = term_count > 0 ? term_count : 1;

	marker->terms = tw_arena_zeroed(arena, terms + found,
		sizeof(*marker->terms));
	marker->units = tw_arena_zeroed(arena, terms, sizeof(*marker->units));
	marker->phrases =
		tw_arena_zeroed(arena, terms, sizeof(*marker->phrases));
	marker->nears = tw_arena_zeroed(arena, terms, sizeof(*marker->nears));
	marker->beginnings =
		tw_arena_zeroed(arena, terms, sizeof(*marker->beginnings));
	marker->touched =
		tw_arena_zeroed(arena, terms, sizeof(struct tw_mark_phrase *));
	marker->starts =
		tw_arena_zeroed(arena, TW_MARK_STARTS, sizeof(*marker->starts));
	marker->bits = tw_arena_zeroed(arena, terms, 1);
	if (!marker->terms || !marker->units || !marker->phrases ||
		!marker->nears || !marker->beginnings ||
		!marker->touched || !marker->starts || !marker->bits)
		return tw_no_memory(err);
	return TRAWL_OK;
}

int
tw_marker_new(const struct tw_query *query, struct tw_analyzer *analyzer,
	tw_idf_fn *idf, tw_found_fn *found, void *context,
	struct tw_marker **ret, trawl_error *err)
{
	struct tw_marker *marker = tw_alloc_zeroed(1, sizeof(*marker));
	struct making making = {marker, idf, found, context, err};

	if (!marker)
		return tw_no_memory(err);
	marker->analyzer = analyzer;
	int status = make_room(marker, query->term_count,
		query->root && found ? found_most(query->root) : 0, err);

	if (status == TRAWL_OK && query->root)
		status = add_group(&making, query->root);
	if (status == TRAWL_OK)
		*ret = marker;
	else
		tw_marker_free(marker);
	return status;
}

void
tw_marker_free(struct tw_marker *marker)
{
	if (!marker)
		return;
	tw_map_done(&marker->map);
	tw_arena_done(&marker->arena);
	tw_buf_done(&marker->spots);
	tw_free(marker);
}
