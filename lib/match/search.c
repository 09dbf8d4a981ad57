/* search.c: the best articles for a query, and how many match. */
/* SPDX-License-Identifier: MIT */
#include "match/search.h"

#include "base/alloc.h"
#include "match/plan.h"
#include "match/topk.h"

static int
take(struct tw_segment *segment, uint32_t number, struct tw_cursor *cursor,
	struct tw_topk *topk, uint64_t *total, trawl_error *err)
{
	struct tw_hit hit = {.segment = number, .doc = cursor->doc};
	bool dead = false;
	int status = TRAWL_OK;

	if (segment->info.dead > 0)
		status = tw_segment_is_dead(segment, hit.doc, &dead, err);
	if (status != TRAWL_OK || dead)
		return status;
	status = tw_cursor_score(cursor, &hit.score, err);
	if (status != TRAWL_OK)
		return status;
	++*total;
	return tw_topk_add(topk, hit, err);
}

static int
search_segment(const struct tw_plan *plan, struct tw_segment *segment,
	uint32_t number, struct tw_topk *topk, uint64_t *total,
	trawl_error *err)
{
	struct tw_arena arena = {0};
	struct tw_cursor *cursor;
	int status = tw_plan_cursor(plan, segment, &arena, &cursor, err);

	if (status == TRAWL_OK) {
		do {
			status = tw_cursor_next(cursor, err);
			if (status == TRAWL_OK)
				status = take(segment, number, cursor, topk,
					total, err);
		} while (status == TRAWL_OK);
		tw_cursor_done(cursor);
	}
	tw_arena_done(&arena);
	return status == TRAWL_END ? TRAWL_OK : status;
}

int
tw_search(struct tw_reader *reader, const struct tw_query *query,
	uint32_t depth, struct tw_hits *ret, trawl_error *err)
{
	struct tw_topk topk;
	struct tw_plan *plan;
	uint64_t total = 0;
	int status = tw_plan_new(reader, query, &plan, err);

	if (status != TRAWL_OK)
		return status;
	tw_topk_init(&topk, depth);
	for (uint32_t i = 0; i < reader->root.count && status == TRAWL_OK; i++)
		status = search_segment(plan, &reader->segments[i], i, &topk,
			&total, err);
	tw_plan_free(plan);
	if (status != TRAWL_OK) {
		tw_topk_done(&topk);
		return status;
	}
	tw_topk_sort(&topk);
	*ret = (struct tw_hits){topk.hits, topk.count, total};
	return TRAWL_OK;
}

void
tw_hits_done(struct tw_hits *hits)
{
	tw_free(hits->hits);
	*hits = (struct tw_hits){0};
}
