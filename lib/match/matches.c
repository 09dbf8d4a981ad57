/* matches.c: all articles that match a query, as bits. */
/* SPDX-License-Identifier: MIT */
#include "match/matches.h"

#include <string.h>

#include "base/alloc.h"
#include "match/budget.h"
#include "match/collect.h"
#include "match/plan.h"

struct pass {
	struct tw_plan *plan;
	struct tw_collector collector;
	struct tw_budget budget;
	tw_matches_fn *fn;
	void *context;
};

/* Bits for whole windows, as they are counted. */
static uint32_t
words_of(const struct tw_segment *segment)
{
	return (segment->info.docs / TW_WINDOW + 1) * TW_WINDOW_WORDS;
}

/* Whether articles are marked that the segment does not have. */
static bool
goes_too_far(const struct tw_collector *collector)
{
	uint32_t docs = collector->segment->info.docs;
	uint64_t left = collector->matches[docs / 64] >> docs % 64;

	for (uint32_t i = docs / 64 + 1; i < words_of(collector->segment); i++)
		left |= collector->matches[i];
	return left != 0;
}

static int
collect_all(struct pass *pass, struct tw_arena *arena, trawl_error *err)
{
	struct tw_cursor *cursor;
	int status = tw_plan_cursor(pass->plan, pass->collector.segment, arena,
		&cursor, err);

	if (status != TRAWL_OK)
		return status;
	status = tw_collect(&pass->collector, cursor, err);
	tw_cursor_done(cursor);
	return status;
}

static int
collect(struct pass *pass, struct tw_arena *arena, trawl_error *err)
{
	int status = pass->budget.most > 0
		? tw_budget_collect(&pass->budget, pass->plan,
			&pass->collector, arena, err)
		: collect_all(pass, arena, err);

	if (status == TRAWL_OK && goes_too_far(&pass->collector))
		return TW_CORRUPT(err, "an article behind the last one");
	return status;
}

static int
pass_over(struct pass *pass, uint32_t number, trawl_error *err)
{
	struct tw_reader *reader = pass->plan->reader;
	struct tw_segment *segment = &reader->segments[number];
	struct tw_arena arena = tw_reader_borrow(reader);
	uint32_t words = words_of(segment);

	pass->collector.segment = segment;
	pass->collector.number = number;
	pass->collector.total = 0;
	memset(pass->collector.matches, 0, (size_t)words * sizeof(uint64_t));
	int status = collect(pass, &arena, err);

	tw_reader_give_back(reader, arena);
	if (status != TRAWL_OK)
		return status;
	struct tw_matches matches = {segment, number, pass->collector.total,
		pass->collector.matches, words};
	return pass->fn(pass->context, &matches, err);
}

/* For the largest segment. */
static uint64_t *
new_bits(const struct tw_reader *reader)
{
	uint32_t words = 1;

	for (uint32_t i = 0; i < reader->root.count; i++)
		if (words < words_of(&reader->segments[i]))
			words = words_of(&reader->segments[i]);
	return tw_alloc((size_t)words * sizeof(uint64_t));
}

/* What there is to tell of all segments. */
static void
tell(const struct pass *pass, uint64_t total, struct tw_hits *ret)
{
	*ret = (struct tw_hits){
		.total = total,
		.is_exact = !pass->budget.partial,
		.cut = pass->plan->cut,
		.partial = pass->budget.partial,
		.most = pass->budget.most > 0 ? total + pass->budget.hidden
					      : UINT64_MAX,
	};
}

int
tw_search_matches_within(struct tw_reader *reader,
	const struct tw_query *query, const struct tw_dated *dated,
	uint64_t budget, tw_matches_fn *fn, void *context,
	struct tw_hits *ret, trawl_error *err)
{
	struct tw_topk none;
	struct pass pass = {
		.collector = {.topk = &none, .counting = true},
		.budget = {.most = budget},
		.fn = fn,
		.context = context,
	};
	uint64_t total = 0;
	int status = tw_plan_new(reader, query, &pass.plan, err);

	if (status != TRAWL_OK)
		return status;
	tw_topk_init(&none, 0);
	if (dated)
		pass.collector.dated = *dated;
	pass.collector.dated.order = TW_UNORDERED;
	tw_plan_ask_dates(pass.plan, &pass.collector.dated);
	pass.collector.matches = new_bits(reader);
	if (!pass.collector.matches)
		status = tw_no_memory(err);
	for (uint32_t i = 0; i < reader->root.count && status == TRAWL_OK;
		i++) {
		status = pass_over(&pass, i, err);
		total += pass.collector.total;
	}
	if (status == TRAWL_OK)
		tell(&pass, total, ret);
	tw_free(pass.collector.matches);
	tw_plan_free(pass.plan);
	return status;
}

int
tw_search_matches(struct tw_reader *reader, const struct tw_query *query,
	const struct tw_dated *dated, tw_matches_fn *fn, void *context,
	trawl_error *err)
{
	struct tw_hits all;

	return tw_search_matches_within(reader, query, dated, 0, fn, context,
		&all, err);
}
