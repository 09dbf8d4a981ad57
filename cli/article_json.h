/* article_json.h: an article as a line of NDJSON. */
/* SPDX-License-Identifier: MIT */
#ifndef CLI_ARTICLE_JSON_H
#define CLI_ARTICLE_JSON_H

#include <stdbool.h>
#include <stdio.h>
#include <trawl.h>

/*
 * In the form that `trawl index` reads back, unset fields left out; with
 * "sources", where each value came from, if asked.
 */
void print_article(FILE *out, const trawl_article *article,
	bool with_sources);

#endif
