/* routes.h: the indexes of a site, and which of them a request is for. */
/* SPDX-License-Identifier: MIT */
#ifndef CLI_SITE_ROUTES_H
#define CLI_SITE_ROUTES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "args.h"
#include "site/respond.h"
#include "site/server.h"

#define ROUTE_NAME_MAX 32
#define ROUTE_SCRIPT_MAX 1024	/* bytes of a path that can be answered */

struct route {
	char name[ROUTE_NAME_MAX + 1];	/* "": the program's own path */
	struct server server;
};

/* Valid when zeroed; routes_done. */
struct routes {
	struct route routes[ARG_TEXTS_MAX];
	size_t count;
	struct server none;	/* without an index: everything is not found */
};

/*
 * Adds "news=FILE", which answers at /news behind the program's path, or
 * "FILE", which answers at that itself; names are of a-z, 0-9, - and _. The
 * text stays the caller's. False, and told, if the name is there already.
 */
bool routes_add(struct routes *routes, const char *text);

/* The same template, words, budget, counter of clicks and kept answers for
   all. */
void routes_dress(struct routes *routes, const struct server *like);

/* Opens the indexes that are there, so that the first request need not. */
void routes_open(struct routes *routes);

/* Lets all of them rest: server_rest. */
void routes_rest(struct routes *routes);

/* The number of a server of the table, from 0. */
size_t routes_number(const struct routes *routes, const struct server *server);

/*
 * The server that answers what is asked; *asked is changed to what it is to
 * see: script and path without, or with, the name, which is that of the
 * table. The script is borrowed from `room`.
 */
struct server *routes_find(struct routes *routes, struct asked *asked,
	char room[ROUTE_SCRIPT_MAX]);

void routes_done(struct routes *routes);

#endif
