/* html.h: text in HTML, escaped for where it stands. */
/* SPDX-License-Identifier: MIT */
#ifndef CLI_HTML_H
#define CLI_HTML_H

#include <stdbool.h>
#include <stdio.h>
#include <trawl.h>

/* As the content of an element, or of an attribute in double quotes, of HTML
   or XML: control characters become spaces. The text is UTF-8. */
void print_html(FILE *out, trawl_str text);

/* As one value of a query string, percent-encoded (RFC 3986). */
void print_url_value(FILE *out, trawl_str text);

/*
 * Whether the text may be a link: http, https, or relative to this site, no
 * control characters, spaces or backslashes.
 */
bool is_safe_link(trawl_str url);

/* Whether it begins with http:// or https://. */
bool is_whole_link(trawl_str url);

#endif
