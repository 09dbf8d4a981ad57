/* room.c: a file that is longer than its pages, for those to come. */
/* SPDX-License-Identifier: MIT */
#include "store/room.h"

#include <stdint.h>
#include <unistd.h>
#define PART 64
#define MOST ((uint64_t)1 << 20)
#define PIECE 16384

/* What a change may add, besides what it puts: pages of trees that split. */
#define PAGES 16

void
tw_room_make(struct tw_txn *txn)
{
	static const char zeros[PIECE];
	const struct lmdb_meta *last = &txn->meta.of[txn->which];
	uint64_t at = txn->meta.file_bytes;
	uint64_t least = ((uint64_t)last->last_page + 1 + PAGES) *
		txn->page_size + txn->dirty;
	uint64_t room = at / PART < MOST ? at / PART : MOST;

	if (at >= least || at % txn->page_size != 0)
		return;
	for (uint64_t end = at + room; at < end; at += PIECE)
		if (pwrite(txn->env->fd, zeros, PIECE, (off_t)at) != PIECE)
			return;
}
