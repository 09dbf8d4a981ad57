/* filter.c: what a request asks for beside words, as a query. */
/* SPDX-License-Identifier: MIT */
#include "site/filter.h"

#include <string.h>

/* The value as a phrase: without what would end it. */
static void
print_phrase(FILE *out, const char *field, const char *value)
{
	static const char *const quotes[] = {"\"", "\\", "\n", "“", "”", "„",
		"‟", "«", "»", "＂"};

	fprintf(out, " %s:\"", field);
	while (*value) {
		size_t n = 0;

		for (size_t i = 0; n == 0 && i < sizeof(quotes) /
			sizeof(quotes[0]); i++)
			if (strncmp(value, quotes[i], strlen(quotes[i])) == 0)
				n = strlen(quotes[i]);
		fputc(n > 0 ? ' ' : *value, out);
		value += n > 0 ? n : 1;
	}
	fputc('"', out);
}

static void
print_clause(FILE *out, const struct request *request, enum filter filter)
{
	char behind[11];

	if (filter == FILTER_CATEGORY && request->category[0]) {
		print_phrase(out, "category", request->category);
	} else if (filter == FILTER_AUTHOR && request->author[0]) {
		print_phrase(out, "author", request->author);
	} else if (filter == FILTER_FROM && request->from[0]) {
		fprintf(out, " since:%s", request->from);
	} else if (filter == FILTER_TO && request->to[0]) {
		day_after(request->to, behind);
		fprintf(out, " before:%s", behind);
	}
}

char *
filter_value(struct request *request, enum filter filter)
{
	switch (filter) {
	case FILTER_CATEGORY:
		return request->category;
	case FILTER_AUTHOR:
		return request->author;
	case FILTER_FROM:
		return request->from;
	default:
		return request->to;
	}
}

/* The clauses of filters from `first` to before `end`. */
static char *
clauses(const struct request *request, unsigned first, unsigned end)
{
	char *text = NULL;
	size_t length = 0;
	FILE *out = open_memstream(&text, &length);

	if (!out)
		return NULL;
	for (unsigned filter = first; filter < end; filter++)
		print_clause(out, request, (enum filter)filter);
	fclose(out);
	return text;
}

char *
filter_clause(const struct request *request, enum filter filter)
{
	return clauses(request, filter, (unsigned)filter + 1);
}

char *
filter_text(const struct request *request)
{
	return clauses(request, 0, FILTER_COUNT);
}
