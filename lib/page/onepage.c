/* onepage.c: one page, of a known form, to its article. */
/* SPDX-License-Identifier: MIT */
#include "page/onepage.h"

#include "base/dates.h"
#include "page/address.h"
#include "page/blocks.h"
#include "page/body.h"
#include "page/charset.h"
#include "page/crawl.h"
#include "page/guess.h"
#include "page/html.h"
#include "page/markdown.h"
#include "page/metadata.h"

struct tw_date
tw_onepage_latest(const char *now)
{
	uint32_t tomorrow = tw_date_of_days(tw_today() + 1);
	struct tw_date date;

	if (now && tw_date_read(tw_str_of(now), &date) > 0)
		return date;
	return (struct tw_date){(uint16_t)(tomorrow >> 16),
		(uint8_t)(tomorrow >> 8), (uint8_t)tomorrow};
}

static int
read_blocks(struct tw_str text, enum trawl_type type, struct tw_page *page,
	trawl_error *err)
{
	switch (type) {
	case TRAWL_TYPE_HTML:
		return tw_html_read(text, page, err);
	case TRAWL_TYPE_MARKDOWN:
		return tw_markdown_read(text, page, err);
	case TRAWL_TYPE_TEXT:
	case TRAWL_TYPE_AUTO:
	case TRAWL_TYPE_NDJSON:
	case TRAWL_TYPE_FEED:
	case TRAWL_TYPE_SITEMAP:
	case TRAWL_TYPE_WARC:
	case TRAWL_TYPE_MBOX:
		break;
	}
	tw_crawl_read(text, page);
	return page->failed ? tw_no_memory(err) : TRAWL_OK;
}

static int
find_article(struct tw_page *page, const struct trawl_extract_options *options,
	bool fill, struct trawl_article *article, trawl_error *err)
{
	struct tw_metadata_options metadata = {.name = options->url
			? options->url : options->name,
		.changed = options->changed,
		.now = tw_onepage_latest(options->now), .fill = fill};
	struct tw_buf text = {0};

	tw_body_find(page, options->type == TRAWL_TYPE_HTML
		? TW_BODY_MARKED_UP : options->type == TRAWL_TYPE_MARKDOWN
		? TW_BODY_WRITTEN : TW_BODY_CRAWLED);

	int status = tw_metadata_find(page, &metadata, article, err);

	if (page->failed)
		status = tw_no_memory(err);
	if (status == TRAWL_OK) {
		tw_blocks_tell(page, options);
		tw_body_text(page, &text);
		status = tw_buf_status(&text, err);
	}
	if (status == TRAWL_OK)
		status = tw_article_set(article, TRAWL_TEXT,
			tw_buf_str(&text), "body", err);
	tw_buf_done(&text);
	return status;
}

int
tw_onepage_read(struct tw_str bytes,
	const struct trawl_extract_options *options, bool fill,
	struct trawl_article *article, trawl_error *err)
{
	struct tw_page page = {0};
	struct tw_buf text = {0};
	uint64_t replaced = 0;
	int status = tw_charset_read(bytes,
		options->type == TRAWL_TYPE_HTML, options->charset, &text,
		&replaced, err);

	if (status == TRAWL_OK)
		status = read_blocks(tw_buf_str(&text), options->type, &page,
			err);
	if (status == TRAWL_OK)
		status = find_article(&page, options, fill, article, err);
	article->replaced += replaced;
	tw_page_done(&page);
	tw_buf_done(&text);
	return status;
}

/* The URL, as it is for all who come by it. */
static int
set_id(struct tw_str url, struct trawl_article *article, trawl_error *err)
{
	struct tw_buf clean = {0};

	tw_address_clean(url, &clean);

	int status = tw_buf_status(&clean, err);

	if (status == TRAWL_OK)
		status = tw_article_set(article, TRAWL_ID, tw_buf_str(&clean),
			"url", err);
	tw_buf_done(&clean);
	return status;
}

int
tw_onepage_identify(struct trawl_article *article, const char *name,
	trawl_error *err)
{
	struct tw_str url = tw_article_get(article, TRAWL_URL);

	if (tw_article_get(article, TRAWL_ID).n > 0)
		return TRAWL_OK;
	if (url.n > 0)
		return set_id(url, article, err);
	if (name)
		return tw_article_set(article, TRAWL_ID, tw_str_of(name),
			"file", err);
	return TRAWL_OK;
}

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

int
tw_onepage_tell(struct tw_str bytes,
	const struct trawl_extract_options *options, trawl_extract_fn *fn,
	void *context, trawl_error *err)
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

int
tw_onepage_piece(struct tw_str html, struct tw_buf *out, trawl_error *err)
{
	struct tw_page page = {0};
	int status = tw_html_read(html, &page, err);

	if (status == TRAWL_OK) {
		tw_body_find(&page, TW_BODY_WRITTEN);
		tw_body_text(&page, out);
		status = page.failed ? tw_no_memory(err)
			: tw_buf_status(out, err);
	}
	tw_page_done(&page);
	return status;
}

int
tw_onepage_language(struct trawl_article *article, struct tw_str hint,
	const char *source, trawl_error *err)
{
	const char *code = tw_guess_language(tw_article_get(article,
		TRAWL_TEXT));
	int status = tw_article_set(article, TRAWL_LANGUAGE, code
		? tw_str_of(code) : hint, code ? "text" : source, err);

	/* What is no language is no hint. */
	return status == TRAWL_EINVAL ? TRAWL_OK : status;
}
