/* lexread.c: the words of one segment as they are written. */
/* SPDX-License-Identifier: MIT */
#include "index/lexread.h"

#include <assert.h>
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

static uint32_t
offset_of(const struct tw_lexicon *lexicon, uint32_t group)
{
	return tw_le32(lexicon->bytes + lexicon->places[group]);
}

static int
begin_group(struct tw_segment_words *words, trawl_error *err)
{
	struct tw_segment *segment = words->segment;
	const struct tw_lexicon *lexicon = segment->lexicon;
	size_t left;

	if (words->group >= lexicon->groups)
		return TRAWL_END;
	int status = tw_stream_ahead(&segment->stream[TW_STREAM_LEXICON],
		offset_of(lexicon, words->group), TW_LEXICON_GROUP_MAX,
		&words->p, &left, err);

	if (status != TRAWL_OK)
		return status;
	words->begin = words->p;
	words->end = words->p + left;
	words->left = (uint32_t)*words->p++ + 1;
	words->word.n = 0;
	words->group++;
	return TRAWL_OK;
}

/* The counts of bytes before a word, in the lower half of the first byte what
   it shares: NULL if they are cut short. */
static inline const uint8_t *
read_counts(const uint8_t *p, const uint8_t *end, size_t *ret_shared,
	size_t *ret_rest)
{
	if (p >= end)
		return NULL;
	uint8_t counts = *p++;
	size_t shared = counts & TW_COUNT_MORE;
	size_t rest = counts >> 4;

	if (shared == TW_COUNT_MORE && p < end)
		shared += *p++;
	if (rest == TW_COUNT_MORE && p < end)
		rest += *p++;
	*ret_shared = shared;
	*ret_rest = rest;
	return p;
}

/* Behind the number at p < end, or at the end. */
static inline const uint8_t *
behind_count(const uint8_t *p, const uint8_t *end)
{
	while (*p >= 128 && p + 1 < end)
		p++;
	return p + 1;
}

/* Few bytes are mostly new: as many at once as a vector has. */
static inline void
copy_rest(char *to, const uint8_t *p, size_t n)
{
	if (n <= TW_WORD_AHEAD)
		memcpy(to, p, TW_WORD_AHEAD);
	else
		memcpy(to, p, n);
}
static_assert(TW_WORD_AHEAD <= TW_RECORD_SLACK, "is read behind a record");

static int
read_word(struct tw_segment_words *words, trawl_error *err)
{
	const uint8_t *end = words->end;
	size_t shared;
	size_t rest;
	uint64_t value;
	const uint8_t *p = read_counts(words->p, end, &shared, &rest);

	if (!p)
		return damaged(words->segment, "a group is cut short", err);
	if (shared > words->word.n || rest == 0 ||
		shared + rest > TW_WORD_MAX || rest > (size_t)(end - p))
		return damaged(words->segment, "a word is damaged", err);
	copy_rest(words->bytes + shared, p, rest);
	words->shared = shared;
	words->word = tw_str(words->bytes, shared + rest);
	p = tw_varint_get64(p + rest, end, &value);
	if (!p || value >> TW_WORD_FORM_BITS == 0 ||
		value >> TW_WORD_FORM_BITS > UINT32_MAX ||
		(value & 3) >= TW_FORM_COUNT) {
		words->p = end;
		return damaged(words->segment, "a count is damaged", err);
	}
	words->p = p;
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

bool
tw_segment_words_fill(const struct tw_segment_words *words)
{
	const struct tw_segment *segment = words->segment;
	const struct tw_lexicon *lexicon = segment->lexicon;
	bool is_last = words->group == lexicon->groups;
	uint64_t offset = offset_of(lexicon, words->group - 1);
	uint64_t next = is_last ? segment->info.length[TW_STREAM_LEXICON] :
		offset_of(lexicon, words->group);
	const uint8_t *p = words->p;

	if (next < offset || next - offset > (size_t)(words->end -
		words->begin))
		return false;
	const uint8_t *end = words->begin + (next - offset);

	if (!is_last && next % TW_RECORD_PAYLOAD == 0)
		while (p < end && *p == 0)
			p++;
	return p == end;
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
	const uint8_t *end = words->end;
	const uint8_t *start = words->p;
	uint32_t left = words->left;

	for (; left > 0; left--) {
		size_t shared;
		size_t rest;
		const uint8_t *p = read_counts(start, end, &shared, &rest);

		if (!p)
			return damaged(words->segment, "a group is cut short",
				err);
		if (shared < n)
			break;
		if (rest >= (size_t)(end - p))
			return damaged(words->segment, "a word is damaged",
				err);
		start = behind_count(p + rest, end);
	}
	words->p = start;
	words->left = left;
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

/*
 * Whether a word comes before `from`, as all before it do. The last one begins
 * as `from` does in *same bytes, and so does this one then.
 */
static inline bool
is_before(size_t shared, const uint8_t *rest, size_t size, struct tw_str from,
	size_t *same)
{
	size_t n = *same;

	if (shared != n)
		return shared > n;
	while (n < size && n < from.n &&
		rest[n - shared] == (uint8_t)from.p[n])
		n++;
	*same = n;
	if (n == size || n == from.n)
		return n < from.n;
	return rest[n - shared] < (uint8_t)from.p[n];
}

/*
 * To the word of the group that is the first at or behind `from`, and reads
 * it: TRAWL_END if there is none. Of words before it no byte is copied, as what
 * it shares with the last one is what this shares with `from`.
 */
static int
pass_before(struct tw_segment_words *words, struct tw_str from,
	trawl_error *err)
{
	const uint8_t *end = words->end;
	const uint8_t *p = words->p;
	size_t last = 0;	/* bytes of the word before */
	size_t same = 0;

	for (; words->left > 0; words->left--) {
		size_t shared;
		size_t rest;

		words->p = p;
		p = read_counts(p, end, &shared, &rest);
		if (!p)
			return damaged(words->segment, "a group is cut short",
				err);
		if (shared > last || shared + rest > TW_WORD_MAX ||
			rest >= (size_t)(end - p))
			return damaged(words->segment, "a word is damaged",
				err);
		last = shared + rest;
		if (!is_before(shared, p, last, from, &same)) {
			if (shared > 0)
				memcpy(words->bytes, from.p, shared);
			words->word.n = shared;
			return read_word(words, err);
		}
		p = behind_count(p + rest, end);
	}
	return TRAWL_END;
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
		status = begin_group(words, err);
		if (status != TRAWL_OK)
			break;
		status = pass_before(words, from, err);
	} while (status == TRAWL_END);
	words->shared = 0;
	words->waiting = status == TRAWL_OK;
	return status == TRAWL_END ? TRAWL_OK : status;
}
