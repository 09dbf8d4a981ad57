/* english.c: stems of English words. */
/* SPDX-License-Identifier: MIT */
#include "text/english.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/bytes.h"

/*
 * Porter's second stemmer for English ("The English (Porter2) stemming
 * algorithm", snowballstem.org), whose names for steps and regions are kept:
 *
 *	r a t i o n a l i z e
 *	      |     |
 *	      R1    R2		behind the first consonant that follows a
 *				vowel, and behind the next such
 *
 * A y that is a consonant is Y meanwhile.
 */
struct word {
	char *p;		/* behind ENDING bytes of 0 */
	size_t n;
	size_t r1;
	size_t r2;
};

#define ENDING 8		/* bytes of an ending, and of 0 behind it */

/* Sets of letters. */
#define LETTER(c) (UINT32_C(1) << ((c) - 'a'))
#define VOWELS                                                                \
	(LETTER('a') | LETTER('e') | LETTER('i') | LETTER('o') |              \
		LETTER('u') | LETTER('y'))
#define DOUBLED                                                               \
	(LETTER('b') | LETTER('d') | LETTER('f') | LETTER('g') |              \
		LETTER('m') | LETTER('n') | LETTER('p') | LETTER('r') |       \
		LETTER('t'))
#define BEFORE_LI                                                             \
	(LETTER('c') | LETTER('d') | LETTER('e') | LETTER('g') |              \
		LETTER('h') | LETTER('k') | LETTER('m') | LETTER('n') |       \
		LETTER('r') | LETTER('t'))

enum when {
	ALWAYS,
	BEHIND_L,
	BEHIND_S_OR_T,
	BEHIND_LI_LETTER,
	IN_R2
};

struct rule {
	char ending[ENDING];
	uint8_t n;
	uint8_t keeps;		/* bytes of it, */
	char with[4];		/* and this behind them */
	uint8_t when;
};

struct rules {
	uint32_t lasts;		/* letters that the endings end in */
	struct rule rule[25];	/* up to one of no bytes */
};

#define RULE(ending, keeps, with, when)                                       \
	{                                                                     \
		ending, sizeof(ending) - 1, keeps, with, when                 \
	}

/* Of each table the first that fits counts: those within others are behind
   them. */
static const struct rules step_2 = {
	.lasts = LETTER('i') | LETTER('l') | LETTER('m') | LETTER('n') |
		LETTER('r') | LETTER('s'),
	.rule = {
		RULE("ational", 2, "e", ALWAYS),
		RULE("tional", 4, "", ALWAYS),
		RULE("enci", 3, "e", ALWAYS),
		RULE("anci", 3, "e", ALWAYS),
		RULE("abli", 3, "e", ALWAYS),
		RULE("entli", 3, "", ALWAYS),
		RULE("izer", 3, "", ALWAYS),
		RULE("ization", 2, "e", ALWAYS),
		RULE("ation", 2, "e", ALWAYS),
		RULE("ator", 2, "e", ALWAYS),
		RULE("alism", 2, "", ALWAYS),
		RULE("aliti", 2, "", ALWAYS),
		RULE("alli", 2, "", ALWAYS),
		RULE("fulness", 3, "", ALWAYS),
		RULE("ousli", 3, "", ALWAYS),
		RULE("ousness", 3, "", ALWAYS),
		RULE("iveness", 3, "", ALWAYS),
		RULE("iviti", 2, "e", ALWAYS),
		RULE("biliti", 1, "le", ALWAYS),
		RULE("bli", 2, "e", ALWAYS),
		RULE("ogi", 2, "", BEHIND_L),
		RULE("fulli", 3, "", ALWAYS),
		RULE("lessli", 4, "", ALWAYS),
		RULE("li", 0, "", BEHIND_LI_LETTER),
	},
};

static const struct rules step_3 = {
	.lasts = LETTER('e') | LETTER('i') | LETTER('l') | LETTER('s'),
	.rule = {
		RULE("ational", 2, "e", ALWAYS),
		RULE("tional", 4, "", ALWAYS),
		RULE("alize", 2, "", ALWAYS),
		RULE("icate", 2, "", ALWAYS),
		RULE("iciti", 2, "", ALWAYS),
		RULE("ical", 2, "", ALWAYS),
		RULE("ful", 0, "", ALWAYS),
		RULE("ness", 0, "", ALWAYS),
		RULE("ative", 0, "", IN_R2),
	},
};

static const struct rules step_4 = {
	.lasts = LETTER('c') | LETTER('e') | LETTER('i') | LETTER('l') |
		LETTER('m') | LETTER('n') | LETTER('r') | LETTER('s') |
		LETTER('t'),
	.rule = {
		RULE("al", 0, "", ALWAYS),
		RULE("ance", 0, "", ALWAYS),
		RULE("ence", 0, "", ALWAYS),
		RULE("er", 0, "", ALWAYS),
		RULE("ic", 0, "", ALWAYS),
		RULE("able", 0, "", ALWAYS),
		RULE("ible", 0, "", ALWAYS),
		RULE("ant", 0, "", ALWAYS),
		RULE("ement", 0, "", ALWAYS),
		RULE("ment", 0, "", ALWAYS),
		RULE("ent", 0, "", ALWAYS),
		RULE("ism", 0, "", ALWAYS),
		RULE("ate", 0, "", ALWAYS),
		RULE("iti", 0, "", ALWAYS),
		RULE("ous", 0, "", ALWAYS),
		RULE("ive", 0, "", ALWAYS),
		RULE("ize", 0, "", ALWAYS),
		RULE("ion", 0, "", BEHIND_S_OR_T),
	},
};

/* Whole words that no rule is for; of the second kind, none after the plural
   has been dealt with. */
static const struct rules exceptions_1 = {
	.lasts = LETTER('e') | LETTER('g') | LETTER('s') | LETTER('y'),
	.rule = {
		RULE("skis", 3, "", ALWAYS),
		RULE("skies", 2, "y", ALWAYS),
		RULE("dying", 1, "ie", ALWAYS),
		RULE("lying", 1, "ie", ALWAYS),
		RULE("tying", 1, "ie", ALWAYS),
		RULE("idly", 3, "", ALWAYS),
		RULE("gently", 5, "", ALWAYS),
		RULE("ugly", 3, "i", ALWAYS),
		RULE("early", 4, "i", ALWAYS),
		RULE("only", 3, "i", ALWAYS),
		RULE("singly", 5, "", ALWAYS),
		RULE("sky", 3, "", ALWAYS),
		RULE("news", 4, "", ALWAYS),
		RULE("howe", 4, "", ALWAYS),
		RULE("atlas", 5, "", ALWAYS),
		RULE("cosmos", 6, "", ALWAYS),
		RULE("bias", 4, "", ALWAYS),
		RULE("andes", 5, "", ALWAYS),
	},
};

static const struct rules exceptions_2 = {
	.lasts = LETTER('d') | LETTER('g'),
	.rule = {
		RULE("inning", 6, "", ALWAYS),
		RULE("outing", 6, "", ALWAYS),
		RULE("canning", 7, "", ALWAYS),
		RULE("herring", 7, "", ALWAYS),
		RULE("earring", 7, "", ALWAYS),
		RULE("proceed", 7, "", ALWAYS),
		RULE("exceed", 6, "", ALWAYS),
		RULE("succeed", 7, "", ALWAYS),
	},
};


/* ------------------------------------------------------------------ */
/* Letters.                                                             */

/* Neither Y nor an apostrophe is in any. */
static inline bool
is_in(uint32_t letters, char c)
{
	return c >= 'a' && (letters >> (c - 'a') & 1);
}

static inline bool
is_vowel(const struct word *word, size_t i)
{
	return is_in(VOWELS, word->p[i]);
}

static bool
has_vowel(const struct word *word, size_t end)
{
	for (size_t i = 0; i < end; i++) {
		if (is_vowel(word, i))
			return true;
	}
	return false;
}

/* Whether the first `end` letters end in a short syllable. */
static bool
is_short(const struct word *word, size_t end)
{
	if (end < 2 || is_vowel(word, end - 1) || !is_vowel(word, end - 2))
		return false;
	char last = word->p[end - 1];

	return end == 2 || (!is_vowel(word, end - 3) && last != 'w' &&
		last != 'x' && last != 'Y');
}

/* Behind the first consonant that follows a vowel. */
static size_t
region(const struct word *word, size_t from)
{
	while (from < word->n && !is_vowel(word, from))
		from++;
	while (from < word->n && is_vowel(word, from))
		from++;
	return from < word->n ? from + 1 : word->n;
}

static bool
begins(const struct word *word, const char *with)
{
	size_t n = strlen(with);

	return word->n >= n && memcmp(word->p, with, n) == 0;
}

static void
mark_regions(struct word *word)
{
	if (begins(word, "gener") || begins(word, "arsen"))
		word->r1 = 5;
	else if (begins(word, "commun"))
		word->r1 = 6;
	else
		word->r1 = region(word, 0);
	word->r2 = region(word, word->r1);
}

/* ------------------------------------------------------------------ */
/* Endings.                                                             */

/* The last n bytes as a number. */
static inline uint64_t
last_bytes(const struct word *word, size_t n)
{
	return tw_le64(word->p + word->n - ENDING) >> 8 * (ENDING - n);
}

static inline bool
ends(const struct word *word, const char *ending)
{
	size_t n = strlen(ending);

	return memcmp(word->p + word->n - n, ending, n) == 0;
}

static const struct rule *
find_rule(const struct word *word, const struct rules *rules)
{
	if (!is_in(rules->lasts, word->p[word->n - 1]))
		return NULL;
	for (const struct rule *rule = rules->rule; rule->n > 0; rule++) {
		if (last_bytes(word, rule->n) == tw_le64(rule->ending))
			return rule;
	}
	return NULL;
}

static void
follow(struct word *word, const struct rule *rule)
{
	size_t n = strlen(rule->with);

	word->n -= (size_t)rule->n - rule->keeps;
	memcpy(word->p + word->n, rule->with, n);
	word->n += n;
}

/* The rule for a whole word is followed; false if there is none. */
static bool
is_exception(struct word *word, const struct rules *rules)
{
	if (word->n > ENDING - 1)
		return false;
	const struct rule *rule = find_rule(word, rules);

	if (!rule || rule->n != word->n)
		return false;
	follow(word, rule);
	return true;
}

/* Follows the rule for the longest ending, if that is in the region and has
   before it what it should. */
static void
step(struct word *word, const struct rules *rules, size_t from)
{
	const struct rule *rule = find_rule(word, rules);

	if (!rule || word->n - rule->n < from)
		return;
	size_t at = word->n - rule->n;
	char before = (word->p + at)[-1];

	if ((rule->when == BEHIND_L && before != 'l') ||
		(rule->when == BEHIND_S_OR_T && before != 's' &&
			before != 't') ||
		(rule->when == BEHIND_LI_LETTER && !is_in(BEFORE_LI, before)) ||
		(rule->when == IN_R2 && at < word->r2))
		return;
	follow(word, rule);
}

/* ------------------------------------------------------------------ */
/* The steps that are no table.                                         */

static void
step_0(struct word *word)
{
	if (ends(word, "'s'"))
		word->n -= 3;
	else if (ends(word, "'s"))
		word->n -= 2;
	else if (ends(word, "'"))
		word->n -= 1;
}

/* Plurals. */
static void
step_1a(struct word *word)
{
	if (ends(word, "sses"))
		word->n -= 2;
	else if (ends(word, "ied") || ends(word, "ies"))
		word->n -= word->n > 4 ? 2 : 1;
	else if (ends(word, "s") && !ends(word, "us") && !ends(word, "ss") &&
		word->n > 2 && has_vowel(word, word->n - 2))
		word->n -= 1;
}

/* What was put between a verb and its ending, or taken away there. */
static void
mend_verb(struct word *word)
{
	const char *last = word->p + word->n - 1;

	if (is_in(DOUBLED, *last) && *last == last[-1])
		word->n -= 1;
	else if (ends(word, "at") || ends(word, "bl") || ends(word, "iz") ||
		(word->n == word->r1 && is_short(word, word->n)))
		word->p[word->n++] = 'e';
}

/* -ed and -ing. */
static void
step_1b(struct word *word)
{
	size_t n = ends(word, "ed") ? 2 : ends(word, "ing") ? 3 :
		ends(word, "edly") ? 4 : ends(word, "ingly") ? 5 : 0;

	if (n == 0)
		return;
	if (ends(word, "eed") || ends(word, "eedly")) {
		if (word->n - n - 1 >= word->r1)
			word->n -= n - 1;
	} else if (has_vowel(word, word->n - n)) {
		word->n -= n;
		mend_verb(word);
	}
}

static void
step_1c(struct word *word)
{
	char *last = word->p + word->n - 1;

	if (word->n > 2 && (*last == 'y' || *last == 'Y') &&
		!is_vowel(word, word->n - 2))
		*last = 'i';
}

static void
step_5(struct word *word)
{
	size_t at = word->n - 1;

	if (ends(word, "e") && (at >= word->r2 ||
		(at >= word->r1 && !is_short(word, at))))
		word->n = at;
	else if (ends(word, "ll") && at >= word->r2)
		word->n = at;
}

/* ------------------------------------------------------------------ */

static bool
is_known(struct tw_str word)
{
	for (size_t i = 0; i < word.n; i++) {
		if ((uint8_t)(word.p[i] - 'a') > 'z' - 'a' && word.p[i] != '\'')
			return false;
	}
	return word.n <= TW_STEM_BYTES_MAX;
}

static void
mark_consonants(struct word *word)
{
	for (size_t i = 0; i < word->n; i++) {
		if (word->p[i] == 'y' && (i == 0 || is_vowel(word, i - 1)))
			word->p[i] = 'Y';
	}
}

static void
unmark_consonants(struct word *word)
{
	for (size_t i = 0; i < word->n; i++) {
		if (word->p[i] == 'Y')
			word->p[i] = 'y';
	}
}

static void
stem(struct word *word)
{
	if (word->p[0] == '\'') {
		*word->p++ = '\0';
		word->n--;
	}
	mark_consonants(word);
	mark_regions(word);
	step_0(word);
	step_1a(word);
	if (!is_exception(word, &exceptions_2)) {
		step_1b(word);
		step_1c(word);
		step(word, &step_2, word->r1);
		step(word, &step_3, word->r1);
		step(word, &step_4, word->r2);
		step_5(word);
	}
	unmark_consonants(word);
}

struct tw_str
tw_english_stem(struct tw_str text, char room[TW_ENGLISH_ROOM])
{
	struct word word = {.p = room + ENDING, .n = text.n};

	if (!is_known(text))
		return tw_str(text.p, 0);
	memset(room, 0, ENDING);
	memcpy(word.p, text.p, text.n);
	if (word.n > 2 && !is_exception(&word, &exceptions_1))
		stem(&word);
	return tw_str(word.p, word.n);
}
