/* complete.c: words of the lexicon that a beginning may stand for. */
/* SPDX-License-Identifier: MIT */
#include "result/complete.h"

#include <stdlib.h>

#include "index/lexicon.h"
#include "result/together.h"
#include "result/typed.h"
#include "text/chars.h"
#include "text/utf8.h"

#define TRIED_MAX 16		/* words that are tried with the others */
#define OTHERS_MAX 3		/* words they are tried with */
#define TITLE_LETTERS 2		/* as beginn* wants */

/* Words while they are chosen, the most usual first. */
struct choice {
	uint32_t room;
	uint32_t count;
	struct tw_completion at[2 * TW_COMPLETIONS_MAX];
};

static bool
is_of_word(uint32_t c)
{
	enum tw_char kind = tw_char_kind(c);

	return kind == TW_CHAR_LETTER || kind == TW_CHAR_DIGIT ||
		kind == TW_CHAR_MARK;
}

/* The word that the text ends in; empty if there is none. */
static struct tw_str
last_word(struct tw_str text)
{
	const char *end = text.p + text.n;
	const char *start = end;
	bool inside = false;

	for (const char *p = text.p; p < end;) {
		uint32_t c;
		const char *next = tw_utf8_next(p, end, &c);

		if (is_of_word(c) && !inside)
			start = p;
		inside = is_of_word(c);
		p = next;
	}
	return inside ? tw_str(start, (size_t)(end - start)) : tw_str(end, 0);
}

/* ------------------------------------------------------------------ */
/* Choosing.                                                            */

static int
keep(struct choice *choice, struct tw_str word, uint64_t articles,
	struct tw_arena *arena, trawl_error *err)
{
	uint32_t i = choice->count;

	if (i == choice->room && articles <= choice->at[i - 1].articles)
		return TRAWL_OK;
	char *copy = tw_arena_copy(arena, word.p, word.n);
	if (!copy)
		return tw_no_memory(err);
	if (i == choice->room)
		i--;
	else
		choice->count++;
	for (; i > 0 && choice->at[i - 1].articles < articles; i--)
		choice->at[i] = choice->at[i - 1];
	choice->at[i] = (struct tw_completion){
		.text = tw_str(copy, word.n),
		.articles = articles,
	};
	return TRAWL_OK;
}

static int
choose(struct tw_reader *reader, struct tw_str beginning,
	struct tw_arena *arena, struct choice *choice, trawl_error *err)
{
	struct tw_words words;
	int status = tw_words_open(&words, reader, beginning, err);

	if (status != TRAWL_OK)
		return status;
	status = tw_words_next(&words, err);
	while (status == TRAWL_OK) {
		status = keep(choice, words.word, words.count, arena, err);
		if (status == TRAWL_OK)
			status = tw_words_next(&words, err);
	}
	tw_words_close(&words);
	return status == TRAWL_END ? TRAWL_OK : status;
}

/* Leaves out stop words, unless nothing else is left. */
static int
sift(struct choice *choice, struct tw_reader *reader,
	struct tw_analyzer *analyzer, trawl_error *err)
{
	struct choice kept = {0};

	for (uint32_t i = 0; i < choice->count; i++) {
		uint64_t articles;
		bool stop;
		int status = tw_count_having(reader, analyzer,
			choice->at[i].text, &articles, &stop, err);

		if (status != TRAWL_OK)
			return status;
		if (!stop && articles > 0)
			kept.at[kept.count++] = choice->at[i];
	}
	if (kept.count > 0)
		*choice = kept;
	return TRAWL_OK;
}

/* ------------------------------------------------------------------ */
/* The other words.                                                     */

/* Those before the last that some article has, as a query that wants all. */
static int
require_others(struct tw_str before, struct tw_reader *reader,
	struct tw_analyzer *analyzer, struct tw_buf *query, trawl_error *err)
{
	struct tw_buf typed = {0};
	uint32_t others = 0;

	tw_typed_words(before, false, &typed);
	int status = tw_buf_status(&typed, err);
	const struct tw_typed *words = (const void *)typed.p;
	size_t count = typed.n / sizeof(*words);

	for (size_t i = 0; i < count && status == TRAWL_OK; i++) {
		uint64_t articles;
		bool stop;

		status = tw_count_having(reader, analyzer, words[i].text,
			&articles, &stop, err);
		if (status != TRAWL_OK || stop || articles == 0 ||
			others == OTHERS_MAX)
			continue;
		tw_buf_add(query, " +", 2);
		tw_buf_add_str(query, words[i].text);
		others++;
	}
	tw_buf_done(&typed);
	return status;
}

static int
by_articles(const void *a, const void *b)
{
	const struct tw_completion *x = a;
	const struct tw_completion *y = b;

	if (x->articles != y->articles)
		return x->articles > y->articles ? -1 : 1;
	return tw_str_compare(x->text, y->text);
}

/* Counts the articles that have the other words too; forgets words that never
   stand with them, unless none does. */
static int
narrow(struct choice *choice, struct tw_buf *query, struct tw_reader *reader,
	struct tw_analyzer *analyzer, trawl_error *err)
{
	size_t others = query->n;
	struct choice with = {0};

	for (uint32_t i = 0; i < choice->count && i < TRIED_MAX; i++) {
		struct tw_completion *word = &with.at[with.count];

		query->n = others;
		tw_buf_add(query, " +", 2);
		tw_buf_add_str(query, choice->at[i].text);
		int status = tw_buf_status(query, err);
		*word = choice->at[i];
		if (status == TRAWL_OK)
			status = tw_count_matching(reader, analyzer,
				tw_buf_str(query), &word->articles, err);
		if (status != TRAWL_OK)
			return status;
		if (word->articles > 0)
			with.count++;
	}
	if (with.count == 0)
		return TRAWL_OK;
	qsort(with.at, with.count, sizeof(*with.at), by_articles);
	*choice = with;
	return TRAWL_OK;
}

/* ------------------------------------------------------------------ */

/* The text with its last word, folded into so many bytes, made whole. */
static int
complete(struct tw_str text, size_t beginning, struct tw_completion *word,
	struct tw_arena *arena, trawl_error *err)
{
	struct tw_buf whole = {0};
	struct tw_str last = last_word(text);

	if (last.n == beginning) {
		tw_buf_add_str(&whole, text);
		tw_buf_add(&whole, word->text.p + beginning,
			word->text.n - beginning);
	} else {
		tw_buf_add(&whole, text.p, text.n - last.n);
		tw_buf_add_str(&whole, word->text);
	}
	int status = tw_buf_status(&whole, err);

	if (status == TRAWL_OK) {
		word->text.p = tw_arena_copy(arena, whole.p, whole.n);
		word->text.n = whole.n;
		if (!word->text.p)
			status = tw_no_memory(err);
	}
	tw_buf_done(&whole);
	return status;
}

static int
find(struct tw_reader *reader, struct tw_analyzer *analyzer,
	struct tw_str text, struct tw_str beginning, struct tw_arena *arena,
	struct choice *choice, trawl_error *err)
{
	struct tw_str before = tw_str(text.p, text.n - last_word(text).n);
	struct tw_buf query = {0};
	int status = choose(reader, beginning, arena, choice, err);

	if (status == TRAWL_OK)
		status = sift(choice, reader, analyzer, err);
	if (status == TRAWL_OK)
		status = require_others(before, reader, analyzer, &query, err);
	if (status == TRAWL_OK && query.n > 0)
		status = narrow(choice, &query, reader, analyzer, err);
	tw_buf_done(&query);
	return status;
}

int
tw_complete(struct tw_reader *reader, struct tw_analyzer *analyzer,
	struct tw_str text, uint32_t limit, struct tw_arena *arena,
	struct tw_completions *ret, trawl_error *err)
{
	struct tw_str last = last_word(text);
	struct tw_buf folded = {0};
	struct choice choice = {0};

	if (limit > TW_COMPLETIONS_MAX)
		limit = TW_COMPLETIONS_MAX;
	choice.room = limit < TRIED_MAX / 2 ? TRIED_MAX : 2 * limit;
	tw_analyzer_fold(analyzer, last, &folded);
	int status = tw_buf_status(&folded, err);

	if (status == TRAWL_OK && folded.n > 0 && folded.n <= TW_WORD_MAX)
		status = find(reader, analyzer, text, tw_buf_str(&folded),
			arena, &choice, err);
	if (choice.count > limit)
		choice.count = limit;
	for (uint32_t i = 0; i < choice.count && status == TRAWL_OK; i++)
		status = complete(text, folded.n, &choice.at[i], arena, err);
	if (status == TRAWL_OK) {
		ret->count = choice.count;
		memcpy(ret->at, choice.at,
			choice.count * sizeof(*choice.at));
	}
	tw_buf_done(&folded);
	return status;
}

void
tw_complete_titles(struct tw_str text, struct tw_buf *ret_query)
{
	struct tw_str last = last_word(text);
	struct tw_buf typed = {0};

	tw_typed_words(tw_str(text.p, text.n - last.n), false, &typed);
	if (last.n < TITLE_LETTERS || tw_buf_failed(&typed)) {
		tw_buf_done(&typed);
		return;
	}
	const struct tw_typed *words = (const void *)typed.p;

	for (size_t i = 0; i < typed.n / sizeof(*words); i++) {
		tw_buf_add(ret_query, "+title:", 7);
		tw_buf_add_str(ret_query, words[i].text);
		tw_buf_add_byte(ret_query, ' ');
	}
	tw_buf_add(ret_query, "+title:", 7);
	tw_buf_add_str(ret_query, last);
	tw_buf_add_byte(ret_query, '*');
	tw_buf_done(&typed);
}
