/* follow.c: where the positions of two terms in an article meet. */
/* SPDX-License-Identifier: MIT */
#include "match/follow.h"

/*
 * Mostly no two positions of an article meet: that is seen at once, as four by
 * four with whatever stands behind them. Only if something is equal then, it
 * is looked at one by one.
 */
#define FEW 256			/* pairs that are compared all with all */

static inline tw_quad_bits
pairs(const uint32_t *a, uint32_t shift, tw_quad b)
{
	return (tw_quad_all(a[0] + shift) == b) |
		(tw_quad_all(a[1] + shift) == b) |
		(tw_quad_all(a[2] + shift) == b) |
		(tw_quad_all(a[3] + shift) == b);
}

/* False if no sum of `a` is, shifted, one of `b`. */
static inline bool
may_meet(struct tw_run a, uint32_t shift, struct tw_run b)
{
	tw_quad_bits found = {0};

	for (uint32_t j = 0; j < b.count; j += 4) {
		tw_quad sums = tw_quad_load(b.sums + j);

		for (uint32_t i = 0; i < a.count; i += 4)
			found |= pairs(a.sums + i, shift, sums);
	}
	return tw_quad_any(found);
}

/* The sums of a run, to be asked for ascending ones. */
struct seeker {
	const uint32_t *sums;
	uint32_t left;
};

/* Sums may wrap; two of an article are less than 2^31 apart. */
static inline bool
is_before(uint32_t a, uint32_t b)
{
	return (int32_t)(a - b) < 0;
}

static inline bool
seek(struct seeker *seeker, uint32_t wanted)
{
	while (seeker->left > 4 && is_before(seeker->sums[3], wanted)) {
		seeker->sums += 4;
		seeker->left -= 4;
	}
	uint32_t left = seeker->left < 4 ? seeker->left : 4;

	return tw_quad_any(tw_quad_first(left) &
		(tw_quad_load(seeker->sums) == tw_quad_all(wanted)));
}

bool
tw_follow_many(struct tw_run a, struct tw_run b, uint32_t shift)
{
	struct seeker seeker = {b.sums, b.count};
	bool found = false;

	if ((uint64_t)a.count * b.count <= FEW && !may_meet(a, shift, b))
		return false;
	for (uint32_t i = 0; i < a.count && !found; i++)
		found = seek(&seeker, a.sums[i] + shift);
	return found;
}

uint32_t
tw_follow_count(struct tw_run a, struct tw_run b, uint32_t distance)
{
	uint32_t found = 0;

	if (a.count == 0 || b.count == 0)
		return 0;

	uint32_t shift = tw_follow_shift(a, b, distance);
	struct seeker seeker = {b.sums, b.count};

	if ((uint64_t)a.count * b.count <= FEW && !may_meet(a, shift, b))
		return 0;
	for (uint32_t i = 0; i < a.count; i++)
		found += seek(&seeker, a.sums[i] + shift);
	return found;
}

uint32_t
tw_follow_find(struct tw_run a, struct tw_run b, uint32_t distance,
	uint32_t *starts)
{
	uint32_t found = 0;

	if (a.count == 0 || b.count == 0)
		return 0;

	uint32_t shift = tw_follow_shift(a, b, distance);
	uint32_t before = (a.sums - 1)[0];
	struct seeker seeker = {b.sums, b.count};

	if ((uint64_t)a.count * b.count <= FEW && !may_meet(a, shift, b))
		return 0;
	for (uint32_t i = 0; i < a.count; i++) {
		starts[found] = a.sums[i] - before;
		found += seek(&seeker, a.sums[i] + shift);
	}
	return found;
}

uint32_t
tw_follow_keep(uint32_t *starts, uint32_t count, struct tw_run b,
	uint32_t distance)
{
	struct seeker seeker = {b.sums, b.count};
	uint32_t kept = 0;

	if (b.count == 0)
		return 0;

	uint32_t shift = distance + (b.sums - 1)[0];

	for (uint32_t i = 0; i < count; i++) {
		uint32_t start = starts[i];

		starts[kept] = start;
		kept += seek(&seeker, start + shift);
	}
	return kept;
}
