/* article.h: an article: its fields, where each came from, one owner. */
/* SPDX-License-Identifier: MIT */
#ifndef PAGE_ARTICLE_H
#define PAGE_ARTICLE_H

#include "base/buf.h"
#include "base/status.h"
#include "base/str.h"

#define TW_SOURCE_ROOM 16	/* bytes of a source's name, NUL included */

/* The public handle; the functions trawl_article_... are thin over these. */
struct trawl_article {
	struct tw_buf field[TRAWL_FIELD_COUNT];
	char source[TRAWL_FIELD_COUNT][TW_SOURCE_ROOM];	/* "" if unset */
	struct tw_buf spare;	/* a value on its way to its field */
	uint64_t replaced;	/* invalid UTF-8 sequences so far */
};

#define TW_ID_MAX 500

struct trawl_article *tw_article_new(trawl_error *err);
void tw_article_free(struct trawl_article *article);

/* Empties all fields, keeping their memory. */
void tw_article_reset(struct trawl_article *article);

/*
 * Sets a field from any bytes through the UTF-8 gate, in the form that
 * trawl.h promises; an empty text clears it. `source` is short: what is beyond
 * TW_SOURCE_ROOM is cut.
 */
int tw_article_set(struct trawl_article *article, enum trawl_field field,
	struct tw_str text, const char *source, trawl_error *err) TW_MUST_USE;

static inline struct tw_str
tw_article_get(const struct trawl_article *article, enum trawl_field field)
{
	return tw_buf_str(&article->field[field]);
}

#endif
