/* gaps.c: trawl gaps: what a site's visitors sought and did not find. */
/* SPDX-License-Identifier: MIT */
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "answer.h"
#include "args.h"
#include "asklog.h"
#include "command.h"
#include "json.h"
#include "open.h"
#include "say.h"

static const char usage[] =
	"Usage: trawl gaps [-n N] [--since DATE] [--few N] [--name NAME]\n"
	"                  [--clicks] [--json] LOG...\n"
	"\n"
	"What the visitors of a site sought and did not find, most wanted\n"
	"first, from the log of trawl-fcgi --log, a folder or files of it.\n"
	"Each is tried again on the index as it is now: what finds something\n"
	"by now is told as such, and else the smallest change that would.\n"
	"\n"
	"  trawl gaps /var/log/trawl\n"
	"  trawl gaps --since 2026-11 --few 2 -i news.trawl /var/log/trawl\n"
	"\n"
	"  -n, --limit N       queries to show (20; 0: all)\n"
	"      --since DATE    what was asked then or later: 2026-11-22\n"
	"      --few N         also what found no more than N articles (0)\n"
	"      --name NAME     of several indexes, that of this name (-: that\n"
	"                      without one)\n"
	"      --clicks        the articles whose links were followed instead\n"
	"      --json          the same as JSON\n"
	"  -i, --index FILE    the index (articles.trawl)\n"
	"\n"
	"Exit code: 0 there are some, 1 there are none, 2 trouble.\n";

#define LIMIT 20

struct gaps {
	const char *index;
	uint32_t limit;
	uint32_t few;
	bool json;
	struct session session;	/* no reader: there is no index */
	struct asklog log;
};

/* A query that found too little, and what is to do. */
struct gap {
	const struct asklog_text *asked;
	bool is_tried;		/* on the index as it is */
	uint64_t now;		/* articles that it finds there */
	char *query;		/* that finds more, or NULL */
	char *why;		/* that is, "without author:smith"; or NULL */
	uint64_t total;		/* articles that this finds */
};

static trawl_str
str(const char *text)
{
	return (trawl_str){text, strlen(text)};
}

static bool
has_index(const struct gaps *gaps)
{
	return gaps->session.reader != NULL;
}

/* ------------------------------------------------------------------ */
/* What would have helped.                                              */

static const struct trawl_search_options plain = {
	.size = sizeof(plain),
	.limit = 1,
};

/* What a query finds; 0 also if it cannot be asked. */
static uint64_t
count_found(trawl_reader *reader, const char *query)
{
	struct answer answer;
	trawl_error err;
	uint64_t total = 0;

	if (answer_begin(reader, str(query), "", NULL, &plain, &answer,
		&err) == TRAWL_OK) {
		total = trawl_hits_total(answer.hits);
		answer_done(&answer);
	}
	return total;
}

/* Another spelling, where it finds more, or else the smallest change. */
static void
find_change(struct gap *gap, trawl_reader *reader,
	const struct answer *answer)
{
	const struct trawl_change *changes;
	uint64_t meant = answer->did_you_mean ?
		count_found(reader, answer->did_you_mean) : 0;

	if (meant > gap->now) {
		gap->query = strdup(answer->did_you_mean);
		gap->total = meant;
	} else if (answer_changes(answer, &changes) > 0) {
		gap->query = strdup(changes[0].query);
		gap->why = strdup(changes[0].why);
		gap->total = changes[0].total;
	}
}

static struct gap
look_at(const struct gaps *gaps, const struct asklog_text *asked)
{
	struct gap gap = {.asked = asked};
	struct answer answer;
	trawl_error err;

	if (!has_index(gaps) || answer_query(gaps->session.reader,
		str(asked->text), NULL, &plain, &answer, &err) != TRAWL_OK)
		return gap;
	gap.is_tried = true;
	gap.now = trawl_hits_total(answer.hits);
	if (gap.now <= gaps->few)
		find_change(&gap, gaps->session.reader, &answer);
	answer_done(&answer);
	return gap;
}

static void
gap_done(struct gap *gap)
{
	free(gap->query);
	free(gap->why);
}

/* ------------------------------------------------------------------ */
/* As text.                                                             */

static void
print_line(uint64_t times, const char *text)
{
	printf("%7" PRIu64 "  ", times);
	print_safe(stdout, str(text));
	fputc('\n', stdout);
}

static void
print_articles(uint64_t number)
{
	printf("%" PRIu64 " article%s", number, number == 1 ? "" : "s");
}

static void
print_change(const struct gap *gap)
{
	fputs("           ", stdout);
	print_safe(stdout, str(gap->query));
	fputs(" finds ", stdout);
	print_articles(gap->total);
	if (gap->why) {
		fputs(" (", stdout);
		print_safe(stdout, str(gap->why));
		fputc(')', stdout);
	}
	fputc('\n', stdout);
}

static void
print_gap(const struct gaps *gaps, const struct gap *gap)
{
	print_line(gap->asked->times, gap->asked->text);
	if (gap->now > gap->asked->found) {
		fputs("           finds ", stdout);
		print_articles(gap->now);
		fputs(" by now\n", stdout);
	} else if (gap->asked->found > 0) {
		fputs("           found ", stdout);
		print_articles(gap->asked->found);
		fputc('\n', stdout);
	}
	if (gap->query)
		print_change(gap);
	else if (gap->is_tried && gap->now <= gaps->few)
		puts("           no change of it finds more");
}

static void
print_sums(const struct gaps *gaps)
{
	const struct asklog *log = &gaps->log;

	if (!log->first[0]) {
		puts("The log tells of nothing.");
		return;
	}
	printf("From %.10s to %.10s: ", log->first, log->last);
	if (log->wanted.clicks)
		printf("clicks on results: %" PRIu64 "\n", log->clicks);
	else
		printf("searches: %" PRIu64 ", without a result: %" PRIu64
			"\n", log->searches, log->nothing);
}

/* ------------------------------------------------------------------ */
/* As JSON.                                                             */

static void
begin_json(const struct gaps *gaps, struct json *json)
{
	const struct asklog *log = &gaps->log;

	json_open(json, NULL, '{');
	json_number(json, "v", 1);
	if (log->first[0]) {
		json_text(json, "from", (trawl_str){log->first, 10});
		json_text(json, "to", (trawl_str){log->last, 10});
	}
	if (log->wanted.clicks) {
		json_number(json, "clicks", log->clicks);
		json_open(json, "clicked", '[');
	} else {
		json_number(json, "searches", log->searches);
		json_number(json, "found_nothing", log->nothing);
		json_open(json, "gaps", '[');
	}
}

static void
end_json(struct json *json)
{
	json_close(json, ']');
	json_close(json, '}');
	fputc('\n', json->out);
}

static void
print_gap_json(const struct gap *gap, struct json *json)
{
	json_open(json, NULL, '{');
	json_zero_terminated(json, "query", gap->asked->text);
	json_number(json, "asked", gap->asked->times);
	json_number(json, "found", gap->asked->found);
	if (gap->is_tried)
		json_number(json, "finds_now", gap->now);
	if (gap->query) {
		json_open(json, "change", '{');
		json_zero_terminated(json, "query", gap->query);
		if (gap->why)
			json_zero_terminated(json, "why", gap->why);
		json_number(json, "finds", gap->total);
		json_close(json, '}');
	}
	json_close(json, '}');
}

/* ------------------------------------------------------------------ */

static bool
is_gap(const struct gaps *gaps, const struct asklog_text *text)
{
	return text->found <= gaps->few;
}

static bool
wants_more(const struct gaps *gaps, uint32_t told)
{
	return gaps->limit == 0 || told < gaps->limit;
}

static uint32_t
tell_gaps(struct gaps *gaps, struct json *json)
{
	uint32_t told = 0;

	for (size_t i = 0; i < gaps->log.count && wants_more(gaps, told);
		i++) {
		if (!is_gap(gaps, &gaps->log.texts[i]))
			continue;
		struct gap gap = look_at(gaps, &gaps->log.texts[i]);

		if (gaps->json)
			print_gap_json(&gap, json);
		else
			print_gap(gaps, &gap);
		gap_done(&gap);
		told++;
	}
	return told;
}

static uint32_t
tell_clicks(struct gaps *gaps, struct json *json)
{
	uint32_t told = 0;

	for (; told < gaps->log.count && wants_more(gaps, told); told++) {
		const struct asklog_text *text = &gaps->log.texts[told];

		if (gaps->json) {
			json_open(json, NULL, '{');
			json_zero_terminated(json, "id", text->text);
			json_number(json, "clicks", text->times);
			json_close(json, '}');
		} else {
			print_line(text->times, text->text);
		}
	}
	return told;
}

static int
tell(struct gaps *gaps)
{
	struct json json = {.out = stdout};

	if (gaps->json)
		begin_json(gaps, &json);
	else
		print_sums(gaps);
	uint32_t told = gaps->log.wanted.clicks ? tell_clicks(gaps, &json) :
		tell_gaps(gaps, &json);

	if (gaps->json)
		end_json(&json);
	if (gaps->log.cut > 0)
		say("%" PRIu64 " lines of the log are not whole, and left out",
			gaps->log.cut);
	return finish_output(told > 0 ? EXIT_FOUND : EXIT_NOTHING);
}

/* An index that nobody named need not be there. */
static bool
open_it(struct gaps *gaps)
{
	const char *path = index_path(gaps->index);

	if (gaps->log.wanted.clicks)
		return true;
	if (!gaps->index && !getenv("TRAWL_INDEX") && access(path, F_OK) != 0) {
		say("without an index (-i FILE) the log alone is told");
		return true;
	}
	return open_session(gaps->index, &gaps->session);
}

static int
run(struct gaps *gaps, char **paths, int count)
{
	bool is_read = true;
	int code = EXIT_TROUBLE;

	for (int i = 0; is_read && i < count; i++)
		is_read = asklog_read(&gaps->log, paths[i]);
	if (is_read && asklog_sort(&gaps->log) && open_it(gaps)) {
		code = tell(gaps);
		if (has_index(gaps))
			close_session(&gaps->session);
	}
	asklog_done(&gaps->log);
	return code;
}

int
command_gaps(int argc, char **argv)
{
	struct gaps gaps = {.limit = LIMIT};
	const struct arg args[] = {
		{"index", 'i', ARG_TEXT, &gaps.index},
		{"limit", 'n', ARG_COUNT, &gaps.limit},
		{"since", 0, ARG_TEXT, &gaps.log.wanted.since},
		{"few", 0, ARG_COUNT, &gaps.few},
		{"name", 0, ARG_TEXT, &gaps.log.wanted.place},
		{"clicks", 0, ARG_FLAG, &gaps.log.wanted.clicks},
		{"json", 0, ARG_FLAG, &gaps.json},
		ARG_END,
	};
	int first;
	int code = args_read(args, usage, argc, argv, &first);

	if (code >= 0)
		return code;
	if (first == argc) {
		say("gaps takes the folder of a log, as trawl-fcgi --log "
		    "keeps it");
		return EXIT_TROUBLE;
	}
	return run(&gaps, argv + first, argc - first);
}
