/* only.c: the articles that filters let through, as bits. */
/* SPDX-License-Identifier: MIT */
#include "match/only.h"

#include <string.h>

#include "index/bitmap.h"
#include "match/collect.h"
#include "match/list.h"

struct only {
	struct tw_segment *segment;
	uint32_t words;		/* whole windows */
	uint64_t *bits;
	uint64_t *one;		/* of one cursor */
};

static int
mark_term(struct only *only, struct tw_term_cursor *term, trawl_error *err)
{
	const struct tw_term *entry = &term->postings.term;
	struct tw_bitmap bitmap;
	int status = TRAWL_OK;

	if (!tw_term_has_bitmap(entry)) {
		for (uint32_t at = 0; at < only->words && status == TRAWL_OK;
			at += TW_WINDOW_WORDS)
			status = tw_mark_blocks(term, 64 * at,
				only->one + at, err);
		return status;
	}
	status = tw_bitmap_open(&bitmap, only->segment, entry, err);
	for (uint32_t at = 0; at < only->words && status == TRAWL_OK;
		at += TW_WINDOW_WORDS)
		tw_bitmap_copy(&bitmap, at, TW_WINDOW_WORDS, only->one + at);
	return status;
}

static int
mark(struct only *only, struct tw_cursor *cursor, trawl_error *err)
{
	memset(only->one, 0, only->words * sizeof(*only->one));
	if (tw_term_of(cursor))
		return mark_term(only, tw_term_of(cursor), err);
	int status = tw_cursor_next(cursor, err);

	for (; status == TRAWL_OK; status = tw_cursor_next(cursor, err)) {
		if (cursor->doc / 64 >= only->words)
			return TW_CORRUPT(err,
				"an article behind the last one");
		only->one[cursor->doc / 64] |= UINT64_C(1) << cursor->doc % 64;
	}
	return status == TRAWL_END ? TRAWL_OK : status;
}

int
tw_only_make(struct tw_arena *arena, struct tw_segment *segment,
	const uint64_t *among, struct tw_cursors required,
	struct tw_cursors excluded, const uint64_t **ret, trawl_error *err)
{
	uint32_t windows = segment->info.docs / TW_WINDOW + 1;
	struct only only = {segment, windows * TW_WINDOW_WORDS, NULL, NULL};
	int status = TRAWL_OK;

	only.bits = tw_arena_alloc(arena, only.words * sizeof(*only.bits));
	only.one = tw_arena_alloc(arena, only.words * sizeof(*only.one));
	if (!only.bits || !only.one)
		return tw_no_memory(err);
	if (among)
		memcpy(only.bits, among, only.words * sizeof(*only.bits));
	else
		memset(only.bits, 0xff, only.words * sizeof(*only.bits));
	for (uint32_t i = 0; i < required.count && status == TRAWL_OK; i++) {
		status = mark(&only, required.cursor[i], err);
		for (uint32_t k = 0; k < only.words; k++)
			only.bits[k] &= only.one[k];
	}
	for (uint32_t i = 0; i < excluded.count && status == TRAWL_OK; i++) {
		status = mark(&only, excluded.cursor[i], err);
		for (uint32_t k = 0; k < only.words; k++)
			only.bits[k] &= ~only.one[k];
	}
	if (status == TRAWL_OK)
		*ret = only.bits;
	return status;
}
