/* taking.c: articles wait in queues, and are taken into the batch aside. */
/* SPDX-License-Identifier: MIT */
#include "index/writing.h"

/* A queue with less of its room used is not worth another thread. */
#define FEW_PART 2

/* Queues that wait: when it is more, the caller lets it come to less, so that
   the threads need not wake each other for each. */
#define MOST (TW_QUEUES - 1)
#define LESS (TW_QUEUES / 2)

static struct tw_queue *
coming(struct tw_writer *writer)
{
	return &writer->queues[writer->given % TW_QUEUES];
}

bool
tw_batch_may_queue(const struct tw_writer *writer, const struct tw_doc *doc)
{
	return tw_queue_size(doc) < writer->queues[0].room;
}

/* ------------------------------------------------------------------ */
/* What the threads meet over.                                          */

static void
tell(struct tw_writer *writer, uint32_t *what, uint32_t value)
{
	if (writer->task == TAKE)
		tw_worker_tell(writer->worker, what, value);
	else
		*what = value;
}

/* What one of the threads finds to do. */
struct finding {
	struct tw_writer *writer;
	uint32_t most;		/* the caller's: queues that may wait, */
	uint32_t less;		/* and to which it lets more of them come */
	bool can_offer;		/* the worker's: there are blocks to pack, */
	bool should_pack;	/* and many */
	int (*next)(struct tw_writer *writer, trawl_error *err);
};

static int
pack(struct tw_writer *writer, trawl_error *err)
{
	int status = tw_inverter_pack_some(writer->batch, err);

	tell(writer, &writer->chore, status == TRAWL_OK ? OFFERED : PACKED);
	return status == TRAWL_END ? TRAWL_OK : status;
}

/* A tw_meet_fn, of the caller. */
static bool
find_room(void *context)
{
	struct finding *finding = context;
	struct tw_writer *writer = finding->writer;

	finding->next = NULL;
	if (writer->given - writer->taken <= finding->most)
		return true;
	finding->most = finding->less;
	if (writer->chore != OFFERED)
		return false;
	writer->chore = UNDERWAY;
	finding->next = pack;
	return true;
}

/* ------------------------------------------------------------------ */
/* The worker.                                                          */

static int
take_queue(struct tw_writer *writer, trawl_error *err)
{
	struct tw_queue *queue = &writer->queues[writer->taken % TW_QUEUES];
	const struct tw_doc *doc = tw_queue_first(queue);

	while (doc) {
		int status = tw_inverter_add(writer->batch, doc, err);

		if (status != TRAWL_OK)
			return status;
		tw_queue_take(queue);
		doc = tw_queue_first(queue);
	}
	tw_queue_reset(queue);
	tell(writer, &writer->taken, writer->taken + 1);
	return TRAWL_OK;
}

static int
offer(struct tw_writer *writer, trawl_error *err)
{
	(void)err;
	tw_inverter_start_packing(writer->batch);
	tell(writer, &writer->chore, OFFERED);
	return TRAWL_OK;
}

static int
keep(struct tw_writer *writer, trawl_error *err)
{
	int status = tw_inverter_end_packing(writer->batch, err);

	tell(writer, &writer->chore, NO_CHORE);
	return status;
}

/* A tw_meet_fn. */
static bool
find_work(void *context)
{
	struct finding *finding = context;
	struct tw_writer *writer = finding->writer;

	finding->next = NULL;
	if (writer->chore == PACKED) {
		finding->next = keep;
	} else if (writer->chore == NO_CHORE && finding->can_offer) {
		finding->next = offer;
	} else if (writer->given != writer->taken &&
		(writer->chore != OFFERED || !finding->should_pack)) {
		finding->next = take_queue;
	} else if (writer->chore == OFFERED && !writer->is_drained) {
		writer->chore = UNDERWAY;
		finding->next = pack;
	}
	return finding->next != NULL;
}

/* A tw_job_fn. For what does not fit there is another way. */
int
tw_batch_take_aside(void *context, trawl_error *err)
{
	struct tw_writer *writer = context;
	struct finding finding = {.writer = writer};
	int status = TRAWL_OK;

	while (status == TRAWL_OK) {
		finding.can_offer = tw_inverter_can_pack(writer->batch);
		finding.should_pack = tw_inverter_should_pack(writer->batch);
		if (!tw_worker_meet(writer->worker, find_work, &finding))
			break;
		status = finding.next(writer, err);
	}
	return status == TRAWL_END || status == TRAWL_EFULL ? TRAWL_OK :
		status;
}

/* ------------------------------------------------------------------ */
/* The caller.                                                          */

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

/* Sees to it that the worker takes the queues. If it could not go on with one,
   takes what is left of that. */
static int
see_to_it(struct tw_writer *writer, trawl_error *err)
{
	bool was_taking = writer->task == TAKE;

	if (was_taking && tw_worker_is_busy(writer->worker))
		return TRAWL_OK;
	int status = tw_batch_wait(writer, err);

	if (status == TRAWL_OK && was_taking &&
			writer->given != writer->taken) {
		status = take_rest(writer,
			&writer->queues[writer->taken++ % TW_QUEUES], err);
		if (status == TRAWL_OK)
			status = tw_batch_wait(writer, err);
	}
	if (status != TRAWL_OK || writer->given == writer->taken)
		return status;
	return tw_batch_start(writer, TAKE, err);
}

/* Waits, or packs, while there are more than `most` queues to take, until there
   are no more than `less`. */
static int
await(struct tw_writer *writer, uint32_t most, uint32_t less, trawl_error *err)
{
	struct finding finding = {
		.writer = writer,
		.most = most,
		.less = less,
	};
	int status = see_to_it(writer, err);

	while (status == TRAWL_OK) {
		if (!tw_worker_meet(writer->worker, find_room, &finding))
			status = see_to_it(writer, err);
		else if (finding.next)
			status = finding.next(writer, err);
		else
			break;
	}
	return tw_writer_remember(writer, status);
}

int
tw_batch_queue(struct tw_writer *writer, const struct tw_doc *doc,
	trawl_error *err)
{
	if (tw_queue_add(coming(writer), doc))
		return TRAWL_OK;
	tell(writer, &writer->given, writer->given + 1);
	int status = await(writer, MOST, LESS, err);

	if (status == TRAWL_OK && !tw_queue_add(coming(writer), doc))
		status = tw_batch_take(writer, doc, err);
	return status;
}

int
tw_batch_drain(struct tw_writer *writer, trawl_error *err)
{
	struct tw_queue *queue = coming(writer);

	if (writer->task != TAKE && queue->used <= queue->room / FEW_PART)
		return take_rest(writer, queue, err);
	tell(writer, &writer->is_drained, true);
	tell(writer, &writer->given, writer->given + 1);
	int status = await(writer, 0, 0, err);

	if (status == TRAWL_OK)
		status = tw_batch_stop(writer, err);
	writer->is_drained = false;
	return status;
}
