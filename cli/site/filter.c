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

char *
filter_text(const struct request *request)
{
	char *text = NULL;
	size_t length = 0;
	FILE *out = open_memstream(&text, &length);
	char behind[11];

	if (!out)
		return NULL;
	if (request->category[0])
		print_phrase(out, "category", request->category);
	if (request->author[0])
		print_phrase(out, "author", request->author);
	if (request->from[0])
		fprintf(out, " since:%s", request->from);
	if (request->to[0]) {
		day_after(request->to, behind);
		fprintf(out, " before:%s", behind);
	}
	fclose(out);
	return text;
}
