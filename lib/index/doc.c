/* doc.c: an article as the index takes it: what it must have. */
/* SPDX-License-Identifier: MIT */
#include "index/doc.h"

#include "index/format.h"

int
tw_doc_check(const struct tw_doc *doc, trawl_error *err)
{
	struct tw_str id = doc->field[TRAWL_ID];

	if (id.n == 0)
		return tw_fail(err, TRAWL_EINVAL, "an article without an id");
	if (id.n > TW_ID_MAX)
		return tw_fail(err, TRAWL_EFULL, "article '%.60s...': an id "
			"of %zu bytes: at most %d", id.p, id.n, TW_ID_MAX);
	if (doc->field[TRAWL_TITLE].n == 0 && doc->field[TRAWL_TEXT].n == 0)
		return tw_fail(err, TRAWL_EEMPTY, "article '%.*s': neither "
			"title nor text", (int)id.n, id.p);
	return TRAWL_OK;
}
