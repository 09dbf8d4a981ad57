/* recency.h: how long it takes until an article counts less. */
/* SPDX-License-Identifier: MIT */
#ifndef CLI_RECENCY_H
#define CLI_RECENCY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Days from "90d", "6w", "2y", or a number alone; false if it is none of this,
   or 0. */
bool read_days(const char *text, size_t length, uint32_t *ret);

#endif
