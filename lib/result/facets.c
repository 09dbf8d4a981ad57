/* facets.c: how many of the articles that match have which values. */
/* SPDX-License-Identifier: MIT */
#include "result/facets.h"

#include <stdio.h>
#include <string.h>

#include "base/alloc.h"
#include "base/bytes.h"
#include "result/counted.h"
#include "result/valuecounts.h"

#define YEARS 10000
#define MONTHS 16		/* of a year, those that are none too */

/* The kinds that are values of articles, as the index has them. */
static const struct {
	enum tw_facet_kind facet;
	enum tw_value_kind kind;
} value_facets[TW_VALUES_COUNT] = {
	{TW_FACET_CATEGORY, TW_VALUES_CATEGORY},
	{TW_FACET_AUTHOR, TW_VALUES_AUTHOR},
	{TW_FACET_SITE, TW_VALUES_SITE},
	{TW_FACET_LANGUAGE, TW_VALUES_LANGUAGE},
};

struct counting {
	unsigned wanted;
	uint64_t total;
	uint64_t *months;	/* by year and month, 0 of those without;
				   NULL: not wanted */
	uint8_t *seen;		/* by year: 1 if any of it is counted */
	struct tw_counted values[TW_FACET_COUNT];
	uint64_t without[TW_FACET_COUNT];
};

static bool
wants(const struct counting *counting, enum tw_facet_kind kind)
{
	return counting->wanted >> kind & 1;
}

/* A date that is damaged is none, or of a month that is not told. */
static inline uint32_t
month_of(uint32_t date)
{
	uint32_t month = (date >> 16) * MONTHS + (date >> 8) % MONTHS;

	return month - MONTHS < (YEARS - 1) * MONTHS ? month : 0;
}

/* Counts those of 64 dates whose bits are set. That a year was seen is written
   down, as it takes half as long as to keep the first and last one. */
static inline void
count_group(uint64_t *months, uint8_t *seen, const uint8_t *dates,
	uint64_t bits)
{
	for (; bits; bits &= bits - 1) {
		size_t i = (size_t)__builtin_ctzll(bits);
		uint32_t month = month_of(tw_le32(dates + 4 * i));

		months[month]++;
		seen[month / MONTHS] = 1;
	}
}

static int
count_dates(struct counting *counting, const struct tw_matches *matches,
	trawl_error *err)
{
	struct tw_dates dates;

	tw_dates_open(&dates, matches->segment);
	for (uint32_t word = 0; word < matches->words; word++) {
		uint64_t bits = matches->bits[word];
		const uint8_t *p = NULL;

		if (!bits)
			continue;
		int status = tw_dates_at(&dates, 64 * word, &p, err);

		if (status != TRAWL_OK)
			return status;
		count_group(counting->months, counting->seen, p, bits);
	}
	return TRAWL_OK;
}

static int
count_segment(void *context, const struct tw_matches *matches,
	trawl_error *err)
{
	struct counting *counting = context;

	int status = TRAWL_OK;

	counting->total += matches->count;
	if (matches->count == 0)
		return TRAWL_OK;
	if (counting->months)
		status = count_dates(counting, matches, err);
	for (int i = 0; i < TW_VALUES_COUNT && status == TRAWL_OK; i++) {
		enum tw_facet_kind facet = value_facets[i].facet;

		if (wants(counting, facet))
			status = tw_count_values(matches, value_facets[i].kind,
				&counting->values[facet],
				&counting->without[facet], err);
	}
	return status;
}

/* ------------------------------------------------------------------ */

static int
tell(struct tw_counted *counted, uint32_t most, uint64_t without,
	struct tw_arena *arena, struct tw_facet *ret, trawl_error *err)
{
	ret->without = without;
	return tw_counted_best(counted, most, arena, &ret->values,
		&ret->count, &ret->distinct, err);
}

/* Adds a month, or, if it is 0, a year. */
static int
add(struct tw_counted *counted, uint32_t year, uint32_t month, uint64_t count,
	trawl_error *err)
{
	char text[32];
	int n = snprintf(text, sizeof(text), month > 0 ? "%04u-%02u" : "%04u",
		(unsigned)year, (unsigned)month);

	return count == 0 ? TRAWL_OK
		: tw_counted_add(counted, tw_str(text, (size_t)n), count, err);
}

static int
add_year(struct tw_counted *counted, const uint64_t *months,
	uint32_t year, trawl_error *err)
{
	uint64_t sum = 0;

	for (uint32_t month = 0; month <= 12; month++)
		sum += months[month];
	return add(counted, year, 0, sum, err);
}

static int
add_months(struct tw_counted *counted, const uint64_t *months,
	uint32_t year, uint64_t *without, trawl_error *err)
{
	*without += months[0];
	for (uint32_t month = 1; month <= 12; month++) {
		int status = add(counted, year, month, months[month], err);

		if (status != TRAWL_OK)
			return status;
	}
	return TRAWL_OK;
}

/* The first year from this one on that is counted; YEARS: none is. */
static uint32_t
next_year(const struct counting *counting, uint32_t year)
{
	const uint8_t *seen = year < YEARS ? memchr(counting->seen + year, 1,
		YEARS - year) : NULL;

	return seen ? (uint32_t)(seen - counting->seen) : YEARS;
}

static int
tell_dates(const struct counting *counting, bool by_month, uint32_t most,
	struct tw_arena *arena, struct tw_facet *ret, trawl_error *err)
{
	struct tw_counted counted = {0};
	uint64_t without = counting->months[0];
	int status = TRAWL_OK;

	for (uint32_t year = next_year(counting, 1); year < YEARS &&
		status == TRAWL_OK; year = next_year(counting, year + 1)) {
		const uint64_t *months = counting->months + year * MONTHS;

		status = by_month
			? add_months(&counted, months, year, &without, err)
			: add_year(&counted, months, year, err);
	}
	if (status == TRAWL_OK)
		status = tell(&counted, most, without, arena, ret, err);
	tw_counted_done(&counted);
	return status;
}

static int
tell_all(struct counting *counting, uint32_t most, struct tw_arena *arena,
	struct tw_facets *ret, trawl_error *err)
{
	int status = TRAWL_OK;

	ret->total = counting->total;
	if (wants(counting, TW_FACET_YEAR))
		status = tell_dates(counting, false, most, arena,
			&ret->facet[TW_FACET_YEAR], err);
	if (status == TRAWL_OK && wants(counting, TW_FACET_MONTH))
		status = tell_dates(counting, true, most, arena,
			&ret->facet[TW_FACET_MONTH], err);
	for (int i = 0; i < TW_VALUES_COUNT && status == TRAWL_OK; i++) {
		enum tw_facet_kind facet = value_facets[i].facet;

		if (wants(counting, facet))
			status = tell(&counting->values[facet], most,
				counting->without[facet], arena,
				&ret->facet[facet], err);
	}
	return status;
}

int
tw_facets_count(struct tw_reader *reader, const struct tw_query *query,
	const struct tw_dated *dated, unsigned wanted, uint32_t most,
	struct tw_arena *arena, struct tw_facets *ret, trawl_error *err)
{
	struct counting counting = {.wanted = wanted};
	struct tw_facets facets = {0};
	int status = TRAWL_OK;

	if (wants(&counting, TW_FACET_YEAR) ||
		wants(&counting, TW_FACET_MONTH)) {
		counting.months = tw_alloc_zeroed(YEARS,
			MONTHS * sizeof(uint64_t) + 1);
		if (!counting.months)
			return tw_no_memory(err);
		counting.seen = (uint8_t *)(counting.months + YEARS * MONTHS);
	}
	status = tw_search_matches(reader, query, dated, count_segment,
		&counting, err);
	if (status == TRAWL_OK)
		status = tell_all(&counting, most, arena, &facets, err);
	tw_free(counting.months);
	for (int kind = 0; kind < TW_FACET_COUNT; kind++)
		tw_counted_done(&counting.values[kind]);
	if (status == TRAWL_OK)
		*ret = facets;
	return status;
}
