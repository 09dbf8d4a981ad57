/* test_textrow.c: what tells an article in text without markup. */
/* SPDX-License-Identifier: MIT */
#include "page/crawl.h"
#include "page/forest.h"
#include "page/furniture.h"
#include "page/vocabulary.h"

#include "page_help.h"

#define LAMPS "The lamps along the harbour were lit again on Tuesday, and " \
	"the keepers of the harbour said that the lamps would stay.\n\n"
#define OIL "Lamps burn oil, the keepers said, and the harbour has had no " \
	"oil since the winter in which the keepers were first paid.\n\n"
#define SHIPS "Keepers know each of the ships by the way its lamps lie in " \
	"the harbour, and not one of them could be bought, it is said.\n\n"
#define OTHER "A council has approved another budget, with which schools, " \
	"roads and libraries will be mended before spring arrives.\n\n"
#define PAGE "Lamps of the harbour | Post\n\nHome\n\nNews\n\nShare\n\n" \
	"Lamps of the harbour\n\n" LAMPS OIL SHIPS \
	"Related articles\n\n" OTHER "- one\n- two\n"

enum {TITLE, HOME, NEWS, SHARE, HEADING, LAMPS_AT, OIL_AT, SHIPS_AT, RELATED,
	OTHER_AT, ONE, TWO, BLOCKS};

struct crawled {
	struct tw_page page;
	struct tw_features features;
};

static int
make(void **state)
{
	struct crawled *crawled = calloc(1, sizeof(*crawled));

	if (!crawled)
		return 1;
	tw_crawl_read(TW_STR(PAGE), &crawled->page);
	*state = crawled;
	return crawled->page.block_count != BLOCKS
		|| !tw_features_init(&crawled->features, &crawled->page);
}

static int
drop(void **state)
{
	struct crawled *crawled = *state;

	tw_features_done(&crawled->features);
	tw_page_done(&crawled->page);
	free(crawled);
	return 0;
}

static void
test_the_first_line_names_the_title(void **state)
{
	const struct crawled *crawled = *state;
	const struct tw_line *lines = crawled->features.lines;

	assert_int_equal(crawled->features.title, HEADING);
	assert_true(lines[HEADING].named > 0.7f);
	assert_true(lines[OTHER_AT].named < 0.3f);
}

static void
test_an_article_shares_its_words(void **state)
{
	const struct crawled *crawled = *state;
	const struct tw_line *lines = crawled->features.lines;

	for (unsigned i = LAMPS_AT; i <= SHIPS_AT; i++)
		assert_true(lines[i].shared > 2 * lines[OTHER_AT].shared);
	assert_true(lines[HOME].shared == 0);
}

static void
test_words_are_counted_once_for_each_block(void **state)
{
	const struct crawled *crawled = *state;
	struct tw_vocabulary vocabulary = {0};
	struct tw_shaper shaper = {0};

	assert_true(tw_vocabulary_read(&vocabulary, &shaper, &crawled->page));
	assert_int_equal(vocabulary.blocks, 4);
	assert_true(tw_shaper_read(&shaper, TW_STR("keepers")));
	assert_true(tw_vocabulary_share(&vocabulary, &shaper, false) == 0.75f);
	assert_true(tw_vocabulary_share(&vocabulary, &shaper, true)
		== 2.0f / 3);
	assert_true(tw_shaper_read(&shaper, TW_STR("the of council")));
	assert_true(tw_vocabulary_share(&vocabulary, &shaper, false) == 0.25f);
	assert_true(tw_shaper_read(&shaper, TW_STR("the of")));
	assert_true(tw_vocabulary_share(&vocabulary, &shaper, false) == 0);
	tw_shaper_done(&shaper);
	tw_vocabulary_done(&vocabulary);
}

static void
test_signs_of_the_site_are_seen_from_both_sides(void **state)
{
	const struct crawled *crawled = *state;
	const struct tw_line *line = &crawled->features.lines[OIL_AT];
	const struct tw_sign *labels = &line->signs[TW_LABEL - 1];
	const struct tw_sign *sections = &line->signs[TW_SECTION - 1];

	assert_int_equal(labels->last, SHARE);
	assert_int_equal(labels->next, TW_NO_BLOCK);
	assert_true(labels->count >= 2);
	assert_int_equal(sections->last, TW_NO_BLOCK);
	assert_int_equal(sections->next, RELATED);
	assert_int_equal(sections->count, 0);
	line = &crawled->features.lines[RELATED];
	assert_int_equal(line->signs[TW_SECTION - 1].last, RELATED);
	assert_int_equal(line->signs[TW_SECTION - 1].next, RELATED);
}

static void
test_rows_are_whole_and_finite(void **state)
{
	const struct crawled *crawled = *state;

	for (uint32_t i = 0; i < BLOCKS; i++) {
		float row[TW_TEXT_FEATURES];

		tw_text_row(&crawled->features, i, row);
		for (unsigned k = 0; k < TW_TEXT_FEATURES; k++)
			assert_true(row[k] >= -1000 && row[k] < 1e6f);
	}
}

static void
test_prose_scores_above_labels(void **state)
{
	const struct crawled *crawled = *state;
	float row[TW_TEXT_FEATURES];

	tw_text_row(&crawled->features, OIL_AT, row);

	float prose = tw_text_score(row);

	tw_text_row(&crawled->features, SHARE, row);
	assert_true(prose > tw_text_score(row) + 2);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, make, drop)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_the_first_line_names_the_title),
		TEST(test_an_article_shares_its_words),
		TEST(test_words_are_counted_once_for_each_block),
		TEST(test_signs_of_the_site_are_seen_from_both_sides),
		TEST(test_rows_are_whole_and_finite),
		TEST(test_prose_scores_above_labels),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
