/* served.h: where a site has the page of a file. */
/* SPDX-License-Identifier: MIT */
#ifndef CLI_SERVED_H
#define CLI_SERVED_H

#include <stdbool.h>

/* Whether pages can be below it: an address of http or https, without a query
   or a fragment. */
bool served_is_base(const char *base);

/*
 * The address of a file that was found at or below the path `named`, if that is
 * what the site has at `base`: its path below it, encoded, without the
 * index.html that servers add. To be freed; NULL without memory.
 */
char *served_url(const char *base, const char *named, const char *path);

#endif
