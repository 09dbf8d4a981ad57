/* template.h: what of a page's text the pages of its site have in common. */
/* SPDX-License-Identifier: MIT */
#ifndef INDEX_TEMPLATE_H
#define INDEX_TEMPLATE_H

#include <stdbool.h>

#include "base/buf.h"
#include "index/doc.h"

/*
 * The whole text of a page is cut into lines. Each has a key by which articles
 * that have it are found (lines.h); where so many articles of a site have one
 * that it is of the site's template (learn.h), it is cut out of their texts
 * and kept apart. So the text of an article, as all others know it, is a
 * function of its whole text and of the keys that were learned.
 *
 * A long line speaks for itself. A short one, or a question, may well stand
 * in many articles ("Yes.", "Ingredients"): it has a key together with the
 * line before it, and another with the line behind it, where the beginning and
 * the end of the text are lines too. So a menu is told by its order, and a
 * heading between paragraphs that others do not have stays.
 */
struct tw_template_line {
	uint32_t start;		/* in the whole text */
	uint32_t end;
	uint64_t key;		/* of a long line; 0: it is none */
	uint64_t pair;		/* with the line before it; 0: both are long */
};

/* A key: its site, the line, and 17 bits that are 0 (lines.h). The first key
   of an article is that of its site alone. */
#define TW_TEMPLATE_SITE_SHIFT 48
#define TW_TEMPLATE_LINE_SHIFT 17
#define TW_TEMPLATE_LINES_MAX 4096	/* of an article; others stay */

/*
 * Whether an article takes part in its site's template: it was found in a
 * page. What was given is an article as it is.
 */
bool tw_template_is_of_page(const struct tw_doc *doc);

/* Appends the whole text of a stored article; false if it is damaged. */
bool tw_template_whole(const struct tw_doc *doc, struct tw_buf *out);

/*
 * Appends struct tw_template_line for each line of the whole text, and one
 * more, empty, behind the last. O(text).
 */
void tw_template_lines(struct tw_str url, struct tw_str whole,
	struct tw_buf *out);

/* Appends the keys (uint64_t) of such lines, the site's first, the others
   ascending, each once. */
void tw_template_keys(struct tw_str url, const struct tw_buf *lines,
	struct tw_buf *out);

/* The same from a whole text. */
void tw_template_keys_of(struct tw_str url, struct tw_str whole,
	struct tw_buf *out);

/*
 * Appends the text without the lines whose keys are known, and what it takes
 * to put them in again. Where hardly anything would be left, all of it stays:
 * such a page says nothing else.
 */
typedef bool tw_template_knows_fn(void *context, uint64_t key);
void tw_template_cut(struct tw_str whole, const struct tw_buf *lines,
	tw_template_knows_fn *knows, void *context, struct tw_buf *ret_text,
	struct tw_buf *ret_apart);

/*
 * So many of a site's articles must have a line: 4, and where there are more
 * articles about 1.5 times the root of their number (9 of 50, 34 of 1,000, 136
 * of 10,000). It changes only where the number of articles doubles.
 */
uint64_t tw_template_least(uint64_t articles);

#endif
