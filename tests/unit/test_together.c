/* test_together.c: articles counted that have some words. */
/* SPDX-License-Identifier: MIT */
#include "read_index.h"

#include "result/together.h"

static int
set_up(void **state)
{
	if (set_up_index(state) != 0)
		return -1;
	index_add("a", "Mills", "A mill by the river.");
	index_add("b", "Roads", "A road to the mill.");
	index_commit();
	index_add("c", "Rivers", "The river and its mills.");
	index_commit();
	return read_index();
}

static void
test_count_having_counts_by_stems(void **state)
{
	uint64_t count;
	bool stop;

	(void)state;
	index_ok(tw_count_having(reader, analyzer, TW_STR("mills"), &count,
		&stop, &err));
	assert_int_equal(count, 3);
	assert_false(stop);
	index_ok(tw_count_having(reader, analyzer, TW_STR("The"), &count,
		&stop, &err));
	assert_int_equal(count, 3);
	assert_true(stop);
	index_ok(tw_count_having(reader, analyzer, TW_STR("mill-bridge"),
		&count, &stop, &err));
	assert_int_equal(count, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_count_having_counts_by_stems),
	};

	return cmocka_run_group_tests_name("together", tests, set_up,
		tear_down_read_index);
}
