/* extract.c: trawl extract: what would be indexed from a page. */
/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <unistd.h>

#include "args.h"
#include "article_json.h"
#include "command.h"
#include "input.h"
#include "say.h"
#include "walk.h"

static const char usage[] =
	"Usage: trawl extract [--type TYPE] PATH...\n"
	"\n"
	"Prints what `trawl index` would take from pages, a line of JSON an\n"
	"article, with the source of each value. Needs no index.\n"
	"\n"
	"  trawl extract page.html\n"
	"  curl -s https://example.org/news/1 | trawl extract --type html -\n"
	"\n"
	"      --type TYPE   text, html, markdown, ndjson, feed, sitemap,\n"
	"                    warc or mbox; told by content otherwise\n"
	"\n"
	"Exit code: 0 found, 1 no article, 2 trouble.\n";

static bool
print(void *context, trawl_article *article)
{
	(void)context;
	print_article(stdout, article, true);
	return !ferror(stdout);
}

static bool
read_file(void *context, const char *path)
{
	struct input *input = context;

	input->follow = true;
	return input_read(input, path);
}

int
command_extract(int argc, char **argv)
{
	struct input input = {.fn = print};
	struct walk_counts counts = {0};
	const char *type = NULL;
	const struct arg args[] = {
		{"type", 0, ARG_TEXT, &type},
		ARG_END,
	};
	int first;
	int code = args_read(args, usage, argc, argv, &first);

	if (code >= 0)
		return code;
	if (!input_type(type, &input.type))
		return EXIT_TROUBLE;
	if (first == argc) {
		say("which page? for example: trawl extract page.html");
		return EXIT_TROUBLE;
	}
	for (int i = first; i < argc; i++) {
		if (equal(argv[i], "-"))
			input_read(&input, "-");
		else
			walk(argv[i], read_file, &input, &counts);
	}
	if (input.failed + counts.failed > 0)
		return finish_output(EXIT_TROUBLE);
	return finish_output(input.articles > 0 ? EXIT_FOUND : EXIT_NOTHING);
}
