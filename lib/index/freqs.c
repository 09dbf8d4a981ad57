/* freqs.c: the frequency of any posting, without unpacking the others. */
/* SPDX-License-Identifier: MIT */
#include "index/freqs.h"

#include <string.h>

#include "base/bytes.h"

#define NO_BLOCK UINT32_MAX

void
tw_freqs_init(struct tw_freqs *freqs, struct tw_segment *segment,
	const struct tw_term *term)
{
	freqs->segment = segment;
	freqs->term = term;
	freqs->number = NO_BLOCK;
	freqs->asked = 0;
	freqs->packed = NULL;
	freqs->in_last = false;
	freqs->table = (struct tw_stretch){0};
	freqs->postings = (struct tw_stretch){0};
	freqs->has_last = false;
}

static int
damaged(const struct tw_freqs *freqs, const char *what, trawl_error *err)
{
	return TW_CORRUPT(err, "segment %u: term %u: %s",
		freqs->segment->info.segment, freqs->term->ordinal, what);
}

/* The table's entry of a block. */
static int
entry_of(struct tw_freqs *freqs, uint32_t number, const uint8_t **ret,
	trawl_error *err)
{
	return tw_stretch_get(&freqs->table,
		&freqs->segment->stream[TW_STREAM_BLOCKS],
		freqs->term->blocks + (uint64_t)number * TW_BLOCK_ENTRY,
		TW_BLOCK_ENTRY, ret, err);
}

static int
unpack_last(struct tw_freqs *freqs, uint32_t number, const uint8_t *p,
	size_t left, trawl_error *err)
{
	const struct tw_term *term = freqs->term;
	uint32_t before = UINT32_MAX;
	const uint8_t *entry;
	struct tw_block block;
	int status = TRAWL_OK;

	if (number > 0) {
		status = entry_of(freqs, number - 1, &entry, err);
		if (status != TRAWL_OK)
			return status;
		before = tw_le32(entry);
	}
	if (!tw_block_get_tail(p, p + left, before, freqs->segment->info.docs,
			term->field, tw_title_weight(&freqs->segment->info),
			&block, term->df % TW_BLOCK))
		return damaged(freqs, "last postings are damaged", err);
	memcpy(freqs->last, block.freqs, block.count * sizeof(*freqs->last));
	freqs->has_last = true;
	return TRAWL_OK;
}

static int
find_block(struct tw_freqs *freqs, uint32_t number, trawl_error *err)
{
	const struct tw_term *term = freqs->term;
	bool is_last = number == term->df / TW_BLOCK;
	const uint8_t *entry;
	const uint8_t *p;
	size_t left;

	freqs->packed = NULL;
	freqs->in_last = is_last;
	if (is_last && freqs->has_last)
		return TRAWL_OK;
	int status = entry_of(freqs, number, &entry, err);

	if (status == TRAWL_OK)
		status = tw_stretch_ahead(&freqs->postings,
			&freqs->segment->stream[TW_STREAM_POSTINGS],
			term->postings + tw_le32(entry + 4), TW_BLOCK_AHEAD,
			&p, &left, err);
	if (status != TRAWL_OK)
		return status;
	if (is_last)
		return unpack_last(freqs, number, p, left, err);
	if (!tw_block_is_good(p, left))
		return damaged(freqs, "postings are damaged", err);
	freqs->packed = p;
	freqs->asked = 0;
	return TRAWL_OK;
}

void
tw_freqs_unpack(struct tw_freqs *freqs)
{
	tw_block_get_freqs(freqs->packed, freqs->unpacked);
	freqs->packed = NULL;
}

int
tw_freqs_find_block(struct tw_freqs *freqs, uint32_t rank, trawl_error *err)
{
	freqs->number = NO_BLOCK;
	if (rank >= freqs->term->df)
		return damaged(freqs, "its bitmap has more than its postings",
			err);
	int status = find_block(freqs, rank / TW_BLOCK, err);
	if (status == TRAWL_OK)
		freqs->number = rank / TW_BLOCK;
	return status;
}

int
tw_freq_at(struct tw_segment *segment, const struct tw_term *term,
	uint32_t rank, uint32_t *ret, trawl_error *err)
{
	struct tw_freqs freqs;

	tw_freqs_init(&freqs, segment, term);
	return tw_freqs_at(&freqs, rank, ret, err);
}
