/* commit.c: makes what a writer did durable and visible, or nothing of it. */
/* SPDX-License-Identifier: MIT */
#include "index/change.h"

/* Smaller files are never too large. */
#define LOOSE_LEAST ((uint64_t)1 << 20)

/* Segments merged at once by tw_change_merge_all. */
#define MERGE_MOST 16

/* Makes records of the dead of a segment, and its info in the new root. */
static int
commit_deaths(struct tw_change *change, uint32_t i,
	struct tw_census *census, struct tw_segment_info *info,
	trawl_error *err)
{
	int status = tw_deaths_subtract(&change->deaths[i],
		&change->segments[i], census, err);

	if (status != TRAWL_OK)
		return status;
	return tw_deaths_write(&change->deaths[i], &change->segments[i],
		&change->pending, info, err);
}

/*
 * What a commit merges on the way: among the segments that the view has, so
 * that the newest waits for the next commit. Sizes are those without the dead
 * of this commit, which go by the merge: they need not be subtracted.
 */
static struct tw_merge_range
small_merge_due(const struct tw_change *change)
{
	struct tw_segment_info infos[TW_SEGMENTS_MAX];
	uint32_t count = change->txn ? change->seen : 0;
	uint32_t living = 0;

	for (uint32_t i = 0; i < count; i++) {
		infos[i] = change->root.segment[i];
		infos[i].dead += change->deaths[i].died;
	}
	struct tw_merge_range range = tw_merge_due(infos, count);

	for (uint32_t i = range.first; i < range.first + range.count; i++)
		living += infos[i].docs - infos[i].dead;
	if (living == 0 || !tw_change_is_small(change, range))
		range.count = 0;
	return range;
}

/*
 * Its records wait with those of the commit. If it fails, range->count becomes
 * 0, and the commit goes on without it.
 */
static void
merge_small(struct tw_change *change, struct tw_merge_range *range,
	struct tw_segment_info *ret)
{
	size_t before = change->pending.records.n;
	uint32_t number = change->root.next_segment;
	struct tw_packing packing = tw_change_packing(change, *range);
	int status = tw_merge(&change->segments[range->first],
		&change->deaths[range->first], range->count,
		&change->root.ranking, &packing, NULL,
		&change->pending.adder, number, ret, NULL);

	if (status == TRAWL_OK) {
		change->root.next_segment++;
		return;
	}
	change->pending.records.n = before;
	range->count = 0;
}

/* The root after the commit. */
static int
make_root(struct tw_change *change, struct tw_census *census,
	struct tw_root *root, trawl_error *err)
{
	struct tw_merge_range range = small_merge_due(change);
	struct tw_segment_info merged;

	if (range.count > 0)
		merge_small(change, &range, &merged);
	tw_root_copy(root, &change->root);
	root->count = 0;
	root->generation++;
	for (uint32_t i = 0; i < change->root.count; i++) {
		struct tw_segment_info *info = &root->segment[root->count];
		int status = TRAWL_OK;

		if (range.count > 0 && i == range.first) {
			*info = merged;
			i += range.count - 1;
			root->count++;
			continue;
		}
		if (tw_change_is_all_dead(change, i))
			continue;
		*info = change->root.segment[i];
		if (change->deaths[i].died > 0)
			status = commit_deaths(change, i, census, info, err);
		if (status != TRAWL_OK)
			return status;
		root->count++;
	}
	return TRAWL_OK;
}

/* The new root is the file's. */
static void
settle(struct tw_change *change, const struct tw_root *root)
{
	for (uint32_t i = 0; i < change->root.count; i++)
		tw_deaths_done(&change->deaths[i]);
	tw_root_copy(&change->root, root);
	change->committed = root->count;
}

/* Only segments that a view had open have deaths. */
static int
view_deaths(struct tw_change *change, trawl_error *err)
{
	if (!tw_change_has_deaths(change) || change->txn)
		return TRAWL_OK;
	return tw_change_view(change, err);
}

int
tw_change_commit(struct tw_change *change, struct tw_census *census,
	trawl_error *err)
{
	struct tw_root root;

	if (!tw_change_has_deaths(change) &&
		change->root.count == change->committed)
		return TRAWL_OK;
	int status = view_deaths(change, err);

	if (status == TRAWL_OK)
		status = make_root(change, census, &root, err);
	tw_change_close_view(change);
	if (status == TRAWL_OK)
		status = tw_change_put_root(change, &root, err);
	if (status == TRAWL_OK)
		settle(change, &root);
	return status;
}

/* ------------------------------------------------------------------ */
/* Merges behind it.                                                    */

/* Small ones wait for the next commit, which does them on its way. */
int
tw_change_merge_due(struct tw_change *change, trawl_error *err)
{
	const struct tw_root *root = &change->root;
	int status = TRAWL_OK;

	while (status == TRAWL_OK) {
		struct tw_merge_range range = tw_merge_due(root->segment,
			root->count);
		trawl_error why;

		if (range.count == 0 || tw_change_is_small(change, range))
			break;
		status = tw_change_merge(change, range, &why);
		if (tw_merge_may_wait(status))
			return TRAWL_OK;
		if (status != TRAWL_OK && err)
			*err = why;
	}
	return status;
}

int
tw_change_merge_all(struct tw_change *change, trawl_error *err)
{
	const struct tw_root *root = &change->root;
	int status = TRAWL_OK;

	while (status == TRAWL_OK && (root->count > 1 ||
		(root->count == 1 && root->segment[0].dead > 0))) {
		struct tw_merge_range last = {
			.count = root->count < MERGE_MOST ? root->count :
				MERGE_MOST,
		};

		last.first = root->count - last.count;
		status = tw_change_merge(change, last, err);
	}
	return status;
}

/* ------------------------------------------------------------------ */

/*
 * A merge needs room for both old and new, and LMDB's file never shrinks: it
 * stays as large as it was during the largest merge.
 */
bool
tw_change_is_loose(const struct tw_change *change)
{
	struct tw_store_size size;
	struct tw_txn *txn;
	uint64_t living = 0;

	if (tw_txn_read_place(change->store, &txn, NULL) != TRAWL_OK)
		return false;
	int status = tw_txn_size(txn, &size, NULL);

	tw_txn_end(txn);
	if (status != TRAWL_OK || size.file_bytes < LOOSE_LEAST)
		return false;
	for (uint32_t i = 0; i < change->committed; i++)
		living += tw_segment_living(&change->root.segment[i]);
	return size.file_bytes / 9 > living / 7 &&
		size.file_bytes - size.used_bytes > size.file_bytes / 16;
}
