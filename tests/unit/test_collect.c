/* test_collect.c: counts the articles of a cursor, keeps the best. */
/* SPDX-License-Identifier: MIT */
#include "match/collect.h"

#include "fake_cursor.h"

static void
test_window_is_counted_and_its_best_are_kept(void **state)
{
	static struct tw_window window;
	struct tw_segment segment = {.info.docs = 3 * TW_WINDOW};
	struct tw_topk topk;
	struct tw_collector collector = {
		.segment = &segment,
		.number = 7,
		.topk = &topk,
		.total = 100,
		.counting = true,
	};

	(void)state;
	memset(&window, 0, sizeof(window));
	window.matched[0] = 0x8000000000000001;
	window.matched[63] = 1;
	window.scores[0] = 1;
	window.scores[63] = 3;
	window.scores[64] = 9;
	window.scores[63 * 64] = 2;
	tw_topk_init(&topk, 2);
	assert_int_equal(tw_collector_count(&collector, TW_WINDOW,
		window.matched, NULL), TRAWL_OK);
	assert_int_equal(tw_collector_keep_window(&collector, TW_WINDOW,
		&window, NULL), TRAWL_OK);
	tw_topk_sort(&topk);
	assert_int_equal(collector.total, 103);
	assert_int_equal(topk.count, 2);
	assert_int_equal(topk.hits[0].doc, TW_WINDOW + 63);
	assert_int_equal(topk.hits[1].doc, TW_WINDOW + 63 * 64);
	assert_int_equal(topk.hits[1].segment, 7);
	tw_topk_done(&topk);
}

static void
test_cursor_of_any_kind_is_collected(void **state)
{
	static struct fake_set set;
	struct tw_segment segment = {.info.docs = FAKE_DOCS};
	struct fake_cursor fake;
	struct tw_topk topk;
	struct tw_collector collector = {
		.segment = &segment,
		.topk = &topk,
		.counting = true,
	};
	uint32_t seed = 1;

	(void)state;
	fake_fill(&set, &seed, 3);
	fake_init(&fake, &set);
	tw_topk_init(&topk, 1);
	assert_int_equal(tw_collect(&collector, &fake.cursor, NULL),
		TRAWL_OK);
	assert_int_equal(collector.total, fake.cursor.cost);
	for (uint32_t doc = 0; doc < FAKE_DOCS; doc++)
		if (set.has[doc])
			assert_true(set.score[doc] <= topk.hits[0].score);
	tw_topk_done(&topk);
}

static void
test_damage_is_told(void **state)
{
	static struct fake_set set;
	struct tw_segment segment = {.info.docs = FAKE_DOCS};
	struct fake_cursor fake;
	struct tw_topk topk;
	struct tw_collector collector = {
		.segment = &segment,
		.topk = &topk,
		.counting = true,
	};
	uint32_t seed = 1;

	(void)state;
	fake_fill(&set, &seed, 3);
	fake_init(&fake, &set);
	fake.fails_at = 500;
	tw_topk_init(&topk, 1);
	assert_int_equal(tw_collect(&collector, &fake.cursor, NULL),
		TRAWL_ECORRUPT);
	tw_topk_done(&topk);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_window_is_counted_and_its_best_are_kept),
		cmocka_unit_test(test_cursor_of_any_kind_is_collected),
		cmocka_unit_test(test_damage_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
