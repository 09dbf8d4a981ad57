/* txnwrite.c: changes: begun, done to the tree if they must be, committed. */
/* SPDX-License-Identifier: MIT */
#include <sys/mman.h>
#include <unistd.h>

#include "base/alloc.h"
#include "store/error.h"
#include "store/lock.h"
#include "store/log.h"
#include "store/overlay.h"
#include "store/record.h"
#include "store/redo.h"
#include "store/room.h"
#include "store/seal.h"
#include "store/txn.h"

#define GIVE_BACK ((size_t)1 << 20)

/* ------------------------------------------------------------------ */
/* Beginning.                                                           */

/*
 * A writer gives freed pages away by what the lock file says of readers. Those
 * that read with another lock file (see lock.h) would be overlooked.
 */
static int
begin_tree(struct tw_txn *txn, trawl_error *err)
{
	struct tw_env *env = txn->env;

	if (tw_lock_bound_elsewhere(env->fd, env->lock_inode))
		return tw_fail(err, TRAWL_EBUSY, "%s: its lock file was "
			"removed while it was read: wait until those readers "
			"end", env->path);
	if (!env->broken)
		(void)mdb_reader_check(env->mdb, NULL);
	int status = tw_txn_begin(txn, err);

	if (status == TRAWL_OK)
		tw_room_trim(env, &txn->meta);
	return status;
}

/* A change waits where this process knows the log that may take it. */
static int
begin_change(struct tw_txn *txn, trawl_error *err)
{
	int status = tw_overlay_newest(txn->env, &txn->overlay, err);

	if (status != TRAWL_OK)
		return status;
	txn->waits = txn->overlay != NULL;
	return txn->waits ? TRAWL_OK : begin_tree(txn, err);
}

static int
begin_write(struct tw_store *store, struct tw_txn **ret, trawl_error *err)
{
	struct tw_env *env = store->place;
	bool there = false;

	if (!env)
		return tw_fail(err, TRAWL_EINVAL, "%s: the writer's place is "
			"not taken", store->path);
	if (env->writing)
		return tw_fail(err, TRAWL_EINVAL, "%s: a change is open "
			"already", store->path);
	int status = tw_env_is_there(env, store->where, &there, err);

	if (status != TRAWL_OK)
		return status;
	if (!there)
		return tw_fail(err, TRAWL_EBUSY, "%s: the file, or its lock "
			"file, was replaced while it was written: repeat",
			store->path);
	struct tw_txn *txn = tw_alloc_zeroed(1, sizeof(*txn));

	if (!txn)
		return tw_no_memory(err);
	txn->env = env;
	txn->write = true;
	status = begin_change(txn, err);
	if (status != TRAWL_OK) {
		tw_buf_done(&txn->above);
		tw_free(txn);
		return status;
	}
	env->users++;
	env->writing = true;
	*ret = txn;
	return TRAWL_OK;
}

int
tw_txn_write(struct tw_store *store, struct tw_txn **ret, trawl_error *err)
{
	int status;

	if (store->process != getpid())
		return tw_store_forked(err, store->path);
	tw_env_enter();
	status = begin_write(store, ret, err);
	tw_env_leave();
	return status;
}

/* ------------------------------------------------------------------ */
/* From the log to the tree.                                            */

static int
put_again(struct tw_txn *txn, trawl_error *err)
{
	struct tw_str ops = tw_redo_ops(txn);
	struct tw_log_op op;
	int status;

	txn->dirty = 0;
	while ((status = tw_log_next_op(&ops, &op, txn->env->path, err)) ==
		TRAWL_OK) {
		status = tw_record_put_above(txn, op.key, op.payload,
			op.length, err);
		if (status != TRAWL_OK)
			return status;
	}
	return status == TRAWL_END ? TRAWL_OK : status;
}

int
tw_txn_change_tree(struct tw_txn *txn, trawl_error *err)
{
	if (txn->env->process != getpid())
		return tw_store_forked(err, txn->env->path);
	tw_env_enter();
	tw_overlay_close(txn->overlay);
	txn->overlay = NULL;
	txn->waits = false;
	int status = begin_tree(txn, err);

	if (status != TRAWL_OK)
		txn->env->writing = false;
	tw_env_leave();
	return status == TRAWL_OK ? put_again(txn, err) : status;
}

/* ------------------------------------------------------------------ */
/* Room, and memory given back.                                         */

static void
reserve(struct tw_env *env, uint64_t bytes)
{
	MDB_envinfo info;
	MDB_stat stat;

	if (env->broken || env->txns > 0)
		return;
	mdb_env_info(env->mdb, &info);
	mdb_env_stat(env->mdb, &stat);
	uint64_t least = ((uint64_t)info.me_last_pgno + 1) * stat.ms_psize +
		bytes;

	if (least <= info.me_mapsize)
		return;
	int status = tw_env_grow(env, least, NULL);

	(void)status;
}

void
tw_store_reserve(struct tw_store *store, uint64_t bytes)
{
	if (store->process != getpid() || !store->place)
		return;
	tw_env_enter();
	reserve(store->place, bytes);
	tw_env_leave();
}

/*
 * What a writer has read of the map counts as memory of its process: a merge
 * would seem to need as much as it reads. The pages stay in the system's
 * cache, and who needs one again gets it from there. After a small change
 * there is little to give back. The mutex is held, or the map might move
 * meanwhile.
 */
static void
give_pages_back(const struct tw_env *env)
{
	if (env->map)
		madvise((void *)(uintptr_t)env->map, env->map_size,
			MADV_DONTNEED);
}

/* While the transaction is open, the map does not move. */
void
tw_txn_give_back(const struct tw_txn *txn)
{
	give_pages_back(txn->env);
}

/*
 * LMDB's lock of who writes is held here, and taken under this one in
 * begin_tree: the other way round. Two threads cannot meet so, as begin_write
 * refuses a second change of the environment (env->writing) before it asks LMDB
 * for that lock; and who else has LMDB's, in another process, never waits for
 * this one.
 */
static void
flush_once(struct tw_env *env, bool once)
{
	tw_env_enter();
	mdb_env_set_flags(env->mdb, MDB_NOMETASYNC, once);
	tw_env_leave();
}

/* ------------------------------------------------------------------ */
/* Ending.                                                              */

/*
 * LMDB frees the transaction, whatever it returns. It takes as long as the
 * disk does, so others are not kept waiting. `once`: one flush is enough.
 */
static int
commit_lmdb(struct tw_txn *txn, bool once)
{
	struct tw_env *env = txn->env;
	size_t id = mdb_txn_id(txn->mdb);

	if (once)
		flush_once(env, true);
	int rc = mdb_txn_commit(txn->mdb);

	if (once)
		flush_once(env, false);
	tw_env_enter();
	txn->mdb = NULL;
	env->txns--;
	env->writing = false;
	if (rc == 0 && txn->changed) {
		env->sound = id + 1;
		env->sound_free = id + 1;
	}
	if (rc != 0) {
		rc = tw_store_cause(rc, env->path);
		tw_redo_take_back(txn, once);
	}
	if (rc != 0 && rc != MDB_MAP_FULL)
		env->broken = true;
	if (rc == 0 && txn->dirty + txn->deleted >= GIVE_BACK)
		give_pages_back(env);
	tw_env_leave();
	return rc;
}

static int
commit(struct tw_txn *txn, trawl_error *err)
{
	bool once = false;
	int rc;

	if (txn->env->process != getpid())
		return tw_store_forked(err, txn->env->path);
	if (!txn->write)
		return tw_fail(err, TRAWL_EINVAL, "%s: a snapshot cannot be "
			"committed", txn->env->path);
	if (txn->waits)
		return txn->changed ? tw_redo_append(txn, err) : TRAWL_OK;
	if (!txn->mdb)
		return TRAWL_END;
	if (txn->changed) {
		int status = tw_overlay_settle(txn, err);

		if (status == TRAWL_OK)
			status = tw_seal_put(txn, err);
		if (status == TRAWL_OK)
			status = tw_redo_write(txn, &once, err);
		if (status != TRAWL_OK)
			return status;
		if (once)
			tw_room_make(txn);
	}
	rc = commit_lmdb(txn, once);
	return rc == 0 ? TRAWL_OK :
		tw_txn_fail(txn, rc, "cannot commit", err);
}

int
tw_txn_commit(struct tw_txn *txn, trawl_error *err)
{
	int status = commit(txn, err);

	tw_txn_end(txn);
	return status;
}
