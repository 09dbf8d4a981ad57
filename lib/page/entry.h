/* entry.h: what an entry of a feed says, to an article. */
/* SPDX-License-Identifier: MIT */
#ifndef PAGE_ENTRY_H
#define PAGE_ENTRY_H

#include "page/article.h"

enum tw_entry_part {
	TW_ENTRY_TITLE,
	TW_ENTRY_LINK,
	TW_ENTRY_ORIGINAL,	/* the link before somebody counted clicks */
	TW_ENTRY_ID,
	TW_ENTRY_DATE,
	TW_ENTRY_CHANGED,
	TW_ENTRY_AUTHOR,
	TW_ENTRY_CATEGORY,
	TW_ENTRY_CONTENT,
	TW_ENTRY_SUMMARY,
	TW_ENTRY_LANGUAGE,
	TW_ENTRY_BASE,		/* what links are relative to */
	TW_ENTRY_PART_COUNT
};

/* Valid when zeroed. Text may come in pieces, between begin and end. */
struct tw_entry {
	struct tw_buf part[TW_ENTRY_PART_COUNT];	/* authors and
					categories: a line each */
	size_t start;		/* of the value that is being added */
	bool id_is_no_link;
	bool is_plain[TW_ENTRY_PART_COUNT];	/* text, not HTML */
	bool too_large;
};

void tw_entry_done(struct tw_entry *entry);
void tw_entry_reset(struct tw_entry *entry);

/* A value begins: the first of a part counts, but all authors and
   categories, and the last of dates. */
void tw_entry_begin(struct tw_entry *entry, enum tw_entry_part part);
void tw_entry_add(struct tw_entry *entry, enum tw_entry_part part,
	struct tw_str text);

/* The same for text that becomes HTML. */
void tw_entry_add_escaped(struct tw_entry *entry, enum tw_entry_part part,
	struct tw_str text);
void tw_entry_end(struct tw_entry *entry, enum tw_entry_part part);

/*
 * Sets the article; what the entry does not tell may stand in `feed`. Links
 * are relative to the entry's base, the feed's, options->name if that is a URL,
 * or to the feed's link.
 * TRAWL_EEMPTY for an entry without title and text. A value that cannot be
 * read goes to `doubt` alone.
 */
int tw_entry_article(const struct tw_entry *entry,
	const struct tw_entry *feed,
	const struct trawl_extract_options *options,
	struct trawl_article *article, trawl_error *doubt, trawl_error *err)
	TW_MUST_USE;

#endif
