/* churn.c: how large the file of an index becomes that changes all day. */
/* SPDX-License-Identifier: MIT */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <trawl.h>

#include "check.h"
#include "race/article.h"
#include "race/random.h"

/*
 * Makes an index of a corpus, then commits again and again, each time with
 * some articles replaced by other text. Readers come and go: each looks for
 * some commits at the snapshot that it opened, whose pages cannot be used
 * again meanwhile. Every so many commits a line tells the file's size beside
 * that of a fresh one, merged and compacted.
 */
#define READERS_MAX 64

struct settings {
	uint32_t commits;
	uint32_t every;
	uint32_t readers;
	double share;		/* of the articles, replaced by a commit */
	const char *index;
	const char *corpus;
};

struct page {
	char *id;
	char *text;
};

struct churn {
	struct settings settings;
	struct page *pages;
	size_t count;
	trawl_index *index;
	trawl_writer *writer;
	trawl_article *article;
	trawl_reader *readers[READERS_MAX];
	struct random random;
	uint64_t fresh;		/* bytes of the compacted file */
	double most;		/* of the file's sizes, in fresh ones */
};

static void
read_corpus(struct churn *churn)
{
	struct corpus corpus;
	struct article article;
	size_t room = 0;

	corpus_open(&corpus, churn->settings.corpus);
	while (corpus_next(&corpus, &article)) {
		if (churn->count == room) {
			room = room > 0 ? 2 * room : 1024;
			churn->pages = need(realloc(churn->pages,
				room * sizeof(*churn->pages)));
		}
		churn->pages[churn->count++] = (struct page){
			.id = need(strdup(article.id.bytes)),
			.text = need(strdup(article.text.bytes)),
		};
	}
	corpus_close(&corpus);
	if (churn->count == 0) {
		fprintf(stderr, "churn: %s has no articles\n",
			churn->settings.corpus);
		exit(2);
	}
}

static void
put(struct churn *churn, const char *id, const char *text)
{
	trawl_error err;

	check(trawl_article_set(churn->article, TRAWL_ID, id, strlen(id),
		&err), &err);
	check(trawl_article_set(churn->article, TRAWL_TEXT, text,
		strlen(text), &err), &err);
	check(trawl_writer_add(churn->writer, churn->article, &err), &err);
}

static uint64_t
file_bytes(const struct churn *churn)
{
	struct stat status;

	if (stat(churn->settings.index, &status) != 0) {
		perror(churn->settings.index);
		exit(2);
	}
	return (uint64_t)status.st_size;
}

/* Merged and compacted; nobody else has the file open. */
static uint64_t
make_small(struct churn *churn)
{
	trawl_error err;

	check(trawl_writer_merge(churn->writer, &err), &err);
	trawl_writer_free(churn->writer);
	check(trawl_compact(churn->index, &err), &err);
	return file_bytes(churn);
}

static void
begin(struct churn *churn)
{
	struct trawl_index_options options = {
		.size = sizeof(options),
		.flags = TRAWL_CREATE,
	};
	trawl_error err;

	check(trawl_index_open(churn->settings.index, &options, &churn->index,
		&err), &err);
	check(trawl_article_new(&churn->article, &err), &err);
	check(trawl_writer_open(churn->index, NULL, &churn->writer, &err),
		&err);
	for (size_t i = 0; i < churn->count; i++)
		put(churn, churn->pages[i].id, churn->pages[i].text);
	churn->fresh = make_small(churn);
}

/* One of them ends, and another begins, which stays as long as all do. */
static void
change_readers(struct churn *churn, uint32_t commit)
{
	trawl_error err;

	if (churn->settings.readers == 0)
		return;
	trawl_reader **reader =
		&churn->readers[commit % churn->settings.readers];

	trawl_reader_free(*reader);
	check(trawl_reader_open(churn->index, reader, &err), &err);
}

/* By a writer of its own, as a command does it. */
static void
commit(struct churn *churn)
{
	size_t count = (size_t)((double)churn->count *
		churn->settings.share / 100);
	trawl_error err;

	check(trawl_writer_open(churn->index, NULL, &churn->writer, &err),
		&err);
	for (size_t i = 0; i < (count > 0 ? count : 1); i++) {
		size_t id = random_below(&churn->random, churn->count);
		size_t text = random_below(&churn->random, churn->count);

		put(churn, churn->pages[id].id, churn->pages[text].text);
	}
	check(trawl_writer_commit(churn->writer, &err), &err);
	trawl_writer_free(churn->writer);
}

static void
report(struct churn *churn, uint32_t number)
{
	struct trawl_stats stats = {.size = sizeof(stats)};
	uint64_t bytes = file_bytes(churn);
	double share = (double)bytes / (double)churn->fresh;
	trawl_reader *reader;
	trawl_error err;

	churn->most = share > churn->most ? share : churn->most;
	if (number % churn->settings.every != 0)
		return;
	check(trawl_reader_open(churn->index, &reader, &err), &err);
	check(trawl_reader_stats(reader, &stats, &err), &err);
	trawl_reader_free(reader);
	printf("%7u %10.1f %10.1f %8u %8.1f %6.2f\n", number,
		(double)bytes / (1 << 20),
		(double)stats.used_bytes / (1 << 20),
		(unsigned)stats.segments, 100 * (double)stats.dead /
		(double)(stats.articles + stats.dead), share);
	fflush(stdout);
}

static void
end(struct churn *churn)
{
	for (size_t i = 0; i < READERS_MAX; i++)
		trawl_reader_free(churn->readers[i]);
	trawl_error err;

	check(trawl_writer_open(churn->index, NULL, &churn->writer, &err),
		&err);
	uint64_t bytes = make_small(churn);

	printf("At most %.2f of a fresh file; compacted, %.2f of the first.\n",
		churn->most, (double)bytes / (double)churn->fresh);
	trawl_article_free(churn->article);
	trawl_index_close(churn->index);
	for (size_t i = 0; i < churn->count; i++) {
		free(churn->pages[i].id);
		free(churn->pages[i].text);
	}
	free(churn->pages);
}

static int
usage(void)
{
	fputs("usage: churn [-n COMMITS] [-s PERCENT] [-r READERS] [-e EVERY] "
		"INDEX CORPUS\n"
		"Makes INDEX, a new file, of CORPUS (NDJSON); replaces PERCENT "
		"of it a commit.\n", stderr);
	return 2;
}

static uint32_t
number(const char *text)
{
	return (uint32_t)strtoul(text, NULL, 10);
}

static bool
parse(int argc, char **argv, struct settings *settings)
{
	int option;

	while ((option = getopt(argc, argv, "n:s:r:e:")) != -1) {
		if (option == 'n')
			settings->commits = number(optarg);
		else if (option == 's')
			settings->share = strtod(optarg, NULL);
		else if (option == 'r')
			settings->readers = number(optarg);
		else if (option == 'e')
			settings->every = number(optarg);
		else
			return false;
	}
	if (optind + 2 != argc || settings->every == 0 ||
		settings->readers > READERS_MAX)
		return false;
	settings->index = argv[optind];
	settings->corpus = argv[optind + 1];
	return true;
}

int
main(int argc, char **argv)
{
	struct churn churn = {
		.settings = {
			.commits = 500,
			.every = 25,
			.readers = 4,
			.share = 1,
		},
	};

	if (!parse(argc, argv, &churn.settings))
		return usage();
	random_seed(&churn.random, 42);
	read_corpus(&churn);
	begin(&churn);
	printf("%7s %10s %10s %8s %8s %6s\n", "commits", "file MiB",
		"used MiB", "segments", "dead %", "fresh");
	for (uint32_t i = 0; i <= churn.settings.commits; i++) {
		change_readers(&churn, i);
		if (i > 0)
			commit(&churn);
		report(&churn, i);
	}
	end(&churn);
	return 0;
}
