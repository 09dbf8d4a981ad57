/* main.c: trawl: finds the command that was asked for and runs it. */
/* SPDX-License-Identifier: MIT */
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <trawl.h>

#include "args.h"
#include "command.h"
#include "say.h"

struct command {
	const char *name;
	int (*run)(int argc, char **argv);
	const char *summary;
};

static const struct command commands[] = {
	{"index", command_index, "add or replace articles"},
	{"search", command_search, "ranked answers to a query"},
	{"suggest", command_suggest, "how a query may go on"},
	{"show", command_show, "one article as it is stored"},
	{"similar", command_similar, "articles about what one is about"},
	{"remove", command_remove, "remove articles"},
	{"extract", command_extract, "what would be indexed from a page"},
	{"stats", command_stats, "what is in the index"},
	{"lint", command_lint, "what is wrong with articles"},
	{"duplicates", command_duplicates, "articles that read alike"},
	{"gaps", command_gaps, "what visitors sought and did not find"},
	{"check", command_check, "look for damage"},
	{"merge", command_merge, "merge all segments into one"},
	{"compact", command_compact, "make the file as small as a fresh one"},
	{"backup", command_backup, "copy the index while it is in use"},
	{"export", command_export, "all articles, as index reads them"},
	{"digest", command_digest, "a fingerprint of the set of articles"},
	{"run", command_run, "many queries, to a TREC run"},
	{"eval", command_eval, "how good a run is"},
};

#define COMMAND_COUNT (sizeof(commands) / sizeof(*commands))

static int
help(void)
{
	fputs("trawl finds articles.\n\n"
	      "  trawl index news/            index a folder of pages\n"
	      "  trawl search partnership     find what is about it\n"
	      "  trawl search '\"joined up\" -transport'\n\n"
	      "Commands; each takes --help:\n",
		stdout);
	for (size_t i = 0; i < COMMAND_COUNT; i++)
		printf("  %-10s %s\n", commands[i].name, commands[i].summary);
	fputs("\nThe index is ./articles.trawl, or what TRAWL_INDEX or "
	      "-i FILE names.\n"
	      "Exit code: 0 found or done, 1 nothing found, 2 trouble.\n",
		stdout);
	return finish_output(EXIT_FOUND);
}

static int
version(void)
{
	printf("trawl %s\n", trawl_version());
	return finish_output(EXIT_FOUND);
}

/* Edits (Levenshtein 1966) between two short words. */
static size_t
distance(const char *a, const char *b)
{
	size_t row[32];
	size_t n = strlen(b);

	if (strlen(a) > 30 || n > 30)
		return SIZE_MAX;
	for (size_t j = 0; j <= n; j++)
		row[j] = j;
	for (size_t i = 1; a[i - 1]; i++) {
		size_t diagonal = row[0];

		row[0] = i;
		for (size_t j = 1; j <= n; j++) {
			size_t best = diagonal + (a[i - 1] != b[j - 1]);

			diagonal = row[j];
			if (row[j] + 1 < best)
				best = row[j] + 1;
			if (row[j - 1] + 1 < best)
				best = row[j - 1] + 1;
			row[j] = best;
		}
	}
	return row[n];
}

static int
unknown(const char *name)
{
	const char *nearest = NULL;
	size_t least = 3;

	for (size_t i = 0; i < COMMAND_COUNT; i++) {
		size_t d = distance(name, commands[i].name);

		if (d < least) {
			least = d;
			nearest = commands[i].name;
		}
	}
	if (nearest)
		say("there is no command '%s'; did you mean '%s'?", name,
			nearest);
	else
		say("there is no command '%s'; trawl --help lists them", name);
	return EXIT_TROUBLE;
}

static const struct command *
find_command(const char *name)
{
	for (size_t i = 0; i < COMMAND_COUNT; i++)
		if (equal(name, commands[i].name))
			return &commands[i];
	return NULL;
}

static int
help_on(const char *name)
{
	static char help_option[] = "--help";
	const struct command *command = find_command(name);
	char *argv[] = {(char *)(uintptr_t)name, help_option, NULL};

	return command ? command->run(2, argv) : unknown(name);
}

int
main(int argc, char **argv)
{
	hold_standard_streams();
	/* A reader that has seen enough ends us quietly. */
	signal(SIGPIPE, SIG_DFL);
	if (argc < 2) {
		help();
		return EXIT_TROUBLE;
	}
	const char *name = argv[1];
	if (equal(name, "--version") || equal(name, "version"))
		return version();
	if (equal(name, "--help") || equal(name, "-h"))
		return help();
	if (equal(name, "help"))
		return argc > 2 ? help_on(argv[2]) : help();
	const struct command *command = find_command(name);
	return command ? command->run(argc - 1, argv + 1) : unknown(name);
}
