/* request.h: what a web request asks for, checked. */
/* SPDX-License-Identifier: MIT */
#ifndef CLI_REQUEST_H
#define CLI_REQUEST_H

#include <stdbool.h>
#include <stdint.h>
#include <trawl.h>

#define REQUEST_QUERY_MAX 512	/* bytes of q, decoded */
#define REQUEST_STRING_MAX 4096	/* bytes of the query string */
#define REQUEST_PAGE_SIZE 10
#define REQUEST_PAGE_MAX 100

struct request {
	char query[REQUEST_QUERY_MAX + 1];
	size_t query_length;
	bool has_query;		/* q was given, be it empty */
	bool json;		/* format=json */
	uint32_t page;		/* from 1 */
};

/*
 * Reads ?q=&page=&format= (application/x-www-form-urlencoded); other
 * parameters are left alone, of several with one name the last counts. False
 * for what cannot be meant, with a sentence that says so.
 */
bool request_read(const char *query_string, struct request *ret,
	const char **ret_problem);

#endif
