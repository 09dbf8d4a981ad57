/* test_dated.c: which articles are of the dates asked for, and their order. */
/* SPDX-License-Identifier: MIT */
#include "match/dated.h"

#include <math.h>

#include "base/bytes.h"
#include "dice.h"
#include "base/dates.h"
#include "store_help.h"

static bool
has(const char *after, const char *before, const char *date)
{
	struct tw_dated dated = {
		.filters = true,
		.after = tw_date_pack(tw_str_of(after)),
		.before = tw_date_pack(tw_str_of(before)),
	};

	return tw_dated_has(&dated, tw_date_pack(tw_str_of(date)));
}

static void
test_both_ends_are_inclusive(void **state)
{
	(void)state;
	assert_true(has("2019-05-03", "2019-05-03", "2019-05-03"));
	assert_false(has("2019-05-03", "2019-05-03", "2019-05-02"));
	assert_false(has("2019-05-03", "2019-05-03", "2019-05-04"));
	assert_true(has("2019", "2019", "2019-01-01"));
	assert_true(has("2019", "2019", "2019-12-31"));
	assert_false(has("2019", "2019", "2018-12-31"));
	assert_false(has("2019", "2019", "2020-01-01"));
	assert_true(has("2019-02", "2019-02", "2019-02-28"));
	assert_false(has("2019-02", "2019-02", "2019-03-01"));
}

static void
test_an_end_may_be_open(void **state)
{
	(void)state;
	assert_true(has("2019", "", "9999-12-31"));
	assert_false(has("2019", "", "2018-12-31"));
	assert_true(has("", "2019", "0001-01-01"));
	assert_false(has("", "2019", "2020"));
}

static void
test_wide_dates_match_by_overlap(void **state)
{
	(void)state;
	assert_true(has("2019-05-03", "2019-05-03", "2019-05"));
	assert_true(has("2019-05-03", "2019-05-03", "2019"));
	assert_false(has("2019-05-03", "2019-05-03", "2019-04"));
	assert_false(has("2019-05-03", "2019-05-03", "2019-06"));
	assert_false(has("2019-05-03", "2019-05-03", "2018"));
	assert_true(has("2018-11", "2019-02", "2019"));
	assert_true(has("2018-11", "2019-02", "2018"));
	assert_false(has("2018-11", "2019-02", "2018-10"));
	assert_false(has("2018-11", "2019-02", "2020"));
}

static void
test_without_a_date_nothing_is_found(void **state)
{
	static const struct tw_dated any = {.filters = true};
	static const struct tw_dated none = {.filters = false};

	(void)state;
	assert_false(has("2019", "", ""));
	assert_false(has("", "2019", ""));
	assert_false(tw_dated_has(&any, 0));
	assert_true(tw_dated_has(&any, 1));
	assert_true(tw_dated_has(&none, 0));
}

/* ------------------------------------------------------------------ */

/* The orders, as the texts have them from the last to the first. */
static void
test_keys_order_as_dates(void **state)
{
	static const struct tw_dated newest = {.order = TW_NEWEST_FIRST};
	static const struct tw_dated oldest = {.order = TW_OLDEST_FIRST};
	static const char *const texts[] = {
		"0001", "1987-01-31", "2019", "2019-01", "2019-01-01",
		"2019-12-17", "9999-12-31",
	};
	float undated = tw_dated_key(&newest, 0);

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		uint32_t date = tw_date_pack(tw_str_of(texts[i]));
		uint32_t last = i == 0 ? 1 :
			tw_date_pack(tw_str_of(texts[i - 1]));

		assert_true(tw_dated_key(&newest, date) >
			tw_dated_key(&newest, last));
		assert_true(tw_dated_key(&oldest, date) <
			tw_dated_key(&oldest, last));
		assert_true(tw_dated_key(&newest, date) > undated);
		assert_true(tw_dated_key(&oldest, date) > -INFINITY);
	}
	assert_true(tw_dated_key(&oldest, 0) == -INFINITY);
}

static void
test_a_damaged_date_is_none(void **state)
{
	static const struct tw_dated newest = {.order = TW_NEWEST_FIRST};
	static const struct tw_dated oldest = {.order = TW_OLDEST_FIRST};

	(void)state;
	assert_true(tw_dated_key(&newest, 0x7fc00000) == 0);
	assert_true(tw_dated_key(&newest, UINT32_MAX) == 0);
	assert_true(tw_dated_key(&oldest, UINT32_MAX) == -INFINITY);
}

/* ------------------------------------------------------------------ */
/* Sixty-four at once.                                                  */

static uint32_t
random_date(uint32_t *seed)
{
	uint32_t year = 2010 + dice(seed, 5);
	uint32_t month = dice(seed, 4);
	uint32_t day = month > 0 ? dice(seed, 4) : 0;

	switch (dice(seed, 9)) {
	case 0:
		return 0;
	case 1:
		return UINT32_MAX - dice(seed, 3);
	default:
		return year << 16 | month << 8 | day;
	}
}

static void
fill(uint8_t dates[64 * 4], uint32_t *seed)
{
	for (size_t i = 0; i < 64; i++)
		tw_put_le32(dates + 4 * i, random_date(seed));
}

static void
test_many_at_once_are_as_one_by_one(void **state)
{
	uint32_t seed = 3;
	uint8_t dates[64 * 4];

	(void)state;
	for (int round = 0; round < 2000; round++) {
		struct tw_dated dated = {
			.filters = dice(&seed, 5) > 0,
			.after = random_date(&seed) & INT32_MAX,
			.before = random_date(&seed) & INT32_MAX,
		};

		fill(dates, &seed);
		struct tw_span span = tw_dated_span(&dated);
		uint64_t few = UINT64_C(7) << dice(&seed, 62);
		uint64_t bits = tw_dates_within(dates, &span, ~UINT64_C(0));

		for (size_t i = 0; i < 64; i++)
			assert_int_equal(bits >> i & 1, tw_dated_has(&dated,
				tw_le32(dates + 4 * i)));
		assert_true(tw_dates_within(dates, &span, few) ==
			(bits & few));
		for (unsigned i = 0; !span.all && i <= tw_cpu_tier; i++)
			assert_true(tw_dated_tiers[i]->within(dates, &span) ==
				bits);
	}
}

static void
test_those_above_are_found(void **state)
{
	uint32_t seed = 4;
	uint8_t dates[64 * 4];

	(void)state;
	for (int round = 0; round < 2000; round++) {
		struct tw_dated dated = {
			.order = dice(&seed, 2) ? TW_NEWEST_FIRST
						: TW_OLDEST_FIRST,
		};
		float least = tw_dated_key(&dated, random_date(&seed));

		if (dice(&seed, 2) > 0)
			least = nextafterf(least, INFINITY);
		fill(dates, &seed);
		struct tw_span span = tw_dated_above(&dated, least);
		uint64_t bits = tw_dates_within(dates, &span, ~UINT64_C(0));
		for (size_t i = 0; i < 64; i++) {
			uint32_t date = tw_le32(dates + 4 * i);
			bool above = tw_dated_key(&dated, date) >= least;

			if (above || (date > 0 && date < INT32_MAX))
				assert_int_equal(bits >> i & 1, above);
		}
	}
}

static void
test_groups_that_are_missed_have_none(void **state)
{
	uint32_t seed = 5;
	uint8_t dates[64 * 4];
	uint32_t missed = 0;

	(void)state;
	for (int round = 0; round < 4000; round++) {
		struct tw_dated dated = {
			.filters = true,
			.after = random_date(&seed) & INT32_MAX,
			.before = random_date(&seed) & INT32_MAX,
		};
		struct tw_span span = tw_dated_span(&dated);
		uint32_t one = random_date(&seed);

		for (size_t i = 0; i < 64; i++)
			tw_put_le32(dates + 4 * i, dice(&seed, 2) ? one : 0);
		struct tw_date_group group = tw_date_group_of(dates);

		assert_true(group.low > 0);
		if (!tw_span_misses(&span, group))
			continue;
		missed++;
		assert_true(tw_dates_within(dates, &span, ~UINT64_C(0)) == 0);
	}
	assert_true(missed > 400);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_both_ends_are_inclusive),
		cmocka_unit_test(test_an_end_may_be_open),
		cmocka_unit_test(test_wide_dates_match_by_overlap),
		cmocka_unit_test(test_without_a_date_nothing_is_found),
		cmocka_unit_test(test_keys_order_as_dates),
		cmocka_unit_test(test_a_damaged_date_is_none),
		cmocka_unit_test(test_many_at_once_are_as_one_by_one),
		cmocka_unit_test(test_those_above_are_found),
		cmocka_unit_test(test_groups_that_are_missed_have_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
