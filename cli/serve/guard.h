/* guard.h: what a process that answers cannot do, whatever it is made to. */
/* SPDX-License-Identifier: MIT */
#ifndef CLI_SERVE_GUARD_H
#define CLI_SERVE_GUARD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/* Most of the memory that a process may use, an index's map apart. */
#define GUARD_MEMORY ((size_t)1 << 30)

/* What of it this kernel, and this build, could do. */
struct guard {
	bool limits;		/* of memory, files, processes; no core */
	int landlock;		/* its ABI; 0: none */
	bool filters;		/* of system calls */
};

/*
 * From now on this process, for good,
 *   - reads and writes in the folders of the named files alone, or below:
 *     readers of an index need its lock file, and make it if there is none.
 *     What a folder lets it do is still the file system's to say;
 *   - makes no process, thread, socket or folder, runs no program, gets no
 *     code into its memory, sends no signals;
 *   - has memory and files enough for an index, and not more.
 * What is open already stays open. All of it is without an effect in a build
 * with sanitizers, which need some of that.
 */
void guard_begin(const char *const *files, size_t count, struct guard *ret);

void guard_print(FILE *out, const struct guard *guard);

#endif
