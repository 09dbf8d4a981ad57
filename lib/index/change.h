/* change.h: the index as its writer is changing it: segments come and go. */
/* SPDX-License-Identifier: MIT */
#ifndef INDEX_CHANGE_H
#define INDEX_CHANGE_H

#include "base/worker.h"
#include "index/deaths.h"
#include "index/merge.h"
#include "index/pending.h"
#include "index/root.h"

/*
 * The root as it will be: segments that the file's root has, and behind them
 * hidden ones, whose records lie in the file, but which no root has. Between
 * commits the root's infos are as the file has them; who died since is in
 * `deaths`. The holder has the writer's place.
 */
struct tw_change {
	struct tw_store *store;
	struct tw_root root;
	uint32_t committed;	/* segments before the hidden ones */
	struct tw_deaths deaths[TW_SEGMENTS_MAX];	/* by place in root */
	struct tw_pending pending;
	struct tw_worker *helper;	/* with large merges and the dead, or
					   NULL: another owns it, and gives it
					   no job then */

	/* A view of the segments: open while there is a transaction. Then
	   they are kept for what the next view can take over. */
	struct tw_txn *txn;
	struct tw_source source;
	uint64_t map;		/* that the view reads (tw_txn_map) */
	struct tw_segment *segments;
	uint32_t seen;		/* how many of the root's it has */

	/* Meanwhile the helper has the view to itself. */
	bool is_subtracting;
	struct tw_census *census;
	int subtracted;			/* the status, if it was waited for */
	trawl_error why;
};

/*
 * Reads the root and deletes what a killed writer left. `most` bounds the
 * bytes that wait to be put. *change may not move afterwards.
 */
int tw_change_open(struct tw_change *change, struct tw_store *store,
	size_t most, trawl_error *err) TW_MUST_USE;

/* Forgets what was not committed, as far as it can. */
void tw_change_done(struct tw_change *change);

/* Opens the view, so that change->segments are all of the root's. */
int tw_change_view(struct tw_change *change, trawl_error *err) TW_MUST_USE;
void tw_change_close_view(struct tw_change *change);

/* Articles that died and are not subtracted. */
uint32_t tw_change_fresh(const struct tw_change *change);

/*
 * Has the helper, which there is, subtract who died in segments of the open
 * view, by the census. Until the end is waited for, a segment may be written,
 * and no more.
 */
void tw_change_start_subtracting(struct tw_change *change,
	struct tw_census *census);
int tw_change_end_subtracting(struct tw_change *change, trawl_error *err)
	TW_MUST_USE;

/*
 * A hidden segment is to be written, through change->pending.sink: its
 * number. TRAWL_EFULL if there are too many segments.
 */
int tw_change_begin_segment(struct tw_change *change, uint32_t *ret_number,
	trawl_error *err) TW_MUST_USE;

/* It was written. */
void tw_change_end_segment(struct tw_change *change,
	const struct tw_segment_info *info);

/*
 * Makes it all durable and visible, or nothing of it, in one transaction.
 * Merges what is due and small on the way, at most one range, so that it costs
 * no transaction of its own. The census is for the dead
 * (tw_deaths_subtract).
 */
int tw_change_commit(struct tw_change *change, struct tw_census *census,
	trawl_error *err) TW_MUST_USE;

/*
 * Merges segments: hidden ones in place, at any time; committed ones right
 * after a commit, and commits that. On failure nothing is changed.
 */
int tw_change_merge(struct tw_change *change, struct tw_merge_range range,
	trawl_error *err) TW_MUST_USE;

/* Behind a commit: merges what is due, or all into one segment. */
int tw_change_merge_due(struct tw_change *change, trawl_error *err)
	TW_MUST_USE;
int tw_change_merge_all(struct tw_change *change, trawl_error *err)
	TW_MUST_USE;

/* How a merge of these packs articles. */
struct tw_packing tw_change_packing(const struct tw_change *change,
	struct tw_merge_range range);

/* Bytes of text in all segments. */
uint64_t tw_change_text(const struct tw_change *change);

/* Whether a commit would do this merge on its way. */
bool tw_change_is_small(const struct tw_change *change,
	struct tw_merge_range range);

/*
 * Whether the file is so much larger than what lives in it that it ought to be
 * written anew (tw_store_compact), and would be smaller by it.
 */
bool tw_change_is_loose(const struct tw_change *change);

/* Merges what is due, of the hidden segments alone. */
int tw_change_merge_hidden(struct tw_change *change, trawl_error *err)
	TW_MUST_USE;

/* ------------------------------------------------------------------ */
/* For commit.c and change.c themselves.                                */

/* Whether all articles of segment i are dead, by the file or since. */
bool tw_change_is_all_dead(const struct tw_change *change, uint32_t i);
bool tw_change_has_deaths(const struct tw_change *change);

/* Puts what waits and the root, and deletes the segments that it has not. */
int tw_change_put_root(struct tw_change *change, const struct tw_root *root,
	trawl_error *err) TW_MUST_USE;

#endif
