/* utf8.h: the gate for text from the web: UTF-8, checked once. */
/* SPDX-License-Identifier: MIT */
#ifndef CLI_SITE_UTF8_H
#define CLI_SITE_UTF8_H

#include <stddef.h>
#include <stdint.h>

/* Bytes of the UTF-8 character at p, which is before end; 0 if it is none. */
size_t utf8_length(const char *p, const char *end);

/* The code point of a character of so many bytes. */
uint32_t utf8_point(const char *p, size_t length);

/* Writes the bytes with U+FFFD for each that is no UTF-8, and for each NUL,
   and a NUL behind them: at most 3 * n + 1 bytes. */
void clean_utf8(const char *p, size_t n, char *out);

#endif
