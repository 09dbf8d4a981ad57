/* test_forest.c: elements, features and trees, on a page like many. */
/* SPDX-License-Identifier: MIT */
#include "page/forest.h"

#include "page/html.h"

#include "page_help.h"

#define MENU "<nav class=main-menu><ul><li><a href=/>Home</a><li><a " \
	"href=/news>News</a><li><a href=/about>About us</a></ul></nav>"
#define ARTICLE "<article><h1>Dim lamps</h1><div class=entry-content>" \
	PROSE PROSE PROSE PROSE "</div></article>"
#define FOOTER "<footer class=site-footer><p>Registered charity 1. All " \
	"rights reserved.</p><p><a href=/privacy>Privacy policy</a></p>" \
	"</footer>"

struct pages {
	struct tw_page page;
	struct tw_features features;
};

static int
make(void **state)
{
	struct pages *pages = calloc(1, sizeof(*pages));
	trawl_error err = {0};

	if (!pages || tw_html_read(TW_STR("<title>Dim lamps | Post</title>"
		MENU ARTICLE FOOTER), &pages->page, &err) != TRAWL_OK
		|| !tw_features_init(&pages->features, &pages->page))
		return 1;
	*state = pages;
	return 0;
}

static int
drop(void **state)
{
	struct pages *pages = *state;

	tw_features_done(&pages->features);
	tw_page_done(&pages->page);
	free(pages);
	return 0;
}

static void
test_the_best_container_is_the_one_with_the_prose(void **state)
{
	struct pages *pages = *state;
	const struct tw_containers *found = &pages->features.containers;

	assert_true(pages->page.elements[found->best].groups
		>> TW_GROUP_BODY & 1);
	assert_int_equal(found->levels[found->best], 1);
	assert_int_equal(found->sums[found->best].prose_blocks, 8);
	assert_int_equal(found->sums[0].blocks, pages->page.block_count);
}

static void
test_the_title_is_found_by_its_words(void **state)
{
	struct pages *pages = *state;

	assert_int_equal(pages->features.title, 3);
	assert_int_equal(pages->features.h1, 3);
	assert_int_equal(pages->features.lines[4].heading, 3);
	assert_int_equal(pages->features.lines[0].heading, TW_NO_HEADING);
}

static void
test_blocks_that_are_alike_are_counted(void **state)
{
	struct pages *pages = *state;

	/* The first paragraph stands four times on the page. */
	assert_int_equal(pages->features.lines[4].times, 4);
	assert_int_equal(pages->features.lines[0].times, 1);
	/* Eight paragraphs lie side by side, three items of the menu. */
	assert_int_equal(pages->features.lines[4].twins, 8);
	assert_int_equal(pages->features.lines[0].twins, 3);
}

static void
test_rows_are_whole_and_finite(void **state)
{
	struct pages *pages = *state;

	for (uint32_t i = 0; i < pages->page.block_count; i++) {
		float row[TW_FEATURES];

		tw_features_row(&pages->features, i, row);
		for (unsigned k = 0; k < TW_FEATURES; k++)
			assert_true(row[k] >= -1000 && row[k] < 1e6f);
	}
}

static void
test_the_article_scores_above_menu_and_footer(void **state)
{
	struct pages *pages = *state;

	for (uint32_t i = 0; i < pages->page.block_count; i++) {
		float row[TW_FEATURES];

		tw_features_row(&pages->features, i, row);

		float score = tw_html_score(row);

		if (i < 3 || i >= pages->page.block_count - 2)
			assert_true(score < -1);
	}

	/* The last copy of each paragraph is not a repetition to a reader. */
	float row[TW_FEATURES];

	tw_features_row(&pages->features, 4, row);
	assert_true(tw_html_score(row) > 0);
}

/* The tree is one: every split and leaf is reached from its root once. */
static void
check_tree(const struct tw_split *tree, unsigned count, unsigned features)
{
	unsigned seen[TW_TEXT_SPLITS] = {1};
	unsigned leaves = 0;
	unsigned splits = 1;

	for (unsigned k = 0; k < count; k++) {
		const int8_t next[] = {tree[k].left, tree[k].right};

		assert_true(tree[k].feature < features);
		for (unsigned side = 0; side < 2; side++) {
			if (next[side] < 0) {
				assert_true((unsigned)~next[side] <= count);
				leaves++;
				continue;
			}
			assert_true(next[side] > (int)k);
			assert_true((unsigned)next[side] < count);
			assert_int_equal(seen[next[side]]++, 0);
			splits++;
		}
	}
	assert_int_equal(splits, count);
	assert_int_equal(leaves, count + 1);
}

static void
test_the_tables_hold_trees(void **state)
{
	(void)state;
	for (unsigned i = 0; i < TW_FOREST_TREES; i++) {
		check_tree(tw_html_forest[i].splits, TW_HTML_SPLITS,
			TW_FEATURES);
		check_tree(tw_text_forest[i].splits, TW_TEXT_SPLITS,
			TW_TEXT_FEATURES);
	}
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, make, drop)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_the_best_container_is_the_one_with_the_prose),
		TEST(test_the_title_is_found_by_its_words),
		TEST(test_blocks_that_are_alike_are_counted),
		TEST(test_rows_are_whole_and_finite),
		TEST(test_the_article_scores_above_menu_and_footer),
		cmocka_unit_test(test_the_tables_hold_trees),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
