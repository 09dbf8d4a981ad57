/* site.h: the search page of a site. */
/* SPDX-License-Identifier: MIT */
#ifndef CLI_SITE_H
#define CLI_SITE_H

#include <stdio.h>
#include <trawl.h>

#include "answer.h"

/*
 * A whole page: the form with the query in it and, if there is an answer, the
 * results and the links to other pages; else the message, if there is one.
 * `script` is the path of the program, as the web server calls it.
 */
struct site_page {
	const char *script;
	trawl_str query;
	const struct answer *answer;
	const char *message;
};

void print_site_page(FILE *out, const struct site_page *page);

/* The style sheet of that page. */
extern const char site_style[];

#endif
