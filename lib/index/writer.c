/* writer.c: changes an index in batches that are all or nothing. */
/* SPDX-License-Identifier: MIT */
#include "index/writer.h"

#include "base/alloc.h"
#include "index/learn.h"
#include "index/replace.h"
#include "index/template.h"
#include "index/writing.h"
#include "text/analyzer.h"

/* Of the memory, for a queue, and what is enough for one, or too little. */
#define QUEUE_PART 1024
#define QUEUE_MOST ((size_t)128 << 10)
#define QUEUE_LEAST ((size_t)16 << 10)

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

static int
open_queues(struct tw_writer *writer, size_t room, trawl_error *err)
{
	int status = TRAWL_OK;

	for (int i = 0; i < TW_QUEUES && status == TRAWL_OK; i++)
		status = tw_queue_init(&writer->queues[i], room, err);
	return status;
}

static size_t
queue_room(size_t memory)
{
	size_t room = memory / QUEUE_PART;

	return room < QUEUE_LEAST ? 0 : room < QUEUE_MOST ? room : QUEUE_MOST;
}

/*
 * The memory is divided so: a sixteenth each for records that wait, for the
 * same in LMDB, and for who is dead; some for writing a segment; with a
 * worker, a part each for the queues; the rest for the batch and the
 * analyzers, which get a sixth of the whole if they have use for it. The
 * dead are counted when the batch is empty, or next to it.
 */
static int
open_parts(struct tw_writer *writer, size_t memory, trawl_error *err)
{
	size_t analyzers = memory / 6;
	size_t queue = writer->is_shared ? queue_room(memory) : 0;
	size_t batch = memory - 3 * (memory / 16) - SEGMENT_WRITER -
		TW_QUEUES * queue;
	unsigned flags = writer->is_shared ? TW_INVERTER_ASIDE : 0;
	int status = tw_analyzers_new(writer->change.root.language, analyzers,
		&writer->analyzers, err);

	if (status == TRAWL_OK)
		status = tw_inverter_new(writer->analyzers,
			writer->change.root.ranking.title, flags, batch,
			&writer->batch, err);
	if (status == TRAWL_OK && queue > 0)
		status = open_queues(writer, queue, err);
	if (status == TRAWL_OK)
		status = tw_census_new(writer->analyzers, batch - analyzers,
			&writer->dead, err);
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
	writer->learns = !options || !options->no_template;
	writer->is_shared = options && options->threads > 1;
	if (status != TRAWL_OK)
		return status;
	writer->has_place = true;
	status = tw_change_open(&writer->change, store, memory / 16, err);
	writer->change.pending.is_aside = writer->is_shared;
	if (status == TRAWL_OK)
		status = check_analysis(writer, err);
	if (status == TRAWL_OK)
		status = open_parts(writer, memory, err);
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
	tw_census_free(writer->dead);
	tw_analyzers_free(writer->analyzers);
	for (int i = 0; i < TW_QUEUES; i++)
		tw_queue_done(&writer->queues[i]);
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

int
tw_batch_take(struct tw_writer *writer, const struct tw_doc *doc,
	trawl_error *err)
{
	int status = tw_inverter_add(writer->batch, doc, err);

	if (status == TRAWL_END) {
		status = tw_batch_make_room(writer, err);
		if (status == TRAWL_OK)
			status = tw_inverter_add(writer->batch, doc, err);
	}
	if (status == TRAWL_OK)
		status = tw_batch_share(writer, err);
	/* An article that is too large changes nothing. */
	return status == TRAWL_EFULL ? status :
		tw_writer_remember(writer, status);
}

static int
add(struct tw_writer *writer, const struct tw_doc *doc, trawl_error *err)
{
	if (tw_batch_may_queue(writer, doc))
		return tw_batch_queue(writer, doc, err);
	int status = tw_batch_drain(writer, err);

	return status == TRAWL_OK ? tw_batch_take(writer, doc, err) : status;
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
		tw_writer_remember(writer, status);
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
	return writer->learns && tw_template_is_of_page(doc) ?
		add_page(writer, doc, err) : add(writer, doc, err);
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
		status = tw_batch_drain(writer, err);
	if (status == TRAWL_OK)
		status = tw_batch_wait(writer, err);
	if (status != TRAWL_OK)
		return status;
	bool was_in_batch = tw_inverter_remove(writer->batch, id);

	/* The one it was to replace, if any, still lives there. */
	status = tw_writer_remember(writer, remove_earlier(writer, id, err));
	return status == TRAWL_END && was_in_batch ? TRAWL_OK : status;
}

/* ------------------------------------------------------------------ */
/* Commit.                                                              */

/* For tw_learned_write: makes what is in the batch a segment. */
static int
empty_batch(void *context, trawl_error *err)
{
	struct tw_writer *writer = context;
	int status = tw_batch_flush(writer, err);

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

	if (status == TRAWL_OK)
		status = tw_learned_write(&learned, add_again, empty_batch,
			writer, err);
	tw_learned_done(&learned);
	return status;
}

static int
commit(struct tw_writer *writer, trawl_error *err)
{
	int status = tw_batch_drain(writer, err);

	if (status == TRAWL_OK)
		status = tw_batch_prepare(writer, err);
	if (status == TRAWL_OK)
		status = tw_batch_flush(writer, err);
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
	return tw_writer_remember(writer, status);
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
	return tw_writer_remember(writer, status);
}
