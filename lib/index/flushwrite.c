/* flushwrite.c: writes the articles of an inverter into a segment. */
/* SPDX-License-Identifier: MIT */
#include <assert.h>

#include "base/alloc.h"
#include "base/worker.h"
#include "index/flushing.h"
#include "index/lines.h"
#include "index/segpart.h"
#include "text/sketch.h"

/* Postings of a list on their way, and the gaps of their positions: over
   places that have been taken. */
struct run {
	struct tw_block block;
	uint32_t *gaps;
	uint32_t gap_count;
};

struct posting {
	uint32_t freq;
	uint32_t in_title;
};

/*
 * Takes the places of one article from *places on, and moves *places behind
 * them; puts their gaps, and returns where they end. A term that lies twice on
 * one place (two spellings that meet) counts there once, and `more` times more
 * in the title.
 */
static uint32_t *
take_article(const struct tw_span *span, uint32_t more,
	const uint32_t **places, const uint32_t *places_end, uint32_t *gaps,
	struct posting *ret)
{
	const uint32_t *from = *places;
	uint32_t end = span[1].base;
	uint32_t text = span->text;
	uint32_t before = span->base;
	uint32_t last = UINT32_MAX;
	uint32_t freq = 0;
	uint32_t in_title = 0;

	for (; from < places_end && *from < end; from++) {
		uint32_t place = *from;

		if (place == last)
			continue;
		last = place;
		if (place < text)
			in_title++;
		else if (before < text)
			before = text;
		freq++;
		*gaps++ = place - before;
		before = place;
	}
	freq += more * in_title;
	*places = from;
	*ret = (struct posting){freq, in_title};
	return gaps;
}

/*
 * Takes places, of at most 128 articles; returns the first that is left. What
 * changes with each posting is in variables of its own, or it would be in
 * memory. Most terms occur once in an article, in its text.
 */
static const uint32_t *
take_run(struct run *run, const struct tw_flush *flush,
	enum tw_index_field field, const uint32_t *places, const uint32_t *end)
{
	struct tw_block *block = &run->block;
	uint32_t more = field == TW_FIELD_ALL
		? flush->inverter->title_weight - 1 : 0;
	uint32_t *gaps = run->gaps;
	uint32_t count = 0;

	for (; places < end && count < TW_BLOCK; count++) {
		uint32_t article = tw_flush_article(flush, places[0]);
		const struct tw_span *span = &flush->spans[article];
		struct posting posting = {1, 0};

		if (places[0] < span->text ||
			(places + 1 < end && places[1] < span[1].base))
			gaps = take_article(span, more, &places, end, gaps,
				&posting);
		else
			*gaps++ = *places++ - span->text;
		block->docs[count] = article;
		block->freqs[count] = posting.freq;
		block->in_title[count] = posting.in_title;
	}
	block->count = count;
	run->gap_count = (uint32_t)(gaps - run->gaps);
	return places;
}

/* A tw_next_gaps_fn. */
static int
next_gaps(void *context, uint64_t most, const uint32_t **ret,
	uint32_t *ret_count, trawl_error *err)
{
	struct run *run = context;

	(void)err;
	assert(most <= run->gap_count);
	*ret = run->gaps;
	*ret_count = (uint32_t)most;
	run->gaps += most;
	run->gap_count -= *ret_count;
	return TRAWL_OK;
}

/* Writes the postings of the places from *i on, at most 128. */
static int
write_run(struct tw_segment_writer *segment, const struct tw_flush *flush,
	const struct tw_flush_list *list, uint32_t *i, trawl_error *err)
{
	struct run run;

	run.gaps = list->places + *i;
	*i = (uint32_t)(take_run(&run, flush, list->field, run.gaps,
		list->places + list->count) - list->places);
	return tw_segment_add_postings(segment, &run.block, next_gaps, &run,
		err);
}

static int
write_list(void *context, const struct tw_flush *flush,
	struct tw_flush_list *list, trawl_error *err)
{
	struct tw_segment_writer *segment = context;
	int status = tw_segment_begin_term(segment, list->field, list->term,
		err);
	uint32_t i = 0;

	while (status == TRAWL_OK && i < list->count)
		status = write_run(segment, flush, list, &i, err);
	if (status != TRAWL_OK)
		return status;
	return tw_segment_end_term(segment, err);
}

/* The sketch of the article's text; `spare` has room for its tokens. */
static uint64_t
sketch_of(const struct tw_inverter *inverter,
	const struct tw_batch_article *article, uint32_t *spare)
{
	const struct tw_tokens tokens = tw_batch_tokens(article);
	uint32_t large = 0;

	tw_tokens_get(&tokens, 0, tokens.count, spare, &large);
	return tw_sketch(spare + article->title_count,
		tokens.count - article->title_count,
		inverter->terms.hashes);
}

/* `spare` has room for the tokens of any article. */
static int
write_columns(struct tw_inverter *inverter, uint32_t *spare,
	struct tw_segment_writer *segment, trawl_error *err)
{
	int status = TRAWL_OK;

	for (uint32_t i = 0; i < inverter->count && status == TRAWL_OK; i++) {
		const struct tw_batch_article *article = inverter->articles[i];
		const struct tw_columns columns = {
			.id = article->id,
			.date = article->date,
			.sketch = sketch_of(inverter, article, spare),
			.title_key = article->title_key,
			.text_bytes = article->text_bytes,
			.lengths = article->lengths,
		};
		uint32_t sets[TW_VALUES_COUNT];

		status = tw_filters_sets(&inverter->filters,
			&article->filtered, segment, sets, err);
		if (status == TRAWL_OK)
			status = tw_segment_add_columns(segment,
				&columns, sets, err);
	}
	return status;
}

/* All articles' keys, sorted, with what entries have of the articles. */
static int
write_lines(const struct tw_inverter *inverter,
	struct tw_segment_writer *segment, trawl_error *err)
{
	size_t n = 0;
	int status = TRAWL_OK;

	if (inverter->keys == 0)
		return TRAWL_OK;
	struct tw_keyed *entries = tw_alloc(2 * (size_t)inverter->keys *
		sizeof(*entries));

	if (!entries)
		return tw_no_memory(err);
	for (uint32_t i = 0; i < inverter->count; i++) {
		const struct tw_batch_article *article = inverter->articles[i];
		const uint64_t *keys = tw_batch_keys(article);
		uint64_t id = tw_lines_article(article->id);

		for (uint32_t k = 0; k < article->key_count; k++)
			entries[n++] = (struct tw_keyed){
				.key = keys[k] | id,
				.a = i,
			};
	}
	const struct tw_keyed *sorted = tw_keysort(entries, entries + n, n,
		NULL, NULL);

	for (size_t i = 0; i < n && status == TRAWL_OK; i++)
		status = tw_segment_add_line(segment, sorted[i].key,
			sorted[i].a, err);
	tw_free(entries);
	return status;
}

/* A tw_filter_list_fn. */
static int
write_filter(void *context, const struct tw_filter_list *list,
	trawl_error *err)
{
	return tw_filters_write(context, list, err);
}

/* The lists of what articles are filtered by. */
static int
write_filters(struct tw_inverter *inverter, struct tw_segment_writer *segment,
	trawl_error *err)
{
	return tw_filters_each(&inverter->filters, tw_flush_filtered,
		inverter->articles, inverter->count, write_filter, segment,
		err);
}

int
tw_inverter_flush(struct tw_inverter *inverter,
	struct tw_segment_writer *segment, trawl_error *err)
{
	struct tw_flush flush;

	tw_inverter_settle(inverter);
	int status = tw_packer_flush(&inverter->packer, segment, err);

	if (status != TRAWL_OK)
		return status;
	status = tw_flush_init(&flush, inverter, err);
	if (status != TRAWL_OK)
		return status;
	status = tw_flush_reserve(&flush, err);
	if (status == TRAWL_OK)
		status = write_columns(inverter, flush.places, segment, err);
	if (status == TRAWL_OK)
		status = tw_flush_each_field(&flush, write_list, segment, err);
	tw_flush_done(&flush);
	if (status == TRAWL_OK)
		status = tw_wordset_put(&inverter->words, segment, err);
	if (status == TRAWL_OK)
		status = write_lines(inverter, segment, err);
	return status == TRAWL_OK ? write_filters(inverter, segment, err) :
		status;
}

/* ------------------------------------------------------------------ */
/* By two threads.                                                      */

/*
 *   caller   stored articles | columns, words | first lists    | adds both
 *   worker   counts places   | sorts them     | last lists     | the others
 *
 * The worker's lists go into parts of the segment: those of all text into the
 * first, those of titles and filters into the second. It needs the memory of
 * stored articles for places and the columns of articles for lists, and the
 * caller needs the places that it has sorted; who is there first waits. Parts
 * grow into the memory that places leave. Where there is memory for all, stored
 * articles come last, and nobody waits for them.
 */

/* Of the lists' places, in twentieths, the caller's, who has more to do
   besides; and where the worker has waited for stored articles. */
#define OWN_PART 7
#define OWN_PART_AWAITED 9

struct sharing {
	struct tw_inverter *inverter;
	struct tw_worker *worker;
	struct tw_flush flush;
	struct tw_segment_part *parts[2];
	uint32_t first;		/* of the worker's terms */
	bool has_room;		/* for places beside stored articles */

	/* How far they are, true or not: what they meet over. */
	uint32_t has_stored;	/* or there is room */
	uint32_t has_columns;
	uint32_t has_sorted;
	uint32_t has_own;		/* lists, the caller */
	uint32_t has_part;		/* the first, the worker */
};

static void
tell(struct sharing *sharing, uint32_t *what)
{
	tw_worker_tell(sharing->worker, what, true);
}

/* A tw_meet_fn. */
static bool
is_set(void *context)
{
	return *(const uint32_t *)context != 0;
}

/* False if the other did not come so far. */
static bool
await(struct sharing *sharing, uint32_t *what)
{
	return tw_worker_meet(sharing->worker, is_set, what);
}

/* The first term of the worker's, if so many twentieths are the caller's. */
static uint32_t
middle(const struct tw_flush *flush, uint32_t part)
{
	uint32_t low = 0;
	uint32_t high = flush->inverter->terms.count;
	uint32_t own = high > 0 ? tw_flush_end(flush, high - 1) / 20 * part : 0;

	while (low < high) {
		uint32_t i = low + (high - low) / 2;

		if (tw_flush_end(flush, i) < own)
			low = i + 1;
		else
			high = i;
	}
	return low;
}

/* Titles are sorted where the caller's lists were. */
static int
write_second_part(struct sharing *sharing, trawl_error *err)
{
	struct tw_segment_writer *part =
		tw_segment_part_writer(sharing->parts[1]);

	if (sharing->flush.in_title > 0 && !await(sharing, &sharing->has_own))
		return TRAWL_OK;
	int status = tw_flush_each_in_title(&sharing->flush, write_list, part,
		err);

	if (status == TRAWL_OK)
		status = write_filters(sharing->inverter, part, err);
	/* Whoever has the last list frees them: it takes a while. */
	if (status == TRAWL_OK && await(sharing, &sharing->has_own))
		tw_flush_done(&sharing->flush);
	return status;
}

/* A tw_job_fn. */
static int
write_aside(void *context, trawl_error *err)
{
	struct sharing *sharing = context;
	struct tw_flush *flush = &sharing->flush;
	int status = tw_flush_init(flush, sharing->inverter, err);

	if (status != TRAWL_OK)
		return status;
	tw_flush_count(flush, TW_FIELD_ALL);
	if (!await(sharing, &sharing->has_stored))
		return TRAWL_OK;
	status = tw_flush_reserve(flush, err);
	if (status != TRAWL_OK)
		return status;
	tw_flush_sort(flush, TW_FIELD_ALL);
	sharing->first = middle(flush, sharing->has_room ? OWN_PART :
		OWN_PART_AWAITED);
	tell(sharing, &sharing->has_sorted);
	if (!await(sharing, &sharing->has_columns))
		return TRAWL_OK;
	status = tw_flush_each(flush, TW_FIELD_ALL, sharing->first,
		sharing->inverter->terms.count, write_list,
		tw_segment_part_writer(sharing->parts[0]), err);
	if (status != TRAWL_OK)
		return status;
	tell(sharing, &sharing->has_part);
	return write_second_part(sharing, err);
}

/* Tokens of the longest article. */
static uint32_t
tokens_most(const struct tw_inverter *inverter)
{
	uint32_t most = 0;

	for (uint32_t i = 0; i < inverter->count; i++)
		if (inverter->articles[i]->token_count > most)
			most = inverter->articles[i]->token_count;
	return most;
}

/* All that lists need of articles. */
static int
write_all_columns(struct sharing *sharing, struct tw_segment_writer *segment,
	trawl_error *err)
{
	struct tw_inverter *inverter = sharing->inverter;
	uint32_t *spare = tw_alloc(tokens_most(inverter) * sizeof(*spare));

	if (!spare)
		return tw_no_memory(err);
	int status = write_columns(inverter, spare, segment, err);

	tw_free(spare);
	for (int i = 0; i < 2 && status == TRAWL_OK; i++)
		status = tw_segment_part_new(segment, &sharing->parts[i],
			err);
	return status;
}

/* What the caller does before lists. */
static int
write_articles(struct sharing *sharing, struct tw_segment_writer *segment,
	trawl_error *err)
{
	struct tw_inverter *inverter = sharing->inverter;
	bool has_room = sharing->has_room;
	int status = has_room ? TRAWL_OK :
		tw_packer_flush(&inverter->packer, segment, err);

	if (status != TRAWL_OK)
		return status;
	tell(sharing, &sharing->has_stored);
	status = write_all_columns(sharing, segment, err);
	if (status != TRAWL_OK)
		return status;
	tell(sharing, &sharing->has_columns);
	status = tw_inverter_gather(inverter, err);
	if (status == TRAWL_OK)
		status = tw_wordset_put(&inverter->words, segment, err);
	if (status == TRAWL_OK && has_room)
		status = tw_packer_flush(&inverter->packer, segment, err);
	return status == TRAWL_OK ? write_lines(inverter, segment, err) :
		status;
}

/* The caller's lists, and the worker's that come behind. */
static int
write_lists(struct sharing *sharing, struct tw_segment_writer *segment,
	trawl_error *err)
{
	if (!await(sharing, &sharing->has_sorted))
		return TRAWL_OK;
	int status = tw_flush_each(&sharing->flush, TW_FIELD_ALL, 0,
		sharing->first, write_list, segment, err);

	if (status != TRAWL_OK)
		return status;
	tell(sharing, &sharing->has_own);
	return await(sharing, &sharing->has_part) ?
		tw_segment_add_part(segment, sharing->parts[0], err) :
		TRAWL_OK;
}

int
tw_inverter_flush_with(struct tw_inverter *inverter,
	struct tw_segment_writer *segment, struct tw_worker *worker,
	trawl_error *err)
{
	struct sharing sharing = {.inverter = inverter, .worker = worker};

	tw_inverter_settle(inverter);
	sharing.has_room = tw_inverter_has_room(inverter);
	sharing.has_stored = sharing.has_room;
	tw_worker_start(worker, write_aside, &sharing);
	int status = write_articles(&sharing, segment, err);

	if (status == TRAWL_OK)
		status = write_lists(&sharing, segment, err);
	int other = tw_worker_wait(worker, status == TRAWL_OK ? err : NULL);

	if (status == TRAWL_OK)
		status = other;
	if (status == TRAWL_OK)
		status = tw_segment_add_part(segment, sharing.parts[1], err);
	for (int i = 0; i < 2; i++)
		tw_segment_part_free(sharing.parts[i]);
	tw_flush_done(&sharing.flush);
	return status;
}
