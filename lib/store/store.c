/* store.c: a store: opened, followed to where its path leads, and its place. */
/* SPDX-License-Identifier: MIT */
#include "store/store.h"

#include <errno.h>
#include <unistd.h>

#include "base/alloc.h"
#include "store/error.h"
#include "store/file.h"
#include "store/lock.h"
#include "store/overlay.h"
#include "store/redo.h"
#include "store/txn.h"

static void
free_store(struct tw_store *store)
{
	tw_free(store->path);
	tw_free(store->where);
	tw_free(store);
}

/*
 * Does again the change that a power cut, or a killed writer, left. Who may
 * not write reads the file as it was before: a search page goes on.
 */
static int
finish_change(struct tw_store *store, trawl_error *err)
{
	bool is_due = false;
	int status = tw_redo_is_due(store->env, &is_due, err);

	if (status != TRAWL_OK || !is_due || store->env->read_only)
		return status;
	trawl_error why;

	status = tw_store_lock(store, false, &why);
	if (status == TRAWL_OK)
		tw_store_unlock(store);
	if (status == TRAWL_OK || status == TRAWL_EBUSY)
		return TRAWL_OK;
	if (err)
		*err = why;
	return status;
}

int
tw_store_open_map(const char *path, unsigned flags, size_t map,
	struct tw_store **ret, trawl_error *err)
{
	struct tw_store *store = tw_alloc_zeroed(1, sizeof(*store));
	int status;

	if (!store)
		return tw_no_memory(err);
	store->process = getpid();
	store->flags = flags & TW_STORE_READ_ONLY;
	store->path = tw_file_name(path, "");
	store->where = tw_file_absolute(path);
	if (!store->path || !store->where) {
		free_store(store);
		return tw_no_memory(err);
	}
	tw_env_enter();
	status = tw_env_get(store->where, path, flags, map, &store->env, err);
	tw_env_leave();
	if (status != TRAWL_OK) {
		free_store(store);
		return status;
	}
	status = finish_change(store, err);
	if (status != TRAWL_OK) {
		tw_store_close(store);
		return status;
	}
	*ret = store;
	return TRAWL_OK;
}

int
tw_store_open(const char *path, unsigned flags, struct tw_store **ret,
	trawl_error *err)
{
	return tw_store_open_map(path, flags, 0, ret, err);
}

/* In a child, nothing of the parent's is closed: it has the parent's locks. */
void
tw_store_close(struct tw_store *store)
{
	if (!store)
		return;
	tw_store_keep(store, NULL, NULL);
	if (store->process == getpid()) {
		tw_store_unlock(store);
		tw_env_enter();
		tw_env_put(store->env);
		tw_env_leave();
	}
	free_store(store);
}

void
tw_store_keep(struct tw_store *store, void *kept, void (*free_kept)(void *kept))
{
	void (*free_before)(void *kept);
	void *before;

	if (store->process != getpid()) {
		if (kept)
			free_kept(kept);
		return;
	}
	tw_env_enter();
	before = store->kept;
	free_before = store->free_kept;
	store->kept = kept;
	store->free_kept = free_kept;
	tw_env_leave();
	if (before)
		free_before(before);
}

void *
tw_store_take(struct tw_store *store)
{
	void *kept;

	if (store->process != getpid())
		return NULL;
	tw_env_enter();
	kept = store->kept;
	store->kept = NULL;
	tw_env_leave();
	return kept;
}

const char *
tw_store_path(const struct tw_store *store)
{
	return store->path;
}

int
tw_store_follow(struct tw_store *store, trawl_error *err)
{
	struct tw_env *env;
	bool there;
	int status = tw_env_is_there(store->env, store->where, &there, err);

	if (status != TRAWL_OK || there)
		return status;
	status = tw_env_get(store->where, store->path, store->flags, 0, &env,
		err);
	if (status != TRAWL_OK)
		return status;
	tw_env_put(store->env);
	store->env = env;
	return TRAWL_OK;
}

bool
tw_txn_is_last(struct tw_store *store, const struct tw_txn *txn)
{
	MDB_envinfo info = {0};
	bool there = false;

	if (store->process != getpid() || !txn->mdb)
		return false;
	tw_env_enter();
	bool is_last = store->env == txn->env && !txn->env->broken &&
		tw_env_is_there(txn->env, store->where, &there, NULL) ==
			TRAWL_OK && there &&
		mdb_env_info(txn->env->mdb, &info) == 0 &&
		info.me_last_txnid == mdb_txn_id(txn->mdb) &&
		(!txn->overlay || !tw_overlay_has_more(txn->overlay,
			store->path));
	tw_env_leave();
	return is_last;
}

/* ------------------------------------------------------------------ */
/* The writer's place: a flag in this process, a lock among them all.   */

static int
take_flag(struct tw_store *store, bool wait, trawl_error *err)
{
	for (;;) {
		int status = tw_store_follow(store, err);

		if (status != TRAWL_OK)
			return status;
		if (store->env->read_only)
			return tw_fail(err, TRAWL_EACCESS, "%s: cannot be "
				"written: no permission", store->path);
		if (!store->env->place_taken)
			break;
		if (!wait || store->place)
			return tw_fail(err, TRAWL_EBUSY, "%s: this process is "
				"writing it already", store->path);
		tw_env_wait();
	}
	store->env->place_taken = true;
	store->env->users++;
	return TRAWL_OK;
}

static void
give_flag(struct tw_env *env)
{
	env->place_taken = false;
	tw_env_wake();
	tw_env_put(env);
}

/*
 * TRAWL_END if the file was replaced while we waited: the place is that of
 * the old one.
 */
static int
take_lock(struct tw_store *store, struct tw_env *env, bool wait,
	trawl_error *err)
{
	int code = tw_lock_take(env->fd, TW_LOCK_PLACE, wait);
	bool there = false;
	int status;

	if (code == EAGAIN)
		return tw_fail(err, TRAWL_EBUSY, "%s: another process is "
			"writing it: wait until it ends", store->path);
	if (code != 0)
		return tw_store_fail(err, code, store->path, "cannot lock");
	tw_env_enter();
	status = tw_env_is_there(env, store->where, &there, err);
	tw_env_leave();
	if (status == TRAWL_OK && there)
		return TRAWL_OK;
	(void)tw_lock_drop(env->fd, TW_LOCK_PLACE);
	return status == TRAWL_OK ? TRAWL_END : status;
}

int
tw_store_lock(struct tw_store *store, bool wait, trawl_error *err)
{
	int status;

	if (store->process != getpid())
		return tw_store_forked(err, store->path);
	do {
		struct tw_env *env;

		tw_env_enter();
		status = take_flag(store, wait, err);
		env = store->env;
		tw_env_leave();
		if (status != TRAWL_OK)
			return status;
		status = take_lock(store, env, wait, err);
		tw_env_enter();
		if (status == TRAWL_OK)
			store->place = env;
		else
			give_flag(env);
		tw_env_leave();
	} while (status == TRAWL_END);
	if (status == TRAWL_OK)
		status = tw_redo_recover(store, err);
	if (status != TRAWL_OK) {
		tw_store_unlock(store);
		return status;
	}
	tw_env_enter();
	store->place->placed = true;
	tw_env_leave();
	return TRAWL_OK;
}

void
tw_store_unlock(struct tw_store *store)
{
	struct tw_env *env = store->place;

	if (!env || store->process != getpid())
		return;
	store->place = NULL;
	tw_env_enter();
	env->placed = false;
	if (env->overlay)
		env->overlay->is_whole = false;
	(void)tw_lock_drop(env->fd, TW_LOCK_PLACE);
	give_flag(env);
	tw_env_leave();
}
