/* expandfound.c: the terms of words found, as those of a prefix. */
/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "match/bm25.h"
#include "match/expand.h"
#include "match/found.h"

/* A term that a living article has. */
struct chosen {
	uint64_t df;
	uint32_t number;
	uint32_t distance;
	const struct tw_term *entries;
};

static int
by_df(const void *left, const void *right)
{
	const struct chosen *a = left;
	const struct chosen *b = right;

	if (a->df != b->df)
		return a->df > b->df ? -1 : 1;
	return a->number < b->number ? -1 : 1;
}

static int
by_number(const void *left, const void *right)
{
	const struct chosen *a = left;
	const struct chosen *b = right;

	return a->number < b->number ? -1 : 1;
}

static int
choose(struct tw_reader *reader, enum tw_index_field field,
	const struct tw_found *found, struct tw_term *entries,
	struct chosen *chosen, uint32_t *ret_count, trawl_error *err)
{
	uint32_t count = 0;

	for (uint32_t i = 0; i < found->count; i++) {
		struct tw_term *own = entries + (size_t)count *
			reader->root.count;
		uint64_t df;
		int status = tw_reader_find_term(reader, field,
			found->terms[i].term, own, &df, err);

		if (status != TRAWL_OK)
			return status;
		if (df > 0)
			chosen[count++] = (struct chosen){
				df, i, found->terms[i].distance, own};
	}
	*ret_count = count;
	return TRAWL_OK;
}

/* As if each term fell on articles by chance, as in expand.c. */
static float
weight_of(const struct tw_reader *reader, enum tw_index_field field,
	const struct chosen *chosen, uint32_t count)
{
	double docs = (double)reader->live[field].docs;
	double none = 1;

	for (uint32_t i = 0; i < count; i++)
		none *= (double)chosen[i].df < docs ?
			1 - (double)chosen[i].df / docs : 0;
	return tw_bm25_idf(reader->live[field].docs,
		(uint64_t)(docs * (1 - none) + 0.5));
}

static int
set(struct tw_expansion *expansion, struct tw_arena *arena,
	const struct chosen *chosen, size_t segments, trawl_error *err)
{
	uint32_t count = expansion->count;

	expansion->entries = tw_arena_zeroed(arena, count * segments + 1,
		sizeof(*expansion->entries));
	expansion->distances = tw_arena_zeroed(arena, count + (size_t)1,
		sizeof(*expansion->distances));
	if (!expansion->entries || !expansion->distances)
		return tw_no_memory(err);
	for (uint32_t i = 0; i < count; i++) {
		for (size_t s = 0; s < segments; s++)
			expansion->entries[i * segments + s] =
				chosen[i].entries[s];
		expansion->distances[i] = chosen[i].distance;
	}
	return TRAWL_OK;
}

int
tw_expand_found(struct tw_reader *reader, struct tw_analyzer *analyzer,
	const struct tw_node *node, uint32_t most, struct tw_arena *arena,
	struct tw_expansion *ret, trawl_error *err)
{
	enum tw_index_field field = tw_field_of(node);
	size_t segments = reader->root.count;
	struct tw_expansion expansion = {0};
	struct tw_found found;
	int status = tw_found_terms(reader, analyzer, node, arena, &found,
		err);

	if (status != TRAWL_OK)
		return status;
	struct tw_term *entries = tw_arena_zeroed(arena,
		found.count * segments + 1, sizeof(*entries));
	struct chosen *chosen = tw_arena_zeroed(arena,
		found.count + (size_t)1, sizeof(*chosen));

	if (!entries || !chosen)
		return tw_no_memory(err);
	status = choose(reader, field, &found, entries, chosen,
		&expansion.count, err);
	if (status != TRAWL_OK)
		return status;
	expansion.is_cut = found.is_cut || expansion.count > most;
	if (expansion.count > most) {
		qsort(chosen, expansion.count, sizeof(*chosen), by_df);
		expansion.count = most;
		qsort(chosen, most, sizeof(*chosen), by_number);
	}
	if (!tw_query_filters(node))
		expansion.weight = weight_of(reader, field, chosen,
			expansion.count);
	status = set(&expansion, arena, chosen, segments, err);
	if (status == TRAWL_OK)
		*ret = expansion;
	return status;
}
