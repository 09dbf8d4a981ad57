/* dictwrite.c: writes the term dictionary, term by term. */
/* SPDX-License-Identifier: MIT */
#include "index/dictwrite.h"

#include <assert.h>

#include "base/bytes.h"

int
tw_dict_writer_init(struct tw_dict_writer *dict, struct tw_sink *sink,
	uint32_t segment, trawl_error *err)
{
	int status = tw_stream_init(&dict->pages, sink, segment,
		TW_STREAM_DICT, err);

	if (status == TRAWL_OK)
		status = tw_stream_init(&dict->first_keys, sink, segment,
			TW_STREAM_DICT_INDEX, err);
	return status;
}

void
tw_dict_writer_done(struct tw_dict_writer *dict)
{
	tw_stream_done(&dict->pages);
	tw_stream_done(&dict->first_keys);
	tw_buf_done(&dict->entry);
	tw_buf_done(&dict->group_keys);
	tw_buf_done(&dict->group_entries);
	tw_buf_done(&dict->page_offsets);
	tw_buf_done(&dict->page);
}

static int
put_page_head(struct tw_dict_writer *dict, trawl_error *err)
{
	uint8_t head[TW_PAGE_HEAD];
	size_t table = 2 * (size_t)dict->page_groups;
	int status = tw_stream_fit(&dict->pages, TW_RECORD_PAYLOAD, err);

	tw_put_le16(head, (uint16_t)dict->page_groups);
	tw_put_le32(head + 2, dict->page_ordinal);
	if (status == TRAWL_OK)
		status = tw_stream_add(&dict->pages, head, sizeof(head), err);
	for (size_t i = 0; status == TRAWL_OK && i < table; i += 2) {
		uint8_t offset[2];
		uint16_t in_groups = tw_le16(dict->page_offsets.p + i);

		tw_put_le16(offset,
			(uint16_t)(in_groups + TW_PAGE_HEAD + table));
		status = tw_stream_add(&dict->pages, offset, sizeof(offset),
			err);
	}
	return status;
}

/* Puts the page and its first key, and begins the next one. */
static int
put_page(struct tw_dict_writer *dict, trawl_error *err)
{
	uint8_t length = (uint8_t)dict->page_key_size;
	int status = put_page_head(dict, err);

	if (status == TRAWL_OK)
		status = tw_stream_add(&dict->pages, dict->page.p,
			dict->page.n, err);
	if (status == TRAWL_OK)
		status = tw_stream_add(&dict->first_keys, &length, 1, err);
	if (status == TRAWL_OK)
		status = tw_stream_add(&dict->first_keys, dict->page_key,
			length, err);
	tw_buf_reset(&dict->page);
	tw_buf_reset(&dict->page_offsets);
	dict->page_groups = 0;
	return status;
}

static void
begin_page(struct tw_dict_writer *dict)
{
	dict->page_ordinal = dict->terms - dict->in_group;
	dict->page_key_size = dict->group_key_size;
	memcpy(dict->page_key, dict->group_key, dict->group_key_size);
}

/* Ends the present group and puts it into a page that has room. */
static int
put_group(struct tw_dict_writer *dict, trawl_error *err)
{
	size_t entries = TW_GROUP_HEAD + dict->group_keys.n;
	size_t needed = TW_PAGE_HEAD + dict->page_offsets.n + 2 +
		dict->page.n + entries + dict->group_entries.n;
	uint8_t number[2];
	int status = tw_buf_status(&dict->entry, err);

	if (status == TRAWL_OK)
		status = tw_buf_status(&dict->group_keys, err);
	if (status == TRAWL_OK)
		status = tw_buf_status(&dict->group_entries, err);
	if (status == TRAWL_OK && needed > TW_RECORD_PAYLOAD)
		status = put_page(dict, err);
	if (status != TRAWL_OK)
		return status;
	if (dict->page_groups == 0)
		begin_page(dict);
	dict->page_groups++;
	tw_put_le16(number, (uint16_t)dict->page.n);
	tw_buf_add(&dict->page_offsets, number, sizeof(number));
	tw_put_le16(number, (uint16_t)entries);
	tw_buf_add(&dict->page, number, sizeof(number));
	tw_buf_add(&dict->page, dict->group_keys.p, dict->group_keys.n);
	tw_buf_add(&dict->page, dict->group_entries.p, dict->group_entries.n);
	tw_buf_reset(&dict->group_keys);
	tw_buf_reset(&dict->group_entries);
	dict->in_group = 0;
	status = tw_buf_status(&dict->page_offsets, err);
	return status == TRAWL_OK ? tw_buf_status(&dict->page, err) : status;
}

static size_t
common_prefix(struct tw_str a, struct tw_str b)
{
	size_t n = 0;

	while (n < a.n && n < b.n && a.p[n] == b.p[n])
		n++;
	return n;
}

/* What of a count does not fit its four bits. */
static void
add_more(struct tw_dict_writer *dict, size_t count)
{
	if (count >= TW_COUNT_MORE)
		tw_buf_add_byte(&dict->group_keys,
			(uint8_t)(count - TW_COUNT_MORE));
}

static void
add_counts(struct tw_dict_writer *dict, size_t shared, size_t rest)
{
	size_t a = shared < TW_COUNT_MORE ? shared : TW_COUNT_MORE;
	size_t b = rest < TW_COUNT_MORE ? rest : TW_COUNT_MORE;

	tw_buf_add_byte(&dict->group_keys, (uint8_t)(a | b << 4));
	add_more(dict, shared);
	add_more(dict, rest);
}

/* Appends the key to the group and makes it the last one. */
static void
add_key(struct tw_dict_writer *dict, struct tw_str key)
{
	struct tw_str last = tw_str((const char *)dict->key, dict->key_size);
	size_t shared = dict->in_group > 0 ? common_prefix(last, key) : 0;

	assert(dict->terms == 0 || tw_str_compare(last, key) < 0);
	add_counts(dict, shared, key.n - shared);
	tw_buf_add(&dict->group_keys, key.p + shared, key.n - shared);
	memcpy(dict->key, key.p, key.n);
	dict->key_size = key.n;
	if (dict->in_group == 0) {
		memcpy(dict->group_key, key.p, key.n);
		dict->group_key_size = key.n;
	}
}

static void
add_entry(struct tw_dict_writer *dict, const struct tw_term *term)
{
	tw_buf_reset(&dict->entry);
	tw_entry_put(&dict->entry, term);
	tw_buf_add_varint(&dict->group_entries, dict->entry.n);
	tw_buf_add(&dict->group_entries, dict->entry.p, dict->entry.n);
}

int
tw_dict_writer_add(struct tw_dict_writer *dict, struct tw_str term,
	const struct tw_term *entry, trawl_error *err)
{
	char key[TW_KEY_MAX];

	if (term.n >= TW_KEY_MAX)
		return tw_fail(err, TRAWL_EINVAL,
			"a term of %zu bytes: at most %d", term.n,
			TW_KEY_MAX - 1);
	key[0] = (char)entry->field;
	if (term.n > 0)
		memcpy(key + 1, term.p, term.n);
	add_key(dict, tw_str(key, term.n + 1));
	dict->terms++;
	dict->in_group++;
	add_entry(dict, entry);
	if (dict->in_group < TW_GROUP)
		return tw_buf_status(&dict->entry, err);
	return put_group(dict, err);
}

int
tw_dict_writer_finish(struct tw_dict_writer *dict, trawl_error *err)
{
	int status = TRAWL_OK;

	if (dict->in_group > 0)
		status = put_group(dict, err);
	if (status == TRAWL_OK && dict->page_groups > 0)
		status = put_page(dict, err);
	if (status == TRAWL_OK)
		status = tw_stream_finish(&dict->pages, err);
	if (status == TRAWL_OK)
		status = tw_stream_finish(&dict->first_keys, err);
	return status;
}
