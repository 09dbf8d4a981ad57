/* test_marker.c: what of a query is marked, and what it weighs. */
/* SPDX-License-Identifier: MIT */
#include "result/marker.h"

#include "../fault/alloc_fault.h"
#include "marking.h"

/* Units as a line: weight, and t for those of the title only. */
static void
assert_units(const char *typed, const char *expected)
{
	struct tw_query *query = parse(tw_str_of(typed), false);
	struct tw_marker *marker = new_marker(query);
	struct tw_buf line = {0};

	for (uint32_t i = 0; i < marker->unit_count; i++)
		tw_buf_addf(&line, "%s%.2f%s", i > 0 ? " " : "",
			(double)marker->units[i].weight,
			marker->units[i].in_text ? "" : "t");
	tw_buf_add_byte(&line, 0);
	assert_string_equal(line.p, expected);
	tw_buf_done(&line);
	tw_marker_free(marker);
	tw_query_free(query);
}

static void
test_each_term_is_a_unit_once(void **state)
{
	(void)state;
	assert_units("king pop kings", "20.00 3.00");
	assert_units("", "");
	assert_units("-king", "");
}

static void
test_terms_weigh_as_in_ranking(void **state)
{
	(void)state;
	assert_units("co-operate", "2.00 3.00 4.00");
	assert_units("café", "4.00 0.50");
}

static void
test_phrase_weighs_as_its_words(void **state)
{
	(void)state;
	assert_units("\"king of pop\"", "23.00");
	assert_units("\"to be\"", "4.00");
}

static void
test_units_know_their_field(void **state)
{
	(void)state;
	assert_units("title:king pop", "20.00t 3.00");
	assert_units("title:king king", "20.00");
	assert_units("title:\"king\"", "20.00t");
}

static void
test_no_memory_is_told_at_any_allocation(void **state)
{
	struct tw_query *query =
		parse(TW_STR("king \"king of pop\" co-operate"), false);
	bool failed = true;

	(void)state;
	for (uint64_t nth = 1; failed; nth++) {
		struct tw_marker *marker = NULL;

		alloc_fault_at(nth);
		int status = tw_marker_new(query, analyzer, idf_by_length,
			NULL, NULL, &marker, NULL);

		failed = alloc_fault_off();
		assert_int_equal(status, failed ? TRAWL_ENOMEM : TRAWL_OK);
		tw_marker_free(marker);
	}
	tw_query_free(query);
}

static void
test_free_of_nothing_is_fine(void **state)
{
	(void)state;
	tw_marker_free(NULL);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_each_term_is_a_unit_once),
		cmocka_unit_test(test_terms_weigh_as_in_ranking),
		cmocka_unit_test(test_phrase_weighs_as_its_words),
		cmocka_unit_test(test_units_know_their_field),
		cmocka_unit_test(test_no_memory_is_told_at_any_allocation),
		cmocka_unit_test(test_free_of_nothing_is_fine),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
