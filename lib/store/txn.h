/* txn.h: a store and a transaction from the inside. */
/* SPDX-License-Identifier: MIT */
#ifndef STORE_TXN_H
#define STORE_TXN_H

#include <lmdb.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "store/env.h"
#include "store/meta.h"
#include "store/pick.h"
#include "store/store.h"

struct tw_glance;
struct tw_overlay;

struct tw_store {
	char *path;		/* as given, for messages */
	char *where;		/* from the root on; followed at each use */
	struct tw_env *env;
	struct tw_env *place;	/* whose writer's place this store has */
	pid_t process;
	unsigned flags;		/* that hold for the file wherever it goes */
	void *kept;		/* tw_store_keep */
	void (*free_kept)(void *kept);
};

struct tw_txn {
	struct tw_env *env;
	MDB_txn *mdb;		/* NULL once the map was full */
	MDB_cursor *cursor;	/* for seeking in a snapshot; NULL until then */
	MDB_dbi dbi;
	bool write;
	bool changed;
	size_t dirty;		/* bytes put, in whole pages */
	size_t deleted;		/* bytes of records deleted */
	size_t run;		/* first page of the last full record put */
	size_t runs;		/* of these, since pages were left out */
	size_t page_size;
	struct tw_meta meta;	/* as the transaction found it */
	int which;		/* meta page of the snapshot */

	/* Of a snapshot whose tree nobody has walked; NULL: LMDB may. */
	struct tw_glance *glance;
	struct tw_picks picks;

	/* The log above the snapshot; NULL if there are no slots. */
	struct tw_overlay *overlay;
	struct tw_buf above;	/* of a change: its index, without what the
				   change put anew */

	bool waits;		/* a change that the log may take: nothing was
				   done to the tree, and there is no `mdb` */
	struct tw_buf redo;	/* what a change did; failed if it is large */
	bool no_redo;		/* it does again what a slot has */
};

/* As tw_store_open; maps `map` bytes at first, which tests need. */
int tw_store_open_map(const char *path, unsigned flags, size_t map,
	struct tw_store **ret, trawl_error *err) TW_MUST_USE;

/*
 * Moves the store to the file that its path names now. Inside the table's
 * mutex, as everything of env.h.
 */
int tw_store_follow(struct tw_store *store, trawl_error *err) TW_MUST_USE;

/*
 * Begins LMDB's transaction, and what belongs to it. Inside the table's mutex.
 */
int tw_txn_begin(struct tw_txn *txn, trawl_error *err) TW_MUST_USE;

/*
 * A change that waits is too large for the log, or looks at the tree: does to
 * the tree what it did up to now. TRAWL_END as tw_record_put.
 */
int tw_txn_change_tree(struct tw_txn *txn, trawl_error *err) TW_MUST_USE;

/*
 * Lets go of the pages that were read, which count as memory of the process;
 * they stay valid.
 */
void tw_txn_give_back(const struct tw_txn *txn);

/*
 * The status for a code that LMDB gave to a change. MDB_MAP_FULL ends it,
 * grows the map, and is TRAWL_END.
 */
int tw_txn_fail(struct tw_txn *txn, int code, const char *doing,
	trawl_error *err);

#endif
