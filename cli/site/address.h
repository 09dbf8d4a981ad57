/* address.h: links to searches, and what of a text may be a link. */
/* SPDX-License-Identifier: MIT */
#ifndef CLI_SITE_ADDRESS_H
#define CLI_SITE_ADDRESS_H

#include <stdio.h>

#include "site/request.h"

/*
 * The address of a request, escaped for an attribute of HTML or XML; `script`
 * is the path of the program, as the web server calls it, or a whole URL.
 */
void print_address(FILE *out, const char *script,
	const struct request *request);

/* The address of a hit, escaped likewise, with its fragment if there is one;
   the URL must be a safe link (html.h). */
void print_passage_address(FILE *out, trawl_str url, trawl_str fragment);

#endif
