/* census.h: how many of some articles have each term. */
/* SPDX-License-Identifier: MIT */
#ifndef INDEX_CENSUS_H
#define INDEX_CENSUS_H

#include "index/analyzers.h"
#include "index/doc.h"
#include "index/filters.h"
#include "index/termset.h"
#include "text/analyzer.h"
#include "text/sentence.h"

/*
 * Articles are counted, one after another, without keeping anything of them
 * but their terms, as an inverter would find them.
 */
struct tw_counted {
	uint32_t df[TW_FIELD_RANKED];
	uint32_t last[TW_FIELD_RANKED];	/* article that was counted */
};

#define TW_CENSUS_NUMBERS 256

struct tw_census {
	struct tw_analyzers *analyzers;
	struct tw_analyzer *analyzer;	/* for the present article */
	size_t memory;
	uint32_t owner;			/* of notes: numbers of terms */
	struct tw_termset terms;
	struct tw_counted *counted;	/* of the terms, by their numbers */
	uint32_t room;
	uint32_t articles;		/* the present one, too */
	enum tw_index_field field;	/* that is counted, and those before */
	struct tw_filters filters;
	struct tw_buf filtered;		/* struct tw_filtered of each article */

	/* Of the field being analysed. */
	size_t left;			/* MAIN tokens that it may have yet */
	struct tw_numbers numbers;
	uint32_t found[TW_CENSUS_NUMBERS];
	struct tw_sentences sentences;
};

/* The analyzers are borrowed. */
int tw_census_new(struct tw_analyzers *analyzers, size_t memory,
	struct tw_census **ret, trawl_error *err) TW_MUST_USE;
void tw_census_free(struct tw_census *census);

/* Forgets all articles, terms, and the numbers that these had. */
void tw_census_reset(struct tw_census *census);

/*
 * Begins an article with all that it has but its text. TRAWL_END, and nothing
 * is changed, if the memory is used up: take the terms and reset.
 */
int tw_census_begin(struct tw_census *census, const struct tw_doc *doc,
	trawl_error *err) TW_MUST_USE;

/* Counts the terms of the article's text, all of it. */
int tw_census_text(struct tw_census *census, struct tw_str text,
	trawl_error *err) TW_MUST_USE;

/* Counts those of a part of its text, between two parts that are no word's. */
int tw_census_part(struct tw_census *census, struct tw_str part,
	trawl_error *err) TW_MUST_USE;

/* Appends the numbers (uint32_t) of the terms of such a part, uncounted, which
   may be plain: one word of ASCII letters and digits. */
int tw_census_numbers(struct tw_census *census, struct tw_str part,
	bool is_plain, struct tw_buf *numbers, trawl_error *err) TW_MUST_USE;

/* Counts that its text has more than one sentence. */
int tw_census_sentences(struct tw_census *census, trawl_error *err)
	TW_MUST_USE;

/* Counts that the article has the term in its text. */
static inline void
tw_census_count(struct tw_census *census, uint32_t term)
{
	struct tw_counted *counted = &census->counted[term];

	/* Without a branch: whether it is new is hard to foretell. */
	counted->df[TW_FIELD_ALL] += counted->last[TW_FIELD_ALL] !=
		census->articles;
	counted->last[TW_FIELD_ALL] = census->articles;
}

/* At most this many terms of fields will be told. */
uint32_t tw_census_terms_most(const struct tw_census *census);

/* Calls fn for each term of each field in the order of dictionaries, with the
   number of articles that have it. */
typedef int tw_census_fn(void *context, enum tw_index_field field,
	struct tw_str term, uint32_t df, trawl_error *err);
int tw_census_terms(struct tw_census *census, tw_census_fn *fn, void *context,
	trawl_error *err) TW_MUST_USE;

#endif
