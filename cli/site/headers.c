/* headers.c: what stands above the body of a response. */
/* SPDX-License-Identifier: MIT */
#include "site/headers.h"

#include <inttypes.h>

static const char *
reason(int status)
{
	switch (status) {
	case 200:
		return "OK";
	case 204:
		return "No Content";
	case 304:
		return "Not Modified";
	case 400:
		return "Bad Request";
	case 404:
		return "Not Found";
	case 405:
		return "Method Not Allowed";
	default:
		return "Service Unavailable";
	}
}

void
print_headers(FILE *out, const struct response *response, const char *language)
{
	fprintf(out, "Status: %d %s\r\n", response->status,
		reason(response->status));
	if (response->status != 304 && response->status != 204)
		fprintf(out, "Content-Type: %s\r\nContent-Length: %zu\r\n"
			"Content-Language: %s\r\n", response->type,
			response->length, language);
	if (response->tag != 0)
		fprintf(out, "ETag: W/\"%016" PRIx64 "\"\r\n", response->tag);
	fprintf(out,
		"Content-Security-Policy: default-src 'none'; style-src "
		"'self'; script-src 'self'; connect-src 'self'; img-src "
		"'self'; font-src 'self'; form-action 'self'; base-uri "
		"'none'; frame-ancestors 'self'\r\n"
		"X-Content-Type-Options: nosniff\r\n"
		"Referrer-Policy: same-origin\r\n"
		"%s\r\n", response->headers);
}
