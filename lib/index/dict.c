/* dict.c: finds a term, and walks the dictionary group by group. */
/* SPDX-License-Identifier: MIT */
#include "index/dict.h"

#include "base/alloc.h"
#include "base/bytes.h"
#include "base/varint.h"
#include "index/dead.h"

/* DICT_INDEX in memory. */
struct tw_dict {
	uint32_t pages;
	uint8_t *bytes;
	uint32_t *offsets;	/* of each page's first key in bytes */
};

void
tw_dict_free(struct tw_dict *dict)
{
	if (!dict)
		return;
	tw_free(dict->offsets);
	tw_free(dict->bytes);
	tw_free(dict);
}

static int
damaged(const struct tw_segment *segment, uint32_t page, const char *what,
	trawl_error *err)
{
	return TW_CORRUPT(err, "segment %u: dictionary page %u: %s",
		segment->info.segment, page, what);
}

/* ------------------------------------------------------------------ */
/* The index of pages.                                                  */

static struct tw_str
page_key(const struct tw_dict *dict, uint32_t page)
{
	const uint8_t *p = dict->bytes + dict->offsets[page];

	return tw_str((const char *)p + 1, p[0]);
}

/* Finds where the keys begin; they must fill the bytes. */
static bool
find_keys(struct tw_dict *dict, size_t size)
{
	size_t at = 0;

	for (uint32_t page = 0; page < dict->pages; page++) {
		if (at >= size || dict->bytes[at] >= size - at)
			return false;
		dict->offsets[page] = (uint32_t)at;
		at += 1 + (size_t)dict->bytes[at];
	}
	return at == size;
}

static int
read_dict(struct tw_segment *segment, struct tw_dict *dict, trawl_error *err)
{
	/* Sizes were held against each other when the segment was opened. */
	size_t size = (size_t)segment->info.length[TW_STREAM_DICT_INDEX];
	uint64_t pages = (segment->info.length[TW_STREAM_DICT] +
		TW_RECORD_PAYLOAD - 1) / TW_RECORD_PAYLOAD;

	dict->pages = (uint32_t)pages;
	dict->bytes = tw_alloc(size);
	dict->offsets = tw_alloc_zeroed(dict->pages, sizeof(*dict->offsets));
	if (!dict->bytes || !dict->offsets)
		return tw_no_memory(err);
	int status = tw_stream_copy(&segment->stream[TW_STREAM_DICT_INDEX], 0,
		dict->bytes, size, err);

	if (status == TRAWL_OK && !find_keys(dict, size))
		return TW_CORRUPT(err,
			"segment %u: dictionary index is damaged",
			segment->info.segment);
	return status;
}

static int
load_dict(struct tw_segment *segment, trawl_error *err)
{
	struct tw_dict *dict = tw_alloc_zeroed(1, sizeof(*dict));

	if (!dict)
		return tw_no_memory(err);
	int status = read_dict(segment, dict, err);

	if (status != TRAWL_OK) {
		tw_dict_free(dict);
		return status;
	}
	segment->dict = dict;
	return TRAWL_OK;
}

/* The last page whose first key is not behind the key, or page 0. */
static uint32_t
find_page(const struct tw_dict *dict, struct tw_str key)
{
	uint32_t low = 0;
	uint32_t n = dict->pages;

	while (n > 1) {
		uint32_t half = n / 2;

		if (tw_str_compare(page_key(dict, low + half), key) <= 0)
			low += half;
		n -= half;
	}
	return low;
}

/* ------------------------------------------------------------------ */
/* Pages and groups.                                                    */

static int
open_page(struct tw_segment *segment, uint32_t number,
	struct tw_dict_page *ret, trawl_error *err)
{
	struct tw_stream *stream = &segment->stream[TW_STREAM_DICT];
	uint64_t offset = (uint64_t)number * TW_RECORD_PAYLOAD;
	struct tw_dict_page page = {
		.number = number,
		.size = TW_RECORD_PAYLOAD,
	};

	if (offset < stream->length && stream->length - offset < page.size)
		page.size = (size_t)(stream->length - offset);
	if (page.size < TW_PAGE_HEAD)
		return damaged(segment, number, "cut short", err);
	int status = tw_stream_get(stream, offset, TW_PAGE_HEAD, &page.p, err);

	if (status != TRAWL_OK)
		return status;
	page.groups = tw_le16(page.p);
	page.ordinal = tw_le32(page.p + 2);
	if (page.groups == 0 ||
		page.groups > (page.size - TW_PAGE_HEAD) / 2)
		return damaged(segment, number, "wrong count of groups", err);
	if (page.ordinal >= segment->info.terms ||
		(segment->info.terms - page.ordinal - 1) / TW_GROUP <
			page.groups - 1)
		return damaged(segment, number, "wrong first term", err);
	status = tw_stream_touch(stream, offset,
		TW_PAGE_HEAD + 2 * (uint64_t)page.groups, err);
	if (status == TRAWL_OK)
		*ret = page;
	return status;
}

/* The bytes of a group, of which the head says where its entries begin. */
static inline int
group_bytes(struct tw_segment *segment, struct tw_dict_page *page,
	uint32_t number, const uint8_t **ret, size_t *ret_size,
	trawl_error *err)
{
	const uint8_t *table = page->p + TW_PAGE_HEAD;
	size_t begin = tw_le16(table + 2 * (size_t)number);
	size_t end = page->size;

	if (number + 1 < page->groups)
		end = tw_le16(table + 2 * (size_t)number + 2);
	if (begin < TW_PAGE_HEAD + 2 * (size_t)page->groups ||
		end > page->size || begin + TW_GROUP_HEAD > end)
		return damaged(segment, page->number, "wrong group", err);
	int status = tw_stretch_get(&page->stretch,
		&segment->stream[TW_STREAM_DICT],
		(uint64_t)page->number * TW_RECORD_PAYLOAD + begin,
		end - begin, ret, err);

	if (status != TRAWL_OK)
		return status;
	if (tw_le16(*ret) < TW_GROUP_HEAD || tw_le16(*ret) > end - begin)
		return damaged(segment, page->number, "wrong group", err);
	*ret_size = end - begin;
	return TRAWL_OK;
}

int
tw_dict_group(struct tw_segment *segment, struct tw_dict_page *page,
	uint32_t number, struct tw_group *ret, trawl_error *err)
{
	const uint8_t *p;
	size_t size = 0;
	int status = group_bytes(segment, page, number, &p, &size, err);

	if (status != TRAWL_OK)
		return status;
	uint32_t ordinal = page->ordinal + number * TW_GROUP;
	uint32_t left = segment->info.terms - ordinal;

	*ret = (struct tw_group){
		.page = page->number,
		.number = number,
		.page_groups = page->groups,
		.ordinal = ordinal,
		.left = left < TW_GROUP ? left : TW_GROUP,
		.term = p + TW_GROUP_HEAD,
		.terms_end = p + tw_le16(p),
		.entry = p + tw_le16(p),
		.end = p + size,
	};
	return TRAWL_OK;
}

/* A count of which four bits are known; the rest may follow at *p. */
static bool
get_count(const uint8_t **p, const uint8_t *end, unsigned bits, size_t *ret)
{
	*ret = bits;
	if (bits < TW_COUNT_MORE)
		return true;
	if (*p == end)
		return false;
	*ret += *(*p)++;
	return true;
}

/* The term at p: what it shares with the one before it, and the rest. */
static inline int
read_term(const struct tw_segment *segment, uint32_t page, const uint8_t *p,
	const uint8_t *end, size_t *ret_shared, struct tw_str *ret_rest,
	trawl_error *err)
{
	size_t rest;

	if (p == end)
		return damaged(segment, page, "terms are missing", err);
	unsigned counts = *p++;

	if (!get_count(&p, end, counts % 16, ret_shared) ||
		!get_count(&p, end, counts / 16, &rest) ||
		rest > (size_t)(end - p))
		return damaged(segment, page, "terms are damaged", err);
	*ret_rest = tw_str((const char *)p, rest);
	return TRAWL_OK;
}

int
tw_group_term(struct tw_segment *segment, struct tw_group *group,
	size_t *ret_shared, struct tw_str *ret_rest, trawl_error *err)
{
	int status = read_term(segment, group->page, group->term,
		group->terms_end, ret_shared, ret_rest, err);

	if (status == TRAWL_OK)
		group->term = (const uint8_t *)ret_rest->p + ret_rest->n;
	return status;
}

/* The bounds of the next entry; steps behind it. */
static int
next_entry(struct tw_segment *segment, struct tw_group *group,
	const uint8_t **ret, trawl_error *err)
{
	uint32_t size;
	const uint8_t *p = tw_varint_get32(group->entry, group->end, &size);

	if (!p || size > (size_t)(group->end - p))
		return damaged(segment, group->page, "entries are damaged",
			err);
	*ret = p;
	group->entry = p + size;
	group->ordinal++;
	group->left--;
	return TRAWL_OK;
}

/* Steps over an entry. */
static int
skip_entry(struct tw_segment *segment, struct tw_group *group,
	trawl_error *err)
{
	const uint8_t *p;

	return next_entry(segment, group, &p, err);
}

int
tw_group_entry(struct tw_segment *segment, struct tw_group *group,
	struct tw_term *ret, trawl_error *err)
{
	const uint8_t *p = NULL;
	int status = next_entry(segment, group, &p, err);

	if (status != TRAWL_OK)
		return status;
	if (!tw_entry_get(p, group->entry, segment->info.docs, ret))
		return damaged(segment, group->page, "an entry is damaged",
			err);
	ret->ordinal = group->ordinal - 1;
	return tw_dead_count(segment, ret->ordinal, ret->df, &ret->dead, err);
}

int
tw_dict_key(struct tw_segment *segment, struct tw_dict_page *page,
	uint32_t number, struct tw_str *ret, trawl_error *err)
{
	const uint8_t *p;
	size_t size;
	size_t shared = 0;
	int status = group_bytes(segment, page, number, &p, &size, err);

	if (status == TRAWL_OK)
		status = read_term(segment, page->number, p + TW_GROUP_HEAD,
			p + tw_le16(p), &shared, ret, err);
	if (status == TRAWL_OK && shared != 0)
		status = damaged(segment, page->number, "wrong group", err);
	return status;
}

int
tw_dict_find_page(struct tw_segment *segment, struct tw_str key,
	struct tw_dict_page *ret, trawl_error *err)
{
	int status = TRAWL_OK;

	if (segment->info.terms == 0)
		return TRAWL_END;
	if (!segment->dict)
		status = load_dict(segment, err);
	return status == TRAWL_OK ? open_page(segment,
		find_page(segment->dict, key), ret, err) : status;
}

bool
tw_dict_is_behind(const struct tw_segment *segment,
	const struct tw_dict_page *page, struct tw_str key)
{
	return page->number + 1 < segment->dict->pages && tw_str_compare(
		page_key(segment->dict, page->number + 1), key) <= 0;
}

int
tw_dict_find_group(struct tw_segment *segment, struct tw_dict_page *page,
	struct tw_str key, uint32_t *low, uint32_t high, trawl_error *err)
{
	uint32_t n = high - *low;

	while (n > 1) {
		uint32_t half = n / 2;
		struct tw_str first = {0};
		int status = tw_dict_key(segment, page, *low + half, &first,
			err);

		if (status != TRAWL_OK)
			return status;
		if (tw_str_compare(first, key) <= 0)
			*low += half;
		n -= half;
	}
	return TRAWL_OK;
}

int
tw_group_find(struct tw_segment *segment, struct tw_str key,
	struct tw_group *ret, trawl_error *err)
{
	struct tw_dict_page page;
	uint32_t number = 0;
	int status = tw_dict_find_page(segment, key, &page, err);

	if (status == TRAWL_OK)
		status = tw_dict_find_group(segment, &page, key, &number,
			page.groups, err);
	return status == TRAWL_OK ?
		tw_dict_group(segment, &page, number, ret, err) : status;
}

int
tw_group_next(struct tw_segment *segment, struct tw_group *group,
	trawl_error *err)
{
	struct tw_dict_page page;
	uint32_t number = group->page;
	uint32_t next = group->number + 1;

	if (next == group->page_groups) {
		number++;
		next = 0;
	}
	if (number == segment->dict->pages)
		return TRAWL_END;
	int status = open_page(segment, number, &page, err);

	if (status == TRAWL_OK && next >= page.groups)
		status = damaged(segment, number, "wrong count of groups",
			err);
	if (status == TRAWL_OK)
		status = tw_dict_group(segment, &page, next, group, err);
	return status;
}

/* ------------------------------------------------------------------ */

/*
 * Steps through the group up to the key without building its terms: `same` is
 * what the term before, which is not behind the key, has in common with it.
 */
int
tw_group_find_term(struct tw_segment *segment, struct tw_group *group,
	struct tw_str key, uint32_t *ret_skip, trawl_error *err)
{
	size_t same = 0;

	for (uint32_t i = 0; i < group->left; i++) {
		size_t shared = 0;
		struct tw_str rest = {0};
		int status = tw_group_term(segment, group, &shared, &rest,
			err);

		if (status != TRAWL_OK)
			return status;
		if (shared > same)
			continue;
		if (shared < same)
			return TRAWL_END;
		size_t n = 0;

		while (n < rest.n && same < key.n &&
			rest.p[n] == key.p[same]) {
			n++;
			same++;
		}
		if (n == rest.n && same == key.n) {
			*ret_skip = i;
			return TRAWL_OK;
		}
		if (same == key.n || (n < rest.n &&
			(uint8_t)rest.p[n] > (uint8_t)key.p[same]))
			return TRAWL_END;
	}
	return TRAWL_END;
}

int
tw_segment_find(struct tw_segment *segment, enum tw_index_field field,
	struct tw_str term, struct tw_term *ret, trawl_error *err)
{
	char bytes[TW_KEY_MAX];
	struct tw_str key = tw_str(bytes, term.n + 1);
	struct tw_group group;
	struct tw_term entry;
	uint32_t skip = 0;

	if (term.n >= TW_KEY_MAX)
		return TRAWL_END;
	bytes[0] = (char)field;
	if (term.n > 0)
		memcpy(bytes + 1, term.p, term.n);
	int status = tw_group_find(segment, key, &group, err);

	if (status == TRAWL_OK)
		status = tw_group_find_term(segment, &group, key, &skip, err);
	while (status == TRAWL_OK && skip-- > 0)
		status = skip_entry(segment, &group, err);
	if (status == TRAWL_OK)
		status = tw_group_entry(segment, &group, &entry, err);
	if (status != TRAWL_OK)
		return status;
	entry.field = field;
	*ret = entry;
	return TRAWL_OK;
}
