/* test_site.c: the site that an address is of. */
/* SPDX-License-Identifier: MIT */
#include "text/site.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static void
assert_site(const char *url, const char *expected)
{
	struct tw_buf out = {0};

	tw_site_of(tw_str_of(url), &out);
	tw_buf_add_byte(&out, 0);
	assert_string_equal(out.p, expected);
	tw_buf_done(&out);
}

static void
test_site_is_the_host_in_lower_case(void **state)
{
	(void)state;
	assert_site("https://Example.ORG/a/b?c#d", "example.org");
	assert_site("https://example.org", "example.org");
	assert_site("//example.org/a", "example.org");
	assert_site("http://news.example.org:8080/", "news.example.org");
	assert_site("http://me:secret@example.org/@x", "example.org");
}

static void
test_site_is_without_www(void **state)
{
	(void)state;
	assert_site("https://www.example.org/", "example.org");
	assert_site("WWW.example.org", "example.org");
	assert_site("www.", "www.");
}

static void
test_site_may_be_written_without_a_scheme(void **state)
{
	(void)state;
	assert_site("example.org", "example.org");
	assert_site("example.org/a?b=https://other.org", "example.org");
	assert_site("", "");
	assert_site("/a/b.html", "");
	assert_site("(x)", "");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_site_is_the_host_in_lower_case),
		cmocka_unit_test(test_site_is_without_www),
		cmocka_unit_test(test_site_may_be_written_without_a_scheme),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
