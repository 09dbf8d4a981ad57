/* probe.h: a segment of everything there is, and a reader of all of it. */
/* SPDX-License-Identifier: MIT */
#ifndef TESTS_UNIT_PROBE_H
#define TESTS_UNIT_PROBE_H

#include "index/segment.h"

#include "memory_store.h"

#define PROBE_TERMS 18

/* Lists of all kinds, articles, some of them dead; each stream one record. */
struct probe {
	struct memory_store store;
	struct tw_segment_info info;
	struct tw_term terms[PROBE_TERMS];	/* as they are undamaged */
};

void probe_init(struct probe *probe);
void probe_done(struct probe *probe);

/*
 * Reads what depends on a stream, whatever was made of its record. Nothing
 * but TRAWL_OK, TRAWL_END and TRAWL_ECORRUPT may be returned, and answers may
 * be wrong but not out of bounds. Returns the promise that was broken, NULL
 * if none was.
 */
const char *probe_read(const struct probe *probe, unsigned stream,
	const struct tw_segment_info *info);

#endif
