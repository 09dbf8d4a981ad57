/* datebits.c: the articles of the dates asked for, as bits. */
/* SPDX-License-Identifier: MIT */
#include "match/datebits.h"

#include "base/alloc.h"
#include "match/cursor.h"

#define ARTICLES_A_POSTING 16	/* whose bits are made in the time it takes */

static bool
are_there(const struct tw_segment *segment, const struct tw_dated *dated)
{
	const struct tw_date_bits *bits = segment->date_bits;

	return bits && bits->after == dated->after &&
		bits->before == dated->before;
}

bool
tw_date_bits_pay(const struct tw_segment *segment,
	const struct tw_dated *dated, uint64_t postings)
{
	return are_there(segment, dated) ||
		postings > segment->info.docs / ARTICLES_A_POSTING;
}

/* Of 64 articles. */
static int
find_bits(struct tw_date_group *group, struct tw_dates *dates, uint32_t base,
	const struct tw_span *span, uint64_t *ret, trawl_error *err)
{
	const uint8_t *p;

	*ret = 0;
	if (group->low > 0 && tw_span_misses(span, *group))
		return TRAWL_OK;
	int status = tw_dates_look(dates, base, group, &p, err);

	if (status == TRAWL_OK)
		*ret = tw_dates_within(p, span, UINT64_MAX);
	return status;
}

static int
fill(struct tw_segment *segment, const struct tw_dated *dated,
	struct tw_date_bits *bits, trawl_error *err)
{
	uint32_t docs = segment->info.docs;
	struct tw_span span = tw_dated_span(dated);
	struct tw_dates dates;
	int status = tw_segment_make_date_groups(segment, err);

	tw_dates_open(&dates, segment);
	for (uint32_t i = 0; i * UINT64_C(64) < docs && status == TRAWL_OK;
		i++) {
		status = find_bits(&segment->date_groups[i], &dates, 64 * i,
			&span, &bits->bits[i], err);
		bits->count += (uint32_t)__builtin_popcountll(bits->bits[i]);
	}
	return status;
}

int
tw_date_bits_make(struct tw_segment *segment, const struct tw_dated *dated,
	const struct tw_date_bits **ret, trawl_error *err)
{
	size_t words = (segment->info.docs / TW_WINDOW + (size_t)1) *
		(TW_WINDOW / 64);

	if (are_there(segment, dated)) {
		*ret = segment->date_bits;
		return TRAWL_OK;
	}
	struct tw_date_bits *bits = tw_alloc_zeroed(1, sizeof(*bits) +
		words * sizeof(*bits->bits));

	if (!bits)
		return tw_no_memory(err);
	bits->after = dated->after;
	bits->before = dated->before;
	int status = fill(segment, dated, bits, err);

	if (status != TRAWL_OK) {
		tw_free(bits);
		return status;
	}
	tw_free(segment->date_bits);
	segment->date_bits = bits;
	*ret = bits;
	return TRAWL_OK;
}
