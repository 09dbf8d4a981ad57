/* valuecounts.c: counts the categories, authors, ... of articles. */
/* SPDX-License-Identifier: MIT */
#include "result/valuecounts.h"

#include "base/alloc.h"

static int
count_sets(const struct tw_matches *matches, enum tw_value_kind kind,
	const struct tw_values *values, uint64_t *sets, trawl_error *err)
{
	for (uint32_t word = 0; word < matches->words; word++) {
		uint64_t bits = matches->bits[word];

		for (; bits; bits &= bits - 1) {
			uint32_t set;
			int status = tw_values_set(matches->segment, kind,
				values, 64 * word +
				(uint32_t)__builtin_ctzll(bits), &set, err);

			if (status != TRAWL_OK)
				return status;
			sets[set]++;
		}
	}
	return TRAWL_OK;
}

/* What the sets count, their values count. */
static void
spread(const struct tw_values *values, const uint64_t *sets,
	uint64_t *of_values, uint64_t *without)
{
	for (uint32_t set = 0; set < values->set_count; set++) {
		uint32_t n;
		const uint32_t *members = tw_values_of_set(values, set, &n);

		if (n == 0)
			*without += sets[set];
		for (uint32_t i = 0; i < n; i++)
			of_values[members[i]] += sets[set];
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
	uint64_t *sets = tw_alloc_zeroed((size_t)values->set_count +
		values->count + 1, sizeof(*sets));
	if (!sets)
		return tw_no_memory(err);
	uint64_t *of_values = sets + values->set_count;
	status = count_sets(matches, kind, values, sets, err);
	if (status == TRAWL_OK)
		spread(values, sets, of_values, without);
	for (uint32_t i = 0; i < values->count && status == TRAWL_OK; i++)
		if (of_values[i] > 0)
			status = tw_counted_add(counted, values->texts[i],
				of_values[i], err);
	tw_free(sets);
	return status;
}
