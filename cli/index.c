/* index.c: trawl index: adds or replaces articles. */
/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "args.h"
#include "command.h"
#include "idset.h"
#include "input.h"
#include "known.h"
#include "open.h"
#include "progress.h"
#include "say.h"
#include "served.h"
#include "walk.h"

static const char usage[] =
	"Usage: trawl index [OPTIONS] PATH...\n"
	"\n"
	"Adds articles from files, folders and - (NDJSON on standard input),\n"
	"in place of those with the same id; makes the index if there is "
	"none.\n"
	"What has not changed is left alone.\n"
	"All of it is visible at the end, or, after an interruption, none.\n"
	"\n"
	"  trawl index news/                 a folder of pages\n"
	"  trawl index --sync news/          and forget pages that are gone\n"
	"  trawl index --url https://example.org/ /var/www/html\n"
	"  export-cms | trawl index -        a stream of NDJSON\n"
	"\n"
	"  trawl index crawl.warc.gz         what a crawler got\n"
	"  trawl index mirror/sitemap.xml    the files of the pages it names\n"
	"\n"
	"Pages are HTML, Markdown, plain text as crawled, NDJSON, RSS or Atom\n"
	"feeds, WARC, mbox; packed by gzip or zstd, or not. Below a folder,\n"
	"hidden files and what .trawlignore names are left out.\n"
	"\n"
	"      --url URL         where the site has what is at PATH: pages\n"
	"                        that tell no address have theirs below it\n"
	"      --type TYPE       text, html, markdown, ndjson, feed, sitemap,\n"
	"                        warc or mbox; told by content otherwise\n"
	"      --language CODE   of a new index (en): stemmer and stop words\n"
	"      --ranking TEXT    of a new index (k1=1.2,b=0.75,title=3)\n"
	"      --memory SIZE     memory to use (256M)\n"
	"      --sync            remove articles that are not among these\n"
	"      --no-template     leave in what the pages of a site share\n"
	"      --no-wait         fail when another writer is at work\n"
	"  -i, --index FILE      the index (articles.trawl)\n"
	"\n"
	"Exit code: 0 done, 2 trouble; what could be read is indexed.\n";

struct job {
	const char *index_path;
	const char *url;	/* of what is at each path, or NULL */
	const char *type;
	const char *language;
	const char *ranking;
	size_t memory;
	bool sync;
	bool no_wait;
	bool no_template;

	const char *named;	/* the argument that is being read */
	trawl_index *index;
	trawl_writer *writer;
	struct input input;
	struct walk_counts counts;
	struct progress progress;
	struct known known;
	struct idset *seen;	/* ids of this run, for --sync */
	uint64_t read;
	uint64_t added;		/* new, or changed */
	uint64_t removed;
	bool dead;		/* the writer cannot go on */
};

/* False if the writer cannot go on. */
static bool
put(struct job *job, const trawl_article *article)
{
	trawl_error err;
	int status = trawl_writer_add(job->writer, article, &err);

	if (status == TRAWL_EINVAL || status == TRAWL_EEMPTY ||
		status == TRAWL_EFULL) {
		say("%s", err.text);
		job->input.failed++;
		return true;
	}
	if (status != TRAWL_OK) {
		say_error(&err);
		return false;
	}
	job->added++;
	return known_change(&job->known, trawl_article_get(article, TRAWL_ID));
}

static bool
take(void *context, trawl_article *article)
{
	struct job *job = context;

	job->read++;
	progress_show(&job->progress, job->read, job->input.bytes);
	job->dead = !known_has(&job->known, article) && !put(job, article);
	if (!job->dead && job->seen)
		job->dead = !idset_add(job->seen,
			trawl_article_get(article, TRAWL_ID));
	return !job->dead;
}

static bool
read_file(void *context, const char *path)
{
	struct job *job = context;

	char *url = NULL;

	if (job->url) {
		url = served_url(job->url, job->named, path);
		job->dead = !url;
	}
	if (job->dead) {
		say("out of memory");
		return false;
	}
	/* A sitemap below a folder names what the folder has anyway. */
	job->input.follow = equal(path, job->named);
	job->input.url = url;
	bool go_on = input_read(&job->input, path);

	job->input.url = NULL;
	free(url);
	return go_on;
}

static void
read_paths(struct job *job, char **paths, int count)
{
	for (int i = 0; i < count && !job->dead; i++) {
		job->named = paths[i];
		if (equal(paths[i], "-"))
			input_read(&job->input, "-");
		else
			walk(paths[i], read_file, job, &job->counts);
	}
}

struct gone {
	struct job *job;
	trawl_error err;
};

static int
remove_if_gone(void *context, const trawl_article *article)
{
	struct gone *gone = context;
	trawl_str id = trawl_article_get(article, TRAWL_ID);

	if (gone->job->read == 0) {
		snprintf(gone->err.text, sizeof(gone->err.text),
			"no article was found, so none is removed; an index "
			"that is to be empty can be deleted");
		return TRAWL_EINVAL;
	}
	if (idset_has(gone->job->seen, id))
		return TRAWL_OK;
	int status = trawl_writer_remove(gone->job->writer, id.bytes,
		id.length, &gone->err);
	if (status == TRAWL_OK)
		gone->job->removed++;
	return status == TRAWL_END ? TRAWL_OK : status;
}

/* Removes what the index had before this run and the run did not give. */
static bool
remove_gone(struct job *job)
{
	struct gone gone = {.job = job};
	trawl_reader *reader;

	if (job->input.failed + job->counts.failed > 0) {
		say("nothing was removed, as not everything could be read");
		return true;
	}
	int status = trawl_reader_open(job->index, &reader, &gone.err);
	if (status == TRAWL_OK) {
		status = trawl_reader_each(reader, remove_if_gone, &gone,
			&gone.err);
		trawl_reader_free(reader);
	}
	if (status != TRAWL_OK)
		say_error(&gone.err);
	return status == TRAWL_OK;
}

static bool
commit(struct job *job)
{
	trawl_error err;

	if (job->sync && !remove_gone(job))
		return false;
	if (job->added + job->removed == 0 ||
		trawl_writer_commit(job->writer, &err) == TRAWL_OK)
		return true;
	say_error(&err);
	return false;
}

static void
say_done(const struct job *job)
{
	double seconds = progress_seconds(&job->progress);

	say("%" PRIu64 " article%s (%.1f MB read) in %.2f s into %s",
		job->read, job->read == 1 ? "" : "s",
		(double)job->input.bytes / 1e6, seconds,
		index_path(job->index_path));
	if (job->known.reader)
		say("%" PRIu64 " of them new or changed", job->added);
	if (job->removed > 0)
		say("%" PRIu64 " removed", job->removed);
	if (job->counts.skipped > 0)
		say("%" PRIu64 " files are no pages (images, styles, links) "
		    "and were left out",
			job->counts.skipped);
	if (job->input.sitemaps > 0)
		say("%" PRIu64 " sitemap%s left out: name one to index the "
		    "pages that it names", job->input.sitemaps,
			job->input.sitemaps == 1 ? " was" : "s were");
	if (job->input.doubts > 0)
		say("%" PRIu64 " value%s such as a date could not be read and "
		    "%s left out of articles",
			job->input.doubts, job->input.doubts == 1 ? "" : "s",
			job->input.doubts == 1 ? "was" : "were");
	if (job->input.failed + job->counts.failed > 0)
		say("%" PRIu64 " could not be indexed, as said above",
			job->input.failed + job->counts.failed);
}

static int
run(struct job *job, char **paths, int count)
{
	progress_start(&job->progress);
	read_paths(job, paths, count);
	progress_end(&job->progress);
	if (job->dead || !commit(job)) {
		say("nothing was changed in %s", index_path(job->index_path));
		return EXIT_TROUBLE;
	}
	say_done(job);
	bool all_well = job->input.failed + job->counts.failed == 0;
	return all_well ? EXIT_FOUND : EXIT_TROUBLE;
}

/* One reads, another writes, where there are so many processors. */
static uint32_t
threads(void)
{
	return sysconf(_SC_NPROCESSORS_ONLN) > 1 ? 2 : 1;
}

/* Each part of the wanted ranking, as it is written, is one of the index's. */
static bool
is_ranked_so(const char *wanted, const char *ranking)
{
	char all[40];
	char part[40];

	snprintf(all, sizeof(all), ",%s,", ranking);
	for (size_t n; *wanted; wanted += n + (wanted[n] == ',')) {
		n = strcspn(wanted, ",");
		snprintf(part, sizeof(part), ",%.*s,", (int)n, wanted);
		if (!strstr(all, part))
			return false;
	}
	return true;
}

/* What an index was made with stays; who asks for something else is told. */
static void
say_what_stays(const struct job *job)
{
	struct trawl_stats stats = {.size = sizeof(stats)};
	trawl_reader *reader;

	if ((!job->language && !job->ranking) ||
		trawl_reader_open(job->index, &reader, NULL) != TRAWL_OK)
		return;
	if (trawl_reader_stats(reader, &stats, NULL) == TRAWL_OK) {
		const char *path = index_path(job->index_path);

		if (job->language && strlen(job->language) == 2 &&
			strcasecmp(job->language, stats.language) != 0)
			say("%s stays an index of language %s, as it was "
			    "made", path, stats.language);
		if (job->ranking && !is_ranked_so(job->ranking, stats.ranking))
			say("%s stays ranked by %s, as it was made", path,
				stats.ranking);
	}
	trawl_reader_free(reader);
}

static bool
open_all(struct job *job)
{
	struct trawl_index_options options = {
		.size = sizeof(options),
		.flags = TRAWL_CREATE,
		.language = job->language,
		.ranking = job->ranking,
	};
	trawl_error err;

	if (trawl_index_open(index_path(job->index_path), &options,
		    &job->index, &err) != TRAWL_OK) {
		say_error(&err);
		return false;
	}
	say_what_stays(job);
	const struct trawl_writer_options writing = {
		.memory = job->memory,
		.no_wait = job->no_wait,
		.threads = threads(),
		.no_template = job->no_template,
	};

	return open_writer(job->index, writing, &job->writer);
}

static int
open_and_run(struct job *job, char **paths, int count)
{
	int code = EXIT_TROUBLE;

	job->input.fn = take;
	job->input.context = job;
	if (job->sync)
		job->seen = idset_new();
	if (job->sync && !job->seen)
		say("out of memory");
	else if (open_all(job) && known_open(job->index, job->no_template,
			&job->known))
		code = run(job, paths, count);
	known_close(&job->known);
	trawl_writer_free(job->writer);
	trawl_index_close(job->index);
	idset_free(job->seen);
	return code;
}

/* An index is not made, or opened, for paths of which there is none. */
static bool
is_any_there(char **paths, int count)
{
	struct stat st;

	for (int i = 0; i < count; i++)
		if (equal(paths[i], "-") || stat(paths[i], &st) == 0)
			return true;
	for (int i = 0; i < count; i++)
		if (stat(paths[i], &st) != 0)
			say("cannot read %s: %s", paths[i], strerror(errno));
	return false;
}

int
command_index(int argc, char **argv)
{
	struct job job = {0};
	const struct arg args[] = {
		{"index", 'i', ARG_TEXT, &job.index_path},
		{"url", 0, ARG_TEXT, &job.url},
		{"type", 0, ARG_TEXT, &job.type},
		{"language", 0, ARG_TEXT, &job.language},
		{"ranking", 0, ARG_TEXT, &job.ranking},
		{"memory", 0, ARG_SIZE, &job.memory},
		{"sync", 0, ARG_FLAG, &job.sync},
		{"no-wait", 0, ARG_FLAG, &job.no_wait},
		{"no-template", 0, ARG_FLAG, &job.no_template},
		ARG_END,
	};
	int first;
	int code = args_read(args, usage, argc, argv, &first);

	if (code >= 0)
		return code;
	if (!input_type(job.type, &job.input.type))
		return EXIT_TROUBLE;
	if (job.url && !served_is_base(job.url)) {
		say("--url takes an address such as https://example.org/");
		return EXIT_TROUBLE;
	}
	if (first == argc) {
		say("what shall I index? for example: trawl index news/");
		return EXIT_TROUBLE;
	}
	if (!is_any_there(argv + first, argc - first))
		return EXIT_TROUBLE;
	return open_and_run(&job, argv + first, argc - first);
}
