/* phrasetake.c: takes the articles that may be the best of a phrase. */
/* SPDX-License-Identifier: MIT */
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
	search->ratio = ratio_of((double)phrase->weight, low);
	for (uint32_t i = 0; i < phrase->count; i++)
		if (phrase->lists[i].has_bounds)
			phrase->lists[i].level = level_of(
				phrase->lists[i].most,
				low / (double)phrase->weight);
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
		status = tw_bitmap_open(&list->bitmap, phrase->segment, term,
			err);
	if (status != TRAWL_OK || !list->has_bounds)
		return status;
	status = tw_bounds_open(&list->bounds, phrase->segment, term, err);
	if (status == TRAWL_OK)
		tw_bounds_most(&list->bounds, (double)phrase->bm25->average,
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
	for (uint32_t i = 0; i < phrase->count && status == TRAWL_OK; i++)
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

/* Has the first two lists, the rarest, stand at the article, if it is good. */
static int
stand(struct tw_phrase_search *search, uint8_t length, bool *ret_good,
	trawl_error *err)
{
	struct tw_phrase *phrase = search->phrase;
	bool good = true;

	for (uint32_t i = 0; i < 2; i++) {
		struct tw_phrase_list *list = &phrase->lists[i];
		int status = tw_phrase_stand(list, err);

		if (status != TRAWL_OK)
			return status;
		if (search->ratio > 0)
			good &= tw_phrase_is_good(search,
				freq_of(&list->postings), length);
		if (!good && !search->collector->counting)
			break;
	}
	*ret_good = good;
	return TRAWL_OK;
}

int
tw_phrase_take(struct tw_phrase_search *search, uint32_t doc,
	trawl_error *err)
{
	struct tw_phrase *phrase = search->phrase;
	struct tw_collector *collector = search->collector;
	bool admitted = false;
	bool good;
	uint8_t length;
	uint32_t freq = 0;
	int status = tw_segment_length_byte(phrase->segment, phrase->field,
		doc, &length, err);

	if (status == TRAWL_OK)
		status = stand(search, length, &good, err);
	if (status != TRAWL_OK || (!good && !collector->counting))
		return status;
	status = tw_phrase_freq(phrase, !good, &freq, err);
	if (status == TRAWL_OK && freq > 0)
		status = tw_collector_admits(collector, doc, &admitted, err);
	if (status != TRAWL_OK || !admitted)
		return status;
	collector->total++;
	if (!good)
		return TRAWL_OK;
	status = tw_collector_keep(collector, doc, tw_bm25_score(
		phrase->weight, freq, phrase->bm25->norm[length]), err);
	look(search);
	return status;
}
