/* explain.c: the public function that tells what a score is made of. */
/* SPDX-License-Identifier: MIT */
#include "result/explain.h"

#include <string.h>

#include "api/handles.h"

int
trawl_hits_explain(trawl_hits *hits, uint32_t i,
	struct trawl_explanation *ret_explanation, trawl_error *err)
{
	size_t size = ret_explanation->size;
	struct trawl_explanation explanation = {.size = size};
	struct tw_explain explain = {
		.reader = hits->reader->reader,
		.query = hits->query->query,
		.recency = hits->dated.recency,
		.feedback = hits->feedback,
		.by_score = hits->dated.order == TW_BY_SCORE,
		.second = (hits->groups ? hits->groups[hits->offset + i].shown
			: hits->offset + i) < hits->reranked,
	};

	if (i >= hits->count)
		return tw_fail(err, TRAWL_EINVAL, "there is no hit %u of %u",
			(unsigned)i, (unsigned)hits->count);
	explain.hit = hits->hits.hits[hits->offset + i];
	int status = tw_explain(&explain, &hits->arena, &explanation.parts,
		&explanation.count, &explanation.line, err);

	if (status == TRAWL_OK)
		memcpy(ret_explanation, &explanation,
			size < sizeof(explanation) ? size
				: sizeof(explanation));
	return status;
}
