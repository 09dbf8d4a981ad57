/* taking.c: articles wait in a queue, and are taken into the batch aside. */
/* SPDX-License-Identifier: MIT */
#include "index/writing.h"

/* Of the room of a queue, more than what one article may take of it. */
#define ARTICLE_PART 8

/* A queue with less of its room used is not worth another thread. */
#define FEW_PART 8

bool
tw_batch_may_queue(const struct tw_writer *writer, const struct tw_doc *doc)
{
	return tw_queue_size(doc) < writer->coming.room / ARTICLE_PART;
}

/* A tw_job_fn. For what does not fit there is another way. */
int
tw_batch_take_aside(void *context, trawl_error *err)
{
	struct tw_writer *writer = context;
	struct tw_queue *queue = &writer->taken;
	const struct tw_doc *doc = tw_queue_first(queue);
	int status = TRAWL_OK;

	while (doc && status == TRAWL_OK) {
		status = tw_inverter_add(writer->batch, doc, err);
		if (status == TRAWL_OK)
			tw_queue_take(queue);
		doc = tw_queue_first(queue);
	}
	if (status == TRAWL_END || status == TRAWL_EFULL)
		status = TRAWL_OK;
	return status == TRAWL_OK && writer->packing == BY_WORKER ?
		tw_inverter_pack(writer->batch, err) : status;
}

/* Takes what is left in a queue, and empties it. */
static int
take_rest(struct tw_writer *writer, struct tw_queue *queue, trawl_error *err)
{
	const struct tw_doc *doc = tw_queue_first(queue);
	int status = TRAWL_OK;

	while (doc && status == TRAWL_OK) {
		status = tw_batch_take(writer, doc, err);
		tw_queue_take(queue);
		doc = tw_queue_first(queue);
	}
	tw_queue_reset(queue);
	/* Nobody can be told any more which article was not taken. */
	return tw_writer_remember(writer, status);
}

/* What the one thread packs is what the other has put aside before. */
static int
start(struct tw_writer *writer, bool is_idle, trawl_error *err)
{
	struct tw_queue queue = writer->taken;

	writer->taken = writer->coming;
	writer->coming = queue;
	if (tw_inverter_can_pack(writer->batch)) {
		tw_inverter_start_packing(writer->batch);
		writer->packing = is_idle ? BY_WORKER : BY_CALLER;
	}
	int status = tw_batch_start(writer, TAKE, err);

	if (status == TRAWL_OK && writer->packing == BY_CALLER)
		status = tw_inverter_pack(writer->batch, err);
	return tw_writer_remember(writer, status);
}

/*
 * Gives the queue to the worker. Who was waited for the last time has more to
 * do, so that the other packs.
 */
static int
turn(struct tw_writer *writer, trawl_error *err)
{
	bool is_idle = writer->worker && !tw_worker_is_busy(writer->worker);
	int status = tw_batch_wait(writer, err);

	if (status == TRAWL_OK)
		status = take_rest(writer, &writer->taken, err);
	if (status == TRAWL_OK)
		status = tw_batch_wait(writer, err);
	return status == TRAWL_OK ? start(writer, is_idle, err) : status;
}

/* Whether the worker has nothing to do, and there is something for it. */
static bool
waits(const struct tw_writer *writer)
{
	return writer->coming.used > writer->coming.room / FEW_PART &&
		(writer->task == NO_TASK ||
		!tw_worker_is_busy(writer->worker));
}

int
tw_batch_queue(struct tw_writer *writer, const struct tw_doc *doc,
	trawl_error *err)
{
	if (!waits(writer) && tw_queue_add(&writer->coming, doc))
		return TRAWL_OK;
	int status = turn(writer, err);

	if (status != TRAWL_OK || tw_queue_add(&writer->coming, doc))
		return status;
	return tw_batch_take(writer, doc, err);
}

int
tw_batch_drain(struct tw_writer *writer, trawl_error *err)
{
	const struct tw_queue *coming = &writer->coming;
	int status = TRAWL_OK;

	if (writer->worker && coming->used > coming->room / FEW_PART)
		status = turn(writer, err);
	if (status == TRAWL_OK && writer->task == TAKE)
		status = tw_batch_wait(writer, err);
	if (status == TRAWL_OK)
		status = take_rest(writer, &writer->taken, err);
	if (status == TRAWL_OK)
		status = take_rest(writer, &writer->coming, err);
	return status;
}
