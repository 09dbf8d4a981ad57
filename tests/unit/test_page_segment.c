/* test_page_segment.c: the run of blocks that reads most like an article. */
/* SPDX-License-Identifier: MIT */
#include "page/segment.h"

#include "page/areas.h"
#include "page/crawl.h"

#include "page_help.h"

#define LONG "The lamps on Tern Street will be dimmed after eleven from " \
	"next week, said the council, and nobody minded it very much.\n"
#define SHORT "A line of the site\n"

static void
assert_segment(const char *text, uint32_t first, uint32_t end)
{
	struct tw_page page = {0};

	tw_crawl_read(tw_str_of(text), &page);
	tw_areas_settle(&page);

	struct tw_segment segment = tw_segment_best(&page, TW_SEGMENT_COST);

	assert_int_equal(segment.first, first);
	assert_int_equal(segment.end, end);
	tw_page_done(&page);
}

static void
test_prose_is_found_among_short_lines(void **state)
{
	(void)state;
	assert_segment(SHORT SHORT LONG LONG SHORT LONG SHORT SHORT, 2, 6);
}

static void
test_far_prose_does_not_pay(void **state)
{
	(void)state;
	assert_segment(LONG LONG SHORT SHORT SHORT LONG, 0, 2);
}

static void
test_other_articles_are_not_taken_in(void **state)
{
	(void)state;
	assert_segment(LONG LONG LONG "Latest news\n" LONG LONG LONG, 0, 3);
}

static void
test_a_promised_list_does_not_end_a_segment(void **state)
{
	(void)state;
	assert_segment(LONG LONG "There are three of them:\n* one\n* two\n"
		"* three\n" LONG LONG, 0, 8);
}

static void
test_without_prose_there_is_none(void **state)
{
	(void)state;
	assert_segment(SHORT SHORT SHORT, 0, 0);
	assert_segment("", 0, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_prose_is_found_among_short_lines),
		cmocka_unit_test(test_far_prose_does_not_pay),
		cmocka_unit_test(test_other_articles_are_not_taken_in),
		cmocka_unit_test(test_a_promised_list_does_not_end_a_segment),
		cmocka_unit_test(test_without_prose_there_is_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
