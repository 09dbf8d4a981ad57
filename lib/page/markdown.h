/* markdown.h: Markdown, with front matter or without, to blocks and facts. */
/* SPDX-License-Identifier: MIT */
#ifndef PAGE_MARKDOWN_H
#define PAGE_MARKDOWN_H

#include "page/page.h"

/* The text is valid UTF-8. */
int tw_markdown_read(struct tw_str text, struct tw_page *page,
	trawl_error *err) TW_MUST_USE;

#endif
