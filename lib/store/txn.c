/* txn.c: snapshots to read, changes to commit. */
/* SPDX-License-Identifier: MIT */
#include "store/txn.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/alloc.h"
#include "store/error.h"
#include "store/file.h"
#include "store/glance.h"
#include "store/meta.h"
#include "store/overlay.h"
#include "store/pages.h"
#include "store/seal.h"

#define BEGIN_TRIES 100
#define GLANCES 3

/* ------------------------------------------------------------------ */
/* Beginning.                                                           */

/* Another process has mapped more, and filled it. */
static int
follow_growth(struct tw_env *env, trawl_error *err)
{
	struct tw_meta meta;
	const struct lmdb_meta *newest;
	int status = tw_meta_read(env->fd, env->path, &meta, err);

	if (status != TRAWL_OK)
		return status;
	newest = &meta.of[meta.newest];
	return tw_env_grow(env, ((uint64_t)newest->last_page + 1) *
		meta.page_size, err);
}

static int
begin_lmdb(struct tw_env *env, bool write, MDB_txn **ret, trawl_error *err)
{
	for (int i = 0;; i++) {
		int rc = mdb_txn_begin(env->mdb, NULL, write ? 0 : MDB_RDONLY,
			ret);
		int status = TRAWL_OK;

		if (rc == 0)
			return TRAWL_OK;
		if (i < BEGIN_TRIES && rc == MDB_MAP_RESIZED)
			status = follow_growth(env, err);
		else if (i == 0 && rc == MDB_READERS_FULL)
			(void)mdb_reader_check(env->mdb, NULL);
		else
			return tw_store_fail(err, rc, env->path, write ?
				"cannot write" : "cannot read");
		if (status != TRAWL_OK)
			return status;
	}
}

/* Whether the meta pages are as they were found. Where the file is not as long,
   the map may have no pages to look at. */
static bool
is_as_before(const struct tw_env *env)
{
	const struct tw_meta *meta = &env->meta;
	const char *p = env->map ? env->map + LMDB_PAGE_HEADER : NULL;
	struct tw_file_look file;

	return p && meta->page_size > 0 &&
		tw_file_look(env->fd, &file) == 0 &&
		file.bytes == meta->file_bytes &&
		memcmp(p, &meta->of[0], sizeof(meta->of[0])) == 0 &&
		memcmp(p + meta->page_size, &meta->of[1],
			sizeof(meta->of[1])) == 0;
}

static int
read_meta(struct tw_txn *txn, struct tw_meta *meta, trawl_error *err)
{
	struct tw_env *env = txn->env;

	if (is_as_before(env)) {
		*meta = env->meta;
		return TRAWL_OK;
	}
	env->meta.page_size = 0;
	int status = tw_meta_read(env->fd, env->path, meta, err);

	if (status == TRAWL_OK)
		env->meta = *meta;
	return status;
}

/*
 * Finds the snapshot's meta page. LMDB chose it by a number in shared memory
 * and copied it before the snapshot was known to writers: TRAWL_END if it was
 * overwritten in between.
 */
static int
find_meta(struct tw_txn *txn, struct tw_meta *meta, size_t *ret_id,
	trawl_error *err)
{
	size_t id = mdb_txn_id(txn->mdb) - (txn->write ? 1 : 0);
	int status = read_meta(txn, meta, err);

	if (status != TRAWL_OK)
		return status;
	if (meta->of[id % 2].txnid != id)
		return TRAWL_END;
	*ret_id = id;
	return TRAWL_OK;
}

/*
 * Whether this snapshot may be read by glances alone. Each one checks the
 * pages that it meets for itself, so the first few snapshots of a commit are,
 * which is all that a command needs, and the next one walks for all. A file
 * that has not all its pages is walked.
 */
static bool
may_glance(struct tw_env *env, const struct tw_meta *meta, size_t id)
{
	const struct lmdb_meta *page = &meta->of[id % 2];

	if (page->main.depth == 0 ||
	    (uint64_t)page->last_page >= meta->file_bytes / meta->page_size)
		return false;
	if (env->glanced != id + 1) {
		env->glanced = id + 1;
		env->glances = 0;
	}
	return env->glances++ < GLANCES;
}

/* Only the way to the seal. */
static int
find_seal(struct tw_txn *txn, uint64_t *ret_seal, trawl_error *err)
{
	const char *path = txn->env->path;
	struct tw_glance glance;
	const uint8_t *value = NULL;
	size_t size = 0;
	int status = tw_glance_init(&glance, txn->env->fd, path, NULL,
		&txn->meta, txn->which, err);

	if (status != TRAWL_OK)
		return status;
	status = tw_glance_find(&glance, TW_SEAL_KEY, &value, &size, ret_seal,
		err);
	if (status == TRAWL_END)
		status = TW_CORRUPT(err, "%s: the tree of records has no "
			"seal: restore a backup", path);
	else if (status == TRAWL_OK && value && tw_seal_is_older(value, size,
		txn->meta.of[txn->which].txnid))
		status = tw_seal_refuse_older(path, err);
	else if (status == TRAWL_OK && (!value || !tw_seal_is(value, size,
		txn->meta.of[txn->which].txnid)))
		status = TW_CORRUPT(err, "%s: the tree of records is of "
			"another transaction: restore a backup", path);
	tw_glance_done(&glance);
	return status;
}

/*
 * What LMDB trusts is held to be sound before LMDB sees it. *ret_seal is 0
 * where that was known already. *ret_glanced tells that LMDB may only see what
 * leads to the seal.
 */
static int
validate(struct tw_txn *txn, uint64_t *ret_seal, bool *ret_glanced,
	trawl_error *err)
{
	struct tw_env *env = txn->env;
	size_t id;
	int status = find_meta(txn, &txn->meta, &id, err);

	*ret_seal = 0;
	*ret_glanced = false;
	if (status != TRAWL_OK)
		return status;
	txn->page_size = txn->meta.page_size;
	txn->which = (int)(id % 2);
	if (env->map && env->sound == id + 1 &&
	    (!txn->write || env->sound_free == id + 1))
		return TRAWL_OK;
	if (TW_UNCHECKED && !txn->write)
		return TRAWL_OK;
	if (!txn->write && may_glance(env, &txn->meta, id)) {
		*ret_glanced = true;
		if (env->map && env->sealed == id + 1)
			return TRAWL_OK;
		status = find_seal(txn, ret_seal, err);
		if (status == TRAWL_OK)
			env->sealed = id + 1;
		return status;
	}
	status = tw_pages_check(env->fd, env->path, &txn->meta, txn->which,
		txn->write, ret_seal, err);
	if (status != TRAWL_OK)
		return status;
	env->sound = id + 1;
	if (txn->write)
		env->sound_free = id + 1;
	return TRAWL_OK;
}

/* LMDB does not tell where its map is; but the seal, found in it, does. */
static int
find_map(struct tw_txn *txn, uint64_t seal, trawl_error *err)
{
	struct tw_env *env = txn->env;
	uint8_t bytes[TW_KEY_BYTES];
	MDB_val key = {sizeof(bytes), bytes};
	MDB_envinfo info;
	MDB_val value;
	int rc;

	tw_key_put(bytes, TW_SEAL_KEY);
	rc = mdb_get(txn->mdb, txn->dbi, &key, &value);
	if (rc != 0)
		return tw_store_fail(err, rc, env->path, "cannot read");
	mdb_env_info(env->mdb, &info);
	env->map = (const char *)value.mv_data - seal;
	env->map_size = info.me_mapsize;
	return TRAWL_OK;
}

static void
drop_glance(struct tw_txn *txn)
{
	if (txn->glance)
		tw_glance_done(txn->glance);
	tw_free(txn->glance);
	txn->glance = NULL;
}

static int
make_glance(struct tw_txn *txn, trawl_error *err)
{
	struct tw_env *env = txn->env;

	txn->glance = tw_alloc_zeroed(1, sizeof(*txn->glance));
	if (!txn->glance)
		return tw_no_memory(err);
	return tw_glance_init(txn->glance, env->fd, env->path, env->map,
		&txn->meta, txn->which, err);
}

static int
check_snapshot(struct tw_txn *txn, trawl_error *err)
{
	uint64_t seal;
	bool glanced;
	int status = validate(txn, &seal, &glanced, err);
	int rc;

	if (status != TRAWL_OK)
		return status;
	rc = mdb_dbi_open(txn->mdb, NULL, 0, &txn->dbi);
	if (rc != 0)
		return tw_store_fail(err, rc, txn->env->path, "cannot open");
	if (seal != 0 && !txn->env->map)
		status = find_map(txn, seal, err);
	if (status == TRAWL_OK && glanced)
		status = make_glance(txn, err);
	return status;
}

int
tw_txn_walk(struct tw_txn *txn, trawl_error *err)
{
	uint64_t seal;
	int status;

	if (!txn->glance)
		return TRAWL_OK;
	status = tw_pages_check(txn->env->fd, txn->env->path, &txn->meta,
		txn->which, false, &seal, err);
	if (status == TRAWL_OK)
		drop_glance(txn);
	return status;
}

/* TRAWL_END: begin again. */
static int
begin_once(struct tw_txn *txn, trawl_error *err)
{
	int status = begin_lmdb(txn->env, txn->write, &txn->mdb, err);

	if (status != TRAWL_OK)
		return status;
	status = check_snapshot(txn, err);
	if (status == TRAWL_OK)
		status = tw_overlay_open(txn, err);
	if (status != TRAWL_OK) {
		drop_glance(txn);
		tw_buf_reset(&txn->above);
		mdb_txn_abort(txn->mdb);
		txn->mdb = NULL;
	}
	return status;
}

int
tw_txn_begin(struct tw_txn *txn, trawl_error *err)
{
	struct tw_env *env = txn->env;
	int status;

	/* With snapshots open, LMDB goes on as it is, or says MDB_PANIC. */
	if (env->broken && env->txns == 0) {
		status = tw_env_reopen(env, 0, err);
		if (status != TRAWL_OK)
			return status;
	}
	for (int i = 0; i < BEGIN_TRIES; i++) {
		status = begin_once(txn, err);
		if (status == TRAWL_OK)
			env->txns++;
		if (status != TRAWL_END)
			return status;
	}
	return tw_fail(err, TRAWL_EBUSY, "%s: its lock file does not belong to "
		"it: end the processes that use it and repeat", env->path);
}

static int
begin_read(struct tw_env *env, struct tw_txn **ret, trawl_error *err)
{
	struct tw_txn *txn = tw_alloc_zeroed(1, sizeof(*txn));
	int status;

	if (!txn)
		return tw_no_memory(err);
	txn->env = env;
	status = tw_txn_begin(txn, err);
	if (status != TRAWL_OK) {
		tw_buf_done(&txn->above);
		tw_free(txn);
		return status;
	}
	env->users++;
	*ret = txn;
	return TRAWL_OK;
}

int
tw_txn_read(struct tw_store *store, struct tw_txn **ret, trawl_error *err)
{
	int status;

	if (store->process != getpid())
		return tw_store_forked(err, store->path);
	tw_env_enter();
	status = tw_store_follow(store, err);
	if (status == TRAWL_OK)
		status = begin_read(store->env, ret, err);
	tw_env_leave();
	return status;
}

int
tw_txn_read_place(struct tw_store *store, struct tw_txn **ret,
	trawl_error *err)
{
	int status;

	if (store->process != getpid())
		return tw_store_forked(err, store->path);
	tw_env_enter();
	status = store->place ? begin_read(store->place, ret, err) :
		tw_fail(err, TRAWL_EINVAL, "%s: the writer's place is not "
			"taken", store->path);
	tw_env_leave();
	return status;
}

/* ------------------------------------------------------------------ */
/* Ending.                                                              */

/* Gives LMDB's transaction back; the mutex is held. */
static void
leave_lmdb(struct tw_txn *txn)
{
	struct tw_env *env = txn->env;

	if (txn->waits)
		env->writing = false;
	txn->waits = false;
	if (!txn->mdb)
		return;
	if (txn->cursor)
		mdb_cursor_close(txn->cursor);
	mdb_txn_abort(txn->mdb);
	txn->cursor = NULL;
	txn->mdb = NULL;
	env->txns--;
	if (txn->write)
		env->writing = false;
}

void
tw_txn_end(struct tw_txn *txn)
{
	if (!txn)
		return;
	if (txn->env->process == getpid()) {
		tw_env_enter();
		leave_lmdb(txn);
		tw_overlay_close(txn->overlay);
		tw_env_put(txn->env);
		tw_env_leave();
	}
	drop_glance(txn);
	tw_picks_done(&txn->picks);
	tw_buf_done(&txn->above);
	tw_buf_done(&txn->redo);
	tw_free(txn);
}

int
tw_txn_fail(struct tw_txn *txn, int code, const char *doing, trawl_error *err)
{
	int status;

	if (code != MDB_MAP_FULL)
		return tw_store_fail(err, code, txn->env->path, doing);
	tw_env_enter();
	leave_lmdb(txn);
	status = tw_env_grow(txn->env, 0, err);
	tw_env_leave();
	return status == TRAWL_OK ? TRAWL_END : status;
}

/* ------------------------------------------------------------------ */

uint64_t
tw_txn_map(const struct tw_txn *txn)
{
	return txn->env->map_number;
}

size_t
tw_txn_dirty(const struct tw_txn *txn)
{
	return txn->dirty;
}

int
tw_txn_size(struct tw_txn *txn, struct tw_store_size *ret, trawl_error *err)
{
	size_t pages = 2;
	struct stat file;

	if (fstat(txn->env->fd, &file) != 0)
		return tw_store_fail(err, errno, txn->env->path,
			"cannot read");
	for (MDB_dbi dbi = 0; dbi < 2; dbi++) {
		MDB_stat tree;
		int rc = mdb_stat(txn->mdb, dbi, &tree);

		if (rc != 0)
			return tw_store_fail(err, rc, txn->env->path,
				"cannot read");
		pages += tree.ms_branch_pages + tree.ms_leaf_pages +
			tree.ms_overflow_pages;
	}
	ret->file_bytes = (uint64_t)file.st_size;
	ret->used_bytes = (uint64_t)pages * txn->page_size;
	return TRAWL_OK;
}
