/* list.c: a term's list in windows: its bounds, its articles. */
/* SPDX-License-Identifier: MIT */
#include "match/list.h"

#include <string.h>

int
tw_list_open(struct tw_list *list, struct tw_term_cursor *term,
	struct tw_arena *arena, trawl_error *err)
{
	list->term = term;
	list->block = 0;
	list->most = 0;
	list->marked = false;
	list->probing = false;
	list->dense = tw_term_has_bitmap(&term->postings.term);
	int status = tw_impacts_read(arena, term, &list->impacts, err);
	if (status == TRAWL_OK && list->dense)
		status = tw_bitmap_open(&list->bitmap, term->segment,
			&term->postings.term, err);
	return status;
}

void
tw_list_close(struct tw_list *list)
{
	if (list->probing)
		tw_postings_close(&list->probe);
}

void
tw_list_bound(struct tw_list *list, uint32_t base)
{
	const struct tw_impacts *impacts = &list->impacts;
	uint32_t n = list->block;

	while (n < impacts->count && impacts->last[n] < base)
		n++;
	list->block = n;
	list->most = 0;
	for (; n < impacts->count; n++) {
		if (impacts->bound[n] > list->most)
			list->most = impacts->bound[n];
		if (impacts->last[n] - base >= TW_WINDOW - 1)
			break;
	}
}

/* The cursor goes behind the window, as if it had walked through. */
static int
mark_by_bitmap(struct tw_list *list, uint32_t base, trawl_error *err)
{
	struct tw_cursor *cursor = &list->term->cursor;
	int status = TRAWL_END;

	tw_bitmap_copy(&list->bitmap, base / 64, TW_WINDOW_WORDS, list->bits);
	if (cursor->doc != TW_NO_DOC && base < TW_NO_DOC - TW_WINDOW)
		status = tw_cursor_seek(cursor, base + TW_WINDOW, err);
	return status == TRAWL_END ? TRAWL_OK : status;
}

int
tw_mark_blocks(struct tw_term_cursor *term, uint32_t base,
	uint64_t bits[TW_WINDOW_WORDS], trawl_error *err)
{
	const uint32_t *docs = term->postings.block.docs;

	if (term->cursor.doc == TW_NO_DOC)
		return TRAWL_OK;
	int status = tw_cursor_seek(&term->cursor, base, err);
	while (status == TRAWL_OK && term->cursor.doc - base < TW_WINDOW) {
		uint32_t first = term->postings.in_block;
		uint32_t end = tw_window_end(&term->postings, base);

		tw_mark(docs + first, end - first, base, bits);
		status = tw_term_go_on(term, end, err);
	}
	return status == TRAWL_END ? TRAWL_OK : status;
}

int
tw_list_mark(struct tw_list *list, uint32_t base, trawl_error *err)
{
	if (list->dense)
		return mark_by_bitmap(list, base, err);
	memset(list->bits, 0, sizeof(list->bits));
	return tw_mark_blocks(list->term, base, list->bits, err);
}

/* TRAWL_END if the list does not have the article. */
static int
freq_of(struct tw_list *list, uint32_t doc, uint32_t *ret, trawl_error *err)
{
	struct tw_term_cursor *term = list->term;
	struct tw_postings *postings = &list->probe;
	int status = TRAWL_OK;

	if (list->dense && !tw_bitmap_has(&list->bitmap, doc))
		return TRAWL_END;
	if (list->dense)
		return tw_freq_at(term->segment, &term->postings.term,
			tw_bitmap_rank(&list->bitmap, doc), ret, err);
	if (!list->probing)
		status = tw_postings_open(postings, term->segment,
			&term->postings.term, err);
	list->probing |= status == TRAWL_OK;
	if (status == TRAWL_OK)
		status = tw_postings_seek(postings, doc, err);
	if (status != TRAWL_OK)
		return status;
	*ret = tw_postings_freq(postings);
	return postings->doc == doc ? TRAWL_OK : TRAWL_END;
}

int
tw_list_probe(struct tw_list *list, uint32_t doc, float *sum,
	trawl_error *err)
{
	struct tw_term_cursor *term = list->term;
	uint32_t freq;
	uint8_t length;
	int status = freq_of(list, doc, &freq, err);

	if (status == TRAWL_END)
		return TRAWL_OK;
	if (status == TRAWL_OK)
		status = tw_segment_length_byte(term->segment, term->field,
			doc, &length, err);
	if (status == TRAWL_OK)
		*sum += tw_bm25_score(term->weight, freq,
			term->bm25->norm[length]);
	return status;
}
