/* search.c: the best articles for a query, and how many match. */
/* SPDX-License-Identifier: MIT */
#include "match/search.h"

#include "base/alloc.h"
#include "match/budget.h"
#include "match/collect.h"
#include "match/datebits.h"
#include "match/plan.h"
#include "match/topk.h"

/* As tw_collect; dates are asked of bits, where these are soon made. */
static int
collect(struct tw_collector *collector, struct tw_cursor *cursor,
	trawl_error *err)
{
	const struct tw_date_bits *bits;

	if (!collector->dated.filters || !tw_date_bits_pay(collector->segment,
		&collector->dated, cursor->cost))
		return tw_collect(collector, cursor, err);
	int status = tw_date_bits_make(collector->segment, &collector->dated,
		&bits, err);

	if (status != TRAWL_OK || bits->count == 0)
		return status;
	collector->only = bits->bits;
	collector->only_count = bits->count;
	collector->dated.filters = false;
	status = tw_collect(collector, cursor, err);
	collector->dated.filters = true;
	collector->only = NULL;
	return status;
}

static int
collect_all(const struct tw_plan *plan, struct tw_collector *collector,
	struct tw_arena *arena, bool each, trawl_error *err)
{
	struct tw_cursor *cursor;
	int status = tw_plan_cursor(plan, collector->segment, arena, &cursor,
		err);

	if (status != TRAWL_OK)
		return status;
	status = each ? tw_collect_each(collector, cursor, err)
		      : collect(collector, cursor, err);
	tw_cursor_done(cursor);
	return status;
}

static int
search_segment(struct tw_plan *plan, struct tw_collector *collector,
	struct tw_budget *budget, bool each, trawl_error *err)
{
	struct tw_arena arena = tw_reader_borrow(plan->reader);
	int status = budget->most > 0
		? tw_budget_collect(budget, plan, collector, &arena, err)
		: collect_all(plan, collector, &arena, each, err);

	tw_reader_give_back(plan->reader, arena);
	return status;
}

/* Whether segment a is searched before b: large ones first. */
static bool
goes_before(const struct tw_reader *reader, uint32_t a, uint32_t b)
{
	uint32_t docs_a = reader->segments[a].info.docs;
	uint32_t docs_b = reader->segments[b].info.docs;

	return docs_a > docs_b || (docs_a == docs_b && a < b);
}

/*
 * The largest segment has most of the best articles: what they score spares
 * scoring in the others. The order of hits does not depend on it.
 */
static uint32_t *
order_of(struct tw_arena *arena, const struct tw_reader *reader)
{
	uint32_t count = reader->root.count;
	uint32_t *order = tw_arena_zeroed(arena, count + (size_t)1,
		sizeof(*order));

	for (uint32_t i = 0; order && i < count; i++) {
		uint32_t j = i;

		for (; j > 0 && goes_before(reader, i, order[j - 1]); j--)
			order[j] = order[j - 1];
		order[j] = i;
	}
	return order;
}

static int
search(struct tw_reader *reader, const struct tw_query *query,
	struct tw_topk topk, bool each, struct tw_collector collector,
	uint64_t most, struct tw_hits *ret, trawl_error *err)
{
	struct tw_budget budget = {.most = most};
	struct tw_plan *plan;
	int status = tw_plan_new(reader, query, &plan, err);

	if (status != TRAWL_OK)
		return status;
	tw_plan_ask_dates(plan, &collector.dated);
	uint32_t *order = order_of(&plan->arena, reader);
	if (!order)
		status = tw_no_memory(err);
	collector.topk = &topk;
	for (uint32_t i = 0; i < reader->root.count && status == TRAWL_OK;
		i++) {
		collector.number = order[i];
		collector.segment = &reader->segments[order[i]];
		status = search_segment(plan, &collector, &budget, each,
			err);
	}
	const struct tw_node *cut = plan->cut;

	tw_plan_free(plan);
	if (status != TRAWL_OK) {
		tw_topk_done(&topk);
		return status;
	}
	tw_topk_sort(&topk);
	for (uint32_t i = 0; collector.dated.order && i < topk.count; i++)
		topk.hits[i].score = 0;
	if (collector.total < topk.count)
		collector.total = topk.count;
	*ret = (struct tw_hits){topk.hits, topk.count, collector.total,
		!collector.skipped && !budget.partial, cut, budget.partial,
		most > 0 ? collector.total + budget.hidden : UINT64_MAX};
	return TRAWL_OK;
}

/* Counts all if it is by date: each is seen then. */
static struct tw_collector
new_collector(bool counting, const struct tw_dated *dated)
{
	struct tw_collector collector = {.counting = counting};

	if (dated)
		collector.dated = *dated;
	if (collector.dated.order != TW_BY_SCORE)
		collector.counting = true;
	return collector;
}

int
tw_search_after(struct tw_reader *reader, const struct tw_query *query,
	uint32_t depth, bool counting, const struct tw_dated *dated,
	const struct tw_hit *after, struct tw_hits *ret, trawl_error *err)
{
	return tw_search_within(reader, query, depth, counting, dated, after,
		0, ret, err);
}

int
tw_search_within(struct tw_reader *reader, const struct tw_query *query,
	uint32_t depth, bool counting, const struct tw_dated *dated,
	const struct tw_hit *after, uint64_t budget, struct tw_hits *ret,
	trawl_error *err)
{
	struct tw_topk topk;

	tw_topk_init(&topk, depth);
	topk.resumes = after != NULL;
	if (after)
		topk.after = *after;
	return search(reader, query, topk, false,
		new_collector(counting, dated), budget, ret, err);
}

int
tw_search_dated(struct tw_reader *reader, const struct tw_query *query,
	uint32_t depth, bool counting, const struct tw_dated *dated,
	struct tw_hits *ret, trawl_error *err)
{
	return tw_search_after(reader, query, depth, counting, dated, NULL,
		ret, err);
}

int
tw_search_each(struct tw_reader *reader, const struct tw_query *query,
	uint32_t depth, const struct tw_dated *dated, struct tw_hits *ret,
	trawl_error *err)
{
	struct tw_topk topk;

	tw_topk_init(&topk, depth);
	return search(reader, query, topk, true, new_collector(true, dated),
		0, ret, err);
}

int
tw_search(struct tw_reader *reader, const struct tw_query *query,
	uint32_t depth, bool counting, struct tw_hits *ret, trawl_error *err)
{
	return tw_search_dated(reader, query, depth, counting, NULL, ret, err);
}

void
tw_hits_done(struct tw_hits *hits)
{
	tw_free(hits->hits);
	*hits = (struct tw_hits){0};
}
