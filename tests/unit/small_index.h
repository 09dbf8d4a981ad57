/* small_index.h: an index for each test, and short ways to fill it. */
/* SPDX-License-Identifier: MIT */
#ifndef TESTS_SMALL_INDEX_H
#define TESTS_SMALL_INDEX_H

#include "index/ranking.h"
#include "index/reader.h"
#include "index/writer.h"
#include "index_help.h"
#include "store_help.h"

static struct tw_store *store;
static struct tw_writer *writer;
static struct tw_ranking index_ranking = {
	.k1 = 1200, .b = 750, .title = 3};

static inline int
set_up_index(void **state)
{
	static const struct tw_writer_options options = {
		.memory = TW_WRITER_MEMORY_MIN,
	};

	if (help_set_up(state) != 0)
		return -1;
	store = help_create("index");
	index_ok(tw_index_create(store, "en", &index_ranking, &err));
	index_ok(tw_writer_open(store, &options, &writer, &err));
	return 0;
}

static inline int
tear_down_index(void **state)
{
	tw_writer_free(writer);
	tw_store_close(store);
	return help_tear_down(state);
}

static inline void
index_add(const char *id, const char *title, const char *text)
{
	struct tw_doc doc = index_doc(id, title, text);

	index_ok(tw_writer_add(writer, &doc, &err));
}

static inline void
index_commit(void)
{
	index_ok(tw_writer_commit(writer, &err));
}

/* Removes one of so many of the articles "0", "1", ..., and commits. */
static inline void
index_remove_some(uint64_t *seed, uint32_t count, uint32_t one_in)
{
	char id[16];

	for (uint32_t i = 0; i < count; i++) {
		if (index_below(seed, one_in) > 0)
			continue;
		snprintf(id, sizeof(id), "%u", (unsigned)i);
		if (tw_writer_remove(writer, tw_str_of(id), NULL) < 0)
			fail();
	}
	index_commit();
}

/* Commits, and makes one segment of all there is. */
static inline void
index_merge(void)
{
	index_ok(tw_writer_merge(writer, &err));
}

static inline struct tw_reader *
open_reader(void)
{
	struct tw_reader *reader = NULL;

	index_ok(tw_reader_open(store, &reader, &err));
	return reader;
}

/* Adds so many articles of this text, numbered from 0 on. */
static inline void
index_add_times(const char *text, uint32_t times)
{
	static unsigned number;

	for (uint32_t i = 0; i < times; i++) {
		char id[16];

		snprintf(id, sizeof(id), "%u", number++);
		index_add(id, "A title", text);
	}
}

#endif
