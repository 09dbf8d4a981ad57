/* recount.c: the terms of stored articles, without their texts. */
/* SPDX-License-Identifier: MIT */
#include "index/recount.h"

#include "base/alloc.h"
#include "index/partterms.h"
#include "index/postings.h"
#include "index/stored.h"
#include "text/utf8.h"

/* Fewer articles are not worth the memory to note parts in. */
#define ARTICLES_LEAST 16

/* Books and languages of which parts are noted at a time, and the part of the
   census' memory for it. */
#define NOTED 4
#define NOTED_PART 4

/* Bytes of an article that have all before its text, as a rule. */
#define HEAD_GUESS 64

struct tw_recount {
	struct tw_census *census;
	struct tw_segment *segment;
	bool is_many;
	struct tw_part_terms noted[NOTED];
	struct tw_buf head;		/* of an article's content */
	struct tw_buf piece;
	struct tw_postings sentences;	/* who has more than one */
	bool has_sentences;		/* the list is open */
	bool knows_sentences;		/* whether there is one */
};

int
tw_recount_new(struct tw_census *census, struct tw_segment *segment,
	uint32_t count, struct tw_recount **ret, trawl_error *err)
{
	struct tw_recount *recount = tw_alloc_zeroed(1, sizeof(*recount));

	if (!recount)
		return tw_no_memory(err);
	recount->census = census;
	recount->segment = segment;
	recount->is_many = count >= ARTICLES_LEAST;
	*ret = recount;
	return TRAWL_OK;
}

void
tw_recount_free(struct tw_recount *recount)
{
	if (!recount)
		return;
	for (int i = 0; i < NOTED; i++)
		tw_part_terms_done(&recount->noted[i]);
	if (recount->has_sentences)
		tw_postings_close(&recount->sentences);
	tw_buf_done(&recount->head);
	tw_buf_done(&recount->piece);
	tw_free(recount);
}

/* Analysis takes text for valid, and this comes from the file. */
static int
check_text(const struct tw_recount *recount, uint32_t doc,
	const struct tw_doc *fields, trawl_error *err)
{
	for (int i = 0; i < TRAWL_FIELD_COUNT; i++)
		if (!tw_utf8_valid(fields->field[i]))
			return TW_CORRUPT(err, "segment %u: stored article "
				"%u: is no UTF-8",
				recount->segment->info.segment, doc);
	return TRAWL_OK;
}

/* ------------------------------------------------------------------ */
/* By its text.                                                         */

static int
count_text(struct tw_recount *recount, uint32_t doc,
	const struct tw_doc *fields, trawl_error *err)
{
	int status = check_text(recount, doc, fields, err);

	return status == TRAWL_OK ? tw_census_text(recount->census,
		fields->field[TRAWL_TEXT], err) : status;
}

static int
count_stored(struct tw_recount *recount, uint32_t doc, uint64_t *ret_bytes,
	trawl_error *err)
{
	struct tw_doc fields;
	int status = tw_stored_get(recount->segment, doc, &fields, err);

	if (status == TRAWL_OK)
		status = check_text(recount, doc, &fields, err);
	if (status == TRAWL_OK)
		status = tw_census_begin(recount->census, &fields, err);
	if (status == TRAWL_OK)
		status = count_text(recount, doc, &fields, err);
	if (status == TRAWL_OK)
		*ret_bytes = (uint64_t)fields.field[TRAWL_TITLE].n +
			fields.field[TRAWL_TEXT].n;
	return status;
}

/* ------------------------------------------------------------------ */
/* By its codes.                                                        */

/* Reads an article's fields but for the text, and where this lies. */
static int
read_head(struct tw_recount *recount, uint32_t doc, uint32_t content,
	struct tw_coded_text *text, struct tw_doc *ret, trawl_error *err)
{
	size_t n = HEAD_GUESS;
	bool is_all = false;

	for (; !is_all; n *= 4) {
		uint32_t size = 0;

		tw_buf_reset(&recount->head);
		int status = tw_coded_beginning(text, n, &recount->head, err);

		if (status != TRAWL_OK)
			return status;
		if (tw_stored_get_head(tw_buf_str(&recount->head), ret,
				&text->from, &size)) {
			text->end = text->from + size;
			if (text->end <= content)
				return TRAWL_OK;
			break;
		}
		is_all = recount->head.n < n;
	}
	return TW_CORRUPT(err, "segment %u: stored article %u: its fields are "
		"damaged", recount->segment->info.segment, doc);
}

/*
 * The place for what the text's parts give; NULL if there is no room for it.
 * Books follow each other: what is noted of others is not asked for again.
 */
static struct tw_part_terms *
place_of(struct tw_recount *recount, const struct tw_book *book)
{
	const struct tw_census *census = recount->census;
	struct tw_part_terms *free = NULL;

	if (tw_part_terms_bytes(book) > census->memory / NOTED_PART / NOTED)
		return NULL;
	for (int i = 0; i < NOTED; i++) {
		struct tw_part_terms *terms = &recount->noted[i];
		bool is_fresh = terms->parts &&
			terms->book == tw_book_offset(book) &&
			terms->owner == census->owner;

		if (is_fresh && terms->analyzer == census->analyzer)
			return terms;
		if (!is_fresh)
			free = terms;
	}
	if (free)
		tw_part_terms_done(free);
	return free;
}

/* The index itself tells whether the text has several sentences. */
static int
open_sentences(struct tw_recount *recount, trawl_error *err)
{
	struct tw_term term;
	int status = tw_segment_find(recount->segment, TW_FIELD_ALL,
		TW_STR(TW_SENTENCE_TERM), &term, err);

	if (status == TRAWL_OK)
		status = tw_postings_open(&recount->sentences,
			recount->segment, &term, err);
	recount->has_sentences = status == TRAWL_OK;
	recount->knows_sentences = status >= 0;
	return status < 0 ? status : TRAWL_OK;
}

static int
count_sentences(struct tw_recount *recount, uint32_t doc, trawl_error *err)
{
	int status = TRAWL_OK;

	if (!recount->knows_sentences)
		status = open_sentences(recount, err);
	if (status != TRAWL_OK || !recount->has_sentences)
		return status;
	status = tw_postings_seek(&recount->sentences, doc, err);
	if (status == TRAWL_OK && recount->sentences.doc == doc)
		status = tw_census_sentences(recount->census, err);
	return status < 0 ? status : TRAWL_OK;
}

static int
count_parts(struct tw_recount *recount, uint32_t doc,
	const struct tw_coded_text *text, trawl_error *err)
{
	struct tw_part_terms *terms = place_of(recount, text->book);
	struct tw_doc fields;
	int status = TRAWL_OK;

	if (!terms || text->end - text->from >= TW_TOKENS_MAX) {
		status = tw_stored_get(recount->segment, doc, &fields, err);
		return status == TRAWL_OK ? count_text(recount, doc, &fields,
			err) : status;
	}
	if (!terms->parts)
		status = tw_part_terms_init(terms, recount->census,
			text->book, err);
	if (status == TRAWL_OK)
		status = tw_part_terms_count(terms, recount->census, text,
			&recount->piece, err);
	return status == TRAWL_OK ? count_sentences(recount, doc, err) :
		status;
}

static int
count_coded(struct tw_recount *recount, uint32_t doc,
	const struct tw_stored_codes *stored, uint64_t *ret_bytes,
	trawl_error *err)
{
	struct tw_coded_text text = {
		.segment = recount->segment,
		.book = stored->book,
		.codes = stored->codes,
	};
	struct tw_doc fields = {.apart = {NULL, 0}};
	int status = tw_segment_id(recount->segment, doc,
		&fields.field[TRAWL_ID], err);

	if (status == TRAWL_OK)
		status = read_head(recount, doc, stored->size, &text, &fields,
			err);
	if (status == TRAWL_OK)
		status = check_text(recount, doc, &fields, err);
	if (status == TRAWL_OK)
		status = tw_census_begin(recount->census, &fields, err);
	if (status == TRAWL_OK)
		status = count_parts(recount, doc, &text, err);
	if (status == TRAWL_OK)
		*ret_bytes = fields.field[TRAWL_TITLE].n + text.end -
			text.from;
	return status;
}

int
tw_recount_article(struct tw_recount *recount, uint32_t doc,
	uint64_t *ret_bytes, trawl_error *err)
{
	struct tw_stored_codes codes;
	int status = recount->is_many ? tw_stored_get_codes(recount->segment,
		doc, &codes, err) : TRAWL_END;

	if (status == TRAWL_END)
		return count_stored(recount, doc, ret_bytes, err);
	return status == TRAWL_OK ?
		count_coded(recount, doc, &codes, ret_bytes, err) : status;
}
