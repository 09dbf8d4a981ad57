/* follow.c: where the positions of two terms in an article meet. */
/* SPDX-License-Identifier: MIT */
#include "match/follow.h"

#include <string.h>

/*
 * Most articles have a term once to four times, and no two of their positions
 * meet: those are seen at once, as four by four with whatever stands behind
 * them. Only if something is equal then, it is looked at one by one.
 */
typedef uint32_t four __attribute__((vector_size(16)));
typedef int32_t four_bits __attribute__((vector_size(16)));
typedef uint64_t two __attribute__((vector_size(16)));

#define FEW 256			/* pairs that are compared all with all */

static inline four
load(const uint32_t *p)
{
	four v;

	memcpy(&v, p, sizeof(v));
	return v;
}

static inline four
all(uint32_t x)
{
	return (four){x, x, x, x};
}

/* Each number where the one so many places behind it was, around. */
static inline four
turn(four v, unsigned places)
{
	return (four){v[places % 4], v[(1 + places) % 4], v[(2 + places) % 4],
		v[(3 + places) % 4]};
}

static inline bool
any(four_bits v)
{
	two halves = (two)v;

	return (halves[0] | halves[1]) != 0;
}

/* The first `count` of four, 1 or more; for the others the first again. */
static inline four
repeat(four v, uint32_t count)
{
	const four_bits place = {0, 1, 2, 3};
	int32_t n = count < 4 ? (int32_t)count : 4;
	four is_there = (four)(place < (four_bits){n, n, n, n});

	return (v & is_there) | (all(v[0]) & ~is_there);
}

static inline four_bits
pairs(const uint32_t *a, uint32_t shift, four b)
{
	return (all(a[0] + shift) == b) | (all(a[1] + shift) == b) |
		(all(a[2] + shift) == b) | (all(a[3] + shift) == b);
}

/* False if no sum of `a` is, shifted, one of `b`. */
static inline bool
may_meet(struct tw_run a, uint32_t shift, struct tw_run b)
{
	four_bits found = {0};

	for (uint32_t j = 0; j < b.count; j += 4) {
		four sums = load(b.sums + j);

		for (uint32_t i = 0; i < a.count; i += 4)
			found |= pairs(a.sums + i, shift, sums);
	}
	return any(found);
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
	const four_bits place = {0, 1, 2, 3};

	while (seeker->left > 4 && is_before(seeker->sums[3], wanted)) {
		seeker->sums += 4;
		seeker->left -= 4;
	}
	int32_t left = seeker->left < 4 ? (int32_t)seeker->left : 4;

	return any((load(seeker->sums) == all(wanted)) &
		(place < (four_bits){left, left, left, left}));
}

static inline uint32_t
shift_of(struct tw_run a, struct tw_run b, uint32_t distance)
{
	return distance + (b.sums - 1)[0] - (a.sums - 1)[0];
}

static bool
is_among_many(struct tw_run a, struct tw_run b, uint32_t shift)
{
	struct seeker seeker = {b.sums, b.count};
	bool found = false;

	if ((uint64_t)a.count * b.count <= FEW && !may_meet(a, shift, b))
		return false;
	for (uint32_t i = 0; i < a.count && !found; i++)
		found = seek(&seeker, a.sums[i] + shift);
	return found;
}

bool
tw_follow_is(struct tw_run a, struct tw_run b, uint32_t distance)
{
	if (a.count == 0 || b.count == 0)
		return false;

	uint32_t shift = shift_of(a, b, distance);

	if (a.count > 4 || b.count > 4)
		return is_among_many(a, b, shift);

	four wanted = repeat(load(a.sums) + all(shift), a.count);
	four there = repeat(load(b.sums), b.count);

	return any((wanted == there) | (wanted == turn(there, 1)) |
		(wanted == turn(there, 2)) | (wanted == turn(there, 3)));
}

uint32_t
tw_follow_count(struct tw_run a, struct tw_run b, uint32_t distance)
{
	uint32_t found = 0;

	if (a.count == 0 || b.count == 0)
		return 0;

	uint32_t shift = shift_of(a, b, distance);
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

	uint32_t shift = shift_of(a, b, distance);
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
