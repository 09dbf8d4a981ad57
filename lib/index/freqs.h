/* freqs.h: the frequency of any posting, without unpacking the others. */
/* SPDX-License-Identifier: MIT */
#ifndef INDEX_FREQS_H
#define INDEX_FREQS_H

#include "index/block.h"
#include "index/segment.h"

/*
 * The frequencies of a list with blocks. Asking for several of one block on
 * end finds the block once, and unpacks it once they are many; the last block,
 * which is short, is unpacked at once, and kept.
 */
#define TW_FREQS_FEW 6
struct tw_freqs {
	struct tw_segment *segment;
	const struct tw_term *term;	/* borrowed */
	uint32_t number;		/* of the block; UINT32_MAX: none */
	uint32_t asked;			/* times, of the block */
	const uint8_t *packed;		/* NULL: unpacked */
	bool in_last;			/* then: in `last` */
	struct tw_stretch table;	/* of blocks */
	struct tw_stretch postings;
	bool has_last;
	uint32_t unpacked[TW_BLOCK] __attribute__((aligned(16)));
	uint32_t last[TW_BLOCK];	/* of the last block */
};

void tw_freqs_init(struct tw_freqs *freqs, struct tw_segment *segment,
	const struct tw_term *term);

/* Makes the block of the posting the present one. */
int tw_freqs_find_block(struct tw_freqs *freqs, uint32_t rank,
	trawl_error *err) TW_MUST_USE;

/* Unpacks the present block. */
void tw_freqs_unpack(struct tw_freqs *freqs);

/*
 * That of the posting with so many before it. At least 1; TRAWL_ECORRUPT if
 * there is none, as ranks come from the file.
 */
static inline TW_MUST_USE int
tw_freqs_at(struct tw_freqs *freqs, uint32_t rank, uint32_t *ret,
	trawl_error *err)
{
	uint32_t place = rank % TW_BLOCK;

	if (rank / TW_BLOCK != freqs->number || rank >= freqs->term->df) {
		int status = tw_freqs_find_block(freqs, rank, err);

		if (status != TRAWL_OK)
			return status;
	}
	if (freqs->packed && freqs->asked++ == TW_FREQS_FEW)
		tw_freqs_unpack(freqs);
	*ret = freqs->packed ? tw_block_get_freq(freqs->packed, place)
		: freqs->in_last ? freqs->last[place]
		: freqs->unpacked[place];
	return TRAWL_OK;
}

/* One alone. */
int tw_freq_at(struct tw_segment *segment, const struct tw_term *term,
	uint32_t rank, uint32_t *ret, trawl_error *err) TW_MUST_USE;

#endif
