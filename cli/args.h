/* args.h: options of a command, from a table. */
/* SPDX-License-Identifier: MIT */
#ifndef CLI_ARGS_H
#define CLI_ARGS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum arg_kind {
	ARG_FLAG,		/* bool: set to true */
	ARG_TEXT,		/* const char *: the argument itself */
	ARG_TEXTS,		/* struct arg_texts: each that is given */
	ARG_COUNT,		/* uint32_t */
	ARG_SIZE		/* size_t bytes: 64M, 1G, 500k */
};

struct arg {
	const char *name;	/* the long name, without dashes */
	char letter;		/* the short one, or 0 */
	enum arg_kind kind;
	void *target;
};

/* Arguments of an option that may be given more than once. */
#define ARG_TEXTS_MAX 16

struct arg_texts {
	const char *texts[ARG_TEXTS_MAX];
	size_t count;
};

#define ARG_END {NULL, 0, ARG_FLAG, NULL}

/*
 * Reads the options in front of and between the operands, which are moved to
 * argv[*ret_first] and up. Returns -1 to go on, or the exit code: 0 after
 * --help (the usage on standard output), 2 for a bad option, which is told.
 */
int args_read(const struct arg *args, const char *usage, int argc,
	char **argv, int *ret_first);

/* The same for what takes options alone: an operand is bad, and told. */
int args_read_options(const struct arg *args, const char *usage, int argc,
	char **argv);

/* True if both texts are equal. */
bool equal(const char *a, const char *b);

#endif
