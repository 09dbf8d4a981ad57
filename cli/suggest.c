/* suggest.c: trawl suggest: how a query that is being typed may go on. */
/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>

#include "args.h"
#include "command.h"
#include "json.h"
#include "open.h"
#include "say.h"

static const char usage[] =
	"Usage: trawl suggest [-n N] [--titles N] [--now DATE] [--json] TEXT\n"
	"\n"
	"How a query may go on: its last word made whole, the words that most\n"
	"articles have first, of which new ones count twice as much as old\n"
	"ones. Other words of the text narrow that down. Behind author:,\n"
	"category: or site:, what articles have of these.\n"
	"\n"
	"  trawl suggest partn\n"
	"  trawl suggest 'joined up partn'\n"
	"  trawl suggest author:ruf\n"
	"  trawl suggest --titles 5 housing\n"
	"\n"
	"  -n, --limit N       texts to suggest (8)\n"
	"      --titles N      titles of articles behind them (0)\n"
	"      --now DATE      the day from which ages are counted (today)\n"
	"      --json          suggestions as JSON\n"
	"  -i, --index FILE    the index (articles.trawl)\n"
	"\n"
	"Exit code: 0 found, 1 nothing found, 2 trouble.\n";

/* Fetched before: cannot fail. */
static struct trawl_suggestion
get(const trawl_suggestions *suggestions, uint32_t i)
{
	struct trawl_suggestion suggestion = {.size = sizeof(suggestion)};

	if (trawl_suggestions_get(suggestions, i, &suggestion, NULL) !=
		TRAWL_OK)
		memset(&suggestion, 0, sizeof(suggestion));
	return suggestion;
}

static void
print_lines(const trawl_suggestions *suggestions)
{
	for (uint32_t i = 0; i < trawl_suggestions_count(suggestions); i++) {
		print_safe(stdout, get(suggestions, i).text);
		putchar('\n');
	}
}

static void
print_json(const char *text, const trawl_suggestions *suggestions)
{
	struct json json = {.out = stdout};

	json_open(&json, NULL, '{');
	json_number(&json, "v", 1);
	json_zero_terminated(&json, "text", text);
	json_open(&json, "suggestions", '[');
	for (uint32_t i = 0; i < trawl_suggestions_count(suggestions); i++) {
		struct trawl_suggestion suggestion = get(suggestions, i);

		json_open(&json, NULL, '{');
		json_text(&json, "text", suggestion.text);
		json_number(&json, "articles", suggestion.articles);
		if (suggestion.id.length > 0)
			json_text(&json, "id", suggestion.id);
		if (suggestion.url.length > 0)
			json_text(&json, "url", suggestion.url);
		if (suggestion.date.length > 0)
			json_text(&json, "date", suggestion.date);
		json_close(&json, '}');
	}
	json_close(&json, ']');
	json_close(&json, '}');
	putchar('\n');
}

static int
run(const char *index, const char *text,
	const struct trawl_suggest_options *options, bool json)
{
	struct session session;
	trawl_suggestions *suggestions;
	trawl_error err;

	if (!open_session(index, &session))
		return EXIT_TROUBLE;
	int code = EXIT_NOTHING;
	int status = trawl_suggest(session.reader, text, strlen(text),
		options, &suggestions, &err);
	if (status == TRAWL_OK) {
		if (trawl_suggestions_count(suggestions) > 0)
			code = EXIT_FOUND;
		if (json)
			print_json(text, suggestions);
		else
			print_lines(suggestions);
		trawl_suggestions_free(suggestions);
	} else {
		code = say_error(&err);
	}
	close_session(&session);
	return finish_output(code);
}

int
command_suggest(int argc, char **argv)
{
	const char *index = NULL;
	bool json = false;
	struct trawl_suggest_options options = {.size = sizeof(options)};
	const struct arg args[] = {
		{"index", 'i', ARG_TEXT, &index},
		{"limit", 'n', ARG_COUNT, &options.limit},
		{"titles", 0, ARG_COUNT, &options.titles},
		{"now", 0, ARG_TEXT, &options.now},
		{"json", 0, ARG_FLAG, &json},
		ARG_END,
	};
	int first;
	int code = args_read(args, usage, argc, argv, &first);

	if (code >= 0)
		return code;
	if (argc - first != 1) {
		say("what has been typed so far? for example: trawl suggest "
		    "partn");
		return EXIT_TROUBLE;
	}
	return run(index, argv[first], &options, json);
}
