/* phrases.h: what is said around articles, not in them. */
/* SPDX-License-Identifier: MIT */
#ifndef PAGE_PHRASES_H
#define PAGE_PHRASES_H

#include "base/str.h"

enum tw_phrase {
	TW_PHRASE_SHARE,
	TW_PHRASE_MORE,		/* other articles: "Read more", "Also read" */
	TW_PHRASE_AD,
	TW_PHRASE_BY,
	TW_PHRASE_MONTH,	/* a month with a number beside it */
	TW_PHRASE_PUBLISHED,
	TW_PHRASE_PICTURE,	/* "Photo: ..." */
	TW_PHRASE_SUBSCRIBE,
	TW_PHRASE_RIGHTS,
	TW_PHRASE_COMMENT,
	TW_PHRASE_BIO,		/* "... is a writer" */
	TW_PHRASE_TAGS,
	TW_PHRASE_NOTE,		/* "This article was first published ..." */
	TW_PHRASE_COUNT
};

/* Bits 1 << enum tw_phrase for a text as tw_plain writes it. O(length). */
uint32_t tw_phrases(struct tw_str plain);

#endif
