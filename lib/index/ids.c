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

static int
read_entry(struct tw_segment *segment, uint64_t n, uint32_t *ret_hash,
	uint32_t *ret_doc, trawl_error *err)
{
	const uint8_t *p;
	int status = tw_stream_get(&segment->stream[TW_STREAM_IDS],
		n * TW_ID_ENTRY, TW_ID_ENTRY, &p, err);

	if (status != TRAWL_OK)
		return status;
	*ret_hash = tw_le32(p);
	*ret_doc = tw_le32(p + 4);
	return TRAWL_OK;
}

/* The first entry whose hash is not below it. */
static int
find_hash(struct tw_segment *segment, uint32_t hash, uint64_t *ret,
	trawl_error *err)
{
	uint64_t low = 0;
	uint64_t n = segment->info.docs;

	while (n > 0) {
		uint64_t half = n / 2;
		uint32_t found;
		uint32_t doc;
		int status = read_entry(segment, low + half, &found, &doc,
			err);

		if (status != TRAWL_OK)
			return status;
		low += found < hash ? half + 1 : 0;
		n = found < hash ? n - half - 1 : half;
	}
	*ret = low;
	return TRAWL_OK;
}

/* TRAWL_OK if the article is live and has this id, TRAWL_END if not. */
static int
is_article(struct tw_segment *segment, struct tw_str id, uint32_t doc,
	trawl_error *err)
{
	struct tw_str found;
	bool dead = false;
	int status = TRAWL_OK;

	if (doc >= segment->info.docs)
		return TW_CORRUPT(err, "segment %u: an id's article is wrong",
			segment->info.segment);
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
	uint64_t at;
	int status = find_hash(segment, hash, &at, err);

	for (; status == TRAWL_OK && at < segment->info.docs; at++) {
		uint32_t found;
		uint32_t doc;

		status = read_entry(segment, at, &found, &doc, err);
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
