/* corners.c: bounds of many postings, by frequency and length. */
/* SPDX-License-Identifier: MIT */
#include "index/corners.h"

#include <assert.h>
#include <string.h>

#include "index/length.h"

#define CORNERS_MAX 256

/* Beyond what a length byte says exactly, the next byte is above it. */
uint8_t
tw_freq_encode_high(uint32_t freq)
{
	uint8_t code = tw_length_encode(freq);

	assert(freq >> 30 == 0);
	return (uint8_t)(code + (tw_length_decode(code) < freq));
}

uint32_t
tw_freq_decode(uint8_t code)
{
	return tw_length_decode(code);
}

/* As tw_length_decode, for the compiler. */
#define ABOVE(c) ((c) < 32 ? 8u : (c) - 24u)
#define FREQ(c) ((c) < 32 ? (float)(c) : 24 + \
	(float)((8u | (ABOVE(c) & 7u)) << ((ABOVE(c) >> 3) - 1)))
#define FOUR(c) 1 / FREQ(c), 1 / FREQ((c) + 1), 1 / FREQ((c) + 2), \
	1 / FREQ((c) + 3)
#define SIXTEEN(c) FOUR(c), FOUR((c) + 4), FOUR((c) + 8), FOUR((c) + 12)
#define SIXTYFOUR(c) SIXTEEN(c), SIXTEEN((c) + 16), SIXTEEN((c) + 32), \
	SIXTEEN((c) + 48)

const float tw_freq_inverse[256] = {
	SIXTYFOUR(0), SIXTYFOUR(64), SIXTYFOUR(128), SIXTYFOUR(192)
};

void
tw_envelope_init(struct tw_envelope *envelope)
{
	memset(envelope->lowest, UINT8_MAX, sizeof(envelope->lowest));
	envelope->top = 0;
}

struct corner {
	uint8_t code;
	uint8_t length;
};

/* The corners without loss, by falling frequency. */
static size_t
find_corners(const struct tw_envelope *envelope,
	struct corner corners[CORNERS_MAX])
{
	unsigned lowest = UINT8_MAX + 1;
	size_t count = 0;

	for (unsigned code = envelope->top; code > 0 && lowest > 0; code--) {
		uint8_t length = envelope->lowest[code];

		if (length >= lowest)
			continue;
		corners[count++] = (struct corner){(uint8_t)code, length};
		lowest = length;
	}
	return count;
}

/* Grows as the score falls. */
static float
badness(struct corner corner, const float norms[256])
{
	return norms[corner.length] / (float)tw_freq_decode(corner.code);
}

/* Joins the two neighbours whose joint scores least. */
static void
join(struct corner *corners, size_t count, const float norms[256])
{
	float worst = -1;
	size_t at = 0;

	for (size_t i = 0; i + 1 < count; i++) {
		struct corner joint = {corners[i].code, corners[i + 1].length};
		float bad = badness(joint, norms);

		if (bad > worst) {
			worst = bad;
			at = i;
		}
	}
	corners[at + 1].code = corners[at].code;
	memmove(corners + at, corners + at + 1,
		(count - at - 1) * sizeof(*corners));
}

void
tw_corners_put(const struct tw_envelope *envelope, const float norms[256],
	uint8_t *to, size_t count)
{
	struct corner corners[CORNERS_MAX];
	size_t have = find_corners(envelope, corners);

	assert(have > 0 && count > 0);
	for (; have > count; have--)
		join(corners, have, norms);
	for (size_t i = 0; i < count; i++) {
		struct corner corner = corners[i < have ? i : have - 1];

		to[TW_CORNER_SIZE * i] = corner.code;
		to[TW_CORNER_SIZE * i + 1] = corner.length;
	}
}

bool
tw_corners_cover(const uint8_t *p, size_t count, uint32_t freq, uint8_t length)
{
	for (size_t i = 0; i < count; i++, p += TW_CORNER_SIZE)
		if (freq <= tw_freq_decode(p[0]) && p[1] <= length)
			return true;
	return false;
}
