/* folded.c: near-duplicates among hits fold into one. */
/* SPDX-License-Identifier: MIT */
#include "result/folded.h"

#include "base/alloc.h"
#include "index/stored.h"

struct folding {
	struct tw_reader *reader;
	const struct tw_hit *hits;
	struct tw_story *stories;	/* of the hits */
	struct tw_group_of_hits *groups;
	uint32_t group_count;
	uint32_t wanted;		/* of the groups */
	enum tw_shown shown;
	struct tw_arena arena;
};

int
tw_story_open(struct tw_segment *segment, uint32_t doc,
	struct tw_story *ret, trawl_error *err)
{
	struct tw_story story = {0};
	int status = tw_segment_sketch(segment, doc, &story.sketch, err);

	if (status == TRAWL_OK)
		*ret = story;
	return status;
}

int
tw_story_measure(struct tw_story *story, struct tw_segment *segment,
	uint32_t doc, trawl_error *err)
{
	uint32_t all;
	uint32_t title;

	if (story->is_measured)
		return TRAWL_OK;
	int status = tw_segment_lengths(segment, doc, &all, &title, err);

	if (status != TRAWL_OK)
		return status;
	story->words = all - tw_title_weight(&segment->info) * title;
	story->is_measured = true;
	return TRAWL_OK;
}

static int
skim(struct tw_story *story, struct tw_segment *segment, uint32_t doc,
	struct tw_arena *arena, trawl_error *err)
{
	struct tw_str title;
	struct tw_str text;

	if (story->is_skimmed)
		return TRAWL_OK;
	int status = tw_stored_get_text(segment, doc, &title, &text, err);

	return status == TRAWL_OK
		? tw_skim_story(story, title, text, arena, err) : status;
}

int
tw_story_read(struct tw_story *story, struct tw_segment *segment,
	uint32_t doc, struct tw_arena *arena, trawl_error *err)
{
	int status = skim(story, segment, doc, arena, err);

	if (status == TRAWL_OK)
		tw_finish_story(story);
	return status;
}

/* ------------------------------------------------------------------ */

static int
measure_hit(struct folding *folding, uint32_t i, trawl_error *err)
{
	const struct tw_hit *hit = &folding->hits[i];

	return tw_story_measure(&folding->stories[i],
		&folding->reader->segments[hit->segment], hit->doc, err);
}

static int
skim_hit(struct folding *folding, uint32_t i, trawl_error *err)
{
	const struct tw_hit *hit = &folding->hits[i];

	return skim(&folding->stories[i],
		&folding->reader->segments[hit->segment], hit->doc,
		&folding->arena, err);
}

/* Whether the hit folds into another, by what is known or by their texts. */
static int
compare(struct folding *folding, uint32_t i, uint32_t other, bool *ret,
	trawl_error *err)
{
	struct tw_story *a = &folding->stories[i];
	struct tw_story *b = &folding->stories[other];

	*ret = false;
	if (!tw_are_near(a, b))
		return TRAWL_OK;
	int status = measure_hit(folding, i, err);

	if (status == TRAWL_OK)
		status = measure_hit(folding, other, err);
	if (status != TRAWL_OK || !tw_may_be_alike(a, b))
		return status;
	*ret = tw_look_the_same(a, b);
	if (*ret || i >= TW_FOLD_TEXTS)
		return TRAWL_OK;
	status = skim_hit(folding, i, err);
	if (status == TRAWL_OK)
		status = skim_hit(folding, other, err);
	if (status != TRAWL_OK || !tw_may_share(a, b))
		return status;
	tw_finish_story(a);
	tw_finish_story(b);
	*ret = tw_are_alike(a, b);
	return TRAWL_OK;
}

static int
date_of(const struct folding *folding, uint32_t i, uint32_t *ret,
	trawl_error *err)
{
	const struct tw_hit *hit = &folding->hits[i];

	return tw_segment_date(&folding->reader->segments[hit->segment],
		hit->doc, ret, err);
}

/* Puts the hit, which has been measured, into the group. */
static int
join(struct folding *folding, uint32_t i, struct tw_group_of_hits *group,
	trawl_error *err)
{
	uint32_t words = folding->stories[i].words;
	uint32_t words_shown = folding->stories[group->shown].words;
	uint32_t date;
	uint32_t date_shown;

	group->more++;
	if (folding->shown == TW_SHOW_BEST)
		return TRAWL_OK;
	int status = date_of(folding, i, &date, err);

	if (status == TRAWL_OK)
		status = date_of(folding, group->shown, &date_shown, err);
	if (status != TRAWL_OK)
		return status;
	bool is_newer = date > date_shown;
	bool is_longer = words > words_shown;

	if (folding->shown == TW_SHOW_NEWEST
		? is_newer || (date == date_shown && is_longer)
		: is_longer || (words == words_shown && is_newer))
		group->shown = i;
	return TRAWL_OK;
}

/* Finds the first group that the hit folds into, or makes one of it. */
static int
take(struct folding *folding, uint32_t i, trawl_error *err)
{
	const struct tw_hit *hit = &folding->hits[i];
	bool folds = false;
	int status = tw_story_open(&folding->reader->segments[hit->segment],
		hit->doc, &folding->stories[i], err);

	for (uint32_t g = 0; g < folding->group_count &&
		g < folding->wanted && status == TRAWL_OK; g++) {
		status = compare(folding, i, folding->groups[g].at, &folds,
			err);
		if (folds)
			return join(folding, i, &folding->groups[g], err);
	}
	if (status == TRAWL_OK)
		folding->groups[folding->group_count++] =
			(struct tw_group_of_hits){.at = i, .shown = i,
				.first = *hit};
	return status;
}

int
tw_fold_hits(struct tw_reader *reader, struct tw_hits *hits, uint32_t wanted,
	enum tw_shown shown, struct tw_group_of_hits **ret, trawl_error *err)
{
	struct folding folding = {
		.reader = reader,
		.hits = hits->hits,
		.wanted = wanted,
		.shown = shown,
		.stories = tw_alloc_zeroed(hits->count + (size_t)1,
			sizeof(*folding.stories)),
		.groups = tw_alloc_zeroed(hits->count + (size_t)1,
			sizeof(*folding.groups)),
	};
	int status = TRAWL_OK;

	if (!folding.stories || !folding.groups)
		status = tw_no_memory(err);
	for (uint32_t i = 0; i < hits->count && status == TRAWL_OK; i++)
		status = take(&folding, i, err);
	tw_arena_done(&folding.arena);
	tw_free(folding.stories);
	if (status != TRAWL_OK) {
		tw_free(folding.groups);
		return status;
	}
	hits->count = folding.group_count;
	for (uint32_t g = 0; g < hits->count; g++)
		hits->hits[g] = hits->hits[folding.groups[g].shown];
	*ret = folding.groups;
	return TRAWL_OK;
}
