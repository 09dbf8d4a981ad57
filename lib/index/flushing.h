/* flushing.h: the posting lists of a batch on their way out of it. */
/* SPDX-License-Identifier: MIT */
#ifndef INDEX_FLUSHING_H
#define INDEX_FLUSHING_H

#include "index/batch.h"

#define TW_FLUSH_HINT 6

/* The places of an article: the next one's begin at its end. */
struct tw_span {
	uint32_t base;			/* the title's first place */
	uint32_t text;			/* the text's */
};

struct tw_flush {
	const struct tw_inverter *inverter;
	struct tw_keyed *order;
	struct tw_span *spans;		/* of the articles; count + 1 */
	uint32_t *hint;			/* article of each 64th place */
	uint64_t in_title;		/* places that are */
	uint32_t *ends;		/* of the lists, by term number */
	uint32_t *places;		/* the lists */
	size_t places_bytes;
};

/* Of a settled batch, which stays as it is until the end. There is no memory
   for lists until it is reserved. */
int tw_flush_init(struct tw_flush *flush, const struct tw_inverter *inverter,
	trawl_error *err) TW_MUST_USE;
int tw_flush_reserve(struct tw_flush *flush, trawl_error *err) TW_MUST_USE;
void tw_flush_done(struct tw_flush *flush);

/* Counts the places of one field, and makes its lists, in place of those of
   another. */
void tw_flush_count(struct tw_flush *flush, enum tw_index_field field);
void tw_flush_sort(struct tw_flush *flush, enum tw_index_field field);

/* Where the list of the term at place i of the order ends. */
static inline uint32_t
tw_flush_end(const struct tw_flush *flush, uint32_t i)
{
	return flush->ends[flush->order[i].a];
}

struct tw_flush_list {
	enum tw_index_field field;
	struct tw_str term;
	uint32_t *places;	/* ascending; may be written over */
	uint32_t count;		/* at least 1 */
};

/* Called for each list that is not empty, in order: of the field that was
   sorted, terms first..end - 1; or of all fields, which it sorts. Gives back
   the memory of lists that it was called for. */
typedef int tw_flush_list_fn(void *context, const struct tw_flush *flush,
	struct tw_flush_list *list, trawl_error *err);
int tw_flush_each(const struct tw_flush *flush, enum tw_index_field field,
	uint32_t first, uint32_t end, tw_flush_list_fn *fn, void *context,
	trawl_error *err) TW_MUST_USE;
int tw_flush_each_field(struct tw_flush *flush, tw_flush_list_fn *fn,
	void *context, trawl_error *err) TW_MUST_USE;
/* The lists of titles alone. */
int tw_flush_each_in_title(struct tw_flush *flush, tw_flush_list_fn *fn,
	void *context, trawl_error *err) TW_MUST_USE;

/* The article of a place. Most articles are longer than what a hint is for, so
   that it is the hint's or the one behind. */
static inline uint32_t
tw_flush_article(const struct tw_flush *flush, uint32_t place)
{
	uint32_t article = flush->hint[place >> TW_FLUSH_HINT];

	article += flush->spans[article + 1].base <= place;
	while (flush->spans[article + 1].base <= place)
		article++;
	return article;
}

/* For tw_filters_each. */
const struct tw_filtered *tw_flush_filtered(const void *articles, uint32_t i);

#endif
