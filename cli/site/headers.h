/* headers.h: what stands above the body of a response. */
/* SPDX-License-Identifier: MIT */
#ifndef CLI_SITE_HEADERS_H
#define CLI_SITE_HEADERS_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

struct response {
	int status;		/* of HTTP */
	const char *type;
	const char *headers;	/* further ones, or "" */
	uint64_t tag;		/* of its content; 0: none */
	char *body;
	size_t length;
};

/* No byte of a request is among them. The body is in the language. */
void print_headers(FILE *out, const struct response *response,
	const char *language);

#endif
