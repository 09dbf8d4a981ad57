/* say.h: talk to the person at the terminal, on standard error. */
/* SPDX-License-Identifier: MIT */
#ifndef CLI_SAY_H
#define CLI_SAY_H

#include <trawl.h>

enum exit_code {
	EXIT_FOUND = 0,		/* found, or done */
	EXIT_NOTHING = 1,	/* nothing found */
	EXIT_TROUBLE = 2
};

/*
 * To be called first of all: standard streams that the caller closed are held
 * by files that cannot be written, so that no file opened later is taken for
 * one of them.
 */
void hold_standard_streams(void);

/* "trawl: ..." and a newline. */
void say(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Says what went wrong; returns EXIT_TROUBLE. */
int say_error(const trawl_error *err);

/* Flushes standard output; EXIT_TROUBLE and a word if that fails. */
int finish_output(int exit_code);

#endif
