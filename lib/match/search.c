/* search.c: the best articles for a query, and how many match. */
/* SPDX-License-Identifier: MIT */
#include "match/search.h"

#include <assert.h>

#include "base/alloc.h"
#include "match/plan.h"
#include "match/topk.h"

/* A search of one segment. */
struct pass {
	struct tw_segment *segment;
	struct tw_topk *topk;
	uint64_t *total;
	struct tw_hit hit;	/* of the segment */
	struct tw_window *window;
};

static int
take(struct pass *pass, uint32_t doc, float score, trawl_error *err)
{
	bool dead = false;

	if (pass->segment->info.dead > 0) {
		int status = tw_segment_is_dead(pass->segment, doc, &dead,
			err);

		if (status != TRAWL_OK || dead)
			return status;
	}
	++*pass->total;
	if (!tw_topk_wants(pass->topk, score))
		return TRAWL_OK;
	pass->hit.doc = doc;
	pass->hit.score = score;
	return tw_topk_add(pass->topk, pass->hit, err);
}

/* Takes the articles in the window, and empties it. */
static int
take_window(struct pass *pass, uint32_t base, trawl_error *err)
{
	struct tw_window *window = pass->window;

	for (uint32_t word = 0; word < TW_WINDOW / 64; word++) {
		uint64_t bits = window->matched[word];

		window->matched[word] = 0;
		for (; bits; bits &= bits - 1) {
			uint32_t i = word * 64 +
				(uint32_t)__builtin_ctzll(bits);
			int status = take(pass, base + i, window->scores[i],
				err);

			if (status != TRAWL_OK)
				return status;
			window->scores[i] = 0;
		}
	}
	return TRAWL_OK;
}

static int
walk(struct pass *pass, struct tw_cursor *cursor, trawl_error *err)
{
	uint32_t base = 0;

	while (base < pass->segment->info.docs) {
		int status = tw_cursor_window(cursor, base, pass->window, err);

		if (status == TRAWL_OK)
			status = take_window(pass, base, err);
		if (status != TRAWL_OK || cursor->doc == TW_NO_DOC)
			return status;
		assert(cursor->doc - base >= TW_WINDOW);
		base = cursor->doc - cursor->doc % TW_WINDOW;
	}
	return TRAWL_OK;
}

static int
search_segment(const struct tw_plan *plan, struct pass *pass, trawl_error *err)
{
	struct tw_arena arena = {0};
	struct tw_cursor *cursor = NULL;
	int status = TRAWL_OK;

	pass->window = tw_arena_zeroed(&arena, 1, sizeof(*pass->window));
	if (!pass->window)
		status = tw_no_memory(err);
	if (status == TRAWL_OK)
		status = tw_plan_cursor(plan, pass->segment, &arena, &cursor,
			err);
	if (status == TRAWL_OK)
		status = walk(pass, cursor, err);
	if (cursor)
		tw_cursor_done(cursor);
	tw_arena_done(&arena);
	return status;
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
	for (uint32_t i = 0; i < reader->root.count && status == TRAWL_OK;
		i++) {
		struct pass pass = {
			.segment = &reader->segments[i],
			.topk = &topk,
			.total = &total,
			.hit.segment = i,
		};

		status = search_segment(plan, &pass, err);
	}
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
