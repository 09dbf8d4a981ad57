/* batches.c: what is in a writer's batches becomes segments. */
/* SPDX-License-Identifier: MIT */
#include "index/replace.h"
#include "index/writing.h"

/* Kills what the batch takes the place of. */
static int
replace(struct tw_writer *writer, trawl_error *err)
{
	struct tw_change *change = &writer->change;

	if (change->root.count == 0)
		return TRAWL_OK;
	int status = tw_change_view(change, err);

	if (status != TRAWL_OK)
		return status;
	return tw_replace(writer->batch, change->segments, change->deaths,
		change->root.count, err);
}

/* The worker, from the first time on. */
static int
make_worker(struct tw_writer *writer, trawl_error *err)
{
	if (writer->worker)
		return TRAWL_OK;
	int status = tw_worker_new(&writer->worker, err);

	writer->change.helper = writer->worker;
	return status;
}

/* Fewer articles, or dead ones, are not worth a thread. */
#define ASIDE_LEAST 64

/* The worker, which has no task, or NULL where there is none. */
static struct tw_worker *
idle_worker(struct tw_writer *writer)
{
	if (!writer->is_shared || make_worker(writer, NULL) != TRAWL_OK)
		return NULL;
	return writer->worker;
}

/* Whether the worker, which does not help with the flush, subtracts the dead
   meanwhile, in the memory that the batch leaves. */
static bool
may_subtract(const struct tw_writer *writer)
{
	return !tw_inverter_may_share(writer->batch) &&
		tw_inverter_is_small(writer->batch) &&
		tw_change_fresh(&writer->change) >= ASIDE_LEAST;
}

static int
write_segment(struct tw_writer *writer, uint32_t number,
	struct tw_segment_info *ret, trawl_error *err)
{
	struct tw_worker *helper = tw_inverter_may_share(writer->batch) ?
		idle_worker(writer) : NULL;
	struct tw_segment_writer *segment;
	int status = tw_segment_writer_new(&writer->change.pending.sink,
		number, &segment, err);

	if (status != TRAWL_OK)
		return status;
	tw_segment_set_ranking(segment, &writer->change.root.ranking);
	tw_segment_set_beside(segment, tw_change_text(&writer->change));
	if (helper)
		status = tw_inverter_flush_with(writer->batch, segment,
			helper, err);
	else
		status = tw_inverter_gather(writer->batch, err);
	if (status == TRAWL_OK && !helper)
		status = tw_inverter_flush(writer->batch, segment, err);
	if (status == TRAWL_OK)
		status = tw_segment_finish(segment, ret, err);
	tw_segment_writer_free(segment);
	return status;
}

static int
make_segment(struct tw_writer *writer, trawl_error *err)
{
	struct tw_segment_info info;
	uint32_t number;
	int status = tw_change_begin_segment(&writer->change, &number, err);

	if (status == TRAWL_OK)
		status = write_segment(writer, number, &info, err);
	if (status == TRAWL_OK)
		tw_change_end_segment(&writer->change, &info);
	return status;
}

static int
make_segment_and_subtract(struct tw_writer *writer, trawl_error *err)
{
	tw_change_start_subtracting(&writer->change, writer->dead);
	int status = make_segment(writer, err);
	int other = tw_change_end_subtracting(&writer->change,
		status == TRAWL_OK ? err : NULL);

	return status == TRAWL_OK ? other : status;
}

int
tw_batch_flush(struct tw_writer *writer, trawl_error *err)
{
	int status = TRAWL_OK;

	tw_inverter_settle(writer->batch);
	if (tw_inverter_count(writer->batch) == 0)
		return TRAWL_OK;
	if (!writer->has_replaced)
		status = replace(writer, err);
	writer->has_replaced = false;
	writer->chore = NO_CHORE;
	if (status != TRAWL_OK)
		return status;
	return may_subtract(writer) && idle_worker(writer) ?
		make_segment_and_subtract(writer, err) :
		make_segment(writer, err);
}

/* What a merge cannot have now it may have later. */
static int
merge_hidden(struct tw_writer *writer, trawl_error *err)
{
	trawl_error why;
	int status = tw_change_merge_hidden(&writer->change, &why);

	if (tw_merge_may_wait(status))
		return TRAWL_OK;
	if (status != TRAWL_OK && err)
		*err = why;
	return status;
}

/* A tw_job_fn. */
static int
pack_aside(void *context, trawl_error *err)
{
	struct tw_writer *writer = context;

	return tw_inverter_pack(writer->batch, err);
}

int
tw_batch_stop(struct tw_writer *writer, trawl_error *err)
{
	enum tw_writer_task task = writer->task;

	writer->task = NO_TASK;
	return task == NO_TASK ? TRAWL_OK :
		tw_writer_remember(writer, tw_worker_wait(writer->worker, err));
}

int
tw_batch_wait(struct tw_writer *writer, trawl_error *err)
{
	int status = tw_batch_stop(writer, err);

	if (status == TRAWL_OK)
		status = tw_inverter_end_packing(writer->batch, err);
	writer->chore = NO_CHORE;
	return tw_writer_remember(writer, status);
}

int
tw_batch_start(struct tw_writer *writer, enum tw_writer_task task,
	trawl_error *err)
{
	static tw_job_fn *const jobs[] = {
		[TAKE] = tw_batch_take_aside,
		[PACK] = pack_aside,
	};
	int status = make_worker(writer, err);

	if (status != TRAWL_OK)
		return tw_writer_remember(writer, status);
	writer->task = task;
	tw_worker_start(writer->worker, jobs[task], writer);
	return TRAWL_OK;
}

int
tw_batch_share(struct tw_writer *writer, trawl_error *err)
{
	if (!tw_inverter_can_pack(writer->batch))
		return TRAWL_OK;
	if (writer->worker && tw_worker_is_busy(writer->worker))
		return TRAWL_OK;
	int status = tw_batch_wait(writer, err);

	if (status != TRAWL_OK)
		return status;
	tw_inverter_start_packing(writer->batch);
	return tw_batch_start(writer, PACK, err);
}

/* A tw_job_fn. */
static int
replace_aside(void *context, trawl_error *err)
{
	return replace(context, err);
}

/* Gathers, while the worker kills what the batch takes the place of. */
static int
gather_and_replace(struct tw_writer *writer, struct tw_worker *worker,
	trawl_error *err)
{
	tw_inverter_settle(writer->batch);
	tw_worker_start(worker, replace_aside, writer);
	int status = tw_inverter_gather(writer->batch, err);
	int other = tw_worker_wait(worker, status == TRAWL_OK ? err : NULL);

	writer->has_replaced = true;
	return status == TRAWL_OK ? other : status;
}

int
tw_batch_prepare(struct tw_writer *writer, trawl_error *err)
{
	bool is_for_two = writer->task == NO_TASK &&
		writer->change.root.count > 0 &&
		tw_inverter_count(writer->batch) >= ASIDE_LEAST;
	struct tw_worker *worker = is_for_two ? idle_worker(writer) : NULL;
	int status = worker ? gather_and_replace(writer, worker, err) :
		TRAWL_OK;

	if (status == TRAWL_OK)
		status = tw_batch_stop(writer, err);
	return tw_writer_remember(writer, status);
}

int
tw_batch_make_room(struct tw_writer *writer, trawl_error *err)
{
	int status = tw_batch_prepare(writer, err);

	if (status == TRAWL_OK)
		status = tw_batch_flush(writer, err);
	tw_inverter_reset(writer->batch);
	if (status == TRAWL_OK)
		status = merge_hidden(writer, err);
	return tw_writer_remember(writer, status);
}
