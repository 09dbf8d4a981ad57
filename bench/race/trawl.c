/* trawl.c: trawl in the race, through its public header alone. */
/* SPDX-License-Identifier: MIT */
#include <trawl.h>

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "driver.h"

#define QUERY_MAX 4096

struct racer {
	trawl_index *index;
	trawl_writer *writer;
	trawl_reader *reader;
	trawl_article *article;
};

static void
check(int status, const trawl_error *err)
{
	if (status != TRAWL_OK)
		die("trawl", err->text);
}

static void
look_anew(struct racer *self)
{
	trawl_error err;

	trawl_reader_free(self->reader);
	check(trawl_reader_open(self->index, &self->reader, &err), &err);
}

static struct racer *
open_racer(const char *folder, enum purpose purpose, uint32_t threads)
{
	struct trawl_index_options options = { .size = sizeof(options) };
	struct trawl_writer_options writing = {
		.size = sizeof(writing),
		.threads = threads,
	};
	struct racer *self = calloc(1, sizeof(*self));
	char path[4096];
	trawl_error err;

	if (self == NULL)
		die("trawl", "out of memory");
	if (purpose == TO_CREATE) {
		mkdir(folder, 0777);
		options.flags = TRAWL_CREATE;
	}
	snprintf(path, sizeof(path), "%s/articles.trawl", folder);
	check(trawl_index_open(path, &options, &self->index, &err), &err);
	if (purpose != TO_READ) {
		check(trawl_article_new(&self->article, &err), &err);
		check(trawl_writer_open(self->index, &writing, &self->writer,
			&err), &err);
	}
	if (purpose != TO_CREATE)
		look_anew(self);
	return self;
}

/* Changes as Tantivy's writer of one thread does them: by that, and by the one
   that gives it articles. */
static void *
racer_open(const char *folder, enum purpose purpose)
{
	return open_racer(folder, purpose, purpose == TO_CHANGE ? 2 : 1);
}

static void *
racer_open_threads(const char *folder, uint32_t threads)
{
	return open_racer(folder, TO_CREATE, threads);
}

static void
set(struct racer *self, enum trawl_field name, struct field field)
{
	trawl_error err;

	check(trawl_article_set(self->article, name, field.bytes, field.length,
		&err), &err);
}

static void
racer_add(void *handle, const struct article *article)
{
	struct racer *self = handle;
	trawl_error err;

	set(self, TRAWL_ID, article->id);
	set(self, TRAWL_DATE, article->date);
	set(self, TRAWL_CATEGORY, article->category);
	set(self, TRAWL_TEXT, article->text);
	check(trawl_writer_add(self->writer, self->article, &err), &err);
}

static void
racer_commit(void *handle)
{
	struct racer *self = handle;
	trawl_error err;

	check(trawl_writer_commit(self->writer, &err), &err);
	look_anew(self);
}

static void
racer_merge(void *handle)
{
	struct racer *self = handle;
	trawl_error err;

	trawl_reader_free(self->reader);
	self->reader = NULL;
	check(trawl_writer_merge(self->writer, &err), &err);
}

/* Words and a type in the syntax of trawl; the length. */
static size_t
expression(const struct query *query, char ret[QUERY_MAX])
{
	const char *text = query->text;
	size_t length = strlen(text);
	size_t used = 0;

	if (length >= QUERY_MAX / 2)
		die("trawl", "too long a query");
	if (query->type == PHRASE || query->type == AND)
		ret[used++] = query->type == AND ? '+' : '"';
	for (size_t i = 0; i < length; i++) {
		ret[used++] = text[i];
		if (query->type == AND && text[i] == ' ')
			ret[used++] = '+';
	}
	if (query->type == PHRASE || query->type == PREFIX)
		ret[used++] = query->type == PREFIX ? '*' : '"';
	return used;
}

static void
take(trawl_hits *hits, struct search *search)
{
	trawl_error err;
	volatile double sum = 0;

	search->answer_count = trawl_hits_count(hits);
	for (uint32_t i = 0; i < search->answer_count; i++) {
		float score = trawl_hits_score(hits, i);
		sum = sum + (double)score;
		if (search->answers == NULL)
			continue;
		trawl_str id;
		check(trawl_hits_id(hits, i, &id, &err), &err);
		snprintf(search->answers[i].id, sizeof(search->answers[i].id),
			"%.*s", (int)id.length, id.bytes);
		search->answers[i].score = (double)score;
	}
}

static bool
racer_search(void *handle, struct search *search)
{
	struct racer *self = handle;
	struct trawl_query_options query_options = {
		.size = sizeof(query_options),
		.flags = search->query->type == OR ? TRAWL_PLAIN : 0,
	};
	struct trawl_search_options options = {
		.size = sizeof(options),
		.limit = search->limit,
		.total = search->counts ? TRAWL_TOTAL_EXACT
					: TRAWL_TOTAL_AT_LEAST,
	};
	char text[QUERY_MAX];
	trawl_query *query = NULL;
	trawl_hits *hits = NULL;
	trawl_error err;

	if (search->wish != SCORED)
		query_options.flags |= TRAWL_PREFIX_CONSTANT;
	if (search->wish == FILTERED) {
		options.after = RACE_AFTER;
		options.before = RACE_BEHIND;
	}
	if (search->wish == BY_DATE)
		options.sort = TRAWL_NEWEST_FIRST;
	size_t length = expression(search->query, text);
	check(trawl_query_parse(text, length, &query_options, &query, &err),
		&err);
	check(trawl_search(self->reader, query, &options, &hits, &err), &err);
	take(hits, search);
	if (search->counts)
		search->total = (int64_t)trawl_hits_total(hits);
	trawl_hits_free(hits);
	trawl_query_free(query);
	return true;
}

static void
racer_close(void *handle)
{
	struct racer *self = handle;

	trawl_reader_free(self->reader);
	trawl_writer_free(self->writer);
	trawl_article_free(self->article);
	trawl_index_close(self->index);
	free(self);
}

const struct engine engine = {
	.open = racer_open,
	.add = racer_add,
	.replace = racer_add,
	.commit = racer_commit,
	.merge = racer_merge,
	.search = racer_search,
	.close = racer_close,
	.open_threads = racer_open_threads,
};
