/* pick.c: reads a few bytes of a record from the file, past the map. */
/* SPDX-License-Identifier: MIT */
#include "store/pick.h"

#include <errno.h>
#include <unistd.h>

#include "base/alloc.h"
#include "store/error.h"
#include "store/glance.h"
#include "store/overlay.h"
#include "store/record.h"

#define TIMES 8			/* then a record is mapped */
#define UNITS 8			/* that are read at once, at most */
#define SLOTS 512
#define RECORDS 4096		/* that are remembered */
#define SUMS (TW_RECORD_PAYLOAD / TW_RECORD_UNIT * 4 + 4)
#define FRAME (TW_RECORD_HEADER + SUMS)

/* A record that was asked for. */
struct tw_picked {
	struct tw_picked *next;		/* of the same slot */
	struct tw_record_key key;
	uint32_t times;
	uint64_t offset;		/* of its payload in the file */
	size_t length;
	uint8_t frame[FRAME];		/* the header and, mostly, the sums */
	const uint8_t *sums;		/* there */
};

static_assert((TW_RECORD_PAYLOAD + TW_RECORD_UNIT - 1) / TW_RECORD_UNIT * 4 <=
	SUMS && SUMS % TW_RECORD_SLACK == 0, "all of them");

void
tw_picks_done(struct tw_picks *picks)
{
	tw_arena_done(&picks->arena);
	*picks = (struct tw_picks){0};
}

static int
fail(const struct tw_txn *txn, struct tw_record_key key, const char *fault,
	trawl_error *err)
{
	return TW_CORRUPT(err, "%s: record %lu of stream %lu of segment %lu %s",
		txn->env->path, (unsigned long)key.number,
		(unsigned long)key.stream, (unsigned long)key.segment, fault);
}

static int
read_bytes(const struct tw_txn *txn, struct tw_record_key key,
	uint64_t offset, uint8_t *to, size_t n, trawl_error *err)
{
	ssize_t got = pread(txn->env->fd, to, n, (off_t)offset);

	if (got < 0)
		return tw_store_fail(err, errno, txn->env->path,
			"cannot read");
	return (size_t)got == n ? TRAWL_OK :
		fail(txn, key, "has been cut off", err);
}

/* ------------------------------------------------------------------ */

static struct tw_picked **
slot_of(const struct tw_picks *picks, struct tw_record_key key)
{
	uint32_t hash = (key.segment * 31 + key.stream) * 2053 + key.number;

	return &picks->records[hash % SLOTS];
}

static int
make_room(struct tw_picks *picks, trawl_error *err)
{
	if (picks->records)
		return TRAWL_OK;
	picks->bytes = tw_arena_alloc(&picks->arena,
		UNITS * TW_RECORD_UNIT + TW_RECORD_SLACK);
	picks->records = tw_arena_zeroed(&picks->arena, SLOTS,
		sizeof(*picks->records));
	return picks->bytes && picks->records ? TRAWL_OK : tw_no_memory(err);
}

/* Reads what is around the payload; TRAWL_END: there is none, it is short, or
   of the log. */
static int
read_frame(struct tw_txn *txn, struct tw_picked *record, trawl_error *err)
{
	uint8_t *header = record->frame;
	const uint8_t *value;
	uint64_t offset;
	size_t size;

	if (tw_overlay_find(txn, record->key, &value, &size))
		return TRAWL_END;
	int status = tw_glance_find(txn->glance, record->key, &value, &size,
		&offset, err);

	if (status != TRAWL_OK)
		return status;
	if (size <= txn->page_size)
		return TRAWL_END;
	status = read_bytes(txn, record->key, offset, header, FRAME, err);
	if (status != TRAWL_OK)
		return status;
	record->length = tw_le32(header + 4);
	if (record->length > TW_RECORD_PAYLOAD)
		record->length = 0;
	size_t front = tw_record_front(record->length);

	record->offset = offset + front;
	record->sums = header + TW_RECORD_HEADER;
	if (front == TW_RECORD_HEADER)
		status = read_bytes(txn, record->key, record->offset +
			record->length, header + front,
			tw_record_sums(record->length), err);
	if (status != TRAWL_OK)
		return status;
	const char *fault = tw_record_frame_fault(header, record->sums, size,
		record->key);

	return fault ? fail(txn, record->key, fault, err) : TRAWL_OK;
}

static int
find_record(struct tw_txn *txn, struct tw_record_key key,
	struct tw_picked **ret, trawl_error *err)
{
	struct tw_picks *picks = &txn->picks;
	int status = make_room(picks, err);

	if (status != TRAWL_OK)
		return status;
	struct tw_picked **slot = slot_of(picks, key);

	for (*ret = *slot; *ret; *ret = (*ret)->next)
		if (tw_key_compare((*ret)->key, key) == 0)
			return TRAWL_OK;
	if (picks->count == RECORDS)
		return TRAWL_END;
	struct tw_picked *record = tw_arena_zeroed(&picks->arena, 1,
		sizeof(*record));

	if (!record)
		return tw_no_memory(err);
	record->key = key;
	status = read_frame(txn, record, err);
	if (status != TRAWL_OK)
		return status;
	record->next = *slot;
	*slot = record;
	picks->count++;
	*ret = record;
	return TRAWL_OK;
}

/* ------------------------------------------------------------------ */

/* Reads the units from `first` to before `end`, and verifies them. */
static int
read_units(struct tw_txn *txn, const struct tw_picked *record, size_t first,
	size_t end, trawl_error *err)
{
	struct tw_picks *picks = &txn->picks;
	size_t begin = first * TW_RECORD_UNIT;
	size_t n = end * TW_RECORD_UNIT < record->length
		? end * TW_RECORD_UNIT - begin : record->length - begin;

	picks->last = NULL;
	int status = read_bytes(txn, record->key, record->offset + begin,
		picks->bytes, n + TW_RECORD_SLACK, err);

	for (size_t i = first; i < end && status == TRAWL_OK; i++) {
		size_t at = i * TW_RECORD_UNIT - begin;
		size_t size = n - at < TW_RECORD_UNIT ? n - at
			: TW_RECORD_UNIT;

		if (!tw_record_sum_is_right(record->sums, i,
			picks->bytes + at, size))
			status = fail(txn, record->key,
				"does not match its checksum", err);
	}
	if (status != TRAWL_OK)
		return status;
	picks->last = record;
	picks->first = first;
	picks->end = end;
	return TRAWL_OK;
}

int
tw_pick(struct tw_txn *txn, struct tw_record_key key, size_t length,
	size_t begin, size_t n, const uint8_t **ret, size_t *ret_left,
	trawl_error *err)
{
	struct tw_picks *picks = &txn->picks;
	size_t last = n < length - begin ? begin + n - 1 : length - 1;
	size_t first = begin / TW_RECORD_UNIT;
	size_t end = last / TW_RECORD_UNIT + 1;
	struct tw_picked *record = NULL;

	if (!txn->glance || end - first > UNITS)
		return TRAWL_END;
	int status = find_record(txn, key, &record, err);

	if (status != TRAWL_OK)
		return status;
	if (record->length != length)
		return fail(txn, key, "is of another length", err);
	if (record != picks->last || first < picks->first ||
		end > picks->end) {
		if (record->times == TIMES)
			return TRAWL_END;
		record->times++;
		status = read_units(txn, record, first, end, err);
		if (status != TRAWL_OK)
			return status;
	}
	size_t stop = picks->end * TW_RECORD_UNIT;

	*ret = picks->bytes + begin - picks->first * TW_RECORD_UNIT;
	*ret_left = (stop < length ? stop : length) - begin;
	return TRAWL_OK;
}
