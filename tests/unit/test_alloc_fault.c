/* test_alloc_fault.c: the helper that makes allocations fail does so. */
/* SPDX-License-Identifier: MIT */
#include "../fault/alloc_fault.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/alloc.h"
#include "base/buf.h"

static void
test_only_the_nth_allocation_fails(void **state)
{
	(void)state;
	alloc_fault_at(2);
	void *first = tw_alloc(1);
	void *second = tw_alloc(1);
	void *third = tw_alloc(1);

	assert_true(alloc_fault_off());
	assert_non_null(first);
	assert_null(second);
	assert_non_null(third);
	tw_free(first);
	tw_free(third);
}

static void
test_all_fail_from_the_nth_on(void **state)
{
	(void)state;
	alloc_fault_from(2);
	void *first = tw_alloc(1);

	assert_non_null(first);
	assert_null(tw_alloc(1));
	assert_null(tw_alloc(1));
	assert_true(alloc_fault_off());
	tw_free(first);
}

static void
test_each_kind_of_allocation_counts_and_fails(void **state)
{
	(void)state;
	alloc_fault_from(1);
	assert_null(tw_alloc(1));
	assert_null(tw_alloc_zeroed(1, 1));
	assert_null(tw_realloc(NULL, 1));
	assert_int_equal(alloc_fault_count(), 3);
	assert_true(alloc_fault_off());
}

static void
test_failed_realloc_keeps_the_old_block(void **state)
{
	char *p = tw_alloc(1);

	(void)state;
	assert_non_null(p);
	*p = 'x';
	alloc_fault_at(1);
	assert_null(tw_realloc(p, 100));
	assert_true(alloc_fault_off());
	assert_int_equal(*p, 'x');
	tw_free(p);
}

static void
test_nothing_fails_when_off(void **state)
{
	(void)state;
	alloc_fault_at(1);
	alloc_fault_off();
	void *p = tw_alloc(1);

	assert_non_null(p);
	tw_free(p);
}

static void
test_off_tells_when_nothing_failed(void **state)
{
	(void)state;
	alloc_fault_at(2);
	tw_free(tw_alloc(1));
	assert_false(alloc_fault_off());
}

static void
test_live_blocks_are_counted(void **state)
{
	(void)state;
	assert_int_equal(alloc_fault_live(), 0);
	void *p = tw_alloc(1);
	void *q = tw_realloc(NULL, 1);
	void *r = tw_alloc_zeroed(1, 1);

	assert_int_equal(alloc_fault_live(), 3);
	q = tw_realloc(q, 1000);
	assert_int_equal(alloc_fault_live(), 3);
	tw_free(p);
	tw_free(q);
	tw_free(r);
	tw_free(NULL);
	assert_int_equal(alloc_fault_live(), 0);
}

static int
scenario(void)
{
	struct tw_buf buf = {0};

	for (unsigned i = 0; i < 1000; i++)
		tw_buf_addf(&buf, "%u\n", i);
	int status = tw_buf_status(&buf, NULL);

	tw_buf_done(&buf);
	return status;
}

/* As the comment in the header says. */
static void
test_scenario_with_each_allocation_failing(void **state)
{
	bool failed = true;
	uint64_t nth = 1;

	(void)state;
	for (; failed; nth++) {
		alloc_fault_at(nth);
		int status = scenario();

		failed = alloc_fault_off();
		assert_int_equal(status, failed ? TRAWL_ENOMEM : TRAWL_OK);
		assert_int_equal(alloc_fault_live(), 0);
	}
	assert_true(nth > 3);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_only_the_nth_allocation_fails),
		cmocka_unit_test(test_all_fail_from_the_nth_on),
		cmocka_unit_test(test_each_kind_of_allocation_counts_and_fails),
		cmocka_unit_test(test_failed_realloc_keeps_the_old_block),
		cmocka_unit_test(test_nothing_fails_when_off),
		cmocka_unit_test(test_off_tells_when_nothing_failed),
		cmocka_unit_test(test_live_blocks_are_counted),
		cmocka_unit_test(test_scenario_with_each_allocation_failing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
