/* dates.c: the dates that the options of a search ask for. */
/* SPDX-License-Identifier: MIT */
#include "api/handles.h"
#include "base/dates.h"
#include "page/date.h"

static int
read_date(const char *name, const char *text, uint32_t *ret, trawl_error *err)
{
	struct tw_date date;
	char print[11];

	if (!text)
		return TRAWL_OK;
	struct tw_str whole = tw_str_of(text);

	if (whole.n == 0 || tw_date_read(whole, &date) != whole.n)
		return tw_fail(err, TRAWL_EINVAL, "%s: '%.100s' is no date: "
			"write it as 2019-12-17, 2019-12 or 2019", name, text);
	tw_date_print(date, print);
	*ret = tw_date_pack(tw_str_of(print));
	return TRAWL_OK;
}

int
tw_read_dates(const struct trawl_search_options *options, struct tw_dated *ret,
	trawl_error *err)
{
	struct tw_dated dated = {
		.filters = options->after || options->before,
	};
	int status = read_date("after", options->after, &dated.after, err);

	if (status == TRAWL_OK)
		status = read_date("before", options->before, &dated.before,
			err);
	if (status != TRAWL_OK)
		return status;
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
	default:
		return tw_fail(err, TRAWL_EINVAL, "no way %d to sort hits",
			options->sort);
	}
	*ret = dated;
	return TRAWL_OK;
}
