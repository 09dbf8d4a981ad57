/* filters.h: what the articles of a batch are filtered by. */
/* SPDX-License-Identifier: MIT */
#ifndef INDEX_FILTERS_H
#define INDEX_FILTERS_H

#include "base/map.h"
#include "index/analyzers.h"
#include "index/doc.h"
#include "index/segwrite.h"
#include "index/termset.h"

/*
 * Authors, categories, sites and languages of articles are few: each text of a
 * field is analysed once in a batch, and an article keeps its number.
 */
struct tw_filters {
	struct tw_termset terms;	/* a field's byte and the term */
	struct tw_arena arena;
	struct tw_map texts[TW_VALUES_COUNT];
	struct tw_buf found;		/* struct tw_filter *: of each number */
	uint32_t last[TW_VALUES_COUNT];	/* of the article before */
	uint64_t postings;		/* of all articles, about */
	struct tw_buf scratch;		/* struct tw_filter_token */
	struct tw_buf site;
	struct tw_buf address;		/* of the article before, to its host */
};

/* The numbers of an article's fields. */
struct tw_filtered {
	uint32_t number[TW_VALUES_COUNT];
};

/* Valid when zeroed. */
void tw_filters_done(struct tw_filters *filters);

/* Bytes held, and needed by a flush. */
size_t tw_filters_bytes(const struct tw_filters *filters);

int tw_filters_take(struct tw_filters *filters,
	struct tw_analyzers *analyzers, const struct tw_doc *doc,
	struct tw_filtered *ret, trawl_error *err) TW_MUST_USE;

/* Counts an article's postings, or takes them away. */
void tw_filters_count(struct tw_filters *filters,
	const struct tw_filtered *article, int times);

/* The sets of its values. */
int tw_filters_sets(struct tw_filters *filters,
	const struct tw_filtered *article, struct tw_segment_writer *segment,
	uint32_t ret[TW_VALUES_COUNT], trawl_error *err) TW_MUST_USE;

/*
 * Calls fn for each term in the order of the dictionary, with its postings: an
 * article's number and a position each, ascending.
 */
struct tw_filter_list {
	enum tw_index_field field;
	struct tw_str term;
	const uint32_t *places;		/* two numbers each */
	uint32_t count;			/* of places, at least 1 */
};
typedef int tw_filter_list_fn(void *context,
	const struct tw_filter_list *list, trawl_error *err);
int tw_filters_each(struct tw_filters *filters,
	const struct tw_filtered *(*article_of)(const void *articles,
		uint32_t i), const void *articles, uint32_t count,
	tw_filter_list_fn *fn, void *context, trawl_error *err) TW_MUST_USE;

/* Writes a list. */
int tw_filters_write(struct tw_segment_writer *segment,
	const struct tw_filter_list *list, trawl_error *err) TW_MUST_USE;

/* How many articles it has. */
uint32_t tw_filters_df(const struct tw_filter_list *list);

#endif
