/* idset.h: a set of article ids. */
/* SPDX-License-Identifier: MIT */
#ifndef CLI_IDSET_H
#define CLI_IDSET_H

#include <stdbool.h>
#include <trawl.h>

/* NULL, or false, without memory. Ids are copied. */
struct idset;
struct idset *idset_new(void);
void idset_free(struct idset *set);
bool idset_add(struct idset *set, trawl_str id);
bool idset_has(const struct idset *set, trawl_str id);

#endif
