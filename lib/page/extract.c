/* extract.c: bytes of a page, of any form, to articles. */
/* SPDX-License-Identifier: MIT */
#include "page/extract.h"

#include "page/ndjson.h"
#include "page/onepage.h"
#include "page/type.h"

/* Why there is no article in the page, or TRAWL_OK. */
static int
read_page(struct tw_str bytes, const struct trawl_extract_options *options,
	struct trawl_article *article, trawl_error *reason)
{
	const char *name = options->name ? options->name : "input";

	if (bytes.n > TW_PAGE_MAX)
		return tw_fail(reason, TRAWL_EFULL,
			"%s: longer than 64 MiB: cut it into pages", name);

	trawl_error why = {0};
	int status = tw_onepage_read(bytes, options, false, article, &why);

	if (status == TRAWL_OK)
		status = tw_onepage_identify(article, options->name, &why);
	if (status != TRAWL_OK)
		return tw_fail(reason, status, "%s: %.400s", name, why.text);
	if (tw_article_get(article, TRAWL_TITLE).n == 0
		&& tw_article_get(article, TRAWL_TEXT).n == 0)
		return tw_fail(reason, TRAWL_EEMPTY,
			"%s: no text found in it", name);
	return TRAWL_OK;
}

static int
extract_page(struct tw_str bytes, const struct trawl_extract_options *options,
	trawl_extract_fn *fn, void *context, trawl_error *err)
{
	trawl_error reason = {0};
	struct trawl_article *article = tw_article_new(err);

	if (!article)
		return TRAWL_ENOMEM;

	int status = read_page(bytes, options, article, &reason);

	if (status == TRAWL_OK)
		status = fn(context, article, NULL);
	else if (status == TRAWL_ENOMEM)
		tw_no_memory(err);
	else
		status = fn(context, NULL, &reason);
	tw_article_free(article);
	return status;
}

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

int
tw_extract(struct tw_str bytes, const struct trawl_extract_options *options,
	trawl_extract_fn *fn, void *context, trawl_error *err)
{
	struct trawl_extract_options all = complete(options);
	trawl_error reason = {0};
	int status = TRAWL_OK;

	if (all.type == TRAWL_TYPE_AUTO)
		status = tw_type_find(bytes, all.name, &all.type, &reason);
	else
		status = tw_type_check_text(bytes, all.name, &reason);
	if (status != TRAWL_OK)
		return fn(context, NULL, &reason);
	if (all.type == TRAWL_TYPE_NDJSON)
		return tw_ndjson_read(bytes, &all, fn, context, err);
	return extract_page(bytes, &all, fn, context, err);
}
