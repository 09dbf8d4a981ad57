/* typed.c: a query's text again, for where its words stand. */
/* SPDX-License-Identifier: MIT */
#include "result/typed.h"

#include "query/lex.h"
#include "text/chars.h"
#include "text/utf8.h"
#include "text/words.h"

struct typing {
	struct tw_str text;
	struct tw_buf *out;
	size_t last;		/* where the word before ended */
};

static void
add(struct typing *typing, struct tw_str word)
{
	size_t start = (size_t)(word.p - typing->text.p);
	struct tw_typed typed = {
		.text = word,
		.follows = typing->last > 0 && start > typing->last,
	};

	for (size_t i = typing->last; i < start; i++)
		if (!memchr(" \t\r\n", typing->text.p[i], 4))
			typed.follows = false;
	typing->last = start + word.n;
	tw_buf_add(typing->out, &typed, sizeof(typed));
}

static bool
is_of_letters(struct tw_str word)
{
	const char *end = word.p + word.n;

	for (const char *p = word.p; p < end;) {
		uint32_t c;

		p = tw_utf8_next(p, end, &c);
		enum tw_char kind = tw_char_kind(c);
		if (kind != TW_CHAR_LETTER && kind != TW_CHAR_MARK &&
			tw_char_plain(c) != '-')
			return false;
	}
	return true;
}

/* The words that hyphens join. */
static void
add_parts(struct typing *typing, struct tw_str word)
{
	const char *end = word.p + word.n;
	const char *start = word.p;

	for (const char *p = word.p; p < end;) {
		uint32_t c;
		const char *next = tw_utf8_next(p, end, &c);

		if (tw_char_plain(c) == '-') {
			if (p > start)
				add(typing, tw_str(start, (size_t)(p - start)));
			start = next;
		}
		p = next;
	}
	if (end > start)
		add(typing, tw_str(start, (size_t)(end - start)));
}

static void
add_words(struct typing *typing, struct tw_str text)
{
	struct tw_word word;

	for (size_t at = 0; tw_word_next(text, &at, &word);)
		if (word.kind == TW_WORD_SPACED && is_of_letters(word.text))
			add_parts(typing, word.text);
}

static bool
is_looked_for(const struct tw_lexeme *lexeme, bool negated)
{
	return !negated && lexeme->sign != TW_NOT &&
		(lexeme->field == TW_QUERY_ANY ||
			lexeme->field == TW_QUERY_TITLE);
}

/* Passes over a group that is open, or to the end. */
static void
skip_group(struct tw_lexer *lexer)
{
	struct tw_lexeme lexeme;

	for (uint32_t open = 1; open > 0;) {
		tw_lex_next(lexer, &lexeme);
		if (lexeme.kind == TW_LEX_END)
			return;
		if (lexeme.kind == TW_LEX_OPEN)
			open++;
		else if (lexeme.kind == TW_LEX_CLOSE)
			open--;
	}
}

void
tw_typed_words(struct tw_str text, bool plain, struct tw_buf *out)
{
	struct typing typing = {.text = text, .out = out};
	struct tw_lexer lexer = {.text = text};
	struct tw_lexeme lexeme;
	bool negated = false;

	if (plain) {
		add_words(&typing, text);
		return;
	}
	for (;;) {
		tw_lex_next(&lexer, &lexeme);
		if (lexeme.kind == TW_LEX_END)
			return;
		bool wanted = is_looked_for(&lexeme, negated);

		negated = lexeme.kind == TW_LEX_NOT;
		if (lexeme.kind == TW_LEX_OPEN && !wanted)
			skip_group(&lexer);
		else if (lexeme.kind == TW_LEX_PHRASE && wanted)
			add_words(&typing, lexeme.text);
		else if (lexeme.kind == TW_LEX_WORDS && wanted &&
			lexeme.form == TW_FORM_PLAIN)
			add_words(&typing, lexeme.text);
	}
}
