/* kept.h: answers given already, for the next who asks the same. */
/* SPDX-License-Identifier: MIT */
#ifndef CLI_SITE_KEPT_H
#define CLI_SITE_KEPT_H

#include <stddef.h>
#include <stdint.h>

/*
 * Bodies of answers by all that they depend on, as one text: the same key
 * means the same body. 64 MiB, of those that were wanted last, three quarters
 * of it for those wanted twice. A few searches make up much of what a site is
 * asked, and one that is kept costs a hundredth of one that is made.
 *
 * Processes forked behind kept_new share it: what one has answered, none has
 * to answer again, and one that dies takes nothing along. There is no lock, as
 * who holds it might be killed.
 */
struct kept;

/* Empty; to be freed by each process. NULL without memory, which all of these
   bear. */
struct kept *kept_new(void);
void kept_free(struct kept *kept);

/* The hash of a key; `sum` is that of something before it, or KEPT_HASH. */
#define KEPT_HASH UINT64_C(0xcbf29ce484222325)
uint64_t kept_hash(uint64_t sum, const char *key);

/* The body, to be freed, and how many articles it is about; NULL if there is
   none. */
char *kept_get(struct kept *kept, uint64_t hash, const char *key,
	size_t *ret_length, uint64_t *ret_found);

/* Keeps a copy, or, where it is too long, nothing. */
void kept_put(struct kept *kept, uint64_t hash, const char *key,
	const char *body, size_t length, uint64_t found);

#endif
