/* language.c: the public functions that tell languages. */
/* SPDX-License-Identifier: MIT */
#include "api/handles.h"
#include "page/guess.h"
#include "text/utf8.h"

const char *
trawl_language_of(const char *text, size_t length)
{
	struct tw_str bytes = tw_str(text, length);

	bytes.n = tw_utf8_valid_bytes(bytes);
	return tw_guess_language(bytes);
}

const char *
trawl_query_language(const char *text, size_t length)
{
	struct tw_str bytes = tw_str(text, length);

	bytes.n = tw_utf8_valid_bytes(bytes);
	return tw_guess_query(bytes);
}
