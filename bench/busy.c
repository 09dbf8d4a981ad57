/* busy.c: how long queries take while another process indexes. */
/* SPDX-License-Identifier: MIT */
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <trawl.h>

#include "check.h"
#include "race/article.h"

/*
 * Asks queries for some time, and again while a child puts the articles of a
 * corpus into the same index as fast as it can, merges included. As a web
 * server does, each query opens a reader, is parsed, asked, and closes it. So
 * there are two times a query: of the clock and of the CPU.
 */
struct settings {
	double seconds;
	uint32_t batch;		/* articles a commit */
	const char *index;
	const char *corpus;
};

struct questions {
	char **texts;
	size_t count;
};

struct times {
	double *wall;		/* microseconds */
	double *cpu;
	size_t count;
	size_t room;
	uint64_t commits;	/* that were seen */
};

/* ------------------------------------------------------------------ */
/* The child that writes.                                               */

static void
put(trawl_writer *writer, trawl_article *article, const struct article *line)
{
	trawl_error err;

	check(trawl_article_set(article, TRAWL_ID, line->id.bytes,
		line->id.length, &err), &err);
	check(trawl_article_set(article, TRAWL_TEXT, line->text.bytes,
		line->text.length, &err), &err);
	check(trawl_writer_add(writer, article, &err), &err);
}

/* Replaces all articles again and again, until it is killed. */
static void
write_for_ever(const struct settings *settings)
{
	struct corpus corpus;
	struct article line;
	trawl_index *index;
	trawl_writer *writer;
	trawl_article *article;
	trawl_error err;

	check(trawl_index_open(settings->index, NULL, &index, &err), &err);
	check(trawl_writer_open(index, NULL, &writer, &err), &err);
	check(trawl_article_new(&article, &err), &err);
	for (;;) {
		corpus_open(&corpus, settings->corpus);
		for (uint32_t i = 1; corpus_next(&corpus, &line); i++) {
			put(writer, article, &line);
			if (i % settings->batch == 0)
				check(trawl_writer_commit(writer, &err), &err);
		}
		corpus_close(&corpus);
	}
}

static pid_t
start_writer(const struct settings *settings)
{
	pid_t child;

	fflush(stdout);
	child = fork();
	if (child < 0) {
		perror("busy");
		exit(2);
	}
	if (child == 0)
		write_for_ever(settings);
	return child;
}

/* ------------------------------------------------------------------ */
/* Queries.                                                             */

static void
read_questions(struct questions *questions)
{
	char *line = NULL;
	size_t room = 0;
	size_t most = 0;

	while (getline(&line, &room, stdin) > 0) {
		char *tab = strchr(line, '\t');

		line[strcspn(line, "\n")] = '\0';
		if (questions->count == most) {
			most = most > 0 ? 2 * most : 64;
			questions->texts = need(realloc(questions->texts,
				most * sizeof(*questions->texts)));
		}
		questions->texts[questions->count++] =
			need(strdup(tab ? tab + 1 : line));
	}
	free(line);
	if (questions->count == 0) {
		fputs("busy: no queries\n", stderr);
		exit(2);
	}
}

static double
microseconds(clockid_t clock)
{
	struct timespec now;

	clock_gettime(clock, &now);
	return (double)now.tv_sec * 1e6 + (double)now.tv_nsec / 1e3;
}

/* Returns the generation that was searched. */
static uint64_t
ask(trawl_index *index, const char *text)
{
	struct trawl_search_options options = {
		.size = sizeof(options),
		.limit = 10,
	};
	trawl_reader *reader;
	trawl_query *query;
	trawl_hits *hits;
	trawl_error err;

	check(trawl_reader_open(index, &reader, &err), &err);
	check(trawl_query_parse(text, strlen(text), NULL, &query, &err), &err);
	check(trawl_search(reader, query, &options, &hits, &err), &err);
	uint64_t generation = trawl_reader_generation(reader);

	trawl_hits_free(hits);
	trawl_query_free(query);
	trawl_reader_free(reader);
	return generation;
}

static void
keep(struct times *times, double wall, double cpu)
{
	if (times->count == times->room) {
		times->room = times->room > 0 ? 2 * times->room : 4096;
		times->wall = need(realloc(times->wall,
			times->room * sizeof(double)));
		times->cpu = need(realloc(times->cpu,
			times->room * sizeof(double)));
	}
	times->wall[times->count] = wall;
	times->cpu[times->count++] = cpu;
}

static struct times
ask_for(double seconds, trawl_index *index, const struct questions *questions)
{
	struct times times = {0};
	double end = microseconds(CLOCK_MONOTONIC) + seconds * 1e6;
	uint64_t last = 0;

	for (size_t i = 0; microseconds(CLOCK_MONOTONIC) < end; i++) {
		double wall = microseconds(CLOCK_MONOTONIC);
		double cpu = microseconds(CLOCK_THREAD_CPUTIME_ID);
		uint64_t generation = ask(index,
			questions->texts[i % questions->count]);

		keep(&times, microseconds(CLOCK_MONOTONIC) - wall,
			microseconds(CLOCK_THREAD_CPUTIME_ID) - cpu);
		times.commits += last != 0 && generation != last;
		last = generation;
	}
	return times;
}

/* ------------------------------------------------------------------ */

static int
by_number(const void *a, const void *b)
{
	double x = *(const double *)a;
	double y = *(const double *)b;

	return (x > y) - (x < y);
}

static void
report(const char *name, double *quiet, size_t quiet_count, double *busy,
	size_t busy_count)
{
	static const struct {
		const char *name;
		double share;
	} places[] = {{"p50", 0.5}, {"p99", 0.99}, {"p99.9", 0.999}};

	qsort(quiet, quiet_count, sizeof(*quiet), by_number);
	qsort(busy, busy_count, sizeof(*busy), by_number);
	for (size_t i = 0; i < sizeof(places) / sizeof(*places); i++) {
		double before = quiet[(size_t)(places[i].share *
			(double)quiet_count)];
		double after = busy[(size_t)(places[i].share *
			(double)busy_count)];

		printf("%-6s %-6s %10.1f %10.1f %8.2f\n", name,
			places[i].name, before, after, after / before);
	}
}

static int
usage(void)
{
	fputs("usage: busy [-t SECONDS] [-b ARTICLES] INDEX CORPUS < QUERIES\n"
		"Changes INDEX: replaces the articles of CORPUS (NDJSON) in "
		"it, so many a\ncommit. Lines of QUERIES are a class, a tab "
		"and a query.\n", stderr);
	return 2;
}

static bool
parse(int argc, char **argv, struct settings *settings)
{
	int option;

	while ((option = getopt(argc, argv, "t:b:")) != -1) {
		if (option == 't')
			settings->seconds = strtod(optarg, NULL);
		else if (option == 'b')
			settings->batch = (uint32_t)strtoul(optarg, NULL, 10);
		else
			return false;
	}
	if (optind + 2 != argc || settings->batch == 0 ||
		settings->seconds <= 0)
		return false;
	settings->index = argv[optind];
	settings->corpus = argv[optind + 1];
	return true;
}

int
main(int argc, char **argv)
{
	struct settings settings = {.seconds = 20, .batch = 1000};
	struct questions questions = {0};
	trawl_index *index;
	trawl_error err;

	if (!parse(argc, argv, &settings))
		return usage();
	read_questions(&questions);
	check(trawl_index_open(settings.index, NULL, &index, &err), &err);
	for (size_t i = 0; i < questions.count; i++)
		(void)ask(index, questions.texts[i]);
	struct times quiet = ask_for(settings.seconds, index, &questions);
	pid_t child = start_writer(&settings);
	struct times busy = ask_for(settings.seconds, index, &questions);

	kill(child, SIGKILL);
	waitpid(child, NULL, 0);
	trawl_index_close(index);
	printf("%zu queries quiet, %zu busy, which saw %llu commits\n",
		quiet.count, busy.count, (unsigned long long)busy.commits);
	printf("%-6s %-6s %10s %10s %8s\n", "us of", "", "quiet", "busy",
		"ratio");
	report("clock", quiet.wall, quiet.count, busy.wall, busy.count);
	report("cpu", quiet.cpu, quiet.count, busy.cpu, busy.count);
	return 0;
}
