/* redo.c: small changes, kept a second time so that one flush is enough. */
/* SPDX-License-Identifier: MIT */
#include "store/redo.h"

#include <assert.h>
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/crc32c.h"
#include "store/glance.h"
#include "store/page.h"
#include "store/record.h"

#define MAGIC "trawl re"
#define HEADER 32
#define OP 16
#define IS_DELETE UINT32_MAX	/* as a stream, which has 16 bits */
#define PAYLOAD (TW_REDO_RUN - LMDB_PAGE_HEADER - TW_RECORD_HEADER - \
	TW_REDO_BEHIND)
#define TRIES 20		/* the map grows to twice its size each time */
#define META_BYTES 512		/* of a meta page, more than LMDB uses */

static_assert(PAYLOAD <= TW_RECORD_PAYLOAD, "a slot is a record");
static_assert((PAYLOAD + TW_RECORD_UNIT - 1) / TW_RECORD_UNIT * 4 ==
	TW_REDO_BEHIND, "with as many checksums");

/* ------------------------------------------------------------------ */
/* Notes.                                                               */

static void
note(struct tw_txn *txn, uint32_t segment, uint32_t stream, uint32_t number,
	size_t length)
{
	uint8_t op[OP];

	if (txn->no_redo)
		return;
	if (txn->redo.n == 0 && !tw_buf_failed(&txn->redo)) {
		tw_buf_init(&txn->redo, TW_REDO_ROOM);
		tw_buf_add_zero(&txn->redo, HEADER);
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
	note(txn, segment, IS_DELETE, most < UINT32_MAX ? (uint32_t)most :
		UINT32_MAX, 0);
}

/* ------------------------------------------------------------------ */
/* Slots.                                                               */

/* Of what a meta page says, what LMDB keeps from one opening to the next. */
static uint32_t
checksum_of_meta(const struct lmdb_meta *meta)
{
	uint32_t crc = tw_crc32c(0, &meta->free, sizeof(meta->free));

	crc = tw_crc32c(crc, &meta->main, sizeof(meta->main));
	crc = tw_crc32c(crc, &meta->last_page, sizeof(meta->last_page));
	return tw_crc32c(crc, &meta->txnid, sizeof(meta->txnid));
}

static uint32_t
checksum(const char *p, size_t n)
{
	uint32_t crc = tw_crc32c(0, p + 8, 12);

	return tw_crc32c(crc, p + 24, n - 24);
}

static void
fill_header(struct tw_txn *txn)
{
	char *p = txn->redo.p;
	size_t n = txn->redo.n;

	memcpy(p, MAGIC, 8);
	tw_put_le64(p + 8, mdb_txn_id(txn->mdb));
	tw_put_le32(p + 16, (uint32_t)(n - HEADER));
	tw_put_le32(p + 24, checksum_of_meta(&txn->meta.of[txn->which]));
	tw_put_le32(p + 28, 0);
	tw_put_le32(p + 20, checksum(p, n));
}

static bool
write_at(int fd, const void *p, size_t n, off_t at)
{
	ssize_t done;

	do
		done = pwrite(fd, p, n, at);
	while (done < 0 && errno == EINTR);
	return done >= 0 && (size_t)done == n;
}

/* Where in the file the slot may be written; false: this is no slot. */
static bool
place_of(const struct tw_txn *txn, const MDB_val *value, off_t *ret)
{
	const struct tw_env *env = txn->env;
	uintptr_t at = (uintptr_t)value->mv_data - LMDB_PAGE_HEADER;
	uintptr_t offset = at - (uintptr_t)env->map;
	struct lmdb_page page;

	if (!env->map || offset >= env->map_size ||
	    offset % txn->page_size != 0 ||
	    value->mv_size != TW_REDO_RUN - LMDB_PAGE_HEADER)
		return false;
	page = lmdb_page((const void *)at);
	if (page.number != offset / txn->page_size ||
	    page.flags != LMDB_OVERFLOW ||
	    lmdb_run_pages((const void *)at) !=
	    lmdb_pages_of(value->mv_size, txn->page_size))
		return false;
	*ret = (off_t)offset + TW_REDO_AT;
	return true;
}

/* Their pages have to be on the disk before they are written by themselves. */
static int
make_slots(struct tw_txn *txn, trawl_error *err)
{
	uint8_t *zeros;
	int status = TRAWL_OK;

	if (txn->meta.file_bytes < TW_REDO_FILE_LEAST)
		return TRAWL_OK;
	zeros = tw_alloc_zeroed(1, PAYLOAD);
	if (!zeros)
		return tw_no_memory(err);
	for (uint64_t i = 0; i < 2 && status == TRAWL_OK; i++)
		status = tw_record_put_any(txn, TW_REDO_KEY(i), zeros,
			PAYLOAD, err);
	tw_free(zeros);
	return status;
}

int
tw_redo_write(struct tw_txn *txn, bool *ret_is_written, trawl_error *err)
{
	uint8_t bytes[TW_KEY_BYTES];
	MDB_val key = {sizeof(bytes), bytes};
	MDB_val value;
	off_t place;

	*ret_is_written = false;
	if (txn->redo.failed == TRAWL_ENOMEM)
		return tw_no_memory(err);
	if (txn->redo.n == 0 || tw_buf_failed(&txn->redo))
		return TRAWL_OK;
	tw_key_put(bytes, TW_REDO_KEY(mdb_txn_id(txn->mdb)));
	int rc = mdb_get(txn->mdb, txn->dbi, &key, &value);

	if (rc == MDB_NOTFOUND)
		return make_slots(txn, err);
	if (rc != 0 || !place_of(txn, &value, &place))
		return TRAWL_OK;
	fill_header(txn);
	*ret_is_written = write_at(txn->env->fd, txn->redo.p, txn->redo.n,
		place);
	return TRAWL_OK;
}

/* ------------------------------------------------------------------ */
/* Finding a change that is due.                                        */

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
	status = tw_glance_find(&glance, TW_REDO_KEY(id), &value, &size,
		&offset, NULL);
	tw_glance_done(&glance);
	if (status != TRAWL_OK || size != TW_REDO_RUN - LMDB_PAGE_HEADER)
		return TRAWL_END;
	*ret = (off_t)(offset - LMDB_PAGE_HEADER + TW_REDO_AT);
	return TRAWL_OK;
}

/* A header of change `id`; what is behind it may be torn. */
static bool
is_header(const char *p, uint64_t id)
{
	return memcmp(p, MAGIC, 8) == 0 && tw_le64(p + 8) == id &&
		tw_le32(p + 16) <= TW_REDO_ROOM - HEADER;
}

/* Reads the slot if a change is due, and whole; TRAWL_END. */
static int
read_due(struct tw_env *env, char slot[TW_REDO_ROOM], uint64_t *ret_id,
	trawl_error *err)
{
	struct tw_meta meta;
	off_t place;

	if (tw_meta_read(env->fd, env->path, &meta, NULL) != TRAWL_OK)
		return TRAWL_END;
	const struct lmdb_meta *newest = &meta.of[meta.newest];
	uint64_t id = (uint64_t)newest->txnid + 1;
	int status = find_slot(env, &meta, id, &place, err);

	if (status != TRAWL_OK)
		return status;
	if (pread(env->fd, slot, HEADER, place) != HEADER ||
	    !is_header(slot, id) ||
	    pread(env->fd, slot, TW_REDO_ROOM, place) != TW_REDO_ROOM ||
	    !is_header(slot, id) ||
	    tw_le32(slot + 24) != checksum_of_meta(newest) ||
	    tw_le32(slot + 20) != checksum(slot, HEADER + tw_le32(slot + 16)))
		return TRAWL_END;
	*ret_id = id;
	return TRAWL_OK;
}

int
tw_redo_is_due(struct tw_env *env, bool *ret, trawl_error *err)
{
	char slot[TW_REDO_ROOM];
	uint64_t id;
	int status = read_due(env, slot, &id, err);

	if (status != TRAWL_OK && status != TRAWL_END)
		return status;
	*ret = status == TRAWL_OK;
	return TRAWL_OK;
}

/* ------------------------------------------------------------------ */
/* Doing it again.                                                      */

static int
do_op(struct tw_txn *txn, const char *op, const char *payload,
	trawl_error *err)
{
	struct tw_record_key key = {tw_le32(op), tw_le32(op + 4),
		tw_le32(op + 8)};
	bool more;

	if (key.stream == IS_DELETE)
		return tw_record_delete(txn, key.segment, key.number, &more,
			err);
	return tw_record_put(txn, key, payload, tw_le32(op + 12), err);
}

static int
do_all(struct tw_txn *txn, const char *slot, trawl_error *err)
{
	const char *p = slot + HEADER;
	const char *end = p + tw_le32(slot + 16);
	int status = TRAWL_OK;

	while (p < end && status == TRAWL_OK) {
		size_t left = (size_t)(end - p);

		if (left < OP || tw_le32(p + 12) > left - OP)
			return TW_CORRUPT(err, "%s: the change to be done "
				"again is damaged: restore a backup",
				txn->env->path);
		status = do_op(txn, p, p + OP, err);
		p += OP + tw_le32(p + 12);
	}
	return status;
}

/* TRAWL_END if the map grew meanwhile. */
static int
recover_once(struct tw_store *store, const char *slot, uint64_t id,
	trawl_error *err)
{
	struct tw_txn *txn;
	int status = tw_txn_write(store, &txn, err);

	if (status != TRAWL_OK)
		return status;
	if (mdb_txn_id(txn->mdb) != id) {
		tw_txn_end(txn);
		return TRAWL_OK;
	}
	txn->no_redo = true;
	status = do_all(txn, slot, err);
	if (status != TRAWL_OK) {
		tw_txn_end(txn);
		return status;
	}
	return tw_txn_commit(txn, err);
}

int
tw_redo_recover(struct tw_store *store, trawl_error *err)
{
	char slot[TW_REDO_ROOM];
	uint64_t id;
	int status = read_due(store->place, slot, &id, err);

	if (status != TRAWL_OK)
		return status == TRAWL_END ? TRAWL_OK : status;
	status = TRAWL_END;
	for (int i = 0; i < TRIES && status == TRAWL_END; i++)
		status = recover_once(store, slot, id, err);
	return status == TRAWL_END ? tw_fail(err, TRAWL_EFULL, "%s: the map "
		"has grown %d times and is still full", tw_store_path(store),
		TRIES) : status;
}

/* ------------------------------------------------------------------ */

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
tw_redo_take_back(struct tw_env *env, uint64_t id, bool is_written)
{
	static const char nothing[HEADER];
	struct tw_meta meta;
	MDB_txn *txn;
	off_t place;

	if (mdb_txn_begin(env->mdb, NULL, 0, &txn) != 0)
		return;
	if (tw_meta_read(env->fd, env->path, &meta, NULL) == TRAWL_OK) {
		if (is_written && find_slot(env, &meta, id, &place, NULL) ==
			TRAWL_OK)
			(void)write_at(env->fd, nothing, sizeof(nothing),
				place);
		write_meta_again(env, &meta);
	}
	mdb_txn_abort(txn);
}
