/* reader.c: one unchanging view of an index: its segments and statistics. */
/* SPDX-License-Identifier: MIT */
#include "index/reader.h"

#include <string.h>

#include "base/alloc.h"
#include "index/view.h"

static void
add_up(struct tw_reader *reader)
{
	for (uint32_t i = 0; i < reader->root.count; i++) {
		const struct tw_segment_info *info = &reader->root.segment[i];

		reader->docs += info->docs - info->dead;
		for (int f = 0; f < TW_FIELD_COUNT; f++) {
			reader->live[f].docs += info->live[f].docs;
			reader->live[f].length += info->live[f].length;
		}
	}
}

static int
read_index(struct tw_reader *reader, struct tw_store *store,
	trawl_error *err)
{
	int status = tw_txn_read(store, &reader->txn, err);

	if (status != TRAWL_OK)
		return status;
	reader->source = tw_txn_source(reader->txn);
	status = tw_root_read(reader->txn, &reader->root, err);
	if (status != TRAWL_OK)
		return status;
	return tw_view_open(&reader->source, reader->root.segment,
		reader->root.count, &reader->segments, err);
}

int
tw_reader_open(struct tw_store *store, struct tw_reader **ret,
	trawl_error *err)
{
	struct tw_reader *reader = tw_alloc_zeroed(1, sizeof(*reader));

	if (!reader)
		return tw_no_memory(err);
	int status = read_index(reader, store, err);

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
	tw_view_close(reader->segments, reader->root.count);
	tw_txn_end(reader->txn);
	tw_free(reader);
}

int
tw_reader_df(struct tw_reader *reader, enum tw_index_field field,
	struct tw_str term, uint64_t *ret, trawl_error *err)
{
	uint64_t df = 0;

	for (uint32_t i = 0; i < reader->root.count; i++) {
		struct tw_term entry;
		int status = tw_segment_find(&reader->segments[i], field,
			term, &entry, err);

		if (status < 0)
			return status;
		if (status == TRAWL_OK)
			df += entry.df - entry.dead;
	}
	*ret = df;
	return TRAWL_OK;
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
	*ret = stats;
	return TRAWL_OK;
}
