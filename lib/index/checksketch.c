/* checksketch.c: the sketches of articles are those of their texts. */
/* SPDX-License-Identifier: MIT */
#include "index/analyzers.h"
#include "index/checking.h"
#include "text/analyzer.h"
#include "text/sketch.h"

static int
sketch_of(struct tw_checking *checking, const struct tw_doc *from,
	uint64_t *ret, trawl_error *err)
{
	struct tw_analyzer *analyzer = NULL;
	struct tw_buf hashes = {0};
	int status = TRAWL_OK;

	if (!checking->analyzers)
		status = tw_analyzers_new(checking->root.language, 0,
			&checking->analyzers, err);
	if (status == TRAWL_OK)
		status = tw_analyzers_get(checking->analyzers,
			from->field[TRAWL_LANGUAGE], &analyzer, err);
	if (status == TRAWL_OK)
		status = tw_text_hashes(analyzer, from->field[TRAWL_TEXT],
			&hashes, err);
	if (status == TRAWL_OK)
		*ret = tw_sketch_hashes((const uint32_t *)(void *)hashes.p,
			hashes.n / sizeof(uint32_t));
	tw_buf_done(&hashes);
	return status;
}

int
tw_check_sketch(struct tw_checking *checking, struct tw_segment *segment,
	uint32_t doc, const struct tw_doc *from, trawl_error *err)
{
	uint64_t sketch = 0;
	uint64_t expected = 0;

	/* Another analysis gives other words; of a text so long some may not
	   be indexed. */
	if (checking->root.analysis != TW_ANALYSIS_VERSION ||
		from->field[TRAWL_TEXT].n >= TW_TOKENS_MAX)
		return TRAWL_OK;
	int status = tw_segment_sketch(segment, doc, &sketch, err);

	if (status != TRAWL_OK)
		return tw_checking_heard(checking, status, err);
	status = sketch_of(checking, from, &expected, err);
	if (status == TRAWL_OK && sketch != expected)
		tw_checking_tell(checking, "segment %u, sketches: wrong for "
			"article %u", segment->info.segment, doc);
	return status;
}
