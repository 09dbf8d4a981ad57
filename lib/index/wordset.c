/* wordset.c: the words of a batch as they are written, counted. */
/* SPDX-License-Identifier: MIT */
#include "index/wordset.h"

#include <string.h>

#include "base/alloc.h"

/* Words from one to that whose text is on its way into the cache. */
#define AHEAD 8

void
tw_wordset_done(struct tw_wordset *set)
{
	tw_termset_done(&set->words);
	tw_free(set->counts);
	*set = (struct tw_wordset){0};
}

size_t
tw_wordset_bytes(const struct tw_wordset *set)
{
	return tw_termset_bytes(&set->words) +
		set->room * sizeof(*set->counts) +
		set->words.count * 2 * sizeof(struct tw_keyed);
}

static bool
reserve(struct tw_wordset *set)
{
	if (set->words.count < set->room)
		return true;
	uint32_t room = set->room > 0 ? 2 * set->room : 1024;
	void *counts = tw_realloc(set->counts, room * sizeof(*set->counts));

	if (!counts)
		return false;
	set->counts = counts;
	set->room = room;
	return true;
}

int
tw_wordset_expect(struct tw_wordset *set, uint32_t count, trawl_error *err)
{
	return tw_termset_reserve(&set->words, count) ? TRAWL_OK :
		tw_no_memory(err);
}

int
tw_wordset_add(struct tw_wordset *set, const struct tw_written *written,
	trawl_error *err)
{
	uint32_t before = set->words.count;
	uint32_t word = TW_NO_TERM;

	if (reserve(set))
		word = tw_termset_add(&set->words, written->word);
	if (word == TW_NO_TERM)
		return tw_no_memory(err);
	if (word == before)
		memset(set->counts[word], 0, sizeof(*set->counts));
	uint32_t *count = &set->counts[word][written->form];

	*count += written->articles < UINT32_MAX - *count ?
		written->articles : UINT32_MAX - *count;
	return TRAWL_OK;
}

static int
put_word(struct tw_segment_writer *segment, struct tw_str word,
	const uint32_t counts[TW_FORM_COUNT], trawl_error *err)
{
	enum tw_word_form most = TW_FORM_SMALL;
	uint64_t count = 0;

	for (unsigned form = 0; form < TW_FORM_COUNT; form++) {
		count += counts[form];
		if (counts[form] > counts[most])
			most = (enum tw_word_form)form;
	}
	if (count > UINT32_MAX)
		count = UINT32_MAX;
	return tw_segment_add_word(segment, word, (uint32_t)count, most, err);
}

int
tw_wordset_put(const struct tw_wordset *set,
	struct tw_segment_writer *segment, trawl_error *err)
{
	if (set->words.count == 0)
		return TRAWL_OK;
	struct tw_keyed *order = tw_termset_sorted(&set->words);
	uint32_t count = set->words.count;
	int status = TRAWL_OK;

	if (!order)
		return tw_no_memory(err);
	for (uint32_t i = 0; i < count && status == TRAWL_OK; i++) {
		if (count - i > AHEAD)
			tw_termset_fetch(&set->words, &order[i + AHEAD]);
		status = put_word(segment,
			tw_termset_text(&set->words, &order[i]),
			set->counts[order[i].a], err);
	}
	tw_free(order);
	return status;
}
