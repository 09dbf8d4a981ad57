/* test_searched.c: which requests are somebody's search, and in what form. */
/* SPDX-License-Identifier: MIT */
#include "site/searched.h"

#include <string.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "site/request.h"
#include "site/respond.h"

static void
expect_text(const char *query, const char *wanted)
{
	char text[SEARCHED_TEXT_MAX + 1];

	searched_text(query, text);
	assert_string_equal(text, wanted);
}

static void
test_searched_text_is_the_same_for_the_same(void **state)
{
	(void)state;
	expect_text("xylophone", "xylophone");
	expect_text("  Xylophone \t LESSONS\n", "xylophone lessons");
	expect_text("ÄRGER Œuvre ŠKODA Żółw", "ärger œuvre škoda żółw");
	expect_text("ΑΘΗΝΑ ПРИВЕТ ЁЖ", "αθηνα привет ёж");
	expect_text("東京 タワー", "東京 タワー");
	expect_text("", "");
	expect_text(" \t", "");
}

static void
test_searched_text_keeps_what_operators_say(void **state)
{
	(void)state;
	expect_text("Cats OR Dogs NOT \"Big Ones\"",
		"cats OR dogs NOT \"big ones\"");
	expect_text("Housing NEAR/5 Council AND NEARBY",
		"housing NEAR/5 council AND nearby");
}

static void
test_searched_text_has_nothing_that_cannot_be_seen(void **state)
{
	(void)state;
	expect_text("a\xE2\x80\xAE" "b", "a b");	/* turns round */
	expect_text("a\xC2\x9B" "b\x1B[2J", "a b [2j");
	expect_text("\xEF\xBB\xBFword\xC2\xA0word", "word word");
}

static void
test_searched_text_is_none_for_what_may_be_private(void **state)
{
	char text[SEARCHED_TEXT_MAX + 2] = {0};

	(void)state;
	expect_text("ann@example.org", "");
	expect_text("call 0171 234 5678", "");
	expect_text("since:2019-12-17 budget", "since:2019-12-17 budget");
	memset(text, 'a', SEARCHED_TEXT_MAX);
	expect_text(text, text);
	text[SEARCHED_TEXT_MAX] = 'a';
	expect_text(text, "");
}

/* ------------------------------------------------------------------ */

static const struct asked visitor = {
	.method = "GET",
	.known = "",
	.agent = "Mozilla/5.0 (X11; Linux x86_64; rv:115.0) Gecko/20100101",
	.purpose = "",
};

static bool
counts(const struct asked *asked, const char *query_string)
{
	struct request request;
	enum message problem;

	assert_true(request_read(query_string, &request, &problem));
	return searched_counts(asked, &request);
}

static void
test_searched_counts_a_visitor_who_asks(void **state)
{
	(void)state;
	assert_true(counts(&visitor, "q=xylophone"));
	assert_true(counts(&visitor, "q=xylophone&format=json"));
	assert_true(counts(&visitor, "q=xylophone&page=1&category="));
}

static void
test_searched_does_not_count_what_goes_on(void **state)
{
	(void)state;
	assert_false(counts(&visitor, "q=xylophone&page=2"));
	assert_false(counts(&visitor, "q=xylophone&category=news"));
	assert_false(counts(&visitor, "q=xylophone&from=2019"));
	assert_false(counts(&visitor, "q=xylophone&sort=newest"));
	assert_false(counts(&visitor, "q="));
	assert_false(counts(&visitor, "q=++"));
	assert_false(counts(&visitor, ""));
}

static void
test_searched_does_not_count_what_nobody_typed(void **state)
{
	(void)state;
	assert_false(counts(&visitor, "q=xyl&format=suggest"));
	assert_false(counts(&visitor, "q=xylophone&format=atom"));
	assert_false(counts(&visitor, "q=xylophone&format=feed"));
}

static void
test_searched_does_not_count_who_comes_back(void **state)
{
	struct asked asked = visitor;

	(void)state;
	asked.known = "W/\"0123456789abcdef\"";
	assert_false(counts(&asked, "q=xylophone"));
}

static void
test_searched_does_not_count_robots(void **state)
{
	static const char *const agents[] = {"",
		"Mozilla/5.0 (compatible; Googlebot/2.1; +http://google.com)",
		"Mozilla/5.0 (compatible; YandexCrawler)", "Sogou web spider",
		"HeadlessChrome/120"};
	struct asked asked = visitor;

	(void)state;
	for (size_t i = 0; i < sizeof(agents) / sizeof(*agents); i++) {
		asked.agent = agents[i];
		assert_false(counts(&asked, "q=xylophone"));
	}
	asked = visitor;
	asked.purpose = "prefetch;prerender";
	assert_false(counts(&asked, "q=xylophone"));
	asked = visitor;
	asked.method = "HEAD";
	assert_false(counts(&asked, "q=xylophone"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_searched_text_is_the_same_for_the_same),
		cmocka_unit_test(test_searched_text_keeps_what_operators_say),
		cmocka_unit_test(
			test_searched_text_has_nothing_that_cannot_be_seen),
		cmocka_unit_test(
			test_searched_text_is_none_for_what_may_be_private),
		cmocka_unit_test(test_searched_counts_a_visitor_who_asks),
		cmocka_unit_test(test_searched_does_not_count_what_goes_on),
		cmocka_unit_test(
			test_searched_does_not_count_what_nobody_typed),
		cmocka_unit_test(test_searched_does_not_count_who_comes_back),
		cmocka_unit_test(test_searched_does_not_count_robots),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
