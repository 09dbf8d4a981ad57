/* stats.c: trawl stats and trawl digest: what is in the index. */
/* SPDX-License-Identifier: MIT */
#include <inttypes.h>
#include <stdio.h>

#include "args.h"
#include "command.h"
#include "json.h"
#include "open.h"
#include "say.h"

static const char stats_usage[] =
	"Usage: trawl stats [--json]\n"
	"\n"
	"Prints what is in the index.\n"
	"\n"
	"      --json          as JSON\n"
	"  -i, --index FILE    the index (articles.trawl)\n";

static const char digest_usage[] =
	"Usage: trawl digest\n"
	"\n"
	"Prints a fingerprint of the set of articles and of the statistics\n"
	"that rank them: equal for equal sets, however they came about.\n"
	"\n"
	"  -i, --index FILE    the index (articles.trawl)\n";

static void
print_stats(const struct trawl_stats *stats)
{
	printf("articles    %" PRIu64 "\n", stats->articles);
	printf("replaced    %" PRIu64 " (or removed, not yet merged away)\n",
		stats->dead);
	printf("segments    %" PRIu64 "\n", stats->segments);
	printf("terms       %" PRIu64 "\n", stats->terms);
	printf("words       %" PRIu64 "\n", stats->words);
	printf("text        %" PRIu64 " bytes\n", stats->text_bytes);
	printf("file        %" PRIu64 " bytes, %" PRIu64 " in use\n",
		stats->file_bytes, stats->used_bytes);
	printf("language    %s\n", stats->language);
	printf("ranking     %s\n", stats->ranking);
	printf("generation  %" PRIu64 "\n", stats->generation);
	printf("format      %u\n", stats->format);
}

static void
print_stats_json(const struct trawl_stats *stats)
{
	struct json json = {.out = stdout};

	json_open(&json, NULL, '{');
	json_number(&json, "v", 1);
	json_number(&json, "articles", stats->articles);
	json_number(&json, "dead", stats->dead);
	json_number(&json, "segments", stats->segments);
	json_number(&json, "terms", stats->terms);
	json_number(&json, "words", stats->words);
	json_number(&json, "text_bytes", stats->text_bytes);
	json_number(&json, "file_bytes", stats->file_bytes);
	json_number(&json, "used_bytes", stats->used_bytes);
	json_zero_terminated(&json, "language", stats->language);
	json_zero_terminated(&json, "ranking", stats->ranking);
	json_number(&json, "generation", stats->generation);
	json_number(&json, "format", stats->format);
	json_close(&json, '}');
	putchar('\n');
}

int
command_stats(int argc, char **argv)
{
	struct trawl_stats stats = {.size = sizeof(stats)};
	struct session session;
	const char *index = NULL;
	bool json = false;
	const struct arg args[] = {
		{"index", 'i', ARG_TEXT, &index},
		{"json", 0, ARG_FLAG, &json},
		ARG_END,
	};
	trawl_error err;
	int first;
	int code = args_read(args, stats_usage, argc, argv, &first);

	if (code >= 0)
		return code;
	if (!open_session(index, &session))
		return EXIT_TROUBLE;
	code = EXIT_FOUND;
	if (trawl_reader_stats(session.reader, &stats, &err) != TRAWL_OK)
		code = say_error(&err);
	else if (json)
		print_stats_json(&stats);
	else
		print_stats(&stats);
	close_session(&session);
	return finish_output(code);
}

int
command_digest(int argc, char **argv)
{
	struct session session;
	const char *index = NULL;
	const struct arg args[] = {
		{"index", 'i', ARG_TEXT, &index},
		ARG_END,
	};
	char digest[65];
	trawl_error err;
	int first;
	int code = args_read(args, digest_usage, argc, argv, &first);

	if (code >= 0)
		return code;
	if (!open_session(index, &session))
		return EXIT_TROUBLE;
	code = EXIT_FOUND;
	if (trawl_reader_digest(session.reader, digest, &err) != TRAWL_OK)
		code = say_error(&err);
	else
		puts(digest);
	close_session(&session);
	return finish_output(code);
}
