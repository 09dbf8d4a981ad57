/* subtract.c: takes dead articles out of a segment's statistics. */
/* SPDX-License-Identifier: MIT */
#include "index/deaths.h"

#include <assert.h>
#include <string.h>

#include "base/alloc.h"
#include "index/ordinals.h"
#include "text/utf8.h"

/*
 * The dead articles are inverted as they once were when they came, and the
 * terms that this gives are looked up in the dictionary.
 */
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

/* Takes the terms of the inverted articles. */
static int
take_terms(struct tw_deaths *deaths, struct tw_segment *segment,
	struct tw_inverter *inverter, trawl_error *err)
{
	uint32_t room = tw_inverter_terms_most(inverter);
	struct lookup lookup = {
		.segment = segment,
		.terms = tw_alloc(room * sizeof(*lookup.terms)),
		.room = room,
	};

	if (!lookup.terms)
		return tw_no_memory(err);
	tw_ordinals_init(&lookup.ordinals, segment);
	int status = tw_inverter_terms(inverter, look_up, &lookup, err);

	if (status == TRAWL_OK)
		status = merge_terms(deaths, &lookup, err);
	tw_free(lookup.terms);
	tw_inverter_reset(inverter);
	return status;
}

/* Analysis takes text for valid, and this comes from the file. */
static bool
is_text(const struct tw_doc *doc)
{
	for (int i = 0; i < TRAWL_FIELD_COUNT; i++)
		if (!tw_utf8_valid(doc->field[i]))
			return false;
	return true;
}

/* Counts the article's lengths and bytes, and inverts it. */
static int
take_doc(struct tw_deaths *deaths, struct tw_segment *segment, uint32_t doc,
	struct tw_inverter *inverter, const struct tw_doc *fields,
	trawl_error *err)
{
	uint32_t all;
	uint32_t title;
	int status = tw_segment_lengths(segment, doc, &all, &title, err);

	if (status == TRAWL_OK && !is_text(fields))
		status = TW_CORRUPT(err, "segment %u: stored article %u: is "
			"no UTF-8", segment->info.segment, doc);
	if (status != TRAWL_OK)
		return status;
	status = tw_inverter_add(inverter, fields, err);
	if (status == TRAWL_END) {
		status = take_terms(deaths, segment, inverter, err);
		if (status == TRAWL_OK)
			status = tw_inverter_add(inverter, fields, err);
	}
	if (status != TRAWL_OK)
		return status;
	deaths->text_bytes += fields->field[TRAWL_TITLE].n +
		fields->field[TRAWL_TEXT].n;
	deaths->gone[TW_FIELD_ALL].docs += all > 0;
	deaths->gone[TW_FIELD_ALL].length += all;
	deaths->gone[TW_FIELD_TITLE].docs += title > 0;
	deaths->gone[TW_FIELD_TITLE].length += title;
	return TRAWL_OK;
}

static bool
is_fresh(const struct tw_deaths *deaths, uint32_t doc)
{
	return deaths->fresh[doc / 8] >> doc % 8 & 1;
}

/* Those whose texts were kept: they are not fresh any more. */
static int
take_kept(struct tw_deaths *deaths, struct tw_segment *segment,
	struct tw_inverter *inverter, trawl_error *err)
{
	struct tw_doc fields;
	uint32_t doc;
	size_t at = 0;
	int status = TRAWL_OK;

	while (status == TRAWL_OK &&
		tw_deaths_kept(deaths, &at, &doc, &fields)) {
		if (!is_fresh(deaths, doc))
			continue;
		status = take_doc(deaths, segment, doc, inverter, &fields,
			err);
		deaths->fresh[doc / 8] &= (uint8_t)~(1u << doc % 8);
		deaths->fresh_count--;
	}
	tw_buf_done(&deaths->kept);
	return status;
}

/* In order, so that each block of stored articles is unpacked once. */
static int
take_fresh(struct tw_deaths *deaths, struct tw_segment *segment,
	struct tw_inverter *inverter, struct tw_arena *arena,
	trawl_error *err)
{
	for (uint32_t doc = 0; doc < segment->info.docs &&
		deaths->fresh_count > 0; doc++) {
		struct tw_doc fields;

		if (!is_fresh(deaths, doc))
			continue;
		tw_arena_reset(arena);
		int status = tw_segment_doc(segment, doc, arena, &fields, err);

		if (status == TRAWL_OK)
			status = take_doc(deaths, segment, doc, inverter,
				&fields, err);
		if (status != TRAWL_OK)
			return status;
		deaths->fresh_count--;
	}
	return TRAWL_OK;
}

int
tw_deaths_subtract(struct tw_deaths *deaths, struct tw_segment *segment,
	struct tw_inverter *inverter, trawl_error *err)
{
	struct tw_arena arena = {0};

	if (deaths->fresh_count == 0)
		return TRAWL_OK;
	tw_inverter_reset(inverter);
	int status = take_kept(deaths, segment, inverter, err);

	if (status == TRAWL_OK)
		status = take_fresh(deaths, segment, inverter, &arena, err);
	tw_arena_done(&arena);
	if (status == TRAWL_OK)
		status = take_terms(deaths, segment, inverter, err);
	if (status != TRAWL_OK)
		return status;
	memset(deaths->fresh, 0, (segment->info.docs + (size_t)7) / 8);
	deaths->fresh_count = 0;
	return TRAWL_OK;
}
