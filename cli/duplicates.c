/* duplicates.c: trawl duplicates: articles that read alike. */
/* SPDX-License-Identifier: MIT */
#include <inttypes.h>
#include <stdio.h>

#include "args.h"
#include "command.h"
#include "json.h"
#include "open.h"
#include "say.h"

static const char usage[] =
	"Usage: trawl duplicates [--keep newest|longest] [--json]\n"
	"\n"
	"Prints the groups of articles that read alike, a line each: their\n"
	"ids with tabs between, the one that stands for the group first.\n"
	"\n"
	"  trawl duplicates | cut -f 2- | tr '\\t' '\\n' |\n"
	"      xargs -rd '\\n' trawl remove\n"
	"\n"
	"      --keep WHICH    stands for a group: newest (as is) or longest\n"
	"      --json          an array of ids a line\n"
	"  -i, --index FILE    the index (articles.trawl)\n"
	"\n"
	"Exit code: 0 found, 1 no two articles read alike, 2 trouble.\n";

struct job {
	bool json;
	uint64_t groups;
	uint64_t more;		/* articles beyond the first of each */
};

static void
print_line(const trawl_str *ids, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (i > 0)
			putchar('\t');
		fwrite(ids[i].bytes, 1, ids[i].length, stdout);
	}
	putchar('\n');
}

static void
print_json(const trawl_str *ids, size_t count)
{
	struct json json = {.out = stdout};

	json_open(&json, NULL, '[');
	for (size_t i = 0; i < count; i++)
		json_text(&json, NULL, ids[i]);
	json_close(&json, ']');
	putchar('\n');
}

static int
print(void *context, const trawl_str *ids, size_t count)
{
	struct job *job = context;

	(job->json ? print_json : print_line)(ids, count);
	job->groups++;
	job->more += count - 1;
	return ferror(stdout) ? TRAWL_END : TRAWL_OK;
}

static bool
keep_of(const char *name, int *ret)
{
	if (name && !equal(name, "newest") && !equal(name, "longest")) {
		say("--keep takes newest or longest, not '%s'", name);
		return false;
	}
	*ret = name && equal(name, "longest") ? TRAWL_KEEP_LONGEST
					      : TRAWL_KEEP_NEWEST;
	return true;
}

int
command_duplicates(int argc, char **argv)
{
	struct job job = {0};
	const char *index = NULL;
	const char *keep = NULL;
	const struct arg args[] = {
		{"index", 'i', ARG_TEXT, &index},
		{"keep", 0, ARG_TEXT, &keep},
		{"json", 0, ARG_FLAG, &job.json},
		ARG_END,
	};
	struct session session;
	trawl_error err;
	int which;
	int code = args_read_options(args, usage, argc, argv);

	if (code >= 0)
		return code;
	if (!keep_of(keep, &which) || !open_session(index, &session))
		return EXIT_TROUBLE;
	code = trawl_reader_duplicates(session.reader, which, print, &job,
		&err) < 0 ? say_error(&err) : job.groups > 0 ? EXIT_FOUND
							      : EXIT_NOTHING;
	close_session(&session);
	if (code == EXIT_FOUND)
		say("%" PRIu64 " group%s, %" PRIu64 " article%s beyond the "
		    "first of each", job.groups, job.groups == 1 ? "" : "s",
			job.more, job.more == 1 ? "" : "s");
	return finish_output(code);
}
