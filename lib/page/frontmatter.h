/* frontmatter.h: the YAML or TOML lines at the top of a Markdown page. */
/* SPDX-License-Identifier: MIT */
#ifndef PAGE_FRONTMATTER_H
#define PAGE_FRONTMATTER_H

#include "page/page.h"

/*
 * Adds a fact (TW_FACT_FRONT) for each "key: value" between lines of "---", or
 * "key = value" between those of "+++", at the top level; a list, "[a, b]" or
 * "- a" a line, as values on a line each. What is nested or folded otherwise
 * is passed over. Returns the bytes of the front matter with its closing line,
 * 0 if the text has none.
 */
size_t tw_front_matter_read(struct tw_str text, struct tw_page *page);

#endif
