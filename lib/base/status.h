/* status.h: status codes and error text, filled where the fault is known. */
/* SPDX-License-Identifier: MIT */
#ifndef BASE_STATUS_H
#define BASE_STATUS_H

#include <trawl.h>

#define TW_MUST_USE __attribute__((warn_unused_result))
#define TW_PRINTF(f, a) __attribute__((format(printf, f, a)))

/* Fills err (if not NULL) and returns the status, for `return tw_fail(...)`. */
int tw_fail(trawl_error *err, int status, const char *format, ...)
	TW_PRINTF(3, 4);

/* The same for damaged data: one function, so one breakpoint. */
int tw_corrupt(trawl_error *err, const char *format, ...) TW_PRINTF(2, 3);
#define TW_CORRUPT(err, ...) tw_corrupt((err), __VA_ARGS__)

/* "out of memory", the one text for it. */
int tw_no_memory(trawl_error *err);

#endif
