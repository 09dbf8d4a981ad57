/* run.c: trawl run: many queries, to a TREC run. */
/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "answer.h"
#include "args.h"
#include "command.h"
#include "open.h"
#include "say.h"

static const char usage[] =
	"Usage: trawl run [--depth N] [--rerank N] [--expand] [--plain]\n"
	"       QUERIES.tsv\n"
	"\n"
	"Answers many queries, one a line: a name, a tab, the query. Prints a\n"
	"TREC run: query name, Q0, article id, rank, score, tag.\n"
	"\n"
	"  trawl run --plain queries.tsv >run.txt\n"
	"  trawl eval qrels.txt run.txt\n"
	"\n"
	"      --depth N       answers to each query (1000)\n"
	"      --rerank N      order the first N by their texts too (0)\n"
	"      --expand        and 200 by what the best have in common\n"
	"      --plain         queries are words, without operators\n"
	"      --language CODE read queries in this language\n"
	"      --tag TEXT      the last column (trawl)\n"
	"  -i, --index FILE    the index (articles.trawl)\n";

struct batch {
	const char *index;
	const char *tag;
	const char *language;
	uint32_t depth;
	uint32_t rerank;
	bool expand;
	bool plain;
	trawl_reader *reader;
};

static int
print_hits(const struct batch *batch, trawl_hits *hits, const char *name,
	trawl_error *err)
{
	for (uint32_t i = 0; i < trawl_hits_count(hits); i++) {
		trawl_str id;
		int status = trawl_hits_id(hits, i, &id, err);

		if (status != TRAWL_OK)
			return status;
		printf("%s Q0 %.*s %" PRIu32 " %.9g %s\n", name,
			(int)id.length, id.bytes, i + 1,
			(double)trawl_hits_score(hits, i), batch->tag);
	}
	return TRAWL_OK;
}

static int
answer(const struct batch *batch, const char *name, trawl_str text,
	trawl_error *err)
{
	struct trawl_query_options query_options = {
		.size = sizeof(query_options),
		.flags = batch->plain ? TRAWL_PLAIN : 0,
		.language = batch->language ? batch->language
			: answer_language(batch->reader, text),
	};
	struct trawl_search_options options = {
		.size = sizeof(options),
		.limit = batch->depth,
		.rerank = batch->rerank,
		.expand = batch->expand,
	};
	trawl_query *query;
	trawl_hits *hits;
	int status = trawl_query_parse(text.bytes, text.length, &query_options,
		&query, err);

	if (status != TRAWL_OK)
		return status;
	status = trawl_search(batch->reader, query, &options, &hits, err);
	if (status == TRAWL_OK) {
		status = print_hits(batch, hits, name, err);
		trawl_hits_free(hits);
	}
	trawl_query_free(query);
	return status;
}

static bool
answer_line(const struct batch *batch, char *line, size_t n,
	const char *path, uint64_t number)
{
	trawl_error err;

	while (n > 0 && (line[n - 1] == '\n' || line[n - 1] == '\r'))
		line[--n] = '\0';
	if (n == 0)
		return true;
	char *tab = memchr(line, '\t', n);
	if (!tab) {
		say("%s, line %" PRIu64 ": no tab between name and query",
			path, number);
		return false;
	}
	*tab = '\0';
	trawl_str text = {tab + 1, n - (size_t)(tab + 1 - line)};
	if (answer(batch, line, text, &err) == TRAWL_OK)
		return true;
	say("%s, line %" PRIu64 ": %s", path, number, err.text);
	return false;
}

static bool
answer_file(const struct batch *batch, const char *path)
{
	FILE *in = equal(path, "-") ? stdin : fopen(path, "re");
	uint64_t number = 0;
	char *line = NULL;
	size_t room = 0;
	bool well = true;

	if (!in) {
		say("cannot read %s: %s", path, strerror(errno));
		return false;
	}
	for (;;) {
		ssize_t n = getline(&line, &room, in);

		if (ferror(in)) {
			say("cannot read %s: %s", path, strerror(errno));
			well = false;
		}
		if (n < 0 || ferror(stdout))
			break;
		well &= answer_line(batch, line, (size_t)n, path, ++number);
	}
	free(line);
	if (in != stdin)
		fclose(in);
	return well;
}

int
command_run(int argc, char **argv)
{
	struct batch batch = {.depth = 1000, .tag = "trawl"};
	struct session session;
	const struct arg args[] = {
		{"index", 'i', ARG_TEXT, &batch.index},
		{"depth", 0, ARG_COUNT, &batch.depth},
		{"rerank", 0, ARG_COUNT, &batch.rerank},
		{"expand", 0, ARG_FLAG, &batch.expand},
		{"plain", 0, ARG_FLAG, &batch.plain},
		{"tag", 0, ARG_TEXT, &batch.tag},
		{"language", 0, ARG_TEXT, &batch.language},
		ARG_END,
	};
	int first;
	int code = args_read(args, usage, argc, argv, &first);

	if (code >= 0)
		return code;
	if (argc - first != 1) {
		say("run takes one file of queries; see trawl run --help");
		return EXIT_TROUBLE;
	}
	if (!open_session(batch.index, &session))
		return EXIT_TROUBLE;
	batch.reader = session.reader;
	bool well = answer_file(&batch, argv[first]);
	close_session(&session);
	return finish_output(well ? EXIT_FOUND : EXIT_TROUBLE);
}
