/* saying.h: the words of a query and their lists, for says.c and said.c. */
/* SPDX-License-Identifier: MIT */
#ifndef RESULT_SAYING_H
#define RESULT_SAYING_H

#include "base/map.h"
#include "index/postings.h"
#include "result/says.h"
#include "text/sentence.h"

#define TW_SAYS_NONE UINT32_MAX

/* Sentences whose beginnings the index has, and those of a long text's rest. */
#define TW_SAYS_SENTENCES (TW_SENTENCES_MAX + 1 + \
	(TW_SAYS_WORDS - TW_SENTENCES_WORDS) / TW_SAYS_SENTENCE)

/* A pair of the query, of the term it is with and another one. */
struct tw_says_pair {
	uint32_t second;
	uint32_t distance;	/* in the query */
	uint32_t times;		/* in the query */
	float boost;
	struct tw_says_pair *next;
};

/* A list of articles. */
struct tw_says_list {
	struct tw_term *entries;	/* in each segment */
	bool is_open;		/* in the present one */
	struct tw_postings postings;
	struct tw_runs runs;	/* in the present article; empty if the list
				   does not have it */
	struct tw_says_list *next;	/* of the same term */
};

struct tw_says_term {
	float value;		/* in the title */
	float in_text;		/* and in the text: 0 if only the title is
				   asked for */
	bool is_main;		/* of some word of the query */
	struct tw_says_list *lists;	/* one, but of a beginning */
	struct tw_says_pair *pairs;	/* that it begins */
};

struct tw_says {
	struct tw_reader *reader;
	struct tw_arena arena;
	struct tw_map map;
	struct tw_says_term *terms;
	uint32_t term_count;
	bool has_others;	/* terms that are not main */
	uint32_t last;		/* content word of the query so far */
	float last_boost;
	uint32_t since_last;	/* stop words since */
	float pair_idf;
	uint32_t segment;	/* whose lists are open; or TW_SAYS_NONE */
	struct tw_says_list sentences;

	/* Of the present article. */
	uint32_t starts[TW_SENTENCES_MAX + 1];	/* of sentences */
	uint32_t start_count;
	float sums[TW_SAYS_SENTENCES];	/* of sentences up to the last word */
	uint32_t seen[TW_SAYS_SENTENCES];	/* which term was last added,
					   plus 1 */
	uint32_t sum_count;
	uint64_t mains[(TW_TEXT_POSITION + TW_SAYS_WORDS) / 64];	/* where
					   main words of the query stand */
	uint64_t covered[TW_TEXT_POSITION / 64];	/* of the title */
};

/* Closes the lists of the present segment. */
void tw_says_leave(struct tw_says *says);

#endif
