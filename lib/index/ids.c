/* ids.c: articles by the hash of their id. */
/* SPDX-License-Identifier: MIT */
#include "index/ids.h"

#include <stdlib.h>

#include "base/bytes.h"
#include "base/hash.h"
#include "index/segment.h"
#include "index/stored.h"

void
tw_ids_add(struct tw_buf *ids, struct tw_str id, uint32_t doc)
{
	tw_buf_add_le64(ids, tw_hash64(id.p, id.n));
	tw_buf_add_le32(ids, doc);
}

static int
compare_entries(const void *a, const void *b)
{
	uint64_t hash_a = tw_le64(a);
	uint64_t hash_b = tw_le64(b);
	uint32_t doc_a = tw_le32((const uint8_t *)a + 8);
	uint32_t doc_b = tw_le32((const uint8_t *)b + 8);

	if (hash_a != hash_b)
		return hash_a < hash_b ? -1 : 1;
	return (doc_a > doc_b) - (doc_a < doc_b);
}

void
tw_ids_sort(struct tw_buf *ids)
{
	if (ids->n > 0)
		qsort(ids->p, ids->n / TW_ID_ENTRY, TW_ID_ENTRY,
			compare_entries);
}

static int
read_entry(struct tw_segment *segment, uint64_t n, uint64_t *ret_hash,
	uint32_t *ret_doc, trawl_error *err)
{
	const uint8_t *p;
	int status = tw_stream_get(&segment->stream[TW_STREAM_IDS],
		n * TW_ID_ENTRY, TW_ID_ENTRY, &p, err);

	if (status != TRAWL_OK)
		return status;
	*ret_hash = tw_le64(p);
	*ret_doc = tw_le32(p + 8);
	return TRAWL_OK;
}

/* The first entry whose hash is not below it. */
static int
find_hash(struct tw_segment *segment, uint64_t hash, uint64_t *ret,
	trawl_error *err)
{
	uint64_t low = 0;
	uint64_t n = segment->info.docs;

	while (n > 0) {
		uint64_t half = n / 2;
		uint64_t found;
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
	struct tw_doc found;
	bool dead = false;
	int status = TRAWL_OK;

	if (doc >= segment->info.docs)
		return TW_CORRUPT(err, "segment %u: an id's article is wrong",
			segment->info.segment);
	status = tw_segment_is_dead(segment, doc, &dead, err);
	if (status != TRAWL_OK || dead)
		return dead ? TRAWL_END : status;
	status = tw_stored_get(segment, doc, &found, err);
	if (status != TRAWL_OK)
		return status;
	return tw_str_equal(found.field[TRAWL_ID], id) ? TRAWL_OK : TRAWL_END;
}

int
tw_segment_find_id(struct tw_segment *segment, struct tw_str id,
	uint32_t *ret_doc, trawl_error *err)
{
	uint64_t hash = tw_hash64(id.p, id.n);
	uint64_t at;
	int status = find_hash(segment, hash, &at, err);

	for (; status == TRAWL_OK && at < segment->info.docs; at++) {
		uint64_t found;
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
