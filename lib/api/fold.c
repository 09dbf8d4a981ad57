/* fold.c: searches whose hits fold. */
/* SPDX-License-Identifier: MIT */
#include "api/handles.h"
#include "base/alloc.h"
#include "result/feedback.h"

/*
 * Hits are looked at from the first one on, so that what folds is the same
 * whichever page is asked for: a hundred at first, more where that leaves too
 * few. One more than is wanted tells whether the hits go on.
 */
#define LOOK_FIRST 100
#define LOOK_MORE 4
#define LOOK_MOST 20000
#define DEPTH_MOST 10000

_Static_assert((int)TW_SHOW_BEST == (int)TRAWL_KEEP_BEST &&
	(int)TW_SHOW_NEWEST == (int)TRAWL_KEEP_NEWEST &&
	(int)TW_SHOW_LONGEST == (int)TRAWL_KEEP_LONGEST, "are the same");

static int
comes_after_title(const trawl_hits *hits, const struct tw_hit *hit, bool *ret,
	trawl_error *err)
{
	struct tw_title_place place;
	struct tw_arena arena = {0};
	int status = tw_title_place_of(hits->reader->reader, hit, &arena,
		&place, err);

	if (status == TRAWL_OK)
		*ret = tw_title_compare(&place, &hits->title_after) > 0;
	tw_arena_done(&arena);
	return status;
}

/* Whether a hit comes after the place to resume at. */
static int
comes_after(const trawl_hits *hits, const struct tw_hit *hit, bool *ret,
	trawl_error *err)
{
	struct tw_reader *reader = hits->reader->reader;
	const struct tw_hit *after = &hits->after;
	float key = hit->score;

	if (tw_is_by_title(hits))
		return comes_after_title(hits, hit, ret, err);
	if (hits->dated.order != TW_BY_SCORE) {
		uint32_t date;
		int status = tw_segment_date(&reader->segments[hit->segment],
			hit->doc, &date, err);

		if (status != TRAWL_OK)
			return status;
		key = tw_dated_key(&hits->dated, date);
	}
	if (key < after->score || key > after->score)
		*ret = key < after->score;
	else if (hit->segment != after->segment)
		*ret = hit->segment > after->segment;
	else
		*ret = hit->doc > after->doc;
	return TRAWL_OK;
}

/* Leaves the hits behind that place; it is behind those ordered by texts. */
static int
skip(trawl_hits *hits, trawl_error *err)
{
	uint32_t n = 0;
	bool is_after = false;
	int status = TRAWL_OK;

	for (; n < hits->hits.count && !is_after; n++) {
		if (hits->groups[n].at < hits->reranked)
			continue;
		status = comes_after(hits, &hits->groups[n].first, &is_after,
			err);
		if (status != TRAWL_OK)
			return status;
		if (is_after)
			break;
	}
	hits->hits.count -= n;
	memmove(hits->hits.hits, hits->hits.hits + n,
		hits->hits.count * sizeof(*hits->hits.hits));
	memmove(hits->groups, hits->groups + n,
		hits->hits.count * sizeof(*hits->groups));
	return TRAWL_OK;
}

/* One try; whether there are no hits besides. */
static int
look(trawl_hits *hits, const struct trawl_search_options *options,
	uint32_t depth, uint32_t wanted, bool *ret_all, trawl_error *err)
{
	int status = tw_find_hits(hits, options, depth, err);

	if (status != TRAWL_OK)
		return status;
	*ret_all = hits->hits.count < depth;
	status = tw_fold_hits(hits->reader->reader, &hits->hits, wanted,
		(enum tw_shown)options->keep, &hits->groups, err);
	if (status == TRAWL_OK && hits->resumes)
		status = skip(hits, err);
	return status;
}

int
tw_find_folded(trawl_hits *hits, const struct trawl_search_options *options,
	uint32_t depth, trawl_error *err)
{
	uint64_t wanted = hits->first_rank + depth;
	uint32_t most = LOOK_FIRST;

	if (options->keep < 0 || options->keep >= TW_SHOWN_COUNT)
		return tw_fail(err, TRAWL_EINVAL, "no way %d to choose which "
			"of several hits is shown", options->keep);
	if (wanted > DEPTH_MOST)
		return tw_fail(err, TRAWL_EINVAL, "hits beyond the first %d "
			"cannot be asked for if they fold", DEPTH_MOST);
	if (most < 2 * wanted)
		most = (uint32_t)(2 * wanted);
	for (;;) {
		bool all = false;
		int status = look(hits, options, most, (uint32_t)wanted,
			&all, err);

		if (status != TRAWL_OK)
			return status;
		if (all || hits->hits.count > depth || most == LOOK_MOST)
			return TRAWL_OK;
		most = most < LOOK_MOST / LOOK_MORE ? LOOK_MORE * most :
			LOOK_MOST;
		tw_feedback_free(hits->feedback);
		hits->feedback = NULL;
		tw_hits_done(&hits->hits);
		tw_free(hits->groups);
		hits->groups = NULL;
	}
}
