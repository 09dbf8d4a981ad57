/* parts.c: the cursor of a group, from those of its clauses. */
/* SPDX-License-Identifier: MIT */
#include "match/parts.h"

#include "match/term.h"

static void
done(struct tw_cursors *list)
{
	for (uint32_t i = 0; i < list->count; i++)
		tw_cursor_done(list->cursor[i]);
}

static bool
has(const struct tw_cursors *list, const struct tw_cursor *cursor)
{
	for (uint32_t i = 0; i < list->count; i++)
		if (list->cursor[i] == cursor)
			return true;
	return false;
}

void
tw_parts_done(struct tw_and_parts *parts)
{
	for (uint32_t i = 0; i < parts->scored.count; i++)
		if (!has(&parts->required, parts->scored.cursor[i]))
			tw_cursor_done(parts->scored.cursor[i]);
	done(&parts->required);
	done(&parts->excluded);
}

/* The articles that any clause is about; all of them if there is none. */
static int
make_base(struct tw_arena *arena, struct tw_segment *segment,
	struct tw_cursors scored, struct tw_cursor **ret, trawl_error *err)
{
	if (scored.count == 1) {
		*ret = scored.cursor[0];
		return TRAWL_OK;
	}
	if (scored.count > 1)
		return tw_or_cursor(arena, scored, ret, err);
	*ret = tw_all_cursor(arena, segment);
	return *ret ? TRAWL_OK : tw_no_memory(err);
}

int
tw_parts_cursor(struct tw_arena *arena, struct tw_segment *segment,
	struct tw_and_parts *parts, bool any, struct tw_cursor **ret,
	trawl_error *err)
{
	struct tw_cursor **one;
	struct tw_cursor *base;

	if (parts->required.count > 0 && (!any || parts->scored.count == 0))
		return tw_and_cursor(arena, parts, ret, err);
	one = tw_arena_alloc(arena, sizeof(struct tw_cursor *));
	if (!one)
		return tw_no_memory(err);
	int status = make_base(arena, segment, parts->scored, &base, err);

	if (status != TRAWL_OK)
		return status;
	if (parts->excluded.count + parts->required.count == 0) {
		*ret = base;
		return TRAWL_OK;
	}
	*one = base;
	parts->scored = (struct tw_cursors){one, 1};
	parts->required.cursor[parts->required.count++] = base;
	return tw_and_cursor(arena, parts, ret, err);
}
