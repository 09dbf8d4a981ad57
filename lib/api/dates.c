/* dates.c: the dates that the options of a search ask for. */
/* SPDX-License-Identifier: MIT */
#include "api/handles.h"
#include "base/dates.h"
#include "page/date.h"
#include "query/when.h"

int
tw_read_today(const char *now, int32_t *ret, trawl_error *err)
{
	uint32_t date = now ? tw_date_pack(tw_str_of(now)) : 0;

	if (now && (date & 255) == 0)
		return tw_fail(err, TRAWL_EINVAL,
			"\"%.100s\" is no day: write 2019-12-17", now);
	*ret = now ? tw_date_days(date) : tw_today();
	return TRAWL_OK;
}

/* As a query has it behind since: and before:, but for dates in words. */
static int
read_date(const char *text, enum tw_query_field field,
	struct tw_when *ret, trawl_error *err)
{
	struct tw_date date;
	char print[11];

	if (!text)
		return TRAWL_OK;
	struct tw_str whole = tw_str_of(text);

	if (whole.n == 0 || tw_date_read(whole, &date) != whole.n)
		return tw_fail(err, TRAWL_EINVAL, "'%.100s' is no date: "
			"write it as 2019-12-17, 2019-12 or 2019", text);
	tw_date_print(date, print);
	if (tw_when_read(tw_str_of(print), field, 0, ret))
		return TRAWL_OK;
	return tw_fail(err, TRAWL_EINVAL, field == TW_QUERY_SINCE ?
		"no date is after %.100s" : "no date is before %.100s", text);
}

int
tw_read_dates(const struct trawl_search_options *options, struct tw_dated *ret,
	trawl_error *err)
{
	struct tw_dated dated = {
		.filters = options->after || options->before,
		.recency.half_life = options->half_life,
	};
	struct tw_when after = {0};
	struct tw_when before = {0};
	int status = read_date(options->after, TW_QUERY_SINCE, &after, err);

	if (status == TRAWL_OK)
		status = read_date(options->before, TW_QUERY_BEFORE, &before,
			err);
	if (status == TRAWL_OK && options->half_life > 0)
		status = tw_read_today(options->now, &dated.recency.today,
			err);
	if (status != TRAWL_OK)
		return status;
	dated.after = after.from;
	dated.before = before.to;
	if (tw_dated_is_empty(&dated))
		return tw_fail(err, TRAWL_EINVAL,
			"no date is after %.100s and before %.100s",
			options->after, options->before);
	switch (options->sort) {
	case TRAWL_BY_SCORE:
		break;
	case TRAWL_NEWEST_FIRST:
		dated.order = TW_NEWEST_FIRST;
		break;
	case TRAWL_OLDEST_FIRST:
		dated.order = TW_OLDEST_FIRST;
		break;
	case TRAWL_BY_TITLE:
		dated.order = TW_UNORDERED;
		break;
	default:
		return tw_fail(err, TRAWL_EINVAL, "no way %d to sort hits",
			options->sort);
	}
	*ret = dated;
	return TRAWL_OK;
}
