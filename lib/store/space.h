/* space.h: how much of the address space a file is given. */
/* SPDX-License-Identifier: MIT */
#ifndef STORE_SPACE_H
#define STORE_SPACE_H

#include <stdbool.h>
#include <stddef.h>

/*
 * A map costs address space alone; but it can grow only while no transaction
 * of this process is open. So it is made large enough that growing is a rare
 * thing: 64 GiB, and sixteen times the file. Where the address space is
 * limited (ulimit -v, 32 bits) it is a quarter of the limit, and less if that
 * cannot be had. What size the file says it was mapped with is not regarded:
 * others' maps are followed when the data grow out of ours.
 */
size_t tw_space_first(int fd);

/* The least that the file as it is needs. */
size_t tw_space_least(int fd);

/* True if the file is larger than the memory: read-ahead would do harm. */
bool tw_space_exceeds_memory(int fd);

#endif
