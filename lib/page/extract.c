/* extract.c: bytes of a page, of any form, to articles. */
/* SPDX-License-Identifier: MIT */
#include "page/extract.h"

#include "page/feed.h"
#include "page/mbox.h"
#include "page/ndjson.h"
#include "page/onepage.h"
#include "page/sitemap.h"
#include "page/tell.h"
#include "page/type.h"
#include "page/warc.h"

#define LOOK_AT ((size_t)64 << 10)	/* to tell a form */

/* The options with what a caller of an older header did not know. */
static struct trawl_extract_options
complete(const struct trawl_extract_options *options)
{
	struct trawl_extract_options all = {.size = sizeof(all)};
	size_t known = options && options->size < sizeof(all)
		? options->size : sizeof(all);

	if (options)
		memcpy(&all, options, known);
	return all;
}

static int
read_page(struct tw_incoming *in, const struct trawl_extract_options *options,
	trawl_extract_fn *fn, void *context, trawl_error *err)
{
	trawl_error why = {0};
	struct tw_str page;
	int status = tw_incoming_see(in, TW_PAGE_MAX + 1, &page, &why);

	if (status != TRAWL_OK)
		return tw_tell(options, NULL, &why, fn, context, err);
	return tw_onepage_tell(page, options, fn, context, err);
}

typedef int read_fn(struct tw_incoming *in,
	const struct trawl_extract_options *options, trawl_extract_fn *fn,
	void *context, trawl_error *err);

static read_fn *
reader_of(enum trawl_type type)
{
	switch (type) {
	case TRAWL_TYPE_NDJSON:
		return tw_ndjson_read;
	case TRAWL_TYPE_FEED:
		return tw_feed_read;
	case TRAWL_TYPE_SITEMAP:
		return tw_sitemap_read;
	case TRAWL_TYPE_WARC:
		return tw_warc_read;
	case TRAWL_TYPE_MBOX:
		return tw_mbox_read;
	case TRAWL_TYPE_AUTO:
	case TRAWL_TYPE_TEXT:
	case TRAWL_TYPE_HTML:
	case TRAWL_TYPE_MARKDOWN:
		break;
	}
	return read_page;
}

static int
extract(struct tw_incoming *in, const struct trawl_extract_options *options,
	trawl_extract_fn *fn, void *context, trawl_error *err)
{
	struct trawl_extract_options all = complete(options);
	trawl_error why = {0};
	struct tw_str start;
	int status = tw_incoming_peek(in, LOOK_AT, &start, &why);

	if (status != TRAWL_OK)
		return tw_tell(&all, NULL, &why, fn, context, err);
	status = all.type == TRAWL_TYPE_AUTO
		? tw_type_find(start, all.name, &all.type, &why)
		: tw_type_check(start, all.type, all.name, &why);
	if (status != TRAWL_OK)
		return fn(context, NULL, &why);
	return reader_of(all.type)(in, &all, fn, context, err);
}

int
tw_extract(struct tw_str bytes, const struct trawl_extract_options *options,
	trawl_extract_fn *fn, void *context, trawl_error *err)
{
	struct tw_incoming in = {0};
	int status = tw_incoming_memory(&in, bytes, err);

	if (status == TRAWL_OK)
		status = extract(&in, options, fn, context, err);
	tw_incoming_done(&in);
	return status;
}

int
tw_extract_stream(trawl_read_fn *read, void *read_context,
	const struct trawl_extract_options *options, trawl_extract_fn *fn,
	void *context, trawl_error *err)
{
	struct tw_incoming in = {0};
	int status = tw_incoming_stream(&in, read, read_context, err);

	if (status == TRAWL_OK)
		status = extract(&in, options, fn, context, err);
	tw_incoming_done(&in);
	return status;
}
