/* writer_help.h: an index of its own and a writer for each test. */
/* SPDX-License-Identifier: MIT */
#ifndef TESTS_UNIT_WRITER_HELP_H
#define TESTS_UNIT_WRITER_HELP_H

#include "index/reader.h"
#include "index/writer.h"
#include "index_help.h"
#include "store_help.h"

static struct tw_store *store;
static struct tw_writer *writer;
static struct tw_writer_options small = {
	.memory = TW_WRITER_MEMORY_MIN,
};

static inline int
writer_set_up(void **state)
{
	if (help_set_up(state) != 0)
		return -1;
	store = help_create("index");
	writer = NULL;
	index_ok(tw_index_create(store, "en", &tw_ranking_usual, &err));
	return 0;
}

/* Writers have a thread of their own from now on, until the test ends. */
static inline void
use_threads(void)
{
	small.threads = 2;
}

static inline int
writer_tear_down(void **state)
{
	small.threads = 0;
	tw_writer_free(writer);
	tw_store_close(store);
	return help_tear_down(state);
}

static inline void
open_writer(void)
{
	index_ok(tw_writer_open(store, &small, &writer, &err));
}

static inline void
close_writer(void)
{
	tw_writer_free(writer);
	writer = NULL;
}

static inline void
add(const char *id, const char *title, const char *text)
{
	struct tw_doc doc = index_doc(id, title, text);

	index_ok(tw_writer_add(writer, &doc, &err));
}

static inline struct tw_reader *
open_reader(void)
{
	struct tw_reader *reader = NULL;

	index_ok(tw_reader_open(store, &reader, &err));
	return reader;
}

/* Live articles with the word, as a new reader sees it. */
static inline uint64_t
df(const char *word)
{
	struct tw_reader *reader = open_reader();
	uint64_t count = 0;

	index_ok(tw_reader_df(reader, TW_FIELD_ALL, tw_str_of(word), &count,
		&err));
	tw_reader_free(reader);
	return count;
}

static inline uint32_t
segments(void)
{
	struct tw_reader *reader = open_reader();
	uint32_t count = reader->root.count;

	tw_reader_free(reader);
	return count;
}

static inline uint64_t
live(void)
{
	struct tw_reader *reader = open_reader();
	uint64_t docs = reader->docs;

	tw_reader_free(reader);
	return docs;
}

#endif
