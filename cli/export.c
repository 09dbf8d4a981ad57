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
	"reads back: whole, with the template of their site, and where each\n"
	"value came from, so that it learns the same again.\n"
	"\n"
	"  trawl export | trawl index -i copy.trawl -\n"
	"\n"
	"      --as-shown      without what was cut out and where it is from\n"
	"  -i, --index FILE    the index (articles.trawl)\n";

static int
print(void *context, const trawl_article *article)
{
	const bool *as_shown = context;

	print_article(stdout, article, !*as_shown);
	return ferror(stdout) ? TRAWL_END : TRAWL_OK;
}

int
command_export(int argc, char **argv)
{
	struct session session;
	const char *index = NULL;
	bool as_shown = false;
	const struct arg args[] = {
		{"as-shown", 0, ARG_FLAG, &as_shown},
		{"index", 'i', ARG_TEXT, &index},
		ARG_END,
	};
	trawl_error err;
	int code = args_read_options(args, usage, argc, argv);

	if (code >= 0)
		return code;
	if (!open_session(index, &session))
		return EXIT_TROUBLE;
	code = EXIT_FOUND;
	if ((as_shown ? trawl_reader_each : trawl_reader_export)(
			session.reader, print, &as_shown, &err) < 0)
		code = say_error(&err);
	close_session(&session);
	return finish_output(code);
}
