/* warn.c: what of a query could not be read as it was meant. */
/* SPDX-License-Identifier: MIT */
#include "query/warn.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

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
