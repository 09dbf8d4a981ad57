/* resume.c: the place of the last hit as a text, to go on from. */
/* SPDX-License-Identifier: MIT */
#include "api/handles.h"
#include "base/bytes.h"
#include "base/crc32c.h"
#include "match/given.h"
#include "match/topk.h"

/*
 * Hexadecimal digits of:
 *
 *   le32 checksum of what follows
 *   byte 1, byte order (enum tw_order), le64 generation
 *   le64 rank, le32 bits of the score
 *   le32 number of the segment as readers have it, le32 article
 *   by title (the order is TW_UNORDERED): le64 the title's key
 *   the article's id
 *
 * A reader of the same generation needs no id: the others find the article by
 * it, wherever it may be then.
 */
#define HEAD 34
#define KEY_SIZE 8
#define PLACE_MAX (HEAD + KEY_SIZE + TW_ID_MAX)
#define KIND 1

static void
add_place(struct tw_buf *buf, const trawl_hits *hits, const struct tw_hit *hit,
	uint64_t title_key, struct tw_str id)
{
	uint32_t score;

	memcpy(&score, &hit->score, sizeof(score));
	tw_buf_add_byte(buf, KIND);
	tw_buf_add_byte(buf, (uint8_t)hits->dated.order);
	tw_buf_add_le64(buf, hits->reader->reader->root.generation);
	tw_buf_add_le64(buf, hits->first_rank + hits->offset + hits->count);
	tw_buf_add_le32(buf, score);
	tw_buf_add_le32(buf, hit->segment);
	tw_buf_add_le32(buf, hit->doc);
	if (tw_is_by_title(hits))
		tw_buf_add_le64(buf, title_key);
	tw_buf_add_str(buf, id);
}

static void
add_digits(struct tw_buf *text, struct tw_str bytes)
{
	for (size_t i = 0; i < bytes.n; i++)
		tw_buf_addf(text, "%02x", (unsigned)(uint8_t)bytes.p[i]);
}

static int
print_place(trawl_hits *hits, const struct tw_hit *hit, uint64_t title_key,
	struct tw_str id, trawl_error *err)
{
	struct tw_buf place = {0};
	struct tw_buf sum = {0};
	struct tw_buf text = {0};

	add_place(&place, hits, hit, title_key, id);
	struct tw_str bytes = tw_buf_str(&place);

	tw_buf_add_le32(&sum, tw_crc32c(0, bytes.p, bytes.n));
	add_digits(&text, tw_buf_str(&sum));
	add_digits(&text, bytes);
	int status = tw_buf_status(&place, err);
	if (status == TRAWL_OK)
		status = tw_buf_status(&text, err);
	if (status == TRAWL_OK) {
		hits->resume = tw_arena_copy(&hits->arena, text.p, text.n);
		if (!hits->resume)
			status = tw_no_memory(err);
	}
	tw_buf_done(&place);
	tw_buf_done(&sum);
	tw_buf_done(&text);
	return status;
}

/* By date a hit says no score: its place is that of the date. If its score is
   `raw`, its age has not lowered it yet. */
static int
find_key(trawl_hits *hits, struct tw_hit *hit, bool raw, trawl_error *err)
{
	struct tw_reader *reader = hits->reader->reader;
	bool by_score = hits->dated.order == TW_BY_SCORE;
	uint32_t date;

	if (tw_is_by_title(hits) || (by_score &&
		!(raw && tw_recency_counts(&hits->dated.recency))))
		return TRAWL_OK;
	int status = tw_segment_date(&reader->segments[hit->segment],
		hit->doc, &date, err);
	if (status == TRAWL_OK && by_score)
		hit->score *= tw_recency_factor(&hits->dated.recency, date);
	else if (status == TRAWL_OK)
		hit->score = tw_dated_key(&hits->dated, date);
	return status;
}

int
trawl_hits_resume(trawl_hits *hits, const char **ret_text, trawl_error *err)
{
	uint64_t title_key = 0;
	struct tw_str id = {NULL, 0};

	if (hits->count == 0 || hits->count < hits->limit ||
		(hits->groups && !trawl_hits_go_on(hits)))
		return TRAWL_END;
	uint32_t end = hits->offset + hits->count;
	uint32_t seen = hits->groups ? hits->groups[end - 1].at + 1 : end;

	/* What is ordered by texts is in no order to go on in. */
	if (seen <= hits->reranked)
		return TRAWL_END;
	struct tw_hit last = hits->groups ? hits->groups[end - 1].first :
		hits->hits.hits[end - 1];
	int status = hits->resume ? TRAWL_OK : tw_segment_id(
		&hits->reader->reader->segments[last.segment], last.doc, &id,
		err);

	if (status == TRAWL_OK && !hits->resume)
		status = find_key(hits, &last, false, err);
	if (status == TRAWL_OK && !hits->resume && tw_is_by_title(hits))
		status = tw_segment_title_key(&hits->reader->reader->segments[
			last.segment], last.doc, &title_key, err);
	if (status == TRAWL_OK && !hits->resume)
		status = print_place(hits, &last, title_key, id, err);
	if (status == TRAWL_OK)
		*ret_text = hits->resume;
	return status;
}

/* ------------------------------------------------------------------ */

struct place {
	uint8_t order;
	uint64_t generation;
	uint64_t rank;
	struct tw_hit hit;
	uint64_t title_key;	/* by title; else 0 */
	struct tw_str id;
};

static int
digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Returns how many bytes; 0 if they are none or too many. */
static size_t
read_digits(const char *text, uint8_t bytes[PLACE_MAX])
{
	size_t n = 0;

	for (; *text; text += 2) {
		int high = digit(text[0]);
		int low = high < 0 ? -1 : digit(text[1]);

		if (low < 0 || n == PLACE_MAX)
			return 0;
		bytes[n++] = (uint8_t)(high << 4 | low);
	}
	return n;
}

static int
read_place(const char *text, uint8_t bytes[PLACE_MAX], struct place *ret,
	trawl_error *err)
{
	size_t n = read_digits(text, bytes);

	if (n < HEAD || bytes[4] != KIND ||
		tw_le32(bytes) != tw_crc32c(0, bytes + 4, n - 4))
		return tw_fail(err, TRAWL_EINVAL,
			"'%.100s' is no place to resume from", text);
	uint32_t score = tw_le32(bytes + 22);

	ret->order = bytes[5];
	ret->generation = tw_le64(bytes + 6);
	ret->rank = tw_le64(bytes + 14);
	memcpy(&ret->hit.score, &score, sizeof(score));
	ret->hit.segment = tw_le32(bytes + 26);
	ret->hit.doc = tw_le32(bytes + 30);
	ret->id = tw_str((const char *)bytes + HEAD, n - HEAD);
	if (ret->order != TW_UNORDERED)
		return TRAWL_OK;
	if (ret->id.n < KEY_SIZE)
		return tw_fail(err, TRAWL_EINVAL,
			"'%.100s' is no place to resume from", text);
	ret->title_key = tw_le64(ret->id.p);
	ret->id = tw_str(ret->id.p + KEY_SIZE, ret->id.n - KEY_SIZE);
	return TRAWL_OK;
}

/* The place of a title, as long as there is the article; else of all that begin
   like it. */
static int
find_title(trawl_hits *hits, struct place *place, bool is_same,
	trawl_error *err)
{
	struct tw_reader *reader = hits->reader->reader;
	int status = is_same ? TRAWL_OK : tw_reader_find_id(reader, place->id,
		&place->hit.segment, &place->hit.doc, err);

	if (status == TRAWL_OK)
		return tw_title_place_of(reader, &place->hit, &hits->arena,
			&hits->title_after, err);
	if (status != TRAWL_END)
		return status;
	hits->title_after = (struct tw_title_place){
		.key = place->title_key,
		.doc = TW_NO_DOC,
	};
	return TRAWL_OK;
}

/* Where the article is now, and what it scores, if it still matches. */
static int
find_again(trawl_hits *hits, struct place *place, trawl_error *err)
{
	struct tw_reader *reader = hits->reader->reader;
	struct tw_hit hit = place->hit;
	uint32_t count = 1;
	int status = tw_reader_find_id(reader, place->id, &hit.segment,
		&hit.doc, err);

	if (status == TRAWL_OK)
		status = tw_search_given(reader, hits->query->query, &hit,
			&count, err);
	if (status < 0)
		return status;
	if (status == TRAWL_OK && count == 1) {
		place->hit = hit;
		return find_key(hits, &place->hit, true, err);
	}
	/* It is gone: those that score as it did come, all of them. */
	place->hit.score = tw_float_above(place->hit.score);
	place->hit.segment = UINT32_MAX;
	place->hit.doc = UINT32_MAX;
	return TRAWL_OK;
}

int
tw_resume(trawl_hits *hits, const char *text, trawl_error *err)
{
	const struct tw_reader *reader = hits->reader->reader;
	uint8_t bytes[PLACE_MAX];
	struct place place = {0};
	int status = read_place(text, bytes, &place, err);

	if (status != TRAWL_OK)
		return status;
	if (place.order != hits->dated.order)
		return tw_fail(err, TRAWL_EINVAL,
			"a search cannot resume in another order of hits");
	bool is_same = place.generation == reader->root.generation &&
		place.hit.segment < reader->root.count && place.hit.doc <
		reader->segments[place.hit.segment].info.docs;

	if (tw_is_by_title(hits))
		status = find_title(hits, &place, is_same, err);
	else if (!is_same)
		status = find_again(hits, &place, err);
	if (status != TRAWL_OK)
		return status;
	hits->after = place.hit;
	hits->resumes = true;
	hits->first_rank = place.rank;
	return TRAWL_OK;
}
