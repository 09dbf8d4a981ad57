/* batch.h: the articles of an inverter, as its two halves share them. */
/* SPDX-License-Identifier: MIT */
#ifndef INDEX_BATCH_H
#define INDEX_BATCH_H

#include "base/map.h"
#include "index/filters.h"
#include "index/inverter.h"
#include "index/keysort.h"
#include "index/packer.h"
#include "index/termset.h"
#include "index/tokens.h"
#include "index/wordset.h"
#include "text/analyzer.h"
#include "text/sentence.h"

/* A token at the place of a MAIN token: another spelling of it. */
struct tw_overlay {
	uint32_t at;		/* number of the MAIN token in the article */
	uint32_t term;
};

/*
 * An article, and behind it in memory the keys of its lines (doc.h), its
 * overlays in order of their places, its MAIN tokens in a row, the title's
 * first, and where sentences of the text begin among these, a byte each: the
 * position of a token is its place.
 */
struct tw_batch_article {
	struct tw_str id;
	uint64_t title_key;	/* tw_title_key of the title */
	uint64_t text_bytes;	/* title and text */
	struct tw_filtered filtered;
	struct tw_lengths lengths;
	uint32_t date;		/* of tw_date_pack */
	uint32_t key_count;
	uint32_t overlay_count;
	uint32_t token_count;
	uint32_t large_count;	/* of the tokens, with large numbers */
	uint32_t title_count;	/* of the tokens, in the title */
	uint32_t sentence_count;
};

_Static_assert(TW_SENTENCES_WORDS <= UINT8_MAX, "starts have a byte each");

static inline const uint64_t *
tw_batch_keys(const struct tw_batch_article *article)
{
	return (const uint64_t *)(const void *)(article + 1);
}

static inline const struct tw_overlay *
tw_batch_overlays(const struct tw_batch_article *article)
{
	return (const struct tw_overlay *)(const void *)
		(tw_batch_keys(article) + article->key_count);
}

static inline struct tw_tokens
tw_batch_tokens(const struct tw_batch_article *article)
{
	return tw_tokens_at(tw_batch_overlays(article) +
		article->overlay_count, article->token_count,
		article->large_count);
}

static inline const uint8_t *
tw_batch_sentences(const struct tw_batch_article *article)
{
	return (const uint8_t *)(tw_batch_tokens(article).low +
		article->token_count);
}

/* In the lists. */
static inline uint64_t
tw_batch_places(const struct tw_batch_article *article)
{
	return (uint64_t)article->token_count + article->overlay_count +
		article->sentence_count;
}

/* Bytes that a flush needs for each of the articles' keys. */
#define TW_FLUSH_KEY (2 * sizeof(struct tw_keyed))

/* Numbers that grow at the end. */
struct tw_run {
	void *p;
	size_t n;
	size_t room;
};

struct tw_inverter {
	struct tw_analyzers *analyzers;
	uint32_t title_weight;
	size_t memory;
	uint32_t owner;			/* of notes: numbers of terms */
	struct tw_arena arena;		/* articles */
	struct tw_termset terms;
	struct tw_wordset words;	/* if they are gathered */
	bool has_words;
	struct tw_map ids;		/* id to place in `articles` */
	struct tw_batch_article **articles;	/* NULL: replaced or removed */
	uint32_t count;
	uint32_t room;
	uint32_t live;
	uint64_t tokens;		/* of the live articles, all their
					   places */
	uint64_t keys;			/* of all articles */

	struct tw_filters filters;
	struct tw_packer packer;	/* articles as they are stored */

	/* Of the article being analysed. */
	struct tw_run main;		/* uint32_t; n: before this field */
	struct tw_run over;		/* struct tw_overlay */
	size_t field_most;		/* MAIN tokens that it may have */
	struct tw_numbers numbers;	/* its MAIN tokens, behind those */
	struct tw_sentences sentences;	/* of its text */
	uint32_t sentence_term;		/* TW_NO_TERM as long as none is */
};

#endif
