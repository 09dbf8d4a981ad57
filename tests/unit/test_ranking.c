/* test_ranking.c: what an index is ranked with: chosen when it is made. */
/* SPDX-License-Identifier: MIT */
#include "index/ranking.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static void
assert_reads(const char *text, uint32_t k1, uint32_t b, uint32_t title)
{
	struct tw_ranking ranking;

	assert_int_equal(tw_ranking_read(tw_str_of(text), &ranking, NULL),
		TRAWL_OK);
	assert_int_equal(ranking.k1, k1);
	assert_int_equal(ranking.b, b);
	assert_int_equal(ranking.title, title);
}

static void
assert_refused(const char *text)
{
	struct tw_ranking ranking = {7, 7, 7};
	trawl_error err;

	if (tw_ranking_read(tw_str_of(text), &ranking, &err) != TRAWL_EINVAL)
		fail_msg("'%s' was read as a ranking", text);
	assert_int_equal(ranking.k1, 7);
}

static void
test_any_number_may_be_left_out(void **state)
{
	(void)state;
	assert_reads("k1=0.9,b=0.4", 900, 400, 3);
	assert_reads("b=0,k1=10", 10000, 0, 3);
	assert_reads("k1=1.205", 1205, 750, 3);
	assert_reads("b=1", 1200, 1000, 3);
	assert_reads("title=1", 1200, 750, 1);
	assert_reads("title=100,b=1", 1200, 1000, 100);
}

static void
test_what_is_no_ranking_is_refused(void **state)
{
	(void)state;
	assert_refused("");
	assert_refused("k1");
	assert_refused("k1=");
	assert_refused("k1=x");
	assert_refused("k1=-1");
	assert_refused("k1=0");
	assert_refused("k1=10.001");
	assert_refused("b=1.001");
	assert_refused("b=.5");
	assert_refused("b=0.7551");
	assert_refused("b=0.5.5");
	assert_refused("b=99999999999");
	assert_refused("k1=1.2,");
	assert_refused("k1=1.2 b=0.75");
	assert_refused("c=1");
	assert_refused("title=0");
	assert_refused("title=101");
	assert_refused("title=2.5");
	assert_refused("title=");
}

static void
test_what_is_printed_reads_as_the_same(void **state)
{
	static const char *const texts[] = {
		"k1=1.2,b=0.75,title=3", "k1=10,b=0,title=1",
		"k1=0.1,b=1,title=100", "k1=0.905,b=0.003,title=12",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		struct tw_ranking ranking;
		struct tw_buf out = {0};

		assert_int_equal(tw_ranking_read(tw_str_of(texts[i]), &ranking,
			NULL), TRAWL_OK);
		tw_ranking_print(&ranking, &out);
		assert_true(tw_str_equal(tw_buf_str(&out),
			tw_str_of(texts[i])));
		tw_buf_done(&out);
	}
}

static void
test_the_usual_one_is_good(void **state)
{
	(void)state;
	assert_true(tw_ranking_is_good(&tw_ranking_usual));
	assert_reads("k1=1.2,b=0.75", tw_ranking_usual.k1, tw_ranking_usual.b,
		tw_ranking_usual.title);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_any_number_may_be_left_out),
		cmocka_unit_test(test_what_is_no_ranking_is_refused),
		cmocka_unit_test(test_what_is_printed_reads_as_the_same),
		cmocka_unit_test(test_the_usual_one_is_good),
	};

	return cmocka_run_group_tests_name("ranking", tests, NULL, NULL);
}
