/* check.c: walks everything in an index and names each damage. */
/* SPDX-License-Identifier: MIT */
#include "index/check.h"

#include <stdarg.h>
#include <stdio.h>

#include "index/analyzers.h"
#include "index/checking.h"

/* One damaged page may spoil thousands of lists. */
#define MOST_TOLD 200

void
tw_checking_tell(struct tw_checking *checking, const char *format, ...)
{
	char text[sizeof(((trawl_error *)0)->text)];
	bool is_new = true;
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	/* Without memory it may be told twice. */
	if (tw_map_insert(&checking->told, tw_str_of(text), 0, NULL, NULL,
		&is_new) && !is_new)
		return;
	checking->damages++;
	if (checking->damages <= MOST_TOLD)
		checking->fn(checking->context, text);
}

int
tw_checking_heard(struct tw_checking *checking, int status,
	const trawl_error *err)
{
	if (status == TRAWL_ECORRUPT)
		tw_checking_tell(checking, "%s", err->text);
	return status == TRAWL_ECORRUPT || status == TRAWL_END ? TRAWL_OK :
		status;
}

const char *
tw_checking_stream(uint32_t stream)
{
	static const char *const names[] = {
		[0] = "root",
		[TW_STREAM_DICT] = "dictionary",
		[TW_STREAM_DICT_INDEX] = "dictionary index",
		[TW_STREAM_POSTINGS] = "postings",
		[TW_STREAM_BLOCKS] = "block table",
		[TW_STREAM_POSITIONS] = "positions",
		[TW_STREAM_STORED] = "stored articles",
		[TW_STREAM_STORED_INDEX] = "index of stored articles",
		[TW_STREAM_LENGTH_BYTES] = "length bytes",
		[TW_STREAM_TITLE_BYTES] = "title length bytes",
		[TW_STREAM_LENGTHS] = "lengths",
		[TW_STREAM_DATES] = "dates",
		[TW_STREAM_LINES] = "lines",
		[TW_STREAM_IDS] = "ids",
		[TW_STREAM_DEAD] = "dead articles",
		[TW_STREAM_DEAD_TERMS] = "dead terms",
		[TW_STREAM_BITMAPS] = "bitmaps",
		[TW_STREAM_BOUNDS] = "bounds",
		[TW_STREAM_LEXICON] = "lexicon",
		[TW_STREAM_LEXICON_INDEX] = "lexicon index",
		[TW_STREAM_VALUES] = "values",
		[TW_STREAM_CATEGORIES] = "categories",
		[TW_STREAM_AUTHORS] = "authors",
		[TW_STREAM_SITES] = "sites",
		[TW_STREAM_LANGUAGES] = "languages",
		[TW_STREAM_SKETCHES] = "sketches",
		[TW_STREAM_TITLE_KEYS] = "title keys",
		[TW_STREAM_NAMES] = "names",
		[TW_STREAM_NAMES_INDEX] = "index of names",
	};

	_Static_assert(sizeof(names) / sizeof(names[0]) == TW_STREAM_END,
		"a name for each stream");
	return stream < TW_STREAM_END ? names[stream] : "unknown stream";
}

/* ------------------------------------------------------------------ */

static int
check_segment(struct tw_checking *checking, struct tw_segment *segment,
	trawl_error *err)
{
	int status = tw_check_streams(checking, segment, err);

	if (status == TRAWL_OK)
		status = tw_check_articles(checking, segment, err);
	if (status == TRAWL_OK)
		status = tw_check_terms(checking, segment, err);
	if (status == TRAWL_OK)
		status = tw_check_words(checking, segment, err);
	return status;
}

/* Segments that cannot even be opened are told and left out. */
static int
check_segments(struct tw_checking *checking, trawl_error *err)
{
	struct tw_segment segments[TW_SEGMENTS_MAX];
	uint32_t count = 0;
	int status = TRAWL_OK;

	for (uint32_t i = 0; i < checking->root.count; i++) {
		status = tw_segment_open(&segments[count], &checking->source,
			&checking->root.segment[i], err);
		if (status == TRAWL_OK) {
			status = check_segment(checking, &segments[count],
				err);
			count++;
		} else {
			status = tw_checking_heard(checking, status, err);
		}
		if (status != TRAWL_OK)
			break;
	}
	if (status == TRAWL_OK)
		status = tw_check_ids(checking, segments, count, err);
	for (uint32_t i = 0; i < count; i++)
		tw_segment_close(&segments[i]);
	return status;
}

static int
check_snapshot(struct tw_checking *checking, trawl_error *err)
{
	int status = tw_root_read(checking->txn, &checking->root, err);
	bool has_root = status == TRAWL_OK;

	checking->source = tw_txn_source(checking->txn);
	status = tw_checking_heard(checking, status, err);
	if (status != TRAWL_OK || !has_root)
		return status;
	status = tw_check_records(checking, err);
	if (status != TRAWL_OK)
		return status;
	return check_segments(checking, err);
}

/*
 * What a writer would trust besides: the list of free pages. Nobody but a
 * writer needs it, so where there can be none now it is left out.
 */
static int
check_as_writer(struct tw_checking *checking, struct tw_store *store,
	trawl_error *err)
{
	struct tw_txn *txn;

	if (tw_store_lock(store, false, NULL) != TRAWL_OK)
		return TRAWL_OK;
	int status = tw_txn_write(store, &txn, err);

	if (status == TRAWL_OK)
		tw_txn_end(txn);
	tw_store_unlock(store);
	return tw_checking_heard(checking, status, err);
}

static int
check_store(struct tw_checking *checking, struct tw_store *store,
	trawl_error *err)
{
	int status = tw_txn_read(store, &checking->txn, err);

	if (status != TRAWL_OK)
		return tw_checking_heard(checking, status, err);
	status = tw_txn_walk(checking->txn, err);
	bool is_sound = status == TRAWL_OK;

	status = is_sound ? check_snapshot(checking, err) :
		tw_checking_heard(checking, status, err);
	tw_txn_end(checking->txn);
	if (status != TRAWL_OK || !is_sound)
		return status;
	return check_as_writer(checking, store, err);
}

int
tw_check(const char *path, trawl_check_fn *fn, void *context,
	trawl_error *err)
{
	struct tw_checking checking = {.fn = fn, .context = context};
	struct tw_store *store = NULL;
	trawl_error why = {0};
	int status = tw_store_open(path, 0, &store, &why);

	if (status == TRAWL_OK)
		status = check_store(&checking, store, &why);
	else
		status = tw_checking_heard(&checking, status, &why);
	if (checking.damages > MOST_TOLD)
		fn(context, "and more of the kind");
	tw_store_close(store);
	tw_map_done(&checking.told);
	tw_analyzers_free(checking.analyzers);
	if (status != TRAWL_OK) {
		if (err)
			*err = why;
		return status;
	}
	if (checking.damages == 0)
		return TRAWL_OK;
	return TW_CORRUPT(err, "%s: %llu damages", path,
		(unsigned long long)checking.damages);
}
