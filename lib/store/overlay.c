/* overlay.c: the records of the log above a snapshot of the tree. */
/* SPDX-License-Identifier: MIT */
#include "store/overlay.h"

#include <string.h>
#include <unistd.h>

#include "base/alloc.h"
#include "store/error.h"
#include "store/glance.h"
#include "store/record.h"

/* Of slots up to format 7, with whose root nobody goes on. */
#define OLDER (32768 - LMDB_PAGE_HEADER)

/* ------------------------------------------------------------------ */
/* The index.                                                           */

static size_t
count(const struct tw_buf *index)
{
	return index->n / sizeof(struct tw_overlay_record);
}

static struct tw_overlay_record *
record_at(const struct tw_buf *index, size_t i)
{
	return (struct tw_overlay_record *)(void *)index->p + i;
}

/* The place of the first key at or behind this one. */
static size_t
place_of(const struct tw_buf *index, struct tw_record_key key)
{
	size_t low = 0;
	size_t high = count(index);

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (tw_key_compare(record_at(index, middle)->key, key) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static struct tw_overlay_record *
find(const struct tw_buf *index, struct tw_record_key key)
{
	size_t i = place_of(index, key);

	if (i == count(index) ||
		tw_key_compare(record_at(index, i)->key, key) != 0)
		return NULL;
	return record_at(index, i);
}

/* Most come in the order of their keys, but for the root, which is last. */
static void
note(struct tw_buf *index, const struct tw_overlay_record *record)
{
	size_t i = place_of(index, record->key);
	struct tw_overlay_record *old = find(index, record->key);

	if (old) {
		*old = *record;
		return;
	}
	size_t behind = count(index) - i;

	tw_buf_add(index, record, sizeof(*record));
	if (tw_buf_failed(index))
		return;
	memmove(record_at(index, i + 1), record_at(index, i),
		behind * sizeof(*record));
	*record_at(index, i) = *record;
}

/* ------------------------------------------------------------------ */
/* From the log.                                                        */

static int
add_ops(struct tw_overlay *overlay, struct tw_str ops, const char *path,
	trawl_error *err)
{
	struct tw_log_op op;
	int status;

	while ((status = tw_log_next_op(&ops, &op, path, err)) == TRAWL_OK) {
		size_t size = tw_record_size(op.length);
		struct tw_overlay_record record = {
			.key = op.key,
			.at = (uint32_t)overlay->bytes.n,
			.size = (uint32_t)size,
		};

		if (op.key.stream > UINT16_MAX)
			return TW_CORRUPT(err, "%s: the log of the newest "
				"changes has a damaged change: restore a "
				"backup", path);
		if (!tw_buf_reserve(&overlay->bytes, size))
			return tw_no_memory(err);
		tw_record_fill((uint8_t *)overlay->bytes.p + overlay->bytes.n,
			op.key, op.payload, op.length);
		overlay->bytes.n += size;
		note(&overlay->index, &record);
	}
	if (status != TRAWL_END)
		return status;
	return tw_buf_status(&overlay->index, err);
}

/* The next entry that readers take, behind what is known; TRAWL_END. */
static int
next_entry(const struct tw_overlay *overlay, struct tw_log_at *at,
	struct tw_log_entry *ret, const char *path, trawl_error *err)
{
	int status = at->end > 0 ? TRAWL_OK : tw_log_begin(at, overlay->id,
		overlay->before, path, err);

	if (status == TRAWL_OK)
		status = tw_log_look(at, ret, path, err);
	if (status == TRAWL_OK && (!ret->is_marked ||
		ret->kind != TW_LOG_PUTS))
		status = TRAWL_END;
	return status;
}

/* Takes what is marked by now, and was not: the entry and those behind it. */
static int
go_on(struct tw_overlay *overlay, struct tw_log_entry *entry,
	const char *path, trawl_error *err)
{
	struct tw_buf ops = {0};
	int status = TRAWL_OK;

	while (status == TRAWL_OK) {
		status = tw_log_take(&overlay->at, entry, &ops, path, err);
		if (status == TRAWL_OK)
			status = add_ops(overlay, tw_buf_str(&ops), path, err);
		if (status == TRAWL_OK)
			status = next_entry(overlay, &overlay->at, entry,
				path, err);
	}
	tw_buf_done(&ops);
	return status == TRAWL_END ? TRAWL_OK : status;
}

static void
add_buf(struct tw_buf *to, const struct tw_buf *from)
{
	if (from->n > 0)
		tw_buf_add(to, from->p, from->n);
}

static int
copy(const struct tw_overlay *from, struct tw_overlay **ret, trawl_error *err)
{
	struct tw_overlay *overlay = tw_alloc_zeroed(1, sizeof(*overlay));

	if (!overlay)
		return tw_no_memory(err);
	overlay->users = 1;
	overlay->id = from->id;
	overlay->before = from->before;
	overlay->at = from->at;
	add_buf(&overlay->bytes, &from->bytes);
	add_buf(&overlay->index, &from->index);
	if (tw_buf_failed(&overlay->bytes) || tw_buf_failed(&overlay->index)) {
		tw_overlay_close(overlay);
		return tw_no_memory(err);
	}
	*ret = overlay;
	return TRAWL_OK;
}

bool
tw_overlay_has_more(const struct tw_overlay *overlay, const char *path)
{
	struct tw_log_at at = overlay->at;
	struct tw_log_entry entry;

	return next_entry(overlay, &at, &entry, path, NULL) != TRAWL_END;
}

/* Forgets an overlay that cannot be relied on any more. */
static void
forget(struct tw_env *env)
{
	tw_overlay_close(env->overlay);
	env->overlay = NULL;
}

/* Makes the environment's overlay one that nobody else uses. */
static int
have_own(struct tw_env *env, trawl_error *err)
{
	struct tw_overlay *overlay;

	if (env->overlay->users == 1)
		return TRAWL_OK;
	int status = copy(env->overlay, &overlay, err);

	if (status != TRAWL_OK)
		return status;
	forget(env);
	env->overlay = overlay;
	return TRAWL_OK;
}

/* What the log has by now, and the overlay has not. */
static int
read_more(struct tw_env *env, trawl_error *err)
{
	struct tw_log_at at = env->overlay->at;
	struct tw_log_entry entry;
	int status = next_entry(env->overlay, &at, &entry, env->path, err);

	if (status == TRAWL_END)
		return TRAWL_OK;
	if (status == TRAWL_OK)
		status = have_own(env, err);
	if (status != TRAWL_OK)
		return status;
	env->overlay->at = at;
	return go_on(env->overlay, &entry, env->path, err);
}

/* The same of what this process has added. */
static int
take_added(struct tw_env *env, trawl_error *err)
{
	struct tw_buf added = env->overlay->added;
	struct tw_str ops = env->overlay->added_ops;
	struct tw_log_at behind = env->overlay->added_at;

	if (added.n == 0)
		return TRAWL_OK;
	env->overlay->added = (struct tw_buf){0};
	int status = have_own(env, err);

	if (status == TRAWL_OK)
		status = add_ops(env->overlay, ops, env->path, err);
	if (status == TRAWL_OK)
		env->overlay->at = behind;
	tw_buf_done(&added);
	return status;
}

/*
 * Brings the environment's overlay up to date: another one if it is used.
 * Who has the writer's place need not look for what others have added.
 */
static int
bring_up(struct tw_env *env, trawl_error *err)
{
	int status = take_added(env, err);

	if (status == TRAWL_OK && !(env->placed && env->overlay->is_whole))
		status = read_more(env, err);
	if (status != TRAWL_OK)
		forget(env);
	else
		env->overlay->is_whole = env->placed;
	return status;
}

/* ------------------------------------------------------------------ */
/* Where the log is.                                                    */

/* Where the value of the log's record lies in the file; TRAWL_END. */
static int
find_value(struct tw_txn *txn, uint64_t id, uint64_t *ret_offset,
	size_t *ret_size, trawl_error *err)
{
	const struct tw_env *env = txn->env;
	const uint8_t *p;
	MDB_val value;

	if (txn->glance)
		return tw_glance_find(txn->glance, TW_LOG_KEY(id), &p,
			ret_size, ret_offset, err);
	int status = tw_record_in_tree(txn, TW_LOG_KEY(id), &value, err);

	if (status != TRAWL_OK)
		return status;
	p = value.mv_data;
	*ret_size = value.mv_size;
	*ret_offset = env->map ? (uintptr_t)p - (uintptr_t)env->map :
		lmdb_page(p - LMDB_PAGE_HEADER).number * txn->page_size +
		LMDB_PAGE_HEADER;
	return TRAWL_OK;
}

/*
 * The place in the file of the log, which lies in a run of its own: TRAWL_END
 * if the tree has none. The run's header is read, as a page that is mapped for
 * it costs more.
 */
static int
find_slot(struct tw_txn *txn, uint64_t id, off_t *ret, trawl_error *err)
{
	const struct tw_env *env = txn->env;
	uint8_t header[LMDB_PAGE_HEADER];
	uint64_t offset = 0;
	size_t size = 0;
	int status = find_value(txn, id, &offset, &size, err);

	if (status != TRAWL_OK)
		return status;
	if (size == OLDER)
		return TRAWL_END;
	offset -= LMDB_PAGE_HEADER;
	if (size != TW_LOG_RUN - LMDB_PAGE_HEADER ||
		pread(env->fd, header, sizeof(header), (off_t)offset) !=
			sizeof(header) ||
		lmdb_page(header).flags != LMDB_OVERFLOW ||
		lmdb_page(header).number * txn->page_size != offset ||
		lmdb_run_pages(header) != lmdb_pages_of(size, txn->page_size))
		return TW_CORRUPT(err, "%s: the log of the newest changes has "
			"a damaged header: restore a backup", env->path);
	*ret = (off_t)offset + TW_LOG_AT;
	return TRAWL_OK;
}

static int
begin(struct tw_txn *txn, uint64_t id, trawl_error *err)
{
	struct tw_env *env = txn->env;
	struct tw_overlay none = {
		.id = id,
		.before = tw_log_meta_checksum(&txn->meta.of[txn->which]),
		.at = {.fd = env->fd},
	};
	int status = find_slot(txn, id, &none.at.place, err);

	if (status == TRAWL_OK)
		status = tw_log_begin(&none.at, id, none.before, env->path,
			err);
	if (status != TRAWL_OK)
		return status == TRAWL_END ? TRAWL_OK : status;
	return copy(&none, &env->overlay, err);
}

static int
begin_anew(struct tw_txn *txn, trawl_error *err)
{
	struct tw_overlay *overlay = txn->env->overlay;
	uint64_t id = (uint64_t)txn->meta.of[txn->which].txnid + 1;

	if (overlay && overlay->id == id)
		return TRAWL_OK;
	forget(txn->env);
	return begin(txn, id, err);
}

/*
 * Whether the log's slot may have been taken for another: log n + 1 is written
 * over above change n + 2 of the tree. Above change n + 1 the snapshot of n is
 * as good, as LMDB gives it until its writer says that there is a newer one.
 */
static bool
is_behind(const struct tw_txn *txn)
{
	MDB_envinfo info = {0};

	return !txn->write && (mdb_env_info(txn->env->mdb, &info) != 0 ||
		info.me_last_txnid >
			txn->meta.of[txn->which].txnid + 1);
}

int
tw_overlay_open(struct tw_txn *txn, trawl_error *err)
{
	struct tw_env *env = txn->env;
	int status = begin_anew(txn, err);

	if (status == TRAWL_OK && env->overlay)
		status = bring_up(env, err);
	if (is_behind(txn))
		return TRAWL_END;
	if (status != TRAWL_OK || !env->overlay)
		return status;
	if (txn->write) {
		add_buf(&txn->above, &env->overlay->index);
		status = tw_buf_status(&txn->above, err);
	}
	if (status == TRAWL_OK) {
		txn->overlay = env->overlay;
		txn->overlay->users++;
	}
	return status;
}

int
tw_overlay_newest(struct tw_env *env, struct tw_overlay **ret,
	trawl_error *err)
{
	struct tw_overlay *overlay = env->overlay;
	MDB_envinfo info;

	*ret = NULL;
	if (!overlay || env->broken || mdb_env_info(env->mdb, &info) != 0 ||
		overlay->id != (uint64_t)info.me_last_txnid + 1)
		return TRAWL_OK;
	int status = bring_up(env, err);

	if (status != TRAWL_OK)
		return status;
	*ret = env->overlay;
	(*ret)->users++;
	return TRAWL_OK;
}

/* Another thread may have read the entry as soon as it was marked. */
void
tw_overlay_keep(struct tw_txn *txn, struct tw_str ops,
	struct tw_log_at behind)
{
	struct tw_overlay *overlay = txn->overlay;

	if (overlay != txn->env->overlay)
		return;
	overlay->added = txn->redo;
	overlay->added_ops = ops;
	overlay->added_at = behind;
	txn->redo = (struct tw_buf){0};
}

void
tw_overlay_close(struct tw_overlay *overlay)
{
	if (!overlay || --overlay->users > 0)
		return;
	tw_buf_done(&overlay->added);
	tw_buf_done(&overlay->bytes);
	tw_buf_done(&overlay->index);
	tw_free(overlay);
}

/* ------------------------------------------------------------------ */
/* As a transaction sees it.                                            */

static const struct tw_buf *
index_of(const struct tw_txn *txn)
{
	return txn->write ? &txn->above : &txn->overlay->index;
}

bool
tw_overlay_find(const struct tw_txn *txn, struct tw_record_key key,
	const uint8_t **ret, size_t *ret_size)
{
	if (!txn->overlay)
		return false;
	const struct tw_overlay_record *found = find(index_of(txn), key);

	if (!found || found->size == 0)
		return false;
	*ret = (const uint8_t *)txn->overlay->bytes.p + found->at;
	*ret_size = found->size;
	return true;
}

bool
tw_overlay_seek(const struct tw_txn *txn, struct tw_record_key *key)
{
	if (!txn->overlay)
		return false;
	const struct tw_buf *index = index_of(txn);

	for (size_t i = place_of(index, *key); i < count(index); i++) {
		if (record_at(index, i)->size == 0)
			continue;
		*key = record_at(index, i)->key;
		return true;
	}
	return false;
}

void
tw_overlay_drop(struct tw_txn *txn, struct tw_record_key key)
{
	struct tw_overlay_record *found = txn->overlay ?
		find(&txn->above, key) : NULL;

	if (found)
		found->size = 0;
}

void
tw_overlay_drop_segment(struct tw_txn *txn, uint32_t segment)
{
	size_t i = place_of(&txn->above, (struct tw_record_key){segment, 0,
		0});

	for (; i < count(&txn->above); i++) {
		struct tw_overlay_record *record = record_at(&txn->above, i);

		if (record->key.segment != segment)
			break;
		record->size = 0;
	}
}

int
tw_overlay_settle(struct tw_txn *txn, trawl_error *err)
{
	int status = TRAWL_OK;

	for (size_t i = 0; i < count(&txn->above) && status == TRAWL_OK; i++) {
		const struct tw_overlay_record *record =
			record_at(&txn->above, i);
		const char *p = txn->overlay->bytes.p + record->at;

		if (record->size == 0)
			continue;
		size_t length = tw_le32(p + 4);

		status = tw_record_put_any(txn, record->key,
			p + tw_record_front(length), length, err);
	}
	return status;
}
