/* writing.h: a writer and its batches, as the files of it share them. */
/* SPDX-License-Identifier: MIT */
#ifndef INDEX_WRITING_H
#define INDEX_WRITING_H

#include "base/worker.h"
#include "index/change.h"
#include "index/inverter.h"
#include "index/queue.h"
#include "index/writer.h"

/*
 * Articles gather in an inverter. When it is full, they become a hidden
 * segment, and the articles that they take the place of die in memory only,
 * so that nothing is seen before the commit. Hidden segments are merged among
 * themselves meanwhile; after a commit, all are.
 *
 * With a worker, articles wait in a row of queues. The caller fills one after
 * another, and the worker takes what is in them: then the batch and the
 * analyzers are the worker's. Now and then it offers what the batch has put
 * aside, which is packed by whoever would have to wait: the caller for a queue
 * to fill, or the worker for one to take; or by the worker, when there is too
 * much of it. So articles are in the batch only behind tw_batch_drain. What is
 * too large for the queue the caller takes, and the worker packs when it has
 * nothing else to do; a flush packs the rest. The flush and merges are the
 * caller's, and the worker helps. Where the batch is small, it does else: it
 * kills what the batch takes the place of while the caller gathers words, and
 * subtracts it meanwhile.
 *
 *   caller   fills 1, 2, 3   packs a   fills 4, 5   packs b   ...   flushes
 *   worker          takes 1, offers a, takes 2, 3, offers b, ...
 */
enum tw_writer_task {
	NO_TASK,
	TAKE,		/* queues, and pack */
	PACK		/* blocks of the batch */
};

/* The blocks that are being packed while the worker takes queues. */
enum tw_writer_chore {
	NO_CHORE,	/* there are none */
	OFFERED,
	UNDERWAY,
	PACKED		/* they are to be kept */
};

#define TW_QUEUES 8

struct tw_writer {
	struct tw_change change;
	struct tw_analyzers *analyzers;
	struct tw_inverter *batch;
	bool is_shared;			/* the work, with a worker */
	struct tw_worker *worker;	/* from the first task on */
	enum tw_writer_task task;	/* that it was not waited for */
	struct tw_queue queues[TW_QUEUES];	/* in turn; without a worker
					   and with little memory, no room */
	uint32_t given;			/* of the queues, by the caller */
	uint32_t taken;			/* of those, by the worker */
	uint32_t chore;			/* enum tw_writer_chore */
	uint32_t is_drained;		/* what is offered may be left */
	struct tw_census *dead;		/* to subtract the dead */
	struct tw_buf keys;	/* of the lines of a page being added */
	bool learns;			/* pages take part in templates */
	bool has_replaced;	/* the batch: who had its ids is dead */
	bool has_place;
	bool changed;			/* something was committed */
	bool failed;			/* only tw_writer_free is left */
};

/* After such a failure, nobody knows what is in the batch. */
static inline int
tw_writer_remember(struct tw_writer *writer, int status)
{
	if (status < 0)
		writer->failed = true;
	return status;
}

/* Makes the batch, which was prepared, a hidden segment. The worker, which has
   no task of its own, helps. */
int tw_batch_flush(struct tw_writer *writer, trawl_error *err) TW_MUST_USE;

/* Waits for the worker's task; and takes what came of it, packing the rest,
   which else a flush does. */
int tw_batch_stop(struct tw_writer *writer, trawl_error *err) TW_MUST_USE;
int tw_batch_wait(struct tw_writer *writer, trawl_error *err) TW_MUST_USE;

/* Waits for nothing, and gives the worker its next task. */
int tw_batch_start(struct tw_writer *writer, enum tw_writer_task task,
	trawl_error *err) TW_MUST_USE;

/* Takes an article into the batch; of another task than TAKE. */
int tw_batch_take(struct tw_writer *writer, const struct tw_doc *doc,
	trawl_error *err) TW_MUST_USE;

/* Whether an article may be put in the queue, which is emptied before another
   is taken; puts it there; and takes all that are. */
bool tw_batch_may_queue(const struct tw_writer *writer,
	const struct tw_doc *doc);
int tw_batch_queue(struct tw_writer *writer, const struct tw_doc *doc,
	trawl_error *err) TW_MUST_USE;
int tw_batch_drain(struct tw_writer *writer, trawl_error *err) TW_MUST_USE;
int tw_batch_take_aside(void *context, trawl_error *err) TW_MUST_USE;

/* Has what is put aside packed, once the worker has nothing else to do. */
int tw_batch_share(struct tw_writer *writer, trawl_error *err) TW_MUST_USE;

/* Waits for the worker. Where the batch takes the place of others, gathers its
   words meanwhile. */
int tw_batch_prepare(struct tw_writer *writer, trawl_error *err) TW_MUST_USE;

/* The batch is full: makes it a segment, and begins another; merges hidden
   segments that are due. */
int tw_batch_make_room(struct tw_writer *writer, trawl_error *err)
	TW_MUST_USE;

#endif
