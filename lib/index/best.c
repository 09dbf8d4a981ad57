/* best.c: the best postings of a list, and a bound of all others. */
/* SPDX-License-Identifier: MIT */
#include "index/best.h"

#include <math.h>
#include <string.h>

#include "base/bytes.h"

#define NO_DOC_BYTES 0xff

int
tw_best_get(struct tw_segment *segment, const struct tw_term *term,
	struct tw_best *ret, trawl_error *err)
{
	uint32_t blocks = (term->df - 1) / TW_BLOCK + 1;
	uint8_t bytes[TW_BEST_SIZE];
	const uint8_t *p = bytes;
	int status = tw_stream_copy(&segment->stream[TW_STREAM_BLOCKS],
		term->blocks + (uint64_t)blocks * TW_BLOCK_ENTRY, bytes,
		sizeof(bytes), err);

	if (status != TRAWL_OK)
		return status;
	ret->count = 0;
	for (; ret->count < TW_BEST && tw_le32(p) != TW_NO_DOC; p += 8) {
		ret->postings[ret->count++] = (struct tw_best_posting){
			.doc = tw_le32(p),
			.freq = tw_le32(p + 4) & TW_BEST_FREQ_MAX,
			.length = p[7],
		};
		if (tw_le32(p) >= segment->info.docs)
			return TW_CORRUPT(err, "segment %u: term %u: one of "
				"its best articles is not there",
				segment->info.segment, term->ordinal);
	}
	memcpy(ret->corners, bytes + 8 * TW_BEST, sizeof(ret->corners));
	return TRAWL_OK;
}

/* ------------------------------------------------------------------ */

void
tw_best_begin(struct tw_best_finder *finder, const float norms[256])
{
	finder->norms = norms;
	finder->count = 0;
	tw_envelope_init(&finder->rest);
}

/* Of a score it is what falls as the score rises. */
static float
badness(const struct tw_best_finder *finder, uint32_t freq, uint8_t length)
{
	return finder->norms[length] / (float)freq;
}

static void
add_to_rest(struct tw_best_finder *finder,
	const struct tw_best_posting *posting)
{
	tw_envelope_add(&finder->rest, tw_freq_encode(posting->freq),
		posting->length);
}

/* What comes later is better only if it scores more. */
static void
insert(struct tw_best_finder *finder, const struct tw_best_posting *posting,
	float bad)
{
	uint32_t i = finder->count;

	if (i == TW_BEST)
		add_to_rest(finder, &finder->postings[--i]);
	else
		finder->count++;
	for (; i > 0 && bad < finder->badness[i - 1]; i--) {
		finder->postings[i] = finder->postings[i - 1];
		finder->badness[i] = finder->badness[i - 1];
	}
	finder->postings[i] = *posting;
	finder->badness[i] = bad;
}

static void
add_posting(struct tw_best_finder *finder,
	const struct tw_best_posting *posting)
{
	float bad = badness(finder, posting->freq, posting->length);

	if (posting->freq <= TW_BEST_FREQ_MAX && (finder->count < TW_BEST ||
		bad < finder->badness[TW_BEST - 1]))
		insert(finder, posting, bad);
	else
		add_to_rest(finder, posting);
}

/* Whether a posting under one of the corners may be among the best. */
static bool
may_do(const struct tw_best_finder *finder, const uint8_t *corners)
{
	if (finder->count < TW_BEST)
		return true;
	for (int i = 0; i < TW_BLOCK_CORNERS; i++, corners += TW_CORNER_SIZE)
		if (badness(finder, tw_freq_decode(corners[0]), corners[1]) <
			finder->badness[TW_BEST - 1])
			return true;
	return false;
}

void
tw_best_add(struct tw_best_finder *finder, const struct tw_block *block,
	const uint8_t lengths[TW_BLOCK],
	const uint8_t corners[TW_BLOCK_CORNERS_SIZE])
{
	if (!may_do(finder, corners)) {
		for (int i = 0; i < TW_BLOCK_CORNERS; i++)
			tw_envelope_add(&finder->rest,
				corners[TW_CORNER_SIZE * i],
				corners[TW_CORNER_SIZE * i + 1]);
		return;
	}
	for (uint32_t i = 0; i < block->count; i++)
		add_posting(finder, &(struct tw_best_posting){
			block->docs[i], block->freqs[i], lengths[i]});
}

void
tw_best_put(const struct tw_best_finder *finder, uint8_t to[TW_BEST_SIZE])
{
	memset(to, NO_DOC_BYTES, TW_BEST_SIZE);
	for (uint32_t i = 0; i < finder->count; i++) {
		const struct tw_best_posting *posting = &finder->postings[i];

		tw_put_le32(to + 8 * i, posting->doc);
		tw_put_le32(to + 8 * i + 4,
			posting->freq | (uint32_t)posting->length << 24);
	}
	tw_corners_put(&finder->rest, finder->norms, to + 8 * TW_BEST,
		TW_BEST_CORNERS);
}
