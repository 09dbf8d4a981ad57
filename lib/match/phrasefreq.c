/* phrasefreq.c: how often a phrase is in an article that has its terms. */
/* SPDX-License-Identifier: MIT */
#include "match/follow.h"
#include "match/phrase.h"

static uint32_t
distance(const struct tw_phrase_list *a, const struct tw_phrase_list *b)
{
	return b->position - a->position;
}

/* Where the phrase may begin, as places of its first list's term. */
struct starts {
	uint32_t *p;
	uint32_t in_title;	/* the first ones */
	uint32_t in_text;	/* those behind them */
};

static int
find_starts(struct tw_phrase *phrase, const struct tw_runs *first,
	const struct tw_runs *second, struct starts *ret, trawl_error *err)
{
	uint32_t away = distance(&phrase->lists[0], &phrase->lists[1]);
	size_t most = (size_t)first->title.count + first->text.count;
	struct starts starts;

	tw_buf_reset(&phrase->starts);
	if (!tw_buf_reserve(&phrase->starts, most * sizeof(*starts.p)))
		return tw_no_memory(err);
	starts.p = (uint32_t *)(void *)phrase->starts.p;
	starts.in_title = tw_follow_find(first->title, second->title, away,
		starts.p);
	starts.in_text = tw_follow_find(first->text, second->text, away,
		starts.p + starts.in_title);
	*ret = starts;
	return TRAWL_OK;
}

static void
keep_starts(struct starts *starts, const struct tw_runs *runs, uint32_t away)
{
	uint32_t *text = starts->p + starts->in_title;
	uint32_t in_text = tw_follow_keep(text, starts->in_text, runs->text,
		away);

	starts->in_title = tw_follow_keep(starts->p, starts->in_title,
		runs->title, away);
	memmove(starts->p + starts->in_title, text, in_text * sizeof(*text));
	starts->in_text = in_text;
}

static int
count_starts(struct tw_phrase *phrase, const struct tw_runs *first,
	const struct tw_runs *second, uint32_t *ret, trawl_error *err)
{
	struct starts starts = {0};
	int status = find_starts(phrase, first, second, &starts, err);

	for (uint32_t i = 2; i < phrase->all.count && status == TRAWL_OK &&
		starts.in_title + starts.in_text > 0; i++) {
		struct tw_runs runs;

		status = tw_phrase_stand(&phrase->lists[i], err);
		if (status == TRAWL_OK)
			status = tw_postings_runs(&phrase->lists[i].postings,
				&runs, err);
		if (status == TRAWL_OK)
			keep_starts(&starts, &runs, distance(
				&phrase->lists[0], &phrase->lists[i]));
	}
	if (status == TRAWL_OK)
		*ret = tw_joint_weigh(&phrase->all, starts.in_title,
			starts.in_text);
	return status;
}

int
tw_phrase_freq(struct tw_phrase *phrase, uint32_t *ret, trawl_error *err)
{
	struct tw_runs first;
	struct tw_runs second;
	int status = tw_postings_runs(&phrase->lists[0].postings, &first, err);

	if (status == TRAWL_OK)
		status = tw_postings_runs(&phrase->lists[1].postings, &second,
			err);
	if (status != TRAWL_OK)
		return status;
	if (phrase->all.count > 2)
		return count_starts(phrase, &first, &second, ret, err);

	uint32_t away = distance(&phrase->lists[0], &phrase->lists[1]);
	*ret = tw_joint_weigh(&phrase->all,
		tw_follow_count(first.title, second.title, away),
		tw_follow_count(first.text, second.text, away));
	return TRAWL_OK;
}
