/* pending.c: records of a writer, put in transactions of bounded size. */
/* SPDX-License-Identifier: MIT */
#include "index/pending.h"

#include "base/alloc.h"
#include "base/bytes.h"

/*
 * A record that waits:
 *
 *   0         4        8        12       16
 *   | segment | stream | number | length | payload ...
 */
#define HEADER_SIZE 16

/* A transaction is repeated when the map grew: each time to twice its size. */
#define TRIES 20

/* Records deleted in a transaction: of 64 KiB, some 64 MiB. */
#define DELETE_MOST 1000

/* The same of each segment that is deleted together with a put. */
#define DROP_MOST 100

/* Bytes of records, from which on there will be many. */
#define ENOUGH ((size_t)128 << 10)

/* What the sink lets wait before it is put. */
static size_t
share(const struct tw_pending *pending)
{
	return pending->is_aside ? pending->most / 2 : pending->most;
}

/*
 * Room for all that may wait, of which only what is written has pages. LMDB
 * asks malloc for as much with each put. The GNU C library gives that back to
 * the system each time, whose pages cost as much as the put, until a large
 * block was freed: from then on it keeps twice as much.
 */
static void
reserve_all(struct tw_buf *records, size_t most)
{
	tw_free(tw_alloc(most / 4 * 3));
	(void)tw_buf_reserve(records, most - records->n);
}

/* Takes many pages at once, where there will be many records. */
static void
reserve_ahead(struct tw_pending *pending, size_t n)
{
	struct tw_buf *records = &pending->records;
	size_t most = share(pending) + HEADER_SIZE + TW_RECORD_PAYLOAD;
	size_t end = records->n + n;

	if (end > records->room && most > records->room)
		reserve_all(records, most);
	if (end <= pending->populated || end > records->room)
		return;
	if (pending->populated < records->n)
		pending->populated = records->n;
	while (pending->populated < end)
		pending->populated += tw_populate_first(
			records->p + pending->populated,
			records->room - pending->populated);
}

int
tw_pending_add(struct tw_pending *pending, struct tw_record_key key,
	const void *payload, size_t length, trawl_error *err)
{
	struct tw_buf *records = &pending->records;

	if (records->n >= ENOUGH)
		reserve_ahead(pending, length + HEADER_SIZE);
	tw_buf_add_le32(records, key.segment);
	tw_buf_add_le32(records, key.stream);
	tw_buf_add_le32(records, key.number);
	tw_buf_add_le32(records, (uint32_t)length);
	tw_buf_add(records, payload, length);
	return tw_buf_status(records, err);
}

static int
put_all(const struct tw_buf *records, struct tw_txn *txn, trawl_error *err)
{
	const char *p = records->p;
	const char *end = p + records->n;

	while (p < end) {
		struct tw_record_key key = {
			.segment = tw_le32(p),
			.stream = tw_le32(p + 4),
			.number = tw_le32(p + 8),
		};
		size_t length = tw_le32(p + 12);
		int status = tw_record_put(txn, key, p + HEADER_SIZE, length,
			err);

		if (status != TRAWL_OK)
			return status;
		p += HEADER_SIZE + length;
	}
	return TRAWL_OK;
}

int
tw_pending_drop(struct tw_pending *pending, uint32_t segment,
	trawl_error *err)
{
	tw_buf_add_le32(&pending->dropped, segment);
	return tw_buf_status(&pending->dropped, err);
}

/* Deletes what was dropped, up to a large segment; *ret_done bytes of it. */
static int
delete_dropped(const struct tw_buf *dropped, struct tw_txn *txn,
	size_t *ret_done, trawl_error *err)
{
	size_t at = 0;

	for (; at < dropped->n; at += 4) {
		bool more = false;
		int status = tw_record_delete(txn, tw_le32(dropped->p + at),
			DROP_MOST, &more, err);

		if (status != TRAWL_OK)
			return status;
		if (more)
			break;
	}
	*ret_done = at;
	return TRAWL_OK;
}

/* TRAWL_END if the map grew meanwhile. Without `drops`, nothing is deleted. */
static int
try_put(struct tw_pending *pending, const struct tw_buf *records, bool drops,
	size_t *ret_done, trawl_error *err)
{
	struct tw_txn *txn;
	int status = tw_txn_write(pending->store, &txn, err);

	if (status != TRAWL_OK)
		return status;
	status = put_all(records, txn, err);
	if (status == TRAWL_OK && drops)
		status = delete_dropped(&pending->dropped, txn, ret_done, err);
	if (status) {
		tw_txn_end(txn);
		return status;
	}
	return tw_txn_commit(txn, err);
}

/* Where the map must grow, those who hold snapshots are asked to go. */
static int
put_once(struct tw_pending *pending, const struct tw_buf *records, bool drops,
	size_t *ret_done, trawl_error *err)
{
	int status = try_put(pending, records, drops, ret_done, err);

	if (status != TRAWL_EBUSY || !pending->make_way)
		return status;
	pending->make_way(pending->context);
	return try_put(pending, records, drops, ret_done, err);
}

/* That something cannot be deleted makes no put fail. */
static int
put(struct tw_pending *pending, const struct tw_buf *records, bool drops,
	size_t *ret_done, trawl_error *err)
{
	int status = TRAWL_END;

	for (int i = 0; i < TRIES && status == TRAWL_END; i++) {
		status = put_once(pending, records, drops, ret_done, err);
		if (status >= 0 || !drops || pending->dropped.n == 0)
			continue;
		drops = false;
		*ret_done = 0;
		status = TRAWL_END;
	}
	if (status == TRAWL_END)
		return tw_fail(err, TRAWL_EFULL, "%s: the map has grown %d "
			"times and is still full",
			tw_store_path(pending->store), TRIES);
	return status;
}

/* Waits for the worker. */
static int
await(struct tw_pending *pending, trawl_error *err)
{
	size_t done = 0;

	if (!pending->is_putting)
		return TRAWL_OK;
	pending->is_putting = false;
	int status = tw_worker_wait(pending->worker, NULL);

	if (status != TRAWL_OK)
		status = put(pending, &pending->aside, false, &done, err);
	if (status == TRAWL_OK)
		tw_buf_reset(&pending->aside);
	return status;
}

/* What a put could not delete. */
static void
delete_rest(struct tw_pending *pending, size_t done)
{
	for (size_t at = done; at < pending->dropped.n; at += 4)
		tw_pending_try_delete(pending,
			tw_le32(pending->dropped.p + at));
}

int
tw_pending_put(struct tw_pending *pending, trawl_error *err)
{
	size_t done = 0;
	int status = await(pending, err);

	if (status != TRAWL_OK ||
		(pending->records.n == 0 && pending->dropped.n == 0))
		return status;
	status = put(pending, &pending->records, true, &done, err);
	if (status != TRAWL_OK)
		return status;
	delete_rest(pending, done);
	tw_pending_forget(pending);
	return TRAWL_OK;
}

/* A tw_job_fn. */
static int
put_aside(void *context, trawl_error *err)
{
	struct tw_pending *pending = context;

	return try_put(pending, &pending->aside, false, NULL, err);
}

/* Has the worker put what waits, when it has put what waited before. */
static int
hand_over(struct tw_pending *pending, trawl_error *err)
{
	int status = await(pending, err);

	if (status == TRAWL_OK && !pending->worker)
		status = tw_worker_new(&pending->worker, err);
	if (status != TRAWL_OK)
		return status;
	struct tw_buf records = pending->aside;
	size_t populated = pending->aside_populated;

	pending->aside = pending->records;
	pending->aside_populated = pending->populated;
	pending->records = records;
	pending->populated = populated;
	pending->is_putting = true;
	tw_worker_start(pending->worker, put_aside, pending);
	return TRAWL_OK;
}

/* TRAWL_END if the map grew meanwhile. */
static int
try_delete(struct tw_store *store, uint32_t segment, bool *ret_more,
	trawl_error *err)
{
	struct tw_txn *txn;
	bool more;
	int status = tw_txn_write(store, &txn, err);

	if (status != TRAWL_OK)
		return status;
	status = tw_record_delete(txn, segment, DELETE_MOST, &more, err);
	if (status) {
		tw_txn_end(txn);
		return status;
	}
	status = tw_txn_commit(txn, err);
	if (status == TRAWL_OK)
		*ret_more = more;
	return status;
}

int
tw_pending_delete(struct tw_pending *pending, uint32_t segment,
	trawl_error *err)
{
	bool more = true;
	int tries = 0;

	while (more) {
		int status = try_delete(pending->store, segment, &more, err);

		if (status < 0)
			return status;
		if (status == TRAWL_END && ++tries == TRIES)
			return tw_fail(err, TRAWL_EFULL, "%s: the map has "
				"grown %d times and is still full",
				tw_store_path(pending->store), TRIES);
	}
	return TRAWL_OK;
}

void
tw_pending_try_delete(struct tw_pending *pending, uint32_t segment)
{
	int status = tw_pending_delete(pending, segment, NULL);

	(void)status;
}

/* ------------------------------------------------------------------ */

static int
sink_put(void *context, struct tw_record_key key, const void *payload,
	size_t length, trawl_error *err)
{
	struct tw_pending *pending = context;
	int status = tw_pending_add(pending, key, payload, length, err);

	if (status != TRAWL_OK || pending->records.n < share(pending))
		return status;
	return pending->is_aside ? hand_over(pending, err) :
		tw_pending_put(pending, err);
}

static int
adder_put(void *context, struct tw_record_key key, const void *payload,
	size_t length, trawl_error *err)
{
	return tw_pending_add(context, key, payload, length, err);
}

void
tw_pending_init(struct tw_pending *pending, struct tw_store *store,
	size_t most)
{
	*pending = (struct tw_pending){
		.store = store,
		.most = most,
		.sink = {.put = sink_put, .context = pending},
		.adder = {.put = adder_put, .context = pending},
	};
	tw_buf_init(&pending->records, 0);
	tw_buf_init(&pending->dropped, 0);
	tw_buf_init(&pending->aside, 0);
}

void
tw_pending_done(struct tw_pending *pending)
{
	tw_worker_free(pending->worker);
	tw_buf_done(&pending->records);
	tw_buf_done(&pending->dropped);
	tw_buf_done(&pending->aside);
	pending->populated = 0;
	pending->aside_populated = 0;
}

void
tw_pending_forget(struct tw_pending *pending)
{
	if (pending->is_putting) {
		int status = tw_worker_wait(pending->worker, NULL);

		(void)status;
	}
	pending->is_putting = false;
	tw_buf_reset(&pending->aside);
	tw_buf_reset(&pending->records);
	tw_buf_reset(&pending->dropped);
}
