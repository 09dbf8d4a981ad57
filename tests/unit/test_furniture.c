/* test_furniture.c: lines that belong to the site, not to its articles. */
/* SPDX-License-Identifier: MIT */
#include "page/furniture.h"

#include "page/measure.h"

#include "page_help.h"

static void
assert_all(const char *const *lines, size_t count, enum tw_furniture wanted)
{
	for (size_t i = 0; i < count; i++) {
		struct tw_measure measure;
		struct tw_str line = tw_str_of(lines[i]);

		tw_measure(line, &measure);

		enum tw_furniture found = tw_furniture(line, measure.words);

		if (found != wanted)
			fail_msg("'%s' is %d, not %d", lines[i], found,
				wanted);
	}
}

#define ASSERT_ALL(lines, wanted) \
	assert_all(lines, sizeof(lines) / sizeof(*(lines)), wanted)

static void
test_labels_are_known(void **state)
{
	static const char *const lines[] = {"Home", "READ MORE \xc2\xbb",
		"Read more: Lighthouse opens", "Skip to main content",
		"Back to news", "Share on Facebook", "Tel: 01632 960001",
		"twitter icon", "I agree", "4 min read", "Se\xc3\xb1or"};

	(void)state;
	assert_all(lines, sizeof(lines) / sizeof(*lines) - 1, TW_LABEL);
	assert_all(lines + sizeof(lines) / sizeof(*lines) - 1, 1,
		TW_NO_FURNITURE);
}

static void
test_notices_are_known_by_some_words(void **state)
{
	static const char *const lines[] = {
		"To provide you with the best, this website uses cookies.",
		"Copyright \xc2\xa9 2020 \xe2\x80\x94 A Trust",
		"The Forum is a charity registered in England, number 7.",
		"All Rights Reserved",
		"Diese Website verwendet Cookies."};

	(void)state;
	ASSERT_ALL(lines, TW_NOTICE);
}

static void
test_what_is_behind_sections_is_told(void **state)
{
	static const char *const sections[] = {"Latest News",
		"You may also like", "Related articles:", "More from the Post",
		"Mehr zum Thema", "\xc3\x80 lire aussi"};
	static const char *const comments[] = {"Leave A Comment", "3 Comments",
		"Comments (2)", "0 comments", "Kommentare"};

	(void)state;
	ASSERT_ALL(sections, TW_SECTION);
	ASSERT_ALL(comments, TW_COMMENTS);
}

static void
test_tweets_are_known(void **state)
{
	static const char *const lines[] = {
		"RT @CPSUK: #JusticeTogether week starts today",
		"We help with everything https://t.co/JrrxEp8K76",
		"Skills for Justice @Skills_Justice"};

	(void)state;
	ASSERT_ALL(lines, TW_TWEET);
}

static void
test_articles_are_no_furniture(void **state)
{
	static const char *const lines[] = {
		"Homes for the old bus depot",
		"Share prices rose.",
		"He said that comments like these did not help anybody.",
		"Partnership on one page"};

	(void)state;
	ASSERT_ALL(lines, TW_NO_FURNITURE);
}

static void
test_kinds_of_text_are_no_titles(void **state)
{
	(void)state;
	assert_true(tw_is_kind_name(TW_STR("NEWS")));
	assert_true(tw_is_kind_name(TW_STR("Press release:")));
	assert_false(tw_is_kind_name(TW_STR("News from the hills")));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_labels_are_known),
		cmocka_unit_test(test_notices_are_known_by_some_words),
		cmocka_unit_test(test_what_is_behind_sections_is_told),
		cmocka_unit_test(test_tweets_are_known),
		cmocka_unit_test(test_articles_are_no_furniture),
		cmocka_unit_test(test_kinds_of_text_are_no_titles),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
