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
 * The first blocks wait as they are. If they stay few, the flush compresses
 * them. Else all are cut into parts of a book (bookwrite.h), of which the
 * flush makes codes; from then on a full block is cut at once, or, if some may
 * wait, put aside for tw_packer_pack, which may run in another thread while
 * articles are added: tw_packer_start gives it those that are aside, and
 * tw_packer_end packs what is left of them and takes what became of them. If
 * enough are aside, and none are being packed, a block is cut at once all the
 * same. What comes of it gives the same articles.
 */
struct tw_packer_aside {
	size_t place;			/* among the blocks */
	size_t content;			/* offset and */
	size_t content_size;
	struct tw_str numbers;		/* once it is packed */
};

/* Blocks aside, and their contents, on end. */
struct tw_packer_row {
	struct tw_buf asides;		/* struct tw_packer_aside */
	struct tw_buf contents;
};

struct tw_packer_block {
	uint32_t first;			/* article */
	uint32_t count;			/* of articles */
	struct tw_str numbers;		/* of its parts (coded.h), once cut */
};

struct tw_packer {
	size_t least;			/* content that makes a book */
	size_t aside;			/* bytes that may wait; 0: none */
	bool is_packing;		/* from tw_packer_start to _keep */
	bool is_coded;			/* there is so much */
	uint64_t content;		/* of the blocks */
	struct tw_packer_row waiting;
	struct tw_packer_row packing;	/* the other thread's, as all of */
	size_t packed;			/* blocks of it, */
	struct tw_book_writer book;	/* this is meanwhile */
	struct tw_arena numbers;	/* of the blocks */
	struct tw_buf cut;		/* those of one */
	struct tw_book_size size;	/* of the book, before that */
	size_t numbers_bytes;
	struct tw_stored_writer open;	/* the block that is being filled */
	struct tw_stored_writer full;	/* compresses one */
	uint32_t first;			/* article of the open block */
	uint32_t count;			/* articles in it */
	struct tw_buf blocks;		/* struct tw_packer_block */
	struct tw_buf dead;		/* a bit an article */
};

/* Valid when zeroed. */
void tw_packer_done(struct tw_packer *packer);

/* Forgets all articles; keeps what helps with the next ones. */
void tw_packer_reset(struct tw_packer *packer);

/* There will be enough articles for a book: none waits as it is. Before the
   first one. */
void tw_packer_code(struct tw_packer *packer);

/* Bytes held, of which some are given back when the articles' blocks are
   flushed; and those alone. */
size_t tw_packer_bytes(const struct tw_packer *packer);
size_t tw_packer_block_bytes(const struct tw_packer *packer);

/* Bytes more that `content` bytes of articles may need at once. */
size_t tw_packer_growth(const struct tw_packer *packer, size_t content);

/* TRAWL_EFULL: too large, nothing is changed. */
int tw_packer_add(struct tw_packer *packer, const struct tw_doc *doc,
	trawl_error *err) TW_MUST_USE;

/* Without memory, the flush says so. */
void tw_packer_remove(struct tw_packer *packer, uint32_t doc);

/* Whether blocks are aside that wait for tw_packer_start; as many as may. */
bool tw_packer_waits(const struct tw_packer *packer);
bool tw_packer_waits_much(const struct tw_packer *packer);
void tw_packer_start(struct tw_packer *packer);
int tw_packer_pack(struct tw_packer *packer, trawl_error *err) TW_MUST_USE;
/* A few of them at a time; TRAWL_END when all are packed. */
int tw_packer_pack_some(struct tw_packer *packer, trawl_error *err)
	TW_MUST_USE;
int tw_packer_end(struct tw_packer *packer, trawl_error *err) TW_MUST_USE;

/*
 * Puts the articles' blocks, packing those that wait, and gives their memory
 * back; no other thread is packing. Once, before a reset.
 */
int tw_packer_flush(struct tw_packer *packer,
	struct tw_segment_writer *segment, trawl_error *err) TW_MUST_USE;

#endif
