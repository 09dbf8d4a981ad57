/* handles.h: what stands behind the public handles. */
/* SPDX-License-Identifier: MIT */
#ifndef API_HANDLES_H
#define API_HANDLES_H

#include "base/arena.h"
#include "index/reader.h"
#include "index/writer.h"
#include "match/search.h"
#include "page/article.h"
#include "query/parse.h"
#include "result/facets.h"
#include "result/folded.h"
#include "result/snippet.h"
#include "result/titled.h"
#include "store/store.h"

struct trawl_index {
	struct tw_store *store;
};

struct trawl_writer {
	struct tw_writer *writer;
};

struct trawl_reader {
	struct tw_reader *reader;
};

/* A query keeps the analyzer of its language for the snippets. */
struct trawl_query {
	struct tw_query *query;
	struct tw_analyzer *analyzer;
	struct trawl_warning *warnings;	/* NULL: none */
	bool plain;		/* read without operators */
	const char *language;	/* that it is read in; NULL: one unknown */
};

struct trawl_hits {
	struct trawl_reader *reader;
	const struct trawl_query *query;
	struct tw_hits hits;	/* from the best of all on */
	uint32_t offset;	/* of the first hit returned */
	uint32_t count;
	uint32_t reranked;	/* the first so many are ordered by texts */
	struct tw_group_of_hits *groups;	/* of the hits, if they fold;
					   else NULL */
	uint32_t limit;
	struct tw_dated dated;	/* TW_UNORDERED: by title */
	bool resumes;		/* after a hit, the rank of which was */
	struct tw_hit after;
	struct tw_title_place title_after;
	uint64_t first_rank;
	char *resume;		/* NULL: not yet asked for */
	uint32_t snippet_bytes;
	uint32_t passages;	/* of a hit, at most */
	bool fragments;
	bool html;
	unsigned wanted;	/* bits of enum trawl_facet */
	struct tw_facets facets;
	struct tw_feedback *feedback;	/* NULL: none was asked for */
	struct tw_marker *marker;	/* made when first asked for */
	struct trawl_warning cut;	/* text NULL: none */
	struct trawl_hit *fetched;	/* count of them; size 0, or NULL, is
					   not yet */
	struct tw_arena arena;
};

static inline trawl_str
tw_public(struct tw_str str)
{
	return (trawl_str){str.p ? str.p : "", str.n};
}

static inline bool
tw_is_by_title(const trawl_hits *hits)
{
	return hits->dated.order == TW_UNORDERED;
}

/* Finds the best hits; the first of them are ordered by their texts. */
int tw_find_hits(trawl_hits *hits, const struct trawl_search_options *options,
	uint32_t depth, trawl_error *err) TW_MUST_USE;

/* Finds them, folds them, and leaves those behind the place to resume at. */
int tw_find_folded(trawl_hits *hits,
	const struct trawl_search_options *options, uint32_t depth,
	trawl_error *err) TW_MUST_USE;

/* Has the hits come after the place that trawl_hits_resume gave. */
int tw_resume(trawl_hits *hits, const char *text, trawl_error *err)
	TW_MUST_USE;

/*
 * Copies the options a caller gave over the defaults in `ret`, as many bytes
 * as both know of; `given` may be NULL. Each options struct begins with its
 * size.
 */
void tw_options(void *ret, size_t size, const void *given);

/* The code of the language that a name says, "en" of NULL; it lives for ever.
   TRAWL_EINVAL if there is none. */
int tw_read_language(const char *name, const char **ret, trawl_error *err)
	TW_MUST_USE;

/* The day that `now` says, or else the present one. */
int tw_read_today(const char *now, int32_t *ret, trawl_error *err) TW_MUST_USE;

/* What the options ask of dates, and the order they ask for. */
int tw_read_dates(const struct trawl_search_options *options,
	struct tw_dated *ret, trawl_error *err) TW_MUST_USE;

#endif
