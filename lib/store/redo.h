/* redo.h: changes are written to the log first, so that one flush is enough. */
/* SPDX-License-Identifier: MIT */
#ifndef STORE_REDO_H
#define STORE_REDO_H

#include <stdbool.h>

#include "store/log.h"
#include "store/txn.h"

/*
 * A small change that only puts is added to the log (log.h): one flush. When
 * the log is full, or a change deletes or is large, the tree is changed by all
 * that is in the log, and by this change. LMDB flushes twice for that: the
 * pages, then the meta page that names them, as it must not come to the disk
 * before them. Where the log has room, the change is written to it as its last
 * entry, and goes to the disk by the flush of the pages; the meta page is
 * written behind that flush, and goes to the disk by the next one. If power
 * fails in between, who opens the file finds the meta page of the change
 * before, and the whole log: it is done again. (n counts changes of the tree.)
 *
 *   added to n    write entry to log n; flush; mark the entry
 *   change n      write last entry to log n, and pages; flush; meta page n % 2
 *   added to n+1  write entry to log n + 1; flush (and meta page n); mark ...
 *
 * - Behind the flush of change n, its log and its pages are on the disk; so is,
 *   of the meta pages, that of n or of n - 1: the one of n - 1 was written
 *   before. Behind the first flush for log n + 1, it is that of n.
 * - Up to that flush, nothing is written that the trees n and n - 1 use, nor
 *   log n. For LMDB takes pages that change n - 1 or an earlier one has freed,
 *   not those of change n; and change n has kept off those of n - 1, whatever
 *   readers there are. Log n + 1 lies where log n - 1 was, which nobody needs
 *   once meta page n - 1 is on the disk. Behind it, log n + 1 only grows, and
 *   its head says which meta page it is for.
 * - An entry is marked, and so seen, behind its flush: readers see nothing
 *   that could be lost. What a killed writer left unmarked, but whole, the
 *   next one flushes and marks.
 * - No meta page names pages that are not on the disk: LMDB itself, which
 *   knows nothing of logs, opens the file at the last change of the tree, and
 *   whole. It may not write it, as it would lose what the log has.
 */

/* A file gets slots when they are a small part of it. */
#define TW_REDO_FILE_LEAST (32 * 2 * TW_LOG_RUN)

/* Notes what a change does, as long as it is small; and whether the log would
   take a put of so many bytes more. */
void tw_redo_note_put(struct tw_txn *txn, struct tw_record_key key,
	const void *payload, size_t length);
void tw_redo_note_delete(struct tw_txn *txn, uint32_t segment, size_t most);
bool tw_redo_fits(const struct tw_txn *txn, size_t length);

/* The notes, as ops of the log. Borrowed. */
struct tw_str tw_redo_ops(const struct tw_txn *txn);

/* Adds a change that waits to the log, durably. */
int tw_redo_append(struct tw_txn *txn, trawl_error *err) TW_MUST_USE;

/*
 * Writes a change of the tree to the log, or puts slots in a file that has
 * none. True if one flush is enough for the commit.
 */
int tw_redo_write(struct tw_txn *txn, bool *ret_is_written, trawl_error *err)
	TW_MUST_USE;

/*
 * A commit has failed. The meta page before, which its flush may have lost, is
 * to go to the disk by the next one; and if the change was written to the log,
 * it is not to be done again.
 */
void tw_redo_take_back(struct tw_txn *txn, bool is_written);

/*
 * Whether the log has what readers do not see, and ought to. A file that is
 * damaged has nothing; who reads it will be told.
 */
int tw_redo_is_due(struct tw_env *env, bool *ret, trawl_error *err)
	TW_MUST_USE;

/* Makes it seen, or does it again. The caller has the writer's place. */
int tw_redo_recover(struct tw_store *store, trawl_error *err) TW_MUST_USE;

#endif
