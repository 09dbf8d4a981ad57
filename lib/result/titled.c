/* titled.c: the articles that match, by their titles. */
/* SPDX-License-Identifier: MIT */
#include "result/titled.h"

#include <stdlib.h>

#include "base/alloc.h"
#include "base/buf.h"
#include "base/bytes.h"
#include "index/stored.h"
#include "match/matches.h"
#include "text/titlekey.h"

/*
 * The index has eight bytes of each title. Of all that match, those are kept
 * that may be among the first by these alone; then the few that they do not
 * tell apart are read.
 */
#define ROOM_LEAST 64

struct gathering {
	const struct tw_title_place *after;	/* or NULL */
	uint32_t depth;
	uint64_t last;		/* the highest key that may be wanted */
	struct tw_buf kept;	/* struct tw_title_place */
	size_t room;		/* of them, until some are left out */
};

int
tw_title_compare(const struct tw_title_place *a,
	const struct tw_title_place *b)
{
	int order = 0;

	if (a->key != b->key)
		return a->key < b->key ? -1 : 1;
	if (a->title.p && b->title.p)
		order = tw_str_compare(a->title, b->title);
	if (order != 0)
		return order;
	if (a->segment != b->segment)
		return a->segment < b->segment ? -1 : 1;
	return (a->doc > b->doc) - (a->doc < b->doc);
}

/* Unpacks the article. */
static int
read_title(struct tw_reader *reader, struct tw_arena *arena,
	struct tw_title_place *place, trawl_error *err)
{
	struct tw_buf plain = {0};
	struct tw_doc doc;
	int status = tw_stored_get(&reader->segments[place->segment],
		place->doc, &doc, err);

	if (status != TRAWL_OK)
		return status;
	tw_title_plain(doc.field[TRAWL_TITLE], &plain);
	status = tw_buf_status(&plain, err);
	if (status == TRAWL_OK) {
		place->title = tw_str(tw_arena_copy(arena,
			tw_buf_str(&plain).p, plain.n), plain.n);
		if (!place->title.p)
			status = tw_no_memory(err);
	}
	tw_buf_done(&plain);
	return status;
}

int
tw_title_place_of(struct tw_reader *reader, const struct tw_hit *hit,
	struct tw_arena *arena, struct tw_title_place *ret, trawl_error *err)
{
	struct tw_title_place place = {
		.segment = hit->segment,
		.doc = hit->doc,
	};
	int status = tw_segment_title_key(&reader->segments[hit->segment],
		hit->doc, &place.key, err);

	if (status == TRAWL_OK && place.key != TW_TITLE_KEY_NONE)
		status = read_title(reader, arena, &place, err);
	if (status == TRAWL_OK)
		*ret = place;
	return status;
}

/* ------------------------------------------------------------------ */
/* By keys.                                                             */

static struct tw_title_place *
kept_of(const struct gathering *gathering)
{
	return (struct tw_title_place *)(void *)gathering->kept.p;
}

static size_t
count_of(const struct gathering *gathering)
{
	return gathering->kept.n / sizeof(struct tw_title_place);
}

static int
compare(const void *left, const void *right)
{
	return tw_title_compare(left, right);
}

/* How many of the first have the key that the place has: any of them may be
   before it. */
static size_t
count_beside(const struct gathering *gathering)
{
	const struct tw_title_place *kept = kept_of(gathering);
	size_t count = count_of(gathering);
	size_t n = 0;

	while (gathering->after && n < count &&
		kept[n].key == gathering->after->key)
		n++;
	return n;
}

/* Sorts by keys, and leaves out what cannot be among the first. */
static void
prune(struct gathering *gathering)
{
	struct tw_title_place *kept = kept_of(gathering);
	size_t count = count_of(gathering);

	if (count > 1)
		qsort(kept, count, sizeof(*kept), compare);
	size_t wanted = count_beside(gathering) + gathering->depth;

	if (wanted > 0 && count > wanted) {
		size_t n = wanted;

		gathering->last = kept[wanted - 1].key;
		while (gathering->last != TW_TITLE_KEY_NONE && n < count &&
			kept[n].key == gathering->last)
			n++;
		/* Those without a title are in order as they come. */
		if (gathering->last == TW_TITLE_KEY_NONE)
			gathering->last--;
		count = n;
		gathering->kept.n = n * sizeof(*kept);
	}
	gathering->room = 2 * count > ROOM_LEAST ? 2 * count : ROOM_LEAST;
}

static int
gather_one(struct gathering *gathering, const struct tw_matches *matches,
	uint32_t doc, uint64_t key, trawl_error *err)
{
	struct tw_title_place place = {
		.key = key,
		.segment = matches->number,
		.doc = doc,
	};

	if (key > gathering->last ||
		(gathering->after && key < gathering->after->key))
		return TRAWL_OK;
	tw_buf_add(&gathering->kept, &place, sizeof(place));
	if (tw_buf_failed(&gathering->kept))
		return tw_buf_status(&gathering->kept, err);
	if (count_of(gathering) >= gathering->room)
		prune(gathering);
	return TRAWL_OK;
}

/* A tw_matches_fn. A key lies in one record. */
static int
gather(void *context, const struct tw_matches *matches, trawl_error *err)
{
	struct gathering *gathering = context;
	struct tw_stream *keys =
		&matches->segment->stream[TW_STREAM_TITLE_KEYS];
	const uint8_t *p = NULL;
	uint64_t from = 0;
	size_t left = 0;

	for (uint32_t word = 0; word < matches->words; word++) {
		uint64_t bits = matches->bits[word];

		for (; bits; bits &= bits - 1) {
			uint32_t doc = 64 * word +
				(uint32_t)__builtin_ctzll(bits);
			uint64_t at = 8 * (uint64_t)doc;
			uint64_t key = TW_TITLE_KEY_NONE;
			int status = TRAWL_OK;

			if (keys->length > 0 && at >= from + left) {
				from = at;
				status = tw_stream_ahead(keys, at,
					TW_RECORD_UNIT, &p, &left, err);
			}
			if (status == TRAWL_OK && p)
				key = tw_le64(p + (at - from));
			if (status == TRAWL_OK)
				status = gather_one(gathering, matches, doc,
					key, err);
			if (status != TRAWL_OK)
				return status;
		}
	}
	return TRAWL_OK;
}

/* ------------------------------------------------------------------ */
/* By titles, where keys are the same.                                  */

static int
read_titles(struct tw_reader *reader, struct gathering *gathering,
	struct tw_arena *arena, trawl_error *err)
{
	struct tw_title_place *kept = kept_of(gathering);
	size_t count = count_of(gathering);
	size_t beside = count_beside(gathering);

	for (size_t i = 0; i < count; i++) {
		bool alone = i >= beside &&
			(i == 0 || kept[i - 1].key != kept[i].key) &&
			(i + 1 == count || kept[i + 1].key != kept[i].key);
		int status = alone || kept[i].key == TW_TITLE_KEY_NONE
			? TRAWL_OK : read_title(reader, arena, &kept[i], err);

		if (status != TRAWL_OK)
			return status;
	}
	if (count > 1)
		qsort(kept, count, sizeof(*kept), compare);
	return TRAWL_OK;
}

/* The hits behind the place, as many as are wanted. */
static int
take_hits(const struct gathering *gathering, struct tw_hits *ret,
	trawl_error *err)
{
	const struct tw_title_place *after = gathering->after;
	const struct tw_title_place *kept = kept_of(gathering);
	size_t count = count_of(gathering);
	size_t first = 0;

	while (after && after->doc != TW_NO_DOC && first < count &&
		tw_title_compare(&kept[first], after) <= 0)
		first++;
	count -= first;
	if (count > gathering->depth)
		count = gathering->depth;
	if (count == 0)
		return TRAWL_OK;
	ret->hits = tw_alloc_zeroed(count, sizeof(*ret->hits));
	if (!ret->hits)
		return tw_no_memory(err);
	ret->count = (uint32_t)count;
	for (size_t i = 0; i < count; i++)
		ret->hits[i] = (struct tw_hit){0, kept[first + i].segment,
			kept[first + i].doc};
	return TRAWL_OK;
}

int
tw_search_titled(struct tw_reader *reader, const struct tw_query *query,
	uint32_t depth, const struct tw_dated *dated,
	const struct tw_title_place *after, uint64_t budget,
	struct tw_hits *ret, trawl_error *err)
{
	struct gathering gathering = {
		.after = after,
		.depth = depth,
		.last = UINT64_MAX,
		.room = ROOM_LEAST,
	};
	struct tw_arena arena = {0};
	struct tw_hits hits;
	int status = tw_search_matches_within(reader, query, dated, budget,
		gather, &gathering, &hits, err);

	if (status == TRAWL_OK) {
		prune(&gathering);
		status = read_titles(reader, &gathering, &arena, err);
	}
	if (status == TRAWL_OK)
		status = take_hits(&gathering, &hits, err);
	tw_arena_done(&arena);
	tw_buf_done(&gathering.kept);
	if (status == TRAWL_OK)
		*ret = hits;
	return status;
}
