/* reader.c: the public functions of a reader: articles and statistics. */
/* SPDX-License-Identifier: MIT */
#include <stdio.h>

#include "api/handles.h"
#include "base/alloc.h"
#include "index/stored.h"
#include "index/template.h"

int
trawl_reader_open(trawl_index *index, trawl_reader **ret_reader,
	trawl_error *err)
{
	trawl_reader *reader = tw_alloc_zeroed(1, sizeof(*reader));

	if (!reader)
		return tw_no_memory(err);
	int status = tw_reader_open(index->store, &reader->reader, err);
	if (status != TRAWL_OK) {
		tw_free(reader);
		return status;
	}
	*ret_reader = reader;
	return TRAWL_OK;
}

void
trawl_reader_free(trawl_reader *reader)
{
	if (!reader)
		return;
	tw_reader_free(reader->reader);
	tw_free(reader);
}

uint64_t
trawl_reader_generation(const trawl_reader *reader)
{
	return reader->reader->root.generation;
}

int
trawl_reader_is_last(const trawl_reader *reader)
{
	return tw_txn_is_last(reader->reader->store, reader->reader->txn);
}

const char *
trawl_reader_language(const trawl_reader *reader)
{
	return reader->reader->root.language;
}

static int
to_article(const struct tw_doc *doc, trawl_article *article, trawl_error *err)
{
	tw_article_reset(article);
	for (int i = 0; i < TRAWL_FIELD_COUNT; i++) {
		char source[TW_SOURCE_ROOM];

		snprintf(source, sizeof(source), "%.*s",
			(int)(doc->source[i].n < sizeof(source)
					? doc->source[i].n : sizeof(source)),
			doc->source[i].p ? doc->source[i].p : "");
		int status = tw_article_set(article, (enum trawl_field)i,
			doc->field[i], source, err);
		if (status != TRAWL_OK)
			return status;
	}
	return TRAWL_OK;
}

/* Puts in again what was cut out of the text. */
static int
make_whole(const struct tw_doc *doc, trawl_article *article, trawl_error *err)
{
	struct tw_buf whole = {0};
	int status;

	if (doc->apart.n == 0)
		return TRAWL_OK;
	if (!tw_template_whole(doc, &whole))
		status = TW_CORRUPT(err, "article '%.*s': what was cut out of "
			"its text does not fit it",
			(int)(doc->field[TRAWL_ID].n < 100
					? doc->field[TRAWL_ID].n : 100),
			doc->field[TRAWL_ID].p);
	else
		status = tw_buf_status(&whole, err);
	if (status == TRAWL_OK)
		status = tw_article_set(article, TRAWL_TEXT, tw_buf_str(&whole),
			article->source[TRAWL_TEXT], err);
	tw_buf_done(&whole);
	return status;
}

static int
get(struct tw_segment *segment, uint32_t doc, bool whole,
	trawl_article *article, trawl_error *err)
{
	struct tw_doc fields;
	int status = tw_stored_get(segment, doc, &fields, err);

	if (status == TRAWL_OK)
		status = to_article(&fields, article, err);
	if (status == TRAWL_OK && whole)
		status = make_whole(&fields, article, err);
	return status;
}

int
trawl_reader_get(trawl_reader *reader, const char *id, size_t length,
	trawl_article **ret_article, trawl_error *err)
{
	uint32_t segment;
	uint32_t doc;
	int status = tw_reader_find_id(reader->reader, tw_str(id, length),
		&segment, &doc, err);

	if (status != TRAWL_OK)
		return status;
	trawl_article *article = tw_article_new(err);
	if (!article)
		return TRAWL_ENOMEM;
	status = get(&reader->reader->segments[segment], doc, false, article,
		err);
	if (status != TRAWL_OK) {
		tw_article_free(article);
		return status;
	}
	*ret_article = article;
	return TRAWL_OK;
}

/* What cannot be put together is another text: to add it again is no harm. */
static bool
same_text(const struct tw_doc *doc, struct tw_str text)
{
	struct tw_buf whole = {0};

	if (doc->apart.n == 0)
		return tw_str_equal(doc->field[TRAWL_TEXT], text);
	bool same = tw_template_whole(doc, &whole) &&
		!tw_buf_failed(&whole) &&
		tw_str_equal(tw_buf_str(&whole), text);

	tw_buf_done(&whole);
	return same;
}

static bool
same_fields(const struct tw_doc *doc, const trawl_article *article)
{
	for (int i = 0; i < TRAWL_FIELD_COUNT; i++) {
		enum trawl_field field = (enum trawl_field)i;

		if (field != TRAWL_TEXT && !tw_str_equal(doc->field[field],
				tw_article_get(article, field)))
			return false;
	}
	return same_text(doc, tw_article_get(article, TRAWL_TEXT));
}

int
trawl_reader_has(trawl_reader *reader, const trawl_article *article,
	trawl_error *err)
{
	struct tw_doc stored;
	uint32_t segment;
	uint32_t doc;
	int status = tw_reader_find_id(reader->reader,
		tw_article_get(article, TRAWL_ID), &segment, &doc, err);

	if (status != TRAWL_OK)
		return status;
	status = tw_stored_get(&reader->reader->segments[segment], doc,
		&stored, err);
	if (status == TRAWL_OK && !same_fields(&stored, article))
		status = TRAWL_END;
	return status;
}

static int
each_of_segment(struct tw_segment *segment, bool whole,
	trawl_article *article, trawl_article_fn *fn, void *context,
	trawl_error *err)
{
	for (uint32_t doc = 0; doc < segment->info.docs; doc++) {
		bool dead = false;
		int status = TRAWL_OK;

		if (segment->info.dead > 0)
			status = tw_segment_is_dead(segment, doc, &dead, err);
		if (status == TRAWL_OK && !dead)
			status = get(segment, doc, whole, article, err);
		if (status == TRAWL_OK && !dead)
			status = fn(context, article);
		if (status != TRAWL_OK)
			return status;
	}
	return TRAWL_OK;
}

static int
each(trawl_reader *reader, bool whole, trawl_article_fn *fn, void *context,
	trawl_error *err)
{
	trawl_article *article = tw_article_new(err);
	int status = TRAWL_OK;

	if (!article)
		return TRAWL_ENOMEM;
	for (uint32_t i = 0; i < reader->reader->root.count; i++) {
		status = each_of_segment(&reader->reader->segments[i], whole,
			article, fn, context, err);
		if (status != TRAWL_OK)
			break;
	}
	tw_article_free(article);
	return status;
}

int
trawl_reader_each(trawl_reader *reader, trawl_article_fn *fn, void *context,
	trawl_error *err)
{
	return each(reader, false, fn, context, err);
}

int
trawl_reader_export(trawl_reader *reader, trawl_article_fn *fn, void *context,
	trawl_error *err)
{
	return each(reader, true, fn, context, err);
}

int
trawl_reader_stats(trawl_reader *reader, struct trawl_stats *ret_stats,
	trawl_error *err)
{
	struct trawl_stats stats = {0};
	size_t size = ret_stats->size;
	int status = tw_reader_stats(reader->reader, &stats, err);

	if (status != TRAWL_OK)
		return status;
	if (size > sizeof(stats))
		size = sizeof(stats);
	stats.size = size;
	memcpy(ret_stats, &stats, size);
	return TRAWL_OK;
}

int
trawl_reader_digest(trawl_reader *reader, char ret_digest[65], trawl_error *err)
{
	return tw_reader_digest(reader->reader, ret_digest, err);
}
