/* remove.c: trawl remove: removes articles by their ids. */
/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "args.h"
#include "command.h"
#include "open.h"
#include "say.h"

static const char usage[] =
	"Usage: trawl remove ID...\n"
	"\n"
	"Removes articles. All of them are gone at the end, or, after an\n"
	"interruption, none.\n"
	"\n"
	"  trawl remove news/2019/more-with-less.html\n"
	"\n"
	"      --no-wait       fail when another writer is at work\n"
	"  -i, --index FILE    the index (articles.trawl)\n"
	"\n"
	"Exit code: 0 removed, 1 one of them was not there, 2 trouble.\n";

static int
remove_all(trawl_writer *writer, char **ids, int count)
{
	int code = EXIT_FOUND;
	trawl_error err;

	for (int i = 0; i < count; i++) {
		int status = trawl_writer_remove(writer, ids[i],
			strlen(ids[i]), &err);

		if (status == TRAWL_END) {
			say("there is no article with the id %s", ids[i]);
			code = EXIT_NOTHING;
		} else if (status != TRAWL_OK) {
			return say_error(&err);
		}
	}
	if (trawl_writer_commit(writer, &err) != TRAWL_OK)
		return say_error(&err);
	return code;
}

int
command_remove(int argc, char **argv)
{
	const char *path = NULL;
	bool no_wait = false;
	const struct arg args[] = {
		{"index", 'i', ARG_TEXT, &path},
		{"no-wait", 0, ARG_FLAG, &no_wait},
		ARG_END,
	};
	trawl_index *index;
	trawl_writer *writer;
	int first;
	int code = args_read(args, usage, argc, argv, &first);

	if (code >= 0)
		return code;
	if (first == argc) {
		say("which article? give ids as search prints them");
		return EXIT_TROUBLE;
	}
	if (!open_index(path, &index))
		return EXIT_TROUBLE;
	code = EXIT_TROUBLE;

	const struct trawl_writer_options options = {.no_wait = no_wait};

	if (open_writer(index, options, &writer)) {
		code = remove_all(writer, argv + first, argc - first);
		trawl_writer_free(writer);
	}
	trawl_index_close(index);
	return code;
}
