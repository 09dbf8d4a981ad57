/* args.c: options of a command, from a table, through getopt_long. */
/* SPDX-License-Identifier: MIT */
#include "args.h"

#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "say.h"

#define ARGS_MAX 40
#define LONG_ONLY 256

struct table {
	struct option options[ARGS_MAX + 2];
	char letters[2 * ARGS_MAX + 4];
};

bool
equal(const char *a, const char *b)
{
	return strcmp(a, b) == 0;
}

static void
make_table(const struct arg *args, struct table *table)
{
	size_t letters = 0;
	int n = 0;

	memset(table, 0, sizeof(*table));
	table->letters[letters++] = ':';
	for (; args[n].name && n < ARGS_MAX; n++) {
		bool takes = args[n].kind != ARG_FLAG;

		table->options[n].name = args[n].name;
		table->options[n].has_arg = takes;
		table->options[n].val = LONG_ONLY + n;
		if (args[n].letter) {
			table->letters[letters++] = args[n].letter;
			if (takes)
				table->letters[letters++] = ':';
		}
	}
	table->options[n].name = "help";
	table->options[n].val = 'h';
	table->letters[letters++] = 'h';
}

static const struct arg *
find(const struct arg *args, int value)
{
	if (value >= LONG_ONLY)
		return &args[value - LONG_ONLY];
	for (; args->name; args++)
		if (args->letter == value)
			return args;
	return NULL;
}

static bool
read_number(const char *text, const char **ret_end, uint64_t *ret)
{
	char *end;

	if (*text < '0' || *text > '9')
		return false;
	errno = 0;
	*ret = strtoull(text, &end, 10);
	*ret_end = end;
	return errno == 0;
}

static bool
read_count(const char *text, uint32_t *ret)
{
	const char *end;
	uint64_t n;

	if (!read_number(text, &end, &n) || *end || n > UINT32_MAX)
		return false;
	*ret = (uint32_t)n;
	return true;
}

static bool
read_size(const char *text, size_t *ret)
{
	static const char units[] = "kMGT";
	const char *end;
	uint64_t n;

	if (!read_number(text, &end, &n))
		return false;
	if (*end) {
		const char *unit = strchr(units, *end == 'K' ? 'k' : *end);

		if (!unit || n > UINT64_MAX >> 40)
			return false;
		n <<= 10 * (unit - units + 1);
		end++;
		if (*end == 'B')
			end++;
	}
	*ret = (size_t)n;
	return *end == '\0' && *ret == n;
}

static bool
store_another(const struct arg *arg, const char *text)
{
	struct arg_texts *all = arg->target;

	if (all->count == ARG_TEXTS_MAX) {
		say("--%s can be given %d times at most", arg->name,
			ARG_TEXTS_MAX);
		return false;
	}
	all->texts[all->count++] = text;
	return true;
}

static bool
store(const struct arg *arg, const char *text)
{
	switch (arg->kind) {
	case ARG_FLAG:
		*(bool *)arg->target = true;
		return true;
	case ARG_TEXT:
		*(const char **)arg->target = text;
		return true;
	case ARG_TEXTS:
		return store_another(arg, text);
	case ARG_COUNT:
		if (read_count(text, arg->target))
			return true;
		say("--%s takes a number, not '%s'", arg->name, text);
		return false;
	case ARG_SIZE:
		if (read_size(text, arg->target))
			return true;
		say("--%s takes a size such as 64M or 1G, not '%s'", arg->name,
			text);
		return false;
	}
	return false;
}

static int
complain(int value, const char *name, char **argv)
{
	if (value == ':')
		say("%s: option '%s' needs a value; --help tells more",
			name, argv[optind - 1]);
	else if (optopt >= LONG_ONLY || optopt == 'h')
		say("%s: '%s': this option takes no value", name,
			argv[optind - 1]);
	else if (optopt > 0)
		say("%s: there is no option '-%c'; --help lists them, and "
		    "words that begin with '-' go behind --", name, optopt);
	else
		say("%s: there is no option '%s'; --help lists them", name,
			argv[optind - 1]);
	return EXIT_TROUBLE;
}

int
args_read(const struct arg *args, const char *usage, int argc, char **argv,
	int *ret_first)
{
	struct table table;

	make_table(args, &table);
	opterr = 0;
	optind = 1;
	for (;;) {
		int value = getopt_long(argc, argv, table.letters,
			table.options, NULL);

		if (value == -1)
			break;
		if (value == 'h') {
			fputs(usage, stdout);
			return finish_output(EXIT_FOUND);
		}
		if (value == '?' || value == ':')
			return complain(value, argv[0], argv);
		const struct arg *arg = find(args, value);
		if (!arg || !store(arg, optarg))
			return EXIT_TROUBLE;
	}
	*ret_first = optind;
	return -1;
}

int
args_read_options(const struct arg *args, const char *usage, int argc,
	char **argv)
{
	int first;
	int code = args_read(args, usage, argc, argv, &first);

	if (code >= 0 || first >= argc)
		return code;
	say("%s takes no arguments, so not '%s'; -i FILE names the index",
		argv[0], argv[first]);
	return EXIT_TROUBLE;
}
