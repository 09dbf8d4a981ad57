/* topk.c: keeps the best of the articles that pass by. */
/* SPDX-License-Identifier: MIT */
#include "match/topk.h"

#include "base/alloc.h"

void
tw_topk_init(struct tw_topk *topk, uint32_t depth)
{
	*topk = (struct tw_topk){.depth = depth};
}

void
tw_topk_done(struct tw_topk *topk)
{
	tw_free(topk->hits);
	*topk = (struct tw_topk){0};
}

static bool
is_worse(const struct tw_hit *a, const struct tw_hit *b)
{
	if (a->score != b->score)
		return a->score < b->score;
	if (a->segment != b->segment)
		return a->segment > b->segment;
	return a->doc > b->doc;
}

/* Sinks the hit at `i` below all that are worse. */
static void
sink(struct tw_hit *hits, uint32_t count, uint32_t i)
{
	struct tw_hit hit = hits[i];

	for (;;) {
		uint32_t child = 2 * i + 1;

		if (child >= count)
			break;
		if (child + 1 < count &&
			is_worse(&hits[child + 1], &hits[child]))
			child++;
		if (!is_worse(&hits[child], &hit))
			break;
		hits[i] = hits[child];
		i = child;
	}
	hits[i] = hit;
}

static void
rise(struct tw_hit *hits, uint32_t i)
{
	struct tw_hit hit = hits[i];

	while (i > 0 && is_worse(&hit, &hits[(i - 1) / 2])) {
		hits[i] = hits[(i - 1) / 2];
		i = (i - 1) / 2;
	}
	hits[i] = hit;
}

static int
grow(struct tw_topk *topk, trawl_error *err)
{
	uint32_t room = topk->room < 16 ? 16 : 2 * topk->room;
	struct tw_hit *hits = tw_realloc(topk->hits, room * sizeof(*hits));

	if (!hits)
		return tw_no_memory(err);
	topk->hits = hits;
	topk->room = room;
	return TRAWL_OK;
}

int
tw_topk_add(struct tw_topk *topk, struct tw_hit hit, trawl_error *err)
{
	if (topk->count == topk->depth) {
		if (topk->depth == 0 || !is_worse(&topk->hits[0], &hit))
			return TRAWL_OK;
		topk->hits[0] = hit;
		sink(topk->hits, topk->count, 0);
		return TRAWL_OK;
	}
	if (topk->count == topk->room) {
		int status = grow(topk, err);

		if (status != TRAWL_OK)
			return status;
	}
	topk->hits[topk->count] = hit;
	rise(topk->hits, topk->count++);
	return TRAWL_OK;
}

void
tw_topk_sort(struct tw_topk *topk)
{
	for (uint32_t n = topk->count; n > 1; n--) {
		struct tw_hit worst = topk->hits[0];

		topk->hits[0] = topk->hits[n - 1];
		sink(topk->hits, n - 1, 0);
		topk->hits[n - 1] = worst;
	}
}
