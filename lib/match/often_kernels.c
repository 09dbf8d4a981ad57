/* often_kernels.c: which of many articles have a word often enough. */
/* SPDX-License-Identifier: MIT */
#include "match/often.h"

#include "base/vec.h"

#define GROUPS (TW_VEC / TW_OFTEN_GROUP)	/* of a vector */

/* The byte of a word of eight that a shift down brings the others to. */
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
#define LOWEST 0
#else
#define LOWEST 7
#endif

/* ------------------------------------------------------------------ */
/* What is asked for.                                                   */

/* As exact as a byte allows. Of 255 and more, one frequency is enough. */
static void
set_units(struct tw_often *often, const float freqs[TW_OFTEN_CLASSES])
{
	float most = 1 / freqs[0];

	often->shift = 4;
	while (often->shift > 0 &&
		most * (float)(1u << often->shift) >= UINT8_MAX - 1)
		often->shift--;
	for (uint32_t i = 0; i < TW_OFTEN_CLASSES; i++) {
		float units = (float)(1u << often->shift) / freqs[i] + 1;

		often->units[i] = (uint8_t)(int32_t)(units < UINT8_MAX
			? units : UINT8_MAX);
	}
}

/* Rounded up; the last one knows no more than that there is one. */
TW_KERNEL void
lack(float lacking, const float *freqs, uint8_t *ret)
{
	for (uint32_t i = 0; i < TW_OFTEN_CLASSES; i++) {
		float up = lacking * freqs[i] + 0.999f;

		up = up < UINT8_MAX ? up : UINT8_MAX;
		ret[i] = (uint8_t)(int32_t)up;
	}
}

static void
ask(struct tw_often *often, float reach, const float freqs[TW_OFTEN_CLASSES])
{
	uint32_t sum = 0;

	often->reach = (uint8_t)(int32_t)(reach < UINT8_MAX ? reach
							    : UINT8_MAX);
	set_units(often, freqs);
	for (; sum < UINT8_MAX && (float)sum < reach; sum++)
		lack(reach - (float)sum, freqs, often->least[sum]);
	memset(often->least[sum], 0, (256 - sum) * TW_OFTEN_CLASSES);
	for (uint32_t i = 0; i < TW_OFTEN_CLASSES; i++)
		if (often->least[0][i] == 0)
			often->least[0][i] = 1;
}

/* ------------------------------------------------------------------ */
/* What there is.                                                       */

/* By words: the greatest of pairs, of fours, of eights. */
static void
tops(const uint8_t *sums, uint32_t count, uint8_t *ret)
{
	for (uint32_t i = 0; i < count; i += TW_VEC) {
		tw_vec8 v = tw_vec8_load(sums + i);
		uint8_t bytes[TW_VEC];

		v = tw_max8(v, (tw_vec8)((tw_vec64)v >> 8));
		v = tw_max8(v, (tw_vec8)((tw_vec64)v >> 16));
		v = tw_max8(v, (tw_vec8)((tw_vec64)v >> 32));
		tw_vec8_store(bytes, v);
		for (uint32_t n = 0; n < TW_VEC; n += TW_OFTEN_GROUPS)
			*ret++ = bytes[n + LOWEST];
	}
}

/* Whether any of the frequencies is at least so much. */
TW_KERNEL uint32_t
is_any(const uint8_t *freqs, uint8_t least)
{
	tw_vec8 most = tw_vec8_load(freqs);

	for (uint32_t i = TW_VEC; i < TW_OFTEN_CHUNK; i += TW_VEC)
		most = tw_max8(most, tw_vec8_load(freqs + i));
	return tw_mask8(tw_is_least8(most, tw_vec8_all(least)));
}

TW_KERNEL tw_vec8
classes_of(tw_vec8 lengths, tw_vec8 shortest)
{
	const tw_vec8 last = tw_vec8_all(2 * TW_OFTEN_CLASSES - 1);

	return tw_min8(tw_max8(lengths, shortest) - shortest, last) >> 1;
}

/* Which of the articles of GROUPS groups from this one on. */
TW_KERNEL uint32_t
find(const struct tw_often *often, const struct tw_often_span *span,
	uint32_t group)
{
	const uint8_t *sums = span->sums + group;
	struct tw_table least = tw_tables_of(often->least[sums[0]],
		often->least[sums[GROUPS - 1]]);
	tw_vec8 lengths = tw_vec8_load(span->lengths + TW_OFTEN_GROUP * group);
	tw_vec8 freqs = tw_vec8_load(span->freqs + TW_OFTEN_GROUP * group);
	tw_vec8 class = classes_of(lengths, tw_vec8_all(often->shortest));

	return tw_mask8(tw_is_least8(freqs, tw_look_up(&least, class)));
}

/* Without a branch on which of them: it could not be foretold. */
TW_KERNEL uint32_t
keep(struct tw_often_found *ret, uint32_t a, uint32_t b, uint32_t bits)
{
	uint32_t count = (bits & 0xffff) != 0;

	ret[0] = (struct tw_often_found){(uint16_t)a, (uint16_t)bits};
	if (GROUPS == 1)
		return count;
	ret[count] = (struct tw_often_found){(uint16_t)b,
		(uint16_t)(bits >> 16)};
	return count + (bits >> 16 != 0);
}

/* Of the groups of a chunk, from this one on. */
TW_KERNEL uint32_t
enough_of(const struct tw_often *often, const struct tw_often_span *span,
	uint32_t group, struct tw_often_found *ret)
{
	uint32_t end = group + TW_OFTEN_GROUPS;
	uint32_t count = 0;

	for (; group < end; group += GROUPS) {
		uint32_t bits = find(often, span, group);

		if (bits != 0)
			count += keep(ret + count, group, group + 1, bits);
	}
	return count;
}

#define SOME 64			/* chunks that are looked at together */

/*
 * Which of the chunks from `first` on have a frequency that any length would
 * do with; how many. Without a branch on it: a third of them have.
 */
TW_KERNEL uint32_t
find_chunks(const struct tw_often *often, const struct tw_often_span *span,
	uint32_t first, uint32_t end, uint32_t ret[SOME])
{
	uint32_t count = 0;

	for (uint32_t i = first; i < end; i++) {
		ret[count] = i;
		count += is_any(span->freqs + TW_OFTEN_CHUNK * i,
			often->least[span->tops[i]][0]) != 0;
	}
	return count;
}

static uint32_t
enough(const struct tw_often *often, const struct tw_often_span *span,
	struct tw_often_found *ret)
{
	uint32_t chunks[SOME];
	uint32_t count = 0;

	for (uint32_t first = 0; first < span->chunks; first += SOME) {
		uint32_t left = span->chunks - first;
		uint32_t some = find_chunks(often, span, first,
			first + (left < SOME ? left : SOME), chunks);

		for (uint32_t i = 0; i < some; i++)
			count += enough_of(often, span,
				TW_OFTEN_GROUPS * chunks[i], ret + count);
	}
	return count;
}

/* Products of bytes, shifted, 255 at most. */
TW_KERNEL tw_vec8
multiply(tw_vec8 a, tw_vec8 b, unsigned shift)
{
	tw_vec16 even = ((tw_vec16)a & 255) * ((tw_vec16)b & 255) >> shift;
	tw_vec16 odd = ((tw_vec16)a >> 8) * ((tw_vec16)b >> 8) >> shift;

	even |= (tw_vec16)(even > 255);
	odd |= (tw_vec16)(odd > 255);
	return (tw_vec8)((even & 255) | odd << 8);
}

/* What a list gives the articles of two groups. */
TW_KERNEL tw_vec8
given_by(const struct tw_often_list *list, uint32_t a, uint32_t b)
{
	uint32_t bits = tw_le16(list->bits + 2 * a);

	if (GROUPS > 1)
		bits |= (uint32_t)tw_le16(list->bits + 2 * b) << 16;
	return tw_spread_two(list->units[a], list->units[b]) &
		tw_spread_bits(bits);
}

/* What is left of two groups, or of one where vectors have no more. */
TW_KERNEL uint32_t
narrow_two(const struct tw_often *often, const struct tw_often_span *span,
	const struct tw_often_lists *lists, uint32_t a, uint32_t b)
{
	struct tw_table units = tw_table_of(often->units);
	tw_vec8 lengths = tw_tables_of(span->lengths + TW_OFTEN_GROUP * a,
		span->lengths + TW_OFTEN_GROUP * b).bytes;
	tw_vec8 freqs = tw_tables_of(span->freqs + TW_OFTEN_GROUP * a,
		span->freqs + TW_OFTEN_GROUP * b).bytes;
	tw_vec8 class = classes_of(lengths, tw_vec8_all(often->shortest));
	tw_vec8 sum = multiply(freqs, tw_look_up(&units, class), often->shift) |
		(tw_vec8)(freqs == UINT8_MAX);

	for (uint32_t i = 0; i < lists->count; i++)
		sum = tw_add8(sum, given_by(&lists->list[i], a, b));
	return tw_mask8(tw_is_least8(sum, tw_vec8_all(often->reach)));
}

static uint32_t
narrow(const struct tw_often *often, const struct tw_often_span *span,
	const struct tw_often_lists *lists, struct tw_often_found *found,
	uint32_t count)
{
	uint32_t left = 0;

	for (uint32_t i = 0; i < count; i += GROUPS) {
		uint32_t last = i + GROUPS - 1 < count ? i + GROUPS - 1 : i;
		uint32_t a = found[i].group;
		uint32_t b = found[last].group;
		uint32_t bits = found[i].bits;

		if (last > i)
			bits |= (uint32_t)found[last].bits << 16;
		left += keep(found + left, a, b, bits &
			narrow_two(often, span, lists, a, b));
	}
	return left;
}

const struct tw_often_kernels TW_OF_TIER(tw_often) = {
	.ask = ask,
	.tops = tops,
	.enough = enough,
	.narrow = narrow,
};
