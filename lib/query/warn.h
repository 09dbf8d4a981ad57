/* warn.h: what of a query could not be read as it was meant. */
/* SPDX-License-Identifier: MIT */
#ifndef QUERY_WARN_H
#define QUERY_WARN_H

#include "base/status.h"
#include "query/lex.h"
#include "query/tree.h"

enum tw_warn_kind {
	TW_WARN_BYTES,		/* no UTF-8 */
	TW_WARN_QUOTE,		/* unclosed */
	TW_WARN_OPEN,		/* unclosed parenthesis */
	TW_WARN_CLOSE,		/* parenthesis that closes nothing */
	TW_WARN_MARK,		/* * ? or ~ beside too few letters */
	TW_WARN_QUOTED,		/* * in quotes */
	TW_WARN_FIELD,		/* a name of a field, and a space */
	TW_WARN_NEAR,		/* beside something else than words */
	TW_WARN_DATE,		/* that is none */
	TW_WARN_PLUS,		/* + beside OR */
	TW_WARN_DEPTH,
	TW_WARN_FLAT,		/* deep parentheses that were passed over */
	TW_WARN_TERMS,
	TW_WARN_KIND_COUNT
};

#define TW_WARN_TEXT_MAX 60	/* bytes of the query in a warning */

/* The first warning of each kind; valid when `is_set` is zeroed. */
struct tw_warnings {
	bool is_set[TW_WARN_KIND_COUNT];
	struct tw_warning {
		size_t offset;
		char text[TW_WARN_TEXT_MAX + 100];
	} kind[TW_WARN_KIND_COUNT];
};

void tw_warn(struct tw_warnings *warnings, enum tw_warn_kind kind,
	size_t offset, const char *format, ...) TW_PRINTF(4, 5);

/* Warns of a * behind a letter of a text in quotes, at `offset`. */
void tw_warn_of_quoted(struct tw_warnings *warnings, struct tw_str text,
	size_t offset);

/* Warns if the words are the name of a field: a space stood behind it. */
void tw_warn_of_field(struct tw_warnings *warnings, struct tw_str words,
	size_t offset);

/* Warns that a mark of the lexeme needs more letters before it. */
void tw_warn_of_mark(struct tw_warnings *warnings,
	const struct tw_query *query, const struct tw_lexeme *lexeme);

/* Copies them into the query, by offset. */
int tw_warnings_copy(const struct tw_warnings *warnings,
	struct tw_query *query, trawl_error *err) TW_MUST_USE;

#endif
