/* test_stop.c: sets of stop words. */
/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "text/stop.h"

static bool
is_in(const struct tw_map *set, const char *word)
{
	return tw_map_find(set, tw_str_of(word)) != NULL;
}

static void
test_stop_set_holds_its_words_only(void **state)
{
	struct tw_map set = {0};

	(void)state;
	assert_true(tw_stop_set("a the don't", &set));
	assert_true(is_in(&set, "a"));
	assert_true(is_in(&set, "the"));
	assert_true(is_in(&set, "don't"));
	assert_false(is_in(&set, "th"));
	assert_false(is_in(&set, ""));
	assert_false(is_in(&set, "a the"));
	tw_map_done(&set);
}

static void
test_stop_set_holds_its_words_without_accents(void **state)
{
	struct tw_map set = {0};

	(void)state;
	assert_true(tw_stop_set("à sur", &set));
	assert_true(is_in(&set, "à"));
	assert_true(is_in(&set, "a"));
	assert_true(is_in(&set, "sur"));
	assert_false(is_in(&set, "sûr"));
	tw_map_done(&set);
}

static void
test_stop_set_is_empty_of_no_words(void **state)
{
	struct tw_map set = {0};

	(void)state;
	assert_true(tw_stop_set("", &set));
	assert_true(tw_stop_set("  ", &set));
	assert_int_equal(set.count, 0);
	tw_map_done(&set);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_stop_set_holds_its_words_only),
		cmocka_unit_test(test_stop_set_holds_its_words_without_accents),
		cmocka_unit_test(test_stop_set_is_empty_of_no_words),
	};

	return cmocka_run_group_tests_name("stop", tests, NULL, NULL);
}
