/* cursor.c: what cursors of any kind share. */
/* SPDX-License-Identifier: MIT */
#include "match/cursor.h"

#define ALIGNMENT 64		/* a cache line */

void *
tw_cursor_alloc(struct tw_arena *arena, size_t size)
{
	char *p = tw_arena_alloc(arena, size + ALIGNMENT);

	return p ? p + (-(uintptr_t)p & (ALIGNMENT - 1)) : NULL;
}

int
tw_window_by_score(struct tw_cursor *cursor, uint32_t base,
	struct tw_window *window, trawl_error *err)
{
	int status = tw_cursor_seek(cursor, base, err);

	while (status == TRAWL_OK && cursor->doc - base < TW_WINDOW) {
		uint32_t i = cursor->doc - base;
		float score;

		status = tw_cursor_score(cursor, &score, err);
		if (status != TRAWL_OK)
			return status;
		window->scores[i] += score;
		window->matched[i / 64] |= UINT64_C(1) << i % 64;
		status = tw_cursor_next(cursor, err);
	}
	return status == TRAWL_END ? TRAWL_OK : status;
}
