/* check.h: ends a program that measures when something fails. */
/* SPDX-License-Identifier: MIT */
#ifndef BENCH_CHECK_H
#define BENCH_CHECK_H

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include <trawl.h>

static inline void
check(int status, const trawl_error *err)
{
	if (status == TRAWL_OK)
		return;
	fprintf(stderr, "%s: %s\n", program_invocation_short_name, err->text);
	exit(2);
}

static inline void *
need(void *p)
{
	if (!p) {
		fprintf(stderr, "%s: out of memory\n",
			program_invocation_short_name);
		exit(2);
	}
	return p;
}

#endif
