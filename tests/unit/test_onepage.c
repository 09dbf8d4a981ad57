/* test_onepage.c: one page, of a known form, to its article. */
/* SPDX-License-Identifier: MIT */
#include "page/onepage.h"

#include "page_help.h"

static void
test_fields_that_are_set_are_left_alone(void **state)
{
	struct trawl_extract_options options = {.size = sizeof(options),
		.type = TRAWL_TYPE_HTML};
	trawl_error err = {0};
	struct trawl_article *article = tw_article_new(&err);

	(void)state;
	assert_int_equal(tw_article_set(article, TRAWL_TITLE, TW_STR("Mine"),
		"given", &err), TRAWL_OK);
	assert_int_equal(tw_onepage_read(TW_STR("<html lang=en><title>Theirs"
		"</title>" PROSE), &options, true, article, &err), TRAWL_OK);
	assert_str(tw_article_get(article, TRAWL_TITLE), "Mine");
	assert_str(tw_article_get(article, TRAWL_LANGUAGE), "en");
	tw_article_free(article);
}

static void
test_the_title_is_no_part_of_the_text(void **state)
{
	struct trawl_article *article = article_of("# Dim lamps\n\nSoon.\n",
		TRAWL_TYPE_MARKDOWN, NULL);

	(void)state;
	assert_str(tw_article_get(article, TRAWL_TITLE), "Dim lamps");
	assert_str(tw_article_get(article, TRAWL_TEXT), "Soon.");
	tw_article_free(article);
}

static void
test_a_heading_that_is_not_the_title_stays(void **state)
{
	struct trawl_article *article = article_of("---\ntitle: Dim lamps\n"
		"---\n# Why\n\nSoon.\n", TRAWL_TYPE_MARKDOWN, NULL);

	(void)state;
	assert_str(tw_article_get(article, TRAWL_TITLE), "Dim lamps");
	assert_str(tw_article_get(article, TRAWL_TEXT), "Why\n\nSoon.");
	tw_article_free(article);
}

static void
test_a_note_on_the_author_is_no_part_of_the_text(void **state)
{
	struct trawl_article *article = article_of("<h1>Lamps</h1>"
		"<p>By Ann Lee</p>" PROSE "<p>Ann Lee is a nurse in Lowbridge,"
		" and she writes about lamps.</p>", TRAWL_TYPE_HTML, NULL);
	struct tw_str text = tw_article_get(article, TRAWL_TEXT);

	(void)state;
	assert_null(memmem(text.p, text.n, "nurse", 5));
	assert_non_null(memmem(text.p, text.n, "by now", 6));
	tw_article_free(article);
}

static void
test_replaced_bytes_are_counted(void **state)
{
	struct trawl_article *article = article_of("caf\xe9 \xff",
		TRAWL_TYPE_TEXT, NULL);

	(void)state;
	assert_int_equal(article->replaced, 2);
	tw_article_free(article);
}

static void
test_an_id_is_the_url_then_the_name(void **state)
{
	trawl_error err = {0};
	struct trawl_article *article = tw_article_new(&err);

	(void)state;
	assert_int_equal(tw_onepage_identify(article, NULL, &err), TRAWL_OK);
	assert_str(tw_article_get(article, TRAWL_ID), "");
	assert_int_equal(tw_onepage_identify(article, "a.txt", &err),
		TRAWL_OK);
	assert_str(tw_article_get(article, TRAWL_ID), "a.txt");
	assert_int_equal(tw_article_set(article, TRAWL_URL,
		TW_STR("https://a.example/b"), "url", &err), TRAWL_OK);
	assert_int_equal(tw_onepage_identify(article, "a.txt", &err),
		TRAWL_OK);
	assert_str(tw_article_get(article, TRAWL_ID), "a.txt");
	assert_int_equal(tw_article_set(article, TRAWL_ID, TW_STR(""), "url",
		&err), TRAWL_OK);
	assert_int_equal(tw_onepage_identify(article, "a.txt", &err),
		TRAWL_OK);
	assert_str(tw_article_get(article, TRAWL_ID), "https://a.example/b");
	tw_article_free(article);
}

static void
test_an_id_does_not_count_clicks(void **state)
{
	trawl_error err = {0};
	struct trawl_article *article = tw_article_new(&err);

	(void)state;
	assert_int_equal(tw_article_set(article, TRAWL_URL,
		TW_STR("https://a.example/b?fbclid=Iw&id=1#c"), "given", &err),
		TRAWL_OK);
	assert_int_equal(tw_onepage_identify(article, NULL, &err), TRAWL_OK);
	assert_str(tw_article_get(article, TRAWL_ID),
		"https://a.example/b?id=1#c");
	assert_str(tw_article_get(article, TRAWL_URL),
		"https://a.example/b?fbclid=Iw&id=1#c");
	tw_article_free(article);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_fields_that_are_set_are_left_alone),
		cmocka_unit_test(test_the_title_is_no_part_of_the_text),
		cmocka_unit_test(test_a_heading_that_is_not_the_title_stays),
		cmocka_unit_test(
			test_a_note_on_the_author_is_no_part_of_the_text),
		cmocka_unit_test(test_replaced_bytes_are_counted),
		cmocka_unit_test(test_an_id_is_the_url_then_the_name),
		cmocka_unit_test(test_an_id_does_not_count_clicks),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
