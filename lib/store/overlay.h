/* overlay.h: the records of the log above a snapshot of the tree. */
/* SPDX-License-Identifier: MIT */
#ifndef STORE_OVERLAY_H
#define STORE_OVERLAY_H

#include "store/log.h"
#include "store/txn.h"

/*
 * What the marked entries of a log put, as it would lie in the tree: of each
 * key the newest record. It is shared by all transactions of a process that
 * see the same, and does not change while it is; the environment keeps the
 * last one, so that each entry is read once. The table's mutex guards it.
 */
struct tw_overlay {
	unsigned users;
	uint64_t id;		/* change of the tree that it will be part of */
	uint32_t before;	/* as the log's head has it, or will have */
	struct tw_log_at at;	/* behind the last entry that it has */
	struct tw_buf bytes;
	struct tw_buf index;	/* struct tw_overlay_record, by key */
	bool is_whole;		/* as long as this process has the place */

	/* The entry behind, if this process has added it since. */
	struct tw_buf added;		/* the notes of the change; or empty */
	struct tw_str added_ops;	/* in there */
	struct tw_log_at added_at;	/* behind it */
};

struct tw_overlay_record {
	struct tw_record_key key;
	uint32_t at;		/* in the bytes */
	uint32_t size;		/* 0: gone, in a change of the tree */
};

/*
 * Finds what lies above the transaction's snapshot of the tree: txn->overlay,
 * which is NULL if the file has no slots. A change gets an index of its own,
 * in txn->above. TRAWL_END if the tree has changed meanwhile.
 */
int tw_overlay_open(struct tw_txn *txn, trawl_error *err) TW_MUST_USE;

/*
 * What lies above the newest change of the tree, up to date, if somebody in
 * this process has read some of it; else NULL. The caller has the writer's
 * place.
 */
int tw_overlay_newest(struct tw_env *env, struct tw_overlay **ret,
	trawl_error *err) TW_MUST_USE;

/*
 * A change has marked its entry, of these ops among its notes, which ends
 * before `behind`. Takes the notes over, so that nobody has to read it. Inside
 * the table's mutex.
 */
void tw_overlay_keep(struct tw_txn *txn, struct tw_str ops,
	struct tw_log_at behind);

/* Gives up a use. NULL is fine. */
void tw_overlay_close(struct tw_overlay *overlay);

/* The value of a key, or false. */
bool tw_overlay_find(const struct tw_txn *txn, struct tw_record_key key,
	const uint8_t **ret, size_t *ret_size);

/* The first key at or behind *key, or false. */
bool tw_overlay_seek(const struct tw_txn *txn, struct tw_record_key *key);

/* Whether the log has more than this by now, or cannot be read. */
bool tw_overlay_has_more(const struct tw_overlay *overlay, const char *path);

/* Of a change: a record is put anew, or all of a segment are deleted. */
void tw_overlay_drop(struct tw_txn *txn, struct tw_record_key key);
void tw_overlay_drop_segment(struct tw_txn *txn, uint32_t segment);

/* Puts what is left of it in the tree. */
int tw_overlay_settle(struct tw_txn *txn, trawl_error *err) TW_MUST_USE;

#endif
