/* sample.h: some of the articles that have some words, evenly spread. */
/* SPDX-License-Identifier: MIT */
#ifndef RESULT_SAMPLE_H
#define RESULT_SAMPLE_H

#include "base/arena.h"
#include "index/reader.h"
#include "match/search.h"
#include "text/analyzer.h"

/* The lists of a word's rarest term, one a segment. */
struct tw_lists {
	struct tw_term *entries;	/* NULL: it has no term */
	uint64_t articles;		/* live ones that have it */
	bool stop;			/* it is a stop word */
};

int tw_lists_of(struct tw_reader *reader, struct tw_analyzer *analyzer,
	enum tw_index_field field, struct tw_str word, struct tw_arena *arena,
	struct tw_lists *ret, trawl_error *err) TW_MUST_USE;

#define TW_SAMPLED_RUNS 16

/*
 * Live articles that have some words, in the order of their numbers: all of
 * them, or those among the first TW_SAMPLED_RUNS runs of about as many
 * articles of the rarest word, which lie evenly spread in its lists. The same
 * words give the same articles.
 */
struct tw_sample {
	struct tw_hit *hits;	/* score: what the article counts, by its age
				   (match/recency.h) */
	uint32_t count;
	double each;		/* articles that one of them stands for */
};

/*
 * The articles with all of `count` > 0 words that some article has, of at most
 * about `most` that have the rarest one. They live in the arena.
 */
int tw_sample(struct tw_reader *reader, const struct tw_lists *words,
	uint32_t count, uint32_t most, const struct tw_recency *recency,
	struct tw_arena *arena, struct tw_sample *ret, trawl_error *err)
	TW_MUST_USE;

/* What the articles of a sample, or some of them, stand for. */
struct tw_sampled {
	uint64_t articles;	/* about; at least 1 if there is one */
	float weight;		/* of one, in the mean; 1 if there is none */
};

struct tw_sampled tw_sample_all(const struct tw_sample *sample);

/* Those of them that have one word more. */
int tw_sample_with(struct tw_reader *reader, const struct tw_sample *sample,
	const struct tw_lists *word, struct tw_arena *arena,
	struct tw_sampled *ret, trawl_error *err) TW_MUST_USE;

/* Those of a sample of two words in which the second follows the first. */
int tw_sample_phrase(struct tw_reader *reader, const struct tw_sample *sample,
	const struct tw_lists words[2], struct tw_arena *arena,
	struct tw_sampled *ret, trawl_error *err) TW_MUST_USE;

#endif
