/* respond.h: what a web server gets for a request: headers and a body. */
/* SPDX-License-Identifier: MIT */
#ifndef CLI_SITE_RESPOND_H
#define CLI_SITE_RESPOND_H

#include <stddef.h>

struct searched;
struct server;

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

#endif
