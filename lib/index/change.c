/* change.c: the index as its writer is changing it: segments come and go. */
/* SPDX-License-Identifier: MIT */
#include "index/change.h"

#include <assert.h>
#include <string.h>

#include "base/alloc.h"
#include "index/view.h"

/* Bytes that a commit may merge on its way. */
#define SMALL_MERGE ((uint64_t)1 << 20)

/* Memory of a merge for articles that it packs: so much more than what waits
   to be put. */
#define PACKING_WAITS 2

/* The same for what a helper writes, and the bytes that are worth one. */
#define SHARE_WAITS 2
#define SHARED_LEAST ((uint64_t)16 << 20)

/* ------------------------------------------------------------------ */
/* Opening.                                                             */

static int
read_root(struct tw_change *change, trawl_error *err)
{
	struct tw_txn *txn;
	int status = tw_txn_read_place(change->store, &txn, err);

	if (status != TRAWL_OK)
		return status;
	status = tw_root_read(txn, &change->root, err);
	tw_txn_end(txn);
	change->committed = change->root.count;
	return status;
}

/*
 * The first segment with a number of *number or above that has records but
 * is not in the root; TRAWL_END.
 */
static int
find_leftover(struct tw_change *change, uint32_t *number, trawl_error *err)
{
	struct tw_record_key key = {.segment = *number};
	struct tw_txn *txn;
	int status = tw_txn_read_place(change->store, &txn, err);

	if (status != TRAWL_OK)
		return status;
	for (;;) {
		status = tw_record_seek(txn, &key, err);
		if (status == TRAWL_OK && key.segment == TW_ROOT_SEGMENT)
			status = TRAWL_END;
		if (status != TRAWL_OK || tw_root_find(&change->root,
			key.segment) == change->root.count)
			break;
		key = (struct tw_record_key){.segment = key.segment + 1};
	}
	tw_txn_end(txn);
	if (status == TRAWL_OK)
		*number = key.segment;
	return status;
}

/* Deletes what a writer left that was killed, or could not delete it. */
static int
delete_leftovers(struct tw_change *change, trawl_error *err)
{
	uint32_t number = 0;

	for (;;) {
		int status = find_leftover(change, &number, err);

		if (status == TRAWL_END)
			return TRAWL_OK;
		if (status == TRAWL_OK)
			status = tw_pending_delete(&change->pending, number,
				err);
		if (status != TRAWL_OK)
			return status;
	}
}

/* Waits for who has the view; the status is kept. */
static void
await_helper(struct tw_change *change)
{
	if (!change->is_subtracting)
		return;
	change->subtracted = tw_worker_wait(change->helper, &change->why);
	change->is_subtracting = false;
}

/* Nobody but a merge and the helper keeps anything of the view. */
static void
close_view(void *context)
{
	await_helper(context);
	tw_change_close_view(context);
}

int
tw_change_open(struct tw_change *change, struct tw_store *store, size_t most,
	trawl_error *err)
{
	*change = (struct tw_change){.store = store};
	tw_pending_init(&change->pending, store, most);
	change->pending.make_way = close_view;
	change->pending.context = change;
	int status = read_root(change, err);

	if (status == TRAWL_OK)
		status = delete_leftovers(change, err);
	return status;
}

static void
forget_view(struct tw_change *change)
{
	tw_view_close(change->segments, change->seen);
	tw_txn_end(change->txn);
	change->segments = NULL;
	change->txn = NULL;
	change->seen = 0;
}

/* Whether there are records that no root will name: of hidden segments, or of
   some that were merged, where nothing was put since. */
static bool
has_hidden(const struct tw_change *change)
{
	return change->root.count > change->committed ||
		change->pending.dropped.n > 0;
}

void
tw_change_done(struct tw_change *change)
{
	bool leaves_some = has_hidden(change);

	forget_view(change);
	for (uint32_t i = 0; i < change->root.count; i++)
		tw_deaths_done(&change->deaths[i]);
	tw_pending_forget(&change->pending);
	if (leaves_some && read_root(change, NULL) == TRAWL_OK) {
		/* What cannot be deleted now, the next writer deletes. */
		int status = delete_leftovers(change, NULL);

		(void)status;
	}
	tw_pending_done(&change->pending);
}

/* ------------------------------------------------------------------ */
/* The view.                                                            */

void
tw_change_close_view(struct tw_change *change)
{
	tw_txn_end(change->txn);
	change->txn = NULL;
}

static int
open_view(struct tw_change *change, trawl_error *err)
{
	struct tw_segment *segments;
	int status = tw_txn_read_place(change->store, &change->txn, err);

	if (status != TRAWL_OK)
		return status;
	bool is_same_map = change->map == tw_txn_map(change->txn);

	change->source = tw_txn_source(change->txn);
	status = tw_view_open(&change->source, change->root.segment,
		change->root.count, change->segments,
		is_same_map ? change->seen : 0, &segments, err);
	tw_view_close(change->segments, change->seen);
	change->segments = NULL;
	change->seen = 0;
	if (status != TRAWL_OK)
		return status;
	change->segments = segments;
	change->seen = change->root.count;
	change->map = tw_txn_map(change->txn);
	return TRAWL_OK;
}

int
tw_change_view(struct tw_change *change, trawl_error *err)
{
	if (change->txn && change->seen == change->root.count)
		return TRAWL_OK;
	tw_change_close_view(change);
	int status = tw_pending_put(&change->pending, err);

	if (status == TRAWL_OK)
		status = open_view(change, err);
	if (status != TRAWL_OK)
		tw_change_close_view(change);
	return status;
}

uint32_t
tw_change_fresh(const struct tw_change *change)
{
	uint32_t count = 0;

	for (uint32_t i = 0; i < change->root.count; i++)
		count += change->deaths[i].fresh_count;
	return count;
}

/* A tw_job_fn. Segments that are all dead go without a word. */
static int
subtract_aside(void *context, trawl_error *err)
{
	struct tw_change *change = context;
	int status = TRAWL_OK;

	for (uint32_t i = 0; i < change->seen && status == TRAWL_OK; i++)
		if (!tw_change_is_all_dead(change, i))
			status = tw_deaths_subtract(&change->deaths[i],
				&change->segments[i], change->census, err);
	return status;
}

void
tw_change_start_subtracting(struct tw_change *change,
	struct tw_census *census)
{
	assert(change->txn && change->helper && !change->is_subtracting);
	change->census = census;
	change->is_subtracting = true;
	tw_worker_start(change->helper, subtract_aside, change);
}

int
tw_change_end_subtracting(struct tw_change *change, trawl_error *err)
{
	await_helper(change);
	int status = change->subtracted;

	change->subtracted = TRAWL_OK;
	if (status < 0 && err)
		*err = change->why;
	return status;
}

/* ------------------------------------------------------------------ */
/* Hidden segments.                                                     */

int
tw_change_begin_segment(struct tw_change *change, uint32_t *ret_number,
	trawl_error *err)
{
	if (change->root.count == TW_SEGMENTS_MAX)
		return tw_fail(err, TRAWL_EFULL, "%s: there are %d segments: "
			"merge them", tw_store_path(change->store),
			TW_SEGMENTS_MAX);
	if (change->root.next_segment == TW_ROOT_SEGMENT)
		return tw_fail(err, TRAWL_EFULL, "%s: segment numbers are "
			"used up: export and index again",
			tw_store_path(change->store));
	*ret_number = change->root.next_segment++;
	return TRAWL_OK;
}

void
tw_change_end_segment(struct tw_change *change,
	const struct tw_segment_info *info)
{
	assert(change->root.count < TW_SEGMENTS_MAX);
	change->deaths[change->root.count] = (struct tw_deaths){0};
	change->root.segment[change->root.count++] = *info;
}

/* ------------------------------------------------------------------ */
/* Bricks of commits and merges.                                        */

bool
tw_change_is_all_dead(const struct tw_change *change, uint32_t i)
{
	const struct tw_segment_info *info = &change->root.segment[i];

	return info->dead + change->deaths[i].died == info->docs;
}

bool
tw_change_has_deaths(const struct tw_change *change)
{
	for (uint32_t i = 0; i < change->root.count; i++)
		if (change->deaths[i].died > 0)
			return true;
	return false;
}

static uint64_t
range_bytes(const struct tw_change *change, struct tw_merge_range range)
{
	uint64_t bytes = 0;

	for (uint32_t i = range.first; i < range.first + range.count; i++)
		bytes += tw_segment_bytes(&change->root.segment[i]);
	return bytes;
}

bool
tw_change_is_small(const struct tw_change *change,
	struct tw_merge_range range)
{
	return range_bytes(change, range) <= SMALL_MERGE;
}

uint64_t
tw_change_text(const struct tw_change *change)
{
	uint64_t bytes = 0;

	for (uint32_t i = 0; i < change->root.count; i++)
		bytes += change->root.segment[i].text_bytes;
	return bytes;
}

struct tw_packing
tw_change_packing(const struct tw_change *change, struct tw_merge_range range)
{
	struct tw_packing packing = {
		.memory = PACKING_WAITS * change->pending.most,
		.beside = tw_change_text(change),
	};

	for (uint32_t i = range.first; i < range.first + range.count; i++)
		packing.beside -= change->root.segment[i].text_bytes;
	return packing;
}

/* Segments that the new root has not are deleted together with it. */
static int
drop_segments(struct tw_change *change, const struct tw_root *root,
	trawl_error *err)
{
	int status = TRAWL_OK;

	for (uint32_t i = 0; i < change->root.count && !status; i++) {
		uint32_t number = change->root.segment[i].segment;

		if (tw_root_find(root, number) == root->count)
			status = tw_pending_drop(&change->pending, number,
				err);
	}
	return status;
}

int
tw_change_put_root(struct tw_change *change, const struct tw_root *root,
	trawl_error *err)
{
	struct tw_buf out = {0};

	tw_root_encode(root, &out);
	int status = tw_buf_status(&out, err);

	if (status == TRAWL_OK)
		status = tw_pending_add(&change->pending, TW_ROOT_KEY, out.p,
			out.n, err);
	tw_buf_done(&out);
	if (status == TRAWL_OK)
		status = drop_segments(change, root, err);
	if (status == TRAWL_OK)
		status = tw_pending_put(&change->pending, err);
	return status;
}

/* ------------------------------------------------------------------ */
/* Merging.                                                             */

/* Takes `count` places of the root out of it, from `first` on. */
static void
cut_out(struct tw_change *change, uint32_t first, uint32_t count)
{
	struct tw_root *root = &change->root;
	uint32_t behind = root->count - first - count;

	for (uint32_t i = first; i < first + count; i++)
		tw_deaths_done(&change->deaths[i]);
	memmove(&root->segment[first], &root->segment[first + count],
		behind * sizeof(root->segment[0]));
	memmove(&change->deaths[first], &change->deaths[first + count],
		behind * sizeof(change->deaths[0]));
	root->count -= count;
}

/* What cannot be dropped, the next writer deletes. */
static void
drop_hidden(struct tw_change *change, struct tw_merge_range range)
{
	for (uint32_t i = range.first; i < range.first + range.count; i++) {
		int status = tw_pending_drop(&change->pending,
			change->root.segment[i].segment, NULL);

		(void)status;
	}
}

/* Puts a segment in, before the one at `place`. */
static void
put_in(struct tw_change *change, uint32_t place,
	const struct tw_segment_info *info)
{
	struct tw_root *root = &change->root;
	uint32_t behind = root->count - place;

	memmove(&root->segment[place + 1], &root->segment[place],
		behind * sizeof(root->segment[0]));
	memmove(&change->deaths[place + 1], &change->deaths[place],
		behind * sizeof(change->deaths[0]));
	root->segment[place] = *info;
	change->deaths[place] = (struct tw_deaths){0};
	root->count++;
}

/* The root of a committed merge: the merged in the place of the range. */
static void
merged_root(const struct tw_change *change, struct tw_merge_range range,
	const struct tw_segment_info *info, struct tw_root *ret)
{
	const struct tw_root *root = &change->root;

	tw_root_copy(ret, root);
	ret->generation++;
	ret->segment[range.first] = *info;
	ret->count -= range.count - 1;
	memcpy(&ret->segment[range.first + 1],
		&root->segment[range.first + range.count],
		(root->count - range.first - range.count) *
		sizeof(root->segment[0]));
}

static void
forget_merged(struct tw_change *change, uint32_t number)
{
	tw_pending_forget(&change->pending);
	tw_pending_try_delete(&change->pending, number);
}

/* Room in the map for the merged segment, as it cannot grow meanwhile. */
static int
open_for_merge(struct tw_change *change, struct tw_merge_range range,
	trawl_error *err)
{
	uint64_t bytes = change->pending.most + range_bytes(change, range);

	tw_change_close_view(change);
	int status = tw_pending_put(&change->pending, err);

	if (status != TRAWL_OK)
		return status;
	tw_store_reserve(change->store, bytes + bytes / 8);
	return tw_change_view(change, err);
}

/* What the helper reads by. Valid when zeroed. */
struct aside {
	struct tw_txn *txn;
	struct tw_source source;
	struct tw_segment *segments;
	uint32_t count;
};

static void
close_aside(struct aside *aside)
{
	tw_view_close(aside->segments, aside->count);
	tw_txn_end(aside->txn);
}

/* Another view of the range, for the helper; false: none pays, or can be. */
static bool
open_aside(struct tw_change *change, struct tw_merge_range range,
	struct aside *aside)
{
	if (!change->helper || range_bytes(change, range) < SHARED_LEAST ||
		tw_txn_read_place(change->store, &aside->txn, NULL) !=
			TRAWL_OK)
		return false;
	aside->source = tw_txn_source(aside->txn);
	if (tw_view_open(&aside->source, &change->root.segment[range.first],
			range.count, NULL, 0, &aside->segments, NULL) !=
			TRAWL_OK)
		return false;
	aside->count = range.count;
	return true;
}

static int
write_merged(struct tw_change *change, struct tw_merge_range range,
	struct tw_segment_info *ret, trawl_error *err)
{
	uint32_t number = change->root.next_segment++;
	struct tw_packing packing = tw_change_packing(change, range);
	struct tw_merge_help help = {
		.worker = change->helper,
		.most = SHARE_WAITS * change->pending.most,
	};
	struct aside aside = {0};
	bool is_shared = false;
	int status = open_for_merge(change, range, err);

	change->pending.make_way = NULL;
	if (status == TRAWL_OK)
		is_shared = open_aside(change, range, &aside);
	help.segments = aside.segments;
	if (status == TRAWL_OK)
		status = tw_merge(&change->segments[range.first],
			&change->deaths[range.first], range.count,
			&change->root.ranking, &packing,
			is_shared ? &help : NULL, &change->pending.sink,
			number, ret, err);
	close_aside(&aside);
	change->pending.make_way = close_view;
	tw_change_close_view(change);
	if (status != TRAWL_OK)
		forget_merged(change, number);
	return status;
}

int
tw_change_merge(struct tw_change *change, struct tw_merge_range range,
	trawl_error *err)
{
	bool is_hidden = range.first >= change->committed;
	struct tw_segment_info info;
	struct tw_root root;
	int status = write_merged(change, range, &info, err);

	if (status != TRAWL_OK)
		return status;
	if (is_hidden) {
		status = tw_pending_put(&change->pending, err);
	} else {
		assert(!tw_change_has_deaths(change));
		merged_root(change, range, &info, &root);
		status = tw_change_put_root(change, &root, err);
	}
	if (status != TRAWL_OK) {
		forget_merged(change, info.segment);
		return status;
	}
	if (is_hidden)
		drop_hidden(change, range);
	cut_out(change, range.first, range.count);
	put_in(change, range.first, &info);
	if (!is_hidden) {
		change->root.generation = root.generation;
		change->committed = change->root.count;
	}
	return TRAWL_OK;
}

int
tw_change_merge_hidden(struct tw_change *change, trawl_error *err)
{
	uint32_t first = change->committed;
	int status = TRAWL_OK;

	tw_change_close_view(change);
	for (uint32_t i = change->root.count; i-- > first;)
		if (tw_change_is_all_dead(change, i)) {
			drop_hidden(change, (struct tw_merge_range){i, 1});
			cut_out(change, i, 1);
		}
	while (status == TRAWL_OK) {
		struct tw_merge_range range = tw_merge_due(
			&change->root.segment[first],
			change->root.count - first);

		if (range.count == 0)
			break;
		range.first += first;
		status = tw_change_merge(change, range, err);
	}
	return status;
}
