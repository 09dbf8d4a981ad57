/* extract.c: trawl extract: what would be indexed from a page. */
/* SPDX-License-Identifier: MIT */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "args.h"
#include "article_json.h"
#include "command.h"
#include "input.h"
#include "open.h"
#include "say.h"
#include "walk.h"

#define SHOWN_BYTES 60	/* of a block */

static const char usage[] =
	"Usage: trawl extract [--type TYPE] [--explain [--index FILE]] PATH..."
	"\n"
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
	"  -i, --index FILE  with --explain: and if the index knows it to be\n"
	"                    of the template of its site\n"
	"\n"
	"Exit code: 0 found, 1 no article, 2 trouble.\n";

/* A block that waits until it is known what site its page is of. */
struct waiting {
	struct trawl_block block;
	char *text;		/* its own */
	char *template;		/* how many pages have it; NULL: it is not of
				   the template */
};

/* What is told of blocks, with an index to ask. */
struct explained {
	struct session session;
	bool has_index;
	struct waiting *blocks;
	size_t count;
	size_t room;
};

/* "+  1.7  article   paragraph  score: The lamps on Tern Street" */
static void
print_block(const struct trawl_block *block, bool kept, const char *why)
{
	size_t n = block->text.length;

	if (n > SHOWN_BYTES) {
		n = SHOWN_BYTES;
		while (n > 0 && (block->text.bytes[n] & 0xc0) == 0x80)
			n--;
	}
	printf("%c %5.1f  %-8s %-9s %s: ", kept ? '+' : '-',
		(double)block->score, block->area, block->kind, why);
	for (size_t i = 0; i < n; i++)
		putchar(block->text.bytes[i] == '\n' ? ' '
						     : block->text.bytes[i]);
	puts(n < block->text.length ? "..." : "");
}

static bool
keep_block(struct explained *explained, const struct trawl_block *block)
{
	if (explained->count == explained->room) {
		size_t room = explained->room > 0 ? 2 * explained->room : 64;
		struct waiting *blocks = realloc(explained->blocks,
			room * sizeof(*blocks));

		if (!blocks)
			return false;
		explained->blocks = blocks;
		explained->room = room;
	}
	char *text = malloc(block->text.length + 1);

	if (!text)
		return false;
	memcpy(text, block->text.bytes, block->text.length);
	explained->blocks[explained->count] = (struct waiting){
		.block = *block,
		.text = text,
	};
	explained->blocks[explained->count++].block.text.bytes = text;
	return true;
}

/* Its words for area, kind and why live for ever. */
static void
take_block(void *context, const struct trawl_block *block)
{
	struct explained *explained = context;

	if (!explained->has_index || !keep_block(explained, block))
		print_block(block, block->kept, block->why);
}

/* Finds the blocks that are the line of the template. */
static int
take_line(void *context, const struct trawl_template *line)
{
	struct explained *explained = context;
	size_t site = line->site.length < 256 ? line->site.length : 256;

	for (size_t i = 0; i < explained->count; i++) {
		struct waiting *waiting = &explained->blocks[i];
		trawl_str text = waiting->block.text;

		if (waiting->template || text.length != line->text.length ||
			memcmp(text.bytes, line->text.bytes, text.length) != 0)
			continue;
		waiting->template = malloc(site + 80);
		if (waiting->template)
			snprintf(waiting->template, site + 80, "template: on "
				"%" PRIu64 " of %" PRIu64 " pages %s%.*s",
				line->articles, line->of,
				site > 0 ? "of " : "without a URL",
				(int)site, line->site.bytes);
	}
	return TRAWL_OK;
}

/* Prints the blocks that wait: of a page of this URL. */
static void
print_waiting(struct explained *explained, trawl_str url)
{
	trawl_error err;

	if (explained->count > 0 && trawl_reader_templates(
		explained->session.reader, url.bytes, url.length, take_line,
		explained, &err) != TRAWL_OK)
		say_error(&err);
	for (size_t i = 0; i < explained->count; i++) {
		struct waiting *waiting = &explained->blocks[i];

		print_block(&waiting->block, waiting->block.kept &&
			!waiting->template, waiting->template ?
			waiting->template : waiting->block.why);
		free(waiting->text);
		free(waiting->template);
	}
	explained->count = 0;
}

static bool
print(void *context, trawl_article *article)
{
	print_waiting(context, trawl_article_get(article, TRAWL_URL));
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
	struct explained explained = {.has_index = false};
	struct input input = {.fn = print, .context = &explained};
	struct walk_counts counts = {0};
	const char *type = NULL;
	const char *index = NULL;
	bool explain = false;
	const struct arg args[] = {
		{"type", 0, ARG_TEXT, &type},
		{"explain", 0, ARG_FLAG, &explain},
		{"index", 'i', ARG_TEXT, &index},
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
	input.blocks = explain ? take_block : NULL;
	if (explain && index) {
		if (!open_session(index, &explained.session))
			return EXIT_TROUBLE;
		explained.has_index = true;
	}
	for (int i = first; i < argc; i++) {
		if (equal(argv[i], "-"))
			input_read(&input, "-");
		else
			walk(argv[i], read_file, &input, &counts);
	}
	print_waiting(&explained, (trawl_str){"", 0});
	free(explained.blocks);
	if (explained.has_index)
		close_session(&explained.session);
	if (input.failed + counts.failed > 0)
		return finish_output(EXIT_TROUBLE);
	return finish_output(input.articles > 0 ? EXIT_FOUND : EXIT_NOTHING);
}
