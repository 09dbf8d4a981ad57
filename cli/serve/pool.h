/* pool.h: a parent that parses nothing, and workers that may die. */
/* SPDX-License-Identifier: MIT */
#ifndef CLI_SERVE_POOL_H
#define CLI_SERVE_POOL_H

#include <stdbool.h>
#include <stdint.h>

#define POOL_MAX 256		/* workers */

struct pool {
	uint32_t workers;
	unsigned patience;	/* seconds that a worker may take to end, once
				   it is asked to */
	/*
	 * What a worker does, in its own process: it returns its exit code
	 * when `stop`, which poll can watch, has something to read. A signal
	 * that ends it is one that it sets itself, SIGALRM, or a fault.
	 */
	int (*work)(void *context, int stop);
	/* What one more process does, likewise; NULL: there is none. It is
	   there before the workers are, is asked to end when all of them
	   have, and stays where they are replaced. */
	int (*aside)(void *context, int stop);
	/* Makes ready for new workers, in the parent; false, and told: the
	   old ones stay. */
	bool (*reload)(void *context);
	void *context;
};

/*
 * Keeps that many workers at work until SIGTERM, SIGINT or SIGUSR1 asks for an
 * end; SIGHUP replaces them, by new ones first. A worker that dies is replaced
 * at once, one that keeps dying young after a while, which doubles up to a
 * second. Returns an exit code, in the parent alone.
 */
int pool_run(const struct pool *pool);

#endif
