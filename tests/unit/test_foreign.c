/* test_foreign.c: words that say nothing in another language of the index. */
/* SPDX-License-Identifier: MIT */
#include "result/foreign.h"

#include "small_index.h"

static void
add_in(const char *id, const char *language, const char *text)
{
	struct tw_doc doc = index_doc(id, "", text);

	doc.field[TRAWL_LANGUAGE] = tw_str_of(language);
	index_ok(tw_writer_add(writer, &doc, &err));
	index_commit();
}

static void
assert_common(const char *word, bool expected)
{
	struct tw_reader *reader = open_reader();
	bool is_common = !expected;

	index_ok(tw_is_common_in_any(reader, tw_str_of(word), &is_common,
		&err));
	if (is_common != expected)
		fail_msg("%s", word);
	tw_reader_free(reader);
}

static void
test_stop_words_are_of_languages_that_articles_have(void **state)
{
	(void)state;
	assert_common("und", false);
	add_in("a", "en", "partnership working");
	assert_common("und", false);
	assert_common("the", true);
	add_in("b", "de", "Arbeit und Brot");
	assert_common("und", true);
	assert_common("the", true);
	assert_common("les", false);
	assert_common("brot", false);
	assert_common("", false);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			test_stop_words_are_of_languages_that_articles_have,
			set_up_index, tear_down_index),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
