/* care.c: trawl check, merge, compact and backup: the life of an index. */
/* SPDX-License-Identifier: MIT */
#include <inttypes.h>
#include <stdio.h>

#include "args.h"
#include "command.h"
#include "open.h"
#include "say.h"

static const char check_usage[] =
	"Usage: trawl check\n"
	"\n"
	"Walks everything in the index file and prints each damage it finds.\n"
	"\n"
	"  -i, --index FILE    the index (articles.trawl)\n"
	"\n"
	"Exit code: 0 all is well, 1 damage was found, 2 trouble.\n";

static const char merge_usage[] =
	"Usage: trawl merge\n"
	"\n"
	"Merges all segments into one: searching is a little faster, and the\n"
	"space of replaced articles can be used again.\n"
	"\n"
	"      --memory SIZE   memory to use (256M)\n"
	"      --no-wait       fail when another writer is at work\n"
	"  -i, --index FILE    the index (articles.trawl)\n";

static const char compact_usage[] =
	"Usage: trawl compact\n"
	"\n"
	"Merges all segments and writes the file anew, as small as a fresh\n"
	"one. Needs room for a second copy. Readers go on meanwhile.\n"
	"\n"
	"      --no-wait       fail when another writer is at work\n"
	"  -i, --index FILE    the index (articles.trawl)\n";

static const char backup_usage[] =
	"Usage: trawl backup DESTINATION\n"
	"\n"
	"Copies the index as of its last commit to a new file, while others\n"
	"read and write it. The copy is an index like any other.\n"
	"\n"
	"  trawl backup /backup/articles-2026-11-22.trawl\n"
	"\n"
	"  -i, --index FILE    the index (articles.trawl)\n";

static void
print_damage(void *context, const char *damage)
{
	(void)context;
	puts(damage);
}

int
command_check(int argc, char **argv)
{
	const char *index = NULL;
	const struct arg args[] = {
		{"index", 'i', ARG_TEXT, &index},
		ARG_END,
	};
	trawl_error err;
	int code = args_read_options(args, check_usage, argc, argv);

	if (code >= 0)
		return code;
	const char *path = index_path(index);
	int status = trawl_check(path, print_damage, NULL, &err);
	if (status == TRAWL_OK) {
		say("%s: all is well", path);
		return EXIT_FOUND;
	}
	if (status != TRAWL_ECORRUPT)
		return say_error(&err);
	say("%s is damaged: put a backup in its place, or index the articles "
	    "again",
		path);
	return finish_output(EXIT_NOTHING);
}

static bool
merge(trawl_index *index, size_t memory, bool no_wait)
{
	const struct trawl_writer_options options = {.memory = memory,
		.no_wait = no_wait};
	trawl_writer *writer;
	trawl_error err;

	if (!open_writer(index, options, &writer))
		return false;
	int status = trawl_writer_merge(writer, &err);
	trawl_writer_free(writer);
	if (status != TRAWL_OK)
		say_error(&err);
	return status == TRAWL_OK;
}

int
command_merge(int argc, char **argv)
{
	const char *path = NULL;
	bool no_wait = false;
	size_t memory = 0;
	const struct arg args[] = {
		{"index", 'i', ARG_TEXT, &path},
		{"memory", 0, ARG_SIZE, &memory},
		{"no-wait", 0, ARG_FLAG, &no_wait},
		ARG_END,
	};
	trawl_index *index;
	int code = args_read_options(args, merge_usage, argc, argv);

	if (code >= 0)
		return code;
	if (!open_index(path, &index))
		return EXIT_TROUBLE;
	code = merge(index, memory, no_wait) ? EXIT_FOUND : EXIT_TROUBLE;
	trawl_index_close(index);
	return code;
}

static bool
file_bytes(trawl_index *index, uint64_t *ret)
{
	struct trawl_stats stats = {.size = sizeof(stats)};
	trawl_reader *reader;
	trawl_error err;
	int status = trawl_reader_open(index, &reader, &err);

	if (status == TRAWL_OK) {
		status = trawl_reader_stats(reader, &stats, &err);
		trawl_reader_free(reader);
	}
	if (status != TRAWL_OK)
		say_error(&err);
	*ret = stats.file_bytes;
	return status == TRAWL_OK;
}

static bool
compact(trawl_index *index, bool no_wait)
{
	uint64_t before;
	uint64_t after;
	trawl_error err;

	if (!file_bytes(index, &before) || !merge(index, 0, no_wait))
		return false;
	if (trawl_compact(index, &err) != TRAWL_OK) {
		say_error(&err);
		return false;
	}
	if (!file_bytes(index, &after))
		return false;
	say("%" PRIu64 " bytes, were %" PRIu64, after, before);
	return true;
}

int
command_compact(int argc, char **argv)
{
	const char *path = NULL;
	bool no_wait = false;
	const struct arg args[] = {
		{"index", 'i', ARG_TEXT, &path},
		{"no-wait", 0, ARG_FLAG, &no_wait},
		ARG_END,
	};
	trawl_index *index;
	int code = args_read_options(args, compact_usage, argc, argv);

	if (code >= 0)
		return code;
	if (!open_index(path, &index))
		return EXIT_TROUBLE;
	code = compact(index, no_wait) ? EXIT_FOUND : EXIT_TROUBLE;
	trawl_index_close(index);
	return code;
}

int
command_backup(int argc, char **argv)
{
	const char *path = NULL;
	const struct arg args[] = {
		{"index", 'i', ARG_TEXT, &path},
		ARG_END,
	};
	trawl_index *index;
	trawl_error err;
	int first;
	int code = args_read(args, backup_usage, argc, argv, &first);

	if (code >= 0)
		return code;
	if (argc - first != 1) {
		say("backup takes the name of one new file");
		return EXIT_TROUBLE;
	}
	if (!open_index(path, &index))
		return EXIT_TROUBLE;
	code = EXIT_FOUND;
	if (trawl_backup(index, argv[first], &err) != TRAWL_OK)
		code = say_error(&err);
	trawl_index_close(index);
	return code;
}
