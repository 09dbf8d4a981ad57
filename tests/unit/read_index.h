/* read_index.h: an index for each test, filled, then read in English. */
/* SPDX-License-Identifier: MIT */
#ifndef TESTS_READ_INDEX_H
#define TESTS_READ_INDEX_H

#include "small_index.h"

static struct tw_reader *reader;
static struct tw_analyzer *analyzer;

/* At the end of setting up: reads all that is committed. */
static inline int
read_index(void)
{
	reader = open_reader();
	index_ok(tw_analyzer_new("en", &analyzer, &err));
	return 0;
}

static inline int
tear_down_read_index(void **state)
{
	tw_analyzer_free(analyzer);
	tw_reader_free(reader);
	return tear_down_index(state);
}

#endif
