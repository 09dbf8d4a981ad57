/* test_areas.c: what the areas of a page are, and which is the article. */
/* SPDX-License-Identifier: MIT */
#include "page/areas.h"

#include "page/html.h"

#include "page_help.h"

#define SENTENCE "<p>The lamps on Tern Street will be dimmed after eleven " \
	"from next week, said the council, and nobody minded much.</p>"

static struct tw_page
settle(const char *html)
{
	struct tw_page page = {0};
	trawl_error err = {0};

	assert_int_equal(tw_html_read(tw_str_of(html), &page, &err), TRAWL_OK);
	tw_areas_settle(&page);
	return page;
}

static void
test_what_is_named_so_is_outside(void **state)
{
	struct tw_page page = settle("<main>" SENTENCE SENTENCE "</main>"
		"<footer><div>" SENTENCE "</div></footer>");

	(void)state;
	assert_false(tw_areas_is_outside(&page, &page.blocks[0]));
	assert_true(tw_areas_is_outside(&page, &page.blocks[2]));
	assert_true(page.areas[page.blocks[0].area].all & TW_AREA_MAIN);
	tw_page_done(&page);
}

static void
test_a_name_that_takes_the_article_away_is_not_believed(void **state)
{
	struct tw_page page = settle("<div class=with-sidebar>" SENTENCE
		SENTENCE SENTENCE "<div class=sidebar>" SENTENCE "</div></div>"
		SENTENCE);

	(void)state;
	assert_false(tw_areas_is_outside(&page, &page.blocks[0]));
	assert_true(tw_areas_is_outside(&page, &page.blocks[3]));
	tw_page_done(&page);
}

static void
test_names_can_be_forgotten(void **state)
{
	struct tw_page page = settle("<nav>" SENTENCE "</nav>" SENTENCE);

	(void)state;
	assert_true(tw_areas_is_outside(&page, &page.blocks[0]));
	tw_areas_forget(&page);
	assert_false(tw_areas_is_outside(&page, &page.blocks[0]));
	tw_page_done(&page);
}

static void
test_the_one_article_of_a_page_is_found(void **state)
{
	struct tw_page page = settle("<div><article>" SENTENCE SENTENCE
		SENTENCE "</article><div>" SENTENCE "</div></div>");
	uint32_t top = tw_areas_article(&page, 0, page.block_count);

	(void)state;
	assert_true(tw_areas_is_in(&page, page.blocks[0].area, top));
	assert_false(tw_areas_is_in(&page, page.blocks[3].area, top));
	tw_page_done(&page);
}

static void
test_several_articles_are_kept_together(void **state)
{
	struct tw_page page = settle("<article>" SENTENCE SENTENCE SENTENCE
		"</article><article>" SENTENCE SENTENCE SENTENCE "</article>");
	uint32_t top = tw_areas_article(&page, 0, page.block_count);

	(void)state;
	assert_true(tw_areas_is_in(&page, page.blocks[0].area, top));
	assert_true(tw_areas_is_in(&page, page.blocks[3].area, top));
	tw_page_done(&page);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_what_is_named_so_is_outside),
		cmocka_unit_test(
		test_a_name_that_takes_the_article_away_is_not_believed),
		cmocka_unit_test(test_names_can_be_forgotten),
		cmocka_unit_test(test_the_one_article_of_a_page_is_found),
		cmocka_unit_test(test_several_articles_are_kept_together),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
