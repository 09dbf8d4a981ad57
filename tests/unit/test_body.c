/* test_body.c: which blocks of a page are its article. */
/* SPDX-License-Identifier: MIT */
#include "page/body.h"

#include "page/crawl.h"
#include "page/html.h"

#include "page_help.h"

#define TEXT_1 "The lamps on Tern Street will be dimmed after eleven from " \
	"next week, said the council."
#define TEXT_2 "Nine other streets have asked for the form, and two of " \
	"them have sent it back by now."

static void
assert_text(struct tw_page *page, bool found, const char *wanted)
{
	struct tw_buf text = {0};

	assert_true(found);
	tw_body_text(page, &text);
	assert_str(tw_buf_str(&text), wanted);
	tw_buf_done(&text);
	tw_page_done(page);
}

static void
assert_html(const char *html, const char *wanted)
{
	struct tw_page page = {0};
	trawl_error err = {0};

	assert_int_equal(tw_html_read(tw_str_of(html), &page, &err), TRAWL_OK);
	assert_text(&page, tw_body_find(&page, TW_BODY_MARKED_UP), wanted);
}

static void
assert_crawl(const char *text, const char *wanted)
{
	struct tw_page page = {0};

	tw_crawl_read(tw_str_of(text), &page);
	assert_text(&page, tw_body_find(&page, TW_BODY_CRAWLED), wanted);
}

static void
test_menus_and_footers_are_left_out(void **state)
{
	(void)state;
	assert_html("<nav><p>" TEXT_1 "</p></nav><p>" TEXT_2 "</p>"
		"<p>" TEXT_1 "</p><footer><p>Registered charity 1.</p>"
		"</footer>", TEXT_2 "\n\n" TEXT_1);
	assert_crawl("• Home\n• News\n\n" TEXT_1 "\n\n" TEXT_2 "\n\n"
		"This site uses cookies to count its visitors.\n",
		TEXT_1 "\n\n" TEXT_2);
}

static void
test_headings_and_lists_within_are_kept(void **state)
{
	(void)state;
	assert_html("<p>" TEXT_1 "</p><h2>Where</h2><ul><li>Tern Street"
		"<li>Quay Lane</ul><p>" TEXT_2, TEXT_1 "\n\nWhere\n\n"
		"Tern Street\nQuay Lane\n\n" TEXT_2);
}

static void
test_what_interrupts_an_article_is_left_out(void **state)
{
	(void)state;
	assert_html("<p>" TEXT_1 "</p><div class=promo><p>Buy a lamp today, "
		"and you will have it tomorrow.</p></div><figure><figcaption>"
		"A lamp</figcaption></figure><p>" TEXT_2, TEXT_1 "\n\n"
		TEXT_2);
	assert_crawl("Home\nLog in\n\n" TEXT_1 "\n\nAdvertisement\n\nShare\n\n"
		TEXT_2 "\n", TEXT_1 "\n\n" TEXT_2);
}

static void
test_an_article_in_a_form_is_found(void **state)
{
	(void)state;
	assert_html("<form class=sidebar><p>" TEXT_1 "</p><p>" TEXT_2 "</p>"
		"</form>", TEXT_1 "\n\n" TEXT_2);
}

static void
test_comments_are_left_out_however_long(void **state)
{
	(void)state;
	assert_crawl("Home\nLog in\n\n" TEXT_1 "\n\n2 comments\n\nBo\n" TEXT_2
		" " TEXT_2 "\n\nEk\n" TEXT_2 " " TEXT_2 "\n", TEXT_1);
}

static void
test_a_link_to_comments_above_the_text_begins_none(void **state)
{
	(void)state;
	assert_crawl("Home\nLog in\n\nLamps to be dimmed\n" TEXT_1
		"\nBy Ann Lee\n\n2 comments\n\n" TEXT_2 " " TEXT_2 "\n\n"
		TEXT_2 " " TEXT_1 "\n\nPrivacy policy\n",
		TEXT_2 " " TEXT_2 "\n\n" TEXT_2 " " TEXT_1);
}

static void
test_text_without_a_site_is_kept_whole(void **state)
{
	(void)state;
	assert_crawl("One\nTwo\n\nThree: a list\n* four\n* five\n",
		"One\nTwo\n\nThree: a list\nfour\nfive");
}

static void
test_a_short_page_is_found(void **state)
{
	(void)state;
	assert_html("<nav><a href=/>Home</a></nav><p>Closed today.",
		"Closed today.");
	assert_crawl("• Home\n• Search\n\nClosed all day today.\n\nAccept\n",
		"Closed all day today.");
}

static void
test_a_page_of_nothing_has_no_body(void **state)
{
	struct tw_page page = {0};

	(void)state;
	tw_crawl_read(TW_STR("\n...\n"), &page);
	assert_false(tw_body_find(&page, TW_BODY_CRAWLED));
	assert_int_equal(tw_body_first(&page), 0);
	assert_int_equal(tw_body_end(&page), 0);
	tw_page_done(&page);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_menus_and_footers_are_left_out),
		cmocka_unit_test(test_headings_and_lists_within_are_kept),
		cmocka_unit_test(test_what_interrupts_an_article_is_left_out),
		cmocka_unit_test(test_an_article_in_a_form_is_found),
		cmocka_unit_test(test_comments_are_left_out_however_long),
		cmocka_unit_test(
			test_a_link_to_comments_above_the_text_begins_none),
		cmocka_unit_test(test_text_without_a_site_is_kept_whole),
		cmocka_unit_test(test_a_short_page_is_found),
		cmocka_unit_test(test_a_page_of_nothing_has_no_body),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
