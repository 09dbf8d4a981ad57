/* sitemap.c: the pages that a sitemap names. */
/* SPDX-License-Identifier: MIT */
#include "page/sitemap.h"

#include <inttypes.h>
#include <stdio.h>

#include "page/article.h"
#include "page/onepage.h"
#include "page/plain.h"
#include "page/tell.h"
#include "page/xml.h"

#define VALUE_MAX 8192		/* bytes; URLs have 2,048 at most */

struct reader {
	const struct trawl_extract_options *options;
	trawl_extract_fn *fn;
	void *context;
	struct tw_xml_events *events;
	struct trawl_article *article;
	struct tw_buf url;
	struct tw_buf date;
	struct tw_buf *part;	/* that text goes to, or NULL */
	uint64_t at;
	trawl_error *err;
};

static const char *const records[] = {"url", "sitemap", NULL};

static int
begin(void *context, const char *name, const char **attributes)
{
	struct reader *reader = context;

	(void)attributes;
	reader->part = NULL;
	if (strcmp(name, "url") == 0 || strcmp(name, "sitemap") == 0) {
		tw_buf_reset(&reader->url);
		tw_buf_reset(&reader->date);
		reader->at = reader->events->at;
	} else if (strcmp(name, "loc") == 0) {
		reader->part = &reader->url;
	} else if (strcmp(name, "lastmod") == 0) {
		reader->part = &reader->date;
	}
	return TRAWL_OK;
}

static int
text(void *context, struct tw_str piece)
{
	struct reader *reader = context;

	if (reader->part && reader->part->n + piece.n <= VALUE_MAX)
		tw_buf_add_str(reader->part, piece);
	return TRAWL_OK;
}

static int
set(struct reader *reader, bool is_page, trawl_error *why)
{
	struct trawl_article *article = reader->article;
	struct tw_str url = tw_plain_trim(tw_buf_str(&reader->url));
	struct tw_str date = tw_plain_trim(tw_buf_str(&reader->date));
	int status = tw_buf_status(&reader->url, why);

	if (status == TRAWL_OK)
		status = tw_buf_status(&reader->date, why);
	tw_article_reset(article);
	if (status == TRAWL_OK && url.n == 0)
		return tw_fail(why, TRAWL_EPARSE, "it names no page");
	if (status == TRAWL_OK)
		status = tw_article_set(article, TRAWL_URL, url, is_page
			? "sitemap" : "index", why);
	if (status == TRAWL_OK)
		status = tw_onepage_identify(article, NULL, why);
	/* A date that cannot be read is no loss: it is but a hint. */
	if (status == TRAWL_OK && tw_article_set(article, TRAWL_DATE, date,
			"sitemap", NULL) == TRAWL_ENOMEM)
		status = tw_no_memory(why);
	return status;
}

static int
end(void *context, const char *name)
{
	struct reader *reader = context;
	bool is_page = strcmp(name, "url") == 0;
	trawl_error why = {0};
	char place[48];

	reader->part = NULL;
	if (!is_page && strcmp(name, "sitemap") != 0)
		return TRAWL_OK;
	if (set(reader, is_page, &why) == TRAWL_OK)
		return reader->fn(reader->context, reader->article, NULL);
	snprintf(place, sizeof(place), "entry at byte %" PRIu64, reader->at);
	return tw_tell(reader->options, place, &why, reader->fn,
		reader->context, reader->err);
}

static int
broken(void *context, const trawl_error *why)
{
	struct reader *reader = context;

	reader->part = NULL;
	return tw_tell(reader->options, NULL, why, reader->fn,
		reader->context, reader->err);
}

int
tw_sitemap_read(struct tw_incoming *in,
	const struct trawl_extract_options *options, trawl_extract_fn *fn,
	void *context, trawl_error *err)
{
	struct reader reader = {.options = options, .fn = fn,
		.context = context, .err = err};
	struct tw_xml_events events = {.context = &reader, .records = records,
		.begin = begin, .text = text, .end = end, .broken = broken};
	int status = TRAWL_ENOMEM;

	reader.events = &events;
	reader.article = tw_article_new(err);
	if (reader.article)
		status = tw_xml_read(in, &events, err);
	tw_article_free(reader.article);
	tw_buf_done(&reader.url);
	tw_buf_done(&reader.date);
	return status;
}
