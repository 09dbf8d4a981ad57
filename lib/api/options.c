/* options.c: option structs that callers of any release may give. */
/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "api/handles.h"

void
tw_options(void *ret, size_t size, const void *given)
{
	size_t given_size = 0;

	memset(ret, 0, size);
	if (given)
		memcpy(&given_size, given, sizeof(given_size));
	if (given_size > 0)
		memcpy(ret, given, given_size < size ? given_size : size);
}
