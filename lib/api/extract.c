/* extract.c: the public function of extraction. */
/* SPDX-License-Identifier: MIT */
#include "api/handles.h"
#include "page/extract.h"

int
trawl_extract(const char *bytes, size_t length,
	const struct trawl_extract_options *options, trawl_extract_fn *fn,
	void *context, trawl_error *err)
{
	struct trawl_extract_options all;

	tw_options(&all, sizeof(all), options);
	return tw_extract(tw_str(bytes, length), &all, fn, context, err);
}

int
trawl_extract_stream(trawl_read_fn *read, void *read_context,
	const struct trawl_extract_options *options, trawl_extract_fn *fn,
	void *context, trawl_error *err)
{
	struct trawl_extract_options all;

	tw_options(&all, sizeof(all), options);
	return tw_extract_stream(read, read_context, &all, fn, context, err);
}
