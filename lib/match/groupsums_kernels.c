/* groupsums_kernels.c: adds up the bounds of groups of articles. */
/* SPDX-License-Identifier: MIT */
#include "match/groupsums.h"

#include <stdbool.h>

#include "base/vec.h"

/* `meets`: a sum of 0 stays so, and what adds 0 makes it 0. */
TW_KERNEL void
add_to(uint8_t *sums, tw_vec8 added, bool meets)
{
	tw_vec8 sum = tw_vec8_load(sums);
	tw_vec8 total = tw_add8(sum, added);

	if (meets)
		total &= ~(tw_vec8)((sum == 0) | (added == 0));
	tw_vec8_store(sums, total);
}

/* What TW_VEC groups add, to TW_VEC << shift sums. */
TW_KERNEL void
add_groups(uint8_t *sums, tw_vec8 added, unsigned shift, bool meets)
{
	if (shift == 0) {
		add_to(sums, added, meets);
		return;
	}
	tw_vec8 low = tw_lower_twice(added);
	tw_vec8 high = tw_upper_twice(added);
	if (shift == 1) {
		add_to(sums, low, meets);
		add_to(sums + TW_VEC, high, meets);
		return;
	}
	add_to(sums, tw_lower_twice(low), meets);
	add_to(sums + TW_VEC, tw_upper_twice(low), meets);
	add_to(sums + 2 * TW_VEC, tw_lower_twice(high), meets);
	add_to(sums + 3 * TW_VEC, tw_upper_twice(high), meets);
}

TW_KERNEL void
add_each(uint8_t *sums, const uint8_t *levels, size_t bytes, unsigned shift,
	const uint8_t values[16], bool meets)
{
	struct tw_table table = tw_table_of(values);

	for (size_t i = 0; i < bytes; i += TW_VEC / 2)
		add_groups(sums + (2 * i << shift),
			tw_look_up(&table, tw_nibbles(levels + i)), shift,
			meets);
}

static void
add(uint8_t *sums, const uint8_t *levels, size_t bytes, unsigned shift,
	const uint8_t table[16])
{
	add_each(sums, levels, bytes, shift, table, false);
}

static void
meet(uint8_t *sums, const uint8_t *levels, size_t bytes, unsigned shift,
	const uint8_t table[16])
{
	add_each(sums, levels, bytes, shift, table, true);
}

static uint64_t
above(const uint8_t sums[64], uint8_t least)
{
	tw_vec8 all = tw_vec8_all(least);
	uint64_t bits = 0;

	for (uint32_t i = 0; i < 64; i += TW_VEC)
		bits |= (uint64_t)tw_mask8(tw_is_least8(
			tw_vec8_load(sums + i), all)) << i;
	return bits;
}

const struct tw_groupsums_kernels TW_OF_TIER(tw_groupsums) = {
	.add = add,
	.meet = meet,
	.above = above,
};
