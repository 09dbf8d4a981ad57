/* batches.c: what is in a writer's batches becomes segments. */
/* SPDX-License-Identifier: MIT */
#include "index/replace.h"
#include "index/writing.h"

/* Kills what the batch takes the place of. */
static int
replace(struct tw_writer *writer, const struct tw_inverter *batch,
	trawl_error *err)
{
	struct tw_change *change = &writer->change;

	if (change->root.count == 0)
		return TRAWL_OK;
	int status = tw_change_view(change, err);

	if (status != TRAWL_OK)
		return status;
	return tw_replace(batch, change->segments, change->deaths,
		change->root.count, err);
}

/* Who helps with a flush of the caller's own: the worker, which has no task,
   or NULL where there is none or no memory for it. */
static struct tw_worker *
helper_of(struct tw_writer *writer, const struct tw_inverter *batch)
{
	if (!writer->full ||
		!tw_inverter_may_share(batch, writer->both_memory))
		return NULL;
	if (!writer->worker &&
		tw_worker_new(&writer->worker, NULL) != TRAWL_OK)
		return NULL;
	return writer->worker;
}

static int
write_segment(struct tw_writer *writer, struct tw_inverter *batch,
	struct tw_worker *helper, uint32_t number, struct tw_segment_info *ret,
	trawl_error *err)
{
	struct tw_segment_writer *segment;
	int status = tw_segment_writer_new(&writer->change.pending.sink,
		number, &segment, err);

	if (status != TRAWL_OK)
		return status;
	tw_segment_set_ranking(segment, &writer->change.root.ranking);
	tw_segment_set_beside(segment, tw_change_text(&writer->change));
	status = helper ?
		tw_inverter_flush_with(batch, segment, helper, err) :
		tw_inverter_flush(batch, segment, err);
	if (status == TRAWL_OK)
		status = tw_segment_finish(segment, ret, err);
	tw_segment_writer_free(segment);
	return status;
}

/* With the helper, or by the caller's thread alone where it is NULL. */
static int
flush(struct tw_writer *writer, struct tw_inverter *batch,
	struct tw_worker *helper, trawl_error *err)
{
	struct tw_segment_info info;
	uint32_t number;

	tw_inverter_settle(batch);
	if (tw_inverter_count(batch) == 0)
		return TRAWL_OK;
	int status = replace(writer, batch, err);

	if (status == TRAWL_OK)
		status = tw_change_begin_segment(&writer->change, &number,
			err);
	if (status == TRAWL_OK)
		status = write_segment(writer, batch, helper, number,
			&info, err);
	if (status == TRAWL_OK)
		tw_change_end_segment(&writer->change, &info);
	return status;
}

int
tw_batch_flush(struct tw_writer *writer, struct tw_inverter *batch,
	trawl_error *err)
{
	return flush(writer, batch, helper_of(writer, batch), err);
}

static int
flush_and_merge(struct tw_writer *writer, struct tw_inverter *batch,
	struct tw_worker *helper, trawl_error *err)
{
	int status = flush(writer, batch, helper, err);
	trawl_error why;

	if (status != TRAWL_OK)
		return status;
	status = tw_change_merge_hidden(&writer->change, &why);
	if (tw_merge_may_wait(status))
		return TRAWL_OK;
	if (status != TRAWL_OK && err)
		*err = why;
	return status;
}

int
tw_batch_flush_and_merge(struct tw_writer *writer, struct tw_inverter *batch,
	trawl_error *err)
{
	return flush_and_merge(writer, batch, helper_of(writer, batch), err);
}

/* A tw_job_fn: the worker's own task, which nobody helps with. */
static int
flush_full(void *context, trawl_error *err)
{
	struct tw_writer *writer = context;

	return flush_and_merge(writer, writer->full, NULL, err);
}

/* A tw_job_fn. */
static int
pack_aside(void *context, trawl_error *err)
{
	struct tw_writer *writer = context;

	return tw_inverter_pack(writer->batch, err);
}

int
tw_batch_wait(struct tw_writer *writer, trawl_error *err)
{
	enum tw_writer_task task = writer->task;
	int status = TRAWL_OK;

	writer->task = NO_TASK;
	if (task != NO_TASK)
		status = tw_worker_wait(writer->worker, err);
	if (status == TRAWL_OK && task == FLUSH) {
		tw_inverter_reset(writer->full);
		tw_inverter_limit(writer->batch, writer->batch_memory);
	}
	if (status == TRAWL_OK && (task == PACK ||
			writer->packing != BY_NOBODY))
		status = tw_inverter_keep_packed(writer->batch, err);
	writer->packing = BY_NOBODY;
	return tw_writer_remember(writer, status);
}

int
tw_batch_start(struct tw_writer *writer, enum tw_writer_task task,
	trawl_error *err)
{
	static tw_job_fn *const jobs[] = {
		[FLUSH] = flush_full,
		[TAKE] = tw_batch_take_aside,
		[PACK] = pack_aside,
	};
	int status = TRAWL_OK;

	if (!writer->worker)
		status = tw_worker_new(&writer->worker, err);
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

int
tw_batch_prepare(struct tw_writer *writer, trawl_error *err)
{
	int status = tw_inverter_gather(writer->batch, err);

	if (status == TRAWL_OK && writer->task == FLUSH)
		status = tw_inverter_pack_alone(writer->batch, err);
	if (status == TRAWL_OK)
		status = tw_batch_wait(writer, err);
	return tw_writer_remember(writer, status);
}

/* Gives the batch to the worker, and begins another with what memory it
   leaves. */
static int
hand_over(struct tw_writer *writer, trawl_error *err)
{
	struct tw_inverter *batch = writer->batch;
	size_t left = writer->both_memory - tw_inverter_bytes(batch) +
		tw_analyzers_bytes(writer->analyzers);

	writer->batch = writer->full;
	writer->full = batch;
	tw_inverter_limit(writer->batch, left < writer->batch_memory ? left :
		writer->batch_memory);
	return tw_batch_start(writer, FLUSH, err);
}

int
tw_batch_make_room(struct tw_writer *writer, trawl_error *err)
{
	struct tw_inverter *batch = writer->batch;
	int status = tw_batch_prepare(writer, err);

	if (status != TRAWL_OK)
		return status;
	if (writer->full)
		return hand_over(writer, err);
	status = tw_batch_flush_and_merge(writer, batch, err);
	tw_inverter_reset(batch);
	return tw_writer_remember(writer, status);
}

int
tw_batch_await_room(struct tw_writer *writer, trawl_error *err)
{
	int status = tw_inverter_pack_alone(writer->batch, err);

	return status == TRAWL_OK ? tw_batch_wait(writer, err) :
		tw_writer_remember(writer, status);
}
