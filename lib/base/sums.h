/* sums.h: running sums of numbers, as vectors. */
/* SPDX-License-Identifier: MIT */
#ifndef BASE_SUMS_H
#define BASE_SUMS_H

#include <stdint.h>

/*
 * numbers[i] becomes before + numbers[0] + ... + numbers[i], modulo 2^32. Up
 * to seven numbers behind the last are read and changed: sums are taken eight
 * at a time.
 */
void tw_sums(uint32_t *numbers, uint32_t count, uint32_t before);

/* The portable twin, for compilers without vectors and for tests. */
void tw_sums_scalar(uint32_t *numbers, uint32_t count, uint32_t before);

#endif
