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
	TW_NODE_NEAR,		/* words near each other, in any order */
	TW_NODE_PREFIX,		/* all words that begin alike */
	TW_NODE_PATTERN,	/* all words that a pattern fits */
	TW_NODE_FUZZY,		/* all words that are spelt much alike */
	TW_NODE_VALUE,		/* a field's value as it stands */
	TW_NODE_DATES,		/* a time */
	TW_NODE_GROUP,		/* clauses: see enum tw_occur */
	TW_NODE_KIND_COUNT
};

/*
 * What a clause is to its group. An article matches a group if it matches all
 * MUST clauses, no NOT clause and, where there are SHOULD clauses and all MUST
 * clauses but filter (tw_query_filters), at least one SHOULD clause. A group of
 * NOT clauses alone matches all other articles. Its score is the sum of its
 * MUST and SHOULD clauses, times its boost; what filters scores nothing.
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
	TW_QUERY_AUTHOR,	/* its words, unlike those of the text never
				   stop words */
	TW_QUERY_CATEGORY,	/* the same */
	TW_QUERY_SITE,		/* VALUE: host of the URL, in lower case, or
				   a domain that it is in */
	TW_QUERY_LANGUAGE,	/* VALUE: code of the article's language */
	TW_QUERY_ID,		/* VALUE */
	TW_QUERY_DATE,		/* DATES */
	TW_QUERY_SINCE,		/* of lexemes alone: their nodes are DATE */
	TW_QUERY_BEFORE,
	TW_QUERY_FIELD_COUNT
};

/* Factors of scores, in thousandths: 0.001 to 1000. */
#define TW_BOOST_ONE 1000

/* The product, as near to it as a factor can be. */
uint32_t tw_boost_times(uint32_t boost, uint64_t other);

#define TW_NEAR_WORDS 10	/* what NEAR without a number means */
#define TW_NEAR_WORDS_MAX 1000

/* One term of a word or phrase, as the analyzer gave it. */
struct tw_query_term {
	struct tw_str term;
	uint32_t position;	/* relative to the node's first, gaps kept */
	enum tw_token_kind kind;
	bool stop;
};

/* How much a PREFIX, PATTERN or FUZZY may stand for; 0 is as it mostly is. */
struct tw_reach {
	uint32_t expansions;	/* terms; 64, and at most 1024 */
	uint32_t letters;	/* that a * needs; 2, and no less */
};

#define TW_EXPANSIONS 64
#define TW_EXPANSIONS_MAX 1024

/*
 * Terms of a WORD. As SHOULD its ranked terms add up, each with its weight
 * (tw_query_weight of its kind). As MUST or NOT it stands for the articles
 * that have all its MAIN terms next to each other or one of its JOINED, BARE
 * or EXACT terms.
 *
 * Terms of a PHRASE: MAIN terms only, stop words among them; their positions
 * are 0, 1, 2, ...
 *
 * Terms of a NEAR: MAIN terms only, in the order typed. An article matches if
 * a stretch of one field has them all, each at a place of its own, and at most
 * `distance` other words.
 *
 * Terms of a PREFIX: the beginning, as MAIN, stands for all terms that begin
 * with it; the others are terms that words with that beginning may have too
 * (text/beginning.h).
 *
 * A PATTERN or FUZZY has one term, MAIN: the pattern or the word, folded, not
 * stemmed, without accents. In a pattern * stands for any letters or none, ?
 * for one. FUZZY stands for words that `distance` letters put in, left out,
 * changed or swapped with the next make of it, all but the first letter.
 *
 * A VALUE has no terms but its text. DATES are those from `from` to `to`, both
 * inclusive and perhaps as wide as a month or year (base/dates.h), 0 for no
 * bound.
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
	uint32_t boost;		/* factor of the score, in thousandths; of a
				   GROUP too */
	uint32_t distance;	/* of a NEAR in words, of a FUZZY in letters */
	uint32_t expansions;	/* terms that it stands for at most, where they
				   score */
	uint32_t from;		/* of DATES */
	uint32_t to;
	bool ranked;
	uint32_t height;	/* of a GROUP: 1 above its highest clause, at
				   most TW_QUERY_DEPTH_MAX; of others 0 */
	size_t offset;		/* byte of the query's text where it begins */
	struct tw_str text;	/* of a WORD as typed, of a PREFIX or FUZZY
				   without its mark, of a VALUE in its one
				   form; of a PHRASE or NEAR its words, a
				   space between them; of DATES empty */
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

/* True if the clause scores nothing, as it tells which articles, not which are
   better: if its field does, or all clauses of the group do. */
bool tw_query_filters(const struct tw_node *clause);

/* What a term of this kind is worth in a ranked word: MAIN 1, JOINED 0.5, BARE
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
	struct tw_analyzer *analyzer;	/* that it was read with, borrowed: it
					   outlives the query */
	struct tw_reach reach;		/* that it was read with */
	bool alike;		/* all articles that a PREFIX finds score the
				   same by it; else by its terms */
};

#endif
