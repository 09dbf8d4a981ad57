/* phrasetake.c: takes the articles that may be the best of a phrase. */
/* SPDX-License-Identifier: MIT */
#include "match/follow.h"
#include "match/phrasetop.h"

/* Scores round four times, each by at most 2^-24; bounds as often. */
#define ROUNDING 0x1p-20

/* Solves weight * freq / (freq + norm) >= low for freq / norm. */
static float
ratio_of(double weight, double low)
{
	if (!(low > 0))
		return 0;
	if (low >= weight)
		return INFINITY;
	return (float)(low / (weight - low) * (1 - ROUNDING));
}

/* The lowest level that reaches a share of the weight; beyond all: none. */
static unsigned
level_of(const float most[TW_BOUNDS_LEVELS], double share)
{
	unsigned level = 1;

	while (level < TW_BOUNDS_LEVELS && (double)most[level] < share)
		level++;
	return level;
}

static void
look(struct tw_phrase_search *search)
{
	struct tw_phrase *phrase = search->phrase;
	float least = tw_collector_least(search->collector);
	double low = (double)least * (1 - ROUNDING);

	if (least == search->least)
		return;
	search->least = least;
	search->ratio = ratio_of((double)phrase->all.weight, low);
	for (uint32_t i = 0; i < phrase->all.count; i++)
		if (phrase->lists[i].has_bounds)
			phrase->lists[i].level = level_of(
				phrase->lists[i].most,
				low / (double)phrase->all.weight);
}

static int
open_list(struct tw_phrase *phrase, struct tw_phrase_list *list, bool counting,
	trawl_error *err)
{
	const struct tw_term *term = &list->postings.term;
	int status = TRAWL_OK;

	list->dense = tw_term_has_bitmap(term);
	list->has_bounds = term->has_bounds && !counting;
	list->level = 1;
	if (list->dense)
		status = tw_bitmap_open(&list->bitmap, phrase->all.segment,
			term, err);
	if (status != TRAWL_OK || !list->has_bounds)
		return status;
	status = tw_bounds_open(&list->bounds, phrase->all.segment, term, err);
	if (status == TRAWL_OK)
		tw_bounds_most(&list->bounds, (double)phrase->all.bm25->average,
			list->most);
	return status;
}

int
tw_phrase_search_open(struct tw_phrase_search *search,
	struct tw_phrase *phrase, struct tw_collector *collector,
	trawl_error *err)
{
	int status = TRAWL_OK;

	*search = (struct tw_phrase_search){
		.phrase = phrase,
		.collector = collector,
		.least = -INFINITY,
	};
	for (uint32_t i = 0; i < phrase->all.count && status == TRAWL_OK; i++)
		status = open_list(phrase, &phrase->lists[i],
			collector->counting, err);
	look(search);
	return status;
}

/* ------------------------------------------------------------------ */

/* That of the present posting, alone if its block's are not unpacked. */
static inline uint32_t
freq_of(const struct tw_postings *postings)
{
	return postings->has_freqs
		? postings->block.freqs[postings->in_block]
		: tw_block_get_freq(postings->packed, postings->in_block);
}

/* Has a list's postings stand at the article in the slot. */
static inline int
stand(struct tw_phrase_list *list, uint8_t slot, trawl_error *err)
{
	if (list->dense)
		return tw_postings_at_rank(&list->postings, list->ranks[slot],
			err);
	list->postings.in_block = list->at[slot];
	return TRAWL_OK;
}

/* The others need stand there only if they are asked. */
static void
prepare_others(struct tw_phrase *phrase, uint8_t slot)
{
	for (uint32_t i = 2; i < phrase->all.count; i++) {
		struct tw_phrase_list *list = &phrase->lists[i];

		if (list->dense)
			list->rank = list->ranks[slot];
		else
			list->postings.in_block = list->at[slot];
	}
}

/*
 * By the frequencies of the first two lists, the rarest. What is cheap to
 * know, and mostly no, before positions.
 */
static int
is_good(struct tw_phrase_search *search, uint32_t doc, uint8_t *ret_length,
	bool *ret, trawl_error *err)
{
	const struct tw_phrase *phrase = search->phrase;
	uint8_t length;
	int status = tw_segment_length_byte(phrase->all.segment,
		phrase->all.field, doc, &length, err);

	if (status != TRAWL_OK)
		return status;
	*ret_length = length;
	*ret = search->ratio == 0 ||
		(tw_phrase_is_good(search,
			 freq_of(&phrase->lists[0].postings), length) &&
			tw_phrase_is_good(search,
				freq_of(&phrase->lists[1].postings), length));
	return TRAWL_OK;
}

/* Whether the first two lists' terms are so far apart somewhere. */
static inline int
is_begun(struct tw_postings *a, struct tw_postings *b, uint32_t away,
	bool *ret, trawl_error *err)
{
	struct tw_runs first;
	struct tw_runs second;
	int status = tw_postings_runs(a, &first, err);

	if (status == TRAWL_OK)
		status = tw_postings_runs(b, &second, err);
	if (status == TRAWL_OK)
		*ret = tw_follow_is(first.text, second.text, away) ||
			tw_follow_is(first.title, second.title, away);
	return status;
}

/* Counts the article, in which the phrase begins, and keeps it if good. */
static int
count_one(struct tw_phrase_search *search, uint32_t doc, uint8_t length,
	bool good, trawl_error *err)
{
	struct tw_phrase *phrase = search->phrase;
	struct tw_collector *collector = search->collector;
	bool admitted = false;
	uint32_t freq = 1;
	int status = TRAWL_OK;

	if (good || phrase->all.count > 2)
		status = tw_phrase_freq(phrase, &freq, err);
	if (status == TRAWL_OK && freq > 0)
		status = tw_collector_admits(collector, doc, &admitted, err);
	if (status != TRAWL_OK || !admitted)
		return status;
	collector->total++;
	if (!good)
		return TRAWL_OK;
	status = tw_collector_keep(collector, doc, tw_bm25_score(
		phrase->all.weight, freq, phrase->all.bm25->norm[length]), err);
	look(search);
	return status;
}

int
tw_phrase_take(struct tw_phrase_search *search, const uint32_t *docs,
	const uint8_t *slots, uint32_t count, trawl_error *err)
{
	struct tw_phrase *phrase = search->phrase;
	struct tw_phrase_list *a = &phrase->lists[0];
	struct tw_phrase_list *b = &phrase->lists[1];
	uint32_t away = b->position - a->position;
	bool counting = search->collector->counting;

	for (uint32_t i = 0; i < count; i++) {
		uint8_t slot = slots[i];
		uint8_t length = 0;
		bool good = true;
		bool begun = false;
		int status = stand(a, slot, err);

		if (status == TRAWL_OK)
			status = stand(b, slot, err);
		if (status == TRAWL_OK && !counting)
			status = is_good(search, docs[slot], &length, &good,
				err);
		if (status == TRAWL_OK && good)
			status = is_begun(&a->postings, &b->postings, away,
				&begun, err);
		if (status == TRAWL_OK && !begun)
			continue;
		if (status == TRAWL_OK && counting)
			status = is_good(search, docs[slot], &length, &good,
				err);
		prepare_others(phrase, slot);
		if (status == TRAWL_OK)
			status = count_one(search, docs[slot], length, good,
				err);
		if (status != TRAWL_OK)
			return status;
	}
	return TRAWL_OK;
}
