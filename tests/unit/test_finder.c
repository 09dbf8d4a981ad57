/* test_finder.c: what the finders of title, author and date share. */
/* SPDX-License-Identifier: MIT */
#include "page/finder.h"

#include "page/areas.h"

#include "page_help.h"

/* Twenty lines; the article is from the tenth to before the fifteenth. */
static struct tw_page
make_page(void)
{
	struct tw_page page = {0};

	tw_page_add_area(&page, 0, 0);
	tw_page_add_area(&page, 0, TW_AREA_ASIDE);
	for (uint32_t i = 0; i < 20; i++)
		tw_page_add_block(&page, TW_PARAGRAPH, 0, 0,
			i == 17 ? TW_STR("Latest news") : TW_STR("A line"),
			0);
	tw_areas_settle(&page);
	return page;
}

static void
test_near_is_by_the_title_and_around_the_text(void **state)
{
	struct tw_page page = make_page();
	struct tw_finder finder = {.page = &page, .first = 10, .end = 15,
		.title = 9};

	(void)state;
	assert_false(tw_finder_is_near(&finder, 1, 0));
	assert_true(tw_finder_is_near(&finder, 5, 0));
	assert_true(tw_finder_is_near(&finder, 16, 0));
	tw_page_done(&page);
}

static void
test_other_areas_and_sections_are_not_near(void **state)
{
	struct tw_page page = make_page();
	struct tw_finder finder = {.page = &page, .first = 10, .end = 15,
		.title = 9};

	(void)state;
	assert_false(tw_finder_is_near(&finder, 9, 1));
	assert_false(tw_finder_is_near(&finder, 19, 0));
	tw_page_done(&page);
}

static void
test_facts_are_known_by_kind_and_name_in_any_case(void **state)
{
	static const struct tw_source sources[] = {
		{TW_FACT_META, "author", "meta", 1},
		{TW_FACT_TIME, NULL, "time", 2}};
	struct tw_fact fact = {.kind = TW_FACT_META,
		.name = TW_STR("Author")};

	(void)state;
	assert_ptr_equal(tw_source_of(&fact, sources, 2), &sources[0]);
	fact.kind = TW_FACT_TIME;
	assert_ptr_equal(tw_source_of(&fact, sources, 2), &sources[1]);
	fact.kind = TW_FACT_ITEM;
	assert_null(tw_source_of(&fact, sources, 2));
}

static void
test_the_name_of_the_site_is_known(void **state)
{
	struct tw_page page = make_page();
	struct tw_finder finder = {.page = &page};

	(void)state;
	tw_page_add_fact(&page, TW_FACT_META, 0, TW_STR("og:site_name"),
		TW_STR("The Post"));
	tw_finder_init(&finder);
	assert_true(tw_finder_is_site(&finder, TW_STR("THE  POST")));
	assert_false(tw_finder_is_site(&finder, TW_STR("Post")));
	tw_page_done(&page);
}

static void
assert_host(const char *url, struct tw_str name, bool is_site)
{
	struct tw_page page = make_page();
	struct tw_metadata_options options = {.name = url};
	struct tw_finder finder = {.page = &page, .options = &options};

	tw_finder_init(&finder);
	assert_int_equal(tw_finder_is_site(&finder, name), is_site);
	tw_page_done(&page);
}

static void
test_the_site_may_be_called_as_its_host_is(void **state)
{
	(void)state;
	assert_host("https://www.tern-post.org/a", TW_STR("Tern Post"), true);
	assert_host("http://tern.org", TW_STR("tern.org"), true);
	assert_host("https://news.tern.co.uk/", TW_STR("TERN"), true);
	assert_host("https://news.tern.com/", TW_STR("Tern"), true);
	assert_host("https://news.tern.com/", TW_STR("News"), false);
	assert_host("https://tern.org/a", TW_STR("A tern"), false);
	assert_host("https://x.org/a", TW_STR("X"), false);
	assert_host("/srv/tern/a.html", TW_STR("tern"), false);
}

static void
test_the_canonical_address_tells_the_host_too(void **state)
{
	struct tw_page page = make_page();
	struct tw_finder finder = {.page = &page};

	(void)state;
	tw_page_add_fact(&page, TW_FACT_CANONICAL, 0, TW_STR(""),
		TW_STR("https://tern.org/a"));
	tw_finder_init(&finder);
	assert_true(tw_finder_is_site(&finder, TW_STR("Tern")));
	tw_page_done(&page);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_near_is_by_the_title_and_around_the_text),
		cmocka_unit_test(test_other_areas_and_sections_are_not_near),
		cmocka_unit_test(
			test_facts_are_known_by_kind_and_name_in_any_case),
		cmocka_unit_test(test_the_name_of_the_site_is_known),
		cmocka_unit_test(test_the_site_may_be_called_as_its_host_is),
		cmocka_unit_test(
			test_the_canonical_address_tells_the_host_too),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
