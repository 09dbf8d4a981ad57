/* headers.c: "Name: value" lines, as HTTP, WARC and mail have them. */
/* SPDX-License-Identifier: MIT */
#include "page/headers.h"

#include <strings.h>

#include "page/plain.h"

static bool
is_space(char c)
{
	return c == ' ' || c == '\t';
}

/* Bytes of the line with its end. */
static size_t
line_size(struct tw_str text)
{
	const char *stop = text.n > 0 ? memchr(text.p, '\n', text.n) : NULL;

	return stop ? (size_t)(stop - text.p) + 1 : text.n;
}

size_t
tw_headers_size(struct tw_str bytes)
{
	size_t at = 0;

	while (at < bytes.n) {
		struct tw_str rest = tw_str(bytes.p + at, bytes.n - at);
		size_t n = line_size(rest);

		at += n;
		if (rest.p[0] == '\n' || (n == 2 && rest.p[0] == '\r'))
			return at;
	}
	return bytes.n;
}

struct tw_str
tw_headers_get(struct tw_str headers, const char *name)
{
	size_t length = strlen(name);

	while (headers.n > 0) {
		size_t n = line_size(headers);
		bool is_it = n > length && headers.p[length] == ':'
			&& strncasecmp(headers.p, name, length) == 0;

		while (is_it && n < headers.n && is_space(headers.p[n]))
			n += line_size(tw_str(headers.p + n, headers.n - n));
		if (is_it)
			return tw_plain_trim(tw_str(headers.p + length + 1,
				n - length - 1));
		headers = tw_str(headers.p + n, headers.n - n);
	}
	return TW_STR("");
}

bool
tw_headers_is(struct tw_str value, const char *type)
{
	size_t n = strlen(type);

	return value.n >= n && strncasecmp(value.p, type, n) == 0
		&& (value.n == n || memchr("; \t\r\n", value.p[n], 5));
}

/* A parameter's value: up to its end, or the second quote. */
static struct tw_str
unquoted(struct tw_str text)
{
	size_t n = 0;

	if (text.n > 0 && text.p[0] == '"') {
		const char *stop = memchr(text.p + 1, '"', text.n - 1);

		n = stop ? (size_t)(stop - text.p) - 1 : text.n - 1;
		return tw_str(text.p + 1, n);
	}
	while (n < text.n && !memchr("; \t\r\n", text.p[n], 5))
		n++;
	return tw_str(text.p, n);
}

bool
tw_headers_parameter(struct tw_str value, const char *name,
	struct tw_buf *out)
{
	size_t length = strlen(name);

	for (size_t i = 1; i + length < value.n; i++) {
		if (!memchr("; \t\n", value.p[i - 1], 4)
			|| value.p[i + length] != '='
			|| strncasecmp(value.p + i, name, length) != 0)
			continue;
		i += length + 1;

		struct tw_str found = unquoted(tw_str(value.p + i,
			value.n - i));

		tw_buf_add_str(out, found);
		return found.n > 0;
	}
	return false;
}
