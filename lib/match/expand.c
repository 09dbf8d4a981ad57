/* expand.c: the terms that a prefix stands for. */
/* SPDX-License-Identifier: MIT */
#include "match/expand.h"

#include <string.h>

#include "base/alloc.h"
#include "match/bm25.h"

/* A term that was met, and how it stands to others. */
struct found {
	uint64_t df;		/* live articles in all segments */
	uint32_t number;	/* in the order they were met in */
};

/*
 * Walks the dictionaries of all segments side by side, so that a term comes
 * once, with its entries.
 */
struct expand {
	struct tw_reader *reader;
	const struct tw_node *node;
	enum tw_index_field field;
	struct tw_str beginning;
	struct tw_terms *walks;		/* one a segment, */
	bool *is_within;		/* at a term with the beginning */
	uint32_t opened;
	struct tw_term *entries;	/* of the present term */
	struct tw_expansion *chosen;
	struct found *found;		/* of those chosen */
	uint32_t met;
	uint32_t worst;			/* of those chosen if they are all */
};

/* ------------------------------------------------------------------ */
/* Choosing.                                                            */

static bool
is_worse(const struct found *a, const struct found *b)
{
	return a->df < b->df || (a->df == b->df && a->number > b->number);
}

static void
find_worst(struct expand *expand)
{
	expand->worst = 0;
	for (uint32_t i = 1; i < expand->chosen->count; i++)
		if (is_worse(&expand->found[i],
			&expand->found[expand->worst]))
			expand->worst = i;
}

static void
put(struct expand *expand, uint32_t place, struct found found)
{
	size_t segments = expand->reader->root.count;

	expand->found[place] = found;
	memcpy(expand->chosen->entries + place * segments, expand->entries,
		segments * sizeof(struct tw_term));
}

/* The present term, with its entries. */
static void
choose(struct expand *expand)
{
	struct tw_expansion *chosen = expand->chosen;
	struct found found = {.number = expand->met};

	for (uint32_t i = 0; i < expand->reader->root.count; i++)
		if (expand->entries[i].df > 0)
			found.df += expand->entries[i].df -
				expand->entries[i].dead;
	if (found.df == 0)
		return;
	expand->met++;
	if (chosen->count < expand->node->expansions) {
		put(expand, chosen->count++, found);
		if (chosen->count == expand->node->expansions)
			find_worst(expand);
		return;
	}
	chosen->is_cut = true;
	if (!is_worse(&expand->found[expand->worst], &found))
		return;
	put(expand, expand->worst, found);
	find_worst(expand);
}

/* In the order they were met in, which is that of the segments' blocks. */
static void
sort(struct expand *expand)
{
	struct tw_expansion *chosen = expand->chosen;
	size_t segments = expand->reader->root.count;

	for (uint32_t i = 1; i < chosen->count; i++) {
		struct found moved = expand->found[i];
		uint32_t j = i;

		memcpy(expand->entries, chosen->entries + i * segments,
			segments * sizeof(struct tw_term));
		for (; j > 0 && expand->found[j - 1].number > moved.number;
			j--) {
			expand->found[j] = expand->found[j - 1];
			memcpy(chosen->entries + j * segments,
				chosen->entries + (j - 1) * segments,
				segments * sizeof(struct tw_term));
		}
		put(expand, j, moved);
	}
}

/* ------------------------------------------------------------------ */
/* Walking.                                                             */

static int
step(struct expand *expand, uint32_t i, trawl_error *err)
{
	struct tw_terms *walk = &expand->walks[i];
	struct tw_str beginning = expand->beginning;
	int status = tw_terms_next(walk, err);

	expand->is_within[i] = status == TRAWL_OK &&
		walk->entry.field == expand->field &&
		walk->term.n >= beginning.n &&
		memcmp(walk->term.p, beginning.p, beginning.n) == 0;
	return status == TRAWL_END ? TRAWL_OK : status;
}

static int
open_walks(struct expand *expand, trawl_error *err)
{
	struct tw_reader *reader = expand->reader;

	for (uint32_t i = 0; i < reader->root.count; i++) {
		int status = tw_terms_open(&expand->walks[i],
			&reader->segments[i], expand->field,
			expand->beginning, err);

		expand->opened += status == TRAWL_OK;
		if (status == TRAWL_OK)
			status = step(expand, i, err);
		if (status != TRAWL_OK)
			return status;
	}
	return TRAWL_OK;
}

/* The walk that stands at the first term of all; their count if none does. */
static uint32_t
find_first(const struct expand *expand)
{
	uint32_t count = expand->reader->root.count;
	uint32_t first = count;

	for (uint32_t i = 0; i < count; i++)
		if (expand->is_within[i] && (first == count ||
			tw_str_compare(expand->walks[i].term,
				expand->walks[first].term) < 0))
			first = i;
	return first;
}

/* The entries of the term that walk `first` stands at; all step behind it. */
static int
take(struct expand *expand, uint32_t first, trawl_error *err)
{
	struct tw_str term = expand->walks[first].term;
	enum tw_token_kind kind = TW_TOKEN_MAIN;
	int status = tw_query_kind(term, &kind, err);

	for (uint32_t i = expand->reader->root.count; i-- > 0;) {
		bool same = expand->is_within[i] &&
			tw_str_equal(expand->walks[i].term, term);

		if (same)
			expand->entries[i] = expand->walks[i].entry;
		else
			expand->entries[i].df = 0;
		/* The first steps last: the term is borrowed from it. */
		if (same && i != first && status == TRAWL_OK)
			status = step(expand, i, err);
	}
	if (kind != TW_TOKEN_EXACT)
		choose(expand);
	return status == TRAWL_OK ? step(expand, first, err) : status;
}

static int
look_up_stems(struct expand *expand, trawl_error *err)
{
	struct tw_reader *reader = expand->reader;
	const struct tw_node *node = expand->node;

	for (uint32_t n = 1; n < node->term_count; n++) {
		for (uint32_t i = 0; i < reader->root.count; i++) {
			int status = tw_segment_find(&reader->segments[i],
				expand->field, node->terms[n].term,
				&expand->entries[i], err);

			if (status < 0)
				return status;
			if (status == TRAWL_END)
				expand->entries[i].df = 0;
		}
		choose(expand);
	}
	return TRAWL_OK;
}

static int
walk_all(struct expand *expand, trawl_error *err)
{
	uint32_t count = expand->reader->root.count;
	int status = open_walks(expand, err);

	while (status == TRAWL_OK) {
		uint32_t first = find_first(expand);

		if (first == count)
			break;
		status = take(expand, first, err);
	}
	for (uint32_t i = 0; i < expand->opened; i++)
		tw_terms_close(&expand->walks[i]);
	return status == TRAWL_OK ? look_up_stems(expand, err) : status;
}

/* ------------------------------------------------------------------ */

static int
make_room(struct expand *expand, struct tw_arena *arena, trawl_error *err)
{
	size_t count = (size_t)expand->reader->root.count + 1;
	size_t most = expand->node->expansions;
	struct tw_expansion *chosen = expand->chosen;

	expand->walks = tw_arena_zeroed(arena, count, sizeof(struct tw_terms));
	expand->is_within = tw_arena_zeroed(arena, count, sizeof(bool));
	expand->entries = tw_arena_zeroed(arena, count,
		sizeof(struct tw_term));
	expand->found = tw_arena_zeroed(arena, most, sizeof(struct found));
	chosen->entries = tw_arena_zeroed(arena, most * count,
		sizeof(struct tw_term));
	if (!expand->walks || !expand->is_within || !expand->entries ||
		!expand->found || !chosen->entries)
		return tw_no_memory(err);
	return TRAWL_OK;
}

/*
 * In how many articles any of the terms is, as if each fell on articles by
 * chance; to know it would take all their lists.
 */
static uint64_t
df_of_all(const struct expand *expand)
{
	double docs = (double)expand->reader->live[expand->field].docs;
	double none = 1;

	for (uint32_t i = 0; i < expand->chosen->count; i++) {
		double df = (double)expand->found[i].df;

		none *= df < docs ? 1 - df / docs : 0;
	}
	return (uint64_t)(docs * (1 - none) + 0.5);
}

int
tw_expand(struct tw_reader *reader, const struct tw_node *node,
	struct tw_arena *arena, struct tw_expansion *ret, trawl_error *err)
{
	struct tw_expansion chosen = {0};
	struct expand expand = {
		.reader = reader,
		.node = node,
		.field = tw_field_of(node),
		.beginning = node->terms[0].term,
		.chosen = &chosen,
	};
	int status = make_room(&expand, arena, err);

	if (status == TRAWL_OK)
		status = walk_all(&expand, err);
	if (status != TRAWL_OK)
		return status;
	sort(&expand);
	chosen.weight = tw_bm25_idf(reader->live[expand.field].docs,
		df_of_all(&expand));
	*ret = chosen;
	return TRAWL_OK;
}
