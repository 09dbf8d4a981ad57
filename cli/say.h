/* say.h: talk to the person at the terminal, on standard error. */
/* SPDX-License-Identifier: MIT */
#ifndef CLI_SAY_H
#define CLI_SAY_H

#include <stdio.h>
#include <trawl.h>

enum exit_code {
	EXIT_FOUND = 0,		/* found, or done */
	EXIT_NOTHING = 1,	/* nothing found */
	EXIT_TROUBLE = 2
};

/*
 * To be called first of all: standard streams that the caller closed are held
 * by files that cannot be read, or written, so that no file opened later is
 * taken for one of them.
 */
void hold_standard_streams(void);

/* Prints the text with control characters as spaces, safe for a terminal. */
void print_safe(FILE *out, trawl_str text);

/* "trawl: ..." and a newline, as safe: what is named may be any file's name. */
void say(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Says what went wrong; returns EXIT_TROUBLE. */
int say_error(const trawl_error *err);

/* Flushes standard output; EXIT_TROUBLE and a word if that fails. */
int finish_output(int exit_code);

#endif
