/* warn.c: what of a query could not be read as it was meant. */
/* SPDX-License-Identifier: MIT */
#include "query/warn.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "query/fields.h"

void
tw_warn(struct tw_warnings *warnings, enum tw_warn_kind kind, size_t offset,
	const char *format, ...)
{
	struct tw_warning *warning = &warnings->kind[kind];
	va_list args;

	if (warnings->is_set[kind])
		return;
	warnings->is_set[kind] = true;
	warning->offset = offset;
	va_start(args, format);
	vsnprintf(warning->text, sizeof(warning->text), format, args);
	va_end(args);
}

void
tw_warn_of_quoted(struct tw_warnings *warnings, struct tw_str text,
	size_t offset)
{
	for (size_t i = 1; i < text.n; i++) {
		if (text.p[i] != '*' || (uint8_t)text.p[i - 1] <= ' ' ||
			text.p[i - 1] == '*')
			continue;
		tw_warn(warnings, TW_WARN_QUOTED, offset + i,
			"the * at %zu is in quotes, left out", offset + i);
		return;
	}
}

void
tw_warn_of_field(struct tw_warnings *warnings, struct tw_str words,
	size_t offset)
{
	enum tw_query_field field;

	if (words.n > 0 && tw_field_read(words, &field) == words.n)
		tw_warn(warnings, TW_WARN_FIELD, offset, "%.*s at %zu has "
			"nothing directly behind it, read as a word",
			(int)words.n, words.p, offset);
}

void
tw_warn_of_mark(struct tw_warnings *warnings, const struct tw_query *query,
	const struct tw_lexeme *lexeme)
{
	size_t at = (size_t)(lexeme->text.p - query->text.p);
	size_t behind = at + lexeme->text.n;
	char letters[16] = "two";

	if (query->reach.letters > 2)
		snprintf(letters, sizeof(letters), "%u",
			(unsigned)query->reach.letters);
	if (lexeme->form == TW_FORM_PATTERN)
		tw_warn(warnings, TW_WARN_MARK, at,
			"the pattern at %zu needs %s letters, left out", at,
			letters);
	else if (lexeme->form == TW_FORM_FUZZY)
		tw_warn(warnings, TW_WARN_MARK, behind,
			"the ~ at %zu needs three letters before it, left out",
			behind);
	else
		tw_warn(warnings, TW_WARN_MARK, behind,
			"the * at %zu needs %s letters before it, left out",
			behind, letters);
}

/* The warning that comes first of those that wait; NULL if none does. */
static const struct tw_warning *
first_of(const struct tw_warnings *warnings,
	const bool waits[TW_WARN_KIND_COUNT])
{
	const struct tw_warning *first = NULL;

	for (int i = 0; i < TW_WARN_KIND_COUNT; i++) {
		const struct tw_warning *warning = &warnings->kind[i];

		if (waits[i] && (!first || warning->offset < first->offset))
			first = warning;
	}
	return first;
}

int
tw_warnings_copy(const struct tw_warnings *warnings, struct tw_query *query,
	trawl_error *err)
{
	bool waits[TW_WARN_KIND_COUNT];
	const struct tw_warning *next;

	memcpy(waits, warnings->is_set, sizeof(waits));
	next = first_of(warnings, waits);
	if (!next)
		return TRAWL_OK;
	query->warnings = tw_arena_zeroed(&query->arena, TW_WARN_KIND_COUNT,
		sizeof(*query->warnings));
	if (!query->warnings)
		return tw_no_memory(err);
	for (; next; next = first_of(warnings, waits)) {
		size_t n = strlen(next->text);
		const char *text = tw_arena_copy(&query->arena, next->text, n);

		if (!text)
			return tw_no_memory(err);
		waits[next - warnings->kind] = false;
		query->warnings[query->warning_count++] =
			(struct tw_query_warning){next->offset,
				tw_str(text, n)};
	}
	return TRAWL_OK;
}
