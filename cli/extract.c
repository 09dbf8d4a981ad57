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

#define SHOWN_BYTES 60	/* of a block */

static const char usage[] =
	"Usage: trawl extract [--type TYPE] [--explain] PATH...\n"
	"\n"
	"Prints what `trawl index` would take from pages, a line of JSON an\n"
	"article, with the source of each value. Needs no index.\n"
	"\n"
	"  trawl extract page.html\n"
	"  curl -s https://example.org/news/1 | trawl extract --type html -\n"
	"\n"
	"      --type TYPE   text, html, markdown, ndjson, feed, sitemap,\n"
	"                    warc or mbox; told by content otherwise\n"
	"      --explain     before it each block of the page: if it was kept\n"
	"                    (+), its score, where it stands, what decided\n"
	"\n"
	"Exit code: 0 found, 1 no article, 2 trouble.\n";

static bool
print(void *context, trawl_article *article)
{
	(void)context;
	print_article(stdout, article, true);
	return !ferror(stdout);
}

/* "+  1.7  article   paragraph  score: The lamps on Tern Street" */
static void
print_block(void *context, const struct trawl_block *block)
{
	size_t n = block->text.length;

	(void)context;
	if (n > SHOWN_BYTES) {
		n = SHOWN_BYTES;
		while (n > 0 && (block->text.bytes[n] & 0xc0) == 0x80)
			n--;
	}
	printf("%c %5.1f  %-8s %-9s %s: ", block->kept ? '+' : '-',
		(double)block->score, block->area, block->kind, block->why);
	for (size_t i = 0; i < n; i++)
		putchar(block->text.bytes[i] == '\n' ? ' '
						     : block->text.bytes[i]);
	puts(n < block->text.length ? "..." : "");
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
	bool explain = false;
	const struct arg args[] = {
		{"type", 0, ARG_TEXT, &type},
		{"explain", 0, ARG_FLAG, &explain},
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
	input.blocks = explain ? print_block : NULL;
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
