/* kept.h: answers given already, for the next who asks the same. */
/* SPDX-License-Identifier: MIT */
#ifndef CLI_SITE_KEPT_H
#define CLI_SITE_KEPT_H

#include <stddef.h>
#include <stdint.h>

/*
 * Bodies of answers by all that they depend on, as one text: the same key
 * means the same body. At most 32 MiB, of those that were wanted last. A few
 * searches make up much of what a site is asked, and one that is kept costs
 * a hundredth of one that is made.
 */
struct kept;

/* Empty; to be freed. NULL without memory, which all of these bear. */
struct kept *kept_new(void);
void kept_free(struct kept *kept);

/* The body, borrowed until the next is put, and how many articles it is
   about; NULL if there is none. */
const char *kept_get(struct kept *kept, const char *key, size_t *ret_length,
	uint64_t *ret_found);

/* Keeps a copy, or, where it is too long, nothing. */
void kept_put(struct kept *kept, const char *key, const char *body,
	size_t length, uint64_t found);

#endif
