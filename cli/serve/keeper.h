/* keeper.h: the process that keeps a log of what is asked for. */
/* SPDX-License-Identifier: MIT */
#ifndef CLI_SERVE_KEEPER_H
#define CLI_SERVE_KEEPER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "serve/tally.h"

#define KEEPER_LINES 200	/* of texts, an hour */
#define KEEPER_PLACES 17	/* at most */

/*
 * Workers send what was asked of them, each by one message that is there as a
 * whole or not at all; the keeper counts it, and adds to the log when an hour
 * is over, or it is asked to end. Nobody else sees the log or the counts, and
 * nobody waits for it: where the keeper is behind, messages are lost.
 */
struct keeper {
	const char *folder;	/* of the log: daybook.h */
	uint32_t days;		/* that it is kept */
	const char *places[KEEPER_PLACES];	/* names of them */
	uint32_t place_count;
	int ends[2];		/* of a socket: the keeper's, the workers' */
};

/* Makes the socket; false, and told, if that fails. */
bool keeper_begin(struct keeper *keeper);

/* In the keeper, which is left with nothing else open, or in a worker. */
void keeper_is_here(struct keeper *keeper);
void keeper_is_elsewhere(struct keeper *keeper);

/* From a worker: returns at once, whatever comes of it. */
void keeper_tell(const struct keeper *keeper, const struct asking *asking);

/* The life of the keeper: until `stop` has something to read. Returns an exit
   code. */
int keeper_run(const struct keeper *keeper, int stop);

#endif
