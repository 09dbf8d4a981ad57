/* redo.c: changes are written to the log first, so that one flush is enough. */
/* SPDX-License-Identifier: MIT */
#include "store/redo.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/bytes.h"
#include "store/error.h"
#include "store/glance.h"
#include "store/overlay.h"
#include "store/record.h"
#include "store/room.h"

#define TRIES 20		/* the map grows to twice its size each time */
#define META_BYTES 512		/* of a meta page, more than LMDB uses */

/* Before the notes there is room for the log's head, and the entry's. */
#define HEADS (2 * TW_LOG_HEAD)

/* ------------------------------------------------------------------ */
/* Notes.                                                               */

static void
note(struct tw_txn *txn, uint32_t segment, uint32_t stream, uint32_t number,
	size_t length)
{
	uint8_t op[TW_LOG_OP];

	if (txn->no_redo)
		return;
	if (txn->redo.n == 0 && !tw_buf_failed(&txn->redo)) {
		tw_buf_init(&txn->redo, TW_LOG_ROOM);
		tw_buf_add_zero(&txn->redo, HEADS);
	}
	tw_put_le32(op, segment);
	tw_put_le32(op + 4, stream);
	tw_put_le32(op + 8, number);
	tw_put_le32(op + 12, (uint32_t)length);
	tw_buf_add(&txn->redo, op, sizeof(op));
}

void
tw_redo_note_put(struct tw_txn *txn, struct tw_record_key key,
	const void *payload, size_t length)
{
	note(txn, key.segment, key.stream, key.number, length);
	if (length > 0 && !txn->no_redo)
		tw_buf_add(&txn->redo, payload, length);
}

void
tw_redo_note_delete(struct tw_txn *txn, uint32_t segment, size_t most)
{
	note(txn, segment, TW_LOG_DELETE, most < UINT32_MAX ? (uint32_t)most :
		UINT32_MAX, 0);
}

struct tw_str
tw_redo_ops(const struct tw_txn *txn)
{
	return txn->redo.n == 0 ? tw_str("", 0) :
		tw_str(txn->redo.p + HEADS, txn->redo.n - HEADS);
}

static bool
has_room(const struct tw_txn *txn, size_t length)
{
	size_t end = txn->overlay->at.end > 0 ? txn->overlay->at.end :
		TW_LOG_HEAD;

	return tw_log_padded(length) <= TW_LOG_ROOM - TW_LOG_HEAD &&
		end <= TW_LOG_ROOM - TW_LOG_HEAD - tw_log_padded(length);
}

bool
tw_redo_fits(const struct tw_txn *txn, size_t length)
{
	return !tw_buf_failed(&txn->redo) && has_room(txn,
		tw_redo_ops(txn).n + TW_LOG_OP + length);
}

/* ------------------------------------------------------------------ */
/* Writing to the log.                                                  */

static bool
write_at(int fd, const void *p, size_t n, off_t at)
{
	ssize_t done;

	do
		done = pwrite(fd, p, n, at);
	while (done < 0 && errno == EINTR);
	if (done >= 0 && (size_t)done != n)
		errno = ENOSPC;
	return done >= 0 && (size_t)done == n;
}

/* Where the change's entry begins in the file. */
static off_t
place_of_entry(const struct tw_txn *txn)
{
	const struct tw_log_at *at = &txn->overlay->at;

	return at->place + (off_t)(at->end > 0 ? at->end : TW_LOG_HEAD);
}

/* Behind the entry, there is none. */
static bool
write_entry(struct tw_txn *txn, enum tw_log_kind kind)
{
	const struct tw_overlay *overlay = txn->overlay;
	struct tw_str ops = tw_redo_ops(txn);
	uint32_t before = overlay->at.crc;
	size_t end = tw_log_padded(ops.n) + (has_room(txn, ops.n +
		TW_LOG_HEAD) ? TW_LOG_HEAD : 0);

	txn->redo.maximum = 0;
	tw_buf_add_zero(&txn->redo, end - ops.n);
	if (tw_buf_failed(&txn->redo)) {
		errno = ENOMEM;
		return false;
	}
	uint8_t *p = (uint8_t *)txn->redo.p;

	if (overlay->at.end == 0) {
		tw_log_put_head(p, overlay->id, overlay->before);
		before = tw_le32(p + 20);
	}
	tw_log_put_entry(p + TW_LOG_HEAD, before, kind, p + HEADS, ops.n);
	if (overlay->at.end == 0)
		return write_at(txn->env->fd, p, txn->redo.n,
			overlay->at.place);
	return write_at(txn->env->fd, p + TW_LOG_HEAD,
		txn->redo.n - TW_LOG_HEAD, place_of_entry(txn));
}

/* Of the entry that was written. */
static uint32_t
checksum_written(const struct tw_txn *txn)
{
	return tw_le32(txn->redo.p + TW_LOG_HEAD + 8);
}

/* On the disk, with all that was written to the file before. */
static bool
flush(const struct tw_env *env)
{
	int rc;

	do
		rc = fdatasync(env->fd);
	while (rc != 0 && errno == EINTR);
	return rc == 0;
}

static bool
mark(const struct tw_env *env, off_t entry, uint32_t crc)
{
	uint8_t bytes[4];

	tw_put_le32(bytes, ~crc);
	return write_at(env->fd, bytes, sizeof(bytes), entry + TW_LOG_MARK);
}

/* Its ops have this length, without zeros. */
static void
keep(struct tw_txn *txn, size_t length)
{
	struct tw_log_at behind = txn->overlay->at;
	struct tw_log_entry entry = {
		.length = length,
		.crc = checksum_written(txn),
	};

	if (behind.end == 0)
		behind.end = TW_LOG_HEAD;
	tw_log_skip(&behind, &entry);
	tw_env_enter();
	tw_overlay_keep(txn, tw_str(txn->redo.p + HEADS, length), behind);
	tw_env_leave();
}

int
tw_redo_append(struct tw_txn *txn, trawl_error *err)
{
	const struct tw_env *env = txn->env;
	size_t length = tw_redo_ops(txn).n;

	if (write_entry(txn, TW_LOG_PUTS) && flush(env) &&
		mark(env, place_of_entry(txn), checksum_written(txn))) {
		keep(txn, length);
		return TRAWL_OK;
	}
	int code = errno;

	tw_env_enter();
	tw_redo_take_back(txn, true);
	tw_env_leave();
	return tw_store_fail(err, code, env->path, "cannot commit");
}

/* Their pages have to be on the disk before they are written by themselves. */
static int
make_slots(struct tw_txn *txn, trawl_error *err)
{
	uint8_t *zeros;
	int status = TRAWL_OK;

	if (txn->meta.file_bytes < TW_REDO_FILE_LEAST)
		return TRAWL_OK;
	zeros = tw_alloc_zeroed(1, TW_LOG_PAYLOAD);
	if (!zeros)
		return tw_no_memory(err);
	for (uint64_t i = 0; i < 2 && status == TRAWL_OK; i++)
		status = tw_record_put_any(txn, TW_LOG_KEY(i), zeros,
			TW_LOG_PAYLOAD, err);
	tw_free(zeros);
	return status;
}

int
tw_redo_write(struct tw_txn *txn, bool *ret_is_written, trawl_error *err)
{
	*ret_is_written = false;
	if (txn->redo.failed == TRAWL_ENOMEM)
		return tw_no_memory(err);
	if (txn->redo.n == 0 || tw_buf_failed(&txn->redo))
		return TRAWL_OK;
	if (!txn->overlay)
		return make_slots(txn, err);
	if (has_room(txn, tw_redo_ops(txn).n))
		*ret_is_written = write_entry(txn, TW_LOG_LAST);
	return TRAWL_OK;
}

/* ------------------------------------------------------------------ */
/* Taking back.                                                         */

/* The same bytes once more, which the system then takes for new ones. */
static void
write_meta_again(struct tw_env *env, const struct tw_meta *meta)
{
	uint8_t bytes[META_BYTES];
	off_t at = meta->newest * (off_t)meta->page_size;

	if (pread(env->fd, bytes, sizeof(bytes), at) == sizeof(bytes))
		(void)write_at(env->fd, bytes, sizeof(bytes), at);
}

/* LMDB's own lock keeps writers of other programs away. */
void
tw_redo_take_back(struct tw_txn *txn, bool is_written)
{
	static const char nothing[TW_LOG_HEAD];
	struct tw_env *env = txn->env;
	struct tw_meta meta;
	MDB_txn *lock;

	if (mdb_txn_begin(env->mdb, NULL, 0, &lock) != 0)
		return;
	if (tw_meta_read(env->fd, env->path, &meta, NULL) == TRAWL_OK) {
		if (is_written)
			(void)write_at(env->fd, nothing, sizeof(nothing),
				place_of_entry(txn));
		write_meta_again(env, &meta);
		tw_room_trim(env, &meta);
	}
	mdb_txn_abort(lock);
}

/* ------------------------------------------------------------------ */
/* Finding what is due.                                                 */

/* The log above the newest change of the tree. */
struct due {
	struct tw_log_at at;
	uint64_t id;
	bool is_unmarked;	/* an entry, or more, that is whole */
	bool is_last;		/* and a last one behind them, which is in */
	struct tw_buf ops;
};

/*
 * Where the slot of change `id` lies, as the newest meta page knows. TRAWL_END
 * if there is none, or the file is damaged.
 */
static int
find_slot(struct tw_env *env, const struct tw_meta *meta, uint64_t id,
	off_t *ret, trawl_error *err)
{
	struct tw_glance glance;
	const uint8_t *value;
	uint64_t offset;
	size_t size;
	int status = tw_glance_init(&glance, env->fd, env->path, NULL, meta,
		meta->newest, err);

	if (status != TRAWL_OK)
		return status == TRAWL_ENOMEM ? status : TRAWL_END;
	status = tw_glance_find(&glance, TW_LOG_KEY(id), &value, &size,
		&offset, NULL);
	tw_glance_done(&glance);
	if (status != TRAWL_OK || size != TW_LOG_RUN - LMDB_PAGE_HEADER)
		return TRAWL_END;
	*ret = (off_t)(offset - LMDB_PAGE_HEADER + TW_LOG_AT);
	return TRAWL_OK;
}

/* TRAWL_END if the tree has no log above it. */
static int
begin(struct tw_env *env, struct due *due, trawl_error *err)
{
	struct tw_meta meta;

	if (tw_meta_read(env->fd, env->path, &meta, NULL) != TRAWL_OK)
		return TRAWL_END;
	const struct lmdb_meta *newest = &meta.of[meta.newest];

	*due = (struct due){
		.at = {.fd = env->fd},
		.id = (uint64_t)newest->txnid + 1,
	};
	int status = find_slot(env, &meta, due->id, &due->at.place, err);

	if (status != TRAWL_OK)
		return status;
	return tw_log_begin(&due->at, due->id, tw_log_meta_checksum(newest),
		env->path, NULL) == TRAWL_OK ? TRAWL_OK : TRAWL_END;
}

/* Goes behind the next entry that is due; TRAWL_END. */
static int
next_due(struct tw_env *env, struct due *due, struct tw_log_entry *ret)
{
	for (;;) {
		int status = tw_log_look(&due->at, ret, env->path, NULL);

		if (status != TRAWL_OK)
			return TRAWL_END;
		if (ret->is_marked && ret->kind == TW_LOG_PUTS) {
			tw_log_skip(&due->at, ret);
			continue;
		}
		status = tw_log_take(&due->at, ret, &due->ops, env->path,
			NULL);
		return status == TRAWL_ENOMEM ? status : status == TRAWL_OK ?
			TRAWL_OK : TRAWL_END;
	}
}

/* Goes through the log; the caller gives up due->ops. */
static int
read_due(struct tw_env *env, struct due *due, trawl_error *err)
{
	struct tw_log_entry entry;
	int status = begin(env, due, err);

	while (status == TRAWL_OK && !due->is_last) {
		status = next_due(env, due, &entry);
		if (status != TRAWL_OK)
			break;
		due->is_last = entry.kind == TW_LOG_LAST;
		due->is_unmarked |= !due->is_last;
	}
	if (status == TRAWL_ENOMEM)
		return tw_no_memory(err);
	return status == TRAWL_END ? TRAWL_OK : status;
}

int
tw_redo_is_due(struct tw_env *env, bool *ret, trawl_error *err)
{
	struct due due = {.is_last = false};
	int status = read_due(env, &due, err);

	*ret = due.is_last || due.is_unmarked;
	tw_buf_done(&due.ops);
	return status;
}

/* ------------------------------------------------------------------ */
/* Doing it.                                                            */

/*
 * Where the log ends, the head behind is to be zero. Power may have been cut
 * when the last entry was on the disk, and the sector behind it not yet, which
 * has what an older log had there.
 */
static bool
end_log(const struct tw_env *env, const struct due *due)
{
	static const char nothing[TW_LOG_HEAD];

	return due->is_last || due->at.end > TW_LOG_ROOM - TW_LOG_HEAD ||
		write_at(env->fd, nothing, sizeof(nothing), due->at.place +
			(off_t)due->at.end);
}

/* What a writer left that was killed between its flush and the mark. */
static int
mark_all(struct tw_env *env, const struct due *whole, trawl_error *err)
{
	struct due due = {.is_last = false};
	struct tw_log_entry entry;
	bool is_well = end_log(env, whole) && flush(env);
	int status = is_well ? begin(env, &due, err) : TRAWL_OK;

	while (is_well && status == TRAWL_OK) {
		status = next_due(env, &due, &entry);
		if (status != TRAWL_OK || entry.kind == TW_LOG_LAST)
			break;
		off_t behind = due.at.place + (off_t)due.at.end;

		is_well = mark(env, behind - TW_LOG_HEAD -
			(off_t)tw_log_padded(entry.length), entry.crc);
	}
	tw_buf_done(&due.ops);
	if (!is_well)
		return tw_store_fail(err, errno, env->path, "cannot write");
	return status == TRAWL_END ? TRAWL_OK : status;
}

static int
do_all(struct tw_txn *txn, struct tw_str ops, trawl_error *err)
{
	struct tw_log_op op;
	int status;
	bool more;

	while ((status = tw_log_next_op(&ops, &op, txn->env->path, err)) ==
		TRAWL_OK) {
		status = op.key.stream == TW_LOG_DELETE ?
			tw_record_delete(txn, op.key.segment, op.key.number,
				&more, err) :
			tw_record_put(txn, op.key, op.payload, op.length, err);
		if (status != TRAWL_OK)
			return status;
	}
	return status == TRAWL_END ? TRAWL_OK : status;
}

/* TRAWL_END if the map grew meanwhile. */
static int
recover_once(struct tw_store *store, const struct due *due, trawl_error *err)
{
	struct tw_txn *txn;
	int status = tw_txn_write(store, &txn, err);

	if (status != TRAWL_OK)
		return status;
	txn->no_redo = true;
	if (txn->waits)
		status = tw_txn_change_tree(txn, err);
	if (status == TRAWL_OK && mdb_txn_id(txn->mdb) != due->id) {
		tw_txn_end(txn);
		return TRAWL_OK;
	}
	if (status == TRAWL_OK)
		status = do_all(txn, tw_buf_str(&due->ops), err);
	if (status != TRAWL_OK) {
		tw_txn_end(txn);
		return status;
	}
	return tw_txn_commit(txn, err);
}

static int
recover(struct tw_store *store, const struct due *due, trawl_error *err)
{
	int status = TRAWL_END;

	for (int i = 0; i < TRIES && status == TRAWL_END; i++)
		status = recover_once(store, due, err);
	return status == TRAWL_END ? tw_fail(err, TRAWL_EFULL, "%s: the map "
		"has grown %d times and is still full", tw_store_path(store),
		TRIES) : status;
}

int
tw_redo_recover(struct tw_store *store, trawl_error *err)
{
	struct due due = {.is_last = false};
	int status = read_due(store->place, &due, err);

	if (status == TRAWL_OK && due.is_unmarked)
		status = mark_all(store->place, &due, err);
	if (status == TRAWL_OK && due.is_last)
		status = recover(store, &due, err);
	tw_buf_done(&due.ops);
	return status;
}
