/* redo.h: small changes, kept a second time so that one flush is enough. */
/* SPDX-License-Identifier: MIT */
#ifndef STORE_REDO_H
#define STORE_REDO_H

#include <stdbool.h>

#include "store/txn.h"

/*
 * LMDB's commit flushes twice: the pages, then the meta page that names them,
 * as it must not come to the disk before them. What a small change puts and
 * deletes is written a second time, to one of two slots in the file, and goes
 * to the disk by the flush of the pages. The meta page is written behind that
 * flush, and goes to the disk by the flush of the next change. If power fails
 * in between, who opens the file finds the meta page of the change before,
 * and the last one in the slot: it is done again.
 *
 *   change n      write slot n % 2 and pages; flush; write meta page n % 2
 *   change n + 1  write slot (n + 1) % 2 and pages; flush; ...
 *
 * - Behind the flush of n, its slot and its pages are on the disk; so is, of
 *   the meta pages, that of n or of n - 1: the one of n - 1 was written before.
 * - Up to the flush of n + 1, nothing is written that the snapshots n and
 *   n - 1 use, nor slot n % 2. For LMDB takes pages that change n - 1 or an
 *   earlier one has freed, not those of change n; and change n has kept off
 *   those of n - 1, whatever readers there are.
 * - No meta page names pages that are not on the disk: LMDB itself, which
 *   knows nothing of slots, opens the file at the change before, and whole.
 *
 * A slot is a record with a key of the store's own, whose pages LMDB leaves
 * where they are; behind their first 4,096 bytes the store writes by itself:
 *
 *   0          8      16       20      24      28       32       32 + length
 *   | trawl re | number| length | crc32c| before| 0      | what was done ...
 *   |          | le64  | le32   | le32  | le32  |        |
 *
 * The number is that of the change; `before` the checksum of what the meta
 * page before says of its trees; crc32c is over bytes 8 to 20, 24 to 32 and
 * what was done. That is for each put or delete, in order:
 *
 *   0         4        8        12       16
 *   | segment | stream | number | length | payload      a record put
 *   | segment | 2^32-1 | most   | 0      |              tw_record_delete
 */
#define TW_REDO_KEY(id) \
	((struct tw_record_key){UINT32_MAX, 0, (uint32_t)((id) % 2)})

/* Changes that take more are flushed twice. */
#define TW_REDO_RUN 32768
#define TW_REDO_AT 4096
#define TW_REDO_BEHIND 64	/* bytes behind the payload, which stay */
#define TW_REDO_ROOM (TW_REDO_RUN - TW_REDO_AT - TW_REDO_BEHIND)

/* A file gets slots when they are a small part of it. */
#define TW_REDO_FILE_LEAST (32 * 2 * TW_REDO_RUN)

/* Notes what a change does, as long as it is small. */
void tw_redo_note_put(struct tw_txn *txn, struct tw_record_key key,
	const void *payload, size_t length);
void tw_redo_note_delete(struct tw_txn *txn, uint32_t segment, size_t most);

/*
 * Writes the change to its slot, or puts slots in a file that has none. True
 * if one flush is enough for the commit.
 */
int tw_redo_write(struct tw_txn *txn, bool *ret_is_written, trawl_error *err)
	TW_MUST_USE;

/*
 * A commit has failed. The meta page before, which its flush may have lost, is
 * to go to the disk by the next one; and if the change was written to its
 * slot, it is not to be done again.
 */
void tw_redo_take_back(struct tw_env *env, uint64_t id, bool is_written);

/*
 * Whether the slot has a change that the newest meta page does not know of.
 * A file that is damaged has none; who reads it will be told.
 */
int tw_redo_is_due(struct tw_env *env, bool *ret, trawl_error *err)
	TW_MUST_USE;

/* Does it again, if it is due. The caller has the writer's place. */
int tw_redo_recover(struct tw_store *store, trawl_error *err) TW_MUST_USE;

#endif
