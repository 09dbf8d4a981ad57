/* blocks.c: the blocks of pages and their numbers, for train.py. */
/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "file.h"
#include "page/body.h"
#include "page/charset.h"
#include "page/crawl.h"
#include "page/features.h"
#include "page/html.h"

static void
write_bytes(const void *p, size_t n)
{
	if (n > 0 && fwrite(p, 1, n, stdout) != n)
		die("blocks", "cannot write", "standard output");
}

/* The count of the page's blocks; of each the text (a length, and the bytes)
   and the row. All numbers have 32 bits, in the byte order of the machine. */
static void
write_page(const struct tw_page *page, bool html, const char *path)
{
	struct tw_features features = {0};

	write_bytes(&page->block_count, 4);
	if (page->block_count == 0)
		return;
	if (!tw_features_init(&features, page))
		die("blocks", "no memory", path);
	for (uint32_t i = 0; i < page->block_count; i++) {
		struct tw_str text = page->blocks[i].text;
		uint32_t n = (uint32_t)text.n;
		float row[TW_FEATURES];

		if (html)
			tw_features_row(&features, i, row);
		else
			tw_text_row(&features, i, row);
		write_bytes(&n, 4);
		write_bytes(text.p, n);
		write_bytes(row, (html ? TW_FEATURES : TW_TEXT_FEATURES)
			* sizeof(*row));
	}
	tw_features_done(&features);
}

static void
write_file(const char *path, bool html)
{
	struct tw_buf bytes = {0};
	struct tw_buf text = {0};
	struct tw_page page = {0};
	uint64_t replaced = 0;
	trawl_error err = {0};

	read_file("blocks", path, &bytes);
	if (tw_charset_read(tw_buf_str(&bytes), html, NULL, &text, &replaced,
		&err))
		die("blocks", err.text, path);
	if (!html)
		tw_crawl_read(tw_buf_str(&text), &page);
	else if (tw_html_read(tw_buf_str(&text), &page, &err))
		die("blocks", err.text, path);
	tw_body_find(&page, html ? TW_BODY_MARKED_UP : TW_BODY_CRAWLED);
	write_page(&page, html, path);
	tw_page_done(&page);
	tw_buf_done(&text);
	tw_buf_done(&bytes);
}

/* blocks FILE... for HTML, blocks --text FILE... for text as crawled */
int
main(int argc, char **argv)
{
	bool html = argc < 2 || strcmp(argv[1], "--text") != 0;
	uint32_t features = html ? TW_FEATURES : TW_TEXT_FEATURES;

	write_bytes(&features, 4);
	for (int i = html ? 1 : 2; i < argc; i++)
		write_file(argv[i], html);
	return 0;
}
