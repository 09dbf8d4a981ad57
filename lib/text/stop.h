/* stop.h: words so common that they are left out of ranking. */
/* SPDX-License-Identifier: MIT */
#ifndef TEXT_STOP_H
#define TEXT_STOP_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

/*
 * The stop words of a language, folded, each with its accents and without
 * them, space separated, in the order of their bytes; empty if we have none
 * for it. Lives for ever.
 */
struct tw_str tw_stop_words(const char *code);

/* True if the word is one of such words. O(log n), no memory. */
bool tw_stop_has(struct tw_str words, struct tw_str word);

/*
 * Lets through what may be one of many words, by length and first byte: most
 * others it holds back at once. Zeroed, it holds back all.
 */
struct tw_stop_sieve {
	uint32_t lengths[32];	/* bits, by the low bits of first bytes */
};

/* O(bytes of the words), as much as some ten calls of tw_stop_has. */
void tw_stop_sieve_set(struct tw_stop_sieve *sieve, struct tw_str words);
bool tw_stop_sieve_lets(const struct tw_stop_sieve *sieve, struct tw_str word);

#endif
