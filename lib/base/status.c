/* status.c: status codes and error text. */
/* SPDX-License-Identifier: MIT */
#include "base/status.h"

#include <stdarg.h>
#include <stdio.h>

static int
fill(trawl_error *err, int status, const char *format, va_list args)
{
	if (err) {
		err->status = status;
		vsnprintf(err->text, sizeof(err->text), format, args);
	}
	return status;
}

int
tw_fail(trawl_error *err, int status, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	fill(err, status, format, args);
	va_end(args);
	return status;
}

int
tw_corrupt(trawl_error *err, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	fill(err, TRAWL_ECORRUPT, format, args);
	va_end(args);
	return TRAWL_ECORRUPT;
}

int
tw_no_memory(trawl_error *err)
{
	return tw_fail(err, TRAWL_ENOMEM, "out of memory");
}
