/* test_metadata.c: the fields of a page, each with its source. */
/* SPDX-License-Identifier: MIT */
#include "page/metadata.h"

#include "page_help.h"

static void
test_each_field_has_its_source(void **state)
{
	struct trawl_article *article = article_of("---\nid: m-7\n---\n"
		"# Dim lamps\n\nBy Ann Lee on 3 May 2020\n\nThe lamps of the "
		"street are to be dim after eleven.\n", TRAWL_TYPE_MARKDOWN,
		NULL);

	(void)state;
	assert_str(tw_article_get(article, TRAWL_ID), "m-7");
	assert_string_equal(article->source[TRAWL_ID], "front-matter");
	assert_string_equal(article->source[TRAWL_TITLE], "heading");
	assert_string_equal(article->source[TRAWL_AUTHOR], "byline");
	assert_string_equal(article->source[TRAWL_DATE], "byline");
	assert_string_equal(article->source[TRAWL_LANGUAGE], "text");
	assert_string_equal(article->source[TRAWL_URL], "");
	tw_article_free(article);
}

static void
test_what_is_said_badly_is_not_said(void **state)
{
	(void)state;
	assert_found("<html lang='x y z'><meta name=date content=soon>" PROSE,
		TRAWL_DATE, "", "");
	assert_found("<html lang='1'>" PROSE, TRAWL_LANGUAGE, "en", "text");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_each_field_has_its_source),
		cmocka_unit_test(test_what_is_said_badly_is_not_said),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
