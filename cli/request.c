/* request.c: what a web request asks for, checked. */
/* SPDX-License-Identifier: MIT */
#include "request.h"

#include <string.h>

static int
hex(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

/*
 * Decodes up to `room` bytes and ends them with a NUL; a % that begins no
 * code stands for itself. False if there are more.
 */
static bool
decode(const char *p, size_t n, char *out, size_t room, size_t *ret_length)
{
	size_t length = 0;

	for (size_t i = 0; i < n; i++) {
		char c = p[i] == '+' ? ' ' : p[i];

		if (p[i] == '%' && i + 2 < n && hex(p[i + 1]) >= 0 &&
			hex(p[i + 2]) >= 0) {
			c = (char)(hex(p[i + 1]) * 16 + hex(p[i + 2]));
			i += 2;
		}
		if (length == room)
			return false;
		out[length++] = c;
	}
	out[length] = '\0';
	*ret_length = length;
	return true;
}

static bool
read_page(const char *p, size_t n, uint32_t *ret)
{
	uint32_t page = 0;

	for (size_t i = 0; i < n; i++) {
		if (p[i] < '0' || p[i] > '9' || page > REQUEST_PAGE_MAX)
			return false;
		page = page * 10 + (uint32_t)(p[i] - '0');
	}
	if (n == 0 || page < 1 || page > REQUEST_PAGE_MAX)
		return false;
	*ret = page;
	return true;
}

static bool
is(const char *p, size_t n, const char *name)
{
	return n == strlen(name) && memcmp(p, name, n) == 0;
}

/* One name=value. */
static const char *
read_pair(const char *p, size_t n, struct request *request)
{
	const char *sign = memchr(p, '=', n);
	size_t name = sign ? (size_t)(sign - p) : n;
	const char *value = sign ? sign + 1 : p + n;
	size_t length = sign ? n - name - 1 : 0;

	if (is(p, name, "q")) {
		request->has_query = true;
		if (!decode(value, length, request->query, REQUEST_QUERY_MAX,
			&request->query_length))
			return "The search is longer than 512 bytes.";
	} else if (is(p, name, "page")) {
		if (!read_page(value, length, &request->page))
			return "The page must be a number from 1 to 100.";
	} else if (is(p, name, "format")) {
		request->json = is(value, length, "json");
		if (!request->json && !is(value, length, "html"))
			return "The format must be html or json.";
	}
	return NULL;
}

bool
request_read(const char *query_string, struct request *ret,
	const char **ret_problem)
{
	struct request request = {.page = 1};
	const char *p = query_string;

	*ret = request;
	if (strlen(p) > REQUEST_STRING_MAX) {
		*ret_problem = "The address is too long.";
		return false;
	}
	while (*p) {
		size_t n = strcspn(p, "&");

		*ret_problem = read_pair(p, n, &request);
		if (*ret_problem)
			return false;
		p += n;
		p += *p == '&';
	}
	*ret = request;
	return true;
}
