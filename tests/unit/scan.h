/* scan.h: answers a query by reading every article: slow and plain. */
/* SPDX-License-Identifier: MIT */
#ifndef TESTS_SCAN_H
#define TESTS_SCAN_H

#include <stdbool.h>
#include <stdint.h>

#include "base/map.h"
#include "index/doc.h"
#include "index/reader.h"
#include "query/tree.h"

#define SCAN_DOCS_MAX 1000
#define SCAN_NAMES_MAX 100000
#define SCAN_TERMS_MAX 4096	/* with those of the dead */

struct scan_token {
	uint32_t term;
	uint32_t position;	/* of its field, from 0 */
	bool in_title;
};

struct scan_doc {
	char id[16];
	struct scan_token *tokens;
	uint32_t count;
	uint32_t room;
	uint32_t words;		/* content words, title words three times */
	uint32_t title_words;
	struct tw_str field[TRAWL_FIELD_COUNT];	/* but title and text; owned */
};

/*
 * Articles in order of arrival; valid when zeroed. Which words there are, with
 * those of dead articles, is for the lexicon to say: the caller sets where it
 * is read, and what a query's words are read with.
 */
struct scan {
	struct tw_map terms;
	struct tw_str names[SCAN_NAMES_MAX];	/* of the terms */
	struct tw_reader *reader;
	struct tw_analyzer *analyzer;
	struct tw_analyzers *analyzers;
	struct scan_doc docs[SCAN_DOCS_MAX];
	uint32_t count;
	uint32_t title_weight;	/* 0: 3 */
};

struct scan_hit {
	uint32_t doc;
	float score;
};

/* Adds the article, in place of the one with its id. */
void scan_add(struct scan *scan, const struct tw_doc *doc);
void scan_remove(struct scan *scan, const char *id);
void scan_done(struct scan *scan);

/* Whether the article is one that a leaf that filters asks for. */
bool scan_filters(const struct scan *scan, const struct scan_doc *doc,
	const struct tw_node *node);

/* The terms that a leaf stands for: of words, with the least edits to them. */
struct scan_terms {
	uint32_t count;
	uint32_t number[SCAN_TERMS_MAX];
	uint32_t distance[SCAN_TERMS_MAX];
};

/* True of leaves that are found in the index: PREFIX, PATTERN, FUZZY. */
bool scan_expands(const struct tw_node *node);

/* Whether something has one of the terms that a PATTERN or FUZZY of authors or
   categories stands for. */
typedef bool scan_has_fn(void *context, struct tw_str term);
bool scan_has_found(const struct scan *scan, struct tw_analyzer *analyzer,
	const struct tw_node *node, scan_has_fn *fn, void *context);

/* Most that it finds is nothing: no article need have one of the terms. */
void scan_expand(const struct scan *scan, const struct tw_node *node,
	struct scan_terms *ret);

/* All that match, best first, ties by arrival; returns how many. */
uint32_t scan_search(struct scan *scan, const struct tw_query *query,
	struct scan_hit ret[SCAN_DOCS_MAX]);

#endif
