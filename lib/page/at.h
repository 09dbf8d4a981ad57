/* at.h: reads small things one after another from a text. */
/* SPDX-License-Identifier: MIT */
#ifndef PAGE_AT_H
#define PAGE_AT_H

#include "base/str.h"

/* A place in a text; each function below moves it over what it reads, and
   leaves it alone if that is not there. */
struct tw_at {
	const char *p;
	const char *end;
};

struct tw_str tw_at_rest(struct tw_at at);
void tw_at_space(struct tw_at *at);
bool tw_at_byte(struct tw_at *at, char byte);
bool tw_at_text(struct tw_at *at, const char *text);

/* A number of `least` to `most` digits with no digit behind it. */
bool tw_at_number(struct tw_at *at, unsigned least, unsigned most,
	unsigned *ret);

/* "T10:00:00.000+01:00" and its kin, as far as they go. */
void tw_at_time(struct tw_at *at);

/* "T101500Z" */
void tw_at_compact_time(struct tw_at *at);

/* True if there is a digit at p < end. */
bool tw_at_digit(const char *p, const char *end);

/* True unless an ASCII letter, a digit or '_' follows. */
bool tw_at_word_end(struct tw_at at);

#endif
