/* latency.c: how long queries take, class by class. */
/* SPDX-License-Identifier: MIT */
#include <inttypes.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <trawl.h>

#include "check.h"
#include "times.h"

/*
 * Reads lines "class<TAB>query" and asks each query of one reader: from the
 * query's text to scores, and to ids if they are wanted, or to what it is
 * completed to, with half as many titles. A query's time is the median of its
 * rounds, in microseconds of this thread's CPU; rounds go over all queries in
 * turn, so that no query finds the caches as it left them.
 */
#define CLASSES_MAX 64

struct settings {
	const char *index;
	uint32_t limit;
	uint32_t rounds;
	bool ids;
	bool at_least;	/* no exact totals */
	bool complete;	/* queries that are being typed */
};

static void
ask(trawl_reader *reader, const struct settings *settings,
	struct question *question)
{
	struct trawl_search_options options = {
		.size = sizeof(options),
		.limit = settings->limit,
		.total = settings->at_least ? TRAWL_TOTAL_AT_LEAST
					    : TRAWL_TOTAL_EXACT,
	};
	trawl_error err;
	trawl_query *query;
	trawl_hits *hits;
	trawl_str id;

	check(trawl_query_parse(question->text, strlen(question->text), NULL,
		&query, &err), &err);
	check(trawl_search(reader, query, &options, &hits, &err), &err);
	for (uint32_t i = 0; settings->ids && i < trawl_hits_count(hits); i++)
		check(trawl_hits_id(hits, i, &id, &err), &err);
	question->answer = (double)trawl_hits_total(hits);
	trawl_hits_free(hits);
	trawl_query_free(query);
}

static void
complete(trawl_reader *reader, const struct settings *settings,
	struct question *question)
{
	struct trawl_suggest_options options = {
		.size = sizeof(options),
		.limit = settings->limit,
		.titles = settings->limit / 2,
	};
	trawl_error err;
	trawl_suggestions *suggestions;

	check(trawl_suggest(reader, question->text, strlen(question->text),
		&options, &suggestions, &err), &err);
	question->answer = (double)trawl_suggestions_count(suggestions);
	trawl_suggestions_free(suggestions);
}

static void
report(const struct questions *questions, const char *class,
	uint32_t rounds)
{
	struct times times = {0};
	double total = 0;

	for (size_t i = 0; i < questions->count; i++) {
		const struct question *question = &questions->list[i];

		if (strcmp(question->class, class) != 0)
			continue;
		add_time(&times, question->times[rounds / 2]);
		total += question->answer;
	}
	sort_times(times.list, times.count);
	printf("%-12s %7zu %9.1f %9.1f %9.1f %9.0f\n", class, times.count,
		permille(&times, 500), permille(&times, 990),
		mean_time(&times), total / (double)times.count);
	free(times.list);
}

static void
report_all(struct questions *questions, uint32_t rounds)
{
	const char *classes[CLASSES_MAX];
	size_t count = 0;

	printf("%-12s %7s %9s %9s %9s %9s\n", "class", "queries", "p50 us",
		"p99 us", "mean us", "matches");
	for (size_t i = 0; i < questions->count; i++) {
		struct question *question = &questions->list[i];
		size_t c = 0;

		sort_times(question->times, rounds);
		while (c < count && strcmp(classes[c], question->class) != 0)
			c++;
		if (c < count || count == CLASSES_MAX)
			continue;
		classes[count++] = question->class;
	}
	for (size_t c = 0; c < count; c++)
		report(questions, classes[c], rounds);
}

/* ------------------------------------------------------------------ */

static int
usage(void)
{
	fputs("usage: latency [-k LIMIT] [-r ROUNDS] [-a] [-c] [-i] "
		"INDEX < QUERIES\n"
		"Lines of QUERIES are a class, a tab and a query. -i fetches "
		"the ids, too;\n-a does not ask for exact totals; -c completes "
		"them.\n", stderr);
	return 2;
}

static bool
parse(int argc, char **argv, struct settings *settings)
{
	int option;

	while ((option = getopt(argc, argv, "k:r:aci")) != -1) {
		if (option == 'k')
			settings->limit = (uint32_t)strtoul(optarg, NULL, 10);
		else if (option == 'r')
			settings->rounds = (uint32_t)strtoul(optarg, NULL, 10);
		else if (option == 'i')
			settings->ids = true;
		else if (option == 'a')
			settings->at_least = true;
		else if (option == 'c')
			settings->complete = true;
		else
			return false;
	}
	settings->index = argv[optind];
	return optind + 1 == argc && settings->rounds > 0 &&
		settings->limit > 0;
}

int
main(int argc, char **argv)
{
	struct settings settings = {.limit = 10, .rounds = 7};
	struct questions questions = {0};
	trawl_index *index;
	trawl_reader *reader;
	trawl_error err;

	if (!parse(argc, argv, &settings))
		return usage();
	read_questions(&questions, settings.rounds);
	check(trawl_index_open(settings.index, NULL, &index, &err), &err);
	check(trawl_reader_open(index, &reader, &err), &err);
	for (uint32_t round = 0; round < settings.rounds; round++) {
		for (size_t i = 0; i < questions.count; i++) {
			double start =
				microseconds(CLOCK_THREAD_CPUTIME_ID);

			if (settings.complete)
				complete(reader, &settings,
					&questions.list[i]);
			else
				ask(reader, &settings, &questions.list[i]);
			questions.list[i].times[round] =
				microseconds(CLOCK_THREAD_CPUTIME_ID) - start;
		}
	}
	report_all(&questions, settings.rounds);
	trawl_reader_free(reader);
	trawl_index_close(index);
	return 0;
}
