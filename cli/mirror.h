/* mirror.h: the file of a page in a copy of its site. */
/* SPDX-License-Identifier: MIT */
#ifndef CLI_MIRROR_H
#define CLI_MIRROR_H

/*
 * The file of a URL in the folder that a sitemap lies in, as crawlers write
 * them: by its path, with ".html" or "/index.html" behind it, below the folder
 * or below one of the host's name; NULL if there is none. To be freed. Never a
 * file beyond the folder.
 */
char *mirror_find(const char *sitemap, const char *url);

#endif
