/* filter.c: clauses that tell which articles, and score nothing. */
/* SPDX-License-Identifier: MIT */
#include "match/filter.h"

#include "match/expand.h"
#include "match/group.h"
#include "match/near.h"
#include "match/phrase.h"
#include "match/prefix.h"
#include "match/term.h"

/* ------------------------------------------------------------------ */
/* Any cursor, at score 0: whoever prunes by scores does not look inside. */

struct plain {
	struct tw_cursor cursor;
	struct tw_cursor *inner;
};

static int
plain_next(struct tw_cursor *cursor, trawl_error *err)
{
	struct plain *plain = (struct plain *)cursor;
	int status = tw_cursor_next(plain->inner, err);

	cursor->doc = plain->inner->doc;
	return status;
}

static int
plain_seek(struct tw_cursor *cursor, uint32_t target, trawl_error *err)
{
	struct plain *plain = (struct plain *)cursor;
	int status = tw_cursor_seek(plain->inner, target, err);

	cursor->doc = plain->inner->doc;
	return status;
}

static int
no_score(struct tw_cursor *cursor, float *ret, trawl_error *err)
{
	(void)cursor;
	(void)err;
	*ret = 0;
	return TRAWL_OK;
}

static void
plain_done(struct tw_cursor *cursor)
{
	tw_cursor_done(((struct plain *)cursor)->inner);
}

static const struct tw_cursor_ops plain_ops = {
	.next = plain_next,
	.seek = plain_seek,
	.score = no_score,
	.window = tw_window_by_score,
	.done = plain_done,
};

int
tw_plain_cursor(struct tw_arena *arena, struct tw_cursor *inner,
	struct tw_cursor **ret, trawl_error *err)
{
	struct plain *plain = tw_cursor_alloc(arena, sizeof(*plain));

	if (!plain) {
		tw_cursor_done(inner);
		return tw_no_memory(err);
	}
	*plain = (struct plain){
		.cursor = {.ops = &plain_ops, .cost = inner->cost},
		.inner = inner,
	};
	*ret = &plain->cursor;
	return TRAWL_OK;
}

/* ------------------------------------------------------------------ */
/* One article.                                                         */

struct one {
	struct tw_cursor cursor;
	uint32_t doc;
	bool started;
};

static int
one_seek(struct tw_cursor *cursor, uint32_t target, trawl_error *err)
{
	struct one *one = (struct one *)cursor;

	(void)err;
	if (target > one->doc || cursor->doc == TW_NO_DOC)
		return tw_cursor_end(cursor, TRAWL_END);
	one->started = true;
	cursor->doc = one->doc;
	return TRAWL_OK;
}

static int
one_next(struct tw_cursor *cursor, trawl_error *err)
{
	struct one *one = (struct one *)cursor;

	if (one->started)
		return tw_cursor_end(cursor, TRAWL_END);
	return one_seek(cursor, 0, err);
}

static const struct tw_cursor_ops one_ops = {
	.next = one_next,
	.seek = one_seek,
	.score = no_score,
	.window = tw_window_by_score,
};

static int
id_cursor(struct tw_arena *arena, struct tw_segment *segment,
	struct tw_str id, struct tw_cursor **ret, trawl_error *err)
{
	uint32_t doc = 0;
	int status = tw_segment_find_id(segment, id, &doc, err);

	if (status < 0)
		return status;
	if (status == TRAWL_END) {
		*ret = tw_none_cursor(arena);
		return *ret ? TRAWL_OK : tw_no_memory(err);
	}
	struct one *one = tw_cursor_alloc(arena, sizeof(*one));

	if (!one)
		return tw_no_memory(err);
	*one = (struct one){
		.cursor = {.ops = &one_ops, .cost = 1},
		.doc = doc,
	};
	*ret = &one->cursor;
	return TRAWL_OK;
}

/* ------------------------------------------------------------------ */
/* Articles of some dates.                                              */

struct of_dates {
	struct tw_cursor cursor;
	struct tw_span span;
	struct tw_dates dates;
	uint32_t docs;
	uint32_t base;		/* of the 64 articles of `bits` */
	uint64_t bits;		/* those of them that are meant */
	bool started;
};

static int
read_bits(struct of_dates *of, uint32_t base, trawl_error *err)
{
	const uint8_t *dates;
	int status = tw_dates_at(&of->dates, base, &dates, err);

	if (status != TRAWL_OK)
		return status;
	of->base = base;
	of->bits = tw_dates_within(dates, &of->span, UINT64_MAX);
	of->started = true;
	return TRAWL_OK;
}

static int
dates_seek(struct tw_cursor *cursor, uint32_t target, trawl_error *err)
{
	struct of_dates *of = (struct of_dates *)cursor;

	if (cursor->doc == TW_NO_DOC)
		return TRAWL_END;
	if (of->started && target <= cursor->doc)
		return TRAWL_OK;
	for (; target < of->docs; target = of->base + 64) {
		uint32_t base = target & ~UINT32_C(63);

		if (!of->started || base != of->base) {
			int status = read_bits(of, base, err);

			if (status != TRAWL_OK)
				return tw_cursor_end(cursor, status);
		}
		uint64_t left = of->bits >> target % 64 << target % 64;

		if (left == 0)
			continue;
		cursor->doc = base + (uint32_t)__builtin_ctzll(left);
		return cursor->doc < of->docs ? TRAWL_OK
			: tw_cursor_end(cursor, TRAWL_END);
	}
	return tw_cursor_end(cursor, TRAWL_END);
}

static int
dates_next(struct tw_cursor *cursor, trawl_error *err)
{
	const struct of_dates *of = (const struct of_dates *)cursor;

	if (cursor->doc == TW_NO_DOC)
		return TRAWL_END;
	return dates_seek(cursor, of->started ? cursor->doc + 1 : 0, err);
}

static const struct tw_cursor_ops dates_ops = {
	.next = dates_next,
	.seek = dates_seek,
	.score = no_score,
	.window = tw_window_by_score,
};

static struct tw_dated
dated_of(const struct tw_node *node)
{
	return (struct tw_dated){
		.filters = true,
		.after = node->from,
		.before = node->to,
	};
}

static int
dates_cursor(struct tw_arena *arena, struct tw_segment *segment,
	const struct tw_node *node, struct tw_cursor **ret, trawl_error *err)
{
	struct of_dates *of = tw_cursor_alloc(arena, sizeof(*of));
	struct tw_dated dated = dated_of(node);

	if (!of)
		return tw_no_memory(err);
	*of = (struct of_dates){
		.cursor = {.ops = &dates_ops, .cost = segment->info.docs},
		.span = tw_dated_span(&dated),
		.docs = segment->info.docs,
	};
	tw_dates_open(&of->dates, segment);
	*ret = &of->cursor;
	return TRAWL_OK;
}

/* The last day of a date that may be as wide as a month or year. */
static uint32_t
last_of(uint32_t date)
{
	if ((date & 0xffff) == 0)
		return date | 0xffff;
	return (date & 0xff) == 0 ? date | 0xff : date;
}

bool
tw_filter_dates(const struct tw_node *node, struct tw_dated *dated)
{
	struct tw_dated both = *dated;

	both.filters = true;
	if (node->from > both.after)
		both.after = node->from;
	if (node->to > 0 && (both.before == 0 ||
		last_of(node->to) < last_of(both.before)))
		both.before = node->to;
	if (tw_dated_is_empty(&both))
		return false;
	*dated = both;
	return true;
}

/* ------------------------------------------------------------------ */
/* Lists of terms.                                                      */

struct making {
	struct tw_arena *arena;
	struct tw_segment *segment;
	const struct tw_node *node;
	const struct tw_bm25 *bm25;
	trawl_error *err;
};

static int
term_cursor(const struct making *making, struct tw_str text,
	struct tw_cursor **ret)
{
	struct tw_term entry;
	int status = tw_segment_find(making->segment,
		tw_field_of(making->node), text, &entry, making->err);

	if (status == TRAWL_OK)
		return tw_term_cursor(making->arena, making->segment, &entry,
			making->bm25, 0, ret, making->err);
	if (status < 0)
		return status;
	*ret = tw_none_cursor(making->arena);
	return *ret ? TRAWL_OK : tw_no_memory(making->err);
}

/* The entries of the MAIN terms; TRAWL_END if one is not there. */
static int
find_main(const struct making *making, struct tw_phrase_term *terms,
	uint32_t *ret_count)
{
	const struct tw_node *node = making->node;
	uint32_t count = 0;

	for (uint32_t i = 0; i < node->term_count; i++) {
		if (node->terms[i].kind != TW_TOKEN_MAIN)
			continue;
		int status = tw_segment_find(making->segment,
			tw_field_of(node), node->terms[i].term,
			&terms[count].entry, making->err);

		if (status != TRAWL_OK)
			return status;
		terms[count++].position = node->terms[i].position;
	}
	*ret_count = count;
	return count > 0 ? TRAWL_OK : TRAWL_END;
}

/* The MAIN terms as they follow each other. */
static int
words_cursor(const struct making *making, struct tw_cursor **ret)
{
	const struct tw_node *node = making->node;
	struct tw_phrase_term *terms = tw_arena_zeroed(making->arena,
		node->term_count + (size_t)1, sizeof(*terms));
	uint32_t count = 0;

	if (!terms)
		return tw_no_memory(making->err);
	int status = find_main(making, terms, &count);

	if (status == TRAWL_END) {
		*ret = tw_none_cursor(making->arena);
		return *ret ? TRAWL_OK : tw_no_memory(making->err);
	}
	if (status != TRAWL_OK)
		return status;
	if (count == 1)
		return tw_term_cursor(making->arena, making->segment,
			&terms[0].entry, making->bm25, 0, ret, making->err);
	return tw_phrase_cursor(making->arena, making->segment, terms, count,
		making->bm25, 0, ret, making->err);
}

/* The terms near each other in one value: those of two are further apart. */
static int
near_cursor(const struct making *making, struct tw_cursor **ret)
{
	const struct tw_node *node = making->node;
	uint32_t count = node->term_count;
	uint32_t most = count < TW_VALUE_GAP + 1 ? TW_VALUE_GAP + 1 - count : 0;
	struct tw_term *terms = tw_arena_zeroed(making->arena,
		count + (size_t)1, sizeof(*terms));
	int status = terms ? TRAWL_OK : tw_no_memory(making->err);

	for (uint32_t i = 0; i < count && status == TRAWL_OK; i++)
		status = tw_segment_find(making->segment, tw_field_of(node),
			node->terms[i].term, &terms[i], making->err);
	if (status == TRAWL_END) {
		*ret = tw_none_cursor(making->arena);
		return *ret ? TRAWL_OK : tw_no_memory(making->err);
	}
	if (status != TRAWL_OK)
		return status;
	return tw_near_cursor(making->arena, making->segment, terms, count,
		node->distance < most ? node->distance : most, making->bm25, 0,
		ret, making->err);
}

/* A WORD, by its MAIN terms or one of its other spellings. */
static int
word_cursor(const struct making *making, struct tw_cursor **ret)
{
	const struct tw_node *node = making->node;
	struct tw_cursors ways = {.cursor = tw_arena_zeroed(making->arena,
		node->term_count + (size_t)1, sizeof(struct tw_cursor *))};

	if (!ways.cursor)
		return tw_no_memory(making->err);
	int status = words_cursor(making, &ways.cursor[0]);

	ways.count = status == TRAWL_OK;
	for (uint32_t i = 0; i < node->term_count && status == TRAWL_OK; i++) {
		if (node->terms[i].kind == TW_TOKEN_MAIN)
			continue;
		status = term_cursor(making, node->terms[i].term,
			&ways.cursor[ways.count]);
		ways.count += status == TRAWL_OK;
	}
	if (status == TRAWL_OK && ways.count == 1)
		*ret = ways.cursor[0];
	else if (status == TRAWL_OK)
		status = tw_or_cursor(making->arena, ways, ret, making->err);
	for (uint32_t i = 0; status != TRAWL_OK && i < ways.count; i++)
		tw_cursor_done(ways.cursor[i]);
	return status;
}

static int
value_cursor(const struct making *making, struct tw_cursor **ret)
{
	if (making->node->field == TW_QUERY_ID)
		return id_cursor(making->arena, making->segment,
			making->node->text, ret, making->err);
	return term_cursor(making, making->node->text, ret);
}

static int
leaf_cursor(const struct making *making, struct tw_cursor **ret)
{
	switch (making->node->kind) {
	case TW_NODE_WORD:
		return word_cursor(making, ret);
	case TW_NODE_PHRASE:
		return words_cursor(making, ret);
	case TW_NODE_NEAR:
		return near_cursor(making, ret);
	case TW_NODE_PREFIX:
		return tw_prefix_cursor(making->arena, making->segment,
			making->node, 0, ret, making->err);
	case TW_NODE_VALUE:
		return value_cursor(making, ret);
	case TW_NODE_DATES:
		return dates_cursor(making->arena, making->segment,
			making->node, ret, making->err);
	default:
		*ret = tw_none_cursor(making->arena);
		return *ret ? TRAWL_OK : tw_no_memory(making->err);
	}
}

int
tw_filter_cursor(struct tw_arena *arena, struct tw_segment *segment,
	const struct tw_node *node, const struct tw_bm25 *bm25, bool scored,
	struct tw_cursor **ret, trawl_error *err)
{
	struct making making = {arena, segment, node, bm25, err};
	struct tw_cursor *inner = NULL;
	int status = leaf_cursor(&making, &inner);

	if (status != TRAWL_OK)
		return status;
	if (scored)
		return tw_plain_cursor(arena, inner, ret, err);
	*ret = inner;
	return TRAWL_OK;
}
