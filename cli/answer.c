/* answer.c: a page of answers to one query. */
/* SPDX-License-Identifier: MIT */
#include "answer.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* A search that finds nothing is asked again in so many ways, at most. */
#define WAYS_TO_HELP 8

static uint64_t
time_us(clockid_t clock)
{
	struct timespec now = {0};

	clock_gettime(clock, &now);
	return (uint64_t)now.tv_sec * 1000000 + (uint64_t)now.tv_nsec / 1000;
}

static uint64_t
now_us(void)
{
	return time_us(CLOCK_MONOTONIC);
}

uint64_t
answer_work_us(void)
{
	return time_us(CLOCK_THREAD_CPUTIME_ID);
}

static bool
is_blank(trawl_str text)
{
	for (size_t i = 0; i < text.length; i++)
		if (!memchr(" \t\r\n", text.bytes[i], 4))
			return false;
	return true;
}

/* Whether any article is in the language. */
static bool
has_language(trawl_reader *reader, const char *code)
{
	struct trawl_search_options options = {
		.size = sizeof(options),
		.limit = 1,
		.total = TRAWL_TOTAL_AT_LEAST,
	};
	trawl_query *query = NULL;
	trawl_hits *hits = NULL;
	char text[32];
	bool found = false;

	snprintf(text, sizeof(text), "lang:%s", code);
	if (trawl_query_parse(text, strlen(text), NULL, &query, NULL) ==
		TRAWL_OK &&
		trawl_search(reader, query, &options, &hits, NULL) == TRAWL_OK)
		found = trawl_hits_count(hits) > 0;
	trawl_hits_free(hits);
	trawl_query_free(query);
	return found;
}

const char *
answer_language(trawl_reader *reader, trawl_str query)
{
	const char *own = trawl_reader_language(reader);
	const char *code = trawl_query_language(query.bytes, query.length);

	return code && strcmp(code, own) != 0 && has_language(reader, code)
		? code : own;
}

static int
parse(trawl_reader *reader, trawl_str query,
	const struct trawl_query_options *reading, trawl_query **ret,
	trawl_error *err)
{
	struct trawl_query_options options = {.size = sizeof(options)};

	if (reading)
		options = *reading;
	if (!options.language)
		options.language = answer_language(reader, query);
	if (is_blank(query)) {
		err->status = TRAWL_EEMPTY;
		snprintf(err->text, sizeof(err->text),
			"the query is empty: give a word to look for");
		return TRAWL_EEMPTY;
	}
	return trawl_query_parse(query.bytes, query.length, &options, ret,
		err);
}

static int
fetch_all(trawl_hits *hits, trawl_error *err)
{
	for (uint32_t i = 0; i < trawl_hits_count(hits); i++) {
		struct trawl_hit hit = {.size = sizeof(hit)};
		int status = trawl_hits_get(hits, i, &hit, err);

		if (status != TRAWL_OK)
			return status;
	}
	return TRAWL_OK;
}

/* The filter beside the typed query, if that is not blank. */
static int
parse_within(trawl_reader *reader, const trawl_query *typed,
	const char *filter, const struct trawl_query_options *reading,
	trawl_query **ret, trawl_error *err)
{
	char *text = NULL;
	int length = asprintf(&text, "%s %s", typed ?
		trawl_query_read_as(typed) : "", filter);

	if (length < 0) {
		err->status = TRAWL_ENOMEM;
		snprintf(err->text, sizeof(err->text), "out of memory");
		return TRAWL_ENOMEM;
	}
	int status = parse(reader, (trawl_str){text, (size_t)length}, reading,
		ret, err);

	free(text);
	return status;
}

static int
parse_both(trawl_reader *reader, trawl_str query, const char *filter,
	const struct trawl_query_options *reading, trawl_query **ret_typed,
	trawl_query **ret_parsed, trawl_error *err)
{
	trawl_query *typed = NULL;
	int status = TRAWL_OK;

	if (!*filter || !is_blank(query))
		status = parse(reader, query, reading, &typed, err);
	trawl_query *parsed = typed;

	if (status == TRAWL_OK && *filter)
		status = parse_within(reader, typed, filter, reading, &parsed,
			err);
	if (status != TRAWL_OK) {
		trawl_query_free(typed);
		return status;
	}
	*ret_typed = typed;
	*ret_parsed = parsed;
	return TRAWL_OK;
}

static void
free_both(const trawl_query *typed, const trawl_query *parsed)
{
	if (typed != parsed)
		trawl_query_free((trawl_query *)(uintptr_t)typed);
	trawl_query_free((trawl_query *)(uintptr_t)parsed);
}

int
answer_query(trawl_reader *reader, trawl_str query,
	const struct trawl_query_options *reading,
	const struct trawl_search_options *options, struct answer *ret,
	trawl_error *err)
{
	return answer_within(reader, query, "", reading, options, 0, ret, err);
}

int
answer_begin(trawl_reader *reader, trawl_str query, const char *filter,
	const struct trawl_query_options *reading,
	const struct trawl_search_options *options, struct answer *ret,
	trawl_error *err)
{
	trawl_query *typed;
	trawl_query *parsed;
	trawl_hits *hits;
	int status = parse_both(reader, query, filter, reading, &typed,
		&parsed, err);

	if (status != TRAWL_OK)
		return status;
	status = trawl_search(reader, parsed, options, &hits, err);
	if (status != TRAWL_OK) {
		free_both(typed, parsed);
		return status;
	}
	*ret = (struct answer){
		.query = query,
		.typed = typed,
		.parsed = parsed,
		.hits = hits,
		.offset = options->offset,
		.limit = options->limit,
		.shows_passages = options->passages > 0,
		.folds = options->fold != 0,
	};
	return TRAWL_OK;
}

int
answer_within(trawl_reader *reader, trawl_str query, const char *filter,
	const struct trawl_query_options *reading,
	const struct trawl_search_options *options, uint64_t patience,
	struct answer *ret, trawl_error *err)
{
	uint64_t start = now_us();
	uint64_t work = answer_work_us();
	int status = answer_begin(reader, query, filter, reading, options, ret,
		err);

	if (status != TRAWL_OK)
		return status;
	bool helps = patience == 0 ||
		(answer_work_us() - work) * WAYS_TO_HELP <= patience;

	status = fetch_all(ret->hits, err);
	if (status == TRAWL_OK && helps && trawl_hits_total(ret->hits) == 0)
		status = trawl_relax(reader, ret->parsed, options,
			&ret->relaxed, err);
	ret->took_us = now_us() - start;
	if (status == TRAWL_OK && helps && ret->typed)
		status = trawl_correct(reader, ret->typed, &ret->did_you_mean,
			err);
	if (status == TRAWL_END)
		status = TRAWL_OK;
	if (status != TRAWL_OK)
		answer_done(ret);
	return status;
}

int
answer_explain(struct answer *answer, trawl_error *err)
{
	uint32_t count = trawl_hits_count(answer->hits);

	answer->explained = calloc((size_t)count + 1,
		sizeof(*answer->explained));
	if (!answer->explained) {
		err->status = TRAWL_ENOMEM;
		snprintf(err->text, sizeof(err->text), "out of memory");
		return TRAWL_ENOMEM;
	}
	for (uint32_t i = 0; i < count; i++) {
		struct trawl_explanation *told = &answer->explained[i];

		told->size = sizeof(*told);
		int status = trawl_hits_explain(answer->hits, i, told, err);

		if (status != TRAWL_OK)
			return status;
	}
	return TRAWL_OK;
}

void
answer_done(struct answer *answer)
{
	free(answer->explained);
	trawl_relaxed_free(answer->relaxed);
	trawl_hits_free(answer->hits);
	free_both(answer->typed, answer->parsed);
}

size_t
answer_warnings(const struct answer *answer,
	const struct trawl_warning **ret_warnings)
{
	*ret_warnings = NULL;
	if (!answer->typed)
		return 0;
	return trawl_query_warnings(answer->typed, ret_warnings);
}

size_t
answer_changes(const struct answer *answer,
	const struct trawl_change **ret_changes)
{
	if (!answer->relaxed)
		return 0;
	return trawl_relaxed_changes(answer->relaxed, ret_changes);
}

struct trawl_hit
answer_hit(const struct answer *answer, uint32_t i)
{
	struct trawl_hit hit = {.size = sizeof(hit)};

	/* Fetched before: cannot fail. */
	if (trawl_hits_get(answer->hits, i, &hit, NULL) != TRAWL_OK)
		memset(&hit, 0, sizeof(hit));
	return hit;
}

static unsigned
digits(const char *p, size_t n)
{
	unsigned value = 0;

	for (size_t i = 0; i < n; i++)
		value = value * 10 + (unsigned)(p[i] - '0');
	return value;
}

void
print_date(FILE *out, trawl_str date)
{
	static const char *const months[] = {"January", "February", "March",
		"April", "May", "June", "July", "August", "September",
		"October", "November", "December"};
	unsigned month = date.length >= 7 ? digits(date.bytes + 5, 2) : 0;

	if (date.length >= 10)
		fprintf(out, "%u ", digits(date.bytes + 8, 2));
	if (month >= 1 && month <= 12)
		fprintf(out, "%s ", months[month - 1]);
	if (date.length >= 4)
		fwrite(date.bytes, 1, 4, out);
}

void
print_values(FILE *out, trawl_str values, const char *between, print_fn *print)
{
	for (;;) {
		const char *newline = memchr(values.bytes, '\n',
			values.length);
		size_t n = newline ? (size_t)(newline - values.bytes)
				   : values.length;

		print(out, (trawl_str){values.bytes, n});
		if (!newline)
			return;
		fputs(between, out);
		values.bytes += n + 1;
		values.length -= n + 1;
	}
}

void
print_marked(FILE *out, trawl_str text, const struct trawl_range *marks,
	size_t mark_count, const char *before, const char *after,
	print_fn *print)
{
	size_t at = 0;

	for (size_t i = 0; i < mark_count; i++) {
		size_t start = marks[i].start;
		size_t end = marks[i].end;

		print(out, (trawl_str){text.bytes + at, start - at});
		fputs(before, out);
		print(out, (trawl_str){text.bytes + start, end - start});
		fputs(after, out);
		at = end;
	}
	print(out, (trawl_str){text.bytes + at, text.length - at});
}
