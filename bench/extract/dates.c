/* dates.c: the dates that pages tell, and by what each, for weights.py. */
/* SPDX-License-Identifier: MIT */
#include "file.h"
#include "page/body.h"
#include "page/charset.h"
#include "page/html.h"
#include "page/onepage.h"
#include "page/pubdate.h"

/* The page must live. */
static void
collect(struct tw_page *page, const char *address, struct tw_told_dates *ret)
{
	struct tw_metadata_options options = {.name = address,
		.now = tw_onepage_latest(NULL)};
	struct tw_finder finder = {.page = page, .options = &options,
		.first = tw_body_first(page), .end = tw_body_end(page),
		.title = TW_NO_BLOCK};
	struct tw_vote vote = {.count = 0};

	tw_finder_init(&finder);
	tw_find_title(&finder, &vote);
	tw_pubdate_collect(&finder, ret);
	tw_byline_done(&finder.byline);
	tw_buf_done(&finder.lines);
}

/* "2020-05-03 SOURCES WEIGHT" for each date, the sources as bits, and an empty
   line. */
static void
print_dates(const char *path, const char *address)
{
	struct tw_told_dates dates = {.count = 0};
	struct tw_buf bytes = {0};
	struct tw_buf text = {0};
	struct tw_page page = {0};
	uint64_t replaced = 0;
	trawl_error err = {0};

	read_file("dates", path, &bytes);
	if (tw_charset_read(tw_buf_str(&bytes), true, NULL, &text, &replaced,
		&err) || tw_html_read(tw_buf_str(&text), &page, &err))
		die("dates", err.text, path);
	tw_body_find(&page, TW_BODY_MARKED_UP);
	collect(&page, address, &dates);
	for (unsigned i = 0; i < dates.count; i++) {
		char print[11];

		tw_date_print(dates.list[i].date, print);
		printf("%s %lu %d\n", print, (unsigned long)dates.list[i].by,
			dates.list[i].weight);
	}
	putchar('\n');
	tw_page_done(&page);
	tw_buf_done(&text);
	tw_buf_done(&bytes);
}

/* Lines of a path, and an address or nothing. */
int
main(void)
{
	char line[8192];

	while (fgets(line, sizeof(line), stdin)) {
		char *left = line;
		const char *path = cut_part(&left);
		const char *address = cut_part(&left);

		print_dates(path, *address ? address : path);
	}
	return 0;
}
