/* names.c: gives back the ids of articles, a group of them at a time. */
/* SPDX-License-Identifier: MIT */
#include "index/names.h"

#include "base/alloc.h"
#include "base/bytes.h"
#include "base/varint.h"

/* The group last read. */
struct tw_names {
	uint32_t first;			/* article */
	uint32_t count;			/* of ids; 0: none is read */
	uint32_t at[TW_NAMES_GROUP + 1];	/* where each begins, ends */
	char ids[TW_NAMES_GROUP * TW_ID_MAX];
};

void
tw_names_free(struct tw_names *names)
{
	tw_free(names);
}

static int
damaged(const struct tw_segment *segment, uint32_t doc, const char *what,
	trawl_error *err)
{
	return TW_CORRUPT(err, "segment %u: id of article %u: %s",
		segment->info.segment, doc, what);
}

/* ------------------------------------------------------------------ */

/* Where the n-th group begins, or the last one ends. */
static int
find_border(struct tw_segment *segment, uint64_t n, uint64_t *ret,
	trawl_error *err)
{
	const uint64_t *length = segment->info.length;
	uint8_t bytes[TW_NAMES_ENTRY];

	*ret = n == 0 ? 0 : length[TW_STREAM_NAMES];
	if (n == 0 || n > length[TW_STREAM_NAMES_INDEX] / TW_NAMES_ENTRY)
		return TRAWL_OK;
	int status = tw_stream_pick_copy(
		&segment->stream[TW_STREAM_NAMES_INDEX],
		(n - 1) * TW_NAMES_ENTRY, bytes, sizeof(bytes), err);

	if (status == TRAWL_OK)
		*ret = tw_le64(bytes);
	return status;
}

/* The bytes of the article's group, which end where the next one begins, or
   before, with the record. */
static int
find_group(struct tw_segment *segment, uint32_t doc, struct tw_str *ret,
	trawl_error *err)
{
	uint64_t n = doc / TW_NAMES_GROUP;
	uint64_t start = 0;
	uint64_t end = 0;
	int status = find_border(segment, n, &start, err);

	if (status == TRAWL_OK)
		status = find_border(segment, n + 1, &end, err);
	if (status != TRAWL_OK)
		return status;
	if (start >= end || end - start > TW_RECORD_PAYLOAD)
		return damaged(segment, doc, "its place is impossible", err);
	const uint8_t *p;
	size_t left = 0;

	status = tw_stream_pick(&segment->stream[TW_STREAM_NAMES], start,
		(size_t)(end - start), &p, &left, err);
	if (status != TRAWL_OK)
		return status;
	if (left > end - start)
		left = (size_t)(end - start);
	*ret = tw_str((const char *)p, left);
	return TRAWL_OK;
}

/* ------------------------------------------------------------------ */

/* A count of four bits, or more behind them. NULL: more than an id has. */
static const uint8_t *
get_count(const uint8_t *p, const uint8_t *end, unsigned nibble,
	uint32_t *ret)
{
	uint32_t more = 0;

	if (nibble == 15)
		p = tw_varint_get32(p, end, &more);
	if (!p || more > TW_ID_MAX)
		return NULL;
	*ret = nibble + more;
	return p;
}

/* Puts the id behind the others, which it shares bytes with the last of. */
static const uint8_t *
get_id(struct tw_names *names, const uint8_t *p, const uint8_t *end)
{
	uint32_t n = names->count;
	uint32_t to = names->at[n];
	uint32_t before = n > 0 ? names->at[n - 1] : 0;
	uint32_t shared;
	uint32_t rest;

	if (p == end)
		return NULL;
	unsigned head = *p++;

	p = get_count(p, end, head & 15, &shared);
	if (p)
		p = get_count(p, end, head >> 4, &rest);
	if (!p || shared > to - before || rest > (size_t)(end - p) ||
		shared + rest > TW_ID_MAX)
		return NULL;
	memcpy(names->ids + to, names->ids + before, shared);
	memcpy(names->ids + to + shared, p, rest);
	names->count = n + 1;
	names->at[n + 1] = to + shared + rest;
	return p + rest;
}

/* Behind the ids there may be zeros, up to the end of a record. */
static bool
read_ids(struct tw_names *names, struct tw_str group, uint32_t count)
{
	const uint8_t *p = (const uint8_t *)group.p;
	const uint8_t *end = p + group.n;

	names->at[0] = 0;
	while (p && names->count < count)
		p = get_id(names, p, end);
	while (p && p < end && *p == 0)
		p++;
	return p == end;
}

static int
load_group(struct tw_segment *segment, uint32_t doc, trawl_error *err)
{
	struct tw_names *names = segment->names;
	uint32_t first = doc - doc % TW_NAMES_GROUP;
	uint32_t left = segment->info.docs - first;
	struct tw_str group = {NULL, 0};

	names->first = first;
	names->count = 0;
	int status = find_group(segment, doc, &group, err);

	if (status != TRAWL_OK)
		return status;
	if (read_ids(names, group, left < TW_NAMES_GROUP ? left :
		TW_NAMES_GROUP))
		return TRAWL_OK;
	names->count = 0;
	return damaged(segment, doc, "cannot be read", err);
}

int
tw_segment_id(struct tw_segment *segment, uint32_t doc, struct tw_str *ret,
	trawl_error *err)
{
	int status = TRAWL_OK;

	if (doc >= segment->info.docs)
		return damaged(segment, doc, "there is none", err);
	if (!segment->names) {
		segment->names = tw_alloc(sizeof(*segment->names));
		if (!segment->names)
			return tw_no_memory(err);
		segment->names->count = 0;
	}
	const struct tw_names *names = segment->names;

	if (doc < names->first || doc - names->first >= names->count)
		status = load_group(segment, doc, err);
	if (status != TRAWL_OK)
		return status;
	uint32_t n = doc - names->first;

	*ret = tw_str(names->ids + names->at[n], names->at[n + 1] -
		names->at[n]);
	return TRAWL_OK;
}
