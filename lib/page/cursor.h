/* cursor.h: reads small things one after another from a text. */
/* SPDX-License-Identifier: MIT */
#ifndef PAGE_CURSOR_H
#define PAGE_CURSOR_H

#include "base/str.h"

/* A place in a text; each function below moves it over what it reads, and
   leaves it alone if that is not there. */
struct tw_cursor {
	const char *p;
	const char *end;
};

struct tw_str tw_cursor_rest(struct tw_cursor at);
void tw_cursor_skip_space(struct tw_cursor *at);
bool tw_cursor_skip_byte(struct tw_cursor *at, char byte);
bool tw_cursor_skip_text(struct tw_cursor *at, const char *text);

/* A number of `least` to `most` digits with no digit behind it. */
bool tw_cursor_read_number(struct tw_cursor *at, unsigned least, unsigned most,
	unsigned *ret);

/* True if there is a digit at p < end. */
bool tw_cursor_is_digit(const char *p, const char *end);

/* True unless an ASCII letter, a digit or '_' follows. */
bool tw_cursor_ends_word(struct tw_cursor at);

#endif
