/* ids.c: articles by the hash of their id. */
/* SPDX-License-Identifier: MIT */
#include "index/ids.h"

#include "base/alloc.h"
#include "base/bytes.h"
#include "index/segment.h"

void
tw_ids_add(struct tw_buf *ids, struct tw_str id, uint32_t doc)
{
	tw_buf_add_le32(ids, tw_id_hash(id));
	tw_buf_add_le32(ids, doc);
}

/* Deals n entries out by one byte of theirs. */
static void
deal(const char *from, char *to, size_t n, size_t byte)
{
	size_t at[256] = {0};
	size_t before = 0;

	for (size_t i = 0; i < n; i++)
		at[(uint8_t)from[i * TW_ID_ENTRY + byte]]++;
	for (size_t value = 0; value < 256; value++) {
		size_t count = at[value];

		at[value] = before;
		before += count;
	}
	for (size_t i = 0; i < n; i++) {
		const char *entry = from + i * TW_ID_ENTRY;

		memcpy(to + at[(uint8_t)entry[byte]]++ * TW_ID_ENTRY, entry,
			TW_ID_ENTRY);
	}
}

int
tw_ids_sort(struct tw_buf *ids, trawl_error *err)
{
	size_t n = ids->n / TW_ID_ENTRY;
	char *spare;

	if (n < 2)
		return TRAWL_OK;
	spare = tw_alloc(ids->n);
	if (!spare)
		return tw_no_memory(err);
	for (size_t byte = 0; byte < 4; byte += 2) {
		deal(ids->p, spare, n, byte);
		deal(spare, ids->p, n, byte + 1);
	}
	tw_free(spare);
	return TRAWL_OK;
}

int
tw_ids_read(struct tw_segment *segment, uint64_t n, uint32_t *ret_hash,
	uint32_t *ret_doc, trawl_error *err)
{
	const uint8_t *p;
	int status = tw_stream_get(&segment->stream[TW_STREAM_IDS],
		n * TW_ID_ENTRY, TW_ID_ENTRY, &p, err);

	if (status != TRAWL_OK)
		return status;
	*ret_hash = tw_le32(p);
	*ret_doc = tw_le32(p + 4);
	if (*ret_doc >= segment->info.docs)
		return TW_CORRUPT(err, "segment %u: an id's article is wrong",
			segment->info.segment);
	return TRAWL_OK;
}

/* Entries among which the place of a hash is. */
struct range {
	uint64_t low;		/* what is before has lower hashes */
	uint64_t high;		/* what is from here on has not */
};

/* Narrows the range to one side of entry n, which is in it. */
static int
narrow(struct tw_segment *segment, uint32_t hash, uint64_t n,
	struct range *range, trawl_error *err)
{
	uint32_t found;
	uint32_t doc;
	int status = tw_ids_read(segment, n, &found, &doc, err);

	if (status != TRAWL_OK)
		return status;
	if (found < hash)
		range->low = n + 1;
	else
		range->high = n;
	return TRAWL_OK;
}

/* About how far a guess is off: the root of the entries that it passes. */
static uint64_t
deviation(uint64_t entries)
{
	uint64_t root = 4;

	while (root * root < entries)
		root *= 2;
	return root;
}

/* Narrows the range about entry n by steps that double. */
static int
surround(struct tw_segment *segment, uint32_t hash, uint64_t n,
	struct range *range, trawl_error *err)
{
	uint64_t step = deviation(n - range->low);
	int status = narrow(segment, hash, n, range, err);
	bool is_before = range->low > n;

	for (; status == TRAWL_OK && range->high - range->low > step;
		step *= 2) {
		n = is_before ? range->low + step : range->high - step;
		status = narrow(segment, hash, n, range, err);
		if (is_before != (range->low > n))
			break;
	}
	return status;
}

int
tw_ids_seek(struct tw_segment *segment, uint32_t hash,
	struct tw_id_place *place, trawl_error *err)
{
	struct range range = {place->at, segment->info.docs};
	uint64_t guess = range.low + ((uint64_t)(hash - place->hash) *
		range.high >> 32);
	int status = TRAWL_OK;

	if (range.low < range.high)
		status = surround(segment, hash, guess < range.high ? guess :
			range.high - 1, &range, err);
	while (status == TRAWL_OK && range.low < range.high)
		status = narrow(segment, hash, range.low +
			(range.high - range.low) / 2, &range, err);
	if (status == TRAWL_OK)
		*place = (struct tw_id_place){range.low, hash};
	return status;
}

/* TRAWL_OK if the article is live and has this id, TRAWL_END if not. */
static int
is_article(struct tw_segment *segment, struct tw_str id, uint32_t doc,
	trawl_error *err)
{
	struct tw_str found;
	bool dead = false;
	int status = TRAWL_OK;

	status = tw_segment_is_dead(segment, doc, &dead, err);
	if (status != TRAWL_OK || dead)
		return dead ? TRAWL_END : status;
	status = tw_segment_id(segment, doc, &found, err);
	if (status != TRAWL_OK)
		return status;
	return tw_str_equal(found, id) ? TRAWL_OK : TRAWL_END;
}

int
tw_segment_find_id(struct tw_segment *segment, struct tw_str id,
	uint32_t *ret_doc, trawl_error *err)
{
	uint32_t hash = tw_id_hash(id);
	struct tw_id_place place = {0};
	int status = tw_ids_seek(segment, hash, &place, err);

	for (; status == TRAWL_OK && place.at < segment->info.docs;
		place.at++) {
		uint32_t found;
		uint32_t doc;

		status = tw_ids_read(segment, place.at, &found, &doc, err);
		if (status != TRAWL_OK)
			return status;
		if (found != hash)
			return TRAWL_END;
		status = is_article(segment, id, doc, err);
		if (status == TRAWL_OK)
			*ret_doc = doc;
		if (status != TRAWL_END)
			return status;
		status = TRAWL_OK;
	}
	return status == TRAWL_OK ? TRAWL_END : status;
}
