/* record.c: records by key: checksummed, padded, in place in the map. */
/* SPDX-License-Identifier: MIT */
#include "store/record.h"

#include <assert.h>

#include "base/crc32c.h"
#include "store/error.h"
#include "store/glance.h"
#include "store/overlay.h"
#include "store/page.h"
#include "store/redo.h"
#include "store/seal.h"

#define CHECKED 4		/* where the checksummed bytes begin */
#define RUN 16			/* pages of a full record */
#define GAP_KEY(i) ((struct tw_record_key){UINT32_MAX, 1, i})
#define GAPS 8			/* that are put at once, at most */

static_assert(TW_RECORD_HEADER + TW_RECORD_PAYLOAD + TW_RECORD_SLACK +
	(TW_RECORD_PAYLOAD + TW_RECORD_UNIT - 1) / TW_RECORD_UNIT * 4 <=
	RUN * 4096 - LMDB_PAGE_HEADER, "a record must fit in sixteen pages");

/* ------------------------------------------------------------------ */
/* The bytes of a record (drawn in store.h).                            */

static uint32_t
checksum(const uint8_t *header, const uint8_t *sums, size_t length,
	uint32_t number)
{
	uint8_t bytes[4];
	uint32_t crc;

	tw_put_le32(bytes, number);
	crc = tw_crc32c(0, header + CHECKED, TW_RECORD_HEADER - CHECKED);
	crc = tw_crc32c(crc, bytes, sizeof(bytes));
	return tw_crc32c(crc, sums, tw_record_sums(length));
}

static size_t
count_units(size_t length)
{
	return (length + TW_RECORD_UNIT - 1) / TW_RECORD_UNIT;
}

static uint32_t
unit_checksum(const uint8_t *payload, size_t length, size_t unit)
{
	size_t at = unit * TW_RECORD_UNIT;
	size_t left = length - at;

	return tw_crc32c(0, payload + at,
		left < TW_RECORD_UNIT ? left : TW_RECORD_UNIT);
}

void
tw_record_fill(uint8_t *p, struct tw_record_key key, const void *payload,
	size_t length)
{
	uint8_t *sums = p + tw_record_sums_at(length);
	uint8_t *to = p + tw_record_front(length);

	tw_put_le32(p + 4, (uint32_t)length);
	tw_put_le32(p + 8, key.segment);
	tw_put_le32(p + 12, key.stream);
	if (length > 0)
		memcpy(to, payload, length);
	memset(to + length, 0, TW_RECORD_SLACK);
	memset(sums, 0, tw_record_sums(length));
	for (size_t i = 0; i < count_units(length); i++)
		tw_put_le32(sums + 4 * i, unit_checksum(to, length, i));
	tw_put_le32(p, checksum(p, sums, length, key.number));
}

bool
tw_record_unit_is_right(const uint8_t *payload, size_t length, size_t unit)
{
	const uint8_t *record = payload - tw_record_front(length);

	return TW_UNCHECKED || tw_le32(record + tw_record_sums_at(length) +
		4 * unit) == unit_checksum(payload, length, unit);
}

bool
tw_record_sum_is_right(const uint8_t *sums, size_t unit, const uint8_t *p,
	size_t n)
{
	return TW_UNCHECKED || tw_le32(sums + 4 * unit) == tw_crc32c(0, p, n);
}

const char *
tw_record_frame_fault(const uint8_t *header, const uint8_t *sums,
	size_t size, struct tw_record_key key)
{
	size_t length = tw_le32(header + 4);

	if (length > TW_RECORD_PAYLOAD ||
	    size != tw_record_size(length))
		return "has another length than it says";
	if (tw_le32(header + 8) != key.segment ||
	    tw_le32(header + 12) != key.stream)
		return "is another's";
	if (!TW_UNCHECKED && tw_le32(header) !=
		checksum(header, sums, length, key.number))
		return "does not match its checksum";
	return NULL;
}

/* What is wrong besides the bytes of the payload. */
static const char *
frame_fault(const uint8_t *p, size_t size, struct tw_record_key key)
{
	if (size < TW_RECORD_HEADER + TW_RECORD_SLACK)
		return "is too short";
	size_t length = tw_le32(p + 4);

	/* Where it cannot lie, nobody looks. */
	return tw_record_frame_fault(p, length <= TW_RECORD_PAYLOAD
		? p + tw_record_sums_at(length) : p, size, key);
}

const char *
tw_record_fault(const uint8_t *p, size_t size, struct tw_record_key key)
{
	const char *fault = frame_fault(p, size, key);
	size_t length = fault ? 0 : tw_le32(p + 4);

	p += tw_record_front(length);
	for (size_t i = 0; !fault && i < count_units(length); i++)
		if (!tw_record_unit_is_right(p, length, i))
			fault = "does not match its checksum";
	return fault;
}

static int
fail_record(trawl_error *err, const struct tw_txn *txn,
	struct tw_record_key key, const char *fault)
{
	return TW_CORRUPT(err, "%s: record %lu of stream %lu of segment %lu %s",
		txn->env->path, (unsigned long)key.number,
		(unsigned long)key.stream, (unsigned long)key.segment, fault);
}

static int
fail_ended(trawl_error *err, const struct tw_txn *txn)
{
	return tw_fail(err, TRAWL_EINVAL, "%s: the transaction has ended",
		txn->env->path);
}

/* ------------------------------------------------------------------ */
/* Writing.                                                             */

/* 0 for a value that lies in a leaf. */
static size_t
run_pages(const struct tw_txn *txn, size_t size)
{
	if (LMDB_NODE_HEADER + TW_KEY_BYTES + size <=
	    lmdb_node_max(txn->page_size))
		return 0;
	return lmdb_pages_of(size, txn->page_size);
}

/*
 * LMDB frees an overflow run by what its header says; so that is held to be
 * right first. Pages of this transaction lie in memory, not in the map.
 */
static bool
is_run_sound(const struct tw_txn *txn, const MDB_val *value)
{
	const struct tw_env *env = txn->env;
	uintptr_t map = (uintptr_t)env->map;
	uintptr_t at = (uintptr_t)value->mv_data - LMDB_PAGE_HEADER;
	size_t pages = run_pages(txn, value->mv_size);
	struct lmdb_page page;

	if (pages == 0 || !env->map || at - map >= env->map_size)
		return true;
	page = lmdb_page((const void *)at);
	return page.number == (at - map) / txn->page_size &&
		page.flags == LMDB_OVERFLOW &&
		lmdb_run_pages((const void *)at) == pages;
}

/*
 * Deletes the record that is to be replaced, if it has another number of
 * pages: LMDB would keep a run that is longer than its new value needs, which
 * pages.c holds to be damage.
 */
static int
make_way(struct tw_txn *txn, struct tw_record_key key, MDB_val *lmdb_key,
	const MDB_val *old, size_t size, trawl_error *err)
{
	int rc;

	if (!is_run_sound(txn, old))
		return fail_record(err, txn, key, "has a damaged header");
	if (run_pages(txn, old->mv_size) == run_pages(txn, size))
		return TRAWL_OK;
	rc = mdb_del(txn->mdb, txn->dbi, lmdb_key, NULL);
	return rc == 0 ? TRAWL_OK : tw_txn_fail(txn, rc, "cannot write", err);
}

/*
 * Room for the record's bytes. Mostly there is none with its key: then LMDB
 * looks for its place once.
 */
static int
put_room(struct tw_txn *txn, struct tw_record_key key, size_t size,
	uint8_t **ret, trawl_error *err)
{
	uint8_t bytes[TW_KEY_BYTES];
	MDB_val lmdb_key = {sizeof(bytes), bytes};
	MDB_val value = {size, NULL};

	tw_key_put(bytes, key);
	int rc = mdb_put(txn->mdb, txn->dbi, &lmdb_key, &value,
		MDB_RESERVE | MDB_NOOVERWRITE);

	if (rc == MDB_KEYEXIST) {
		int status = make_way(txn, key, &lmdb_key, &value, size, err);

		if (status != TRAWL_OK)
			return status;
		value = (MDB_val){size, NULL};
		rc = mdb_put(txn->mdb, txn->dbi, &lmdb_key, &value,
			MDB_RESERVE);
	}
	if (rc != 0)
		return tw_txn_fail(txn, rc, "cannot write", err);
	*ret = value.mv_data;
	return TRAWL_OK;
}

/*
 * The pages of a full record are to begin at a multiple of their number: then
 * the kernel maps them all at one page fault, and its first and its last page,
 * which readers look at first, at the same. Behind the last run of them there
 * may be leaves of the tree, a page each; so many pages are put and deleted,
 * which leaves and short records may have later, that the next run begins as
 * it ought: no more than one for sixteen that runs have taken. LMDB may take
 * those from free pages that it has, as are those of the last time; more are
 * put until it has none. Where it takes the run from there, that is in vain.
 */
static int
align_run(struct tw_txn *txn, trawl_error *err)
{
	const size_t gap = RUN - txn->run % RUN;
	uint8_t bytes[TW_KEY_BYTES];
	MDB_val key = {sizeof(bytes), bytes};
	size_t page = 0;
	uint32_t count = 0;
	int rc = 0;

	if (gap == RUN || txn->runs < gap)
		return TRAWL_OK;
	while (rc == 0 && page < txn->run && count < GAPS) {
		MDB_val value = {gap * txn->page_size - LMDB_PAGE_HEADER, 0};

		tw_key_put(bytes, GAP_KEY(count++));
		rc = mdb_put(txn->mdb, txn->dbi, &key, &value, MDB_RESERVE);
		if (rc != 0)
			break;
		/* They are written, too, as LMDB finds them in memory. */
		memset(value.mv_data, 0, value.mv_size);
		page = lmdb_page((char *)value.mv_data - LMDB_PAGE_HEADER)
			.number;
		txn->dirty += gap * txn->page_size;
	}
	while (rc == 0 && count > 0) {
		tw_key_put(bytes, GAP_KEY(--count));
		rc = mdb_del(txn->mdb, txn->dbi, &key, NULL);
	}
	txn->runs = 0;
	return rc == 0 ? TRAWL_OK : tw_txn_fail(txn, rc, "cannot write", err);
}

/* Notes where a run lies that has just been put. */
static void
note_run(struct tw_txn *txn, const uint8_t *room)
{
	txn->run = lmdb_page(room - LMDB_PAGE_HEADER).number;
	txn->runs++;
}

int
tw_record_put_any(struct tw_txn *txn, struct tw_record_key key,
	const void *payload, size_t length, trawl_error *err)
{
	size_t size = tw_record_size(length);
	size_t pages = run_pages(txn, size);
	uint8_t *room = NULL;

	txn->changed = true;
	int status = pages == RUN ? align_run(txn, err) : TRAWL_OK;

	if (status == TRAWL_OK)
		status = put_room(txn, key, size, &room, err);
	if (status != TRAWL_OK)
		return status;
	if (pages == RUN)
		note_run(txn, room);
	tw_record_fill(room, key, payload, length);
	txn->dirty += (pages == 0 ? 1 : pages) * txn->page_size;
	return TRAWL_OK;
}

int
tw_record_put_above(struct tw_txn *txn, struct tw_record_key key,
	const void *payload, size_t length, trawl_error *err)
{
	int status = tw_record_put_any(txn, key, payload, length, err);

	if (status == TRAWL_OK)
		tw_overlay_drop(txn, key);
	return status;
}

int
tw_record_put(struct tw_txn *txn, struct tw_record_key key,
	const void *payload, size_t length, trawl_error *err)
{
	if (!txn->write || (!txn->mdb && !txn->waits))
		return fail_ended(err, txn);
	if (key.segment == TW_SEAL_SEGMENT || key.stream > UINT16_MAX ||
	    length > TW_RECORD_PAYLOAD)
		return tw_fail(err, TRAWL_EINVAL, "%s: no such record can be",
			txn->env->path);
	if (txn->waits && !tw_redo_fits(txn, length)) {
		int status = tw_txn_change_tree(txn, err);

		if (status != TRAWL_OK)
			return status;
	}
	int status = txn->waits ? TRAWL_OK :
		tw_record_put_above(txn, key, payload, length, err);

	if (status != TRAWL_OK)
		return status;
	txn->changed = true;
	tw_redo_note_put(txn, key, payload, length);
	return TRAWL_OK;
}

/* ------------------------------------------------------------------ */
/* Reading.                                                             */

static int
find_checked(struct tw_txn *txn, struct tw_record_key key, MDB_val *ret,
	trawl_error *err)
{
	const uint8_t *value;
	uint64_t offset;
	size_t size;
	int status = tw_glance_find(txn->glance, key, &value, &size, &offset,
		err);

	if (status == TRAWL_OK)
		*ret = (MDB_val){size, (void *)(uintptr_t)value};
	return status;
}

int
tw_record_in_tree(struct tw_txn *txn, struct tw_record_key key, MDB_val *ret,
	trawl_error *err)
{
	uint8_t bytes[TW_KEY_BYTES];
	MDB_val lmdb_key = {sizeof(bytes), bytes};
	int rc;

	if (txn->glance)
		return find_checked(txn, key, ret, err);
	tw_key_put(bytes, key);
	rc = mdb_get(txn->mdb, txn->dbi, &lmdb_key, ret);
	if (rc == MDB_NOTFOUND)
		return TRAWL_END;
	return rc == 0 ? TRAWL_OK :
		tw_store_fail(err, rc, txn->env->path, "cannot read");
}

/* Finds a record; TRAWL_END if there is none. */
static int
find(struct tw_txn *txn, struct tw_record_key key, MDB_val *ret,
	trawl_error *err)
{
	const uint8_t *above;
	size_t size;

	if (txn->waits) {
		int status = tw_txn_change_tree(txn, err);

		if (status != TRAWL_OK)
			return status;
	}
	if (!txn->mdb)
		return fail_ended(err, txn);
	if (!tw_overlay_find(txn, key, &above, &size))
		return tw_record_in_tree(txn, key, ret, err);
	*ret = (MDB_val){size, (void *)(uintptr_t)above};
	return TRAWL_OK;
}

int
tw_record_find(struct tw_txn *txn, struct tw_record_key key,
	const uint8_t **ret_payload, size_t *ret_length, trawl_error *err)
{
	MDB_val value;
	int status = find(txn, key, &value, err);

	if (status != TRAWL_OK)
		return status;
	const uint8_t *p = value.mv_data;
	const char *fault = frame_fault(p, value.mv_size, key);

	if (fault)
		return fail_record(err, txn, key, fault);
	*ret_length = tw_le32(p + 4);
	*ret_payload = p + tw_record_front(*ret_length);
	return TRAWL_OK;
}

int
tw_record_get(struct tw_txn *txn, struct tw_record_key key,
	const uint8_t **ret_payload, size_t *ret_length, trawl_error *err)
{
	const uint8_t *payload;
	size_t length;
	int status = tw_record_find(txn, key, &payload, &length, err);

	if (status != TRAWL_OK)
		return status;
	for (size_t i = 0; i < count_units(length); i++)
		if (!tw_record_unit_is_right(payload, length, i))
			return fail_record(err, txn, key,
				"does not match its checksum");
	*ret_payload = payload;
	*ret_length = length;
	return TRAWL_OK;
}

int
tw_record_check(struct tw_txn *txn, struct tw_record_key key,
	trawl_error *err)
{
	MDB_val value;
	const char *fault;
	int status = find(txn, key, &value, err);

	if (status != TRAWL_OK)
		return status;
	fault = tw_record_fault(value.mv_data, value.mv_size, key);
	if (!fault && !is_run_sound(txn, &value))
		fault = "has a damaged header";
	return fault ? fail_record(err, txn, key, fault) : TRAWL_OK;
}

/* A change moves pages under its cursors, so it takes a new one each time. */
static int
seek(struct tw_txn *txn, MDB_val *key)
{
	MDB_val value;
	int rc = 0;

	if (!txn->cursor)
		rc = mdb_cursor_open(txn->mdb, txn->dbi, &txn->cursor);
	if (rc == 0)
		rc = mdb_cursor_get(txn->cursor, key, &value, MDB_SET_RANGE);
	if (txn->write && txn->cursor) {
		mdb_cursor_close(txn->cursor);
		txn->cursor = NULL;
	}
	return rc;
}

static int
seek_in_tree(struct tw_txn *txn, struct tw_record_key *key, trawl_error *err)
{
	uint8_t bytes[TW_KEY_BYTES];
	MDB_val lmdb_key = {sizeof(bytes), bytes};
	struct tw_record_key found;
	int rc;

	tw_key_put(bytes, *key);
	rc = seek(txn, &lmdb_key);
	if (rc == MDB_NOTFOUND)
		return TRAWL_END;
	if (rc != 0)
		return tw_store_fail(err, rc, txn->env->path, "cannot read");
	if (lmdb_key.mv_size != TW_KEY_BYTES)
		return TW_CORRUPT(err, "%s: a record has no proper key",
			txn->env->path);
	found = tw_key_get(lmdb_key.mv_data);
	if (found.segment == TW_SEAL_SEGMENT)
		return TRAWL_END;
	*key = found;
	return TRAWL_OK;
}

int
tw_record_seek(struct tw_txn *txn, struct tw_record_key *key, trawl_error *err)
{
	struct tw_record_key above = *key;
	struct tw_record_key found = *key;
	int status = TRAWL_OK;

	if (txn->waits)
		status = tw_txn_change_tree(txn, err);
	if (status != TRAWL_OK)
		return status;
	if (!txn->mdb)
		return fail_ended(err, txn);
	status = tw_txn_walk(txn, err);
	if (status == TRAWL_OK)
		status = seek_in_tree(txn, &found, err);
	if (status < 0)
		return status;
	if (tw_overlay_seek(txn, &above) && (status == TRAWL_END ||
		tw_key_compare(above, found) < 0))
		found = above;
	else if (status == TRAWL_END)
		return TRAWL_END;
	*key = found;
	return TRAWL_OK;
}

/* ------------------------------------------------------------------ */

/* The first record of the segment from the cursor's key on; TRAWL_END. */
static int
find_of_segment(struct tw_txn *txn, MDB_cursor *cursor, uint32_t segment,
	struct tw_record_key *ret, MDB_val *value, trawl_error *err)
{
	uint8_t bytes[TW_KEY_BYTES];
	MDB_val key = {sizeof(bytes), bytes};
	int rc;

	tw_key_put(bytes, (struct tw_record_key){.segment = segment});
	rc = mdb_cursor_get(cursor, &key, value, MDB_SET_RANGE);
	if (rc == MDB_NOTFOUND)
		return TRAWL_END;
	if (rc != 0)
		return tw_store_fail(err, rc, txn->env->path, "cannot read");
	if (key.mv_size != TW_KEY_BYTES)
		return TW_CORRUPT(err, "%s: a record has no proper key",
			txn->env->path);
	*ret = tw_key_get(key.mv_data);
	return ret->segment == segment ? TRAWL_OK : TRAWL_END;
}

/* As long as *rc is 0; the caller closes the cursor before it looks at it. */
static int
delete_some(struct tw_txn *txn, MDB_cursor *cursor, uint32_t segment,
	size_t most, bool *ret_more, int *rc, trawl_error *err)
{
	for (size_t i = 0;; i++) {
		struct tw_record_key key = {0};
		MDB_val value;
		int status = find_of_segment(txn, cursor, segment, &key,
			&value, err);

		if (status < 0)
			return status;
		if (status == TRAWL_END || i == most) {
			*ret_more = status == TRAWL_OK;
			return TRAWL_OK;
		}
		if (!is_run_sound(txn, &value))
			return fail_record(err, txn, key,
				"has a damaged header");
		txn->changed = true;
		txn->deleted += value.mv_size;
		*rc = mdb_cursor_del(cursor, 0);
		if (*rc != 0)
			return TRAWL_OK;
	}
}

int
tw_record_delete(struct tw_txn *txn, uint32_t segment, size_t most,
	bool *ret_more, trawl_error *err)
{
	MDB_cursor *cursor;
	int status = TRAWL_OK;
	int rc;

	if (txn->waits)
		status = tw_txn_change_tree(txn, err);
	if (status != TRAWL_OK)
		return status;
	if (!txn->mdb || !txn->write)
		return fail_ended(err, txn);
	tw_overlay_drop_segment(txn, segment);
	rc = mdb_cursor_open(txn->mdb, txn->dbi, &cursor);
	if (rc != 0)
		return tw_txn_fail(txn, rc, "cannot write", err);
	status = delete_some(txn, cursor, segment, most, ret_more, &rc, err);
	mdb_cursor_close(cursor);
	tw_redo_note_delete(txn, segment, most);
	return rc == 0 ? status : tw_txn_fail(txn, rc, "cannot write", err);
}
