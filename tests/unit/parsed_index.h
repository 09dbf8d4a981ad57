/* parsed_index.h: tests that ask a small index what queries mean. */
/* SPDX-License-Identifier: MIT */
#ifndef TESTS_PARSED_INDEX_H
#define TESTS_PARSED_INDEX_H

#include "parsing.h"
#include "small_index.h"

static inline int
set_up_both(void **state)
{
	return set_up(state) == 0 ? set_up_index(state) : -1;
}

static inline int
tear_down_both(void **state)
{
	tear_down(state);
	return tear_down_index(state);
}

#define TEST(name) \
	cmocka_unit_test_setup_teardown(name, set_up_both, tear_down_both)

#endif
