/* format.h: what stands in the file; the twin of docs/FORMAT.md. */
/* SPDX-License-Identifier: MIT */
#ifndef INDEX_FORMAT_H
#define INDEX_FORMAT_H

#include <stdint.h>

#include "base/bitpack.h"

#define TW_FORMAT_VERSION 9

/* What the root record (root.h) begins with. Segments count from 1. */
#define TW_ROOT_MAGIC "trawl ix"	/* 8 bytes */
#define TW_LANGUAGE_ROOM 16

/* Streams of a segment. DEAD and DEAD_TERMS change, the others never do. */
enum tw_stream_kind {
	TW_STREAM_DICT = 1,	/* pages of sorted terms, 16 a group */
	TW_STREAM_DICT_INDEX,	/* the first term of each page */
	TW_STREAM_POSTINGS,	/* articles and frequencies, blocks of 128 */
	TW_STREAM_BLOCKS,	/* the table of those blocks */
	TW_STREAM_POSITIONS,
	TW_STREAM_STORED,	/* blocks of articles */
	TW_STREAM_STORED_INDEX,	/* (first article, offset) of each block */
	TW_STREAM_LENGTH_BYTES,	/* a byte an article: weighted length */
	TW_STREAM_TITLE_BYTES,	/* a byte an article: length of the title */
	TW_STREAM_LENGTHS,	/* le32 an article: what exact lengths have
				   above those of their bytes */
	TW_STREAM_DATES,	/* le32 an article: year<<16|month<<8|day */
	TW_STREAM_IDS,		/* (le32 hash of id, le32 article), sorted */
	TW_STREAM_DEAD,		/* a bit an article: replaced or removed */
	TW_STREAM_DEAD_TERMS,	/* (le32 term, le32 count), sorted by term */
	TW_STREAM_BITMAPS,	/* a bit an article for each dense list */
	TW_STREAM_BOUNDS,	/* what groups of a long list score at most */
	TW_STREAM_LEXICON,	/* words as they are written, in groups */
	TW_STREAM_LEXICON_INDEX,	/* the first word of each group */
	TW_STREAM_VALUES,	/* categories, authors, sites, languages, and
				   the sets of them that articles have */
	TW_STREAM_CATEGORIES,	/* the number of each article's set */
	TW_STREAM_AUTHORS,
	TW_STREAM_SITES,
	TW_STREAM_LANGUAGES,
	TW_STREAM_SKETCHES,	/* le48 an article: tw_sketch of its text */
	TW_STREAM_TITLE_KEYS,	/* le64 an article: tw_title_key */
	TW_STREAM_NAMES,	/* the ids of articles, in groups */
	TW_STREAM_NAMES_INDEX,	/* le64 offset of each group but the first */
	TW_STREAM_LINES,	/* articles by the lines of their pages */
	TW_STREAM_END
};

/*
 * Posting lists are kept by field. ALL has every word of an article, title
 * words counted as often as the index weighs them; TITLE has the title alone.
 * Those have lengths and are ranked by them. The others tell which articles,
 * not which are better: AUTHOR and CATEGORY have words, in the index's
 * language, SITE has hosts and the domains they are in, LANGUAGE has codes.
 * Their lists are kept as those of TITLE.
 */
enum tw_index_field {
	TW_FIELD_ALL,
	TW_FIELD_TITLE,
	TW_FIELD_RANKED,	/* so many are ranked */
	TW_FIELD_AUTHOR = TW_FIELD_RANKED,
	TW_FIELD_CATEGORY,
	TW_FIELD_SITE,
	TW_FIELD_LANGUAGE,
	TW_FIELD_COUNT
};
#define TW_TITLE_WEIGHT 3	/* if the root has no other */
#define TW_TITLE_WEIGHT_MOST 100

/* Whose lengths the bounds of a field's lists are taken from. */
static inline enum tw_index_field
tw_ranked_as(enum tw_index_field field)
{
	return field == TW_FIELD_ALL ? TW_FIELD_ALL : TW_FIELD_TITLE;
}

/*
 * Positions of one article: the title's tokens are 0, 1, ... and the text's
 * begin at TW_TEXT_POSITION, so that no phrase runs from one into the other.
 * Title words beyond TW_TITLE_MAX are not indexed as title.
 */
#define TW_TITLE_MAX 1000
#define TW_TEXT_POSITION 1024
#define TW_SENTENCE_TERM "."	/* in ALL, where sentences begin:
					   see text/sentence.h */
#define TW_ID_MAX 500		/* bytes of an id */
#define TW_TOKENS_MAX (16u << 20)	/* of an article; the rest is cut */
#define TW_VALUE_WORDS 1000		/* of its authors, and categories */
#define TW_VALUE_GAP 16			/* positions between two of them */
#define TW_VALUE_MAX 255		/* bytes of a value that is counted */

#define TW_GROUP 16			/* terms of a dictionary group */
#define TW_NAMES_GROUP 32		/* ids of a group */
#define TW_KEY_MAX 255			/* bytes of a field byte and a term */
#define TW_INLINE_MAX 400		/* bytes of a list in the dictionary */
#define TW_IMPACT_DF 4			/* shorter lists have no impact */
#define TW_BITMAP_SHARE 16		/* a list of 1/16 of the articles has
					   a bitmap */
#define TW_BOUNDS_SHARE 64		/* a list of 1/64 of the articles has
					   bounds by groups, */
#define TW_BOUNDS_DOCS 256		/* if there are so many */
#define TW_FREQ_BITS 25			/* a weighted frequency has no more */
#define TW_STORED_BLOCK (24u << 10)	/* articles compressed together */
#define TW_CODED_BLOCK (8u << 10)	/* or coded together, */
#define TW_CODED_LEAST (2u << 20)	/* if a segment has so much of them */
#define TW_STORED_MAX (256u << 20)	/* bytes of one stored article */
#define TW_NO_DOC UINT32_MAX		/* behind the last article */
#define TW_DOCS_MAX (UINT32_MAX - 256)	/* articles of a segment */

/* Live statistics of one field: dead articles are subtracted. */
struct tw_field_stats {
	uint64_t docs;		/* articles that have the field */
	uint64_t length;	/* sum of their exact lengths */
};

/* What the root knows of a segment. */
struct tw_segment_info {
	uint32_t title_weight;	/* of the index; 0: TW_TITLE_WEIGHT */
	uint32_t segment;	/* its number in record keys */
	uint32_t docs;		/* articles, dead ones too */
	uint32_t dead;
	uint32_t terms;		/* dictionary entries */
	uint64_t text_bytes;	/* live titles and texts, uncompressed */
	struct tw_field_stats live[TW_FIELD_RANKED];
	uint64_t length[TW_STREAM_END];	/* bytes of each stream */
};

/* What an occurrence in the title counts in ALL. */
static inline uint32_t
tw_title_weight(const struct tw_segment_info *info)
{
	return info->title_weight > 0 ? info->title_weight : TW_TITLE_WEIGHT;
}

#endif
