/* check.h: walks everything in an index and names each damage. */
/* SPDX-License-Identifier: MIT */
#ifndef INDEX_CHECK_H
#define INDEX_CHECK_H

#include "base/status.h"

/* As trawl_check in trawl.h. */
int tw_check(const char *path, trawl_check_fn *fn, void *context,
	trawl_error *err) TW_MUST_USE;

#endif
