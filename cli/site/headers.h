/* headers.h: what stands above the body of a response. */
/* SPDX-License-Identifier: MIT */
#ifndef CLI_SITE_HEADERS_H
#define CLI_SITE_HEADERS_H

#include <stddef.h>
#include <stdint.h>

struct response {
	int status;		/* of HTTP */
	const char *type;
	const char *headers;	/* further ones, or "" */
	uint64_t tag;		/* of its content; 0: none */
	char *body;
	size_t length;
};

#define HEADERS_MAX 1024

/* Writes them, and the empty line behind; the bytes that they take. No byte of
   a request is among them. The body is in the language. */
size_t write_headers(char ret[HEADERS_MAX], const struct response *response,
	const char *language);

#endif
