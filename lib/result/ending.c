/* ending.c: what a query that is being typed ends in. */
/* SPDX-License-Identifier: MIT */
#include "result/ending.h"

#include "query/fields.h"
#include "query/lex.h"
#include "text/chars.h"
#include "text/utf8.h"

/* Letters and what may stand between them: don't is one word. */
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
		bool is_inside = is_of_word(c) ||
			(inside && tw_char_plain(c) == '\'');

		if (is_inside && !inside)
			start = p;
		inside = is_inside;
		p = next;
	}
	return inside ? tw_str(start, (size_t)(end - start)) : tw_str(end, 0);
}

/* What stands behind a sign and the field's name. */
static struct tw_str
value_of(struct tw_str text, const struct tw_lexeme *lexeme)
{
	const char *p = text.p + lexeme->offset;
	const char *end = text.p + text.n;
	enum tw_query_field field;

	if (p < end && lexeme->sign != TW_SHOULD)
		p++;
	p += tw_field_read(tw_str(p, (size_t)(end - p)), &field);
	return tw_str(p, (size_t)(end - p));
}

void
tw_ending_of(struct tw_str text, struct tw_ending *ret)
{
	struct tw_lexer lexer = {.text = text};
	struct tw_lexeme lexeme;
	struct tw_lexeme last = {.kind = TW_LEX_END};
	enum tw_query_field group = TW_QUERY_ANY;
	bool negated = false;

	for (;;) {
		tw_lex_next(&lexer, &lexeme);
		if (lexeme.kind == TW_LEX_END)
			break;
		if (lexeme.kind == TW_LEX_OPEN &&
			lexeme.field != TW_QUERY_ANY)
			group = lexeme.field;
		else if (lexeme.kind == TW_LEX_CLOSE)
			group = TW_QUERY_ANY;
		negated = last.kind == TW_LEX_NOT || lexeme.sign == TW_NOT;
		last = lexeme;
	}
	*ret = (struct tw_ending){
		.field = last.field != TW_QUERY_ANY ? last.field : group,
		.negated = negated,
		.word = tw_str(text.p + text.n, 0),
		.value = tw_str(text.p + text.n, 0),
	};
	bool goes_on = (last.kind == TW_LEX_WORDS &&
		last.form == TW_FORM_PLAIN) ||
		(last.kind == TW_LEX_PHRASE && last.unclosed);

	if (!goes_on || last.text.p + last.text.n != text.p + text.n)
		return;
	ret->word = last_word(last.text);
	if (last.field != TW_QUERY_ANY)
		ret->value = value_of(text, &last);
}
