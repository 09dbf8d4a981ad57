/* packer.h: packs the articles of a batch into blocks as they come. */
/* SPDX-License-Identifier: MIT */
#ifndef INDEX_PACKER_H
#define INDEX_PACKER_H

#include "base/arena.h"
#include "index/segwrite.h"
#include "index/stored.h"

/*
 * Articles are numbered as they arrive. Those that are taken out again stay
 * in their blocks until the flush, which makes these blocks anew.
 *
 * A full block is compressed at once, or, if `aside` is set, put aside once
 * for tw_packer_pack, which may run in another thread while articles are
 * added: then the packer is `is_full` until tw_packer_keep, and blocks that
 * become full meanwhile are compressed at once. What comes of it is the same.
 */
struct tw_packer {
	bool aside;
	bool is_full;			/* a block is aside */
	struct tw_stored_writer open;	/* the block that is being filled */
	struct tw_stored_writer full;	/* the one aside */
	struct tw_stored_block packed;	/* what became of it */
	size_t place;			/* and its place among the blocks */
	uint32_t first;			/* article of the open block */
	uint32_t count;			/* articles in it */
	struct tw_buf blocks;		/* struct tw_stored_block */
	struct tw_arena frames;
	struct tw_buf dead;		/* a bit an article */
};

/* Valid when zeroed. */
void tw_packer_done(struct tw_packer *packer);

/* Forgets all articles; keeps what helps with the next ones. */
void tw_packer_reset(struct tw_packer *packer);

/* Bytes held, of which the frames are until the flush; and those alone. */
size_t tw_packer_bytes(const struct tw_packer *packer);
size_t tw_packer_frame_bytes(const struct tw_packer *packer);

/* TRAWL_EFULL: too large, nothing is changed. */
int tw_packer_add(struct tw_packer *packer, const struct tw_doc *doc,
	trawl_error *err) TW_MUST_USE;

/* Without memory, the flush says so. */
void tw_packer_remove(struct tw_packer *packer, uint32_t doc);

int tw_packer_pack(struct tw_packer *packer, trawl_error *err) TW_MUST_USE;
int tw_packer_keep(struct tw_packer *packer, trawl_error *err) TW_MUST_USE;

/*
 * Puts the articles' blocks, of which none is aside, and gives their memory
 * back. Once, before a reset.
 */
int tw_packer_flush(struct tw_packer *packer,
	struct tw_segment_writer *segment, trawl_error *err) TW_MUST_USE;

#endif
