/* test_markup.c: marked text as HTML, read again by a parser of HTML. */
/* SPDX-License-Identifier: MIT */
#include "result/markup.h"

#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "dice.h"
#include "reparse.h"
#include "text/utf8.h"

#define MARKS 8

/* The text as HTML with one mark; none if it is empty. */
static void
assert_html(const char *text, uint32_t start, uint32_t end,
	const char *expected)
{
	struct trawl_range mark = {start, end};
	struct tw_buf out = {0};

	tw_markup(tw_str_of(text), &mark, end > start, &out);
	tw_buf_add_byte(&out, 0);
	assert_string_equal(out.p, expected);
	tw_buf_done(&out);
}

static void
test_marks_are_elements(void **state)
{
	(void)state;
	assert_html("the king came", 4, 8, "the <mark>king</mark> came");
	assert_html("king", 0, 4, "<mark>king</mark>");
	assert_html("the king", 0, 0, "the king");
	assert_html("", 0, 0, "");
}

static void
test_markup_of_the_text_is_escaped_in_and_around_marks(void **state)
{
	(void)state;
	assert_html("<b>R&D</b> \"x\" 'y'", 3, 6,
		"&lt;b&gt;<mark>R&amp;D</mark>&lt;/b&gt; &quot;x&quot; "
		"&#39;y&#39;");
	assert_html("</mark>", 2, 6, "&lt;/<mark>mark</mark>&gt;");
}

static void
test_what_no_page_may_have_is_replaced(void **state)
{
	(void)state;
	assert_html("a\x01" "b\tc\x7F" "d\xC2\x85" "e", 0, 0, "a b c d e");
	assert_html("a\xEF\xBF\xBE" "b\xEF\xB7\x90" "c", 0, 0,
		"a\xEF\xBF\xBD" "b\xEF\xBF\xBD" "c");
}

static void
test_other_scripts_stay_as_they_are(void **state)
{
	(void)state;
	assert_html("ein König, 日本語 \xF0\x9F\x98\x80", 4, 10,
		"ein <mark>König</mark>, 日本語 \xF0\x9F\x98\x80");
}

/* ------------------------------------------------------------------ */
/* Random texts, made to hurt.                                          */

static void
add_hostile(uint32_t *seed, struct tw_buf *out)
{
	static const char *const bits[] = {"<", ">", "&", "\"", "'", "<mark>",
		"</mark>", "</p>", "<script>", "</title>", "<!--", "-->",
		"<![CDATA[", "]]>", "&amp", "&lt;", "&#0;", "&#x", "&notit;",
		"<svg onload=", "<plaintext>", "\xEF\xBB\xBF", "\xC2\x80",
		"\xEF\xBF\xBF", "\xEF\xB7\x9F", "\xF4\x8F\xBF\xBF", "king",
		" ", "\r", "\n", "`", "=", "/", "é"};

	if (dice(seed, 4) == 0)
		tw_buf_add_byte(out, (uint8_t)dice(seed, 256));
	else
		tw_buf_add_str(out, tw_str_of(bits[dice(seed,
			sizeof(bits) / sizeof(*bits))]));
}

/* Some marks of whole characters, apart. */
static uint32_t
random_marks(uint32_t *seed, struct tw_str text, struct trawl_range *ret)
{
	uint32_t count = 0;
	size_t at = 0;

	while (count < MARKS && at < text.n) {
		size_t start = tw_utf8_floor(text,
			at + dice(seed, (uint32_t)(text.n - at)));
		size_t end = tw_utf8_floor(text,
			start + 1 + dice(seed, (uint32_t)(text.n - start)));

		if (end <= start || start < at)
			break;
		ret[count++] = (struct trawl_range){(uint32_t)start,
			(uint32_t)end};
		at = end + 1;
	}
	return count;
}

/* What of a character a page can show. */
static void
add_shown(uint32_t c, struct tw_buf *out)
{
	if (c < 0x20 || (c >= 0x7F && c < 0xA0))
		c = ' ';
	if ((c >= 0xFDD0 && c <= 0xFDEF) || c % 0x10000 >= 0xFFFE)
		c = 0xFFFD;
	tw_utf8_add(out, c);
}

/* What the page should show: |the text|, marks in \x01 and \x02. */
static void
add_expected(struct tw_str text, const struct trawl_range *marks,
	uint32_t count, struct tw_buf *out)
{
	const char *end = text.p + text.n;
	const char *p = text.p;
	uint32_t i = 0;

	tw_buf_add_byte(out, '|');
	while (p < end) {
		uint32_t c;

		if (i < count && p == text.p + marks[i].start)
			tw_buf_add_byte(out, 1);
		p = tw_utf8_next(p, end, &c);
		add_shown(c, out);
		if (i < count && p == text.p + marks[i].end) {
			tw_buf_add_byte(out, 2);
			i++;
		}
	}
	tw_buf_add_byte(out, '|');
}

static void
check_random(uint32_t *seed, bool in_attribute)
{
	struct tw_buf raw = {0};
	struct tw_buf text = {0};
	struct tw_buf html = {0};
	struct tw_buf expected = {0};
	struct tw_buf found = {0};
	struct trawl_range marks[MARKS];

	for (uint32_t n = dice(seed, 30); n > 0; n--)
		add_hostile(seed, &raw);
	(void)tw_utf8_clean(tw_buf_str(&raw), &text);
	uint32_t count = in_attribute ? 0 :
		random_marks(seed, tw_buf_str(&text), marks);
	tw_markup(tw_buf_str(&text), marks, count, &html);
	add_expected(tw_buf_str(&text), marks, count, &expected);
	assert_true(reparse(tw_buf_str(&html), in_attribute, &found));
	assert_true(tw_str_equal(tw_buf_str(&found), tw_buf_str(&expected)));
	tw_buf_done(&raw);
	tw_buf_done(&text);
	tw_buf_done(&html);
	tw_buf_done(&expected);
	tw_buf_done(&found);
}

static void
test_hostile_text_is_text_in_an_element(void **state)
{
	uint32_t seed = 1;

	(void)state;
	for (int i = 0; i < 20000; i++)
		check_random(&seed, false);
}

static void
test_hostile_text_is_text_in_an_attribute(void **state)
{
	uint32_t seed = 2;

	(void)state;
	for (int i = 0; i < 10000; i++)
		check_random(&seed, true);
}

/* The oracle can fail. */
static void
test_what_is_not_escaped_is_seen(void **state)
{
	struct tw_buf out = {0};

	(void)state;
	assert_false(reparse(TW_STR("<b>x</b>"), false, &out));
	assert_false(reparse(TW_STR("</p>"), false, &out));
	assert_false(reparse(TW_STR("<mark id=a>x</mark>"), false, &out));
	assert_false(reparse(TW_STR("<mark><mark>x</mark></mark>"), false,
		&out));
	assert_false(reparse(TW_STR("&bogus;"), false, &out));
	assert_false(reparse(TW_STR("x\" id=\"y"), true, &out));
	tw_buf_done(&out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_marks_are_elements),
		cmocka_unit_test(
			test_markup_of_the_text_is_escaped_in_and_around_marks),
		cmocka_unit_test(test_what_no_page_may_have_is_replaced),
		cmocka_unit_test(test_other_scripts_stay_as_they_are),
		cmocka_unit_test(test_hostile_text_is_text_in_an_element),
		cmocka_unit_test(test_hostile_text_is_text_in_an_attribute),
		cmocka_unit_test(test_what_is_not_escaped_is_seen),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
