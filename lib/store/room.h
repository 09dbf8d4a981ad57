/* room.h: a file that is longer than its pages, for those to come. */
/* SPDX-License-Identifier: MIT */
#ifndef STORE_ROOM_H
#define STORE_ROOM_H

#include "store/txn.h"

/*
 * Where a flush finds the file longer than before, the system has to write
 * down the new length too, and waits for that: it takes twice as long. LMDB
 * makes the file longer by a few pages with many a small change. So ahead of
 * one that comes near the end, the file gets zero bytes, which are flushed
 * with it: 1/64 of its length, of which LMDB knows nothing yet.
 *
 * Does what it can: a file without room is as good.
 */
void tw_room_make(struct tw_txn *txn);

/*
 * A commit that failed on a full disk, or was killed, leaves the file as long
 * as it had made it, and the disk full. What is longer than there would be
 * room is given back. Under LMDB's lock, with meta pages whose trees were
 * found sound: they have no page behind the last one.
 */
void tw_room_trim(const struct tw_env *env, struct tw_meta *meta);

#endif
