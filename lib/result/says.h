/* says.h: how much an article says in the words of a query. */
/* SPDX-License-Identifier: MIT */
#ifndef RESULT_SAYS_H
#define RESULT_SAYS_H

#include "index/reader.h"
#include "query/tree.h"

/*
 * Of a text no more words than these are read: a sentence behind them is worth
 * a fortieth of what it says. Behind the sentences that the index tells apart
 * (text/sentence.h), so many words are taken for one.
 */
#define TW_SAYS_WORDS 4096
#define TW_SAYS_SENTENCE 24

/*
 * What the words of a query are worth, and which follow each other in it, stop
 * words passed over. NOT clauses and filters have no words. Articles are read
 * by the lists of these words, not by their texts. The reader and the query
 * outlive it.
 */
struct tw_says;

int tw_says_new(struct tw_reader *reader, const struct tw_query *query,
	struct tw_says **ret, trawl_error *err) TW_MUST_USE;
void tw_says_free(struct tw_says *says);

/*
 * A sentence is worth the idf of the different words of the query in it, each
 * times its count in the query and its boosts, over 1 + p / 100, where p words
 * stand before it: what matters is said early. The title is a sentence with
 * none before it.
 */
struct tw_said {
	float sentence[2];	/* the best two, the better one first */
	float title;		/* the title as a sentence, times the share of
				   its content words that are the query's */
	float pairs;		/* BM25 of pairs: see tw_says_read */
	bool in_title;		/* a word of the query is in the title */
};

/*
 * `norm` is what the article's length makes of frequencies (match/bm25.h).
 * Two words are a pair in an article if the second stands directly behind the
 * first, or as far as in the query, where stop words are between them. Pairs
 * score as a term that ten articles have: to count them would need lists to
 * meet, and changed nothing (nDCG@10 0.5644 for 0.5643, mean of eight
 * collections). Articles come ascending, segment by segment. O(occurrences of
 * the query's words), and what lists take to get there.
 */
int tw_says_read(struct tw_says *says, uint32_t segment, uint32_t doc,
	float norm, struct tw_said *ret, trawl_error *err) TW_MUST_USE;

#endif
