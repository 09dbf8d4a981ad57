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
 * MAIN tokens in a row, the title's first: the position of a token is its
 * place. Overlays in order of their places.
 */
struct tw_batch_article {
	struct tw_tokens tokens;
	const struct tw_overlay *overlays;
	uint32_t overlay_count;
	uint32_t title_count;	/* of the tokens, in the title */
	struct tw_columns columns;
	struct tw_filtered filtered;
	struct tw_str keys;		/* of its lines: see doc.h */
};

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
	uint64_t tokens;		/* of the live articles, overlays too */
	uint64_t keys;			/* of all articles */

	struct tw_filters filters;
	struct tw_packer packer;	/* articles as they are stored */

	/* Of the article being analysed. */
	struct tw_run main;		/* uint32_t; n: before this field */
	struct tw_run over;		/* struct tw_overlay */
	size_t field_most;		/* MAIN tokens that it may have */
	struct tw_numbers numbers;	/* its MAIN tokens, behind those */
	struct tw_sentences sentences;	/* of its text */
};

#endif
