/* error.h: what LMDB and the system say, translated once, for all above. */
/* SPDX-License-Identifier: MIT */
#ifndef STORE_ERROR_H
#define STORE_ERROR_H

#include "base/status.h"

/*
 * Fills err for a code of LMDB (negative) or of errno (positive), and returns
 * the status. `path` is the file, `doing` what was tried ("cannot write").
 */
int tw_store_fail(trawl_error *err, int code, const char *path,
	const char *doing);

/*
 * LMDB tells a short write, which is what a full disk looks like, as EIO: the
 * code for what it was, as long as the file is as it was then.
 */
int tw_store_cause(int code, const char *path);

/* The handle is from before a fork. */
int tw_store_forked(trawl_error *err, const char *path);

#endif
