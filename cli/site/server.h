/* server.h: the index that a server answers from, and its view of it. */
/* SPDX-License-Identifier: MIT */
#ifndef CLI_SITE_SERVER_H
#define CLI_SITE_SERVER_H

#include <stdbool.h>
#include <stdint.h>
#include <trawl.h>

struct kept;
struct words;

/* server_done, when no more is asked. */
struct server {
	const char *path;	/* of the index; NULL: nothing is found */
	trawl_index *index;	/* NULL until it could be opened */
	trawl_reader *reader;	/* of the last request, or NULL */
	uint64_t file;		/* that it is of; 0: it was being replaced */
	uint64_t look;		/* hash of what follows; 0: not yet known */
	struct kept *kept;	/* answers of all workers, or NULL */
	uint64_t budget;	/* of trawl_search_options */
	const char *template;	/* of pages, or NULL for our own */
	const struct words *words;	/* NULL: those that a reader wants */
	bool counts_clicks;	/* links of results tell of being followed */
};

/* Opens the index, if it is not open. */
int server_open(struct server *server, trawl_error *err);

/*
 * Lends a view as of the last commit: the one that is open, if nothing has
 * changed since, as it has been read in already. False, and told, if there is
 * none.
 */
bool server_lend(struct server *server, trawl_reader **ret);

/* Lets go of the view of the index: while it is open, a writer cannot use
   again what it replaces. */
void server_rest(struct server *server);

void server_done(struct server *server);

#endif
