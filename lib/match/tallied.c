/* tallied.c: a term's list, all of which is scored, window by window. */
/* SPDX-License-Identifier: MIT */
#include "match/tallied.h"

#include "match/collect.h"

#define TABLE_PAYS 256		/* postings */

int
tw_tallied_open(struct tw_tallied *list, struct tw_term_cursor *term,
	struct tw_arena *arena, trawl_error *err)
{
	const struct tw_term *entry = &term->postings.term;
	int status = tw_postings_open(&list->postings, term->segment, entry,
		err);

	if (status != TRAWL_OK)
		return status;
	list->term = term;
	list->table = NULL;
	if (entry->df < TABLE_PAYS)
		return TRAWL_OK;
	list->table = tw_cursor_alloc(arena, TW_TALLY_TABLE *
		sizeof(*list->table));
	if (!list->table)
		return tw_no_memory(err);
	TW_BEST_OF(tw_tally)->make_table(term->weight, term->bm25->norm,
		list->table);
	return TRAWL_OK;
}

void
tw_tallied_close(struct tw_tallied *list)
{
	tw_postings_close(&list->postings);
}

int
tw_tallied_rewind(struct tw_tallied *list, trawl_error *err)
{
	return tw_postings_go_to_block(&list->postings, 0, err);
}

/* ------------------------------------------------------------------ */

/* Of a window that lies in two records. */
static int
copy_lengths(struct tw_segment *segment, enum tw_index_field field,
	uint32_t base, uint32_t count, uint8_t *ret, trawl_error *err)
{
	int status = TRAWL_OK;

	for (uint32_t i = 0; i < count && status == TRAWL_OK; i++)
		status = tw_segment_length_byte(segment, field, base + i,
			&ret[i], err);
	return status;
}

static int
get_lengths(const struct tw_tallied *list, struct tw_tally_window *window,
	trawl_error *err)
{
	enum tw_index_field field = list->term->field;
	struct tw_segment *segment = list->term->segment;
	int number = field != TW_FIELD_ALL;
	uint32_t base = window->base;
	uint32_t left = segment->info.docs - base;
	uint32_t count = left < TW_WINDOW ? left : TW_WINDOW;
	const uint8_t *lengths = NULL;

	if (window->lengths[number])
		return TRAWL_OK;
	int status = tw_segment_length_bytes(segment, field, base,
		base + count - 1, &lengths, err);

	if (status == TRAWL_OK && !lengths) {
		lengths = window->copied[number];
		status = copy_lengths(segment, field, base, count,
			window->copied[number], err);
	}
	if (status == TRAWL_OK)
		window->lengths[number] = lengths;
	return status;
}

static void
add_run(const struct tw_tallied *list, uint32_t first, uint32_t end,
	struct tw_tally_window *window)
{
	const struct tw_term_cursor *term = list->term;
	const struct tw_block *block = &list->postings.block;
	struct tw_tally_run run = {
		.docs = block->docs + first,
		.freqs = block->freqs + first,
		.count = end - first,
		.base = window->base,
		.lengths = window->lengths[term->field != TW_FIELD_ALL],
		.weight = term->weight,
		.norm = term->bm25->norm,
		.table = list->table,
	};

	TW_BEST_OF(tw_tally)->add(&run, window->scores);
}

int
tw_tallied_add(struct tw_tallied *list, struct tw_tally_window *window,
	trawl_error *err)
{
	struct tw_postings *postings = &list->postings;
	int status = TRAWL_OK;

	if (postings->doc == TW_NO_DOC && postings->number != UINT32_MAX)
		return TRAWL_OK;
	if (postings->block.count == 0 || postings->doc < window->base)
		status = tw_postings_seek(postings, window->base, err);
	if (status == TRAWL_OK && postings->doc - window->base < TW_WINDOW)
		status = get_lengths(list, window, err);
	while (status == TRAWL_OK && postings->doc - window->base < TW_WINDOW) {
		uint32_t first = postings->in_block;
		uint32_t end = tw_window_end(postings, window->base);

		if (!postings->has_freqs)
			tw_postings_unpack_freqs(postings);
		add_run(list, first, end, window);
		if (end < postings->block.count) {
			postings->in_block = end;
			postings->doc = postings->block.docs[end];
		} else {
			status = tw_postings_next_block(postings, err);
		}
	}
	return status == TRAWL_END ? TRAWL_OK : status;
}
