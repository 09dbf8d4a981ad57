/* meet.c: the best articles of an and of terms, by windows. */
/* SPDX-License-Identifier: MIT */
#include "match/meet.h"

#include <string.h>

#include "match/list.h"

/*
 * Each list marks its articles of a window; what all required ones have and
 * no excluded one remains. Only those are scored that the bounds of their
 * blocks let hope, from the scored lists in their order.
 */
struct meet {
	struct tw_collector *collector;
	struct tw_list *lists;
	uint32_t count;
	uint32_t required;	/* lists [0, required) */
	uint32_t excluded;	/* lists [required, excluded); the others are
				   but scored */
	struct tw_list **scored;	/* in the order of the sum */
	uint32_t scored_count;
	uint32_t base;
	uint64_t matched[TW_WINDOW_WORDS];
};

/*
 * Marking an article costs less than a leap to it, by as much (measured; a
 * required term that is scored is counted twice).
 */
#define LEAP 64

static bool
are_terms(struct tw_cursors cursors, uint64_t *cost)
{
	for (uint32_t i = 0; i < cursors.count; i++) {
		if (!tw_term_of(cursors.cursor[i]))
			return false;
		*cost += cursors.cursor[i]->cost;
	}
	return true;
}

bool
tw_meet_pays(const struct tw_and_parts *parts)
{
	struct tw_term_cursor *lead = tw_term_of(parts->required.cursor[0]);
	uint64_t cost = 0;

	return lead && are_terms(parts->required, &cost) &&
		are_terms(parts->excluded, &cost) &&
		are_terms(parts->scored, &cost) &&
		(uint64_t)LEAP * lead->cursor.cost >= cost &&
		lead->cursor.cost >= lead->segment->info.docs / TW_BLOCK;
}

/* ------------------------------------------------------------------ */

static int
add_lists(struct meet *meet, struct tw_cursors cursors,
	struct tw_arena *arena, trawl_error *err)
{
	for (uint32_t i = 0; i < cursors.count; i++) {
		int status = tw_list_open(&meet->lists[meet->count++],
			tw_term_of(cursors.cursor[i]), arena, err);

		if (status != TRAWL_OK)
			return status;
	}
	return TRAWL_OK;
}

static struct tw_list *
list_of(struct meet *meet, const struct tw_cursor *cursor)
{
	for (uint32_t i = 0; i < meet->count; i++)
		if (&meet->lists[i].term->cursor == cursor)
			return &meet->lists[i];
	return NULL;
}

/* The lists of the scored terms, which may be required ones. */
static int
add_scored(struct meet *meet, struct tw_cursors cursors,
	struct tw_arena *arena, trawl_error *err)
{
	for (uint32_t i = 0; i < cursors.count; i++) {
		struct tw_cursor *cursor = cursors.cursor[i];
		int status = TRAWL_OK;

		if (!list_of(meet, cursor))
			status = add_lists(meet,
				(struct tw_cursors){&cursor, 1}, arena, err);
		if (status != TRAWL_OK)
			return status;
		meet->scored[meet->scored_count++] = list_of(meet, cursor);
	}
	return TRAWL_OK;
}

static int
open_lists(struct meet *meet, const struct tw_and_parts *parts,
	struct tw_arena *arena, trawl_error *err)
{
	size_t most = (size_t)parts->required.count + parts->excluded.count +
		parts->scored.count;

	meet->lists = tw_cursor_alloc(arena, most * sizeof(*meet->lists));
	meet->scored = tw_arena_zeroed(arena, most, sizeof(struct tw_list *));
	if (!meet->lists || !meet->scored)
		return tw_no_memory(err);
	int status = add_lists(meet, parts->required, arena, err);
	meet->required = meet->count;
	if (status == TRAWL_OK)
		status = add_lists(meet, parts->excluded, arena, err);
	meet->excluded = meet->count;
	if (status == TRAWL_OK)
		status = add_scored(meet, parts->scored, arena, err);
	return status;
}

/* ------------------------------------------------------------------ */

static int
match(struct meet *meet, trawl_error *err)
{
	for (uint32_t i = 0; i < meet->excluded; i++) {
		struct tw_list *list = &meet->lists[i];
		uint64_t turned = i < meet->required ? 0 : ~UINT64_C(0);
		int status = tw_list_mark(list, meet->base, err);

		if (status != TRAWL_OK)
			return status;
		if (i == 0)
			memcpy(meet->matched, list->bits,
				sizeof(meet->matched));
		for (uint32_t word = 0; word < TW_WINDOW_WORDS; word++)
			meet->matched[word] &= list->bits[word] ^ turned;
	}
	return TRAWL_OK;
}

static int
keep(struct meet *meet, uint32_t doc, trawl_error *err)
{
	float sum = 0;

	for (uint32_t i = 0; i < meet->scored_count; i++) {
		int status = tw_list_probe(meet->scored[i], doc, &sum, err);

		if (status != TRAWL_OK)
			return status;
	}
	return tw_collector_keep(meet->collector, doc, sum, err);
}

static bool
is_hopeful(struct meet *meet, uint32_t doc)
{
	float sum = 0;

	for (uint32_t i = 0; i < meet->scored_count; i++)
		sum += tw_list_bound_at(meet->scored[i], doc);
	return tw_bound(sum, meet->scored_count) >=
		tw_collector_least(meet->collector);
}

static int
keep_best(struct meet *meet, trawl_error *err)
{
	for (uint32_t word = 0; word < TW_WINDOW_WORDS; word++) {
		uint64_t bits = meet->matched[word];

		for (; bits; bits &= bits - 1) {
			uint32_t doc = meet->base + 64 * word +
				(uint32_t)__builtin_ctzll(bits);
			int status = TRAWL_OK;

			if (is_hopeful(meet, doc))
				status = keep(meet, doc, err);
			if (status != TRAWL_OK)
				return status;
		}
	}
	return TRAWL_OK;
}

/* To the window that all required lists reach; false if there is none. */
static bool
go_on(struct meet *meet)
{
	uint32_t furthest = 0;

	for (uint32_t i = 0; i < meet->required; i++) {
		uint32_t doc = meet->lists[i].term->cursor.doc;

		if (doc > furthest)
			furthest = doc;
	}
	meet->base = furthest - furthest % TW_WINDOW;
	return furthest != TW_NO_DOC;
}

int
tw_meet_collect(const struct tw_and_parts *parts,
	struct tw_collector *collector, trawl_error *err)
{
	struct tw_arena arena = {0};
	struct meet meet = {.collector = collector};
	int status = open_lists(&meet, parts, &arena, err);

	if (status == TRAWL_OK) {
		do {
			status = match(&meet, err);
			if (status == TRAWL_OK)
				status = tw_collector_count(collector,
					meet.base, meet.matched, err);
			if (status == TRAWL_OK)
				status = keep_best(&meet, err);
		} while (status == TRAWL_OK && go_on(&meet));
	}
	for (uint32_t i = 0; i < meet.count; i++)
		tw_list_close(&meet.lists[i]);
	tw_arena_done(&arena);
	return status;
}
