/* ways.c: what each way to ask costs, beside the plain query. */
/* SPDX-License-Identifier: MIT */
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
 * Reads lines "class<TAB>query" and asks all queries in each way, one way after
 * the other in each round, so that load on the machine is shared. A time is the
 * median of the rounds, in microseconds of this thread's CPU, and what is told
 * are the median, the 99th percentile and the mean of all queries. Then the
 * words of the queries are typed letter by letter, and completed.
 */
#define HITS 10
#define ROUNDS 5
#define TEXT_MAX 1000

enum spelling {
	AS_IT_IS,
	BY_BEGINNING,	/* the last word as beginn* */
	MISSPELT	/* the last word as wrod~ */
};

struct way {
	const char *name;
	struct trawl_search_options options;
	enum spelling spelling;
	bool hits;		/* are fetched */
};

#define ALL_FACETS (TRAWL_FACET_CATEGORY | TRAWL_FACET_AUTHOR | \
	TRAWL_FACET_YEAR | TRAWL_FACET_MONTH | TRAWL_FACET_LANGUAGE | \
	TRAWL_FACET_SITE)

static const struct way ways[] = {
	{"plain: ten best", {.total = TRAWL_TOTAL_AT_LEAST}, AS_IT_IS, false},
	{"exact total", {.total = TRAWL_TOTAL_EXACT}, AS_IT_IS, false},
	{"facet: category", {.facets = TRAWL_FACET_CATEGORY}, AS_IT_IS, false},
	{"facet: year", {.facets = TRAWL_FACET_YEAR}, AS_IT_IS, false},
	{"all six facets", {.facets = ALL_FACETS}, AS_IT_IS, false},
	{"since 2015", {.total = TRAWL_TOTAL_AT_LEAST, .after = "2015"},
		AS_IT_IS, false},
	{"since 2015, exact", {.after = "2015"}, AS_IT_IS, false},
	{"newest first", {.sort = TRAWL_NEWEST_FIRST}, AS_IT_IS, false},
	{"by title", {.sort = TRAWL_BY_TITLE}, AS_IT_IS, false},
	{"last word as beginn*", {.total = TRAWL_TOTAL_AT_LEAST},
		BY_BEGINNING, false},
	{"last word as wrod~", {.total = TRAWL_TOTAL_AT_LEAST}, MISSPELT,
		false},
	{"recency 90 days", {.total = TRAWL_TOTAL_AT_LEAST, .half_life = 90,
		.now = "2026-01-01"}, AS_IT_IS, false},
	{"budget 10,000", {.total = TRAWL_TOTAL_AT_LEAST, .budget = 10000},
		AS_IT_IS, false},
	{"stage two, 50", {.total = TRAWL_TOTAL_AT_LEAST, .rerank = 50},
		AS_IT_IS, false},
	{"fold", {.total = TRAWL_TOTAL_AT_LEAST, .fold = 1}, AS_IT_IS, false},
	{"expand", {.total = TRAWL_TOTAL_AT_LEAST, .expand = 1}, AS_IT_IS,
		false},
	{"ten snippets", {.total = TRAWL_TOTAL_AT_LEAST}, AS_IT_IS, true},
	{"and fragments", {.total = TRAWL_TOTAL_AT_LEAST, .fragments = 1},
		AS_IT_IS, true},
};
#define WAYS (sizeof(ways) / sizeof(ways[0]))

static double
now(void)
{
	return microseconds(CLOCK_THREAD_CPUTIME_ID);
}

/* ------------------------------------------------------------------ */

/* The last word, if it is one of five small letters or more; else NULL. */
static char *
last_word(char *text)
{
	char *word = strrchr(text, ' ');

	word = word ? word + 1 : text;
	size_t n = strspn(word, "abcdefghijklmnopqrstuvwxyz");

	return n >= 5 && word[n] == '\0' ? word : NULL;
}

/* False if the query has no word to be spelt so. */
static bool
spell(const char *text, enum spelling spelling, char ret[TEXT_MAX])
{
	snprintf(ret, TEXT_MAX, "%s", text);
	char *word = last_word(ret);

	if (spelling == AS_IT_IS)
		return true;
	if (!word)
		return false;
	if (spelling == BY_BEGINNING) {
		memcpy(word + 4, "*", 2);
		return true;
	}
	char second = word[1];

	word[1] = word[2];
	word[2] = second;
	memcpy(word + strlen(word), "~", 2);
	return true;
}

/* -1 if it cannot be asked so. */
static double
ask(trawl_reader *reader, const struct way *way, const char *as_typed)
{
	struct trawl_search_options options = way->options;
	char text[TEXT_MAX];
	trawl_error err;
	trawl_query *query;
	trawl_hits *hits;

	if (!spell(as_typed, way->spelling, text))
		return -1;
	options.size = sizeof(options);
	options.limit = HITS;
	double start = now();

	check(trawl_query_parse(text, strlen(text), NULL, &query, &err), &err);
	check(trawl_search(reader, query, &options, &hits, &err), &err);
	for (uint32_t i = 0; way->hits && i < trawl_hits_count(hits); i++) {
		struct trawl_hit hit = {.size = sizeof(hit)};

		check(trawl_hits_get(hits, i, &hit, &err), &err);
	}
	trawl_hits_free(hits);
	trawl_query_free(query);
	return now() - start;
}

/* ------------------------------------------------------------------ */

/* Beside the mean of the plain query; 0 for none. */
static double
report(const char *name, struct times *times, double plain)
{
	double mean = mean_time(times);

	if (times->count == 0)
		return 0;
	sort_times(times->list, times->count);
	printf("%-22s %7zu %9.1f %9.1f %9.1f", name, times->count,
		permille(times, 500), permille(times, 990), mean);
	if (plain > 0)
		printf(" %7.2f", mean / plain);
	printf("\n");
	return mean;
}

static void
report_ways(struct questions *questions)
{
	double plain = 0;

	printf("%-22s %7s %9s %9s %9s %7s\n", "way", "queries", "p50 us",
		"p99 us", "mean us", "x plain");
	for (size_t w = 0; w < WAYS; w++) {
		struct times times = {0};

		for (size_t i = 0; i < questions->count; i++) {
			double *rounds = questions->list[i].times +
				w * ROUNDS;

			sort_times(rounds, ROUNDS);
			if (rounds[ROUNDS / 2] >= 0)
				add_time(&times, rounds[ROUNDS / 2]);
		}
		double mean = report(ways[w].name, &times,
			w == 0 ? 0 : plain);

		if (w == 0)
			plain = mean;
		free(times.list);
	}
}

/* ------------------------------------------------------------------ */

static double
complete(trawl_reader *reader, const char *text, size_t length)
{
	struct trawl_suggest_options options = {
		.size = sizeof(options),
		.titles = 4,
	};
	trawl_suggestions *suggestions;
	trawl_error err;
	double start = now();

	check(trawl_suggest(reader, text, length, &options, &suggestions,
		&err), &err);
	trawl_suggestions_free(suggestions);
	return now() - start;
}

/* Each beginning of what is typed: of one word, and of words behind others. */
static void
report_typing(trawl_reader *reader, const struct questions *questions)
{
	struct times first = {0};
	struct times later = {0};

	for (size_t i = 0; i < questions->count; i++) {
		const char *text = questions->list[i].text;
		size_t word = strcspn(text, " ");

		if (strpbrk(text, "\"+-*():~"))
			continue;
		for (size_t n = 1; text[n - 1] != '\0'; n++)
			if (text[n - 1] != ' ')
				add_time(n <= word ? &first : &later,
					complete(reader, text, n));
	}
	report("completing a word", &first, 0);
	report("and behind others", &later, 0);
	free(first.list);
	free(later.list);
}

int
main(int argc, char **argv)
{
	struct questions questions = {0};
	trawl_index *index;
	trawl_reader *reader;
	trawl_error err;

	if (argc != 2) {
		fputs("usage: ways INDEX < QUERIES\nLines of QUERIES are a "
			"class, a tab and a query.\n", stderr);
		return 2;
	}
	read_questions(&questions, WAYS * ROUNDS);
	check(trawl_index_open(argv[1], NULL, &index, &err), &err);
	check(trawl_reader_open(index, &reader, &err), &err);
	for (size_t round = 0; round < ROUNDS; round++)
		for (size_t w = 0; w < WAYS; w++)
			for (size_t i = 0; i < questions.count; i++)
				questions.list[i].times[w * ROUNDS + round] =
					ask(reader, &ways[w],
						questions.list[i].text);
	report_ways(&questions);
	report_typing(reader, &questions);
	trawl_reader_free(reader);
	trawl_index_close(index);
	return 0;
}
