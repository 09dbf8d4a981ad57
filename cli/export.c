/* export.c: trawl export: all articles, as index reads them back. */
/* SPDX-License-Identifier: MIT */
#include <stdio.h>

#include "args.h"
#include "article_json.h"
#include "command.h"
#include "open.h"
#include "say.h"

static const char usage[] =
	"Usage: trawl export >articles.ndjson\n"
	"\n"
	"Prints all articles, one a line of JSON, in the form that `trawl "
	"index`\n"
	"reads back.\n"
	"\n"
	"  trawl export | trawl index -i copy.trawl -\n"
	"\n"
	"  -i, --index FILE    the index (articles.trawl)\n";

static int
print(void *context, const trawl_article *article)
{
	(void)context;
	print_article(stdout, article, false);
	return ferror(stdout) ? TRAWL_END : TRAWL_OK;
}

int
command_export(int argc, char **argv)
{
	struct session session;
	const char *index = NULL;
	const struct arg args[] = {
		{"index", 'i', ARG_TEXT, &index},
		ARG_END,
	};
	trawl_error err;
	int first;
	int code = args_read(args, usage, argc, argv, &first);

	if (code >= 0)
		return code;
	if (!open_session(index, &session))
		return EXIT_TROUBLE;
	code = EXIT_FOUND;
	if (trawl_reader_each(session.reader, print, NULL, &err) < 0)
		code = say_error(&err);
	close_session(&session);
	return finish_output(code);
}
