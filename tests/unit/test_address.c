/* test_address.c: URLs without what counts clicks, and relative ones. */
/* SPDX-License-Identifier: MIT */
#include "page/address.h"

#include "page_help.h"

static void
assert_clean(const char *url, const char *wanted)
{
	struct tw_buf out = {0};

	tw_address_clean(tw_str_of(url), &out);
	assert_str(tw_buf_str(&out), wanted);
	tw_buf_done(&out);
}

/* NULL: it is no URL of the web. */
static void
assert_joined(const char *base, const char *reference, const char *wanted)
{
	struct tw_buf out = {0};
	bool found = tw_address_join(tw_str_of(base), tw_str_of(reference),
		&out);

	assert_int_equal(found, wanted != NULL);
	assert_str(tw_buf_str(&out), wanted ? wanted : "");
	tw_buf_done(&out);
}

static void
test_parameters_that_count_clicks_go(void **state)
{
	(void)state;
	assert_clean("https://a.example/b?utm_source=x&utm_medium=y",
		"https://a.example/b");
	assert_clean("https://a.example/b?fbclid=Iw&id=7&gclid=Cj&mc_cid=1",
		"https://a.example/b?id=7");
	assert_clean("https://a.example/b?id=7&UTM_Campaign=z#part",
		"https://a.example/b?id=7#part");
	assert_clean("https://a.example/b?msclkid", "https://a.example/b");
}

static void
test_other_parameters_stay_as_they_are(void **state)
{
	static const char *const urls[] = {"", "https://a.example/",
		"https://a.example/b?", "https://a.example/b?&a=1&&b",
		"https://a.example/b?ref=home&source=2&cid=3&utm=4",
		"https://a.example/utm_source=1/b",
		"https://a.example/b?x=utm_source%3D1",
		"https://a.example/b?utm_", "https://a.example/b?gclids=1",
		"https://a.example/b#section", "https://a.example/b#?gclid=1"};

	(void)state;
	for (size_t i = 0; i < sizeof(urls) / sizeof(*urls); i++)
		assert_clean(urls[i], urls[i]);
}

static void
test_a_fragment_may_count_too(void **state)
{
	(void)state;
	assert_clean("https://a.example/b#xtor=RSS-3", "https://a.example/b");
	assert_clean("https://a.example/b?a=1#utm_source=x",
		"https://a.example/b?a=1");
}

/* The examples of RFC 3986, 5.4, of the web. */
static void
test_references_are_joined(void **state)
{
	static const struct {
		const char *reference;
		const char *wanted;
	} of[] = {{"g", "http://a/b/c/g"}, {"./g", "http://a/b/c/g"},
		{"g/", "http://a/b/c/g/"}, {"/g", "http://a/g"},
		{"//g", "http://g"}, {"?y", "http://a/b/c/d;p?y"},
		{"g?y", "http://a/b/c/g?y"}, {"#s", "http://a/b/c/d;p?q#s"},
		{"g#s", "http://a/b/c/g#s"}, {"g?y#s", "http://a/b/c/g?y#s"},
		{";x", "http://a/b/c/;x"}, {"", "http://a/b/c/d;p?q"},
		{".", "http://a/b/c/"}, {"./", "http://a/b/c/"},
		{"..", "http://a/b/"}, {"../g", "http://a/b/g"},
		{"../..", "http://a/"}, {"../../g", "http://a/g"},
		{"../../../g", "http://a/g"}, {"/./g", "http://a/g"},
		{"/../g", "http://a/g"}, {"g.", "http://a/b/c/g."},
		{"..g", "http://a/b/c/..g"}, {"./../g", "http://a/b/g"},
		{"./g/.", "http://a/b/c/g/"}, {"g/../h", "http://a/b/c/h"},
		{"g?y/../x", "http://a/b/c/g?y/../x"},
		{"https://d.example/e", "https://d.example/e"}};

	(void)state;
	for (size_t i = 0; i < sizeof(of) / sizeof(*of); i++)
		assert_joined("http://a/b/c/d;p?q", of[i].reference,
			of[i].wanted);
}

static void
test_a_site_alone_is_a_base_too(void **state)
{
	(void)state;
	assert_joined("https://a.example", "b", "https://a.example/b");
	assert_joined("https://a.example?q", "/b", "https://a.example/b");
	assert_joined("https://a.example/", " b ", "https://a.example/b");
}

static void
test_what_is_not_of_the_web_is_no_address(void **state)
{
	(void)state;
	assert_joined("https://a.example/", "mailto:a@b.example", NULL);
	assert_joined("https://a.example/", "javascript:void(0)", NULL);
	assert_joined("ftp://a.example/", "b", NULL);
	assert_joined("folder/file", "b", NULL);
	assert_joined("https:", "b", NULL);
	assert_joined("", "", NULL);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_parameters_that_count_clicks_go),
		cmocka_unit_test(test_other_parameters_stay_as_they_are),
		cmocka_unit_test(test_a_fragment_may_count_too),
		cmocka_unit_test(test_references_are_joined),
		cmocka_unit_test(test_a_site_alone_is_a_base_too),
		cmocka_unit_test(test_what_is_not_of_the_web_is_no_address),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
