/* lex.h: the bytes of a query to words, phrases, parentheses and operators. */
/* SPDX-License-Identifier: MIT */
#ifndef QUERY_LEX_H
#define QUERY_LEX_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"
#include "query/tree.h"

enum tw_lexeme_kind {
	TW_LEX_END,
	TW_LEX_WORDS,		/* what stands between white space */
	TW_LEX_PHRASE,
	TW_LEX_OPEN,		/* ( */
	TW_LEX_CLOSE,		/* ) */
	TW_LEX_AND,
	TW_LEX_OR,
	TW_LEX_NOT,
	TW_LEX_NEAR,		/* NEAR or NEAR/5 */
	TW_LEXEME_KIND_COUNT
};

/* What WORDS stand for. */
enum tw_lex_form {
	TW_FORM_PLAIN,
	TW_FORM_PREFIX,		/* with a * behind */
	TW_FORM_PATTERN,	/* with * or ? elsewhere, which stay in it */
	TW_FORM_FUZZY,		/* with ~, ~1 or ~2 behind */
	TW_FORM_COUNT
};

struct tw_lexeme {
	enum tw_lexeme_kind kind;
	enum tw_occur sign;	/* MUST for a + before it, NOT for a - */
	enum tw_query_field field;	/* named before it; ANY: none is */
	enum tw_lex_form form;	/* of WORDS */
	uint32_t number;	/* edits of FUZZY; words between those of NEAR
				   and of a PHRASE that is_near */
	uint32_t boost;		/* ^ behind WORDS, PHRASE or CLOSE */
	bool is_near;		/* a PHRASE with ~5 behind */
	bool unclosed;		/* a PHRASE that ends with the query */
	size_t offset;		/* of its first byte, sign and field too */
	struct tw_str text;	/* without sign, field, quotes and marks; AND,
				   OR, NOT and NEAR have theirs: they may be
				   words yet */
	struct tw_str whole;	/* of WORDS, with its marks */
};

/*
 * Reads valid UTF-8 from `at` on. What begins a lexeme:
 *
 *   + -       directly before something, but not one directly behind another
 *   title:    and the other fields (query/fields.h) in any case, directly
 *             before something
 *   " “ « …   a quote; the next one of any form ends the phrase. Inside of a
 *             word (19" screen) it is text, behind a sign (by:"a b") not
 *   ‘         ends the phrase at a ’ that ends a word; text if there is none
 *   ( )       "f(x)" is text: parentheses inside of a word go by pairs
 *   AND OR NOT NEAR NEAR/5   in capitals and alone
 *
 * And what ends one: its marks (query/marks.h), directly behind it. Values of
 * fields that are taken as they stand have none.
 *
 * Total: O(length), and never an error.
 */
struct tw_lexer {
	struct tw_str text;
	size_t at;
	size_t no_single;	/* no ’ closes a ‘ that stands before here */
	size_t inner;		/* parentheses opened inside of words */
};

void tw_lex_next(struct tw_lexer *lexer, struct tw_lexeme *ret);

/* A double quote of any script. */
bool tw_is_quote(uint32_t c);

/* White space of any script, and control characters. */
bool tw_is_space(uint32_t c);

#endif
