/* story.h: how many of a few articles have something to say of their own. */
/* SPDX-License-Identifier: MIT */
#ifndef INDEX_STORY_H
#define INDEX_STORY_H

#include "index/segment.h"

#define TW_STORIES_MAX 16

struct tw_story {
	uint32_t segment;	/* its place among the segments */
	uint32_t doc;
};

/*
 * Of articles that take part in a template, at most TW_STORIES_MAX: how many
 * have so much text besides what others of them have, too, that it is an
 * article, and one that no other of these reads like. So what the versions of
 * one story have in common is told from what stands around many stories. The
 * same in whatever order they come. O(text).
 */
int tw_stories(struct tw_segment *segments, const struct tw_story *stories,
	uint32_t count, uint32_t *ret, trawl_error *err) TW_MUST_USE;

#endif
