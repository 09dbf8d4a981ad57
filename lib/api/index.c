/* index.c: the public functions of an index and its life. */
/* SPDX-License-Identifier: MIT */
#include "api/handles.h"
#include "base/alloc.h"
#include "index/check.h"

/* For a file that was made a moment ago, or that holds no index yet. */
static int
create(struct tw_store *store, const char *language,
	const struct tw_ranking *ranking, trawl_error *err)
{
	int status = tw_index_create(store, language, ranking, err);

	return status == TRAWL_END ? TRAWL_OK : status;
}

/* Reads the root once, so that a file that is no index is told at once. */
static int
probe(struct tw_store *store, trawl_error *err)
{
	struct tw_reader *reader;
	int status = tw_reader_open(store, &reader, err);

	if (status == TRAWL_OK)
		tw_reader_free(reader);
	return status;
}

static int
open_store(const char *path, const struct trawl_index_options *options,
	struct tw_store **ret, trawl_error *err)
{
	bool is_read_only = (options->flags & TRAWL_READ_ONLY) != 0;
	bool may_create = (options->flags & TRAWL_CREATE) && !is_read_only;
	const char *language = NULL;
	struct tw_ranking ranking = tw_ranking_usual;
	int status = tw_read_language(options->language, &language, err);

	if (status == TRAWL_OK && options->ranking)
		status = tw_ranking_read(tw_str_of(options->ranking), &ranking,
			err);
	if (status != TRAWL_OK)
		return status;
	status = tw_store_open(path, is_read_only ? TW_STORE_READ_ONLY :
		may_create ? TW_STORE_CREATE : 0, ret, err);
	if (status != TRAWL_OK)
		return status;
	status = probe(*ret, err);
	if (status == TRAWL_ENOTINDEX && may_create) {
		status = create(*ret, language, &ranking, err);
		if (status == TRAWL_OK)
			status = probe(*ret, err);
	}
	if (status != TRAWL_OK)
		tw_store_close(*ret);
	return status;
}

int
trawl_index_open(const char *path, const struct trawl_index_options *options,
	trawl_index **ret_index, trawl_error *err)
{
	struct trawl_index_options all;
	struct tw_store *store;

	if (!path || !*path)
		return tw_fail(err, TRAWL_EINVAL,
			"the path of an index is needed");
	tw_options(&all, sizeof(all), options);
	int status = open_store(path, &all, &store, err);
	if (status != TRAWL_OK)
		return status;
	trawl_index *index = tw_alloc_zeroed(1, sizeof(*index));
	if (!index) {
		tw_store_close(store);
		return tw_no_memory(err);
	}
	index->store = store;
	*ret_index = index;
	return TRAWL_OK;
}

void
trawl_index_close(trawl_index *index)
{
	if (!index)
		return;
	tw_store_close(index->store);
	tw_free(index);
}

int
trawl_check(const char *path, trawl_check_fn *fn, void *context,
	trawl_error *err)
{
	return tw_check(path, fn, context, err);
}

int
trawl_compact(trawl_index *index, trawl_error *err)
{
	return tw_store_compact(index->store, err);
}

int
trawl_backup(trawl_index *index, const char *destination, trawl_error *err)
{
	return tw_store_copy(index->store, destination, err);
}
