/* onepage.c: one page, of a known form, to its article. */
/* SPDX-License-Identifier: MIT */
#include "page/onepage.h"

#include "base/dates.h"
#include "page/body.h"
#include "page/charset.h"
#include "page/crawl.h"
#include "page/html.h"
#include "page/markdown.h"
#include "page/metadata.h"

/* The day after which dates are not believed: tomorrow, as it may be that
   day already where the page was written. */
static struct tw_date
latest_date(const char *now)
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
		break;
	}
	tw_crawl_read(text, page);
	return page->failed ? tw_no_memory(err) : TRAWL_OK;
}

static int
find_article(struct tw_page *page, const struct trawl_extract_options *options,
	bool fill, struct trawl_article *article, trawl_error *err)
{
	struct tw_metadata_options metadata = {.name = options->name,
		.now = latest_date(options->now), .fill = fill};
	struct tw_buf text = {0};

	tw_body_find(page, options->type == TRAWL_TYPE_HTML
		? TW_BODY_MARKED_UP : options->type == TRAWL_TYPE_MARKDOWN
		? TW_BODY_WRITTEN : TW_BODY_CRAWLED);

	int status = tw_metadata_find(page, &metadata, article, err);

	if (page->failed)
		status = tw_no_memory(err);
	if (status == TRAWL_OK) {
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
		options->type == TRAWL_TYPE_HTML, &text, &replaced, err);

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

int
tw_onepage_identify(struct trawl_article *article, const char *name,
	trawl_error *err)
{
	struct tw_str url = tw_article_get(article, TRAWL_URL);

	if (tw_article_get(article, TRAWL_ID).n > 0)
		return TRAWL_OK;
	if (url.n > 0)
		return tw_article_set(article, TRAWL_ID, url, "url", err);
	if (name)
		return tw_article_set(article, TRAWL_ID, tw_str_of(name),
			"file", err);
	return TRAWL_OK;
}
