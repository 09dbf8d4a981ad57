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
	int status = tw_buf_status(&dict->group_keys, err);

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

/* Makes the key the last one; returns how many bytes it shares with the one
   before. */
static size_t
next_key(struct tw_dict_writer *dict, uint8_t field, struct tw_str term)
{
	const uint8_t *p = (const uint8_t *)term.p;
	uint8_t *last = dict->key + 1;
	size_t most = dict->key_size > 0 ? dict->key_size - 1 : 0;
	bool is_shared = dict->key_size > 0 && dict->key[0] == field;
	size_t n = 0;

	while (is_shared && n < most && n < term.n && last[n] == p[n])
		n++;
	assert(!is_shared || (n < term.n && (n == most || last[n] < p[n])));
	assert(is_shared || dict->key_size == 0 || dict->key[0] < field);
	dict->key[0] = field;
	if (n < term.n)
		memcpy(last + n, p + n, term.n - n);
	dict->key_size = 1 + term.n;
	return is_shared ? 1 + n : 0;
}

/* Appends the last key to the group. */
static void
add_key(struct tw_dict_writer *dict, size_t shared)
{
	struct tw_buf *keys = &dict->group_keys;

	if (dict->in_group == 0) {
		memcpy(dict->group_key, dict->key, dict->key_size);
		dict->group_key_size = dict->key_size;
		shared = 0;
	}
	size_t rest = dict->key_size - shared;
	size_t a = shared < TW_COUNT_MORE ? shared : TW_COUNT_MORE;
	size_t b = rest < TW_COUNT_MORE ? rest : TW_COUNT_MORE;

	tw_buf_add_byte(keys, (uint8_t)(a | b << 4));
	if (a == TW_COUNT_MORE)
		tw_buf_add_byte(keys, (uint8_t)(shared - TW_COUNT_MORE));
	if (b == TW_COUNT_MORE)
		tw_buf_add_byte(keys, (uint8_t)(rest - TW_COUNT_MORE));
	tw_buf_add(keys, dict->key + shared, rest);
}

static void
add_entry(struct tw_dict_writer *dict, const struct tw_term *term)
{
	uint8_t entry[TW_ENTRY_MAX];
	size_t n = tw_entry_put(term, entry);

	tw_buf_add_varint(&dict->group_entries, n);
	tw_buf_add(&dict->group_entries, entry, n);
}

int
tw_dict_writer_add(struct tw_dict_writer *dict, struct tw_str term,
	const struct tw_term *entry, trawl_error *err)
{
	if (term.n >= TW_KEY_MAX)
		return tw_fail(err, TRAWL_EINVAL,
			"a term of %zu bytes: at most %d", term.n,
			TW_KEY_MAX - 1);
	add_key(dict, next_key(dict, (uint8_t)entry->field, term));
	dict->terms++;
	dict->in_group++;
	add_entry(dict, entry);
	return dict->in_group < TW_GROUP ? TRAWL_OK : put_group(dict, err);
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
