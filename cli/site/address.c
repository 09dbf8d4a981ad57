/* address.c: links to searches, and what of a text may be a link. */
/* SPDX-License-Identifier: MIT */
#include "site/address.h"

#include <inttypes.h>
#include <string.h>

#include "html.h"

static trawl_str
str(const char *text)
{
	return (trawl_str){text, strlen(text)};
}

static void
print_parameter(FILE *out, const char *name, const char *value)
{
	if (!*value)
		return;
	fprintf(out, "&amp;%s=", name);
	print_url_value(out, str(value));
}

void
print_address(FILE *out, const char *script, const struct request *request)
{
	static const char *const sorts[] = {"score", "newest", "oldest",
		"title"};
	static const char *const faces[FACE_COUNT] = {"", "json", "atom",
		"feed", "suggest"};

	print_html(out, str(script));
	fputs("?q=", out);
	print_url_value(out, str(request->query));
	print_parameter(out, "category", request->category);
	print_parameter(out, "author", request->author);
	print_parameter(out, "from", request->from);
	print_parameter(out, "to", request->to);
	if (request->has_sort)
		print_parameter(out, "sort", sorts[request->sort]);
	print_parameter(out, "format", faces[request->face]);
	if (request->page > 1)
		fprintf(out, "&amp;page=%" PRIu32, request->page);
}

void
print_passage_address(FILE *out, trawl_str url, trawl_str fragment)
{
	print_html(out, url);
	if (fragment.length > 0 && !memchr(url.bytes, '#', url.length))
		fputc('#', out);
	print_html(out, fragment);
}
