/* repack.c: stored articles of segments go to another, packed anew or not. */
/* SPDX-License-Identifier: MIT */
#include <assert.h>

#include "base/alloc.h"
#include "index/segwriting.h"

/* Flushes what is packed: a book and the blocks of it. */
static int
flush(struct tw_segment_writer *writer, trawl_error *err)
{
	struct tw_packer *packer = writer->packer;

	if (packer->count == 0)
		return TRAWL_OK;
	int status = tw_packer_flush(packer, writer, err);

	tw_packer_reset(packer);
	tw_packer_code(packer);
	return status;
}

int
tw_segment_begin_repack(struct tw_segment_writer *writer, size_t memory,
	trawl_error *err)
{
	assert(!writer->packer);
	writer->packer = tw_alloc_zeroed(1, sizeof(*writer->packer));
	if (!writer->packer)
		return tw_no_memory(err);
	writer->packer_memory = memory;
	tw_packer_code(writer->packer);
	return TRAWL_OK;
}

int
tw_segment_end_repack(struct tw_segment_writer *writer, trawl_error *err)
{
	if (!writer->packer)
		return TRAWL_OK;
	int status = flush(writer, err);

	tw_segment_stop_repack(writer);
	return status;
}

void
tw_segment_stop_repack(struct tw_segment_writer *writer)
{
	if (!writer->packer)
		return;
	tw_packer_done(writer->packer);
	tw_free(writer->packer);
	writer->packer = NULL;
}

/* A segment may have several books. */
static int
add(struct tw_segment_writer *writer, const struct tw_doc *doc,
	trawl_error *err)
{
	size_t n = doc->field[TRAWL_TEXT].n + doc->apart.n;
	int status = TRAWL_OK;

	if (tw_packer_bytes(writer->packer) +
			tw_packer_growth(writer->packer, n) + n >
			writer->packer_memory)
		status = flush(writer, err);
	if (status == TRAWL_OK)
		status = tw_packer_add(writer->packer, doc, err);
	return status;
}

int
tw_segment_store(struct tw_segment_writer *writer, const struct tw_doc *doc,
	trawl_error *err)
{
	return writer->packer ? add(writer, doc, err) :
		tw_stored_writer_add(&writer->stored, doc, err);
}

static int
store_block(struct tw_segment_writer *writer, struct tw_segment *segment,
	const struct tw_stored_block *block, trawl_error *err)
{
	int status = TRAWL_OK;

	for (uint32_t i = 0; i < block->count && status == TRAWL_OK; i++) {
		struct tw_doc doc;

		status = tw_stored_get(segment, block->first + i, &doc, err);
		if (status == TRAWL_OK)
			status = tw_segment_store(writer, &doc, err);
	}
	return status;
}

static int
copy_block(struct tw_segment_writer *writer, struct tw_segment *segment,
	const struct tw_stored_block *block, trawl_error *err)
{
	int status = TRAWL_OK;

	if (block->is_coded)
		status = tw_stored_writer_copy_book(&writer->stored, segment,
			block->book, err);
	if (status != TRAWL_OK)
		return status;
	if (block->is_coded || block->raw_size >= TW_STORED_SMALL)
		return tw_stored_writer_copy(&writer->stored, block, err);
	return store_block(writer, segment, block, err);
}

int
tw_segment_copy_stored(struct tw_segment_writer *writer,
	struct tw_segment *segment, trawl_error *err)
{
	uint32_t doc = 0;

	while (doc < segment->info.docs) {
		struct tw_stored_block block;
		int status = tw_stored_get_block(segment, doc, &block, err);

		if (status == TRAWL_OK)
			status = writer->packer ?
				store_block(writer, segment, &block, err) :
				copy_block(writer, segment, &block, err);
		if (status != TRAWL_OK)
			return status;
		doc = block.first + block.count;
	}
	return TRAWL_OK;
}
