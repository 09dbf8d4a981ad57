/* count.c: counts the articles of an or of terms. */
/* SPDX-License-Identifier: MIT */
#include "match/count.h"

#include <string.h>

#include "index/bitmap.h"
#include "match/list.h"

/* A list to count: by its bitmap, or by its blocks. */
struct counted {
	struct tw_term_cursor *term;
	bool has_bitmap;
	struct tw_bitmap bitmap;
};

struct counting {
	struct counted *lists;
	uint32_t count;
	bool all_windows;	/* some list is dense */
	uint64_t bits[TW_WINDOW_WORDS];
};

static int
mark(struct counting *counting, struct counted *list, uint32_t base,
	trawl_error *err)
{
	uint64_t bits[TW_WINDOW_WORDS];

	if (!list->has_bitmap)
		return tw_mark_blocks(list->term, base, counting->bits, err);
	tw_bitmap_copy(&list->bitmap, base / 64, TW_WINDOW_WORDS, bits);
	for (uint32_t i = 0; i < TW_WINDOW_WORDS; i++)
		counting->bits[i] |= bits[i];
	return TRAWL_OK;
}

/* The window of the next article behind `base`; TW_NO_DOC if none is known. */
static uint32_t
next_window(const struct counting *counting, uint32_t base, uint32_t docs)
{
	uint32_t least = TW_NO_DOC;

	if (counting->all_windows)
		return docs - base > TW_WINDOW ? base + TW_WINDOW : TW_NO_DOC;
	for (uint32_t i = 0; i < counting->count; i++) {
		uint32_t doc = counting->lists[i].term->cursor.doc;

		least = doc < least ? doc : least;
	}
	return least == TW_NO_DOC ? least : least - least % TW_WINDOW;
}

static int
open_lists(struct counting *counting, struct tw_cursors terms,
	trawl_error *err)
{
	for (; counting->count < terms.count; counting->count++) {
		struct counted *list = &counting->lists[counting->count];
		int status = TRAWL_OK;

		list->term = tw_term_of(terms.cursor[counting->count]);
		list->has_bitmap =
			tw_term_has_bitmap(&list->term->postings.term);
		counting->all_windows |= list->has_bitmap;
		if (list->has_bitmap)
			status = tw_bitmap_open(&list->bitmap,
				list->term->segment,
				&list->term->postings.term, err);
		if (status != TRAWL_OK)
			return status;
	}
	return TRAWL_OK;
}

static int
count_all(struct counting *counting, struct tw_collector *collector,
	trawl_error *err)
{
	int status = TRAWL_OK;

	for (uint32_t base = 0; base != TW_NO_DOC && status == TRAWL_OK;
		base = next_window(counting, base,
			collector->segment->info.docs)) {
		memset(counting->bits, 0, sizeof(counting->bits));
		for (uint32_t i = 0;
			i < counting->count && status == TRAWL_OK; i++)
			status = mark(counting, &counting->lists[i], base,
				err);
		if (status == TRAWL_OK)
			status = tw_collector_count(collector, base,
				counting->bits, err);
	}
	return status;
}

int
tw_count_union(struct tw_cursors terms, struct tw_collector *collector,
	trawl_error *err)
{
	struct tw_arena arena = {0};
	struct counting counting = {
		.lists = tw_arena_alloc(&arena,
			terms.count * sizeof(*counting.lists)),
	};
	int status = counting.lists ? open_lists(&counting, terms, err)
				    : tw_no_memory(err);

	if (status == TRAWL_OK)
		status = count_all(&counting, collector, err);
	tw_arena_done(&arena);
	return status;
}
