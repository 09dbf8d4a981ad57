/* html.h: HTML to the blocks, areas and facts of a page. */
/* SPDX-License-Identifier: MIT */
#ifndef PAGE_HTML_H
#define PAGE_HTML_H

#include "page/page.h"

/*
 * Reads any bytes that are valid UTF-8 as HTML. Words are parted where a
 * reader sees them apart; what no reader sees is left out. TRAWL_EFULL for
 * more tags than any page has. O(length).
 */
int tw_html_read(struct tw_str html, struct tw_page *page, trawl_error *err)
	TW_MUST_USE;

/* Appends the character that an entity ("&eacute;", "&#233;") stands for;
   false without memory. */
bool tw_html_entity(struct tw_str entity, struct tw_buf *out);

#endif
