/* learned.c: articles as they are with what was learned. */
/* SPDX-License-Identifier: MIT */
#include "index/learn.h"

#include "index/lines.h"
#include "index/stored.h"
#include "index/template.h"

static bool
is_among(const struct tw_buf *keys, uint64_t key)
{
	const uint64_t *list = (const void *)keys->p;
	size_t low = 0;
	size_t high = keys->n / sizeof(*list);

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (list[middle] == key)
			return true;
		if (list[middle] < key)
			low = middle + 1;
		else
			high = middle;
	}
	return false;
}

/* Whether the article was written when the line was learned. */
static int
was_learned(struct tw_segment *segment, uint64_t article, uint32_t doc,
	uint64_t key, bool *ret, trawl_error *err)
{
	uint64_t count = tw_lines_count(segment);
	uint64_t at = 0;
	struct tw_lines_entry entry = {0, 0};

	key |= TW_LINES_LEARNED | article;
	int status = tw_lines_leap(segment, key, &at, err);

	*ret = false;
	for (; status == TRAWL_OK && at < count && !*ret; at++) {
		status = tw_lines_get(segment, at, &entry, err);
		if (status != TRAWL_OK || entry.key != key)
			break;
		*ret = entry.doc == doc;
	}
	return status;
}

/* Sets the bit of those keys that are learned. */
static int
set_bits(struct tw_learned *learned, struct tw_segment *segment,
	struct tw_str id, uint32_t doc, trawl_error *err)
{
	uint64_t *keys = (void *)learned->keys.p;
	size_t n = learned->keys.n / sizeof(*keys);

	/* The first is that of the site. */
	for (size_t i = 1; i < n; i++) {
		bool is_learned = is_among(&learned->on, keys[i]);
		int status = TRAWL_OK;

		if (!is_learned && !is_among(&learned->off, keys[i]))
			status = was_learned(segment, tw_lines_article(id),
				doc, keys[i], &is_learned, err);
		if (status != TRAWL_OK)
			return status;
		if (is_learned)
			keys[i] |= TW_LINES_LEARNED;
	}
	return TRAWL_OK;
}

/* A tw_template_knows_fn. */
static bool
knows(void *context, uint64_t key)
{
	const struct tw_learned *learned = context;
	const uint64_t *keys = (const void *)learned->keys.p;
	size_t low = 0;
	size_t high = learned->keys.n / sizeof(*keys);

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (keys[middle] < key)
			low = middle + 1;
		else
			high = middle;
	}
	return low < learned->keys.n / sizeof(*keys) &&
		keys[low] == (key | TW_LINES_LEARNED);
}

static void
reset(struct tw_learned *learned)
{
	tw_buf_reset(&learned->whole);
	tw_buf_reset(&learned->lines);
	tw_buf_reset(&learned->keys);
	tw_buf_reset(&learned->text);
	tw_buf_reset(&learned->apart);
}

static int
status_of(const struct tw_learned *learned, trawl_error *err)
{
	int status = tw_buf_status(&learned->whole, err);

	if (status == TRAWL_OK)
		status = tw_buf_status(&learned->lines, err);
	if (status == TRAWL_OK)
		status = tw_buf_status(&learned->keys, err);
	if (status == TRAWL_OK)
		status = tw_buf_status(&learned->text, err);
	if (status == TRAWL_OK)
		status = tw_buf_status(&learned->apart, err);
	return status;
}

/* The article as it is to be written: borrowed until the next call. */
static int
read_doc(struct tw_learned *learned, uint32_t segment, uint32_t doc,
	struct tw_doc *ret, trawl_error *err)
{
	struct tw_segment *of = &learned->change->segments[segment];
	struct tw_doc fields;
	int status = tw_stored_get(of, doc, &fields, err);

	if (status != TRAWL_OK)
		return status;
	struct tw_str url = fields.field[TRAWL_URL];

	reset(learned);
	if (!fields.apart.p || !tw_template_whole(&fields, &learned->whole))
		return TW_CORRUPT(err, "segment %u: article %u: what was cut "
			"out of it is damaged", of->info.segment, doc);
	struct tw_str whole = tw_buf_str(&learned->whole);

	tw_template_lines(url, whole, &learned->lines);
	tw_template_keys(url, &learned->lines, &learned->keys);
	status = status_of(learned, err);
	if (status == TRAWL_OK)
		status = set_bits(learned, of, fields.field[TRAWL_ID], doc,
			err);
	if (status != TRAWL_OK)
		return status;
	tw_template_cut(whole, &learned->lines, knows, learned,
		&learned->text, &learned->apart);
	fields.field[TRAWL_TEXT] = tw_buf_str(&learned->text);
	fields.apart = tw_buf_str(&learned->apart);
	fields.keys = tw_buf_str(&learned->keys);
	*ret = fields;
	return status_of(learned, err);
}

/* ------------------------------------------------------------------ */

/* Whether there is an article to be written again; moves on to it. */
static bool
find_next(const struct tw_learned *learned, uint32_t *segment,
	uint32_t *doc)
{
	for (; *segment < learned->count; (*segment)++, *doc = 0) {
		const uint8_t *bits = learned->again[*segment];
		uint32_t docs =
			learned->change->root.segment[*segment].docs;

		for (; bits && *doc < docs; (*doc)++)
			if (bits[*doc / 8] >> *doc % 8 & 1)
				return true;
	}
	return false;
}

int
tw_learned_write(struct tw_learned *learned, tw_learned_add_fn *add,
	tw_learned_empty_fn *empty, void *context, trawl_error *err)
{
	uint32_t segment = 0;
	uint32_t doc = 0;
	bool any = false;
	int status = TRAWL_OK;

	while (status == TRAWL_OK && find_next(learned, &segment, &doc)) {
		struct tw_doc fields;

		any = true;
		status = read_doc(learned, segment, doc, &fields, err);
		if (status == TRAWL_OK)
			status = add(context, &fields, err);
		doc += status != TRAWL_END;
		if (status == TRAWL_END)
			status = empty(context, err);
		else if (status == TRAWL_EFULL)
			status = TRAWL_OK;	/* it stays as it is */
	}
	return status == TRAWL_OK && any ? empty(context, err) : status;
}
