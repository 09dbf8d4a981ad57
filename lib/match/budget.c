/* budget.c: how far a search goes that may not touch all postings. */
/* SPDX-License-Identifier: MIT */
#include "match/budget.h"

#include "match/weigh.h"

/* Postings of a leaf's terms; 0: it has none here, as far as is known. */
static uint64_t
postings_of(const struct tw_reader *reader, const struct tw_weighted *leaf,
	uint32_t segment)
{
	const struct tw_expansion *expansion = leaf->expansion;
	uint64_t count = 0;

	for (uint32_t i = 0; expansion && i < expansion->count; i++)
		count += expansion->entries[
			i * (size_t)reader->root.count + segment].df;
	if (expansion)
		return count;
	for (uint32_t i = 0; i < leaf->node->term_count; i++)
		if (leaf->weight[i] >= 0)
			count += leaf->entries[i *
				(size_t)reader->root.count + segment].df;
	return count;
}

/* Recursion is bounded: see query/tree.h. */
static uint64_t
cost_of(const struct tw_reader *reader, const struct tw_weighted *weighted,
	uint32_t segment)
{
	uint64_t cost = 0;

	if (weighted->is_asked)
		return 0;
	if (weighted->node->kind != TW_NODE_GROUP) {
		if (weighted->expansion || weighted->entries)
			return postings_of(reader, weighted, segment);
		return reader->segments[segment].info.docs;
	}
	for (const struct tw_weighted *w = weighted->first; w; w = w->next)
		cost += cost_of(reader, w, segment);
	return cost;
}

/* The first articles of the present segment that may be looked at, of as many
   as it has; 0: none. Spends what they take. */
static uint32_t
find_reach(struct tw_budget *budget, const struct tw_plan *plan,
	const struct tw_collector *collector)
{
	uint32_t docs = collector->segment->info.docs;
	uint64_t left = budget->most - budget->spent;
	uint64_t cost = plan->root ? cost_of(plan->reader, plan->root,
		collector->number) : 0;

	if (cost <= left) {
		budget->spent += cost;
		return docs;
	}
	budget->partial = true;
	budget->spent = budget->most;
	return (uint32_t)((double)left / (double)cost * (double)docs);
}

/*
 * What matches at most of what is not counted: `most` articles match, at most.
 * If not all in the reach are counted, those that are may be anywhere.
 */
static void
note_hidden(struct tw_budget *budget, const struct tw_collector *collector,
	uint32_t most, uint64_t counted, uint32_t reach, bool all)
{
	uint32_t docs = collector->segment->info.docs;
	uint64_t hidden = most < docs ? most : docs;

	if (!all)
		hidden -= hidden < counted ? hidden : counted;
	else if (hidden > docs - reach)
		hidden = docs - reach;
	budget->hidden += hidden;
}

/* Up to the reach. */
static int
collect(struct tw_collector *collector, struct tw_cursor *cursor,
	uint32_t reach, struct tw_arena *arena, bool *ret_all,
	trawl_error *err)
{
	bool skipped = collector->skipped;
	int status;

	collector->skipped = false;
	if (reach == collector->segment->info.docs) {
		status = tw_collect(collector, cursor, err);
		*ret_all = collector->counting;
	} else {
		collector->end = reach;
		status = tw_collect_to_end(collector, cursor, arena, err);
		collector->end = 0;
		*ret_all = !collector->skipped;
	}
	collector->skipped |= skipped;
	return status;
}

int
tw_budget_collect(struct tw_budget *budget, struct tw_plan *plan,
	struct tw_collector *collector, struct tw_arena *arena,
	trawl_error *err)
{
	uint32_t docs = collector->segment->info.docs;
	uint32_t reach = find_reach(budget, plan, collector);
	uint64_t before = collector->total;
	struct tw_cursor *cursor;
	bool all = true;

	plan->end = reach < docs ? reach : 0;
	int status = tw_plan_cursor(plan, collector->segment, arena, &cursor,
		err);

	plan->end = 0;
	if (status != TRAWL_OK)
		return status;
	uint32_t most = cursor->cost;

	if (reach > 0)
		status = collect(collector, cursor, reach, arena, &all,
			err);
	tw_cursor_done(cursor);
	note_hidden(budget, collector, most, collector->total - before, reach,
		all);
	return status;
}
