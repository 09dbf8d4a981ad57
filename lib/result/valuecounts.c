/* valuecounts.c: counts the categories, authors, ... of articles. */
/* SPDX-License-Identifier: MIT */
#include "result/valuecounts.h"

#include "base/alloc.h"
#include "base/bytes.h"

/* How often each set was met; the last number is for all that there are not. */
struct tally {
	uint32_t *counts;
	uint32_t none;
};

static inline uint32_t
number_at(const uint8_t *p, uint32_t width)
{
	return width == 1 ? *p : width == 2 ? tw_le16(p) : tw_le32(p);
}

/* Counts those of 64 articles whose bits are set. The width is a constant for
   the compiler, or each article would cost twice as much. */
static inline void
count_group(struct tally tally, const uint8_t *p, uint64_t bits,
	uint32_t width)
{
	for (; bits; bits &= bits - 1) {
		size_t i = (size_t)__builtin_ctzll(bits);
		uint32_t set = number_at(p + i * width, width);

		tally.counts[set < tally.none ? set : tally.none]++;
	}
}

static int
count_sets(const struct tw_matches *matches, enum tw_value_kind kind,
	const struct tw_values *values, struct tally tally, trawl_error *err)
{
	for (uint32_t word = 0; word < matches->words; word++) {
		uint64_t bits = matches->bits[word];
		const uint8_t *p = NULL;

		if (!bits)
			continue;
		int status = tw_values_sets(matches->segment, kind, values,
			64 * word, &p, err);

		if (status != TRAWL_OK)
			return status;
		if (values->width == 1)
			count_group(tally, p, bits, 1);
		else if (values->width == 2)
			count_group(tally, p, bits, 2);
		else
			count_group(tally, p, bits, 4);
	}
	if (tally.counts[tally.none] > 0)
		return TW_CORRUPT(err, "a set of values that there is not");
	return TRAWL_OK;
}

/* What the sets count, their values count. */
static void
spread(const struct tw_values *values, struct tally tally,
	uint64_t *of_values, uint64_t *without)
{
	for (uint32_t set = 0; set < values->set_count; set++) {
		uint32_t n;
		const uint32_t *members = tw_values_of_set(values, set, &n);

		if (n == 0)
			*without += tally.counts[set];
		for (uint32_t i = 0; i < n; i++)
			of_values[members[i]] += tally.counts[set];
	}
}

int
tw_count_values(const struct tw_matches *matches, enum tw_value_kind kind,
	struct tw_counted *counted, uint64_t *without, trawl_error *err)
{
	const struct tw_values *values;
	int status = tw_values_get(matches->segment, kind, &values, err);

	if (status != TRAWL_OK)
		return status;
	size_t slots = (size_t)values->set_count + 1;
	uint64_t *of_values = tw_alloc_zeroed(values->count + slots,
		sizeof(*of_values));
	if (!of_values)
		return tw_no_memory(err);
	struct tally tally = {
		(uint32_t *)(void *)(of_values + values->count),
		values->set_count,
	};

	if (values->width > 0)
		status = count_sets(matches, kind, values, tally, err);
	else
		tally.counts[0] = (uint32_t)matches->count;
	if (status == TRAWL_OK)
		spread(values, tally, of_values, without);
	for (uint32_t i = 0; i < values->count && status == TRAWL_OK; i++)
		if (of_values[i] > 0)
			status = tw_counted_add(counted, values->texts[i],
				of_values[i], err);
	tw_free(of_values);
	return status;
}
