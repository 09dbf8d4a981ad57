/* lex.c: the bytes of a query to words, phrases, parentheses and operators. */
/* SPDX-License-Identifier: MIT */
#include "query/lex.h"

#include <string.h>

#include "query/fields.h"
#include "query/marks.h"
#include "text/utf8.h"

#define SINGLE_OPEN 0x2018
#define SINGLE_CLOSE 0x2019

bool
tw_is_space(uint32_t c)
{
	return c <= 0x20 || (c >= 0x7F && c <= 0xA0) || c == 0x1680 ||
		(c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 ||
		c == 0x202F || c == 0x205F || c == 0x3000;
}

bool
tw_is_quote(uint32_t c)
{
	return c == '"' || c == 0xAB || c == 0xBB ||
		(c >= 0x201C && c <= 0x201F) || c == 0xFF02;
}

/* A character of the query; behind its end stands a space. */
struct look {
	uint32_t c;
	size_t next;
};

static struct look
look_at(const struct tw_lexer *lexer, size_t i)
{
	struct look look = {' ', i};

	if (i >= lexer->text.n)
		return look;
	const char *next = tw_utf8_next(lexer->text.p + i,
		lexer->text.p + lexer->text.n, &look.c);

	look.next = (size_t)(next - lexer->text.p);
	return look;
}

static struct tw_str
slice(const struct tw_lexer *lexer, size_t start, size_t end)
{
	return tw_str(lexer->text.p + start, end - start);
}

static enum tw_lexeme_kind
keyword(struct tw_str text)
{
	if (tw_str_equal(text, TW_STR("AND")))
		return TW_LEX_AND;
	if (tw_str_equal(text, TW_STR("OR")))
		return TW_LEX_OR;
	if (tw_str_equal(text, TW_STR("NOT")))
		return TW_LEX_NOT;
	if (tw_str_equal(text, TW_STR("NEAR")))
		return TW_LEX_NEAR;
	return TW_LEX_WORDS;
}

/* NEAR and NEAR/5; false if the text is none of them. */
static bool
read_near(struct tw_str text, uint32_t *ret)
{
	if (keyword(text) == TW_LEX_NEAR) {
		*ret = TW_NEAR_WORDS;
		return true;
	}
	return text.n > 5 && memcmp(text.p, "NEAR/", 5) == 0 &&
		tw_marks_number(tw_str(text.p + 5, text.n - 5), ret);
}

static size_t
skip_space(const struct tw_lexer *lexer, size_t i)
{
	while (i < lexer->text.n) {
		struct look look = look_at(lexer, i);

		if (!tw_is_space(look.c))
			break;
		i = look.next;
	}
	return i;
}

static bool
is_sign(uint32_t c)
{
	return c == '+' || c == '-';
}

/* True if something that an operator can stand before begins at i. */
static bool
is_operand_at(const struct tw_lexer *lexer, size_t i)
{
	uint32_t c = look_at(lexer, i).c;

	return !tw_is_space(c) && c != ')';
}

/* Takes a + or - that stands directly before something. */
static size_t
take_sign(const struct tw_lexer *lexer, size_t i, struct tw_lexeme *ret)
{
	uint32_t c = look_at(lexer, i).c;

	if (!is_sign(c) || !is_operand_at(lexer, i + 1) ||
		is_sign(look_at(lexer, i + 1).c))
		return i;
	ret->sign = c == '+' ? TW_MUST : TW_NOT;
	return i + 1;
}

/* Takes the name of a field; dates have no parentheses. */
static size_t
take_field(const struct tw_lexer *lexer, size_t i, struct tw_lexeme *ret)
{
	enum tw_query_field field;
	size_t n = tw_field_read(slice(lexer, i, lexer->text.n), &field);

	if (n == 0 || !is_operand_at(lexer, i + n) ||
		(tw_field_is_date(field) && look_at(lexer, i + n).c == '('))
		return i;
	ret->field = field;
	return i + n;
}

/* The phrase whose opening quote ends before i, up to the next quote. */
static void
take_phrase(struct tw_lexer *lexer, size_t i, struct tw_lexeme *ret)
{
	size_t end = i;
	struct look look = look_at(lexer, i);

	while (end < lexer->text.n && !tw_is_quote(look.c)) {
		end = look.next;
		look = look_at(lexer, end);
	}
	ret->kind = TW_LEX_PHRASE;
	ret->text = slice(lexer, i, end);
	ret->unclosed = end == lexer->text.n;
	lexer->at = look.next;
}

/*
 * The same between single quotes: false if no ’ before a double quote ends
 * it. The search that failed is not done again for the ‘ that follow.
 */
static bool
take_single(struct tw_lexer *lexer, size_t i, struct tw_lexeme *ret)
{
	size_t end = i;

	if (i < lexer->no_single)
		return false;
	while (end < lexer->text.n) {
		struct look look = look_at(lexer, end);

		if (tw_is_quote(look.c))
			break;
		if (look.c == SINGLE_CLOSE &&
			!is_operand_at(lexer, look.next)) {
			ret->kind = TW_LEX_PHRASE;
			ret->text = slice(lexer, i, end);
			lexer->at = look.next;
			return true;
		}
		end = look.next;
	}
	lexer->no_single = end;
	return false;
}

/* Letters, digits, and whatever is not ASCII: a quote behind is text. */
static bool
is_inside_word(uint32_t before)
{
	return before >= 0x80 || (before >= '0' && before <= '9') ||
		((before | 0x20) >= 'a' && (before | 0x20) <= 'z');
}

/* True if the words end where this character stands. */
static bool
ends_words(const struct tw_lexer *lexer, struct tw_str words, uint32_t before,
	uint32_t c, size_t opened)
{
	if (tw_is_space(c))
		return true;
	if (c == ')')
		return opened + lexer->inner == 0;
	if (c != '(' && !tw_is_quote(c))
		return false;
	if (keyword(words) != TW_LEX_WORDS)
		return true;
	return tw_is_quote(c) && !is_inside_word(before);
}

/* The end of the words that begin at `start`, whatever stands there. */
static size_t
words_end(struct tw_lexer *lexer, size_t start)
{
	struct look look = look_at(lexer, start);
	size_t opened = 0;
	size_t i = start;

	do {
		uint32_t before = look.c;

		if (look.c == '(')
			opened++;
		else if (look.c == ')' && opened > 0)
			opened--;
		else if (look.c == ')')
			lexer->inner--;
		i = look.next;
		look = look_at(lexer, i);
		if (ends_words(lexer, slice(lexer, start, i), before, look.c,
			opened))
			break;
	} while (i < lexer->text.n);
	lexer->inner += opened;
	return i;
}

static void
take_words(struct tw_lexer *lexer, size_t i, struct tw_lexeme *ret)
{
	size_t end = words_end(lexer, i);

	ret->kind = TW_LEX_WORDS;
	ret->text = slice(lexer, i, end);
	ret->whole = slice(lexer, i, end);
	lexer->at = end;
	if (i == ret->offset)
		ret->kind = keyword(ret->text);
	if (i == ret->offset && read_near(ret->text, &ret->number))
		ret->kind = TW_LEX_NEAR;
	if (ret->kind == TW_LEX_WORDS && !tw_field_is_whole(ret->field))
		tw_marks_of_words(ret);
}

static void
take_parenthesis(struct tw_lexer *lexer, size_t i, struct tw_lexeme *ret)
{
	ret->kind = lexer->text.p[i] == '(' ? TW_LEX_OPEN : TW_LEX_CLOSE;
	ret->text = slice(lexer, i, i + 1);
	lexer->inner = 0;
	lexer->at = i + 1;
}

/* The marks behind a phrase or a parenthesis. */
static void
take_marks(struct tw_lexer *lexer, struct tw_lexeme *ret)
{
	bool has_marks = ret->kind == TW_LEX_CLOSE ||
		(ret->kind == TW_LEX_PHRASE && !tw_field_is_whole(ret->field));

	if (has_marks)
		lexer->at = tw_marks_behind(lexer->text, lexer->at, ret);
}

void
tw_lex_next(struct tw_lexer *lexer, struct tw_lexeme *ret)
{
	size_t i = skip_space(lexer, lexer->at);

	*ret = (struct tw_lexeme){
		.kind = TW_LEX_END,
		.boost = TW_BOOST_ONE,
		.offset = i,
	};
	lexer->at = i;
	if (i == lexer->text.n)
		return;
	i = take_sign(lexer, i, ret);
	i = take_field(lexer, i, ret);
	struct look look = look_at(lexer, i);

	if (look.c == '(' || (look.c == ')' && lexer->inner == 0))
		take_parenthesis(lexer, i, ret);
	else if (tw_is_quote(look.c))
		take_phrase(lexer, look.next, ret);
	else if (look.c != SINGLE_OPEN ||
		!take_single(lexer, look.next, ret))
		take_words(lexer, i, ret);
	take_marks(lexer, ret);
}
