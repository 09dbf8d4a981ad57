/* test_datebits.c: the articles of the dates asked for, as bits. */
/* SPDX-License-Identifier: MIT */
#include "base/dates.h"
#include "match/datebits.h"

#include "small_index.h"

#include "../fault/alloc_fault.h"

#define ARTICLES 9000
#define DAYS 28

/* Article i is of a day of May 2019, as its number says. */
static struct tw_segment *
open_segment(struct tw_reader **ret)
{
	char id[16];
	char date[16];

	for (unsigned i = 0; i < ARTICLES; i++) {
		snprintf(id, sizeof(id), "%u", i);
		snprintf(date, sizeof(date), "2019-05-%02u", 1 + i % DAYS);
		struct tw_doc doc = index_doc(id, "", "word");

		doc.field[TRAWL_DATE] = tw_str_of(date);
		index_ok(tw_writer_add(writer, &doc, &err));
	}
	index_commit();
	index_merge();
	*ret = open_reader();
	assert_int_equal((*ret)->root.count, 1);
	return &(*ret)->segments[0];
}

static struct tw_dated
days(const char *after, const char *before)
{
	return (struct tw_dated){
		.filters = true,
		.after = tw_date_pack(tw_str_of(after)),
		.before = tw_date_pack(tw_str_of(before)),
	};
}

static void
assert_days(const struct tw_date_bits *bits, unsigned first, unsigned last)
{
	uint32_t count = 0;

	for (uint32_t i = 0; i < ARTICLES; i++) {
		unsigned day = 1 + i % DAYS;
		bool is_asked = day >= first && day <= last;

		assert_int_equal(bits->bits[i / 64] >> i % 64 & 1, is_asked);
		count += is_asked;
	}
	assert_int_equal(bits->count, count);
	assert_int_equal(bits->bits[ARTICLES / 64] >> ARTICLES % 64, 0);
}

static void
test_bits_are_of_the_articles_of_the_dates(void **state)
{
	struct tw_reader *reader;
	struct tw_segment *segment = open_segment(&reader);
	struct tw_dated dated = days("2019-05-03", "2019-05-07");
	const struct tw_date_bits *bits;

	(void)state;
	index_ok(tw_date_bits_make(segment, &dated, &bits, &err));
	assert_days(bits, 3, 7);
	dated = days("2020", "2021");
	index_ok(tw_date_bits_make(segment, &dated, &bits, &err));
	assert_days(bits, 0, 0);
	dated = days("2019-05-28", "2019");
	index_ok(tw_date_bits_make(segment, &dated, &bits, &err));
	assert_days(bits, 28, 28);
	tw_reader_free(reader);
}

static void
test_bits_stay_until_other_dates_are_asked_for(void **state)
{
	struct tw_reader *reader;
	struct tw_segment *segment = open_segment(&reader);
	struct tw_dated dated = days("2019-05-03", "2019-05-07");
	struct tw_dated other = days("2019-05-03", "2019-05-08");
	const struct tw_date_bits *bits;
	const struct tw_date_bits *again;

	(void)state;
	assert_false(tw_date_bits_pay(segment, &dated, 1));
	assert_true(tw_date_bits_pay(segment, &dated, ARTICLES));
	index_ok(tw_date_bits_make(segment, &dated, &bits, &err));
	index_ok(tw_date_bits_make(segment, &dated, &again, &err));
	assert_ptr_equal(again, bits);
	assert_true(tw_date_bits_pay(segment, &dated, 1));
	assert_false(tw_date_bits_pay(segment, &other, 1));
	tw_reader_free(reader);
}

static void
test_without_memory_the_old_ones_stay(void **state)
{
	struct tw_reader *reader;
	struct tw_segment *segment = open_segment(&reader);
	struct tw_dated dated = days("2019-05-03", "2019-05-07");
	struct tw_dated other = days("2019-05-03", "2019-05-08");
	const struct tw_date_bits *bits;

	(void)state;
	index_ok(tw_date_bits_make(segment, &dated, &bits, &err));
	alloc_fault_at(1);
	assert_int_equal(tw_date_bits_make(segment, &other, &bits, NULL),
		TRAWL_ENOMEM);
	assert_true(alloc_fault_off());
	index_ok(tw_date_bits_make(segment, &dated, &bits, &err));
	assert_days(bits, 3, 7);
	tw_reader_free(reader);
}

int
main(void)
{
#define test(name) \
	cmocka_unit_test_setup_teardown(name, set_up_index, tear_down_index)
	const struct CMUnitTest tests[] = {
		test(test_bits_are_of_the_articles_of_the_dates),
		test(test_bits_stay_until_other_dates_are_asked_for),
		test(test_without_memory_the_old_ones_stay),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
