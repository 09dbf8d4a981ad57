/* headers.c: what stands above the body of a response. */
/* SPDX-License-Identifier: MIT */
#include "site/headers.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static const char *
reason(int status)
{
	switch (status) {
	case 200:
		return "200 OK";
	case 204:
		return "204 No Content";
	case 304:
		return "304 Not Modified";
	case 400:
		return "400 Bad Request";
	case 404:
		return "404 Not Found";
	case 405:
		return "405 Method Not Allowed";
	default:
		return "503 Service Unavailable";
	}
}

static size_t
write_text(char ret[HEADERS_MAX], size_t at, const char *text)
{
	size_t length = strlen(text);

	assert(at + length < HEADERS_MAX);
	memcpy(ret + at, text, length);
	return at + length;
}

size_t
write_headers(char ret[HEADERS_MAX], const struct response *response,
	const char *language)
{
	char line[256];
	size_t at = write_text(ret, 0, "Status: ");

	at = write_text(ret, at, reason(response->status));
	if (response->status != 304 && response->status != 204) {
		snprintf(line, sizeof(line), "\r\nContent-Type: %s\r\n"
			"Content-Length: %zu\r\nContent-Language: %s",
			response->type, response->length, language);
		at = write_text(ret, at, line);
	}
	if (response->tag != 0) {
		snprintf(line, sizeof(line), "\r\nETag: W/\"%016" PRIx64
			"\"", response->tag);
		at = write_text(ret, at, line);
	}
	at = write_text(ret, at,
		"\r\nContent-Security-Policy: default-src 'none'; style-src "
		"'self'; script-src 'self'; connect-src 'self'; img-src "
		"'self'; font-src 'self'; form-action 'self'; base-uri "
		"'none'; frame-ancestors 'self'\r\n"
		"X-Content-Type-Options: nosniff\r\n"
		"Referrer-Policy: same-origin\r\n");
	at = write_text(ret, at, response->headers);
	return write_text(ret, at, "\r\n");
}
