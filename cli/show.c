/* show.c: trawl show: one article as it is stored. */
/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>

#include "answer.h"
#include "args.h"
#include "article_json.h"
#include "command.h"
#include "open.h"
#include "say.h"

static const char usage[] =
	"Usage: trawl show [--json] ID\n"
	"\n"
	"Prints the stored article: its fields, where each came from, and its\n"
	"text.\n"
	"\n"
	"  trawl show news/2019/more-with-less.html\n"
	"\n"
	"      --json          as a line of JSON\n"
	"  -i, --index FILE    the index (articles.trawl)\n"
	"\n"
	"Exit code: 0 found, 1 there is no such article, 2 trouble.\n";

static void
print_text(const trawl_article *article)
{
	static const char *const labels[TRAWL_TEXT] = {"id", "url", "title",
		"author", "date", "category", "language"};

	for (int i = 0; i < TRAWL_TEXT; i++) {
		trawl_str value = trawl_article_get(article,
			(enum trawl_field)i);
		trawl_str source = trawl_article_source(article,
			(enum trawl_field)i);

		if (value.length == 0)
			continue;
		printf("%-9s ", labels[i]);
		print_values(stdout, value, ", ", print_safe);
		if (source.length > 0)
			printf("  (%.*s)", (int)source.length, source.bytes);
		putchar('\n');
	}
	putchar('\n');
	print_values(stdout, trawl_article_get(article, TRAWL_TEXT), "\n",
		print_safe);
	putchar('\n');
}

static int
show(const char *index, const char *id, bool json)
{
	struct session session;
	trawl_article *article;
	trawl_error err;
	int code = EXIT_FOUND;

	if (!open_session(index, &session))
		return EXIT_TROUBLE;
	int status = trawl_reader_get(session.reader, id, strlen(id), &article,
		&err);
	if (status == TRAWL_END) {
		say("there is no article with the id %s", id);
		code = EXIT_NOTHING;
	} else if (status != TRAWL_OK) {
		code = say_error(&err);
	} else {
		if (json)
			print_article(stdout, article, true);
		else
			print_text(article);
		trawl_article_free(article);
	}
	close_session(&session);
	return finish_output(code);
}

int
command_show(int argc, char **argv)
{
	const char *index = NULL;
	bool json = false;
	const struct arg args[] = {
		{"index", 'i', ARG_TEXT, &index},
		{"json", 0, ARG_FLAG, &json},
		ARG_END,
	};
	int first;
	int code = args_read(args, usage, argc, argv, &first);

	if (code >= 0)
		return code;
	if (argc - first != 1) {
		say("show takes the id of one article, as search prints it");
		return EXIT_TROUBLE;
	}
	return show(index, argv[first], json);
}
