/* checkarticles.c: what a segment has by article. */
/* SPDX-License-Identifier: MIT */
#include "base/alloc.h"
#include "base/bytes.h"
#include "index/checking.h"
#include "base/dates.h"
#include "index/dead.h"
#include "index/ids.h"
#include "index/length.h"
#include "index/stored.h"
#include "text/titlekey.h"
#include "text/utf8.h"

struct articles {
	struct tw_checking *checking;
	struct tw_segment *segment;
	uint32_t number;		/* of the segment */
	struct tw_field_stats live[TW_FIELD_RANKED];
	uint64_t text_bytes;
	uint64_t ids;			/* a sum over (id, article) */
	uint64_t lines;			/* and over (line, article) */
	bool stored_are_damaged;	/* sums have no meaning then */
	bool lengths_are_damaged;
};

/* So that sums of ids differ where ids or their articles do. */
static uint64_t
id_mark(uint32_t hash, uint32_t doc)
{
	uint64_t z = ((uint64_t)hash << 32 | doc) *
		UINT64_C(0x9e3779b97f4a7c15);

	return (z ^ (z >> 32)) * (doc | 1);
}

/* ------------------------------------------------------------------ */

/* That it is none that another byte stands for. */
static int
check_length(struct articles *articles, uint32_t doc,
	enum tw_index_field field, uint32_t length, trawl_error *err)
{
	uint8_t byte = 0;
	int status = tw_segment_length_byte(articles->segment, field, doc,
		&byte, err);

	if (status == TRAWL_OK && byte != tw_length_encode(length))
		tw_checking_tell(articles->checking, "segment %u, lengths: "
			"wrong for article %u", articles->number, doc);
	return tw_checking_heard(articles->checking, status, err);
}

static int
check_lengths(struct articles *articles, uint32_t doc, bool is_dead,
	trawl_error *err)
{
	uint32_t length[TW_FIELD_RANKED];
	int status = tw_segment_lengths(articles->segment, doc,
		&length[TW_FIELD_ALL], &length[TW_FIELD_TITLE], err);

	if (status != TRAWL_OK) {
		articles->lengths_are_damaged = true;
		return tw_checking_heard(articles->checking, status, err);
	}
	for (int f = 0; f < TW_FIELD_RANKED && status == TRAWL_OK; f++) {
		articles->live[f].docs += !is_dead && length[f] > 0;
		articles->live[f].length += is_dead ? 0 : length[f];
		status = check_length(articles, doc,
			(enum tw_index_field)f, length[f], err);
	}
	return status;
}

static const char *
fault_of(const struct tw_doc *doc)
{
	size_t id = doc->field[TRAWL_ID].n;

	for (int i = 0; i < TRAWL_FIELD_COUNT; i++)
		if (!tw_utf8_valid(doc->field[i]) ||
			!tw_utf8_valid(doc->source[i]))
			return "is no UTF-8";
	return id == 0 || id > TW_ID_MAX ? "has no good id" : NULL;
}

static int
check_date(struct articles *articles, uint32_t doc, struct tw_str text,
	trawl_error *err)
{
	uint32_t date = 0;
	int status = tw_segment_date(articles->segment, doc, &date, err);

	if (status == TRAWL_OK && date != tw_date_pack(text))
		tw_checking_tell(articles->checking, "segment %u, dates: "
			"wrong for article %u", articles->number, doc);
	return tw_checking_heard(articles->checking, status, err);
}

/* Keys of titles are made of them. */
static int
check_title(struct articles *articles, uint32_t doc, struct tw_str title,
	trawl_error *err)
{
	uint64_t key = 0;
	uint64_t expected = 0;
	int status = tw_segment_title_key(articles->segment, doc, &key, err);

	if (status != TRAWL_OK)
		return tw_checking_heard(articles->checking, status, err);
	status = tw_title_key(title, &expected, err);
	if (status == TRAWL_OK && key != expected)
		tw_checking_tell(articles->checking, "segment %u, title keys: "
			"wrong for article %u", articles->number, doc);
	return status;
}

static int
check_stored(struct articles *articles, uint32_t doc, bool is_dead,
	trawl_error *err)
{
	struct tw_doc fields;
	int status = tw_stored_get(articles->segment, doc, &fields, err);

	if (status != TRAWL_OK) {
		articles->stored_are_damaged = true;
		return tw_checking_heard(articles->checking, status, err);
	}
	const char *fault = fault_of(&fields);

	if (fault)
		tw_checking_tell(articles->checking, "segment %u, stored "
			"articles: article %u %s", articles->number, doc,
			fault);
	struct tw_str id = fields.field[TRAWL_ID];

	articles->ids += id_mark(tw_id_hash(id), doc);
	if (!is_dead)
		articles->text_bytes += fields.field[TRAWL_TITLE].n +
			fields.field[TRAWL_TEXT].n;
	status = check_date(articles, doc, fields.field[TRAWL_DATE], err);
	if (status != TRAWL_OK || fault)
		return status;
	status = check_title(articles, doc, fields.field[TRAWL_TITLE], err);
	if (status != TRAWL_OK)
		return status;
	status = tw_check_values(articles->checking, articles->segment, doc,
		&fields, err);
	if (status == TRAWL_OK)
		status = tw_check_cut(articles->checking, articles->segment,
			doc, &fields, &articles->lines, err);
	if (status != TRAWL_OK)
		return status;
	return tw_check_sketch(articles->checking, articles->segment, doc,
		&fields, err);
}

static int
check_each(struct articles *articles, trawl_error *err)
{
	uint32_t docs = articles->segment->info.docs;
	int status = TRAWL_OK;

	for (uint32_t doc = 0; doc < docs && status == TRAWL_OK; doc++) {
		bool is_dead = false;

		status = tw_checking_heard(articles->checking,
			tw_segment_is_dead(articles->segment, doc, &is_dead,
				err), err);
		if (status == TRAWL_OK)
			status = check_lengths(articles, doc, is_dead, err);
		if (status == TRAWL_OK)
			status = check_stored(articles, doc, is_dead, err);
	}
	return status;
}

static void
check_sums(const struct articles *articles)
{
	const struct tw_segment_info *info = &articles->segment->info;

	for (int f = 0; f < TW_FIELD_RANKED; f++)
		if (!articles->lengths_are_damaged &&
			(info->live[f].docs != articles->live[f].docs ||
			info->live[f].length != articles->live[f].length))
			tw_checking_tell(articles->checking, "root: segment "
				"%u, %s: sums of the live articles are wrong",
				info->segment,
				f == TW_FIELD_ALL ? "text" : "title");
	if (!articles->stored_are_damaged &&
		info->text_bytes != articles->text_bytes)
		tw_checking_tell(articles->checking, "root: segment %u: "
			"bytes of text are wrong", info->segment);
}

/* ------------------------------------------------------------------ */

/* Each article stands there once, in the order of the ids' hashes. */
static int
check_ids(struct articles *articles, uint8_t *seen, trawl_error *err)
{
	struct tw_stream *stream = &articles->segment->stream[TW_STREAM_IDS];
	uint32_t docs = articles->segment->info.docs;
	uint32_t before = 0;
	uint64_t sum = 0;

	for (uint32_t i = 0; i < docs; i++) {
		const uint8_t *p;
		int status = tw_stream_get(stream, (uint64_t)i * TW_ID_ENTRY,
			TW_ID_ENTRY, &p, err);

		if (status != TRAWL_OK)
			return tw_checking_heard(articles->checking, status,
				err);
		uint32_t hash = tw_le32(p);
		uint32_t doc = tw_le32(p + 4);

		if (hash < before || doc >= docs ||
			(seen[doc / 8] >> doc % 8 & 1)) {
			tw_checking_tell(articles->checking, "segment %u, "
				"ids: entry %u is wrong", articles->number, i);
			return TRAWL_OK;
		}
		seen[doc / 8] |= (uint8_t)(1u << doc % 8);
		before = hash;
		sum += id_mark(hash, doc);
	}
	if (!articles->stored_are_damaged && sum != articles->ids)
		tw_checking_tell(articles->checking, "segment %u, ids: are "
			"not those of the articles", articles->number);
	return TRAWL_OK;
}

static int
check_all_ids(struct articles *articles, trawl_error *err)
{
	uint8_t *seen = tw_alloc_zeroed(
		articles->segment->info.docs / 8 + (size_t)1, 1);

	if (!seen)
		return tw_no_memory(err);
	int status = check_ids(articles, seen, err);

	tw_free(seen);
	return status;
}

/* As many bits as the root says, none behind the last article. */
static int
check_dead(struct articles *articles, trawl_error *err)
{
	const struct tw_segment_info *info = &articles->segment->info;
	struct tw_stream *stream = &articles->segment->stream[TW_STREAM_DEAD];
	uint64_t dead = 0;

	for (uint64_t at = 0; at < stream->length; at++) {
		const uint8_t *p;
		int status = tw_stream_get(stream, at, 1, &p, err);

		if (status != TRAWL_OK)
			return tw_checking_heard(articles->checking, status,
				err);
		dead += (uint64_t)__builtin_popcount(*p);
		if (at == info->docs / 8 && *p >> info->docs % 8 != 0)
			tw_checking_tell(articles->checking, "segment %u, "
				"dead articles: more than there are",
				info->segment);
	}
	if (dead != info->dead)
		tw_checking_tell(articles->checking, "segment %u, dead "
			"articles: %llu, the root counts %u", info->segment,
			(unsigned long long)dead, info->dead);
	return TRAWL_OK;
}

int
tw_check_articles(struct tw_checking *checking, struct tw_segment *segment,
	trawl_error *err)
{
	struct articles articles = {
		.checking = checking,
		.segment = segment,
		.number = segment->info.segment,
	};
	int status = check_dead(&articles, err);

	if (status == TRAWL_OK)
		status = check_each(&articles, err);
	if (status != TRAWL_OK)
		return status;
	check_sums(&articles);
	status = check_all_ids(&articles, err);
	if (status != TRAWL_OK)
		return status;
	return tw_check_lines(checking, segment, articles.stored_are_damaged ?
		NULL : &articles.lines, err);
}

/* ------------------------------------------------------------------ */
/* Ids of several segments.                                             */

struct head {
	struct tw_segment *segment;
	uint64_t at;		/* entry of its ids */
	uint32_t hash;
	uint32_t doc;
};

/* The entry at or behind head->at of an article that lives. */
static int
next_live(struct tw_checking *checking, struct head *head, bool *ret,
	trawl_error *err)
{
	struct tw_segment *segment = head->segment;

	*ret = false;
	for (; head->at < segment->info.docs; head->at++) {
		const uint8_t *p;
		bool is_dead = false;
		int status = tw_stream_get(&segment->stream[TW_STREAM_IDS],
			head->at * TW_ID_ENTRY, TW_ID_ENTRY, &p, err);

		if (status == TRAWL_OK)
			status = tw_segment_is_dead(segment, tw_le32(p + 4),
				&is_dead, err);
		if (status != TRAWL_OK)
			return tw_checking_heard(checking, status, err);
		if (is_dead)
			continue;
		head->hash = tw_le32(p);
		head->doc = tw_le32(p + 4);
		*ret = true;
		break;
	}
	return TRAWL_OK;
}

/* Two live articles whose ids have one hash: are the ids equal? */
static int
compare_ids(struct tw_checking *checking, const struct head *a,
	const struct head *b, trawl_error *err)
{
	struct tw_str first;
	struct tw_str second;
	int status = tw_segment_id(a->segment, a->doc, &first, err);

	if (status == TRAWL_OK)
		status = tw_segment_id(b->segment, b->doc, &second, err);
	if (status == TRAWL_OK && tw_str_equal(first, second))
		tw_checking_tell(checking, "segments %u and %u: article "
			"'%.*s' lives in both", a->segment->info.segment,
			b->segment->info.segment,
			(int)first.n, first.p);
	return tw_checking_heard(checking, status, err);
}

/* Compares the first head with the others of its hash; advances it. */
static int
check_first(struct tw_checking *checking, struct head *heads,
	uint32_t *count, trawl_error *err)
{
	uint32_t first = 0;
	bool lives;

	for (uint32_t i = 1; i < *count; i++)
		if (heads[i].hash < heads[first].hash)
			first = i;
	for (uint32_t i = 0; i < *count; i++) {
		if (i == first || heads[i].hash != heads[first].hash)
			continue;
		int status = compare_ids(checking, &heads[first], &heads[i],
			err);

		if (status != TRAWL_OK)
			return status;
	}
	heads[first].at++;
	int status = next_live(checking, &heads[first], &lives, err);

	if (status == TRAWL_OK && !lives)
		heads[first] = heads[--*count];
	return status;
}

int
tw_check_ids(struct tw_checking *checking, struct tw_segment *segments,
	uint32_t count, trawl_error *err)
{
	struct head heads[TW_SEGMENTS_MAX];
	uint32_t n = 0;
	int status = TRAWL_OK;

	for (uint32_t i = 0; i < count && status == TRAWL_OK; i++) {
		bool lives;

		heads[n] = (struct head){.segment = &segments[i]};
		status = next_live(checking, &heads[n], &lives, err);
		n += status == TRAWL_OK && lives;
	}
	while (status == TRAWL_OK && n > 1)
		status = check_first(checking, heads, &n, err);
	return status;
}
