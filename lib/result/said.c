/* said.c: what an article says in the words of a query. */
/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "index/length.h"
#include "match/bm25.h"
#include "match/follow.h"
#include "result/saying.h"

void
tw_says_leave(struct tw_says *says)
{
	tw_postings_close(&says->sentences.postings);
	says->sentences.is_open = false;
	for (uint32_t i = 0; i < says->term_count; i++)
		for (struct tw_says_list *list = says->terms[i].lists; list;
			list = list->next) {
			tw_postings_close(&list->postings);
			list->is_open = false;
		}
	says->segment = TW_SAYS_NONE;
}

static int
open_list(struct tw_says_list *list, struct tw_segment *segment,
	uint32_t number, trawl_error *err)
{
	const struct tw_term *entry = &list->entries[number];

	if (entry->df == 0)
		return TRAWL_OK;
	int status = tw_postings_open(&list->postings, segment, entry, err);

	list->is_open = status == TRAWL_OK;
	return status;
}

static int
enter(struct tw_says *says, uint32_t number, trawl_error *err)
{
	struct tw_segment *segment = &says->reader->segments[number];

	tw_says_leave(says);
	says->segment = number;
	int status = open_list(&says->sentences, segment, number, err);

	for (uint32_t i = 0; i < says->term_count; i++)
		for (struct tw_says_list *list = says->terms[i].lists;
			list && status == TRAWL_OK; list = list->next)
			status = open_list(list, segment, number, err);
	return status;
}

/* Has the list stand at the article, if it has it. */
static int
stand(struct tw_says_list *list, uint32_t doc, trawl_error *err)
{
	list->runs = (struct tw_runs){{NULL, 0}, {NULL, 0}};
	if (!list->is_open)
		return TRAWL_OK;
	int status = tw_postings_seek(&list->postings, doc, err);

	if (status == TRAWL_END) {
		tw_postings_close(&list->postings);
		list->is_open = false;
		return TRAWL_OK;
	}
	if (status != TRAWL_OK || list->postings.doc != doc)
		return status;
	return tw_postings_runs(&list->postings, &list->runs, err);
}

static int
stand_all(struct tw_says *says, uint32_t segment, uint32_t doc,
	trawl_error *err)
{
	int status = TRAWL_OK;

	if (says->segment != segment)
		status = enter(says, segment, err);
	if (status == TRAWL_OK)
		status = stand(&says->sentences, doc, err);
	for (uint32_t i = 0; i < says->term_count; i++)
		for (struct tw_says_list *list = says->terms[i].lists;
			list && status == TRAWL_OK; list = list->next)
			status = stand(list, doc, err);
	return status;
}

/* The i-th position of a run. */
static inline uint32_t
position_of(struct tw_run run, uint32_t i)
{
	return run.sums[i] - (run.sums - 1)[0];
}

static void
set_all(uint64_t *bits, uint32_t from, uint32_t most, struct tw_run run)
{
	for (uint32_t i = 0; i < run.count; i++) {
		uint32_t position = position_of(run, i);

		if (position >= most)
			break;
		bits[(from + position) / 64] |=
			UINT64_C(1) << (from + position) % 64;
	}
}

static inline bool
has_bit(const uint64_t *bits, uint32_t i)
{
	return bits[i / 64] >> i % 64 & 1;
}

/*
 * Another spelling of the query's may be a main one in the article, or the
 * other way around; where a main word of the query stands, it says enough: a
 * word is not worth more for having several spellings.
 */
static void
mark_mains(struct tw_says *says)
{
	memset(says->mains, 0, sizeof(says->mains));
	for (uint32_t i = 0; i < says->term_count; i++) {
		const struct tw_says_term *term = &says->terms[i];

		if (!term->is_main)
			continue;
		for (const struct tw_says_list *list = term->lists; list;
			list = list->next) {
			set_all(says->mains, 0, TW_TEXT_POSITION,
				list->runs.title);
			set_all(says->mains, TW_TEXT_POSITION, TW_SAYS_WORDS,
				list->runs.text);
		}
	}
}

/* Whether the word at this place says what a main one there does not. */
static inline bool
is_news(const struct tw_says *says, const struct tw_says_term *term,
	uint32_t place)
{
	return term->is_main || !has_bit(says->mains, place);
}

/* ------------------------------------------------------------------ */
/* Sentences.                                                           */

static int
find_starts(struct tw_says *says, trawl_error *err)
{
	struct tw_run run = says->sentences.runs.text;
	uint32_t before = 0;

	if (run.count > TW_SENTENCES_MAX)
		return TW_CORRUPT(err, "an article has too many sentences");
	says->starts[0] = 0;
	says->start_count = 1 + run.count;
	for (uint32_t i = 0; i < run.count; i++) {
		uint32_t start = position_of(run, i);

		if (start <= before || start >= TW_SENTENCES_WORDS)
			return TW_CORRUPT(err,
				"a sentence begins where none can");
		says->starts[i + 1] = start;
		before = start;
	}
	return TRAWL_OK;
}

/* The sentence of a position, which is not in one before `from`. */
static inline uint32_t
sentence_of(const struct tw_says *says, uint32_t position, uint32_t from)
{
	if (position >= TW_SENTENCES_WORDS)
		return says->start_count +
			(position - TW_SENTENCES_WORDS) / TW_SAYS_SENTENCE;
	while (from + 1 < says->start_count &&
		says->starts[from + 1] <= position)
		from++;
	return from;
}

static uint32_t
start_of(const struct tw_says *says, uint32_t sentence)
{
	return sentence < says->start_count ? says->starts[sentence] :
		TW_SENTENCES_WORDS + (sentence - says->start_count) *
		TW_SAYS_SENTENCE;
}

static void
keep_best(struct tw_said *said, float value)
{
	if (value > said->sentence[0]) {
		said->sentence[1] = said->sentence[0];
		said->sentence[0] = value;
	} else if (value > said->sentence[1]) {
		said->sentence[1] = value;
	}
}

static inline void
add_to_sentence(struct tw_says *says, uint32_t sentence, uint32_t term)
{
	while (says->sum_count <= sentence) {
		says->sums[says->sum_count] = 0;
		says->seen[says->sum_count++] = 0;
	}
	if (says->seen[sentence] == term + 1)
		return;
	says->seen[sentence] = term + 1;
	says->sums[sentence] += says->terms[term].in_text;
}

static void
add_run(struct tw_says *says, uint32_t number, struct tw_run run)
{
	const struct tw_says_term *term = &says->terms[number];
	uint32_t sentence = 0;

	for (uint32_t i = 0; i < run.count; i++) {
		uint32_t position = position_of(run, i);

		if (position >= TW_SAYS_WORDS)
			break;
		sentence = sentence_of(says, position, sentence);
		if (is_news(says, term, TW_TEXT_POSITION + position))
			add_to_sentence(says, sentence, number);
	}
}

static void
read_text(struct tw_says *says, struct tw_said *said)
{
	says->sum_count = 0;
	for (uint32_t i = 0; i < says->term_count; i++)
		for (struct tw_says_list *list = says->terms[i].lists; list;
			list = list->next)
			add_run(says, i, list->runs.text);
	for (uint32_t i = 0; i < says->sum_count; i++)
		if (says->sums[i] > 0)
			keep_best(said, says->sums[i] /
				(1 + (float)start_of(says, i) / 100));
}

/* ------------------------------------------------------------------ */
/* The title.                                                           */

/* Whether the title has the term; marks the words that it covers. */
static bool
cover(struct tw_says *says, const struct tw_says_term *term)
{
	bool found = false;

	for (const struct tw_says_list *list = term->lists; list;
		list = list->next) {
		struct tw_run run = list->runs.title;

		for (uint32_t i = 0; i < run.count; i++) {
			uint32_t position = position_of(run, i);

			if (position >= TW_TEXT_POSITION ||
				!is_news(says, term, position))
				continue;
			found = true;
			says->covered[position / 64] |=
				UINT64_C(1) << position % 64;
		}
	}
	return found;
}

static int
read_title(struct tw_says *says, uint32_t doc, struct tw_said *said,
	trawl_error *err)
{
	float sum = 0;
	uint32_t covered = 0;
	uint8_t length;

	for (uint32_t i = 0; i < says->term_count; i++) {
		const struct tw_says_term *term = &says->terms[i];
		bool found = false;

		for (const struct tw_says_list *list = term->lists; list;
			list = list->next)
			found |= list->runs.title.count > 0;
		if (!found)
			continue;
		if (!said->in_title)
			memset(says->covered, 0, sizeof(says->covered));
		said->in_title = true;
		if (cover(says, term))
			sum += term->value;
	}
	if (!said->in_title)
		return TRAWL_OK;
	int status = tw_segment_length_byte(
		&says->reader->segments[says->segment], TW_FIELD_TITLE, doc,
		&length, err);

	if (status != TRAWL_OK)
		return status;
	for (size_t i = 0; i < TW_TEXT_POSITION / 64; i++)
		covered += (uint32_t)__builtin_popcountll(says->covered[i]);
	uint32_t content = tw_length_decode(length);

	keep_best(said, sum);
	said->title = sum * (float)covered /
		(float)(content > covered ? content : covered);
	return TRAWL_OK;
}

/* ------------------------------------------------------------------ */
/* Pairs.                                                               */

static uint32_t
count_pair(const struct tw_says_list *a, const struct tw_says_list *b,
	uint32_t distance)
{
	return tw_follow_count(a->runs.title, b->runs.title, distance) +
		tw_follow_count(a->runs.text, b->runs.text, distance);
}

static float
add_pairs(const struct tw_says *says, float norm)
{
	float sum = 0;

	for (uint32_t i = 0; i < says->term_count; i++)
		for (const struct tw_says_pair *p = says->terms[i].pairs; p;
			p = p->next) {
			const struct tw_says_list *a = says->terms[i].lists;
			const struct tw_says_list *b =
				says->terms[p->second].lists;
			uint32_t found = count_pair(a, b, 1);

			if (p->distance > 1)
				found += count_pair(a, b, p->distance);
			if (found > 0)
				sum += tw_bm25_score(p->boost *
					(float)p->times * says->pair_idf,
					found, norm);
		}
	return sum;
}

int
tw_says_read(struct tw_says *says, uint32_t segment, uint32_t doc, float norm,
	struct tw_said *ret, trawl_error *err)
{
	struct tw_said said = {0};

	if (says->term_count == 0) {
		*ret = said;
		return TRAWL_OK;
	}
	int status = stand_all(says, segment, doc, err);

	if (status == TRAWL_OK)
		status = find_starts(says, err);
	if (status != TRAWL_OK)
		return status;
	if (says->has_others)
		mark_mains(says);
	status = read_title(says, doc, &said, err);
	if (status != TRAWL_OK)
		return status;
	read_text(says, &said);
	said.pairs = add_pairs(says, norm);
	*ret = said;
	return TRAWL_OK;
}
