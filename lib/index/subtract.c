/* subtract.c: takes dead articles out of a segment's statistics. */
/* SPDX-License-Identifier: MIT */
#include "index/deaths.h"

#include <assert.h>
#include <string.h>

#include "base/alloc.h"
#include "index/ordinals.h"
#include "index/recount.h"

/* The terms that a census of the dead articles gives are looked up in the
   dictionary. */
struct lookup {
	struct tw_segment *segment;
	struct tw_ordinals ordinals;
	struct tw_dead_term *terms;
	uint32_t count;
	uint32_t room;
};

static int
missing(const struct lookup *lookup, struct tw_str term, trawl_error *err)
{
	return TW_CORRUPT(err, "segment %u: an article has the term '%.*s', "
		"the dictionary has not", lookup->segment->info.segment,
		(int)term.n, term.p);
}

static int
look_up(void *context, enum tw_index_field field, struct tw_str term,
	uint32_t df, trawl_error *err)
{
	struct lookup *lookup = context;
	uint32_t ordinal;
	int status = tw_ordinals_find(&lookup->ordinals, field, term, &ordinal,
		err);

	if (status == TRAWL_END)
		return missing(lookup, term, err);
	if (status != TRAWL_OK)
		return status;
	assert(lookup->count < lookup->room);
	lookup->terms[lookup->count++] = (struct tw_dead_term){
		.term = ordinal,
		.count = df,
	};
	return TRAWL_OK;
}

static int
merge_terms(struct tw_deaths *deaths, const struct lookup *lookup,
	trawl_error *err)
{
	size_t most = (size_t)deaths->term_count + lookup->count;
	struct tw_dead_term *terms = tw_alloc(most * sizeof(*terms));

	if (!terms)
		return tw_no_memory(err);
	uint32_t count = tw_dead_terms_add(deaths->terms, deaths->term_count,
		lookup->terms, lookup->count, terms);

	tw_free(deaths->terms);
	deaths->terms = terms;
	deaths->term_count = count;
	return TRAWL_OK;
}

/* Takes the terms of the articles that were counted. */
static int
take_terms(struct tw_deaths *deaths, struct tw_segment *segment,
	struct tw_census *census, trawl_error *err)
{
	uint32_t room = tw_census_terms_most(census);
	struct lookup lookup = {
		.segment = segment,
		.terms = tw_alloc(room * sizeof(*lookup.terms)),
		.room = room,
	};

	if (!lookup.terms)
		return tw_no_memory(err);
	tw_ordinals_init(&lookup.ordinals, segment);
	int status = tw_census_terms(census, look_up, &lookup, err);

	if (status == TRAWL_OK)
		status = merge_terms(deaths, &lookup, err);
	tw_free(lookup.terms);
	tw_census_reset(census);
	return status;
}

/* Counts the article's lengths and bytes, and its terms. */
static int
take_doc(struct tw_deaths *deaths, struct tw_segment *segment, uint32_t doc,
	struct tw_recount *recount, struct tw_census *census, trawl_error *err)
{
	uint64_t bytes = 0;
	uint32_t all;
	uint32_t title;
	int status = tw_segment_lengths(segment, doc, &all, &title, err);

	if (status == TRAWL_OK)
		status = tw_recount_article(recount, doc, &bytes, err);
	if (status == TRAWL_END) {
		status = take_terms(deaths, segment, census, err);
		if (status == TRAWL_OK)
			status = tw_recount_article(recount, doc, &bytes, err);
	}
	if (status != TRAWL_OK)
		return status;
	deaths->text_bytes += bytes;
	deaths->gone[TW_FIELD_ALL].docs += all > 0;
	deaths->gone[TW_FIELD_ALL].length += all;
	deaths->gone[TW_FIELD_TITLE].docs += title > 0;
	deaths->gone[TW_FIELD_TITLE].length += title;
	return TRAWL_OK;
}

/* In order, so that each block of stored articles is unpacked once. */
static int
take_fresh(struct tw_deaths *deaths, struct tw_segment *segment,
	struct tw_recount *recount, struct tw_census *census, trawl_error *err)
{
	int status = TRAWL_OK;

	for (uint32_t doc = 0; doc < segment->info.docs && !status &&
		deaths->fresh_count > 0; doc++) {
		if (!(deaths->fresh[doc / 8] >> doc % 8 & 1))
			continue;
		status = take_doc(deaths, segment, doc, recount, census, err);
		deaths->fresh_count--;
	}
	return status;
}

int
tw_deaths_subtract(struct tw_deaths *deaths, struct tw_segment *segment,
	struct tw_census *census, trawl_error *err)
{
	struct tw_recount *recount;

	if (deaths->fresh_count == 0)
		return TRAWL_OK;
	tw_census_reset(census);
	int status = tw_recount_new(census, segment, deaths->fresh_count,
		&recount, err);

	if (status != TRAWL_OK)
		return status;
	status = take_fresh(deaths, segment, recount, census, err);
	tw_recount_free(recount);
	if (status == TRAWL_OK)
		status = take_terms(deaths, segment, census, err);
	if (status != TRAWL_OK)
		return status;
	memset(deaths->fresh, 0, (segment->info.docs + (size_t)7) / 8);
	deaths->fresh_count = 0;
	return TRAWL_OK;
}
