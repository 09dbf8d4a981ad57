/* typing.c: the public functions that help with typing a query. */
/* SPDX-License-Identifier: MIT */
#include "api/handles.h"
#include "page/guess.h"
#include "result/correct.h"

/* True if the query is surely of another language than it is read in, whose
   words would be taken for misspelt ones. */
static bool
is_foreign(const trawl_query *query)
{
	const char *shown = tw_guess_query(query->query->text);

	return shown && (!query->language ||
		strcmp(shown, query->language) != 0);
}

int
trawl_correct(trawl_reader *reader, const trawl_query *query,
	const char **ret_text, trawl_error *err)
{
	struct tw_buf corrected = {0};
	int status = is_foreign(query) ? TRAWL_END :
		tw_correct(reader->reader, query->analyzer,
			query->query->text, query->plain, &corrected, err);

	if (status == TRAWL_OK) {
		char *text = tw_arena_copy(&query->query->arena, corrected.p,
			corrected.n);

		if (text)
			*ret_text = text;
		else
			status = tw_no_memory(err);
	}
	tw_buf_done(&corrected);
	return status;
}
