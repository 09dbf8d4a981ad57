/* complete.c: words of the lexicon that a beginning may stand for. */
/* SPDX-License-Identifier: MIT */
#include "result/complete.h"

#include <stdlib.h>

#include "index/lexicon.h"
#include "result/completevalue.h"
#include "result/ending.h"
#include "result/sample.h"
#include "result/typed.h"

#define TRIED_MIN 32		/* words that are weighed */
#define TRIED_MAX (2 * TW_COMPLETIONS_MAX)
#define OTHERS_MAX 3		/* words they are weighed with */
#define SAMPLED 4096		/* articles that have these, */
#define SAMPLED_ALONE 128	/* and that have one alone */
#define TITLE_LETTERS 2		/* as beginn* wants */

struct candidate {
	struct tw_str word;
	uint64_t count;		/* as the lexicon has it */
	struct tw_lists lists;
	uint64_t articles;
	double weight;
};

/* Candidates, those with the highest count first. */
struct choice {
	uint32_t room;
	uint32_t count;
	struct candidate at[TRIED_MAX];
};

struct completing {
	struct tw_reader *reader;
	struct tw_analyzer *analyzer;
	const struct tw_recency *recency;
	enum tw_index_field field;
	struct tw_str beginning;	/* folded */
	struct tw_arena arena;
	struct choice choice;
};

/* ------------------------------------------------------------------ */
/* Choosing.                                                            */

static int
keep(struct choice *choice, struct tw_str word, uint64_t count,
	struct tw_arena *arena, trawl_error *err)
{
	uint32_t i = choice->count;
	char *copy = tw_arena_copy(arena, word.p, word.n);

	if (!copy)
		return tw_no_memory(err);
	if (i == choice->room)
		i--;
	else
		choice->count++;
	for (; i > 0 && choice->at[i - 1].count < count; i--)
		choice->at[i] = choice->at[i - 1];
	choice->at[i] = (struct candidate){
		.word = tw_str(copy, word.n),
		.count = count,
	};
	return TRAWL_OK;
}

static bool
is_kept(const struct choice *choice, uint64_t count)
{
	return choice->count < choice->room ||
		count > choice->at[choice->count - 1].count;
}

/* Those of a segment. */
static int
choose_of_segment(struct completing *completing, struct tw_segment *segment,
	struct choice *choice, trawl_error *err)
{
	struct tw_str beginning = completing->beginning;
	struct tw_segment_words words;
	int status = tw_segment_words_open(&words, segment, beginning, err);

	for (;;) {
		if (status == TRAWL_OK)
			status = tw_segment_words_next(&words, err);
		if (status != TRAWL_OK)
			break;
		if (words.shared < beginning.n &&
			!tw_str_begins(words.word, beginning))
			break;
		if (is_kept(choice, words.count))
			status = keep(choice, words.word, words.count,
				&completing->arena, err);
	}
	return status == TRAWL_END ? TRAWL_OK : status;
}

static bool
has_word(const struct choice *choice, struct tw_str word)
{
	for (uint32_t i = 0; i < choice->count; i++)
		if (tw_str_equal(choice->at[i].word, word))
			return true;
	return false;
}

/*
 * The most usual words: of those that are among the most usual of a segment,
 * which are far from all words where there are many segments.
 */
static int
choose(struct completing *completing, trawl_error *err)
{
	struct tw_reader *reader = completing->reader;
	struct choice *all = &completing->choice;
	struct choice own = {.room = all->room};
	int status = TRAWL_OK;

	for (uint32_t i = 0; i < reader->root.count; i++) {
		own.count = 0;
		status = choose_of_segment(completing, &reader->segments[i],
			&own, err);
		for (uint32_t j = 0; j < own.count && status == TRAWL_OK; j++) {
			struct candidate *word = &own.at[j];

			if (has_word(all, word->word))
				continue;
			status = tw_words_count(reader, word->word,
				&word->count, err);
			if (status == TRAWL_OK && is_kept(all, word->count))
				status = keep(all, word->word, word->count,
					&completing->arena, err);
		}
		if (status != TRAWL_OK)
			break;
	}
	return status;
}

/* Leaves out words that no article has, and stop words, unless nothing else
   is left. */
static int
look_up(struct completing *completing, trawl_error *err)
{
	struct choice *choice = &completing->choice;
	uint32_t kept = 0;
	uint32_t stops = 0;

	for (uint32_t i = 0; i < choice->count; i++) {
		struct candidate word = choice->at[i];
		int status = tw_lists_of(completing->reader,
			completing->analyzer, completing->field, word.word,
			&completing->arena, &word.lists, err);

		if (status != TRAWL_OK)
			return status;
		if (word.lists.articles == 0)
			continue;
		stops += word.lists.stop;
		choice->at[kept++] = word;
	}
	choice->count = kept;
	if (stops == kept)
		return TRAWL_OK;
	kept = 0;
	for (uint32_t i = 0; i < choice->count; i++)
		if (!choice->at[i].lists.stop)
			choice->at[kept++] = choice->at[i];
	choice->count = kept;
	return TRAWL_OK;
}

/* ------------------------------------------------------------------ */
/* Weighing.                                                            */

/* Of the articles that a search finds, the candidate's own. */
static double
share_of(const struct candidate *word)
{
	return word->count < word->lists.articles
		? (double)word->count / (double)word->lists.articles : 1;
}

static int
weigh_alone(struct completing *completing, struct candidate *word,
	trawl_error *err)
{
	struct tw_sample sample;

	word->articles = word->count < word->lists.articles ||
		completing->field == TW_FIELD_ALL ? word->count
						  : word->lists.articles;
	word->weight = (double)word->articles;
	if (!tw_recency_counts(completing->recency))
		return TRAWL_OK;
	int status = tw_sample(completing->reader, &word->lists, 1,
		SAMPLED_ALONE, completing->recency, &completing->arena,
		&sample, err);

	if (status == TRAWL_OK)
		word->weight *= (double)tw_sample_all(&sample).weight;
	return status;
}

static int
weigh_with(struct completing *completing, const struct tw_sample *others,
	struct candidate *word, trawl_error *err)
{
	struct tw_sampled with;
	int status = tw_sample_with(completing->reader, others, &word->lists,
		&completing->arena, &with, err);

	if (status != TRAWL_OK)
		return status;
	word->articles = with.articles;
	word->weight = (double)with.articles * (double)with.weight *
		share_of(word);
	return TRAWL_OK;
}

/* Forgets words that never stand with the others; *ret: some do. */
static int
weigh_all_with(struct completing *completing, const struct tw_sample *others,
	bool *ret, trawl_error *err)
{
	struct choice *choice = &completing->choice;
	uint32_t kept = 0;

	for (uint32_t i = 0; i < choice->count; i++) {
		int status = weigh_with(completing, others, &choice->at[i],
			err);

		if (status != TRAWL_OK)
			return status;
	}
	for (uint32_t i = 0; i < choice->count; i++)
		kept += choice->at[i].articles > 0;
	*ret = kept > 0;
	if (kept == 0)
		return TRAWL_OK;
	kept = 0;
	for (uint32_t i = 0; i < choice->count; i++)
		if (choice->at[i].articles > 0)
			choice->at[kept++] = choice->at[i];
	choice->count = kept;
	return TRAWL_OK;
}

/* The lists of the words before the last that some article has. */
static int
find_others(struct completing *completing, struct tw_str before,
	struct tw_lists *ret, uint32_t *ret_count, trawl_error *err)
{
	struct tw_buf typed = {0};
	uint32_t count = 0;

	tw_typed_words(before, false, &typed);
	int status = tw_buf_status(&typed, err);
	const struct tw_typed *words = (const void *)typed.p;
	size_t all = typed.n / sizeof(*words);

	for (size_t i = 0; i < all && count < OTHERS_MAX; i++) {
		if (status == TRAWL_OK)
			status = tw_lists_of(completing->reader,
				completing->analyzer, TW_FIELD_ALL,
				words[i].text, &completing->arena,
				&ret[count], err);
		if (status != TRAWL_OK)
			break;
		count += !ret[count].stop && ret[count].articles > 0;
	}
	tw_buf_done(&typed);
	*ret_count = count;
	return status;
}

static int
weigh(struct completing *completing, struct tw_str before, trawl_error *err)
{
	struct choice *choice = &completing->choice;
	struct tw_lists others[OTHERS_MAX];
	struct tw_sample sample;
	uint32_t count;
	bool weighed = false;
	int status = find_others(completing, before, others, &count, err);

	if (status == TRAWL_OK && count > 0) {
		status = tw_sample(completing->reader, others, count, SAMPLED,
			completing->recency, &completing->arena, &sample, err);
		if (status == TRAWL_OK)
			status = weigh_all_with(completing, &sample, &weighed,
				err);
	}
	for (uint32_t i = 0;
		i < choice->count && status == TRAWL_OK && !weighed; i++)
		status = weigh_alone(completing, &choice->at[i], err);
	return status;
}

static int
by_weight(const void *a, const void *b)
{
	const struct candidate *x = a;
	const struct candidate *y = b;

	if (x->weight != y->weight)
		return x->weight > y->weight ? -1 : 1;
	return tw_str_compare(x->word, y->word);
}

/* ------------------------------------------------------------------ */
/* What is typed, made whole.                                           */

/* Whether the word is typed in capitals, as NATO is. */
static bool
is_in_capitals(struct tw_str word)
{
	for (size_t i = 0; i < word.n; i++)
		if (word.p[i] < 'A' || word.p[i] > 'Z')
			return false;
	return word.n > 1;
}

/* The text and the rest of its last word. */
static int
compose(struct tw_str text, bool capitals, struct tw_str rest,
	struct tw_arena *arena, struct tw_str *ret, trawl_error *err)
{
	char *whole = tw_arena_alloc(arena, text.n + rest.n + 1);

	if (!whole)
		return tw_no_memory(err);
	memcpy(whole, text.p, text.n);
	memcpy(whole + text.n, rest.p, rest.n);
	*ret = tw_str(whole, text.n + rest.n);
	whole[ret->n] = '\0';
	for (char *p = whole + text.n; capitals && *p; p++)
		if (*p >= 'a' && *p <= 'z')
			*p = (char)(*p - 'a' + 'A');
	return TRAWL_OK;
}

static int
compose_all(struct completing *completing, struct tw_str text,
	struct tw_str last, uint32_t limit, struct tw_arena *arena,
	struct tw_completions *ret, trawl_error *err)
{
	const struct choice *choice = &completing->choice;
	bool capitals = is_in_capitals(last);
	size_t typed = completing->beginning.n;

	ret->count = 0;
	for (uint32_t i = 0; i < choice->count && i < limit; i++) {
		const struct candidate *word = &choice->at[i];
		struct tw_completion *completion = &ret->at[i];
		struct tw_str rest = tw_str(word->word.p + typed,
			word->word.n - typed);
		int status = compose(text, capitals, rest, arena,
			&completion->text, err);

		if (status != TRAWL_OK)
			return status;
		completion->articles = word->articles;
		ret->count++;
	}
	return TRAWL_OK;
}

static int
complete_word(struct completing *completing, struct tw_str text,
	struct tw_str last, uint32_t limit, struct tw_arena *arena,
	struct tw_completions *ret, trawl_error *err)
{
	struct choice *choice = &completing->choice;
	int status = choose(completing, err);

	if (status == TRAWL_OK)
		status = look_up(completing, err);
	if (status == TRAWL_OK)
		status = weigh(completing, tw_str(text.p, text.n - last.n),
			err);
	if (status != TRAWL_OK)
		return status;
	qsort(choice->at, choice->count, sizeof(*choice->at), by_weight);
	return compose_all(completing, text, last, limit, arena, ret, err);
}

int
tw_complete(struct tw_reader *reader, struct tw_analyzer *analyzer,
	struct tw_str text, uint32_t limit, const struct tw_recency *recency,
	struct tw_arena *arena, struct tw_completions *ret, trawl_error *err)
{
	struct tw_ending ending;
	struct tw_buf folded = {0};

	ret->count = 0;
	if (limit > TW_COMPLETIONS_MAX)
		limit = TW_COMPLETIONS_MAX;
	tw_ending_of(text, &ending);
	if (ending.field > TW_QUERY_TITLE)
		return tw_complete_value(reader, analyzer, text, &ending,
			limit, arena, ret, err);
	tw_analyzer_fold(analyzer, ending.word, &folded);
	struct completing completing = {
		.reader = reader,
		.analyzer = analyzer,
		.recency = recency,
		.field = ending.field == TW_QUERY_TITLE ? TW_FIELD_TITLE
							: TW_FIELD_ALL,
		.beginning = tw_buf_str(&folded),
		.arena = tw_reader_borrow(reader),
		.choice.room = limit < TRIED_MIN / 2 ? TRIED_MIN : 2 * limit,
	};
	int status = tw_buf_status(&folded, err);

	if (status == TRAWL_OK && folded.n > 0 && folded.n <= TW_WORD_MAX)
		status = complete_word(&completing, text, ending.word, limit,
			arena, ret, err);
	tw_reader_give_back(reader, completing.arena);
	tw_buf_done(&folded);
	return status;
}

/* ------------------------------------------------------------------ */

void
tw_complete_titles(struct tw_str text, struct tw_buf *ret_query)
{
	struct tw_ending ending;
	struct tw_buf typed = {0};

	tw_ending_of(text, &ending);
	struct tw_str last = ending.word;

	tw_typed_words(tw_str(text.p, text.n - last.n), false, &typed);
	const struct tw_typed *words = (const void *)typed.p;
	size_t count = typed.n / sizeof(*words);

	if (tw_buf_failed(&typed) || ending.field > TW_QUERY_TITLE ||
		(ending.negated && last.n > 0) ||
		(last.n < TITLE_LETTERS && (last.n > 0 || count == 0))) {
		tw_buf_done(&typed);
		return;
	}
	for (size_t i = 0; i < count; i++) {
		tw_buf_add(ret_query, "+title:", 7);
		tw_buf_add_str(ret_query, words[i].text);
		tw_buf_add_byte(ret_query, ' ');
	}
	if (last.n > 0) {
		tw_buf_add(ret_query, "+title:", 7);
		tw_buf_add_str(ret_query, last);
		tw_buf_add_byte(ret_query, '*');
	}
	tw_buf_done(&typed);
}
