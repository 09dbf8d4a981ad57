/* log.h: the newest small changes, which lie beside the tree for a while. */
/* SPDX-License-Identifier: MIT */
#ifndef STORE_LOG_H
#define STORE_LOG_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "base/buf.h"
#include "store/page.h"
#include "store/store.h"

/*
 * A change of LMDB's tree takes some scattered pages, a tree of free pages and
 * a meta page for the few records of one article. So what a small change puts
 * is added to a log instead, by one write and one flush. A snapshot is that of
 * the tree, and of the log above it (overlay.h). When the log is full, or
 * something is to be deleted, all that is in it goes to the tree, by one
 * change; redo.h tells how logs are written, and why nothing gets lost.
 *
 * There are two logs, each in a slot: a record with a key of the store's own,
 * whose pages LMDB leaves where they are. Above change n of the tree is the
 * log in slot (n + 1) % 2: what will be in the tree with change n + 1. Behind
 * the first 4,096 bytes of its pages it has a head and entries:
 *
 *   0          8       16      20      24      32
 *   | trawl lo | change| before| crc32c| 0 ... | entries ...
 *   |          | le64  | le32  | le32  |       |
 *
 *   0       4      8       12     16     20        32      32 + length
 *   | length| kind | crc32c| head | mark | 0 ...   | ops ... | 0 ... |
 *   | le32  | le32 | le32  | le32 | le32 |         |         |
 *
 * `before` is the checksum of what the meta page of change n says of its
 * trees; the crc32c of the log's head is over bytes 0 to 20, that of an entry
 * over the crc32c before it, kind, and ops, so that what is left of an older
 * log does not go on a new one. `head` is over the crc32c before it and bytes
 * 0 to 12. Zeros fill up an entry to a multiple of 32 bytes; the head behind
 * the last entry is zero, too. So each head lies in one sector of the disk: it
 * is there as a whole, or not at all, and what is neither is damage.
 *
 * The mark is the complement of the crc32c once the entry is on the disk:
 * readers take none before. Ops are, for each put or delete, in order:
 *
 *   0         4        8        12       16
 *   | segment | stream | number | length | payload      a record put
 *   | segment | 2^32-1 | most   | 0      |              tw_record_delete
 *
 * Deletes are only in entries of kind 1, which are the last of their log and
 * go to the tree at once (redo.h); readers see them there.
 */
#define TW_LOG_KEY(id) \
	((struct tw_record_key){UINT32_MAX, 0, (uint32_t)((id) % 2)})

#define TW_LOG_RUN 61440	/* bytes of a slot's pages */
#define TW_LOG_AT 4096
#define TW_LOG_PAYLOAD 61248
#define TW_LOG_ROOM (TW_LOG_RUN - TW_LOG_AT - 128)

#define TW_LOG_HEAD 32		/* of a log, and of each entry */
#define TW_LOG_MARK 16		/* where it stands in an entry's head */
#define TW_LOG_OP 16
#define TW_LOG_DELETE UINT32_MAX	/* as a stream, which has 16 bits */

/* The ops of an entry, in whole heads. */
static inline size_t
tw_log_padded(size_t length)
{
	return (length + TW_LOG_HEAD - 1) / TW_LOG_HEAD * TW_LOG_HEAD;
}

/* A log in the file, and how far it was gone through. */
struct tw_log_at {
	int fd;
	off_t place;
	size_t end;		/* 0: there is no log of this change */
	uint32_t crc;		/* of the last entry, or the log's head */
};

enum tw_log_kind {
	TW_LOG_PUTS,		/* and no deletes: readers take it */
	TW_LOG_LAST
};

struct tw_log_entry {
	size_t length;		/* of its ops */
	enum tw_log_kind kind;
	uint32_t crc;
	bool is_marked;
};

/* Of what a meta page says, what LMDB keeps from one opening to the next. */
uint32_t tw_log_meta_checksum(const struct lmdb_meta *meta);

/* The bytes of the heads. */
void tw_log_put_head(uint8_t *p, uint64_t id, uint32_t before);
void tw_log_put_entry(uint8_t *p, uint32_t crc_before, enum tw_log_kind kind,
	const void *ops, size_t length);

/*
 * Begins going through the log of change `id` at `place`, which may have none:
 * then at->end is 0. TRAWL_ECORRUPT.
 */
int tw_log_begin(struct tw_log_at *at, uint64_t id, uint32_t before,
	const char *path, trawl_error *err) TW_MUST_USE;

/* The entry at at->end, of which the head alone is read; TRAWL_END. */
int tw_log_look(const struct tw_log_at *at, struct tw_log_entry *ret,
	const char *path, trawl_error *err) TW_MUST_USE;

/* Reads its ops, and goes behind it; TRAWL_END if they are not whole. */
int tw_log_take(struct tw_log_at *at, const struct tw_log_entry *entry,
	struct tw_buf *ret_ops, const char *path, trawl_error *err)
	TW_MUST_USE;

/* Goes behind it. */
void tw_log_skip(struct tw_log_at *at, const struct tw_log_entry *entry);

/* The next of some ops; TRAWL_END. */
struct tw_log_op {
	struct tw_record_key key;	/* its stream may be TW_LOG_DELETE */
	const uint8_t *payload;
	size_t length;
};
int tw_log_next_op(struct tw_str *ops, struct tw_log_op *ret,
	const char *path, trawl_error *err) TW_MUST_USE;

#endif
