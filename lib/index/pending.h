/* pending.h: records of a writer, put in transactions of bounded size. */
/* SPDX-License-Identifier: MIT */
#ifndef INDEX_PENDING_H
#define INDEX_PENDING_H

#include "base/buf.h"
#include "base/worker.h"
#include "store/store.h"
#include "store/stream.h"

/*
 * Records wait here until they are put together, in one transaction that can
 * be repeated when the map had to grow. Records of segments that no root
 * names may be put at any time, those that a reader sees only together with
 * the root: the first go through the sink, the others through tw_pending_add.
 * Memory: the bytes that wait, and as much again in LMDB while they are put.
 *
 * If the sink puts aside, a thread does that with one half of what may wait,
 * while the other half gathers. What it cannot put is put by the caller's when
 * that comes to wait for it, which is before all else that is done here.
 */
struct tw_pending {
	struct tw_store *store;
	size_t most;		/* the sink does not let more bytes wait */
	struct tw_buf records;
	size_t populated;	/* bytes of these, as far as is known */
	struct tw_buf dropped;	/* le32: segments to delete with a put */
	struct tw_sink sink;
	struct tw_sink adder;	/* adds as tw_pending_add does */

	bool is_aside;			/* the sink has a thread put */
	bool is_putting;		/* it was not waited for */
	struct tw_worker *worker;	/* from the first time on */
	struct tw_buf aside;		/* records that it puts, */
	size_t aside_populated;		/* and as `populated` is of those */

	/* Called, if not NULL, when the map must grow and cannot while there
	   are snapshots: ends those that it can. By the caller's thread. */
	void (*make_way)(void *context);
	void *context;
};

/* The sinks are valid as long as *pending stays where it is. */
void tw_pending_init(struct tw_pending *pending, struct tw_store *store,
	size_t most);
void tw_pending_done(struct tw_pending *pending);

/* Adds a record and puts none, however many wait. */
int tw_pending_add(struct tw_pending *pending, struct tw_record_key key,
	const void *payload, size_t length, trawl_error *err) TW_MUST_USE;

/*
 * With the next put, the records of a segment are deleted that no root names
 * from then on: as many as a transaction may, the rest behind it. As far as it
 * can: what is left, the next writer deletes.
 */
int tw_pending_drop(struct tw_pending *pending, uint32_t segment,
	trawl_error *err) TW_MUST_USE;

/* Puts all that wait, durably, all or nothing. */
int tw_pending_put(struct tw_pending *pending, trawl_error *err) TW_MUST_USE;

/* Forgets all that wait, and what was dropped. */
void tw_pending_forget(struct tw_pending *pending);

/*
 * Deletes all records of a segment, which no root names any more, in bounded
 * transactions.
 */
int tw_pending_delete(struct tw_pending *pending, uint32_t segment,
	trawl_error *err) TW_MUST_USE;

/* The same as far as it can: what is left, the next writer deletes. */
void tw_pending_try_delete(struct tw_pending *pending, uint32_t segment);

#endif
