/* test_htmlscan.c: makes any HTML safe for the parser that builds its tree. */
/* SPDX-License-Identifier: MIT */
#include "page/htmlscan.h"

#include "page/htmltree.h"

#include "page_help.h"

static void
count_json_ld(void *context, struct tw_str json)
{
	struct tw_buf *all = context;

	tw_buf_add_str(all, json);
	tw_buf_add_byte(all, ';');
}

static struct tw_buf
scan(const char *html, int wanted)
{
	struct tw_buf out = {0};
	struct tw_buf json = {0};
	trawl_error err = {0};

	assert_int_equal(tw_html_scan(tw_str_of(html), &out, count_json_ld,
		&json, &err), wanted);
	tw_buf_done(&json);
	return out;
}

static void
assert_scan(const char *html, const char *wanted)
{
	struct tw_buf out = scan(html, TRAWL_OK);
	struct tw_str text = tw_buf_str(&out);

	/* "<!DOCTYPE html>" */
	assert_true(text.n >= 15);
	assert_str(tw_str(text.p + 15, text.n - 15), wanted);
	tw_buf_done(&out);
}

static char *
repeat(const char *text, size_t count)
{
	size_t n = strlen(text);
	char *all = malloc(n * count + 1);

	assert_non_null(all);
	for (size_t i = 0; i < count; i++)
		memcpy(all + i * n, text, n);
	all[n * count] = '\0';
	return all;
}

#define LEVELS 100000

/* The depth of the tree that is built of it. */
static size_t
depth_of(const struct tw_buf *html)
{
	struct tw_arena arena = {0};
	trawl_error err = {0};
	const struct tw_tree_node **at = calloc(LEVELS, sizeof(*at));
	unsigned *next = calloc(LEVELS, sizeof(*next));
	size_t deepest = 0;
	size_t depth = 0;

	assert_non_null(at);
	assert_non_null(next);
	assert_int_equal(tw_tree_build(tw_buf_str(html), &arena, &at[0],
		&err), TRAWL_OK);
	for (;;) {
		const struct tw_tree_node *child = tw_tree_child(at[depth],
			next[depth]++);

		if (child) {
			depth++;
			assert_true(depth < LEVELS);
			at[depth] = child;
			next[depth] = 0;
			deepest = depth > deepest ? depth : deepest;
		} else if (depth == 0) {
			break;
		} else {
			depth--;
		}
	}
	free(at);
	free(next);
	tw_arena_done(&arena);
	return deepest;
}

static void
test_known_attributes_are_kept_once(void **state)
{
	(void)state;
	assert_scan("<DIV CLASS=a onclick='x()' class=b id='c\"d'>e</DIV>",
		"<div CLASS=\"a\" id=\"c&quot;d\">e</div>");
}

static void
test_formatting_is_left_out(void **state)
{
	(void)state;
	assert_scan("<p>a<b>b</b><font size=2>c</font></i>", "<p>abc");
	assert_scan("<b class=x>a</b>",
		"<x-b class=\"x\">a</x-b>");
}

static void
test_scripts_and_drawings_are_left_out(void **state)
{
	(void)state;
	assert_scan("a<script>if (x</y) '<p>'</script>b<svg><p>c</svg>d",
		"a b d");
	assert_scan("a<script>never ends <p>b", "a");
	assert_scan("<!-- <p> -->a<!doctype html>b<![CDATA[c]]>d<?x?>e",
		"abde");
}

static void
test_what_is_no_tag_is_escaped(void **state)
{
	(void)state;
	assert_scan("a < b <3 <", "a &lt; b &lt;3 &lt;");
	assert_scan("<title>a <b> c</title>", "<title>a &lt;b> c</title>");
}

static void
test_a_tag_that_does_not_end_is_left_out(void **state)
{
	(void)state;
	assert_scan("a<div class=\"b", "a");
	assert_scan("a<", "a&lt;");
	assert_scan("a</di", "a");
}

static void
test_json_ld_is_given(void **state)
{
	struct tw_buf out = {0};
	struct tw_buf json = {0};
	trawl_error err = {0};

	(void)state;
	assert_int_equal(tw_html_scan(TW_STR("<script>x</script>"
		"<script type='application/ld+json'>{1}</script>"), &out,
		count_json_ld, &json, &err), TRAWL_OK);
	assert_str(tw_buf_str(&json), "{1};");
	tw_buf_done(&json);
	tw_buf_done(&out);
}

static void
test_nesting_is_bounded_however_it_is_closed(void **state)
{
	static const char *const tricks[] = {"<div>", "<div></x>",
		"<span><div></span>", "<div><a></div>", "<a><div></a>",
		"<table><div></table><div>", "<div><object></div>",
		"<div><p></div></p><div>", "<section><h1></h2><div>",
		"<table><tr><td>", "<ul><li><p>", "<dl><dt><b><i>",
		"<a href=x><p><a>", "<button><p>", "<ruby><rt><rb>",
		"<form><fieldset></form>", "<svg><desc><div>",
		"<select><option><div>", "<i><table><i>", "<optgroup>",
		"<p><object><p></object>", "<address><nobr>", "<marquee><li>",
		"<caption><div>", "<td><x-y></td>", "<frameset><div>",
		"<b class=x><span></b>", "<i class=x><div></i>",
		"<p><b class=x><p></b>"};

	(void)state;
	for (size_t i = 0; i < sizeof(tricks) / sizeof(*tricks); i++) {
		char *html = repeat(tricks[i], 20000);
		struct tw_buf out = scan(html, TRAWL_OK);

		/* Tags that need no end nest only with others. */
		if (depth_of(&out) > 5 * TW_HTML_DEPTH)
			fail_msg("%s nests too deeply", tricks[i]);
		tw_buf_done(&out);
		free(html);
	}
}

static void
test_more_tags_than_a_page_has_are_refused(void **state)
{
	char *html = repeat("<p>", TW_HTML_TAGS + 1);
	struct tw_buf out = scan(html, TRAWL_EFULL);

	(void)state;
	tw_buf_done(&out);
	free(html);
}

static void
test_a_long_attribute_is_cut_at_a_character(void **state)
{
	char *value = repeat("\xc3\xa9", 3000);
	char html[7000];
	struct tw_buf out;

	(void)state;
	snprintf(html, sizeof(html), "<p class='a%s'>", value);
	out = scan(html, TRAWL_OK);
	assert_true(out.n < 2100);
	/* The last character before the quote is whole. */
	assert_int_equal((unsigned char)out.p[out.n - 3], 0xa9);
	tw_buf_done(&out);
	free(value);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_known_attributes_are_kept_once),
		cmocka_unit_test(test_formatting_is_left_out),
		cmocka_unit_test(test_scripts_and_drawings_are_left_out),
		cmocka_unit_test(test_what_is_no_tag_is_escaped),
		cmocka_unit_test(test_a_tag_that_does_not_end_is_left_out),
		cmocka_unit_test(test_json_ld_is_given),
		cmocka_unit_test(test_nesting_is_bounded_however_it_is_closed),
		cmocka_unit_test(test_more_tags_than_a_page_has_are_refused),
		cmocka_unit_test(test_a_long_attribute_is_cut_at_a_character),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
