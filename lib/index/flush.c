/* flush.c: turns the articles of an inverter into posting lists. */
/* SPDX-License-Identifier: MIT */
#include <assert.h>
#include <string.h>

#include "base/alloc.h"
#include "index/batch.h"
#include "index/lines.h"
#include "text/sketch.h"

/*
 * A counting sort. The MAIN tokens of all articles are numbered through (their
 * places); each term's places are counted, which gives the beginning
 * of its list; then each place is written to its term's list. Lists stand in
 * the order of the terms, so writing them out is one walk. From a place, the
 * article is found by `hint` and `base`, the position by subtraction.
 *
 *   articles     a     b        c
 *   tokens       3 1 3 2 3 1 2  1 3 ...
 *   places       0 1 2 3 4 5 6  7 8 ...
 *   lists        term 1: 1 5 7   term 2: 3 6   term 3: 0 2 4 8 ...
 */
#define HINT_SHIFT 6

/* Tokens that are taken at a time. */
#define PIECE 256

/* The places of an article: the next one's begin at its end. */
struct span {
	uint32_t base;			/* the title's first place */
	uint32_t text;			/* the text's */
};

struct flush {
	const struct tw_inverter *inverter;
	struct tw_keyed *order;
	struct span *spans;		/* of the articles; count + 1 */
	uint32_t *hint;			/* article of each 64th place */
	uint32_t *ends;			/* of the lists, by term number */
	uint32_t *places;		/* the lists */
};

static void
flush_done(struct flush *flush)
{
	tw_free(flush->order);
	tw_free(flush->spans);
	tw_free(flush->hint);
	tw_free(flush->ends);
	tw_free(flush->places);
}

static void
set_hints(struct flush *flush)
{
	uint32_t article = 0;
	uint32_t count = flush->inverter->count;
	uint32_t end = flush->spans[count].base;

	for (uint32_t i = 0; i <= end >> HINT_SHIFT; i++) {
		while (article + 1 < count &&
				flush->spans[article + 1].base <=
					i << HINT_SHIFT)
			article++;
		flush->hint[i] = article;
	}
}

/* Numbers the places. */
static void
set_bases(struct flush *flush)
{
	const struct tw_inverter *inverter = flush->inverter;
	uint32_t place = 0;

	for (uint32_t i = 0; i < inverter->count; i++) {
		const struct tw_batch_article *article = inverter->articles[i];

		flush->spans[i] = (struct span){
			.base = place,
			.text = place + article->title_count,
		};
		place += article->tokens.count;
	}
	flush->spans[inverter->count] = (struct span){place, place};
}

static int
flush_init(struct flush *flush, const struct tw_inverter *inverter,
	trawl_error *err)
{
	size_t tokens = inverter->tokens;
	size_t number = sizeof(uint32_t);

	*flush = (struct flush){
		.inverter = inverter,
		.order = tw_termset_sorted(&inverter->terms),
		.spans = tw_alloc((inverter->count + (size_t)1) *
			sizeof(struct span)),
		.hint = tw_alloc(((tokens >> HINT_SHIFT) + 1) * number),
		.ends = tw_alloc(inverter->terms.count * number),
		.places = tw_populate(tw_alloc(tokens * number),
			tokens * number),
	};
	if (!flush->order || !flush->spans || !flush->hint || !flush->ends ||
			!flush->places) {
		flush_done(flush);
		return tw_no_memory(err);
	}
	set_bases(flush);
	set_hints(flush);
	return TRAWL_OK;
}

/* ------------------------------------------------------------------ */

/* How many MAIN tokens of the article belong to the field. */
static uint32_t
extent(const struct tw_batch_article *article, enum tw_index_field field)
{
	return field == TW_FIELD_TITLE ? article->title_count :
		article->tokens.count;
}

static void
count_article(const struct tw_batch_article *article,
	enum tw_index_field field, uint32_t *counts)
{
	uint32_t end = extent(article, field);
	const struct tw_overlay *over = article->overlays;
	const struct tw_overlay *over_end = over + article->overlay_count;
	uint32_t terms[PIECE];
	uint32_t large = 0;

	for (uint32_t from = 0; from < end; from += PIECE) {
		uint32_t n = end - from < PIECE ? end - from : PIECE;

		tw_tokens_get(&article->tokens, from, n, terms, &large);
		for (uint32_t i = 0; i < n; i++)
			counts[terms[i]]++;
	}
	for (; over < over_end && over->at < end; over++)
		counts[over->term]++;
}

/* Tokens from one to that whose list is on its way into the cache. */
#define AHEAD 12

/* A piece of an article: some of its tokens. */
struct piece {
	uint32_t terms[PIECE];
	uint32_t n;
	uint32_t done;		/* of these, are in the lists */
	uint32_t base;		/* the place of the first */
};

/* Appends the places of the piece's tokens, up to one, to the lists. */
static void
scatter_piece(struct piece *piece, uint32_t end, uint32_t *ends,
	uint32_t *places)
{
	const uint32_t *terms = piece->terms;

	for (uint32_t i = piece->done; i < end; i++) {
		if (piece->n - i > AHEAD)
			__builtin_prefetch(&places[ends[terms[i + AHEAD]]],
				1);
		places[ends[terms[i]]++] = piece->base + i;
	}
	piece->done = end;
}

/* Appends the article's places, `base` and following, to the lists. */
static void
scatter_article(const struct tw_batch_article *article,
	enum tw_index_field field, uint32_t base, uint32_t *ends,
	uint32_t *places)
{
	uint32_t end = extent(article, field);
	const struct tw_overlay *over = article->overlays;
	const struct tw_overlay *over_end = over + article->overlay_count;
	uint32_t large = 0;
	struct piece piece;

	for (uint32_t from = 0; from < end; from += piece.n) {
		piece.n = end - from < PIECE ? end - from : PIECE;
		piece.done = 0;
		piece.base = base + from;
		tw_tokens_get(&article->tokens, from, piece.n, piece.terms,
			&large);
		for (; over < over_end && over->at < from + piece.n; over++) {
			scatter_piece(&piece, over->at - from + 1, ends,
				places);
			places[ends[over->term]++] = base + over->at;
		}
		scatter_piece(&piece, piece.n, ends, places);
	}
}

/* Makes the lists of one field. */
static void
sort_places(struct flush *flush, enum tw_index_field field)
{
	const struct tw_inverter *inverter = flush->inverter;
	uint32_t terms = inverter->terms.count;
	uint32_t start = 0;

	if (terms > 0)
		memset(flush->ends, 0, terms * sizeof(*flush->ends));
	for (uint32_t i = 0; i < inverter->count; i++)
		count_article(inverter->articles[i], field, flush->ends);
	for (uint32_t i = 0; i < terms; i++) {
		uint32_t *end = &flush->ends[flush->order[i].a];
		uint32_t count = *end;

		*end = start;
		start += count;
	}
	for (uint32_t i = 0; i < inverter->count; i++)
		scatter_article(inverter->articles[i], field,
			flush->spans[i].base, flush->ends, flush->places);
}

/* ------------------------------------------------------------------ */

struct list {
	enum tw_index_field field;
	struct tw_str term;
	uint32_t *places;	/* ascending; may be written over */
	uint32_t count;		/* at least 1 */
};

typedef int list_fn(void *context, const struct flush *flush,
	struct list *list, trawl_error *err);

static int
each_list(struct flush *flush, enum tw_index_field field, list_fn *fn,
	void *context, trawl_error *err)
{
	const struct tw_termset *terms = &flush->inverter->terms;
	uint32_t start = 0;

	sort_places(flush, field);
	for (uint32_t i = 0; i < terms->count; i++) {
		uint32_t end = flush->ends[flush->order[i].a];
		struct list list = {
			.field = field,
			.term = tw_termset_text(terms, &flush->order[i]),
			.places = flush->places + start,
			.count = end - start,
		};

		start = end;
		if (list.count == 0)
			continue;
		int status = fn(context, flush, &list, err);

		if (status != TRAWL_OK)
			return status;
	}
	return TRAWL_OK;
}

static int
each_field(struct flush *flush, list_fn *fn, void *context, trawl_error *err)
{
	int status = TRAWL_OK;

	for (int field = 0; status == TRAWL_OK && field < TW_FIELD_RANKED;
		field++)
		status = each_list(flush, (enum tw_index_field)field, fn,
			context, err);
	return status;
}

/* The article of a place. Most articles are longer than what a hint is for, so
   that it is the hint's or the one behind. */
static inline uint32_t
article_of(const struct flush *flush, uint32_t place)
{
	uint32_t article = flush->hint[place >> HINT_SHIFT];

	article += flush->spans[article + 1].base <= place;
	while (flush->spans[article + 1].base <= place)
		article++;
	return article;
}

/* ------------------------------------------------------------------ */
/* Into a segment.                                                      */

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
take_article(const struct span *span, uint32_t more,
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
take_run(struct run *run, const struct flush *flush, enum tw_index_field field,
	const uint32_t *places, const uint32_t *end)
{
	struct tw_block *block = &run->block;
	uint32_t more = field == TW_FIELD_ALL
		? flush->inverter->title_weight - 1 : 0;
	uint32_t *gaps = run->gaps;
	uint32_t count = 0;

	for (; places < end && count < TW_BLOCK; count++) {
		uint32_t article = article_of(flush, places[0]);
		const struct span *span = &flush->spans[article];
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
write_run(struct tw_segment_writer *segment, const struct flush *flush,
	const struct list *list, uint32_t *i, trawl_error *err)
{
	struct run run;

	run.gaps = list->places + *i;
	*i = (uint32_t)(take_run(&run, flush, list->field, run.gaps,
		list->places + list->count) - list->places);
	return tw_segment_add_postings(segment, &run.block, next_gaps, &run,
		err);
}

static int
write_list(void *context, const struct flush *flush, struct list *list,
	trawl_error *err)
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
	uint32_t large = 0;

	tw_tokens_get(&article->tokens, 0, article->tokens.count, spare,
		&large);
	return tw_sketch(spare + article->title_count,
		article->tokens.count - article->title_count,
		inverter->terms.hashes);
}

/* `spare` has room for the tokens of any article. */
static int
write_columns(struct tw_inverter *inverter, uint32_t *spare,
	struct tw_segment_writer *segment, trawl_error *err)
{
	int status = TRAWL_OK;

	for (uint32_t i = 0; i < inverter->count && status == TRAWL_OK; i++) {
		struct tw_batch_article *article = inverter->articles[i];
		uint32_t sets[TW_VALUES_COUNT];

		article->columns.sketch = sketch_of(inverter, article, spare);
		status = tw_filters_sets(&inverter->filters,
			&article->filtered, segment, sets, err);
		if (status == TRAWL_OK)
			status = tw_segment_add_columns(segment,
				&article->columns, sets, err);
	}
	return status;
}

/* All articles' keys, sorted, with what entries have of the articles. */
static int
write_lines(const struct tw_inverter *inverter,
	struct tw_segment_writer *segment, trawl_error *err)
{
	size_t n = 0;
	struct tw_keyed *entries = tw_alloc(2 * (size_t)inverter->keys *
		sizeof(*entries));
	int status = TRAWL_OK;

	if (!entries)
		return tw_no_memory(err);
	for (uint32_t i = 0; i < inverter->count; i++) {
		const struct tw_batch_article *article = inverter->articles[i];
		const uint64_t *keys = (const void *)article->keys.p;
		uint64_t id = tw_lines_article(article->columns.id);

		for (size_t k = 0; k < article->keys.n / sizeof(*keys); k++)
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

static const struct tw_filtered *
filtered_of(const void *articles, uint32_t i)
{
	return &((struct tw_batch_article *const *)articles)[i]->filtered;
}

/* A tw_filter_list_fn. */
static int
write_filter(void *context, const struct tw_filter_list *list,
	trawl_error *err)
{
	return tw_filters_write(context, list, err);
}

int
tw_inverter_flush(struct tw_inverter *inverter,
	struct tw_segment_writer *segment, trawl_error *err)
{
	struct flush flush;

	tw_inverter_settle(inverter);
	int status = tw_packer_flush(&inverter->packer, segment, err);

	if (status != TRAWL_OK)
		return status;
	status = flush_init(&flush, inverter, err);
	if (status != TRAWL_OK)
		return status;
	status = write_columns(inverter, flush.places, segment, err);
	if (status == TRAWL_OK)
		status = each_field(&flush, write_list, segment, err);
	flush_done(&flush);
	if (status == TRAWL_OK && inverter->keys > 0)
		status = write_lines(inverter, segment, err);
	if (status == TRAWL_OK)
		status = tw_wordset_put(&inverter->words, segment, err);
	if (status != TRAWL_OK)
		return status;
	return tw_filters_each(&inverter->filters, filtered_of,
		inverter->articles, inverter->count, write_filter, segment,
		err);
}

/* ------------------------------------------------------------------ */
/* To a caller who counts.                                              */

struct counting {
	tw_inverter_term_fn *fn;
	void *context;
};

static int
count_list(void *context, const struct flush *flush, struct list *list,
	trawl_error *err)
{
	const struct counting *counting = context;
	uint32_t df = 0;
	uint32_t i = 0;

	while (i < list->count) {
		uint32_t article = article_of(flush, list->places[i]);

		while (i < list->count &&
			list->places[i] < flush->spans[article + 1].base)
			i++;
		df++;
	}
	return counting->fn(counting->context, list->field, list->term, df,
		err);
}

static int
count_filter(void *context, const struct tw_filter_list *list,
	trawl_error *err)
{
	const struct counting *counting = context;

	return counting->fn(counting->context, list->field, list->term,
		tw_filters_df(list), err);
}

int
tw_inverter_terms(struct tw_inverter *inverter, tw_inverter_term_fn *fn,
	void *context, trawl_error *err)
{
	struct flush flush;
	struct counting counting = {fn, context};

	tw_inverter_settle(inverter);
	int status = flush_init(&flush, inverter, err);

	if (status != TRAWL_OK)
		return status;
	status = each_field(&flush, count_list, &counting, err);
	flush_done(&flush);
	if (status != TRAWL_OK)
		return status;
	return tw_filters_each(&inverter->filters, filtered_of,
		inverter->articles, inverter->count, count_filter, &counting,
		err);
}
