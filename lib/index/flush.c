/* flush.c: turns the articles of an inverter into posting lists. */
/* SPDX-License-Identifier: MIT */
#include "index/flushing.h"

#include <assert.h>
#include <string.h>

#include "base/alloc.h"

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
/* Tokens that are taken at a time. */
#define PIECE 256

/* Places whose memory is given back together: pages of any kind. */
#define GIVEN_BACK (1u << 19)

int
tw_inverter_gather(struct tw_inverter *inverter, trawl_error *err)
{
	if (inverter->has_words)
		return TRAWL_OK;
	inverter->has_words = true;
	return tw_analyzers_seen(inverter->analyzers, inverter->terms.count,
		&inverter->words, err);
}

void
tw_inverter_settle(struct tw_inverter *inverter)
{
	uint32_t n = 0;

	for (uint32_t i = 0; i < inverter->count; i++)
		if (inverter->articles[i])
			inverter->articles[n++] = inverter->articles[i];
	assert(n == inverter->live);
	inverter->count = n;
}

struct tw_str
tw_inverter_id(const struct tw_inverter *inverter, uint32_t doc)
{
	assert(inverter->count == inverter->live && doc < inverter->count);
	return inverter->articles[doc]->id;
}

/* ------------------------------------------------------------------ */

void
tw_flush_done(struct tw_flush *flush)
{
	tw_free(flush->order);
	tw_free(flush->spans);
	tw_free(flush->hint);
	tw_free(flush->ends);
	tw_free_pages(flush->places, flush->places_bytes);
	*flush = (struct tw_flush){0};
}

static void
set_hints(struct tw_flush *flush)
{
	uint32_t article = 0;
	uint32_t count = flush->inverter->count;
	uint32_t end = flush->spans[count].base;

	for (uint32_t i = 0; i <= end >> TW_FLUSH_HINT; i++) {
		while (article + 1 < count &&
				flush->spans[article + 1].base <=
					i << TW_FLUSH_HINT)
			article++;
		flush->hint[i] = article;
	}
}

/* Numbers the places. */
static void
set_bases(struct tw_flush *flush)
{
	const struct tw_inverter *inverter = flush->inverter;
	uint32_t place = 0;

	for (uint32_t i = 0; i < inverter->count; i++) {
		const struct tw_batch_article *article = inverter->articles[i];

		flush->spans[i] = (struct tw_span){
			.base = place,
			.text = place + article->title_count,
		};
		place += article->token_count;
		flush->in_title += article->title_count;
	}
	flush->spans[inverter->count] = (struct tw_span){place, place};
}

int
tw_flush_init(struct tw_flush *flush, const struct tw_inverter *inverter,
	trawl_error *err)
{
	size_t number = sizeof(uint32_t);

	*flush = (struct tw_flush){
		.inverter = inverter,
		.order = tw_termset_sorted(&inverter->terms),
		.spans = tw_alloc((inverter->count + (size_t)1) *
			sizeof(struct tw_span)),
		.hint = tw_alloc(((inverter->tokens >> TW_FLUSH_HINT) + 1) *
			number),
		.ends = tw_alloc(inverter->terms.count * number),
	};
	if (!flush->order || !flush->spans || !flush->hint || !flush->ends) {
		tw_flush_done(flush);
		return tw_no_memory(err);
	}
	set_bases(flush);
	set_hints(flush);
	return TRAWL_OK;
}

int
tw_flush_reserve(struct tw_flush *flush, trawl_error *err)
{
	flush->places_bytes = flush->inverter->tokens * sizeof(uint32_t);
	flush->places = tw_alloc_pages(flush->places_bytes);
	return flush->places ? TRAWL_OK : tw_no_memory(err);
}

/* ------------------------------------------------------------------ */

/* How many MAIN tokens of the article belong to the field. */
static uint32_t
extent(const struct tw_batch_article *article, enum tw_index_field field)
{
	return field == TW_FIELD_TITLE ? article->title_count :
		article->token_count;
}

static void
count_article(const struct tw_inverter *inverter,
	const struct tw_batch_article *article, enum tw_index_field field,
	uint32_t *counts)
{
	uint32_t end = extent(article, field);
	const struct tw_tokens tokens = tw_batch_tokens(article);
	const struct tw_overlay *over = tw_batch_overlays(article);
	const struct tw_overlay *over_end = over + article->overlay_count;
	uint32_t terms[PIECE];
	uint32_t large = 0;

	for (uint32_t from = 0; from < end; from += PIECE) {
		uint32_t n = end - from < PIECE ? end - from : PIECE;

		tw_tokens_get(&tokens, from, n, terms, &large);
		for (uint32_t i = 0; i < n; i++)
			counts[terms[i]]++;
	}
	for (; over < over_end && over->at < end; over++)
		counts[over->term]++;
	if (field == TW_FIELD_ALL && article->sentence_count > 0)
		counts[inverter->sentence_term] += article->sentence_count;
}

/* Tokens from one to that whose list is on its way into the cache, and terms
   from one to that whose text is. */
#define AHEAD 12
#define AHEAD_TEXT 8

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
	const struct tw_tokens tokens = tw_batch_tokens(article);
	const struct tw_overlay *over = tw_batch_overlays(article);
	const struct tw_overlay *over_end = over + article->overlay_count;
	uint32_t large = 0;
	struct piece piece;

	for (uint32_t from = 0; from < end; from += piece.n) {
		piece.n = end - from < PIECE ? end - from : PIECE;
		piece.done = 0;
		piece.base = base + from;
		tw_tokens_get(&tokens, from, piece.n, piece.terms,
			&large);
		for (; over < over_end && over->at < from + piece.n; over++) {
			scatter_piece(&piece, over->at - from + 1, ends,
				places);
			places[ends[over->term]++] = base + over->at;
		}
		scatter_piece(&piece, piece.n, ends, places);
	}
}

/* Appends where the sentences of the article's text begin, which has its
   places from `text` on, to their list. */
static void
scatter_sentences(const struct tw_batch_article *article, uint32_t text,
	uint32_t *end, uint32_t *places)
{
	const uint8_t *starts = tw_batch_sentences(article);

	for (uint32_t i = 0; i < article->sentence_count; i++)
		places[(*end)++] = text + starts[i];
}

void
tw_flush_count(struct tw_flush *flush, enum tw_index_field field)
{
	const struct tw_inverter *inverter = flush->inverter;
	uint32_t terms = inverter->terms.count;

	if (terms > 0)
		memset(flush->ends, 0, terms * sizeof(*flush->ends));
	for (uint32_t i = 0; i < inverter->count; i++)
		count_article(inverter, inverter->articles[i], field,
			flush->ends);
}

void
tw_flush_sort(struct tw_flush *flush, enum tw_index_field field)
{
	const struct tw_inverter *inverter = flush->inverter;
	uint32_t terms = inverter->terms.count;
	uint32_t start = 0;

	for (uint32_t i = 0; i < terms; i++) {
		uint32_t *end = &flush->ends[flush->order[i].a];
		uint32_t count = *end;

		*end = start;
		start += count;
	}
	for (uint32_t i = 0; i < inverter->count; i++) {
		const struct tw_batch_article *article = inverter->articles[i];

		scatter_article(article, field, flush->spans[i].base,
			flush->ends, flush->places);
		if (field == TW_FIELD_ALL && article->sentence_count > 0)
			scatter_sentences(article, flush->spans[i].text,
				&flush->ends[inverter->sentence_term],
				flush->places);
	}
}

/* ------------------------------------------------------------------ */

int
tw_flush_each(const struct tw_flush *flush, enum tw_index_field field,
	uint32_t first, uint32_t end, tw_flush_list_fn *fn, void *context,
	trawl_error *err)
{
	const struct tw_termset *terms = &flush->inverter->terms;
	uint32_t start = first > 0 ? tw_flush_end(flush, first - 1) : 0;
	uint32_t kept = start;

	for (uint32_t i = first; i < end; i++) {
		uint32_t list_end = tw_flush_end(flush, i);
		struct tw_flush_list list = {
			.field = field,
			.places = flush->places + start,
			.count = list_end - start,
		};

		start = list_end;
		if (end - i > AHEAD_TEXT)
			tw_termset_fetch(terms,
				&flush->order[i + AHEAD_TEXT]);
		if (list.count == 0)
			continue;
		list.term = tw_termset_text(terms, &flush->order[i]);
		int status = fn(context, flush, &list, err);

		if (status != TRAWL_OK)
			return status;
		uint32_t whole = start - start % GIVEN_BACK;

		if (whole <= kept)
			continue;
		tw_unpopulate(flush->places + kept,
			(whole - kept) * sizeof(*flush->places));
		kept = whole;
	}
	return TRAWL_OK;
}

int
tw_flush_each_field(struct tw_flush *flush, tw_flush_list_fn *fn,
	void *context, trawl_error *err)
{
	uint32_t count = flush->inverter->terms.count;

	tw_flush_count(flush, TW_FIELD_ALL);
	tw_flush_sort(flush, TW_FIELD_ALL);
	int status = tw_flush_each(flush, TW_FIELD_ALL, 0, count, fn, context,
		err);

	return status == TRAWL_OK ? tw_flush_each_in_title(flush, fn, context,
		err) : status;
}

int
tw_flush_each_in_title(struct tw_flush *flush, tw_flush_list_fn *fn,
	void *context, trawl_error *err)
{
	if (flush->in_title == 0)
		return TRAWL_OK;
	tw_flush_count(flush, TW_FIELD_TITLE);
	tw_flush_sort(flush, TW_FIELD_TITLE);
	return tw_flush_each(flush, TW_FIELD_TITLE, 0,
		flush->inverter->terms.count, fn, context, err);
}

const struct tw_filtered *
tw_flush_filtered(const void *articles, uint32_t i)
{
	return &((struct tw_batch_article *const *)articles)[i]->filtered;
}
