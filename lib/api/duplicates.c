/* duplicates.c: the public function that finds what reads alike. */
/* SPDX-License-Identifier: MIT */
#include "api/handles.h"
#include "base/alloc.h"
#include "result/twins.h"

static int
tell_groups(const struct tw_twins *twins, trawl_duplicates_fn *fn,
	void *context, trawl_error *err)
{
	trawl_str *ids = tw_alloc((twins->count + (size_t)1) * sizeof(*ids));
	int status = ids ? TRAWL_OK : tw_no_memory(err);

	for (uint32_t i = 0; i < twins->count && status == TRAWL_OK;) {
		uint32_t group = twins->list[i].group;
		size_t n = 0;

		for (; i < twins->count && twins->list[i].group == group; i++)
			ids[n++] = tw_public(twins->list[i].id);
		status = fn(context, ids, n);
	}
	tw_free(ids);
	return status;
}

int
trawl_reader_duplicates(trawl_reader *reader, int keep,
	trawl_duplicates_fn *fn, void *context, trawl_error *err)
{
	struct tw_twins twins = {0};

	if (keep != TRAWL_KEEP_NEWEST && keep != TRAWL_KEEP_LONGEST)
		return tw_fail(err, TRAWL_EINVAL, "duplicates: nothing keeps "
			"by %d", keep);

	int status = tw_twins_find(reader->reader, keep == TRAWL_KEEP_LONGEST
		? TW_STAND_LONGEST : TW_STAND_NEWEST, &twins, err);

	if (status == TRAWL_OK)
		status = tell_groups(&twins, fn, context, err);
	tw_twins_done(&twins);
	return status;
}
