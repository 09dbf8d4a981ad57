/* filterflush.c: the lists of what a batch's articles are filtered by. */
/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "base/alloc.h"
#include "index/filter.h"
#include "index/filters.h"

/* A counting sort: flush.c tells more of it. */
struct sorting {
	const struct tw_filters *filters;
	struct tw_keyed *order;
	uint32_t *ends;			/* of the lists, by term */
	uint32_t *places;		/* two numbers each */
};

static void
sorting_done(struct sorting *sorting)
{
	tw_free(sorting->order);
	tw_free(sorting->ends);
	tw_free(sorting->places);
}

static int
sorting_init(struct sorting *sorting, const struct tw_filters *filters,
	trawl_error *err)
{
	*sorting = (struct sorting){
		.filters = filters,
		.order = tw_termset_sorted(&filters->terms),
		.ends = tw_alloc_zeroed(filters->terms.count + (size_t)1,
			sizeof(uint32_t)),
		.places = tw_alloc((filters->postings + 1) * 2 *
			sizeof(uint32_t)),
	};
	if (sorting->order && sorting->ends && sorting->places)
		return TRAWL_OK;
	sorting_done(sorting);
	return tw_no_memory(err);
}

static const struct tw_filter *
filter_of(const struct sorting *sorting, const struct tw_filtered *article,
	int kind)
{
	struct tw_filter *const *found = (void *)sorting->filters->found.p;

	return found[article->number[kind]];
}

static void
count_article(struct sorting *sorting, const struct tw_filtered *article)
{
	for (int k = 0; k < TW_VALUES_COUNT; k++) {
		const struct tw_filter *filter = filter_of(sorting, article,
			k);

		for (uint32_t i = 0; i < filter->count; i++)
			sorting->ends[filter->tokens[i].term]++;
	}
}

static void
scatter_article(struct sorting *sorting, const struct tw_filtered *article,
	uint32_t number)
{
	for (int k = 0; k < TW_VALUES_COUNT; k++) {
		const struct tw_filter *filter = filter_of(sorting, article,
			k);

		for (uint32_t i = 0; i < filter->count; i++) {
			const struct tw_filter_token *token =
				&filter->tokens[i];
			uint32_t *place = sorting->places +
				2 * (size_t)sorting->ends[token->term]++;

			place[0] = number;
			place[1] = token->position;
		}
	}
}

static void
set_beginnings(struct sorting *sorting)
{
	uint32_t start = 0;

	for (uint32_t i = 0; i < sorting->filters->terms.count; i++) {
		uint32_t *end = &sorting->ends[sorting->order[i].a];
		uint32_t count = *end;

		*end = start;
		start += count;
	}
}

static int
each_list(const struct sorting *sorting, tw_filter_list_fn *fn,
	void *context, trawl_error *err)
{
	const struct tw_termset *terms = &sorting->filters->terms;
	uint32_t start = 0;

	for (uint32_t i = 0; i < terms->count; i++) {
		uint32_t end = sorting->ends[sorting->order[i].a];
		struct tw_str key = tw_termset_text(terms, &sorting->order[i]);
		struct tw_filter_list list = {
			.field = (enum tw_index_field)key.p[0],
			.term = tw_str(key.p + 1, key.n - 1),
			.places = sorting->places + 2 * (size_t)start,
			.count = end - start,
		};

		start = end;
		if (list.count == 0)
			continue;
		int status = fn(context, &list, err);

		if (status != TRAWL_OK)
			return status;
	}
	return TRAWL_OK;
}

int
tw_filters_each(struct tw_filters *filters,
	const struct tw_filtered *(*article_of)(const void *articles,
		uint32_t i), const void *articles, uint32_t count,
	tw_filter_list_fn *fn, void *context, trawl_error *err)
{
	struct sorting sorting;
	int status = sorting_init(&sorting, filters, err);

	if (status != TRAWL_OK)
		return status;
	for (uint32_t i = 0; i < count; i++)
		count_article(&sorting, article_of(articles, i));
	set_beginnings(&sorting);
	for (uint32_t i = 0; i < count; i++)
		scatter_article(&sorting, article_of(articles, i), i);
	status = each_list(&sorting, fn, context, err);
	sorting_done(&sorting);
	return status;
}

/* ------------------------------------------------------------------ */

uint32_t
tw_filters_df(const struct tw_filter_list *list)
{
	uint32_t df = 0;

	for (uint32_t i = 0; i < list->count; i++)
		df += i == 0 || list->places[2 * (size_t)i] !=
			list->places[2 * (size_t)i - 2];
	return df;
}

/* Adds the next article, whose places begin at places[0]; returns how many
   they are. */
static uint32_t
take_article(struct tw_block *block, const uint32_t *places, uint32_t left,
	struct tw_buf *gaps)
{
	uint32_t before = 0;
	uint32_t taken = 0;
	uint32_t freq = 0;

	for (; taken < left && places[2 * (size_t)taken] == places[0];
		taken++) {
		uint32_t position = places[2 * (size_t)taken + 1];
		uint32_t gap = position - before;

		if (freq > 0 && gap == 0)
			continue;
		tw_buf_add(gaps, &gap, sizeof(gap));
		before = position;
		freq++;
	}
	block->docs[block->count] = places[0];
	block->freqs[block->count] = freq;
	block->in_title[block->count] = freq;
	block->count++;
	return taken;
}

struct gaps {
	struct tw_buf all;
	size_t at;
};

/* A tw_next_gaps_fn. */
static int
next_gaps(void *context, uint64_t most, const uint32_t **ret,
	uint32_t *ret_count, trawl_error *err)
{
	struct gaps *gaps = context;

	(void)err;
	*ret = (const uint32_t *)(void *)(gaps->all.p + gaps->at);
	*ret_count = (uint32_t)most;
	gaps->at += (size_t)most * sizeof(uint32_t);
	return TRAWL_OK;
}

static int
write_run(struct tw_segment_writer *segment,
	const struct tw_filter_list *list, uint32_t *i, struct gaps *gaps,
	trawl_error *err)
{
	struct tw_block block;

	block.count = 0;
	gaps->at = 0;
	tw_buf_reset(&gaps->all);
	while (*i < list->count && block.count < TW_BLOCK)
		*i += take_article(&block, list->places + 2 * (size_t)*i,
			list->count - *i, &gaps->all);
	int status = tw_buf_status(&gaps->all, err);

	if (status != TRAWL_OK)
		return status;
	return tw_segment_add_postings(segment, &block, next_gaps, gaps,
		err);
}

int
tw_filters_write(struct tw_segment_writer *segment,
	const struct tw_filter_list *list, trawl_error *err)
{
	struct gaps gaps = {{0}, 0};
	uint32_t i = 0;
	int status = tw_segment_begin_term(segment, list->field, list->term,
		err);

	while (status == TRAWL_OK && i < list->count)
		status = write_run(segment, list, &i, &gaps, err);
	tw_buf_done(&gaps.all);
	if (status != TRAWL_OK)
		return status;
	return tw_segment_end_term(segment, err);
}
