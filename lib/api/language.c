/* language.c: the public functions that tell languages. */
/* SPDX-License-Identifier: MIT */
#include "api/handles.h"

#include <stdio.h>

#include "page/guess.h"
#include "text/analyzer.h"
#include "text/utf8.h"

/* Fails with those that are known best. */
static int
fail(const char *name, trawl_error *err)
{
	char codes[200] = "";
	size_t n = 0;

	for (size_t i = 0; tw_language_code(i) && n < sizeof(codes) - 5; i++)
		n += (size_t)snprintf(codes + n, sizeof(codes) - n, " %s",
			tw_language_code(i));
	return tw_fail(err, TRAWL_EINVAL,
		"no language is called '%.60s'; there are, with stemmers,%s, "
		"and others without, such as pl and zh", name, codes);
}

int
tw_read_language(const char *name, const char **ret, trawl_error *err)
{
	const char *language = "en";

	if (name)
		language = tw_language_find(tw_str_of(name));
	if (!language)
		return fail(name, err);
	*ret = language;
	return TRAWL_OK;
}

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
