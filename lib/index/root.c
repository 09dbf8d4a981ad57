/* root.c: the root record. */
/* SPDX-License-Identifier: MIT */
#include "index/root.h"

#include <stddef.h>
#include <string.h>

#include "base/bytes.h"
#include "base/varint.h"

/*
 *   0       8        12         16           24     28      32         48
 *   | magic | format | analysis | generation | next | count | language |
 *   |  (8)  | (le32) |  (le32)  |   (le64)   |(le32)| (le32)|   (16)   |
 *
 *   48       52       56       60
 *   |   k1   |   b    | title  |
 *   | (le32) | (le32) | (le32) |
 *
 * then, for each segment in order of arrival, varints: its number, docs, dead,
 * terms, text_bytes, the live docs and length of each field; which streams
 * have bytes, bit s - 1 of a varint for stream s; and how many each of these
 * has. So the root of a few small segments is small, and of it as much lies
 * in a page as may.
 */
#define MAGIC_SIZE 8
#define HEADER_SIZE (MAGIC_SIZE + 4 + 4 + 8 + 4 + 4 + TW_LANGUAGE_ROOM + \
	4 + 4 + 4)
#define STREAM_COUNT (TW_STREAM_END - TW_STREAM_DICT)
#define LENGTH_BYTES 7		/* varint of LONGEST */
#define SEGMENT_MOST (4 * 5 + TW_VARINT_MAX + \
	2 * TW_FIELD_RANKED * TW_VARINT_MAX + 5 + LENGTH_BYTES * STREAM_COUNT)

/* A stream has no more bytes: so many as its records have numbers. */
#define LONGEST (UINT64_C(0xffffffff) * TW_RECORD_PAYLOAD)

_Static_assert(sizeof(TW_ROOT_MAGIC) - 1 == MAGIC_SIZE, "magic");
_Static_assert(LONGEST >> 7 * LENGTH_BYTES == 0, "bytes of a length");
_Static_assert(STREAM_COUNT <= 32, "a bit for each stream");
_Static_assert(HEADER_SIZE + SEGMENT_MOST * TW_SEGMENTS_MAX <=
	TW_RECORD_PAYLOAD, "the root fits into one record");

static void
encode_segment(const struct tw_segment_info *info, struct tw_buf *out)
{
	const uint64_t *length = &info->length[TW_STREAM_DICT];
	uint32_t used = 0;

	tw_buf_add_varint(out, info->segment);
	tw_buf_add_varint(out, info->docs);
	tw_buf_add_varint(out, info->dead);
	tw_buf_add_varint(out, info->terms);
	tw_buf_add_varint(out, info->text_bytes);
	for (int i = 0; i < TW_FIELD_RANKED; i++) {
		tw_buf_add_varint(out, info->live[i].docs);
		tw_buf_add_varint(out, info->live[i].length);
	}
	for (int i = 0; i < STREAM_COUNT; i++)
		used |= (uint32_t)(length[i] > 0) << i;
	tw_buf_add_varint(out, used);
	for (int i = 0; i < STREAM_COUNT; i++)
		if (length[i] > 0)
			tw_buf_add_varint(out, length[i]);
}

void
tw_root_encode(const struct tw_root *root, struct tw_buf *out)
{
	tw_buf_add(out, TW_ROOT_MAGIC, MAGIC_SIZE);
	tw_buf_add_le32(out, root->format);
	tw_buf_add_le32(out, root->analysis);
	tw_buf_add_le64(out, root->generation);
	tw_buf_add_le32(out, root->next_segment);
	tw_buf_add_le32(out, root->count);
	tw_buf_add(out, root->language, TW_LANGUAGE_ROOM);
	tw_buf_add_le32(out, root->ranking.k1);
	tw_buf_add_le32(out, root->ranking.b);
	tw_buf_add_le32(out, root->ranking.title);
	for (uint32_t i = 0; i < root->count; i++)
		encode_segment(&root->segment[i], out);
}

static int
decode_header(const uint8_t *p, size_t n, struct tw_root *root,
	trawl_error *err)
{
	if (n < MAGIC_SIZE + 4 || memcmp(p, TW_ROOT_MAGIC, MAGIC_SIZE) != 0)
		return tw_fail(err, TRAWL_ENOTINDEX,
			"not an index: it has no root record of trawl");
	root->format = tw_le32(p + 8);
	if (root->format > TW_FORMAT_VERSION)
		return tw_fail(err, TRAWL_EVERSION,
			"made by a newer trawl (format %u): use that, or "
			"export there and index again here (format %u)",
			root->format, TW_FORMAT_VERSION);
	if (root->format < TW_FORMAT_VERSION)
		return tw_fail(err, TRAWL_EVERSION,
			"made by an older trawl (format %u): export there "
			"and index again here (format %u)",
			root->format, TW_FORMAT_VERSION);
	if (n < HEADER_SIZE)
		return TW_CORRUPT(err, "root: %zu bytes are too few", n);
	root->analysis = tw_le32(p + 12);
	root->generation = tw_le64(p + 16);
	root->next_segment = tw_le32(p + 24);
	root->count = tw_le32(p + 28);
	memcpy(root->language, p + 32, TW_LANGUAGE_ROOM);
	if (!memchr(root->language, '\0', TW_LANGUAGE_ROOM))
		return TW_CORRUPT(err, "root: the language has no end");
	root->ranking = (struct tw_ranking){
		.k1 = tw_le32(p + 48),
		.b = tw_le32(p + 52),
		.title = tw_le32(p + 56),
	};
	if (!tw_ranking_is_good(&root->ranking))
		return TW_CORRUPT(err, "root: no ranking has k1 %u, b %u, "
			"title %u", root->ranking.k1, root->ranking.b,
			root->ranking.title);
	if (root->count > TW_SEGMENTS_MAX)
		return TW_CORRUPT(err, "root: %u segments are too many",
			root->count);
	return TRAWL_OK;
}

/* Returns what is behind the segment; NULL if it is cut short, or no such. */
static const uint8_t *
decode_segment(const uint8_t *p, const uint8_t *end,
	struct tw_segment_info *info)
{
	uint32_t *const numbers[] = {
		&info->segment, &info->docs, &info->dead, &info->terms,
	};
	uint64_t *length = &info->length[TW_STREAM_DICT];
	uint32_t used = 0;

	*info = (struct tw_segment_info){.segment = 0};
	for (size_t i = 0; i < sizeof(numbers) / sizeof(*numbers) && p; i++)
		p = tw_varint_get32(p, end, numbers[i]);
	if (p)
		p = tw_varint_get64(p, end, &info->text_bytes);
	for (int i = 0; i < TW_FIELD_RANKED && p; i++) {
		p = tw_varint_get64(p, end, &info->live[i].docs);
		if (p)
			p = tw_varint_get64(p, end, &info->live[i].length);
	}
	if (p)
		p = tw_varint_get32(p, end, &used);
	if (used >> STREAM_COUNT != 0)
		return NULL;
	for (int i = 0; i < STREAM_COUNT && p; i++)
		if (used >> i & 1)
			p = tw_varint_get64(p, end, &length[i]);
	return p;
}

/* What readers take for granted of a segment's numbers. */
static int
check_segment(const struct tw_root *root, uint32_t i, trawl_error *err)
{
	const struct tw_segment_info *info = &root->segment[i];

	if (info->segment == 0 || info->segment >= root->next_segment)
		return TW_CORRUPT(err, "root: segment number %u is none",
			info->segment);
	if (tw_root_find(root, info->segment) != i)
		return TW_CORRUPT(err, "root: segment %u stands twice",
			info->segment);
	if (info->docs == 0 || info->docs > TW_DOCS_MAX ||
			info->dead > info->docs)
		return TW_CORRUPT(err, "root: segment %u has %u articles, "
			"%u of them dead", info->segment, info->docs,
			info->dead);
	for (int f = 0; f < TW_FIELD_RANKED; f++)
		if (info->live[f].docs > info->docs - info->dead)
			return TW_CORRUPT(err, "root: segment %u counts more "
				"live articles than it has", info->segment);
	for (int s = TW_STREAM_DICT; s < TW_STREAM_END; s++)
		if (info->length[s] > LONGEST)
			return TW_CORRUPT(err, "root: segment %u, stream %d "
				"is too long", info->segment, s);
	return TRAWL_OK;
}

int
tw_root_decode(const uint8_t *p, size_t n, struct tw_root *ret,
	trawl_error *err)
{
	struct tw_root head;
	const uint8_t *end = p + n;
	int status = decode_header(p, n, &head, err);

	if (status != TRAWL_OK)
		return status;
	p += HEADER_SIZE;
	for (uint32_t i = 0; i < head.count; i++) {
		p = decode_segment(p, end, &head.segment[i]);
		if (!p)
			return TW_CORRUPT(err, "root: %zu bytes for %u "
				"segments", n, head.count);
		head.segment[i].title_weight = head.ranking.title;
		status = check_segment(&head, i, err);
		if (status != TRAWL_OK)
			return status;
	}
	if (p != end)
		return TW_CORRUPT(err, "root: %zu bytes for %u segments", n,
			head.count);
	tw_root_copy(ret, &head);
	return TRAWL_OK;
}

void
tw_root_copy(struct tw_root *to, const struct tw_root *from)
{
	memcpy(to, from, offsetof(struct tw_root, segment) +
		from->count * sizeof(from->segment[0]));
}

uint32_t
tw_root_find(const struct tw_root *root, uint32_t segment)
{
	uint32_t i = 0;

	while (i < root->count && root->segment[i].segment != segment)
		i++;
	return i;
}

int
tw_root_read(struct tw_txn *txn, struct tw_root *ret, trawl_error *err)
{
	const uint8_t *p;
	size_t n;
	int status = tw_record_get(txn, TW_ROOT_KEY, &p, &n, err);

	if (status == TRAWL_END)	/* up to format 5, it was here */
		status = tw_record_get(txn, (struct tw_record_key){0, 0, 0},
			&p, &n, err);
	if (status == TRAWL_END)
		return tw_fail(err, TRAWL_ENOTINDEX,
			"not an index: it has no root record");
	if (status != TRAWL_OK)
		return status;
	return tw_root_decode(p, n, ret, err);
}

int
tw_root_write(struct tw_txn *txn, const struct tw_root *root,
	trawl_error *err)
{
	struct tw_buf out;

	tw_buf_init(&out, TW_RECORD_PAYLOAD);
	tw_root_encode(root, &out);
	int status = tw_buf_status(&out, err);

	if (status == TRAWL_OK)
		status = tw_record_put(txn, TW_ROOT_KEY, out.p, out.n, err);
	tw_buf_done(&out);
	return status;
}
