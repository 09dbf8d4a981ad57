/* near.c: articles that have words near each other, in any order. */
/* SPDX-License-Identifier: MIT */
#include "match/near.h"

#include "match/joint.h"

#define NO_PLACE UINT32_MAX

/* A term, and a walk over its places in the present article. */
struct near_list {
	struct tw_postings postings;
	uint32_t times;		/* it is asked for */
	struct tw_runs runs;
	struct tw_run run;	/* of the title or the text */
	uint32_t next;		/* place of the run to look at */
	uint32_t first;		/* place that the stretch may begin with */
};

struct near {
	struct tw_joint all;
	uint32_t span;		/* words of the longest stretch */
	struct near_list lists[];	/* all.count */
};

/* ------------------------------------------------------------------ */
/* Stretches of one field of an article.                                */

/* The i-th place, counted in words; NO_PLACE behind the last. */
static uint32_t
place(const struct near_list *list, uint32_t i)
{
	return i < list->run.count ? list->run.sums[i] - list->run.sums[-1]
				   : NO_PLACE;
}

/* The list whose next place is the first. */
static struct near_list *
next_list(struct near *near)
{
	struct near_list *first = &near->lists[0];

	for (uint32_t i = 1; i < near->all.count; i++)
		if (place(&near->lists[i], near->lists[i].next) <
			place(first, first->next))
			first = &near->lists[i];
	return first;
}

/*
 * Where the shortest stretch that ends with all the places taken so far would
 * begin; NO_PLACE if a term is not there as often as it is asked for.
 */
static uint32_t
beginning(const struct near *near)
{
	uint32_t first = NO_PLACE;

	for (uint32_t i = 0; i < near->all.count; i++) {
		const struct near_list *list = &near->lists[i];

		if (list->next - list->first < list->times)
			return NO_PLACE;
		uint32_t at = place(list, list->next - list->times);

		if (at < first)
			first = at;
	}
	return first;
}

/* The next stretch begins behind all places taken so far. */
static void
begin_anew(struct near *near)
{
	for (uint32_t i = 0; i < near->all.count; i++)
		near->lists[i].first = near->lists[i].next;
}

static uint32_t
count_stretches(struct near *near)
{
	uint32_t count = 0;

	for (uint32_t i = 0; i < near->all.count; i++) {
		near->lists[i].next = 0;
		near->lists[i].first = 0;
		if (near->lists[i].run.count < near->lists[i].times)
			return 0;
	}
	for (;;) {
		struct near_list *list = next_list(near);
		uint32_t end = place(list, list->next);

		if (end == NO_PLACE)
			return count;
		list->next++;
		uint32_t start = beginning(near);

		if (start != NO_PLACE && end - start < near->span) {
			count++;
			begin_anew(near);
		}
	}
}

/* A freq_here. */
static int
count_here(struct tw_joint *joint, uint32_t *ret, trawl_error *err)
{
	struct near *near = (struct near *)joint;

	for (uint32_t i = 0; i < near->all.count; i++) {
		struct near_list *list = &near->lists[i];
		int status = tw_postings_runs(&list->postings, &list->runs,
			err);

		if (status != TRAWL_OK)
			return status;
		list->run = list->runs.title;
	}
	uint32_t in_title = count_stretches(near);

	for (uint32_t i = 0; i < near->all.count; i++)
		near->lists[i].run = near->lists[i].runs.text;
	*ret = tw_joint_weigh(joint, in_title, count_stretches(near));
	return TRAWL_OK;
}

static const struct tw_cursor_ops near_ops = {
	.next = tw_joint_next,
	.seek = tw_joint_seek,
	.score = tw_joint_score,
	.window = tw_window_by_score,
	.done = tw_joint_done,
};

/* ------------------------------------------------------------------ */

/* The terms in ascending order of their articles; equal ones side by side. */
static const struct tw_term **
sort_terms(struct tw_arena *arena, const struct tw_term *terms, uint32_t count)
{
	const struct tw_term **order = tw_arena_alloc(arena,
		count * sizeof(*order));

	for (uint32_t i = 0; order && i < count; i++) {
		uint32_t j = i;

		while (j > 0 && (order[j - 1]->df > terms[i].df ||
			(order[j - 1]->df == terms[i].df &&
			order[j - 1]->ordinal > terms[i].ordinal))) {
			order[j] = order[j - 1];
			j--;
		}
		order[j] = &terms[i];
	}
	return order;
}

static int
open_lists(struct near *near, const struct tw_term **order, uint32_t count,
	trawl_error *err)
{
	for (uint32_t i = 0; i < count; i++) {
		struct near_list *list = &near->lists[near->all.count];

		if (i > 0 && order[i]->ordinal == order[i - 1]->ordinal) {
			list[-1].times++;
			continue;
		}
		list->times = 1;
		int status = tw_joint_open(&near->all, &list->postings,
			order[i], err);

		if (status != TRAWL_OK)
			return status;
	}
	return TRAWL_OK;
}

int
tw_near_cursor(struct tw_arena *arena, struct tw_segment *segment,
	const struct tw_term *terms, uint32_t count, uint32_t distance,
	const struct tw_bm25 *bm25, float weight, struct tw_cursor **ret,
	trawl_error *err)
{
	struct near *near = tw_cursor_alloc(arena,
		sizeof(*near) + count * sizeof(*near->lists));
	struct tw_postings **postings = tw_arena_alloc(arena,
		count * sizeof(struct tw_postings *));
	const struct tw_term **order = sort_terms(arena, terms, count);

	if (!near || !postings || !order)
		return tw_no_memory(err);
	*near = (struct near){
		.all = {
			.cursor.ops = &near_ops,
			.cursor.cost = order[0]->df,
			.segment = segment,
			.bm25 = bm25,
			.field = terms[0].field,
			.weight = weight,
			.postings = postings,
			.freq_here = count_here,
		},
		.span = count + distance,
	};
	struct tw_cursor *cursor = &near->all.cursor;
	int status = open_lists(near, order, count, err);

	if (status != TRAWL_OK) {
		tw_joint_done(cursor);
		return status;
	}
	*ret = cursor;
	return TRAWL_OK;
}
