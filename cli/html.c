/* html.c: text in HTML, escaped for where it stands. */
/* SPDX-License-Identifier: MIT */
#include "html.h"

#include <string.h>
#include <strings.h>

void
print_html(FILE *out, trawl_str text)
{
	for (size_t i = 0; i < text.length; i++) {
		unsigned char c = (unsigned char)text.bytes[i];

		switch (c) {
		case '&':
			fputs("&amp;", out);
			break;
		case '<':
			fputs("&lt;", out);
			break;
		case '>':
			fputs("&gt;", out);
			break;
		case '"':
			fputs("&quot;", out);
			break;
		case '\'':
			fputs("&#39;", out);
			break;
		default:
			fputc(c < 0x20 || c == 0x7f ? ' ' : c, out);
		}
	}
}

static bool
is_unreserved(unsigned char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
		(c >= '0' && c <= '9') || (c != 0 && strchr("-._~", c));
}

void
print_url_value(FILE *out, trawl_str text)
{
	for (size_t i = 0; i < text.length; i++) {
		unsigned char c = (unsigned char)text.bytes[i];

		if (is_unreserved(c))
			fputc(c, out);
		else if (c == ' ')
			fputc('+', out);
		else
			fprintf(out, "%%%02X", c);
	}
}

static bool
starts(trawl_str text, const char *prefix)
{
	size_t n = strlen(prefix);

	return text.length >= n && strncasecmp(text.bytes, prefix, n) == 0;
}

bool
is_safe_link(trawl_str url)
{
	if (url.length == 0)
		return false;
	for (size_t i = 0; i < url.length; i++) {
		unsigned char c = (unsigned char)url.bytes[i];

		if (c <= 0x20 || c == 0x7f || c == '\\')
			return false;
	}
	if (starts(url, "http://") || starts(url, "https://"))
		return true;
	if (starts(url, "//"))
		return false;
	/* Relative: no colon before the first slash, which a scheme needs. */
	const char *colon = memchr(url.bytes, ':', url.length);
	const char *slash = memchr(url.bytes, '/', url.length);
	return !colon || (slash && slash < colon);
}
