/* busy.c: how long queries take while another process indexes. */
/* SPDX-License-Identifier: MIT */
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <trawl.h>

#include "check.h"
#include "race/article.h"
#include "times.h"

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

struct asked {
	struct times wall;
	struct times cpu;
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

static struct asked
ask_for(double seconds, trawl_index *index, const struct questions *questions)
{
	struct asked asked = {0};
	double end = microseconds(CLOCK_MONOTONIC) + seconds * 1e6;
	uint64_t last = 0;

	for (size_t i = 0; microseconds(CLOCK_MONOTONIC) < end; i++) {
		double wall = microseconds(CLOCK_MONOTONIC);
		double cpu = microseconds(CLOCK_THREAD_CPUTIME_ID);
		uint64_t generation = ask(index,
			questions->list[i % questions->count].text);

		add_time(&asked.wall, microseconds(CLOCK_MONOTONIC) - wall);
		add_time(&asked.cpu,
			microseconds(CLOCK_THREAD_CPUTIME_ID) - cpu);
		asked.commits += last != 0 && generation != last;
		last = generation;
	}
	return asked;
}

/* ------------------------------------------------------------------ */

static void
report(const char *name, struct times *quiet, struct times *busy)
{
	static const struct {
		const char *name;
		size_t thousandths;
	} places[] = {{"p50", 500}, {"p99", 990}, {"p99.9", 999}};

	sort_times(quiet->list, quiet->count);
	sort_times(busy->list, busy->count);
	for (size_t i = 0; i < sizeof(places) / sizeof(*places); i++) {
		double before = permille(quiet, places[i].thousandths);
		double after = permille(busy, places[i].thousandths);

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
	read_questions(&questions, 0);
	check(trawl_index_open(settings.index, NULL, &index, &err), &err);
	for (size_t i = 0; i < questions.count; i++)
		(void)ask(index, questions.list[i].text);
	struct asked quiet = ask_for(settings.seconds, index, &questions);
	pid_t child = start_writer(&settings);
	struct asked busy = ask_for(settings.seconds, index, &questions);

	kill(child, SIGKILL);
	waitpid(child, NULL, 0);
	trawl_index_close(index);
	printf("%zu queries quiet, %zu busy, which saw %llu commits\n",
		quiet.wall.count, busy.wall.count,
		(unsigned long long)busy.commits);
	printf("%-6s %-6s %10s %10s %8s\n", "us of", "", "quiet", "busy",
		"ratio");
	report("clock", &quiet.wall, &busy.wall);
	report("cpu", &quiet.cpu, &busy.cpu);
	return 0;
}
