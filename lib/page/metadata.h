/* metadata.h: title, authors, date, category, language and URL of a page. */
/* SPDX-License-Identifier: MIT */
#ifndef PAGE_METADATA_H
#define PAGE_METADATA_H

#include "page/article.h"
#include "page/date.h"
#include "page/page.h"

struct tw_metadata_options {
	const char *name;	/* path or URL of the page, or NULL */
	const char *changed;	/* a date that somebody else tells of it, as
				   text, or NULL */
	struct tw_date now;	/* later dates are not believed */
	bool fill;		/* leave alone fields that are set */
};

/*
 * Sets the fields of the article but for its id and text from what the page
 * says, each with its source; what is doubtful is left unset. The body must
 * have been found; the block that is the title is taken out of it.
 */
int tw_metadata_find(struct tw_page *page,
	const struct tw_metadata_options *options,
	struct trawl_article *article, trawl_error *err) TW_MUST_USE;

#endif
