/* fuzz_date.c: any text as a date, and as JSON-LD. */
/* SPDX-License-Identifier: MIT */
#include "fuzz.h"

#include "base/buf.h"
#include "page/date.h"
#include "page/jsonld.h"
#include "text/utf8.h"

const char *const fuzz_seeds[] = {"tests/fuzz/dates", NULL};

static void
check_date(struct tw_date date)
{
	struct tw_date again;
	char print[11];

	FUZZ_CHECK(date.month <= 12 && date.day <= 31);
	FUZZ_CHECK(date.day == 0 || date.month > 0);
	tw_date_print(date, print);
	FUZZ_CHECK(tw_date_read(tw_str_of(print), &again) > 0);
	FUZZ_CHECK(tw_date_compare(date, again) == 0);
}

static void
try_dates(struct tw_str text)
{
	struct tw_date date;
	size_t start;
	size_t end;
	size_t n = tw_date_read(text, &date);

	FUZZ_CHECK(n <= text.n);
	if (n > 0)
		check_date(date);
	if (tw_date_find(text, &date, &start, &end)) {
		FUZZ_CHECK(start < end && end <= text.n);
		check_date(date);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	struct tw_buf clean = {0};
	struct tw_page page = {0};

	tw_utf8_clean(tw_str((const char *)bytes, length), &clean);
	try_dates(tw_buf_str(&clean));
	tw_json_ld_read(tw_buf_str(&clean), &page);
	for (uint32_t i = 0; i < page.fact_count; i++)
		FUZZ_CHECK(tw_utf8_valid(page.facts[i].value));
	tw_page_done(&page);
	tw_buf_done(&clean);
	return 0;
}
