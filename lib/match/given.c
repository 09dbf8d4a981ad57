/* given.c: whether given articles match a query, and what they score. */
/* SPDX-License-Identifier: MIT */
#include "match/given.h"

#include "match/plan.h"

/* Moves those of [from, to), which are of one segment, down to *kept. */
static int
seek_all(struct tw_cursor *cursor, struct tw_hit *hits, uint32_t from,
	uint32_t to, uint32_t *kept, trawl_error *err)
{
	for (uint32_t i = from; i < to; i++) {
		struct tw_hit hit = hits[i];
		int status = tw_cursor_seek(cursor, hit.doc, err);

		if (status == TRAWL_END)
			return TRAWL_OK;
		if (status == TRAWL_OK && cursor->doc != hit.doc)
			continue;
		if (status == TRAWL_OK)
			status = tw_cursor_score(cursor, &hit.score, err);
		if (status != TRAWL_OK)
			return status;
		hits[(*kept)++] = hit;
	}
	return TRAWL_OK;
}

static int
look_up(const struct tw_plan *plan, struct tw_hit *hits, uint32_t from,
	uint32_t to, uint32_t *kept, trawl_error *err)
{
	struct tw_segment *segment =
		&plan->reader->segments[hits[from].segment];
	struct tw_arena arena = tw_reader_borrow(plan->reader);
	struct tw_cursor *cursor;
	int status = tw_plan_cursor(plan, segment, &arena, &cursor, err);

	if (status == TRAWL_OK) {
		status = seek_all(cursor, hits, from, to, kept, err);
		tw_cursor_done(cursor);
	}
	tw_reader_give_back(plan->reader, arena);
	return status;
}

int
tw_search_given(struct tw_reader *reader, const struct tw_query *query,
	struct tw_hit *hits, uint32_t *count, trawl_error *err)
{
	struct tw_plan *plan;
	uint32_t kept = 0;
	int status = tw_plan_new(reader, query, &plan, err);

	if (status != TRAWL_OK)
		return status;
	for (uint32_t i = 0; i < *count && status == TRAWL_OK;) {
		uint32_t from = i;

		while (i < *count && hits[i].segment == hits[from].segment)
			i++;
		status = look_up(plan, hits, from, i, &kept, err);
	}
	tw_plan_free(plan);
	if (status == TRAWL_OK)
		*count = kept;
	return status;
}
