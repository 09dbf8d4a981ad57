/* fuzz_request.c: any bytes as the query string of a web request. */
/* SPDX-License-Identifier: MIT */
#include "fuzz.h"

#include <stdlib.h>
#include <string.h>

#include "request.h"

const char *const fuzz_seeds[] = {
	"tests/fuzz/seeds/request", NULL
};

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	struct request request;
	const char *problem = NULL;
	char *text = malloc(length + 1);

	if (text == NULL)
		return 0;
	if (length > 0)
		memcpy(text, bytes, length);
	text[length] = '\0';
	bool understood = request_read(text, &request, &problem);
	FUZZ_CHECK(understood == (problem == NULL));
	FUZZ_CHECK(request.page >= 1 && request.page <= REQUEST_PAGE_MAX);
	FUZZ_CHECK(request.query_length <= REQUEST_QUERY_MAX);
	FUZZ_CHECK(request.query[request.query_length] == '\0');
	FUZZ_CHECK(request.has_query || request.query_length == 0);
	free(text);
	return 0;
}
