/* test_dayorder.c: whether a page writes the day of a date before its month. */
/* SPDX-License-Identifier: MIT */
#include "page/dayorder.h"

#include "page_help.h"

static void
assert_dated(const char *page, const char *address, const char *date)
{
	struct trawl_article *article = article_of(page, TRAWL_TYPE_HTML,
		address);

	assert_str(tw_article_get(article, TRAWL_DATE), date);
	tw_article_free(article);
}

#define NUMBERS "<h1>Lamps</h1><p>3/4/2020</p>" PROSE
#define STOPS "<h1>Lamps</h1><p>03.04.2020</p>" PROSE

static void
test_no_order_is_believed_where_none_is_told(void **state)
{
	(void)state;
	assert_dated(NUMBERS, NULL, "");
	assert_dated("<html lang=en>" NUMBERS, "https://a.example/b", "");
	assert_dated("<html lang=en-CA>" NUMBERS, NULL, "");
	assert_dated("<html lang=ja>" NUMBERS, NULL, "");
}

static void
test_another_date_of_the_page_tells_it(void **state)
{
	(void)state;
	assert_dated(NUMBERS "<p>13/4/2018</p>", NULL, "2020-04-03");
	assert_dated(NUMBERS "<p>4/13/2018</p>", NULL, "2020-03-04");
	assert_dated(NUMBERS "<div class=related><p>4/13/2018</p>"
		"<p>13/4/2018</p></div>", NULL, "");
}

static void
test_a_date_for_programs_tells_it(void **state)
{
	(void)state;
	assert_dated("<h1>Lamps</h1><p>3/4/2020</p><p>Updated 5/6/2020</p>"
		"<meta name=last-modified content=2020-06-05>" PROSE, NULL,
		"2020-04-03");
	assert_dated("<h1>Lamps</h1><p>3/4/2020</p><p>Updated 5/6/2020</p>"
		"<meta name=last-modified content=2020-05-06>" PROSE, NULL,
		"2020-03-04");
}

static void
test_full_stops_are_turned_only_by_a_date_of_the_page(void **state)
{
	(void)state;
	assert_dated(STOPS, NULL, "2020-04-03");
	assert_dated("<html lang=en-US>" STOPS, NULL, "2020-04-03");
	assert_dated(STOPS "<p>04.13.2018</p>", NULL, "2020-03-04");
	assert_dated("<meta name=date content=2020-03-04>" STOPS, NULL,
		"2020-03-04");
}

static void
test_the_country_tells_it_at_last(void **state)
{
	(void)state;
	assert_dated("<html lang=en-US>" NUMBERS, NULL, "2020-03-04");
	assert_dated("<html lang=en-GB>" NUMBERS, NULL, "2020-04-03");
	assert_dated("<html lang=fr>" NUMBERS, NULL, "2020-04-03");
	assert_dated("<html lang=en>" NUMBERS, "https://a.co.uk/b",
		"2020-04-03");
	assert_dated("<html lang=en>" NUMBERS, "https://a.gov/b",
		"2020-03-04");
	assert_dated("<html lang=en-US>" NUMBERS "<p>13/4/2018</p>", NULL,
		"2020-04-03");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_no_order_is_believed_where_none_is_told),
		cmocka_unit_test(test_another_date_of_the_page_tells_it),
		cmocka_unit_test(test_a_date_for_programs_tells_it),
		cmocka_unit_test(
			test_full_stops_are_turned_only_by_a_date_of_the_page),
		cmocka_unit_test(test_the_country_tells_it_at_last),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
