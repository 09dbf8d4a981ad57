/* writer.c: changes an index in batches that are all or nothing. */
/* SPDX-License-Identifier: MIT */
#include "index/writer.h"

#include "base/alloc.h"
#include "base/worker.h"
#include "index/change.h"
#include "index/learn.h"
#include "index/replace.h"
#include "index/template.h"
#include "text/analyzer.h"

/*
 * Articles gather in an inverter. When it is full, they become a hidden
 * segment, and the articles that they take the place of die in memory only,
 * so that nothing is seen before the commit. Hidden segments are merged among
 * themselves meanwhile; after a commit, all are.
 *
 * With a worker, there are two inverters: while one is filled, what is in the
 * other becomes a segment, aside. Until the worker was
 * waited for, `change` and the full inverter are its own, and the batch, the
 * analyzers and all else are the caller's. So all that asks what is in the
 * index waits first, and segments come in the same order as without. When the
 * worker has nothing else to do, it packs what the batch puts aside for it; a
 * flush packs the rest.
 */
enum task {
	NO_TASK,
	FLUSH,		/* the full inverter */
	PACK		/* blocks of the batch */
};

struct tw_writer {
	struct tw_change change;
	struct tw_analyzers *analyzers;
	struct tw_inverter *batch;
	struct tw_inverter *full;	/* the worker's, or NULL */
	struct tw_worker *worker;	/* from the first task on */
	enum task task;			/* that it was not waited for */
	size_t batch_memory;
	size_t both_memory;		/* of both batches */
	size_t keep;			/* bytes of dead articles' texts */
	struct tw_inverter *dead;	/* to subtract the dead */
	struct tw_buf keys;		/* of the lines of a page being added */
	bool has_place;
	bool changed;			/* something was committed */
	bool failed;			/* only tw_writer_free is left */
};

/*
 * Of the memory for two batches, what one may take: searches pay for each
 * segment. The other gets what is left until this one is written.
 */
#define BATCH_PART(both) ((both) / 4 * 3)

/* Of the memory, for texts of the dead that wait for being subtracted. */
#define KEEP_PART 64

/* What writing a segment takes: a record for each stream, zstd, and more. */
#define SEGMENT_WRITER ((size_t)3 << 20)

/* ------------------------------------------------------------------ */
/* Opening.                                                             */

static int
check_analysis(const struct tw_writer *writer, trawl_error *err)
{
	const struct tw_root *root = &writer->change.root;

	if (root->analysis == TW_ANALYSIS_VERSION)
		return TRAWL_OK;
	return tw_fail(err, TRAWL_EVERSION, "%s: its words were made by "
		"another trawl (analysis %u, this one has %u): export it and "
		"index it again", tw_store_path(writer->change.store),
		root->analysis, TW_ANALYSIS_VERSION);
}

/*
 * The memory is divided so: a sixteenth each for records that wait, for the
 * same in LMDB, and for who is dead; some for writing a segment; the rest for
 * the batch and the analyzers, which get a quarter of the whole if they have
 * use for it. The dead are inverted when the batch is empty. With a worker the
 * two batches share, and the analyzers get an eighth of the whole, as they
 * count twice.
 */
static int
open_parts(struct tw_writer *writer, size_t memory, bool is_aside,
	trawl_error *err)
{
	size_t analyzers = memory / (is_aside ? 8 : 4);
	size_t keep = memory / KEEP_PART;
	size_t both = memory - 3 * (memory / 16) - keep - SEGMENT_WRITER;
	size_t batch = is_aside ? BATCH_PART(both) : both;
	unsigned flags = is_aside ? TW_INVERTER_KEEP | TW_INVERTER_ASIDE :
		TW_INVERTER_KEEP;
	uint32_t weight = writer->change.root.ranking.title;

	writer->batch_memory = batch;
	writer->both_memory = both;
	writer->keep = keep;
	int status = tw_analyzers_new(writer->change.root.language, analyzers,
		&writer->analyzers, err);

	if (status == TRAWL_OK)
		status = tw_inverter_new(writer->analyzers, weight, flags,
			batch, &writer->batch, err);
	if (status == TRAWL_OK && is_aside)
		status = tw_inverter_new(writer->analyzers, weight, flags,
			batch, &writer->full, err);
	if (status == TRAWL_OK)
		status = tw_inverter_new(writer->analyzers, weight, 0,
			both - analyzers, &writer->dead, err);
	return status;
}

static size_t
memory_of(const struct tw_writer_options *options)
{
	if (!options || options->memory == 0)
		return TW_WRITER_MEMORY;
	return options->memory > TW_WRITER_MEMORY_MIN ? options->memory :
		TW_WRITER_MEMORY_MIN;
}

static int
open_writer(struct tw_writer *writer, struct tw_store *store,
	const struct tw_writer_options *options, trawl_error *err)
{
	size_t memory = memory_of(options);
	int status = tw_store_lock(store, !options || !options->no_wait, err);

	writer->change.store = store;
	if (status != TRAWL_OK)
		return status;
	writer->has_place = true;
	status = tw_change_open(&writer->change, store, memory / 16, err);
	if (status == TRAWL_OK)
		status = check_analysis(writer, err);
	if (status == TRAWL_OK)
		status = open_parts(writer, memory, options &&
			options->threads > 1, err);
	return status;
}

int
tw_writer_open(struct tw_store *store,
	const struct tw_writer_options *options, struct tw_writer **ret,
	trawl_error *err)
{
	struct tw_writer *writer = tw_alloc_zeroed(1, sizeof(*writer));

	if (!writer)
		return tw_no_memory(err);
	int status = open_writer(writer, store, options, err);

	if (status != TRAWL_OK) {
		tw_writer_free(writer);
		return status;
	}
	*ret = writer;
	return TRAWL_OK;
}

/*
 * Gives the place back. A file that is too large for what it has is written
 * anew, if nobody else is waiting to write: it costs no more than a part of
 * the merges that made it so. If that fails, it stays as large as it is.
 */
static void
give_place(struct tw_writer *writer)
{
	struct tw_store *store = writer->change.store;
	bool is_loose = writer->changed && !writer->failed &&
		tw_change_is_loose(&writer->change);

	tw_change_done(&writer->change);
	tw_store_unlock(store);
	if (is_loose) {
		int status = tw_store_compact(store, NULL);

		(void)status;
	}
}

void
tw_writer_free(struct tw_writer *writer)
{
	if (!writer)
		return;
	tw_worker_free(writer->worker);
	if (writer->has_place)
		give_place(writer);
	tw_inverter_free(writer->batch);
	tw_inverter_free(writer->full);
	tw_inverter_free(writer->dead);
	tw_analyzers_free(writer->analyzers);
	tw_buf_done(&writer->keys);
	tw_free(writer);
}

/* ------------------------------------------------------------------ */
/* The batch.                                                           */

static int
usable(const struct tw_writer *writer, trawl_error *err)
{
	if (!writer->failed)
		return TRAWL_OK;
	return tw_fail(err, TRAWL_EINVAL, "%s: this writer has failed before: "
		"open another one", tw_store_path(writer->change.store));
}

/* After such a failure, nobody knows what is in the batch. */
static int
remember(struct tw_writer *writer, int status)
{
	if (status < 0)
		writer->failed = true;
	return status;
}

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
		change->root.count, writer->keep, err);
}

static int
write_segment(struct tw_writer *writer, struct tw_inverter *batch,
	uint32_t number, struct tw_segment_info *ret, trawl_error *err)
{
	struct tw_segment_writer *segment;
	int status = tw_segment_writer_new(&writer->change.pending.sink,
		number, &segment, err);

	if (status != TRAWL_OK)
		return status;
	tw_segment_set_ranking(segment, &writer->change.root.ranking);
	status = tw_inverter_flush(batch, segment, err);
	if (status == TRAWL_OK)
		status = tw_segment_finish(segment, ret, err);
	tw_segment_writer_free(segment);
	return status;
}

/* Makes the batch a hidden segment. */
static int
flush(struct tw_writer *writer, struct tw_inverter *batch, trawl_error *err)
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
		status = write_segment(writer, batch, number, &info, err);
	if (status == TRAWL_OK)
		tw_change_end_segment(&writer->change, &info);
	return status;
}

/* Makes the batch a segment, and merges hidden ones where that is due. */
static int
flush_and_merge(struct tw_writer *writer, struct tw_inverter *batch,
	trawl_error *err)
{
	int status = flush(writer, batch, err);
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

/* A tw_job_fn. */
static int
flush_full(void *context, trawl_error *err)
{
	struct tw_writer *writer = context;

	return flush_and_merge(writer, writer->full, err);
}

/* A tw_job_fn. */
static int
pack_aside(void *context, trawl_error *err)
{
	struct tw_writer *writer = context;

	return tw_inverter_pack(writer->batch, err);
}

/* Waits for the worker's task and takes what came of it. */
static int
end_task(struct tw_writer *writer, trawl_error *err)
{
	enum task task = writer->task;
	int status = TRAWL_OK;

	writer->task = NO_TASK;
	if (task != NO_TASK)
		status = tw_worker_wait(writer->worker, err);
	if (status == TRAWL_OK && task == FLUSH) {
		tw_inverter_reset(writer->full);
		tw_inverter_limit(writer->batch, writer->batch_memory);
	}
	if (status == TRAWL_OK && task == PACK)
		status = tw_inverter_keep_packed(writer->batch, err);
	return remember(writer, status);
}

static int
start_task(struct tw_writer *writer, enum task task, trawl_error *err)
{
	int status = TRAWL_OK;

	if (!writer->worker)
		status = tw_worker_new(&writer->worker, err);
	if (status != TRAWL_OK)
		return remember(writer, status);
	writer->task = task;
	tw_worker_start(writer->worker, task == FLUSH ? flush_full :
		pack_aside, writer);
	return TRAWL_OK;
}

/* Has what is put aside packed, once the worker has nothing else to do. */
static int
share_packing(struct tw_writer *writer, trawl_error *err)
{
	if (!tw_inverter_can_pack(writer->batch))
		return TRAWL_OK;
	if (writer->worker && tw_worker_is_busy(writer->worker))
		return TRAWL_OK;
	int status = end_task(writer, err);

	if (status != TRAWL_OK)
		return status;
	tw_inverter_start_packing(writer->batch);
	return start_task(writer, PACK, err);
}

/* Does what can be done of a flush while the worker is at the one before. */
static int
prepare_flush(struct tw_writer *writer, trawl_error *err)
{
	int status = tw_inverter_gather(writer->batch, err);

	if (status == TRAWL_OK && writer->task == FLUSH)
		status = tw_inverter_pack_alone(writer->batch, err);
	if (status == TRAWL_OK)
		status = end_task(writer, err);
	return remember(writer, status);
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
	return start_task(writer, FLUSH, err);
}

static int
make_room(struct tw_writer *writer, trawl_error *err)
{
	struct tw_inverter *batch = writer->batch;
	int status = prepare_flush(writer, err);

	if (status != TRAWL_OK)
		return status;
	if (writer->full)
		return hand_over(writer, err);
	status = flush_and_merge(writer, batch, err);
	tw_inverter_reset(batch);
	return remember(writer, status);
}

/* The batch is full because of the one that is being written: waits. */
static int
await_room(struct tw_writer *writer, trawl_error *err)
{
	int status = tw_inverter_pack_alone(writer->batch, err);

	return status == TRAWL_OK ? end_task(writer, err) :
		remember(writer, status);
}

/*
 * Adds an article that is too large for a batch, alone, with the memory of
 * both: what one writer can take, all can.
 */
static int
add_large(struct tw_writer *writer, const struct tw_doc *doc,
	trawl_error *err)
{
	int status = end_task(writer, err);

	if (status != TRAWL_OK)
		return status;
	tw_inverter_limit(writer->batch, writer->both_memory);
	status = tw_inverter_add(writer->batch, doc, err);
	tw_inverter_limit(writer->batch, writer->batch_memory);
	if (status != TRAWL_OK)
		return status;
	status = tw_inverter_gather(writer->batch, err);
	if (status == TRAWL_OK)
		status = flush_and_merge(writer, writer->batch, err);
	tw_inverter_reset(writer->batch);
	return remember(writer, status);
}

static int
add(struct tw_writer *writer, const struct tw_doc *doc, trawl_error *err)
{
	int status = tw_inverter_add(writer->batch, doc, err);

	if (status == TRAWL_END && writer->task == FLUSH) {
		status = await_room(writer, err);
		if (status == TRAWL_OK)
			status = tw_inverter_add(writer->batch, doc, err);
	}
	if (status == TRAWL_END) {
		status = make_room(writer, err);
		if (status == TRAWL_OK)
			status = tw_inverter_add(writer->batch, doc, err);
	}
	if (status == TRAWL_EFULL && writer->full &&
			tw_inverter_count(writer->batch) == 0)
		status = add_large(writer, doc, err);
	if (status == TRAWL_OK)
		status = share_packing(writer, err);
	/* An article that is too large changes nothing. */
	return status == TRAWL_EFULL ? status : remember(writer, status);
}

static int
add_page(struct tw_writer *writer, const struct tw_doc *doc, trawl_error *err)
{
	struct tw_doc page = *doc;

	tw_buf_reset(&writer->keys);
	tw_template_keys_of(doc->field[TRAWL_URL], doc->field[TRAWL_TEXT],
		&writer->keys);
	int status = tw_buf_status(&writer->keys, err);

	page.apart = TW_STR("");
	page.keys = tw_buf_str(&writer->keys);
	return status == TRAWL_OK ? add(writer, &page, err) :
		remember(writer, status);
}

int
tw_writer_add(struct tw_writer *writer, const struct tw_doc *doc,
	trawl_error *err)
{
	int status = usable(writer, err);

	if (status == TRAWL_OK)
		status = tw_doc_check(doc, err);
	if (status != TRAWL_OK)
		return status;
	return tw_template_is_of_page(doc) ? add_page(writer, doc, err) :
		add(writer, doc, err);
}

/* TRAWL_END if no earlier segment has the article. */
static int
remove_earlier(struct tw_writer *writer, struct tw_str id, trawl_error *err)
{
	struct tw_change *change = &writer->change;

	if (change->root.count == 0)
		return TRAWL_END;
	int status = tw_change_view(change, err);

	if (status != TRAWL_OK)
		return status;
	return tw_replace_one(id, change->segments, change->deaths,
		change->root.count, err);
}

int
tw_writer_remove(struct tw_writer *writer, struct tw_str id,
	trawl_error *err)
{
	int status = usable(writer, err);

	if (status == TRAWL_OK)
		status = end_task(writer, err);
	if (status != TRAWL_OK)
		return status;
	bool was_in_batch = tw_inverter_remove(writer->batch, id);

	/* The one it was to replace, if any, still lives there. */
	status = remember(writer, remove_earlier(writer, id, err));
	return status == TRAWL_END && was_in_batch ? TRAWL_OK : status;
}

/* ------------------------------------------------------------------ */
/* Commit.                                                              */

/* For tw_learned_write: makes what is in the batch a segment. */
static int
empty_batch(void *context, trawl_error *err)
{
	struct tw_writer *writer = context;
	int status = tw_inverter_gather(writer->batch, err);

	if (status == TRAWL_OK)
		status = flush(writer, writer->batch, err);
	tw_inverter_reset(writer->batch);
	return status;
}

static int
add_again(void *context, const struct tw_doc *doc, trawl_error *err)
{
	return tw_inverter_add(((struct tw_writer *)context)->batch, doc, err);
}

static int
learn(struct tw_writer *writer, trawl_error *err)
{
	struct tw_learned learned;
	int status = tw_learn(&writer->change, &learned, err);

	tw_inverter_limit(writer->batch, writer->both_memory);
	if (status == TRAWL_OK)
		status = tw_learned_write(&learned, add_again, empty_batch,
			writer, err);
	tw_inverter_limit(writer->batch, writer->batch_memory);
	tw_learned_done(&learned);
	return status;
}

static int
commit(struct tw_writer *writer, trawl_error *err)
{
	int status = prepare_flush(writer, err);

	if (status == TRAWL_OK)
		status = flush(writer, writer->batch, err);
	tw_inverter_reset(writer->batch);
	if (status == TRAWL_OK)
		status = learn(writer, err);
	if (status != TRAWL_OK)
		return status;
	writer->changed = true;
	return tw_change_commit(&writer->change, writer->dead, err);
}

int
tw_writer_commit(struct tw_writer *writer, trawl_error *err)
{
	int status = usable(writer, err);

	if (status != TRAWL_OK)
		return status;
	status = commit(writer, err);
	if (status == TRAWL_OK)
		status = tw_change_merge_due(&writer->change, err);
	return remember(writer, status);
}

int
tw_writer_merge(struct tw_writer *writer, trawl_error *err)
{
	int status = usable(writer, err);

	if (status != TRAWL_OK)
		return status;
	status = commit(writer, err);
	if (status == TRAWL_OK)
		status = tw_change_merge_all(&writer->change, err);
	return remember(writer, status);
}
