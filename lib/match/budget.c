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

uint64_t
tw_budget_cost(const struct tw_plan *plan, uint32_t segment)
{
	return plan->root ? cost_of(plan->reader, plan->root, segment) : 0;
}

uint32_t
tw_budget_reach(struct tw_budget *budget, const struct tw_plan *plan,
	const struct tw_collector *collector)
{
	uint32_t docs = collector->segment->info.docs;
	uint64_t left = budget->most - budget->spent;
	uint64_t cost = tw_budget_cost(plan, collector->number);

	if (cost <= left) {
		budget->spent += cost;
		return docs;
	}
	budget->partial = true;
	budget->spent = budget->most;
	return (uint32_t)((double)left / (double)cost * (double)docs);
}

/* What matches at most of what is not counted. */
static void
note_hidden(struct tw_budget *budget, const struct tw_collector *collector,
	uint32_t cost, uint64_t counted, uint32_t reach)
{
	uint32_t docs = collector->segment->info.docs;
	uint64_t hidden = cost < docs ? cost : docs;

	if (reach == docs && collector->counting)
		return;
	if (reach < docs && hidden > docs - reach)
		hidden = docs - reach;
	budget->hidden += reach == docs && hidden > counted
		? hidden - counted : reach < docs ? hidden : 0;
}

int
tw_budget_collect(struct tw_budget *budget, const struct tw_plan *plan,
	struct tw_collector *collector, struct tw_cursor *cursor,
	trawl_error *err)
{
	uint32_t docs = collector->segment->info.docs;
	uint32_t reach = tw_budget_reach(budget, plan, collector);
	uint64_t before = collector->total;
	uint32_t cost = cursor->cost;
	int status = TRAWL_OK;

	collector->end = reach;
	if (reach == docs)
		status = tw_collect(collector, cursor, err);
	else if (reach > 0)
		status = tw_collect_each(collector, cursor, err);
	collector->end = 0;
	note_hidden(budget, collector, cost, collector->total - before,
		reach);
	return status;
}
