/* checkterms.c: what a segment has by term. */
/* SPDX-License-Identifier: MIT */
#include "base/alloc.h"
#include "base/bytes.h"
#include "index/best.h"
#include "index/bitmap.h"
#include "index/bounds.h"
#include "index/checking.h"
#include "index/dead.h"
#include "index/postings.h"
#include "text/sentence.h"

struct lists {
	struct tw_checking *checking;
	struct tw_segment *segment;
	uint32_t number;	/* of the segment */
	uint32_t terms;		/* walked */
	uint64_t in_title;	/* words of titles, by the lists of ALL */
	uint64_t of_title;	/* and by those of TITLE */
	bool are_damaged;	/* some list is: sums have no meaning */
};

/* What a list's postings are held against, where it has blocks. */
struct claims {
	uint32_t block;		/* whose corners these are; UINT32_MAX: none */
	uint8_t corners[TW_BLOCK_CORNERS_SIZE];
	struct tw_best best;
	uint32_t seen;		/* of the best, a bit each */
};

/* A fault of a term's list is told; the walk goes on with the next. */
static int
fault(struct lists *lists, const struct tw_terms *terms, const char *what)
{
	static const char *const names[TW_FIELD_COUNT] = {
		[TW_FIELD_ALL] = "postings",
		[TW_FIELD_TITLE] = "title postings",
		[TW_FIELD_AUTHOR] = "author postings",
		[TW_FIELD_CATEGORY] = "category postings",
		[TW_FIELD_SITE] = "site postings",
		[TW_FIELD_LANGUAGE] = "language postings",
	};

	lists->are_damaged = true;
	tw_checking_tell(lists->checking, "segment %u, %s of '%.*s': %s",
		lists->number, names[terms->entry.field],
		(int)terms->term.n, terms->term.p, what);
	return TRAWL_END;
}

/* ------------------------------------------------------------------ */
/* One posting.                                                         */

static bool
ascend(const uint32_t *positions, uint32_t count)
{
	for (uint32_t i = 1; i < count; i++)
		if (positions[i - 1] >= positions[i])
			return false;
	return true;
}

/* Where sentences begin: text/sentence.h. */
static bool
are_sentences(const uint32_t *positions, uint32_t count)
{
	uint32_t before = TW_TEXT_POSITION;

	for (uint32_t i = 0; i < count; i++) {
		if (positions[i] < before + TW_SENTENCE_LEAST ||
			positions[i] >= TW_TEXT_POSITION + TW_SENTENCES_WORDS)
			return false;
		before = positions[i];
	}
	return true;
}

static bool
is_among_best(const struct claims *claims, uint32_t doc)
{
	for (uint32_t i = 0; i < claims->best.count; i++)
		if (claims->best.postings[i].doc == doc)
			return true;
	return false;
}

/* The posting is one of the best, or what these are said to be better than. */
static bool
fits_best(struct claims *claims, const struct tw_best_posting *posting)
{
	for (uint32_t i = 0; i < claims->best.count; i++) {
		const struct tw_best_posting *best = &claims->best.postings[i];
		bool is_alike = best->freq == posting->freq &&
			best->length == posting->length;

		if (best->doc == posting->doc) {
			claims->seen |= UINT32_C(1) << i;
			return is_alike;
		}
		if (is_alike && posting->doc < best->doc &&
			!is_among_best(claims, posting->doc))
			return false;
	}
	return tw_corners_cover(claims->best.corners, TW_BEST_CORNERS,
		posting->freq, posting->length);
}

static int
check_claims(struct lists *lists, const struct tw_terms *terms,
	const struct tw_best_posting *posting, struct claims *claims)
{
	if (!tw_corners_cover(claims->corners, TW_BLOCK_CORNERS,
		posting->freq, posting->length))
		return fault(lists, terms, "scores above a block's bound");
	if (!fits_best(claims, posting))
		return fault(lists, terms, "its best postings are others");
	return TRAWL_OK;
}

/* TRAWL_END after a fault was told. */
static int
check_posting(struct lists *lists, const struct tw_terms *terms,
	struct tw_postings *postings, struct claims *claims, trawl_error *err)
{
	const uint32_t *positions;
	uint32_t count = 0;
	uint32_t in_title = 0;
	uint8_t length = 0;
	uint32_t freq = tw_postings_freq(postings);
	enum tw_index_field field = terms->entry.field;
	int status = tw_postings_positions(postings, &positions, &count,
		&in_title, err);

	if (status == TRAWL_OK)
		status = tw_segment_length_byte(lists->segment, field,
			postings->doc, &length, err);
	if (status != TRAWL_OK)
		return status;
	if (count == 0 || !ascend(positions, count))
		return fault(lists, terms, "positions do not ascend");
	if (field == TW_FIELD_ALL &&
		tw_str_equal(terms->term, TW_STR(TW_SENTENCE_TERM)) &&
		!are_sentences(positions, count))
		return fault(lists, terms, "sentences begin where none can");
	if (freq > terms->entry.max_freq || length < terms->entry.min_length)
		return fault(lists, terms, "scores above its bound");
	if (field == TW_FIELD_ALL)
		lists->in_title += in_title;
	else if (field == TW_FIELD_TITLE)
		lists->of_title += freq;
	if (!tw_term_has_blocks(&terms->entry))
		return TRAWL_OK;
	return check_claims(lists, terms, &(struct tw_best_posting){
		postings->doc, freq, length}, claims);
}

/* ------------------------------------------------------------------ */
/* One list.                                                            */

/* Reads what the table says of the block that the postings stand in. */
static int
go_into_block(struct lists *lists, const struct tw_postings *postings,
	struct claims *claims, trawl_error *err)
{
	const struct tw_term *term = &postings->term;
	const uint8_t *entry;

	if (!tw_term_has_blocks(term) || claims->block == postings->number)
		return TRAWL_OK;
	int status = tw_stream_get(&lists->segment->stream[TW_STREAM_BLOCKS],
		term->blocks + (uint64_t)postings->number * TW_BLOCK_ENTRY,
		TW_BLOCK_ENTRY, &entry, err);

	if (status != TRAWL_OK)
		return status;
	claims->block = postings->number;
	memcpy(claims->corners, entry + TW_BLOCK_CORNERS_AT,
		sizeof(claims->corners));
	return TRAWL_OK;
}

/* Whether all of the best were seen; one that is there twice was not. */
static int
end_claims(struct lists *lists, const struct tw_terms *terms,
	const struct claims *claims)
{
	if (claims->seen + UINT32_C(1) != UINT32_C(1) << claims->best.count)
		return fault(lists, terms, "its best are not all in it");
	return TRAWL_OK;
}

/* The bitmap has what the blocks have, and nothing else. */
static int
check_bitmap(struct lists *lists, const struct tw_terms *terms,
	trawl_error *err)
{
	struct tw_postings postings;
	struct tw_bitmap bitmap;
	int status = tw_bitmap_open(&bitmap, lists->segment, &terms->entry,
		err);

	if (status == TRAWL_OK)
		status = tw_postings_open(&postings, lists->segment,
			&terms->entry, err);
	if (status != TRAWL_OK)
		return status;
	bool fits = tw_bitmap_is_good(&bitmap, terms->entry.df);
	do {
		status = tw_postings_next(&postings, err);
		if (status == TRAWL_OK)
			fits &= tw_bitmap_has(&bitmap, postings.doc);
	} while (status == TRAWL_OK);
	tw_postings_close(&postings);
	if (status == TRAWL_END && !fits)
		return fault(lists, terms, "its bitmap has others");
	return status == TRAWL_END ? TRAWL_OK : status;
}

/* Walks the list; counts what it has. */
static int
walk_list(struct lists *lists, const struct tw_terms *terms,
	struct tw_postings *postings, uint32_t *ret_df, uint32_t *ret_dead,
	trawl_error *err)
{
	struct claims claims = {.block = UINT32_MAX};
	int status = TRAWL_OK;

	if (tw_term_has_blocks(&terms->entry))
		status = tw_best_get(lists->segment, &terms->entry,
			&claims.best, err);
	if (status == TRAWL_OK)
		status = tw_postings_next(postings, err);
	while (status == TRAWL_OK) {
		bool is_dead = false;

		status = go_into_block(lists, postings, &claims, err);
		if (status == TRAWL_OK)
			status = check_posting(lists, terms, postings, &claims,
				err);
		if (status == TRAWL_OK)
			status = tw_segment_is_dead(lists->segment,
				postings->doc, &is_dead, err);
		if (status != TRAWL_OK)
			return status;
		++*ret_df;
		*ret_dead += is_dead;
		status = tw_postings_next(postings, err);
	}
	if (status == TRAWL_END)
		status = end_claims(lists, terms, &claims);
	return status;
}

/* No posting scores above the bound of its group. */
static int
check_bounds(struct lists *lists, const struct tw_terms *terms,
	trawl_error *err)
{
	struct tw_postings postings;
	struct tw_bounds_norms norms;
	struct tw_bounds bounds;
	bool hold = true;
	int status = tw_bounds_open(&bounds, lists->segment, &terms->entry,
		err);

	if (status == TRAWL_OK)
		status = tw_postings_open(&postings, lists->segment,
			&terms->entry, err);
	if (status != TRAWL_OK)
		return status;
	tw_bounds_norms(&norms, &lists->checking->root.ranking,
		bounds.average);
	do {
		uint8_t length = 0;

		status = tw_postings_next(&postings, err);
		if (status == TRAWL_OK)
			status = tw_segment_length_byte(lists->segment,
				terms->entry.field, postings.doc, &length,
				err);
		if (status == TRAWL_OK)
			hold &= tw_bounds_hold(&bounds, &norms, postings.doc,
				tw_postings_freq(&postings), length);
	} while (status == TRAWL_OK);
	tw_postings_close(&postings);
	if (status == TRAWL_END && !hold)
		return fault(lists, terms, "scores above a group's bound");
	return status == TRAWL_END ? TRAWL_OK : status;
}

static int
check_list(struct lists *lists, const struct tw_terms *terms,
	trawl_error *err)
{
	struct tw_postings postings;
	uint32_t df = 0;
	uint32_t dead = 0;
	int status = tw_postings_open(&postings, lists->segment,
		&terms->entry, err);

	if (status == TRAWL_OK) {
		status = walk_list(lists, terms, &postings, &df, &dead, err);
		tw_postings_close(&postings);
	}
	if (status == TRAWL_OK && tw_term_has_bitmap(&terms->entry))
		status = check_bitmap(lists, terms, err);
	if (status == TRAWL_OK && terms->entry.has_bounds)
		status = check_bounds(lists, terms, err);
	if (status == TRAWL_ECORRUPT)
		lists->are_damaged = true;
	else if (status == TRAWL_OK && df != terms->entry.df)
		(void)fault(lists, terms, "not as many as it says");
	else if (status == TRAWL_OK && dead != terms->entry.dead)
		(void)fault(lists, terms, "its dead are counted wrong");
	return tw_checking_heard(lists->checking, status, err);
}

/* ------------------------------------------------------------------ */
/* The dictionary.                                                      */

/* The term is found where it stands. */
static int
check_found(struct lists *lists, const struct tw_terms *terms,
	trawl_error *err)
{
	struct tw_term found;
	int status = tw_segment_find(lists->segment, terms->entry.field,
		terms->term, &found, err);

	if (terms->entry.ordinal != lists->terms || status == TRAWL_END ||
		(status == TRAWL_OK &&
		found.ordinal != terms->entry.ordinal))
		tw_checking_tell(lists->checking, "segment %u, dictionary: "
			"'%.*s' is not found where it stands", lists->number,
			(int)terms->term.n, terms->term.p);
	return tw_checking_heard(lists->checking, status, err);
}

static int
walk_terms(struct lists *lists, struct tw_terms *terms, trawl_error *err)
{
	int status = tw_terms_next(terms, err);

	while (status == TRAWL_OK) {
		status = check_found(lists, terms, err);
		if (status == TRAWL_OK)
			status = check_list(lists, terms, err);
		lists->terms++;
		if (status == TRAWL_OK)
			status = tw_terms_next(terms, err);
	}
	return status;
}

static int
check_dictionary(struct lists *lists, trawl_error *err)
{
	struct tw_terms terms;
	bool has_more = false;
	int status = tw_terms_open(&terms, lists->segment, TW_FIELD_ALL,
		TW_STR(""), err);

	if (status == TRAWL_OK) {
		status = walk_terms(lists, &terms, err);
		has_more = terms.group.term != terms.group.terms_end;
		tw_terms_close(&terms);
	}
	if (status == TRAWL_ECORRUPT)
		lists->are_damaged = true;
	else if (status == TRAWL_END &&
		(lists->terms != lists->segment->info.terms || has_more))
		tw_checking_tell(lists->checking, "segment %u, dictionary: "
			"%u terms%s, the root counts %u", lists->number,
			lists->terms, has_more ? " and more" : "",
			lists->segment->info.terms);
	return tw_checking_heard(lists->checking, status, err);
}

/* Terms of dead articles ascend and are terms. */
static int
check_dead_terms(struct lists *lists, trawl_error *err)
{
	struct tw_stream *stream =
		&lists->segment->stream[TW_STREAM_DEAD_TERMS];
	uint64_t least = 0;

	for (uint64_t at = 0; at < stream->length; at += TW_DEAD_TERM) {
		const uint8_t *p;
		int status = tw_stream_get(stream, at, TW_DEAD_TERM, &p, err);

		if (status != TRAWL_OK)
			return tw_checking_heard(lists->checking, status, err);
		uint32_t term = tw_le32(p);

		if (term < least || term >= lists->segment->info.terms ||
			tw_le32(p + 4) == 0) {
			tw_checking_tell(lists->checking, "segment %u, dead "
				"terms: entry %llu is wrong", lists->number,
				(unsigned long long)(at / TW_DEAD_TERM));
			return TRAWL_OK;
		}
		least = (uint64_t)term + 1;
	}
	return TRAWL_OK;
}

int
tw_check_terms(struct tw_checking *checking, struct tw_segment *segment,
	trawl_error *err)
{
	struct lists lists = {
		.checking = checking,
		.segment = segment,
		.number = segment->info.segment,
	};
	int status = check_dead_terms(&lists, err);

	if (status == TRAWL_OK)
		status = check_dictionary(&lists, err);
	if (status == TRAWL_OK && !lists.are_damaged &&
		lists.in_title != lists.of_title)
		tw_checking_tell(checking, "segment %u: the lists of titles "
			"are not those of the whole", lists.number);
	return status;
}
