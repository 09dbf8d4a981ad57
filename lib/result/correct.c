/* correct.c: doubtful words of a query, and the best there is in their place */
/* SPDX-License-Identifier: MIT */
#include "result/correct.h"

#include <math.h>

#include "index/lexicon.h"
#include "result/foreign.h"
#include "result/forms.h"
#include "result/offer.h"
#include "result/sample.h"
#include "result/spell.h"
#include "result/together.h"
#include "result/typed.h"
#include "text/utf8.h"

/*
 * Scores are logarithms of how likely a word is to be meant. What must be
 * beaten depends on what the index knows of the word as it was typed:
 *
 *   its spelling, of plenty       it stays
 *   its stem, and the guess's is  the same articles are found: any guess that
 *   the same                      is more usual, unlike in more than its ending
 *   its stem, of plenty, as one   it stays
 *   of the forms of a word
 *   its spelling                  SPELLING_KNOWN, and for how many have it
 *   its stem                      STEM_KNOWN
 *   nothing                       any guess that is not too unlike
 */
#define SPELLING_KNOWN 1.0F
#define STEM_KNOWN (-1.5F)
#define LEAST_SCORE (-3.0F)
#define TYPED_RIGHT 3.5F	/* of words torn apart or run together */
#define SPACE_SLIP 0.25F	/* that of a letter, but it sounds the same */

#define WORDS_MAX 32		/* of a query that are looked at */
#define GUESSES_MAX 5		/* that are tried with the other words */
#define OTHERS_MAX 3		/* words they are tried with */
#define HALF_LETTERS 2		/* of words run together, at least */

#define SAMPLED 4096		/* articles that have these, */
#define SAMPLED_PHRASE 1024	/* and that may have a phrase */

static const struct tw_recency ageless = {0};

struct word {
	struct tw_str typed;	/* part of the query's text */
	struct tw_str folded;
	bool follows;		/* the word before, directly */
	bool stop;
	bool few;		/* articles have it, or its stem, */
	uint64_t articles;	/* namely so many, */
	uint64_t written;	/* of which as it was typed: about */
	struct tw_str instead;	/* p NULL: as typed */
	float score;		/* of what it now is */
	bool joined;		/* is part of what the word before became */
};

struct correction {
	struct tw_reader *reader;
	struct tw_analyzer *analyzer;
	struct tw_str text;
	struct tw_arena arena;
	struct word words[WORDS_MAX];
	uint32_t count;
	struct tw_buf query;	/* of the last count; reused */
};

/* ------------------------------------------------------------------ */
/* The words of the query.                                              */

static int
fold(struct correction *c, struct tw_str word, struct tw_str *ret,
	trawl_error *err)
{
	c->query.n = 0;
	tw_analyzer_fold(c->analyzer, word, &c->query);
	int status = tw_buf_status(&c->query, err);

	if (status != TRAWL_OK)
		return status;
	ret->p = tw_arena_copy(&c->arena, c->query.p, c->query.n);
	ret->n = c->query.n;
	return ret->p ? TRAWL_OK : tw_no_memory(err);
}

/* How likely a word is meant that was but parted or joined. */
static float
score_of_space(uint64_t articles)
{
	return tw_spelling_frequency(articles) - SPACE_SLIP;
}

static int
read_word(struct correction *c, const struct tw_typed *typed,
	trawl_error *err)
{
	struct word *word = &c->words[c->count];

	*word = (struct word){.typed = typed->text, .follows = typed->follows};
	int status = fold(c, typed->text, &word->folded, err);
	if (status == TRAWL_OK)
		status = tw_count_having(c->reader, c->analyzer, typed->text,
			&word->articles, &word->stop, err);
	if (status == TRAWL_OK)
		status = tw_words_count(c->reader, word->folded,
			&word->written, err);
	if (status == TRAWL_OK && !word->stop &&
		word->written < TW_CORRECT_PLENTY)
		status = tw_is_common_in_any(c->reader, word->folded,
			&word->stop, err);
	if (status != TRAWL_OK)
		return status;
	word->few = !word->stop && word->articles < TW_CORRECT_PLENTY;
	word->score = word->articles == 0 ? LEAST_SCORE :
		TYPED_RIGHT + tw_spelling_frequency(word->articles);
	c->count++;
	return TRAWL_OK;
}

static int
read_words(struct correction *c, bool plain, trawl_error *err)
{
	struct tw_buf typed = {0};

	tw_typed_words(c->text, plain, &typed);
	int status = tw_buf_status(&typed, err);
	size_t count = typed.n / sizeof(struct tw_typed);

	for (size_t i = 0; i < count && i < WORDS_MAX; i++) {
		if (status != TRAWL_OK)
			break;
		status = read_word(c, (struct tw_typed *)(void *)typed.p + i,
			err);
	}
	tw_buf_done(&typed);
	return status;
}

/* ------------------------------------------------------------------ */
/* What stands together.                                                */

static int
find_lists(struct correction *c, struct tw_str word, struct tw_lists *ret,
	trawl_error *err)
{
	return tw_lists_of(c->reader, c->analyzer, TW_FIELD_ALL, word,
		&c->arena, ret, err);
}

/* What else the query surely asks for. */
static int
find_others(struct correction *c, const struct word *word,
	struct tw_lists *ret, uint32_t *ret_count, trawl_error *err)
{
	uint32_t count = 0;

	for (uint32_t i = 0; i < c->count && count < OTHERS_MAX; i++) {
		const struct word *other = &c->words[i];

		if (other == word || other->stop || other->joined ||
			(other->few && !other->instead.p))
			continue;
		int status = find_lists(c, other->instead.p ? other->instead
			: other->folded, &ret[count], err);

		if (status != TRAWL_OK)
			return status;
		count += ret[count].articles > 0;
	}
	*ret_count = count;
	return TRAWL_OK;
}

/* The articles that have them; none, if there are no others. */
static int
sample_others(struct correction *c, const struct word *word,
	struct tw_sample *ret, trawl_error *err)
{
	struct tw_lists others[OTHERS_MAX];
	uint32_t count = 0;
	int status = find_others(c, word, others, &count, err);

	*ret = (struct tw_sample){0};
	if (status != TRAWL_OK || count == 0)
		return status;
	return tw_sample(c->reader, others, count, SAMPLED, &ageless,
		&c->arena, ret, err);
}

/* Articles of the sample that have the guess, too: about. */
static int
count_with(struct correction *c, const struct tw_sample *others,
	struct tw_str guess, uint64_t *ret, trawl_error *err)
{
	struct tw_lists lists;
	struct tw_sampled with;

	*ret = 0;
	if (others->count == 0)
		return TRAWL_OK;
	int status = find_lists(c, guess, &lists, err);

	if (status != TRAWL_OK || lists.articles == 0)
		return status;
	status = tw_sample_with(c->reader, others, &lists, &c->arena, &with,
		err);
	if (status == TRAWL_OK)
		*ret = with.articles;
	return status;
}

/* Articles that have one directly behind the other: about. */
static int
count_phrase(struct correction *c, struct tw_str a, struct tw_str b,
	uint64_t *ret, trawl_error *err)
{
	struct tw_lists words[2];
	struct tw_sample both;
	struct tw_sampled phrase;
	int status = find_lists(c, a, &words[0], err);

	*ret = 0;
	if (status == TRAWL_OK)
		status = find_lists(c, b, &words[1], err);
	if (status != TRAWL_OK || words[0].articles == 0 ||
		words[1].articles == 0)
		return status;
	status = tw_sample(c->reader, words, 2, SAMPLED_PHRASE, &ageless,
		&c->arena, &both, err);
	if (status == TRAWL_OK)
		status = tw_sample_phrase(c->reader, &both, words, &c->arena,
			&phrase, err);
	if (status == TRAWL_OK)
		*ret = phrase.articles;
	return status;
}

/* ------------------------------------------------------------------ */
/* Another spelling.                                                    */

static void
take(struct word *word, struct tw_str instead, float score)
{
	if (score <= word->score)
		return;
	word->instead = instead;
	word->score = score;
}

/* Whether words that share a stem are unlike in more than their endings: the
   ending that both have is then behind what is unlike. */
static bool
is_respelt(struct tw_str typed, struct tw_str guess)
{
	return typed.p[typed.n - 1] == guess.p[guess.n - 1];
}

/* What a guess must be worth that has another stem; INFINITY: none has it. */
static int
least_of(struct correction *c, const struct word *word, float *ret,
	trawl_error *err)
{
	bool is_form = false;
	int status = TRAWL_OK;

	if (word->articles == 0) {
		*ret = LEAST_SCORE;
	} else if (word->written > 0) {
		*ret = !word->few ? INFINITY : SPELLING_KNOWN +
			tw_spelling_frequency(word->written);
	} else {
		if (!word->few)
			status = tw_is_form(c->reader, word->folded, &is_form,
				err);
		*ret = is_form ? INFINITY : STEM_KNOWN;
	}
	return status;
}

/* Whether the best guess is to be offered for the word. */
static int
judge(struct correction *c, const struct word *word,
	const struct tw_guess *guess, bool *ret, trawl_error *err)
{
	bool same = false;
	float least = LEAST_SCORE;
	int status = TRAWL_OK;

	if (word->articles > 0)
		status = tw_same_terms(c->analyzer, word->folded, guess->word,
			&same, err);
	if (status == TRAWL_OK && !same)
		status = least_of(c, word, &least, err);
	*ret = guess->score > least &&
		(!same || is_respelt(word->folded, guess->word));
	return status;
}

/* The best of the first guesses, tried with the other words; NULL if none is
   more usual than the word. It has the score that it then has. */
static int
find_best(struct correction *c, const struct word *word,
	struct tw_guess *guesses, uint32_t count, struct tw_guess **ret,
	trawl_error *err)
{
	struct tw_guess *best = NULL;
	struct tw_sample others;
	int status = sample_others(c, word, &others, err);

	if (status != TRAWL_OK)
		return status;
	for (uint32_t i = 0; i < count && i < GUESSES_MAX; i++) {
		uint64_t with;

		if (guesses[i].articles <= word->written)
			continue;
		status = count_with(c, &others, guesses[i].word, &with, err);
		if (status != TRAWL_OK)
			return status;
		guesses[i].score += tw_spelling_frequency(with + 1);
		if (!best || guesses[i].score > best->score)
			best = &guesses[i];
	}
	*ret = best;
	return TRAWL_OK;
}

static int
take_best(struct correction *c, struct word *word, struct tw_spell *spell,
	trawl_error *err)
{
	struct tw_guess *guesses;
	struct tw_guess *best = NULL;
	uint32_t count;
	bool offers = false;
	int status = tw_spell_best(spell, &guesses, &count, err);

	if (status == TRAWL_OK)
		status = find_best(c, word, guesses, count, &best, err);
	if (status == TRAWL_OK && best)
		status = judge(c, word, best, &offers, err);
	if (status == TRAWL_OK && offers) {
		word->instead = best->word;
		word->score = best->score;
	}
	return status;
}

static int
respell(struct correction *c, struct word *word, trawl_error *err)
{
	struct tw_spell spell;

	if (tw_spell_init(&spell, word->folded, &c->arena) != TRAWL_OK)
		return TRAWL_OK;
	int status = tw_offer_lexicon(c->reader, word->folded, &spell, err);

	if (status == TRAWL_OK)
		status = take_best(c, word, &spell, err);
	tw_spell_done(&spell);
	return status;
}

/* ------------------------------------------------------------------ */
/* Words run together, or torn apart.                                   */

static struct tw_str
pair(struct correction *c, struct tw_str a, const char *between,
	struct tw_str b)
{
	c->query.n = 0;
	tw_buf_add_str(&c->query, a);
	tw_buf_add(&c->query, between, strlen(between));
	tw_buf_add_str(&c->query, b);
	return tw_str(tw_buf_failed(&c->query) ? NULL :
		tw_arena_copy(&c->arena, c->query.p, c->query.n), c->query.n);
}

static int
try_split(struct correction *c, struct word *word, size_t at,
	trawl_error *err)
{
	struct tw_str a = tw_str(word->folded.p, at);
	struct tw_str b = tw_str(word->folded.p + at, word->folded.n - at);
	uint64_t articles = 0;
	uint64_t most;
	int status = tw_words_count(c->reader, a, &most, err);

	if (status == TRAWL_OK && most > 0)
		status = tw_words_count(c->reader, b, &articles, err);
	if (status != TRAWL_OK)
		return status;
	if (most > articles)
		most = articles;
	if (most == 0 || score_of_space(most) <= word->score)
		return TRAWL_OK;
	status = count_phrase(c, a, b, &articles, err);
	if (status != TRAWL_OK || articles == 0)
		return status;
	struct tw_str meant = pair(c, a, " ", b);

	if (!meant.p)
		return tw_no_memory(err);
	take(word, meant, score_of_space(articles));
	return TRAWL_OK;
}

static int
split(struct correction *c, struct word *word, trawl_error *err)
{
	struct tw_letters letters;
	int status = TRAWL_OK;

	if (!tw_letters_of(word->folded, &letters) ||
		letters.count != word->folded.n)
		return TRAWL_OK;
	for (size_t at = HALF_LETTERS; at + HALF_LETTERS <= word->folded.n;
		at++) {
		status = try_split(c, word, at, err);
		if (status != TRAWL_OK)
			break;
	}
	return status;
}

/* Whether two words as they stand may well be meant. */
static int
stand_together(struct correction *c, const struct word *a,
	const struct word *b, bool *ret, trawl_error *err)
{
	uint64_t articles = 0;
	int status = TRAWL_OK;

	if (!a->few && !b->few)
		status = count_phrase(c, a->folded, b->folded, &articles, err);
	*ret = articles > 0;
	return status;
}

static int
join(struct correction *c, struct word *a, struct word *b, trawl_error *err)
{
	struct tw_str meant = pair(c, a->folded, "", b->folded);
	uint64_t articles;
	bool fine;

	if (!meant.p)
		return tw_no_memory(err);
	int status = tw_words_count(c->reader, meant, &articles, err);

	if (status != TRAWL_OK || articles == 0)
		return status;
	status = stand_together(c, a, b, &fine, err);
	float joined = score_of_space(articles);
	bool beats = (!a->few || joined > a->score) &&
		(!b->few || joined > b->score);

	if (status != TRAWL_OK || fine || !beats)
		return status;
	a->instead = meant;
	a->score = joined;
	b->joined = true;
	return TRAWL_OK;
}

static int
join_words(struct correction *c, trawl_error *err)
{
	int status = TRAWL_OK;

	for (uint32_t i = 1; i < c->count && status == TRAWL_OK; i++)
		if (c->words[i].follows && !c->words[i - 1].joined &&
			!(c->words[i - 1].stop && c->words[i].stop))
			status = join(c, &c->words[i - 1], &c->words[i], err);
	return status;
}

/* ------------------------------------------------------------------ */

static int
find(struct correction *c, trawl_error *err)
{
	int status = TRAWL_OK;

	for (uint32_t i = 0; i < c->count && status == TRAWL_OK; i++) {
		struct word *word = &c->words[i];

		if (word->stop || word->written >= TW_CORRECT_PLENTY)
			continue;
		status = respell(c, word, err);
		if (status == TRAWL_OK && word->few)
			status = split(c, word, err);
	}
	return status == TRAWL_OK ? join_words(c, err) : status;
}

/* The text with what was found in its place; false if nothing was. */
static bool
compose(const struct correction *c, struct tw_buf *out)
{
	const char *p = c->text.p;
	bool found = false;

	for (uint32_t i = 0; i < c->count; i++) {
		const struct word *word = &c->words[i];

		if (!word->joined && !word->instead.p)
			continue;
		if (!word->joined) {
			tw_buf_add(out, p, (size_t)(word->typed.p - p));
			tw_buf_add_str(out, word->instead);
		}
		p = word->typed.p + word->typed.n;
		found = true;
	}
	if (found)
		tw_buf_add(out, p, (size_t)(c->text.p + c->text.n - p));
	return found;
}

int
tw_correct(struct tw_reader *reader, struct tw_analyzer *analyzer,
	struct tw_str text, bool plain, struct tw_buf *out, trawl_error *err)
{
	struct correction c = {
		.reader = reader,
		.analyzer = analyzer,
		.text = text,
	};
	int status = read_words(&c, plain, err);

	if (status == TRAWL_OK)
		status = find(&c, err);
	if (status == TRAWL_OK)
		status = compose(&c, out) ? tw_buf_status(out, err) : TRAWL_END;
	tw_buf_done(&c.query);
	tw_arena_done(&c.arena);
	return status;
}
