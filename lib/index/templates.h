/* templates.h: what was learned of sites, told to those who ask. */
/* SPDX-License-Identifier: MIT */
#ifndef INDEX_TEMPLATES_H
#define INDEX_TEMPLATES_H

#include "index/reader.h"

/* A line of a site's template. */
struct tw_template_told {
	struct tw_str site;	/* its host; empty: of what has no URL */
	struct tw_str text;
	uint64_t articles;	/* that have it */
	uint64_t of;		/* articles of pages of the site */
};

/* Valid when zeroed. By site, what most articles have first, then by text. */
struct tw_templates {
	struct tw_arena arena;
	struct tw_template_told *list;
	uint32_t count;
	uint32_t room;
};

/*
 * Reads what was learned of all sites, or of the one that the URL is of; NULL:
 * of all. Costs a pass over the lines that pages have, of the site or of all.
 */
int tw_templates_read(struct tw_templates *templates,
	struct tw_reader *reader, const struct tw_str *url, trawl_error *err)
	TW_MUST_USE;
void tw_templates_done(struct tw_templates *templates);

#endif
