/* spelling.c: the price of each slip, and the cheapest way to make them. */
/* SPDX-License-Identifier: MIT */
#include "text/spelling.h"

#include <math.h>

#include "text/utf8.h"

/*
 * Prices, as logarithms of how seldom a slip is made, were learnt from lists
 * of misspellings, and rounded to halves:
 *
 *   0.5  final e left out or put behind
 *   1    one of a double letter, or a vowel, left out
 *   1.5  two letters swapped; a consonant left out
 *   2    a letter typed twice; a vowel for a vowel; a letter for one that
 *        sounds alike; h put in
 *   3    any other letter put in; a key for its neighbour
 *   4    any other letter for another
 *
 * A word that more articles have is more often meant: 0.45 times the
 * logarithm of how many.
 */
#define FINAL_E 0.5F
#define DOUBLE_MISSED 1.0F
#define VOWEL_MISSED 1.0F
#define CONSONANT_MISSED 1.5F
#define SWAPPED 1.5F
#define DOUBLED 2.0F
#define ALIKE 2.0F
#define H_ADDED 2.0F
#define ADDED 3.0F
#define NEIGHBOUR 3.0F
#define OTHER 4.0F
#define FIRST_DIFFERS 1.5F
#define LAST_DIFFERS 0.5F
#define SAME_SOUND 1.25F
#define FREQUENCY 0.45F

bool
tw_letters_of(struct tw_str word, struct tw_letters *ret)
{
	const char *p = word.p;
	const char *end = word.p + word.n;

	for (ret->count = 0; p < end; ret->count++) {
		if (ret->count == TW_SPELLING_LETTERS)
			return false;
		p = tw_utf8_next(p, end, &ret->at[ret->count]);
	}
	return true;
}

/* Letters from a to z as bits. */
#define BIT(letter) (UINT32_C(1) << ((letter) - 'a'))
#define VOWELS \
	(BIT('a') | BIT('e') | BIT('i') | BIT('o') | BIT('u') | BIT('y'))

static uint32_t
bits_of(const char *letters)
{
	uint32_t bits = 0;

	for (const char *p = letters; *p; p++)
		bits |= BIT(*p);
	return bits;
}

static inline bool
is_one_of(uint32_t letter, uint32_t bits)
{
	return letter >= 'a' && letter <= 'z' && (bits & BIT(letter));
}

/* The letters that sound as this one does. */
static uint32_t
alike(uint32_t letter)
{
	static const char *const groups[] = {
		"ckq", "sz", "cs", "fv", "td", "gj", "mn", "bp", "xs", "iy",
	};
	uint32_t bits = is_one_of(letter, VOWELS) ? VOWELS : 0;

	for (size_t i = 0; i < sizeof(groups) / sizeof(*groups); i++) {
		uint32_t group = bits_of(groups[i]);

		if (is_one_of(letter, group))
			bits |= group;
	}
	return bits;
}

/* The keys around each letter, from a to z, where keys stand as in English. */
static uint32_t
neighbours(uint32_t letter)
{
	static const char *const around[] = {
		"qwsz", "vghn", "xdfv", "serfcx", "wsdr", "drtgvc", "ftyhbv",
		"gyujnb", "ujko", "huikmn", "jiolm", "kop", "njk", "bhjm",
		"iklp", "ol", "wa", "edft", "awedxz", "rfgy", "yhji", "cfgb",
		"qase", "zsdc", "tghu", "asx",
	};

	return letter >= 'a' && letter <= 'z' ? bits_of(around[letter - 'a'])
					      : 0;
}

/* Letter i of `word` is not typed. */
static float
miss(const struct tw_letters *word, uint32_t i)
{
	uint32_t letter = word->at[i];

	if (letter == 'e' && i + 1 == word->count)
		return FINAL_E;
	if ((i > 0 && word->at[i - 1] == letter) ||
		(i + 1 < word->count && word->at[i + 1] == letter))
		return DOUBLE_MISSED;
	return is_one_of(letter, VOWELS) ? VOWEL_MISSED : CONSONANT_MISSED;
}

/* Letter i of `typed` should not be there. */
static float
add(const struct tw_letters *typed, uint32_t i)
{
	uint32_t letter = typed->at[i];

	if (letter == 'e' && i + 1 == typed->count)
		return FINAL_E;
	if ((i > 0 && typed->at[i - 1] == letter) ||
		(i + 1 < typed->count && typed->at[i + 1] == letter))
		return DOUBLED;
	return letter == 'h' ? H_ADDED : ADDED;
}

/* What it costs to type one letter for others. */
struct change {
	uint32_t typed;
	uint32_t alike;
	uint32_t neighbours;
};

static inline float
change(const struct change *change, uint32_t letter)
{
	if (change->typed == letter)
		return 0;
	if (is_one_of(letter, change->alike))
		return ALIKE;
	return is_one_of(letter, change->neighbours) ? NEIGHBOUR : OTHER;
}

bool
tw_spelling_slips(uint32_t typed, uint32_t letter)
{
	return is_one_of(letter, alike(typed) | neighbours(typed));
}

static inline float
least_of(float a, float b)
{
	return a < b ? a : b;
}

/* rows[i % 3][j] is the price of the first i letters typed for the first j. */
static float
edit_cost(const struct tw_letters *typed, const struct tw_letters *word)
{
	float rows[3][TW_SPELLING_LETTERS + 1];
	float missed[TW_SPELLING_LETTERS + 1];

	rows[0][0] = 0;
	for (uint32_t j = 1; j <= word->count; j++) {
		missed[j] = miss(word, j - 1);
		rows[0][j] = rows[0][j - 1] + missed[j];
	}
	for (uint32_t i = 1; i <= typed->count; i++) {
		const float *before = rows[(i + 1) % 3];
		const float *above = rows[(i + 2) % 3];
		float *row = rows[i % 3];
		uint32_t a = typed->at[i - 1];
		struct change of = {a, alike(a), neighbours(a)};
		float added = add(typed, i - 1);

		row[0] = above[0] + added;
		for (uint32_t j = 1; j <= word->count; j++) {
			uint32_t b = word->at[j - 1];
			float least = above[j - 1] + change(&of, b);

			least = least_of(least, above[j] + added);
			least = least_of(least, row[j - 1] + missed[j]);
			if (i > 1 && j > 1 && a != b &&
				a == word->at[j - 2] && typed->at[i - 2] == b)
				least = least_of(least,
					before[j - 2] + SWAPPED);
			row[j] = least;
		}
	}
	return rows[typed->count % 3][word->count];
}

float
tw_spelling_cost(const struct tw_letters *typed, const struct tw_letters *word)
{
	float cost = edit_cost(typed, word);

	if (typed->count == 0 || word->count == 0)
		return cost;
	if (typed->at[0] != word->at[0])
		cost += FIRST_DIFFERS;
	if (typed->at[typed->count - 1] != word->at[word->count - 1])
		cost += LAST_DIFFERS;
	return cost;
}

float
tw_spelling_frequency(uint64_t articles)
{
	return articles > 1 ? FREQUENCY * logf((float)articles) : 0;
}

float
tw_spelling_score(const struct tw_letters *typed,
	const struct tw_sound *typed_sound, const struct tw_letters *word,
	uint64_t articles)
{
	struct tw_sound sound;
	float score = -tw_spelling_cost(typed, word);

	tw_sound_of(word, &sound);
	if (tw_sound_equal(typed_sound, &sound))
		score += SAME_SOUND;
	return score + tw_spelling_frequency(articles);
}
