/* marks.c: signs behind and inside of words: a* *a* a?b a~ a^2 "a b"~5. */
/* SPDX-License-Identifier: MIT */
#include "query/marks.h"

#define NUMBER_MAX 100000	/* what is larger is read as this */

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Letters, digits, and whatever is not ASCII. */
static bool
is_letter(char c)
{
	return (uint8_t)c >= 0x80 || is_digit(c) ||
		((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

/* The digits at `at`; returns the offset behind them. */
static size_t
take_digits(struct tw_str text, size_t at, uint32_t *ret)
{
	uint32_t number = 0;

	while (at < text.n && is_digit(text.p[at])) {
		number = 10 * number + (uint32_t)(text.p[at++] - '0');
		if (number > NUMBER_MAX)
			number = NUMBER_MAX;
	}
	*ret = number;
	return at;
}

bool
tw_marks_number(struct tw_str digits, uint32_t *ret)
{
	return digits.n > 0 && take_digits(digits, 0, ret) == digits.n;
}

/* Up to three digits behind the point, as thousandths. */
static size_t
take_fraction(struct tw_str text, size_t at, uint32_t *ret)
{
	uint32_t unit = 100;

	*ret = 0;
	for (; at < text.n && is_digit(text.p[at]); at++, unit /= 10)
		*ret += unit * (uint32_t)(text.p[at] - '0');
	return at;
}

/* ^ and a number above 0 at `at`; returns `at` if they do not stand there. */
static size_t
take_boost(struct tw_str text, size_t at, struct tw_lexeme *ret)
{
	uint32_t whole;
	uint32_t fraction = 0;
	size_t end;

	if (at + 1 >= text.n || text.p[at] != '^' || !is_digit(text.p[at + 1]))
		return at;
	end = take_digits(text, at + 1, &whole);
	if (end + 1 < text.n && text.p[end] == '.' && is_digit(text.p[end + 1]))
		end = take_fraction(text, end + 1, &fraction);
	ret->boost = tw_boost_times(TW_BOOST_ONE,
		(uint64_t)whole * TW_BOOST_ONE + fraction);
	return end;
}

/* ~ and a number at `at`, likewise. */
static size_t
take_distance(struct tw_str text, size_t at, struct tw_lexeme *ret)
{
	if (at + 1 >= text.n || text.p[at] != '~' || !is_digit(text.p[at + 1]))
		return at;
	ret->is_near = true;
	return take_digits(text, at + 1, &ret->number);
}

/* A mark with more text directly behind it is none. */
static bool
ends(struct tw_str text, size_t at)
{
	return at >= text.n || (uint8_t)text.p[at] <= ' ' ||
		text.p[at] == ')' || (uint8_t)text.p[at] >= 0x80;
}

size_t
tw_marks_behind(struct tw_str text, size_t at, struct tw_lexeme *ret)
{
	struct tw_lexeme read = *ret;
	size_t end = at;

	if (ret->kind == TW_LEX_PHRASE)
		end = take_distance(text, end, &read);
	end = take_boost(text, end, &read);
	if (!ends(text, end))
		return at;
	*ret = read;
	return end;
}

static void
cut_boost(struct tw_lexeme *words)
{
	struct tw_str text = words->text;
	size_t at = text.n;

	while (at > 1 && text.p[at - 1] != '^')
		at--;
	if (at > 1 && take_boost(text, at - 1, words) == text.n)
		words->text.n = at - 1;
	else
		words->boost = TW_BOOST_ONE;
}

/* a~, a~1 and a~2. */
static bool
cut_tilde(struct tw_lexeme *words)
{
	struct tw_str text = words->text;
	size_t n = text.n;
	uint32_t edits = 1;

	if (n > 2 && text.p[n - 2] == '~' &&
		(text.p[n - 1] == '1' || text.p[n - 1] == '2')) {
		edits = (uint32_t)(text.p[n - 1] - '0');
		n--;
	}
	if (n < 2 || text.p[n - 1] != '~' || !is_letter(text.p[n - 2]))
		return false;
	words->text.n = n - 1;
	words->number = edits;
	words->form = TW_FORM_FUZZY;
	return true;
}

/*
 * A pattern has letters, at least one * or ?, and no other signs than those
 * that words have inside. A ? is one only before a letter or another mark:
 * at the end of a word it asks.
 */
static bool
is_pattern(struct tw_str text)
{
	bool has_mark = false;
	bool has_letter = false;

	for (size_t i = 0; i < text.n; i++) {
		char c = text.p[i];

		if (c == '?' && (i + 1 == text.n || text.p[i + 1] == '?'))
			return false;
		if (c == '*' || c == '?')
			has_mark = true;
		else if (is_letter(c))
			has_letter = true;
		else if (i == 0 || (c != '-' && c != '\'' && c != '.'))
			return false;
	}
	return has_mark && has_letter;
}

static bool
has_inner_mark(struct tw_str text)
{
	for (size_t i = 0; i < text.n; i++)
		if (text.p[i] == '*' || text.p[i] == '?')
			return true;
	return false;
}

void
tw_marks_of_words(struct tw_lexeme *words)
{
	struct tw_str whole = words->text;
	size_t n;

	cut_boost(words);
	if (cut_tilde(words))
		return;
	n = words->text.n;
	while (n > 1 && words->text.p[n - 1] == '*')
		n--;
	if (has_inner_mark(tw_str(whole.p, n)) && is_pattern(words->text)) {
		words->form = TW_FORM_PATTERN;
	} else if (n < words->text.n) {
		words->text.n = n;
		words->form = TW_FORM_PREFIX;
	}
}
