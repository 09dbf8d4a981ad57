/* tree.h: a query as a tree of words, phrases and groups. */
/* SPDX-License-Identifier: MIT */
#ifndef QUERY_TREE_H
#define QUERY_TREE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/status.h"
#include "base/str.h"
#include "text/analyzer.h"

enum tw_node_kind {
	TW_NODE_WORD,		/* one word of the query: its terms */
	TW_NODE_PHRASE,		/* words that follow each other exactly */
	TW_NODE_PREFIX,		/* all words that begin alike */
	TW_NODE_GROUP,		/* clauses: see enum tw_occur */
	TW_NODE_KIND_COUNT
};

/*
 * What a clause is to its group. An article matches a group if it matches all
 * MUST clauses, no NOT clause and, where there is no MUST clause, at least one
 * SHOULD clause. A group of NOT clauses alone matches all other articles. Its
 * score is the sum of its MUST and SHOULD clauses.
 */
enum tw_occur {
	TW_SHOULD,
	TW_MUST,
	TW_NOT,
	TW_OCCUR_COUNT
};

enum tw_query_field {
	TW_QUERY_ANY,		/* title and text: the weighted list */
	TW_QUERY_TITLE,
	TW_QUERY_FIELD_COUNT
};

/* One term of a word or phrase, as the analyzer gave it. */
struct tw_query_term {
	struct tw_str term;
	uint32_t position;	/* relative to the node's first, gaps kept */
	enum tw_token_kind kind;
	bool stop;
};

/*
 * Terms of a WORD. As SHOULD its ranked terms add up, each with its weight
 * (tw_query_weight of its kind). As MUST or NOT it stands for the articles
 * that have all its MAIN terms next to each other or one of its JOINED, BARE
 * or EXACT terms.
 *
 * Terms of a PHRASE: MAIN terms only, stop words among them; their positions
 * are 0, 1, 2, ...
 *
 * Terms of a PREFIX: the beginning, as MAIN, stands for all terms that begin
 * with it; the others are terms that words with that beginning may have too
 * (text/beginning.h).
 *
 * `ranked` is false for a word that is a stop word beside other words, and
 * for a group with no other SHOULD or MUST clauses than such words. They score
 * nothing. As SHOULD they are left out of their group, unless nothing but NOT
 * clauses would be left in it: tw_query_is_left_out.
 */
struct tw_node {
	enum tw_node_kind kind;
	enum tw_occur occur;
	enum tw_query_field field;	/* of all but a GROUP */
	bool ranked;
	uint32_t height;	/* of a GROUP: 1 above its highest clause, at
				   most TW_QUERY_DEPTH_MAX; of others 0 */
	size_t offset;		/* byte of the query's text where it begins */
	struct tw_str text;	/* of a WORD as typed, of a PREFIX without its
				   star; of a PHRASE its words, a space
				   between them */
	struct tw_query_term *terms;
	uint32_t term_count;
	struct tw_node *first;	/* children of a GROUP, in order */
	struct tw_node *next;	/* sibling */
};

/*
 * Sets `ranked` in the tree. A stop word is ranked if all words of the query
 * are stop words, NOT clauses aside; a stop word in a NOT clause never is.
 */
void tw_query_rank(struct tw_node *root);

/* True if the clause of this group has no part in what the group means. */
bool tw_query_is_left_out(const struct tw_node *group,
	const struct tw_node *clause);

/* What a term of this kind is worth in a ranked word: MAIN and JOINED 1, BARE
   0.25, EXACT 0.1. */
float tw_query_weight(enum tw_token_kind kind);

/* The kind of a term of the dictionary, as far as its bytes tell: EXACT with
   accents, else MAIN. */
int tw_query_kind(struct tw_str term, enum tw_token_kind *ret,
	trawl_error *err) TW_MUST_USE;

struct tw_query_warning {
	size_t offset;
	struct tw_str text;
};

/*
 * A query; everything in it lives in its arena. A tree is at most
 * TW_QUERY_DEPTH_MAX groups high, so that functions over it may recurse.
 */
struct tw_query {
	struct tw_arena arena;
	struct tw_str text;		/* as typed, through the UTF-8 gate */
	struct tw_node *root;		/* a GROUP; NULL: no word in it */
	struct tw_str read_as;		/* canonical text */
	struct tw_query_warning *warnings;
	uint32_t warning_count;
	uint32_t term_count;		/* of all nodes */
	bool alike;		/* all articles that a PREFIX finds score the
				   same by it; else by its terms */
};

#endif
