/* room.c: a file that is longer than its pages, for those to come. */
/* SPDX-License-Identifier: MIT */
#include "store/room.h"

#include <stdint.h>
#include <unistd.h>

#include "store/log.h"

#define PART 64
#define MOST ((uint64_t)1 << 20)
#define PIECE 16384

/* What a change may add, besides what it puts: pages of trees that split. */
#define PAGES 16

/* What a change that was not as large as it might be leaves, and the log's
   slots with it. */
#define SPARE ((uint64_t)4 * TW_LOG_RUN)

static uint64_t
part_of(uint64_t bytes)
{
	return bytes / PART < MOST ? bytes / PART : MOST;
}

void
tw_room_make(struct tw_txn *txn)
{
	static const char zeros[PIECE];
	const struct lmdb_meta *last = &txn->meta.of[txn->which];
	uint64_t at = txn->meta.file_bytes;
	uint64_t least = ((uint64_t)last->last_page + 1 + PAGES) *
		txn->page_size + txn->dirty;
	uint64_t room = part_of(at);

	if (at >= least || at % txn->page_size != 0)
		return;
	for (uint64_t end = at + room; at < end; at += PIECE)
		if (pwrite(txn->env->fd, zeros, PIECE, (off_t)at) != PIECE)
			return;
}

void
tw_room_trim(const struct tw_env *env, struct tw_meta *meta)
{
	size_t last = meta->of[0].last_page > meta->of[1].last_page ?
		meta->of[0].last_page : meta->of[1].last_page;
	uint64_t end = ((uint64_t)last + 1) * meta->page_size;

	if (meta->file_bytes > end + part_of(end) + SPARE &&
		ftruncate(env->fd, (off_t)end) == 0)
		meta->file_bytes = end;
}
