/* typing.c: the public functions that help with typing a query. */
/* SPDX-License-Identifier: MIT */
#include "api/handles.h"
#include "result/correct.h"

int
trawl_correct(trawl_reader *reader, const trawl_query *query,
	const char **ret_text, trawl_error *err)
{
	struct tw_buf corrected = {0};
	int status = tw_correct(reader->reader, query->analyzer,
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
