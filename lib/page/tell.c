/* tell.c: tells a caller why there is no article. */
/* SPDX-License-Identifier: MIT */
#include "page/tell.h"

#include <stddef.h>

int
tw_tell(const struct trawl_extract_options *options, const char *place,
	const trawl_error *why, trawl_extract_fn *fn, void *context,
	trawl_error *err)
{
	const char *name = options->name ? options->name : "input";
	trawl_error reason = {0};

	if (why->status != TRAWL_EPARSE && why->status != TRAWL_EFULL
		&& why->status != TRAWL_EEMPTY
		&& why->status != TRAWL_EINVAL) {
		if (err)
			*err = *why;
		return why->status;
	}
	tw_fail(&reason, why->status, "%.200s%s%s: %.280s", name,
		place ? ": " : "", place ? place : "", why->text);
	return fn(context, NULL, &reason);
}
