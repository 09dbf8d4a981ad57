/* above.h: which of many numbers are great enough. */
/* SPDX-License-Identifier: MIT */
#ifndef BASE_ABOVE_H
#define BASE_ABOVE_H

#include <stdint.h>

/*
 * Which of 64 numbers below 2 to the 31st are at least `least`, as bits. By
 * vectors where the processor has them; the twin is for others, and for tests.
 */
uint64_t tw_numbers_above(const uint32_t numbers[64], uint32_t least);
uint64_t tw_numbers_above_plain(const uint32_t numbers[64], uint32_t least);

#endif
