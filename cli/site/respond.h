/* respond.h: what a web server gets for a request: headers and a body. */
/* SPDX-License-Identifier: MIT */
#ifndef CLI_SITE_RESPOND_H
#define CLI_SITE_RESPOND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <trawl.h>

#include "site/words.h"

struct kept;
struct searched;

/* server_done, when no more is asked. */
struct server {
	const char *path;	/* of the index; NULL: nothing is found */
	trawl_index *index;	/* NULL until it could be opened */
	trawl_reader *reader;	/* of the last request, or NULL */
	uint64_t file;		/* that it is of: its inode */
	struct kept *kept;	/* NULL until there is one */
	uint64_t budget;	/* of trawl_search_options */
	const char *template;	/* of pages, or NULL for our own */
	const struct words *words;	/* NULL: those that a reader wants */
	bool counts_clicks;	/* links of results tell of being followed */
};

/* Opens the index, if it is not open. */
int server_open(struct server *server, trawl_error *err);

/* What the web server says of a request (RFC 3875); none is NULL. */
struct asked {
	const char *script;
	const char *path;	/* behind the script */
	const char *method;
	const char *query_string;
	const char *language;	/* Accept-Language */
	const char *host;
	const char *scheme;	/* "https", or else http */
	const char *known;	/* If-None-Match */
	const char *agent;	/* User-Agent */
	const char *purpose;	/* Sec-Purpose, or Purpose */
};

/*
 * Headers and, but for HEAD, the body, as one text, to be freed; NULL without
 * memory. Every request has an answer, out of the index as of its last commit.
 * The view of it stays open, so that the next request need not read in what
 * this one has: server_rest is for when none is there. What may be counted of
 * the request is in *ret_searched.
 */
char *respond(struct server *server, const struct asked *asked,
	size_t *ret_length, struct searched *ret_searched);

/* Lets go of the view of the index: while it is open, a writer cannot use
   again what it replaces. */
void server_rest(struct server *server);

void server_done(struct server *server);

#endif
