/* lexicon.c: the words of all articles as they are written. */
/* SPDX-License-Identifier: MIT */
#include "index/lexicon.h"

#include <string.h>

#include "base/alloc.h"
#include "index/keysort.h"

/*
 * Mostly one segment has far more words than the others: while its words come
 * before that of the walk behind it, nothing is compared with the others.
 */
static bool
is_before(const struct tw_words *words, uint32_t a, uint32_t b)
{
	if (words->keys[a] != words->keys[b])
		return words->keys[a] < words->keys[b];
	return tw_str_compare(words->walks[a].word, words->walks[b].word) < 0;
}

/* The walk with the first word, and the one with the first of the others. */
static void
find_first(struct tw_words *words)
{
	uint32_t none = words->count_walks;

	words->first = none;
	words->second = none;
	for (uint32_t i = 0; i < none; i++) {
		if (!words->is_within[i])
			continue;
		if (words->first == none || is_before(words, i, words->first)) {
			words->second = words->first;
			words->first = i;
		} else if (words->second == none ||
			is_before(words, i, words->second)) {
			words->second = i;
		}
	}
}

static int
step(struct tw_words *words, uint32_t i, trawl_error *err)
{
	struct tw_segment_words *walk = &words->walks[i];
	struct tw_str beginning = words->beginning;
	int status = tw_segment_words_next(walk, err);

	if (status == TRAWL_OK)
		words->keys[i] = tw_text_key(walk->word);
	words->is_within[i] = status == TRAWL_OK &&
		walk->word.n >= beginning.n && (beginning.n == 0 ||
		memcmp(walk->word.p, beginning.p, beginning.n) == 0);
	return status == TRAWL_END ? TRAWL_OK : status;
}

static int
open_walks(struct tw_words *words, trawl_error *err)
{
	for (uint32_t i = 0; i < words->count_walks; i++) {
		const struct tw_segment_info *info = &words->segments[i].info;

		if (info->dead == info->docs)
			continue;
		int status = tw_segment_words_open(&words->walks[i],
			&words->segments[i], words->beginning, err);

		if (status == TRAWL_OK)
			status = step(words, i, err);
		if (status != TRAWL_OK)
			return status;
	}
	find_first(words);
	return TRAWL_OK;
}

int
tw_words_open_segments(struct tw_words *words, struct tw_segment *segments,
	uint32_t count, struct tw_str beginning, trawl_error *err)
{
	size_t room = (size_t)count + 1;

	*words = (struct tw_words){
		.segments = segments,
		.beginning = beginning,
		.walks = tw_alloc_zeroed(room, sizeof(*words->walks)),
		.is_within = tw_alloc_zeroed(room, sizeof(bool)),
		.keys = tw_alloc_zeroed(room, sizeof(*words->keys)),
		.count_walks = count,
	};
	int status = words->walks && words->is_within && words->keys ?
		open_walks(words, err) : tw_no_memory(err);

	if (status != TRAWL_OK)
		tw_words_close(words);
	return status;
}

int
tw_words_open(struct tw_words *words, struct tw_reader *reader,
	struct tw_str beginning, trawl_error *err)
{
	return tw_words_open_segments(words, reader->segments,
		reader->root.count, beginning, err);
}

void
tw_words_close(struct tw_words *words)
{
	tw_free(words->walks);
	tw_free(words->is_within);
	tw_free(words->keys);
	*words = (struct tw_words){0};
}

/* As many of the articles as live, if the dead are as all are; at least 1. */
static uint32_t
alive(const struct tw_segment_words *walk)
{
	const struct tw_segment_info *info = &walk->segment->info;

	if (info->dead == 0)
		return walk->count;
	uint64_t count = (uint64_t)walk->count * (info->docs - info->dead) /
		info->docs;

	return count > 0 ? (uint32_t)count : 1;
}

/* Takes the present word of a walk, and steps. */
static int
take(struct tw_words *words, uint32_t i, uint32_t *most, trawl_error *err)
{
	const struct tw_segment_words *walk = &words->walks[i];

	uint32_t count = alive(walk);

	words->count += count;
	if (count > *most) {
		*most = count;
		words->form = walk->form;
	}
	return step(words, i, err);
}

/* The same of all walks that stand at the present word. */
static int
take_others(struct tw_words *words, uint32_t *most, trawl_error *err)
{
	uint64_t key = tw_text_key(words->word);
	int status = TRAWL_OK;

	for (uint32_t i = 0; i < words->count_walks && status == TRAWL_OK;
		i++)
		if (words->is_within[i] && words->keys[i] == key &&
			tw_str_equal(words->walks[i].word, words->word))
			status = take(words, i, most, err);
	return status;
}

int
tw_words_next(struct tw_words *words, trawl_error *err)
{
	uint32_t first = words->first;
	uint32_t second = words->second;
	uint32_t none = words->count_walks;
	uint32_t most = 0;

	if (first == none)
		return TRAWL_END;
	size_t size = words->walks[first].word.n;

	memcpy(words->bytes, words->walks[first].bytes, size);
	words->word = tw_str(words->bytes, size);
	words->count = 0;
	int status = take(words, first, &most, err);

	if (status != TRAWL_OK)
		return status;
	if (second != none &&
		tw_str_equal(words->walks[second].word, words->word))
		status = take_others(words, &most, err);
	else if (words->is_within[first] && (second == none ||
		is_before(words, first, second)))
		return TRAWL_OK;
	find_first(words);
	return status;
}

int
tw_words_count(struct tw_reader *reader, struct tw_str word, uint64_t *ret,
	trawl_error *err)
{
	uint64_t count = 0;

	for (uint32_t i = 0; i < reader->root.count; i++) {
		const struct tw_segment_info *info =
			&reader->segments[i].info;
		struct tw_segment_words walk;

		if (info->dead == info->docs)
			continue;
		int status = tw_segment_words_open(&walk,
			&reader->segments[i], word, err);

		if (status == TRAWL_OK)
			status = tw_segment_words_next(&walk, err);
		if (status < 0)
			return status;
		if (status == TRAWL_OK && tw_str_equal(walk.word, word))
			count += alive(&walk);
	}
	*ret = count;
	return TRAWL_OK;
}
