/* html.c: text in HTML, escaped for where it stands. */
/* SPDX-License-Identifier: MIT */
#include "html.h"

#include <string.h>
#include <strings.h>

/* Prints what no page may have as what it may; returns its bytes, 0 if the
   text at p is none of that. C1 controls are spaces, too. */
static size_t
print_no_character(FILE *out, const unsigned char *p, size_t n)
{
	if (n >= 2 && p[0] == 0xC2 && p[1] < 0xA0) {
		fputc(' ', out);
		return 2;
	}
	bool is_plane_end = n >= 3 && p[0] == 0xEF && p[1] == 0xBF &&
		p[2] >= 0xBE;
	bool is_arabic = n >= 3 && p[0] == 0xEF && p[1] == 0xB7 &&
		p[2] >= 0x90 && p[2] <= 0xAF;
	bool is_beyond = n >= 4 && p[0] >= 0xF0 && (p[1] & 0x0F) == 0x0F &&
		p[2] == 0xBF && p[3] >= 0xBE;

	if (!is_plane_end && !is_arabic && !is_beyond)
		return 0;
	fputs("\xEF\xBF\xBD", out);
	return is_beyond ? 4 : 3;
}

void
print_html(FILE *out, trawl_str text)
{
	for (size_t i = 0; i < text.length; i++) {
		unsigned char c = (unsigned char)text.bytes[i];
		size_t done = c < 0xC2 ? 0 : print_no_character(out,
			(const unsigned char *)text.bytes + i,
			text.length - i);

		if (done > 0) {
			i += done - 1;
			continue;
		}
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
is_whole_link(trawl_str url)
{
	return starts(url, "http://") || starts(url, "https://");
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
	if (is_whole_link(url))
		return true;
	if (starts(url, "//"))
		return false;
	/* Relative: no colon before the first slash, which a scheme needs. */
	const char *colon = memchr(url.bytes, ':', url.length);
	const char *slash = memchr(url.bytes, '/', url.length);
	return !colon || (slash && slash < colon);
}
