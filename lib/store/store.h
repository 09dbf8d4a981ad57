/* store.h: one file: snapshots, transactions, and records by key. */
/* SPDX-License-Identifier: MIT */
#ifndef STORE_STORE_H
#define STORE_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/status.h"

/*
 * A handle on an LMDB environment in one file. Opening a file twice in a
 * process gives two handles on one environment, counted; the table of open
 * environments is the one lock above LMDB. A store is shared by threads; a
 * transaction is used by one thread, a change from its beginning to its end.
 *
 * Beside the file lies FILE-lock, LMDB's lock file: everybody who reads needs
 * to write there. Who may read the file but not write it gets a store that
 * can only be read. On a read-only file system there are no locks: nobody
 * else may write the file then.
 */
struct tw_store;

enum tw_store_flags {
	TW_STORE_CREATE = 1,	/* make the file if there is none */
	TW_STORE_EXCLUSIVE = 2,	/* and fail if there is one (a new file) */
	TW_STORE_READ_ONLY = 4	/* as if this process could not write it */
};

/*
 * Opens the file. Before LMDB first reads it, its meta pages and its length
 * are validated (store/meta.h), and with each new snapshot the pages that
 * LMDB will walk (store/pages.h), as it would crash on damage; or, of the
 * first few snapshots of a commit, the pages that lead to the records that
 * are asked for (store/glance.h). TRAWL_ENOENT,
 * TRAWL_ENOTINDEX (no LMDB file, or not a file), TRAWL_ECORRUPT (also one cut
 * short), TRAWL_EACCESS; TRAWL_EINVAL for a file that EXCLUSIVE finds.
 */
int tw_store_open(const char *path, unsigned flags, struct tw_store **ret,
	trawl_error *err) TW_MUST_USE;
/* Gives the writer's place back, too. NULL is fine. */
void tw_store_close(struct tw_store *store);

/*
 * A store keeps one thing for its users: what a reader has found out, the next
 * one can take over. `free_kept` is for the one that is left when another
 * comes, or the store is closed. Any thread may keep and take.
 */
void tw_store_keep(struct tw_store *store, void *kept,
	void (*free_kept)(void *kept));

/* Gives the kept thing to the caller; NULL if there is none. */
void *tw_store_take(struct tw_store *store);

/* As it was given to tw_store_open; borrowed until the store is closed. */
const char *tw_store_path(const struct tw_store *store);

/*
 * The writer's place: one holder in all processes, given back when its
 * process (and every child that it forked meanwhile) dies. TRAWL_EBUSY when
 * taken and `wait` is false, or by this store itself.
 */
int tw_store_lock(struct tw_store *store, bool wait, trawl_error *err)
	TW_MUST_USE;
void tw_store_unlock(struct tw_store *store);

/* ------------------------------------------------------------------ */
/* Transactions: snapshots to read, changes to commit.                  */

struct tw_txn;

/*
 * A snapshot. If another file was put in this one's place, by tw_store_compact
 * or with mv, the store follows; older snapshots go on with the old file.
 */
int tw_txn_read(struct tw_store *store, struct tw_txn **ret, trawl_error *err)
	TW_MUST_USE;

/*
 * A snapshot of the file whose writer's place the store has, whatever its path
 * names by now: the writer is told when it begins a change.
 */
int tw_txn_read_place(struct tw_store *store, struct tw_txn **ret,
	trawl_error *err) TW_MUST_USE;

/*
 * Makes sure that the tree of a snapshot's records is sound as a whole, not
 * only where records are asked for. tw_record_seek does so by itself.
 */
int tw_txn_walk(struct tw_txn *txn, trawl_error *err) TW_MUST_USE;

/*
 * A change; needs the writer's place, and there is one at a time. One that is
 * small and only puts goes to a log (store/log.h), if the file is large and
 * somebody in this process has read it since its tree was last changed: that
 * costs one flush of a page or two.
 */
int tw_txn_write(struct tw_store *store, struct tw_txn **ret,
	trawl_error *err) TW_MUST_USE;

/*
 * Makes the change durable. The transaction is gone whatever is returned.
 *
 * When the map is full, which is rare (store/space.h), the store grows it and
 * returns TRAWL_END from tw_record_put, tw_record_delete or tw_txn_commit:
 * nothing was changed, and the caller begins again with tw_txn_end (but after
 * tw_txn_commit) and tw_txn_write. It cannot grow while this process has other
 * transactions open: that is TRAWL_EBUSY.
 */
int tw_txn_commit(struct tw_txn *txn, trawl_error *err) TW_MUST_USE;

/*
 * Makes the map large enough for so many bytes more, ahead of a change during
 * which it could not grow. Does what it can: nothing while this process has
 * transactions open. The caller has the writer's place.
 */
void tw_store_reserve(struct tw_store *store, uint64_t bytes);

/*
 * Whether the store's file has no commit behind the snapshot's, and is still
 * the one that its path names; false where that cannot be told.
 */
bool tw_txn_is_last(struct tw_store *store, const struct tw_txn *txn);

/* Ends a snapshot, or forgets a change. NULL is fine. */
void tw_txn_end(struct tw_txn *txn);

/*
 * The number of the map that the transaction reads, which no other map of
 * this process has. A record of TW_RECORD_PAYLOAD bytes keeps its place in it,
 * and what was verified of it, as long as it is in the index: until it is
 * replaced or deleted.
 */
uint64_t tw_txn_map(const struct tw_txn *txn);

/* Bytes put in this change so far, in whole pages: bound it by 64 MiB. */
size_t tw_txn_dirty(const struct tw_txn *txn);

/* ------------------------------------------------------------------ */
/* Records. Their key is (segment, stream, number), in this order.      */

/*
 * A record on disk, of up to eight units and of more:
 *
 *   0       4       8       12      16
 *   | crc32c| length| segment| stream| payload ... | sums                |
 *   | crc32c| length| segment| stream| sums        | payload ... | zeros |
 *
 * A unit is 2,048 bytes of the payload (the last one is shorter). The sums are
 * a crc32c for each of them, and zeros up to a multiple of TW_RECORD_SLACK
 * bytes. The first checksum is taken over bytes 4 to 16, the number (not
 * stored) as four bytes, and the sums. So who needs a few bytes of a record
 * verifies these alone, and finds what for at one place. The TW_RECORD_SLACK
 * bytes behind the payload are there to be read by vector loads that run over.
 */
#define TW_RECORD_HEADER 16
#define TW_RECORD_SLACK 32
#define TW_RECORD_UNIT 2048
#define TW_RECORD_PAYLOAD 65280

/* Bytes of the sums. */
static inline size_t
tw_record_sums(size_t length)
{
	size_t n = (length + TW_RECORD_UNIT - 1) / TW_RECORD_UNIT * 4;

	n = (n + TW_RECORD_SLACK - 1) / TW_RECORD_SLACK * TW_RECORD_SLACK;
	return n > 0 ? n : TW_RECORD_SLACK;
}

/* Bytes before a payload. */
static inline size_t
tw_record_front(size_t length)
{
	size_t n = tw_record_sums(length);

	return TW_RECORD_HEADER + (n > TW_RECORD_SLACK ? n : 0);
}

struct tw_record_key {
	uint32_t segment;	/* not UINT32_MAX: that is the store's own */
	uint32_t stream;	/* 16 bits */
	uint32_t number;
};

/*
 * Puts a record in place of the one with its key. The store makes header,
 * checksum and padding. length <= TW_RECORD_PAYLOAD.
 */
int tw_record_put(struct tw_txn *txn, struct tw_record_key key,
	const void *payload, size_t length, trawl_error *err) TW_MUST_USE;

/*
 * Finds a record and verifies its checksums. The payload is borrowed until the
 * transaction ends (or, in a change, until the next put or delete), has
 * TW_RECORD_SLACK readable bytes behind it, and may be unaligned. TRAWL_END if
 * there is none; TRAWL_ECORRUPT names segment, stream and number.
 */
int tw_record_get(struct tw_txn *txn, struct tw_record_key key,
	const uint8_t **ret_payload, size_t *ret_length, trawl_error *err)
	TW_MUST_USE;

/*
 * The same, but of the payload's bytes nothing is verified yet: a unit is
 * right if tw_record_unit_is_right says so.
 */
int tw_record_find(struct tw_txn *txn, struct tw_record_key key,
	const uint8_t **ret_payload, size_t *ret_length, trawl_error *err)
	TW_MUST_USE;
bool tw_record_unit_is_right(const uint8_t *payload, size_t length,
	size_t unit);

/*
 * Verifies all of a record: besides what tw_record_get does, the header of
 * the pages that it lies in, which LMDB reads when it frees them, and puts
 * and deletes are refused for. Reading can do without, so that a copy or a
 * compaction mends it. TRAWL_END if there is no such record.
 */
int tw_record_check(struct tw_txn *txn, struct tw_record_key key,
	trawl_error *err) TW_MUST_USE;

/* The first key at or behind *key; TRAWL_END if there is none. */
int tw_record_seek(struct tw_txn *txn, struct tw_record_key *key,
	trawl_error *err) TW_MUST_USE;

/*
 * Deletes records of a segment (all streams), at most `most` of them; sets
 * *ret_more if there are more. Transactions stay bounded.
 */
int tw_record_delete(struct tw_txn *txn, uint32_t segment, size_t most,
	bool *ret_more, trawl_error *err) TW_MUST_USE;

/* ------------------------------------------------------------------ */
/* The file as a whole.                                                 */

struct tw_store_size {
	uint64_t file_bytes;
	uint64_t used_bytes;	/* pages in use, and free pages taken off */
};
int tw_txn_size(struct tw_txn *txn, struct tw_store_size *ret,
	trawl_error *err) TW_MUST_USE;

/*
 * Writes a copy of the last commit, each record verified, as small as a fresh
 * file, to a new one; durable when it returns. TRAWL_EINVAL if there is a
 * file of that name; nothing is left of it after any error.
 */
int tw_store_copy(struct tw_store *store, const char *destination,
	trawl_error *err) TW_MUST_USE;

/*
 * Puts such a copy in the file's place, in one step. Takes the writer's place
 * by itself, without waiting: TRAWL_EBUSY if somebody, or this store, has it.
 * Open snapshots of any process go on with the old file; processes that open
 * the path while this happens get the old or the new one, never one's data
 * with the other's locks. Needs room on the disk for the copy.
 */
int tw_store_compact(struct tw_store *store, trawl_error *err) TW_MUST_USE;

#endif
