/* often.h: which of many articles have a word often enough. */
/* SPDX-License-Identifier: MIT */
#ifndef MATCH_OFTEN_H
#define MATCH_OFTEN_H

#include <stdint.h>

#include "base/kernels.h"

#define TW_OFTEN_GROUP 16	/* articles */
#define TW_OFTEN_CHUNK 128	/* articles that are passed over together */
#define TW_OFTEN_GROUPS (TW_OFTEN_CHUNK / TW_OFTEN_GROUP)
#define TW_OFTEN_CLASSES 16	/* of lengths */

/*
 * How often an article is to have the word, by the sum of its group and the
 * class of its length byte: the first class has all up to `shortest` + 1, each
 * other two more, the last all that are longer. What is asked for descends as
 * sums ascend, and ascends with the class.
 */
struct tw_often {
	uint8_t reach;		/* rounded down, 255 at most */
	unsigned shift;
	uint8_t units[TW_OFTEN_CLASSES];	/* of a frequency, rounded up,
						   times 1 << shift */
	uint8_t least[256][TW_OFTEN_CLASSES] __attribute__((aligned(16)));
	uint8_t shortest;
};

/* The shortest length byte of a class. */
static inline uint32_t
tw_often_length(const struct tw_often *often, uint32_t class)
{
	return class == 0 ? 0 : often->shortest + 2 * class;
}

/*
 * What a sum lacks to `reach`, each unit of it `freqs[class]` frequencies of
 * an article of the class: rounded up, or to a little less, 255 at most. A sum
 * of 255 lacks nothing, as it may be any, and one of 0 a frequency of 1.
 */
void tw_often_ask(struct tw_often *often, float reach,
	const float freqs[TW_OFTEN_CLASSES]);

/* The greatest of each TW_OFTEN_GROUPS sums; their count is a multiple of
   256. */
void tw_often_tops(const uint8_t *sums, uint32_t count, uint8_t *ret);

/* Articles, a multiple of TW_OFTEN_CHUNK, at most 65,536 groups. */
struct tw_often_span {
	const uint8_t *freqs;
	const uint8_t *lengths;
	const uint8_t *sums;	/* of each group */
	const uint8_t *tops;	/* of each chunk */
	uint32_t chunks;
};

/* Articles of a group, as bits, the lowest first. */
struct tw_often_found {
	uint16_t group;
	uint16_t bits;
};

/*
 * The groups with an article that has it often enough, and which: how many.
 * There is room for all. A frequency of 255 may be any.
 */
uint32_t tw_often_enough(const struct tw_often *often,
	const struct tw_often_span *span, struct tw_often_found *ret);

/*
 * A list by its bounds: which articles of a span it has, two bytes a group,
 * the lowest bit first, and what it gives those of each group at most.
 */
struct tw_often_list {
	const uint8_t *bits;
	const uint8_t *units;
};
struct tw_often_lists {
	const struct tw_often_list *list;
	uint32_t count;
};

/*
 * Of what was found, in place, what is left when each article has what the
 * lists that it is in give its group at most: how many groups. Sums are of
 * these lists.
 */
uint32_t tw_often_narrow(const struct tw_often *often,
	const struct tw_often_span *span, const struct tw_often_lists *lists,
	struct tw_often_found *found, uint32_t count);

struct tw_often_kernels {
	void (*ask)(struct tw_often *often, float reach,
		const float freqs[TW_OFTEN_CLASSES]);
	void (*tops)(const uint8_t *sums, uint32_t count, uint8_t *ret);
	uint32_t (*enough)(const struct tw_often *often,
		const struct tw_often_span *span, struct tw_often_found *ret);
	uint32_t (*narrow)(const struct tw_often *often,
		const struct tw_often_span *span,
		const struct tw_often_lists *lists,
		struct tw_often_found *found, uint32_t count);
};
TW_KERNELS(tw_often);

#endif
