/* create.c: makes the first root of an index. */
/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "index/root.h"
#include "index/writer.h"
#include "text/analyzer.h"

/* TRAWL_END if there is one, or what an older trawl has for one. */
static int
find_root(struct tw_store *store, trawl_error *err)
{
	struct tw_record_key key = {0, 0, 0};
	struct tw_txn *txn;
	int status = tw_txn_read(store, &txn, err);

	if (status != TRAWL_OK)
		return status;
	status = tw_record_seek(txn, &key, err);
	tw_txn_end(txn);
	if (status == TRAWL_END)
		return TRAWL_OK;
	return status == TRAWL_OK ? TRAWL_END : status;
}

static int
write_root(struct tw_store *store, const struct tw_root *root,
	trawl_error *err)
{
	struct tw_txn *txn;
	int status = tw_txn_write(store, &txn, err);

	if (status != TRAWL_OK)
		return status;
	status = tw_root_write(txn, root, err);
	if (status != TRAWL_OK) {
		tw_txn_end(txn);
		return status;
	}
	return tw_txn_commit(txn, err);
}

int
tw_index_create(struct tw_store *store, const char *language,
	const struct tw_ranking *ranking, trawl_error *err)
{
	struct tw_root root = {
		.ranking = *ranking,
		.format = TW_FORMAT_VERSION,
		.analysis = TW_ANALYSIS_VERSION,
		.generation = 1,
		.next_segment = 1,
	};
	size_t n = strlen(language);

	if (n >= sizeof(root.language))
		return tw_fail(err, TRAWL_EINVAL, "'%.50s' is no language",
			language);
	memcpy(root.language, language, n);
	int status = tw_store_lock(store, true, err);

	if (status != TRAWL_OK)
		return status;
	status = find_root(store, err);
	if (status == TRAWL_OK)
		status = write_root(store, &root, err);
	tw_store_unlock(store);
	return status;
}
