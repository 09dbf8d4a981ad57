/* lexread.c: the words of one segment as they are written. */
/* SPDX-License-Identifier: MIT */
#include "index/lexread.h"

#include <string.h>

#include "base/alloc.h"
#include "base/bytes.h"
#include "base/varint.h"
#include "index/dict.h"

#define INDEX_HEAD 5		/* le32 offset, byte length */

/* LEXICON_INDEX in memory. */
struct tw_lexicon {
	uint32_t groups;
	uint8_t *bytes;
	uint32_t *places;	/* of each group's entry in bytes */
};

void
tw_lexicon_free(struct tw_lexicon *lexicon)
{
	if (!lexicon)
		return;
	tw_free(lexicon->places);
	tw_free(lexicon->bytes);
	tw_free(lexicon);
}

static int
damaged(const struct tw_segment *segment, const char *what, trawl_error *err)
{
	return TW_CORRUPT(err, "segment %u: lexicon: %s",
		segment->info.segment, what);
}

/* ------------------------------------------------------------------ */
/* The index of groups.                                                 */

/* Finds where the entries begin, if they fill the bytes. */
static bool
find_places(struct tw_lexicon *lexicon, size_t size)
{
	size_t at = 0;

	while (at < size) {
		const uint8_t *entry = lexicon->bytes + at;

		if (size - at < INDEX_HEAD || entry[4] == 0 ||
			entry[4] > TW_WORD_MAX ||
			entry[4] > size - at - INDEX_HEAD)
			return false;
		lexicon->places[lexicon->groups++] = (uint32_t)at;
		at += INDEX_HEAD + (size_t)entry[4];
	}
	return true;
}

static int
read_index(struct tw_segment *segment, struct tw_lexicon *lexicon,
	trawl_error *err)
{
	uint64_t size = segment->info.length[TW_STREAM_LEXICON_INDEX];

	if (size > UINT32_MAX ||
		size > segment->info.length[TW_STREAM_LEXICON] * INDEX_HEAD *
			TW_WORD_MAX)
		return damaged(segment, "its index is too long", err);
	lexicon->bytes = tw_alloc((size_t)size + 1);
	lexicon->places = tw_alloc((size_t)(size / INDEX_HEAD + 1) *
		sizeof(*lexicon->places));
	if (!lexicon->bytes || !lexicon->places)
		return tw_no_memory(err);
	int status = tw_stream_copy(&segment->stream[TW_STREAM_LEXICON_INDEX],
		0, lexicon->bytes, (size_t)size, err);

	if (status == TRAWL_OK && !find_places(lexicon, (size_t)size))
		status = damaged(segment, "its index is damaged", err);
	return status;
}

static int
load(struct tw_segment *segment, trawl_error *err)
{
	if (segment->lexicon)
		return TRAWL_OK;
	struct tw_lexicon *lexicon = tw_alloc_zeroed(1, sizeof(*lexicon));
	int status = TRAWL_OK;

	if (!lexicon)
		return tw_no_memory(err);
	if (segment->info.length[TW_STREAM_LEXICON_INDEX] > 0)
		status = read_index(segment, lexicon, err);
	if (status != TRAWL_OK) {
		tw_lexicon_free(lexicon);
		return status;
	}
	segment->lexicon = lexicon;
	return TRAWL_OK;
}

int
tw_lexicon_groups(struct tw_segment *segment, uint32_t *ret,
	trawl_error *err)
{
	int status = load(segment, err);

	if (status == TRAWL_OK)
		*ret = segment->lexicon->groups;
	return status;
}

struct tw_str
tw_lexicon_first(const struct tw_segment *segment, uint32_t group)
{
	const struct tw_lexicon *lexicon = segment->lexicon;
	const uint8_t *entry = lexicon->bytes + lexicon->places[group];

	return tw_str((const char *)entry + INDEX_HEAD, entry[4]);
}

/* The last group that begins with the word or before it, or the first. */
static uint32_t
find_group(const struct tw_segment *segment, struct tw_str word)
{
	uint32_t low = 0;
	uint32_t n = segment->lexicon->groups;

	while (n > 1) {
		uint32_t half = n / 2;

		if (tw_str_compare(tw_lexicon_first(segment, low + half),
			word) <= 0)
			low += half;
		n -= half;
	}
	return low;
}

/* ------------------------------------------------------------------ */
/* Words.                                                               */

static int
begin_group(struct tw_segment_words *words, trawl_error *err)
{
	struct tw_segment *segment = words->segment;
	const struct tw_lexicon *lexicon = segment->lexicon;
	size_t left;

	if (words->group >= lexicon->groups)
		return TRAWL_END;
	uint32_t offset = tw_le32(lexicon->bytes +
		lexicon->places[words->group]);
	int status = tw_stream_ahead(&segment->stream[TW_STREAM_LEXICON],
		offset, TW_LEXICON_GROUP_MAX, &words->p, &left, err);

	if (status != TRAWL_OK)
		return status;
	words->end = words->p + left;
	words->left = (uint32_t)*words->p++ + 1;
	words->word.n = 0;
	words->group++;
	return TRAWL_OK;
}

/* A count of bytes of which `low` says most. */
static size_t
whole(struct tw_segment_words *words, size_t low)
{
	if (low == TW_COUNT_MORE && words->p < words->end)
		low += *words->p++;
	return low;
}

static int
read_word(struct tw_segment_words *words, trawl_error *err)
{
	if (words->p >= words->end)
		return damaged(words->segment, "a group is cut short", err);
	uint8_t counts = *words->p++;
	size_t shared = whole(words, counts & TW_COUNT_MORE);
	size_t rest = whole(words, counts >> 4);
	uint64_t value;

	if (shared > words->word.n || rest == 0 ||
		shared + rest > TW_WORD_MAX ||
		rest > (size_t)(words->end - words->p))
		return damaged(words->segment, "a word is damaged", err);
	memcpy(words->bytes + shared, words->p, rest);
	words->shared = shared;
	words->word = tw_str(words->bytes, shared + rest);
	words->p = tw_varint_get64(words->p + rest, words->end, &value);
	if (!words->p || value >> TW_WORD_FORM_BITS == 0 ||
		value >> TW_WORD_FORM_BITS > UINT32_MAX ||
		(value & 3) >= TW_FORM_COUNT) {
		words->p = words->end;
		return damaged(words->segment, "a count is damaged", err);
	}
	words->count = (uint32_t)(value >> TW_WORD_FORM_BITS);
	words->form = (enum tw_word_form)(value & 3);
	words->left--;
	return TRAWL_OK;
}

int
tw_segment_words_next(struct tw_segment_words *words, trawl_error *err)
{
	int status = TRAWL_OK;

	if (words->waiting) {
		words->waiting = false;
		return TRAWL_OK;
	}
	if (words->left == 0)
		status = begin_group(words, err);
	return status == TRAWL_OK ? read_word(words, err) : status;
}

int
tw_segment_words_begin(struct tw_segment_words *words,
	struct tw_segment *segment, trawl_error *err)
{
	*words = (struct tw_segment_words){.segment = segment};
	return load(segment, err);
}

/*
 * Steps over words of the group that share n bytes or more with the one before
 * them; TRAWL_OK before one that does not, or behind the group.
 */
static int
pass_in_group(struct tw_segment_words *words, size_t n, trawl_error *err)
{
	while (words->left > 0) {
		const uint8_t *start = words->p;

		if (start >= words->end)
			return damaged(words->segment, "a group is cut short",
				err);
		uint8_t counts = *words->p++;
		size_t shared = whole(words, counts & TW_COUNT_MORE);
		size_t rest = whole(words, counts >> 4);

		if (shared < n) {
			words->p = start;
			return TRAWL_OK;
		}
		if (rest >= (size_t)(words->end - words->p))
			return damaged(words->segment, "a word is damaged",
				err);
		words->p += rest;
		while (words->p < words->end && *words->p >= 128)
			words->p++;
		words->p++;
		words->left--;
	}
	return TRAWL_OK;
}

static bool
begins_with(struct tw_str word, const char *p, size_t n)
{
	return word.n >= n && memcmp(word.p, p, n) == 0;
}

int
tw_segment_words_pass(struct tw_segment_words *words, size_t n,
	trawl_error *err)
{
	const struct tw_segment *segment = words->segment;
	char beginning[TW_WORD_MAX];
	int status = pass_in_group(words, n, err);

	if (status != TRAWL_OK || words->left > 0)
		return status == TRAWL_OK ? read_word(words, err) : status;
	memcpy(beginning, words->bytes, n);
	while (words->group + 1 < segment->lexicon->groups &&
		begins_with(tw_lexicon_first(segment, words->group + 1),
			beginning, n))
		words->group++;
	status = tw_segment_words_next(words, err);
	if (status != TRAWL_OK || !begins_with(words->word, beginning, n))
		return status;
	status = pass_in_group(words, n, err);
	return status == TRAWL_OK ? tw_segment_words_next(words, err) : status;
}

int
tw_segment_words_open(struct tw_segment_words *words,
	struct tw_segment *segment, struct tw_str from, trawl_error *err)
{
	int status = tw_segment_words_begin(words, segment, err);

	if (status != TRAWL_OK)
		return status;
	words->group = find_group(segment, from);
	do {
		status = tw_segment_words_next(words, err);
	} while (status == TRAWL_OK && tw_str_compare(words->word, from) < 0);
	words->waiting = status == TRAWL_OK;
	return status == TRAWL_END ? TRAWL_OK : status;
}
