/* relax.c: the public functions that say why a query finds nothing. */
/* SPDX-License-Identifier: MIT */
#include "api/handles.h"
#include "base/alloc.h"
#include "result/relaxed.h"

#define CHANGES_MAX 5

struct trawl_relaxed {
	struct trawl_change changes[CHANGES_MAX];
	uint32_t count;
	struct tw_arena arena;
};

static int
relax(trawl_relaxed *relaxed, trawl_reader *reader, const trawl_query *query,
	const struct trawl_search_options *options, trawl_error *err)
{
	struct tw_relaxed found[CHANGES_MAX];
	struct tw_dated dated;
	int status = tw_read_dates(options, &dated, err);

	if (status == TRAWL_OK)
		status = tw_relax(reader->reader, query->query, &dated, found,
			CHANGES_MAX, &relaxed->count, &relaxed->arena, err);
	if (status != TRAWL_OK)
		return status;
	for (uint32_t i = 0; i < relaxed->count; i++)
		relaxed->changes[i] = (struct trawl_change){
			.query = found[i].query.p,
			.why = found[i].why.p,
			.total = found[i].total,
			.any_date = found[i].is_undated,
		};
	return TRAWL_OK;
}

int
trawl_relax(trawl_reader *reader, const trawl_query *query,
	const struct trawl_search_options *options,
	trawl_relaxed **ret_relaxed, trawl_error *err)
{
	struct trawl_search_options all;
	trawl_relaxed *relaxed = tw_alloc_zeroed(1, sizeof(*relaxed));

	if (!relaxed)
		return tw_no_memory(err);
	tw_options(&all, sizeof(all), options);
	int status = relax(relaxed, reader, query, &all, err);
	if (status != TRAWL_OK) {
		trawl_relaxed_free(relaxed);
		return status;
	}
	*ret_relaxed = relaxed;
	return TRAWL_OK;
}

void
trawl_relaxed_free(trawl_relaxed *relaxed)
{
	if (!relaxed)
		return;
	tw_arena_done(&relaxed->arena);
	tw_free(relaxed);
}

size_t
trawl_relaxed_changes(const trawl_relaxed *relaxed,
	const struct trawl_change **ret_changes)
{
	*ret_changes = relaxed->changes;
	return relaxed->count;
}
