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
 * A full block is compressed at once, or, if some may wait, put aside for
 * tw_packer_pack, which may run in another thread while articles are added:
 * tw_packer_start gives it those that are aside, and tw_packer_keep takes what
 * became of them. If enough are aside, a block is compressed at once all the
 * same. What comes of it is the same.
 */
struct tw_packer_aside {
	size_t place;			/* among the blocks */
	size_t content;			/* offset and */
	size_t content_size;
	size_t frame;			/* once it is packed */
	uint32_t frame_size;
};

/* Blocks aside, and their contents, or frames, on end. */
struct tw_packer_row {
	struct tw_buf asides;		/* struct tw_packer_aside */
	struct tw_buf contents;
	struct tw_buf frames;
};

struct tw_packer {
	size_t aside;			/* bytes that may wait; 0: none */
	bool is_packing;		/* from tw_packer_start to _keep */
	struct tw_packer_row waiting;
	struct tw_packer_row packing;	/* the other thread's */
	struct tw_stored_writer open;	/* the block that is being filled */
	struct tw_stored_writer full;	/* packs those aside */
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

/* Whether blocks are aside that wait for tw_packer_start. */
bool tw_packer_waits(const struct tw_packer *packer);
void tw_packer_start(struct tw_packer *packer);
int tw_packer_pack(struct tw_packer *packer, trawl_error *err) TW_MUST_USE;
int tw_packer_keep(struct tw_packer *packer, trawl_error *err) TW_MUST_USE;

/*
 * Puts the articles' blocks, packing those that wait, and gives their memory
 * back; none is being packed. Once, before a reset.
 */
int tw_packer_flush(struct tw_packer *packer,
	struct tw_segment_writer *segment, trawl_error *err) TW_MUST_USE;

#endif
