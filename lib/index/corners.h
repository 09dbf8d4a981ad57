/* corners.h: bounds of many postings, by frequency and length. */
/* SPDX-License-Identifier: MIT */
#ifndef INDEX_CORNERS_H
#define INDEX_CORNERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * A posting scores more the higher its frequency and the shorter its article.
 * A corner is a frequency and a length byte; what has no higher frequency and
 * no lower length byte lies under it and scores no more. The corners of some
 * postings are a few under which all of them lie, so that their scores have a
 * bound whatever the average length comes to be.
 *
 *   freq                    corners: (9, 40) (5, 21) (3, 12)
 *     9 |            +--x
 *       |        +---+..
 *     5 |        x   . x
 *     3 |   +-x--+   .
 *       |   |  x     x   x
 *       +---+--+-----+--------  length
 *          12  21    40
 *
 * In a file a corner is two bytes: frequency code, length byte.
 */
#define TW_CORNER_SIZE 2

/*
 * A frequency in a byte, rounded up: exact to 40, then to four significant
 * bits. Monotone; freq <= tw_freq_decode(tw_freq_encode(freq)) for all below
 * 2 to the 30th.
 */
uint8_t tw_freq_encode_high(uint32_t freq);	/* of TW_FREQ_EXACT or more */

#define TW_FREQ_EXACT 32	/* below, codes and length bytes are exact */

static inline uint8_t
tw_freq_encode(uint32_t freq)
{
	return freq < TW_FREQ_EXACT ? (uint8_t)freq :
		tw_freq_encode_high(freq);
}

uint32_t tw_freq_decode(uint8_t code);

/* 1 / tw_freq_decode(code), rounded. */
extern const float tw_freq_inverse[256];

/* Some postings: for each frequency code the lowest length byte. */
struct tw_envelope {
	uint8_t lowest[256];
	uint8_t top;		/* the highest code; 0 if there are none */
};

void tw_envelope_init(struct tw_envelope *envelope);

static inline void
tw_envelope_add(struct tw_envelope *envelope, uint8_t code, uint8_t length)
{
	if (length < envelope->lowest[code])
		envelope->lowest[code] = length;
	if (code > envelope->top)
		envelope->top = code;
}

/*
 * Writes `count` corners, the last one repeated if fewer do. Where there are
 * too many, those are joined whose joint scores least; norms are those of
 * tw_length_norms.
 */
void tw_corners_put(const struct tw_envelope *envelope, const float norms[256],
	uint8_t *to, size_t count);

/* Whether a posting lies under one of the corners at p. */
bool tw_corners_cover(const uint8_t *p, size_t count, uint32_t freq,
	uint8_t length);

#endif
