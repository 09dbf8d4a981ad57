/* lexread.h: the words of one segment as they are written. */
/* SPDX-License-Identifier: MIT */
#ifndef INDEX_LEXREAD_H
#define INDEX_LEXREAD_H

#include "index/segment.h"
#include "text/written.h"

/*
 * LEXICON has the words in the order of their bytes, in groups of
 * TW_LEXICON_GROUP, the last one of 1 to so many; a group lies in one record:
 *
 *   byte words - 1, then for each word
 *   | shared and  | rest's | varint        |
 *   | rest's count| bytes  | count<<2|form |
 *
 * where the first shares nothing, and counts of bytes are those of dict.h.
 * LEXICON_INDEX has for each group le32, its offset, a length byte and its
 * first word.
 */
#define TW_LEXICON_GROUP 64
#define TW_LEXICON_GROUP_MAX \
	(1 + TW_LEXICON_GROUP * (3 + TW_WORD_MAX + TW_VARINT_MAX))
#define TW_WORD_FORM_BITS 2
#define TW_WORD_AHEAD 16	/* bytes of a word that are copied at once */

/* Walks the words of a segment. */
struct tw_segment_words {
	struct tw_str word;	/* borrowed until the next step */
	size_t shared;		/* bytes that it begins with as the word
				   before it does, at least */
	uint32_t count;		/* of articles, 1 at least */
	enum tw_word_form form;

	/* Private. */
	struct tw_segment *segment;
	const uint8_t *p;	/* the next word, */
	const uint8_t *begin;	/* of a group, */
	const uint8_t *end;	/* that ends here at the latest */
	uint32_t left;		/* words of the group from there on */
	uint32_t group;		/* the one behind */
	bool waiting;		/* the present word is the next answer */
	char bytes[TW_WORD_MAX + TW_WORD_AHEAD];
};

/* Stands before the first word at or behind `from`. */
int tw_segment_words_open(struct tw_segment_words *words,
	struct tw_segment *segment, struct tw_str from, trawl_error *err)
	TW_MUST_USE;

/* Before the first of all. */
int tw_segment_words_begin(struct tw_segment_words *words,
	struct tw_segment *segment, trawl_error *err) TW_MUST_USE;

/* Steps to the next; TRAWL_END. Nothing is to be closed. */
int tw_segment_words_next(struct tw_segment_words *words, trawl_error *err)
	TW_MUST_USE;

/*
 * Steps to the next word that does not begin with the first n bytes of the
 * present one, 0 < n <= word.n; TRAWL_END. Words between are hardly looked at,
 * groups of them not at all.
 */
int tw_segment_words_pass(struct tw_segment_words *words, size_t n,
	trawl_error *err) TW_MUST_USE;

/* The groups of a segment's lexicon, for those who read it. */
struct tw_lexicon;

void tw_lexicon_free(struct tw_lexicon *lexicon);

/* For check: how many groups there are, and what the index says of one. */
int tw_lexicon_groups(struct tw_segment *segment, uint32_t *ret,
	trawl_error *err) TW_MUST_USE;
struct tw_str tw_lexicon_first(const struct tw_segment *segment,
	uint32_t group);

/* For check, behind the last word of a group: whether the next one follows at
   once, or behind zeros in the next record, and nothing follows the last. */
bool tw_segment_words_fill(const struct tw_segment_words *words);

#endif
