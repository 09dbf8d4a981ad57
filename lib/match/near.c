/* near.c: articles that have words near each other, in any order. */
/* SPDX-License-Identifier: MIT */
#include "match/near.h"

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

/* Lists stand in ascending order of their document frequency. */
struct near {
	struct tw_cursor cursor;
	struct tw_segment *segment;
	const struct tw_bm25 *bm25;
	enum tw_index_field field;
	float weight;
	uint32_t span;		/* words of the longest stretch */
	uint32_t freq;		/* weighted, of the present article */
	uint32_t count;
	struct near_list lists[];
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

	for (uint32_t i = 1; i < near->count; i++)
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

	for (uint32_t i = 0; i < near->count; i++) {
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
	for (uint32_t i = 0; i < near->count; i++)
		near->lists[i].first = near->lists[i].next;
}

static uint32_t
count_stretches(struct near *near)
{
	uint32_t count = 0;

	for (uint32_t i = 0; i < near->count; i++) {
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

/* The weighted frequency in the article that all lists stand at. */
static int
count_all(struct near *near, trawl_error *err)
{
	for (uint32_t i = 0; i < near->count; i++) {
		struct near_list *list = &near->lists[i];
		int status = tw_postings_runs(&list->postings, &list->runs,
			err);

		if (status != TRAWL_OK)
			return status;
		list->run = list->runs.title;
	}
	uint32_t in_title = count_stretches(near);

	for (uint32_t i = 0; i < near->count; i++)
		near->lists[i].run = near->lists[i].runs.text;
	near->freq = near->field == TW_FIELD_ALL
		? tw_title_weight(&near->segment->info) * in_title +
			count_stretches(near)
		: in_title;
	return TRAWL_OK;
}

/* ------------------------------------------------------------------ */
/* Articles that have all terms.                                        */

/* Moves all terms to one article, from the first one's present article on. */
static int
align(struct near *near, trawl_error *err)
{
	struct tw_postings *lead = &near->lists[0].postings;

	for (uint32_t i = 1; i < near->count; i++) {
		struct tw_postings *other = &near->lists[i].postings;
		int status = tw_postings_seek(other, lead->doc, err);

		if (status == TRAWL_OK && other->doc != lead->doc) {
			status = tw_postings_seek(lead, other->doc, err);
			i = 0;
		}
		if (status != TRAWL_OK)
			return status;
	}
	return TRAWL_OK;
}

/* From a status of the first list to an article that counts, or the end. */
static int
settle(struct near *near, int status, trawl_error *err)
{
	struct tw_postings *lead = &near->lists[0].postings;

	while (status == TRAWL_OK) {
		if (tw_cursor_is_beyond(&near->cursor, lead->doc))
			return tw_cursor_end(&near->cursor, TRAWL_END);
		status = align(near, err);
		if (status == TRAWL_OK)
			status = count_all(near, err);
		if (status == TRAWL_OK && near->freq > 0) {
			near->cursor.doc = lead->doc;
			return TRAWL_OK;
		}
		if (status == TRAWL_OK)
			status = tw_postings_next(lead, err);
	}
	return tw_cursor_end(&near->cursor, status);
}

static int
near_next(struct tw_cursor *cursor, trawl_error *err)
{
	struct near *near = (struct near *)cursor;

	if (cursor->doc == TW_NO_DOC)
		return TRAWL_END;
	return settle(near, tw_postings_next(&near->lists[0].postings, err),
		err);
}

static int
near_seek(struct tw_cursor *cursor, uint32_t target, trawl_error *err)
{
	struct near *near = (struct near *)cursor;

	if (cursor->doc == TW_NO_DOC)
		return TRAWL_END;
	if (near->freq > 0 && target <= cursor->doc)
		return TRAWL_OK;
	return settle(near,
		tw_postings_seek(&near->lists[0].postings, target, err), err);
}

static int
near_score(struct tw_cursor *cursor, float *ret, trawl_error *err)
{
	struct near *near = (struct near *)cursor;
	uint8_t length;
	int status = tw_segment_length_byte(near->segment, near->field,
		cursor->doc, &length, err);

	if (status == TRAWL_OK)
		*ret = tw_bm25_score(near->weight, near->freq,
			near->bm25->norm[length]);
	return status;
}

static void
near_done(struct tw_cursor *cursor)
{
	struct near *near = (struct near *)cursor;

	for (uint32_t i = 0; i < near->count; i++)
		tw_postings_close(&near->lists[i].postings);
}

static const struct tw_cursor_ops near_ops = {
	.next = near_next,
	.seek = near_seek,
	.score = near_score,
	.window = tw_window_by_score,
	.done = near_done,
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
		struct near_list *list = &near->lists[near->count];

		if (i > 0 && order[i]->ordinal == order[i - 1]->ordinal) {
			list[-1].times++;
			continue;
		}
		int status = tw_postings_open(&list->postings, near->segment,
			order[i], err);

		if (status != TRAWL_OK)
			return status;
		list->times = 1;
		near->count++;
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

	const struct tw_term **order = sort_terms(arena, terms, count);

	if (!near || !order)
		return tw_no_memory(err);
	*near = (struct near){
		.cursor.ops = &near_ops,
		.segment = segment,
		.bm25 = bm25,
		.field = terms[0].field,
		.cursor.cost = order[0]->df,
		.weight = weight,
		.span = count + distance,
	};
	int status = open_lists(near, order, count, err);

	if (status != TRAWL_OK) {
		near_done(&near->cursor);
		return status;
	}
	*ret = &near->cursor;
	return TRAWL_OK;
}
