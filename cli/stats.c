/* stats.c: trawl stats and trawl digest: what is in the index. */
/* SPDX-License-Identifier: MIT */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "args.h"
#include "command.h"
#include "json.h"
#include "open.h"
#include "say.h"

static const char stats_usage[] =
	"Usage: trawl stats [--json]\n"
	"\n"
	"Prints what is in the index, and the lines that were learned to be\n"
	"of the template of a site, with how many articles have each.\n"
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
print_stats_json(struct json *json, const struct trawl_stats *stats)
{
	json_open(json, NULL, '{');
	json_number(json, "v", 1);
	json_number(json, "articles", stats->articles);
	json_number(json, "dead", stats->dead);
	json_number(json, "segments", stats->segments);
	json_number(json, "terms", stats->terms);
	json_number(json, "words", stats->words);
	json_number(json, "text_bytes", stats->text_bytes);
	json_number(json, "file_bytes", stats->file_bytes);
	json_number(json, "used_bytes", stats->used_bytes);
	json_zero_terminated(json, "language", stats->language);
	json_zero_terminated(json, "ranking", stats->ranking);
	json_number(json, "generation", stats->generation);
	json_number(json, "format", stats->format);
}

/* ------------------------------------------------------------------ */
/* What was learned of sites.                                           */

#define SHOWN_BYTES 60	/* of a line */

struct learned {
	struct json *json;	/* or NULL */
	char site[256];		/* of the line before */
	bool any;
};

/* Whether the line is of another site than the one before. */
static bool
is_new_site(struct learned *learned, const struct trawl_template *line)
{
	size_t n = line->site.length < sizeof(learned->site) - 1 ?
		line->site.length : sizeof(learned->site) - 1;

	if (learned->any && strlen(learned->site) == n &&
			memcmp(learned->site, line->site.bytes, n) == 0)
		return false;
	memcpy(learned->site, line->site.bytes, n);
	learned->site[n] = '\0';
	return true;
}

static int
print_line(void *context, const struct trawl_template *line)
{
	struct learned *learned = context;
	size_t n = line->text.length;

	if (is_new_site(learned, line))
		printf("template    of %s: %" PRIu64 " articles\n",
			learned->site[0] != '\0' ? learned->site :
			"pages without a URL", line->of);
	learned->any = true;
	if (n > SHOWN_BYTES) {
		n = SHOWN_BYTES;
		while (n > 0 && (line->text.bytes[n] & 0xc0) == 0x80)
			n--;
	}
	printf("%10" PRIu64 "  ", line->articles);
	fwrite(line->text.bytes, 1, n, stdout);
	puts(n < line->text.length ? "..." : "");
	return TRAWL_OK;
}

static int
print_line_json(void *context, const struct trawl_template *line)
{
	struct learned *learned = context;
	struct json *json = learned->json;

	if (is_new_site(learned, line)) {
		if (learned->any) {
			json_close(json, ']');
			json_close(json, '}');
		}
		json_open(json, NULL, '{');
		json_text(json, "site", line->site);
		json_number(json, "articles", line->of);
		json_open(json, "lines", '[');
	}
	learned->any = true;
	json_open(json, NULL, '{');
	json_number(json, "articles", line->articles);
	json_text(json, "text", line->text);
	json_close(json, '}');
	return TRAWL_OK;
}

static int
print_all_json(const struct trawl_stats *stats, trawl_reader *reader,
	trawl_error *err)
{
	struct json json = {.out = stdout};
	struct learned learned = {.json = &json};

	print_stats_json(&json, stats);
	json_open(&json, "templates", '[');
	int status = trawl_reader_templates(reader, NULL, 0, print_line_json,
		&learned, err);

	if (learned.any) {
		json_close(&json, ']');
		json_close(&json, '}');
	}
	json_close(&json, ']');
	json_close(&json, '}');
	putchar('\n');
	return status;
}

static int
print_all(const struct trawl_stats *stats, trawl_reader *reader,
	trawl_error *err)
{
	struct learned learned = {.json = NULL};

	print_stats(stats);
	return trawl_reader_templates(reader, NULL, 0, print_line, &learned,
		err);
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
	int code = args_read_options(args, stats_usage, argc, argv);

	if (code >= 0)
		return code;
	if (!open_session(index, &session))
		return EXIT_TROUBLE;
	code = EXIT_FOUND;
	if (trawl_reader_stats(session.reader, &stats, &err) != TRAWL_OK ||
		(json ? print_all_json : print_all)(&stats, session.reader,
			&err) != TRAWL_OK)
		code = say_error(&err);
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
	int code = args_read_options(args, digest_usage, argc, argv);

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
