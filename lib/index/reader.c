/* reader.c: one unchanging view of an index: its segments and statistics. */
/* SPDX-License-Identifier: MIT */
#include "index/reader.h"

#include <assert.h>
#include <stddef.h>
#include <string.h>

#include "base/alloc.h"
#include "index/view.h"

/* Bytes of an arena that waits. A search of many articles needs more of them,
   some bits an article of each word; given back, they cost a page fault each
   the next time. */
#define IDLE_LEAST ((size_t)1 << 20)
#define IDLE_PER_ARTICLE 1

static void
add_up(struct tw_reader *reader)
{
	for (uint32_t i = 0; i < reader->root.count; i++) {
		const struct tw_segment_info *info = &reader->root.segment[i];

		reader->docs += info->docs - info->dead;
		for (int f = 0; f < TW_FIELD_RANKED; f++) {
			reader->live[f].docs += info->live[f].docs;
			reader->live[f].length += info->live[f].length;
		}
	}
}

/* The segments of a reader that ended. */
struct kept {
	struct tw_segment *segments;
	uint32_t count;
	uint64_t map;		/* that they were read from (tw_txn_map) */
};

static void
free_kept(void *p)
{
	struct kept *kept = p;

	if (!kept)
		return;
	tw_view_close(kept->segments, kept->count);
	tw_free(kept);
}

/* Takes over what the last reader that ended has read. */
static int
open_view(struct tw_reader *reader, trawl_error *err)
{
	struct kept *kept = tw_store_take(reader->store);
	bool is_same_map = kept && kept->map == tw_txn_map(reader->txn);
	int status = tw_view_open(&reader->source, reader->root.segment,
		reader->root.count, is_same_map ? kept->segments : NULL,
		is_same_map ? kept->count : 0, &reader->segments, err);

	free_kept(kept);
	return status;
}

/* Without memory, the next reader finds nothing. */
static void
keep(struct tw_reader *reader)
{
	struct kept *kept = tw_alloc(sizeof(*kept));

	if (!kept)
		return;
	*kept = (struct kept){
		.segments = reader->segments,
		.count = reader->root.count,
		.map = tw_txn_map(reader->txn),
	};
	reader->segments = NULL;
	tw_store_keep(reader->store, kept, free_kept);
}

static int
read_index(struct tw_reader *reader, trawl_error *err)
{
	int status = tw_txn_read(reader->store, &reader->txn, err);

	if (status != TRAWL_OK)
		return status;
	reader->source = tw_txn_source(reader->txn);
	status = tw_root_read(reader->txn, &reader->root, err);
	if (status == TRAWL_OK)
		status = open_view(reader, err);
	return status;
}

int
tw_reader_open(struct tw_store *store, struct tw_reader **ret,
	trawl_error *err)
{
	struct tw_reader *reader = tw_alloc(sizeof(*reader));

	if (!reader)
		return tw_no_memory(err);
	/* Pages that nobody touches cost nothing. */
	memset(reader, 0, offsetof(struct tw_reader, root.segment));
	reader->store = store;
	int status = read_index(reader, err);

	if (status != TRAWL_OK) {
		tw_reader_free(reader);
		return status;
	}
	add_up(reader);
	*ret = reader;
	return TRAWL_OK;
}

void
tw_reader_free(struct tw_reader *reader)
{
	if (!reader)
		return;
	if (reader->segments)
		keep(reader);
	tw_view_close(reader->segments, reader->root.count);
	tw_txn_end(reader->txn);
	for (uint32_t i = 0; i < reader->idle_count; i++)
		tw_arena_done(&reader->idle[i]);
	tw_free(reader->bm25);
	tw_arena_done(&reader->found_arena);
	tw_free(reader);
}

struct tw_arena
tw_reader_borrow(struct tw_reader *reader)
{
	if (reader->idle_count == 0)
		return (struct tw_arena){0};
	return reader->idle[--reader->idle_count];
}

void
tw_reader_give_back(struct tw_reader *reader, struct tw_arena arena)
{
	size_t most = IDLE_LEAST + reader->docs * IDLE_PER_ARTICLE;

	tw_arena_renew(&arena, most);
	if (arena.total > most || reader->idle_count == TW_IDLE_ARENAS)
		tw_arena_done(&arena);
	else
		reader->idle[reader->idle_count++] = arena;
}

int
tw_reader_find_term(struct tw_reader *reader, enum tw_index_field field,
	struct tw_str term, struct tw_term *entries, uint64_t *ret_df,
	trawl_error *err)
{
	uint64_t df = 0;

	for (uint32_t i = 0; i < reader->root.count; i++) {
		struct tw_term own;
		struct tw_term *entry = entries ? &entries[i] : &own;
		int status = tw_segment_find(&reader->segments[i], field, term,
			entry, err);

		if (status < 0)
			return status;
		if (status == TRAWL_OK)
			df += entry->df - entry->dead;
		else
			entry->df = 0;
	}
	*ret_df = df;
	return TRAWL_OK;
}

int
tw_reader_df(struct tw_reader *reader, enum tw_index_field field,
	struct tw_str term, uint64_t *ret, trawl_error *err)
{
	return tw_reader_find_term(reader, field, term, NULL, ret, err);
}

int
tw_reader_find_id(struct tw_reader *reader, struct tw_str id,
	uint32_t *ret_segment, uint32_t *ret_doc, trawl_error *err)
{
	for (uint32_t i = reader->root.count; i-- > 0;) {
		int status = tw_segment_find_id(&reader->segments[i], id,
			ret_doc, err);

		if (status == TRAWL_OK)
			*ret_segment = i;
		if (status != TRAWL_END)
			return status;
	}
	return TRAWL_END;
}

/* Says what the index is ranked with, and gives all that is known. */
static int
put_ranking(const struct tw_root *root, struct trawl_stats *stats,
	struct trawl_stats *ret, trawl_error *err)
{
	struct tw_buf text = {0};

	tw_ranking_print(&root->ranking, &text);
	int status = tw_buf_status(&text, err);

	if (status == TRAWL_OK) {
		assert(text.n < sizeof(stats->ranking));
		memcpy(stats->ranking, text.p, text.n);
		*ret = *stats;
	}
	tw_buf_done(&text);
	return status;
}

int
tw_reader_stats(struct tw_reader *reader, struct trawl_stats *ret,
	trawl_error *err)
{
	const struct tw_root *root = &reader->root;
	struct tw_store_size size;
	int status = tw_txn_size(reader->txn, &size, err);

	if (status != TRAWL_OK)
		return status;
	struct trawl_stats stats = {
		.size = ret->size,
		.articles = reader->docs,
		.segments = root->count,
		.words = reader->live[TW_FIELD_ALL].length,
		.file_bytes = size.file_bytes,
		.used_bytes = size.used_bytes,
		.generation = root->generation,
		.format = root->format,
	};

	for (uint32_t i = 0; i < root->count; i++) {
		stats.dead += root->segment[i].dead;
		stats.terms += root->segment[i].terms;
		stats.text_bytes += root->segment[i].text_bytes;
	}
	memcpy(stats.language, root->language, sizeof(stats.language));
	return put_ranking(root, &stats, ret, err);
}
