/* phrase.c: articles that have terms in exactly this way. */
/* SPDX-License-Identifier: MIT */
#include "match/phrase.h"

#include "match/phrasetop.h"

/* Its freq_here. */
static int
freq_here(struct tw_joint *joint, uint32_t *ret, trawl_error *err)
{
	return tw_phrase_freq((struct tw_phrase *)joint, ret, err);
}

static void
phrase_done(struct tw_cursor *cursor)
{
	struct tw_phrase *phrase = (struct tw_phrase *)cursor;

	tw_joint_done(cursor);
	tw_buf_done(&phrase->starts);
}

static const struct tw_cursor_ops phrase_ops = {
	.next = tw_joint_next,
	.seek = tw_joint_seek,
	.score = tw_joint_score,
	.window = tw_window_by_score,
	.collect = tw_phrase_collect,
	.collects_to_end = true,
	.done = phrase_done,
};

/* Opens the terms' lists, the rarest first. */
static int
open_terms(struct tw_phrase *phrase, struct tw_arena *arena,
	const struct tw_phrase_term *terms, uint32_t count, trawl_error *err)
{
	uint32_t *order = tw_arena_alloc(arena, count * sizeof(*order));

	if (!order)
		return tw_no_memory(err);
	for (uint32_t i = 0; i < count; i++) {
		uint32_t j = i;

		while (j > 0 && terms[order[j - 1]].entry.df >
			terms[i].entry.df) {
			order[j] = order[j - 1];
			j--;
		}
		order[j] = i;
	}
	for (uint32_t i = 0; i < count; i++) {
		const struct tw_phrase_term *term = &terms[order[i]];
		struct tw_phrase_list *list = &phrase->lists[i];

		list->position = term->position;
		list->dense = false;
		int status = tw_joint_open(&phrase->all, &list->postings,
			&term->entry, err);

		if (status != TRAWL_OK)
			return status;
	}
	return TRAWL_OK;
}

int
tw_phrase_cursor(struct tw_arena *arena, struct tw_segment *segment,
	const struct tw_phrase_term *terms, uint32_t count,
	const struct tw_bm25 *bm25, float weight, struct tw_cursor **ret,
	trawl_error *err)
{
	struct tw_phrase *phrase = tw_cursor_alloc(arena,
		sizeof(*phrase) + count * sizeof(*phrase->lists));

	struct tw_postings **postings = tw_arena_alloc(arena,
		count * sizeof(struct tw_postings *));

	if (!phrase || !postings)
		return tw_no_memory(err);
	*phrase = (struct tw_phrase){.all = {
		.cursor.ops = &phrase_ops,
		.segment = segment,
		.bm25 = bm25,
		.field = terms[0].entry.field,
		.weight = weight,
		.postings = postings,
		.freq_here = freq_here,
	}};
	struct tw_cursor *cursor = &phrase->all.cursor;
	int status = open_terms(phrase, arena, terms, count, err);

	if (status != TRAWL_OK) {
		phrase_done(cursor);
		return status;
	}
	cursor->cost = postings[0]->term.df;
	*ret = cursor;
	return TRAWL_OK;
}
