/* text.h: text that is safe to show on a terminal. */
/* SPDX-License-Identifier: MIT */
#ifndef CLI_TEXT_H
#define CLI_TEXT_H

#include <stdio.h>
#include <trawl.h>

/* Prints the text with control characters as spaces. */
void print_safe(FILE *out, trawl_str text);

#endif
