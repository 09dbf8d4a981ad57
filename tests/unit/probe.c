/* probe.c: a segment of everything there is, and a reader of all of it. */
/* SPDX-License-Identifier: MIT */
#include "probe.h"

#include <assert.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/bytes.h"
#include "index/bitmap.h"
#include "index/bounds.h"
#include "index/freqs.h"
#include "index/lexread.h"
#include "index/postings.h"
#include "index/linewalk.h"
#include "index/values.h"

#include "random_list.h"

#define DOCS 260

/* Lists of all kinds, and a few short ones to fill groups. */
static const struct {
	enum tw_index_field field;
	struct random_shape shape;
} lists[] = {
	{TW_FIELD_ALL, {.df = 1, .text_freq = 1, .gap = 9}},
	{TW_FIELD_ALL, {.df = 2, .text_freq = 3, .title_freq = 2, .gap = 9}},
	{TW_FIELD_ALL, {.df = 60, .text_freq = 1, .gap = 9}},
	{TW_FIELD_ALL, {.df = 20, .text_freq = 9, .title_freq = 1, .gap = 9}},
	{TW_FIELD_ALL, {.df = 2, .text_freq = 300, .title_freq = 1,
		.gap = 99}},
	{TW_FIELD_ALL, {.df = 150, .text_freq = 3, .title_freq = 1,
		.gap = 30}},
	{TW_FIELD_ALL, {.df = 128, .text_freq = 1, .gap = 9}},
	{TW_FIELD_ALL, {.df = 1, .text_freq = 1, .gap = 9}},
	{TW_FIELD_ALL, {.df = 1, .text_freq = 1, .gap = 9}},
	{TW_FIELD_ALL, {.df = 1, .text_freq = 1, .gap = 9}},
	{TW_FIELD_ALL, {.df = 1, .text_freq = 1, .gap = 9}},
	{TW_FIELD_ALL, {.df = 1, .text_freq = 1, .gap = 9}},
	{TW_FIELD_ALL, {.df = 1, .text_freq = 1, .gap = 9}},
	{TW_FIELD_ALL, {.df = 1, .text_freq = 1, .gap = 9}},
	{TW_FIELD_ALL, {.df = 1, .text_freq = 1, .gap = 9}},
	{TW_FIELD_ALL, {.df = 1, .text_freq = 1, .gap = 9}},
	{TW_FIELD_TITLE, {.df = 3, .title_freq = 2}},
	{TW_FIELD_TITLE, {.df = 140, .title_freq = 2}},
};
#define LISTS (sizeof(lists) / sizeof(lists[0]))

static_assert(LISTS == PROBE_TERMS, "a term for each list");

static void
put_dead(struct probe *probe)
{
	struct tw_buf bits = {0};
	struct tw_buf terms = {0};

	for (uint32_t doc = 0; doc < DOCS; doc += 8)
		tw_buf_add_byte(&bits, doc == 8 ? 1 : 0);
	for (uint32_t i = 0; i < 3; i++) {
		tw_buf_add_le32(&terms, 5 * i);
		tw_buf_add_le32(&terms, 1);
	}
	memory_store_put(&probe->store,
		(struct tw_record_key){1, TW_STREAM_DEAD, 0}, bits.p, bits.n);
	memory_store_put(&probe->store,
		(struct tw_record_key){1, TW_STREAM_DEAD_TERMS, 0}, terms.p,
		terms.n);
	probe->info.dead = 1;
	probe->info.length[TW_STREAM_DEAD] = bits.n;
	probe->info.length[TW_STREAM_DEAD_TERMS] = terms.n;
	tw_buf_done(&bits);
	tw_buf_done(&terms);
}

/* Forty lines, each of three articles, one of them written behind. */
static void
put_lines(struct probe *probe)
{
	struct tw_buf lines = {0};

	for (uint32_t i = 0; i < 120; i++) {
		uint64_t key = (uint64_t)(i / 3) << 40 | i % 3;
		uint8_t entry[TW_LINES_ENTRY];

		tw_put_be64(entry, i % 3 == 2 ? key | TW_LINES_LEARNED : key);
		tw_put_le32(entry + 8, 2 * i);
		tw_buf_add(&lines, entry, sizeof(entry));
	}
	memory_store_put(&probe->store,
		(struct tw_record_key){1, TW_STREAM_LINES, 0}, lines.p,
		lines.n);
	probe->info.length[TW_STREAM_LINES] = lines.n;
	tw_buf_done(&lines);
}

void
probe_init(struct probe *probe)
{
	struct random_list *made[LISTS];
	struct tw_segment segment;
	struct tw_terms terms;
	uint64_t seed = 7;

	memory_store_init(&probe->store);
	for (size_t i = 0; i < LISTS; i++) {
		struct random_shape shape = lists[i].shape;

		shape.docs = DOCS;
		made[i] = random_list_new(&seed, lists[i].field, &shape);
	}
	random_segment(&probe->store, made, LISTS, DOCS, &probe->info);
	for (size_t i = 0; i < LISTS; i++)
		random_list_free(made[i]);
	put_dead(probe);
	put_lines(probe);
	assert_int_equal(tw_segment_open(&segment, &probe->store.source,
		&probe->info, NULL), TRAWL_OK);
	assert_int_equal(tw_terms_open(&terms, &segment, TW_FIELD_ALL,
		TW_STR(""), NULL), TRAWL_OK);
	for (size_t i = 0; i < LISTS; i++) {
		assert_int_equal(tw_terms_next(&terms, NULL), TRAWL_OK);
		probe->terms[i] = terms.entry;
	}
	tw_terms_close(&terms);
	tw_segment_close(&segment);
}

void
probe_done(struct probe *probe)
{
	memory_store_done(&probe->store);
}

/* ------------------------------------------------------------------ */
/* Reading all there is, whatever comes.                                */

/* The first promise that is broken goes up from any depth. */
#define CHECK(condition) \
	do { \
		if (!(condition)) \
			return #condition; \
	} while (0)
#define CHECK_ALL(call) \
	do { \
		const char *broken = call; \
\
		if (broken) \
			return broken; \
	} while (0)

static bool
may_be(int status)
{
	return status == TRAWL_OK || status == TRAWL_END ||
		status == TRAWL_ECORRUPT;
}

static const char *
read_positions(struct tw_postings *postings)
{
	const uint32_t *positions;
	uint32_t count;
	uint32_t in_title;
	int status = tw_postings_positions(postings, &positions, &count,
		&in_title, NULL);

	CHECK(may_be(status));
	if (status != TRAWL_OK)
		return NULL;
	CHECK(count > 0 && in_title <= count);
	for (uint32_t i = 1; i < count; i++)
		CHECK(positions[i - 1] <= positions[i]);
	for (uint32_t i = 0; i < count; i++)
		CHECK((positions[i] < TW_TEXT_POSITION) == (i < in_title));
	return NULL;
}

/* Walks by steps of `leap` articles. */
static const char *
walk(struct tw_postings *postings, uint32_t leap)
{
	uint32_t n = 0;
	uint32_t last = 0;
	int status = tw_postings_next(postings, NULL);

	while (status == TRAWL_OK) {
		CHECK(postings->doc < postings->segment->info.docs);
		CHECK(n == 0 || postings->doc > last);
		CHECK(tw_postings_freq(postings) > 0);
		CHECK_ALL(read_positions(postings));
		last = postings->doc;
		n++;
		status = leap == 1 ? tw_postings_next(postings, NULL)
			: tw_postings_seek(postings, last + leap, NULL);
	}
	CHECK(may_be(status));
	CHECK(postings->doc == TW_NO_DOC);
	CHECK(n <= postings->term.df);
	return NULL;
}

static const char *
read_list(struct tw_segment *segment, const struct tw_term *term,
	uint32_t leap)
{
	struct tw_postings postings;
	int status = tw_postings_open(&postings, segment, term, NULL);

	CHECK(may_be(status));
	if (status != TRAWL_OK)
		return NULL;
	const char *broken = walk(&postings, leap);

	tw_postings_close(&postings);
	return broken;
}

/* Articles by the bitmap, frequencies by their ranks. */
static const char *
read_bitmap(struct tw_segment *segment, const struct tw_term *term)
{
	struct tw_bitmap bitmap;
	uint64_t words[DOCS / 64 + 1];
	int status = tw_bitmap_open(&bitmap, segment, term, NULL);

	CHECK(may_be(status));
	if (status != TRAWL_OK)
		return NULL;
	tw_bitmap_copy(&bitmap, 0, DOCS / 64 + 1, words);
	CHECK(words[DOCS / 64] >> DOCS % 64 == 0);
	for (uint32_t doc = 0; doc < DOCS; doc++) {
		uint32_t freq = 1;

		if (!tw_bitmap_has(&bitmap, doc))
			continue;
		CHECK(may_be(tw_freq_at(segment, term,
			tw_bitmap_rank(&bitmap, doc), &freq, NULL)));
		CHECK(freq > 0);
	}
	return NULL;
}

/* The lists, by the entries as they were before the damage. */
static const char *
read_bounds(struct tw_segment *segment, const struct tw_term *term)
{
	struct tw_bounds bounds;
	float most[TW_BOUNDS_LEVELS];
	int status = tw_bounds_open(&bounds, segment, term, NULL);

	CHECK(may_be(status));
	if (status != TRAWL_OK)
		return NULL;
	tw_bounds_most(&bounds, 9, most);
	for (uint32_t i = 0; i < TW_BOUNDS_LEVELS; i++)
		CHECK(most[i] >= 0 && most[i] <= 1);
	for (uint32_t doc = 0; doc < DOCS; doc++)
		CHECK(tw_bounds_level(&bounds, doc) < TW_BOUNDS_LEVELS);
	return NULL;
}

static const char *
read_lists(const struct probe *probe, struct tw_segment *segment)
{
	for (uint32_t i = 0; i < LISTS; i++) {
		struct tw_term term = probe->terms[i];

		if (term.kind == TW_TERM_INLINE)
			continue;
		CHECK_ALL(read_list(segment, &term, 1));
		CHECK_ALL(read_list(segment, &term, 40));
		if (tw_term_has_bitmap(&term))
			CHECK_ALL(read_bitmap(segment, &term));
		if (term.has_bounds)
			CHECK_ALL(read_bounds(segment, &term));
	}
	return NULL;
}

static const char *
find_terms(struct tw_segment *segment)
{
	for (unsigned i = 0; i < LISTS; i++) {
		struct tw_term term;
		char name[16];

		(void)snprintf(name, sizeof(name), "term%04u", i);
		CHECK(may_be(tw_segment_find(segment, lists[i].field,
			tw_str_of(name), &term, NULL)));
	}
	return NULL;
}

static const char *
walk_terms(const struct probe *probe, struct tw_terms *terms)
{
	uint32_t n = 0;
	int status = tw_terms_next(terms, NULL);

	while (status == TRAWL_OK) {
		CHECK(terms->entry.ordinal < probe->info.terms);
		CHECK(terms->entry.dead <= terms->entry.df);
		CHECK_ALL(read_list(terms->segment, &terms->entry, 1));
		if (tw_term_has_bitmap(&terms->entry))
			CHECK_ALL(read_bitmap(terms->segment, &terms->entry));
		n++;
		status = tw_terms_next(terms, NULL);
	}
	CHECK(may_be(status));
	CHECK(n <= probe->info.terms);
	return NULL;
}

static const char *
read_dictionary(const struct probe *probe, struct tw_segment *segment)
{
	struct tw_terms terms;

	CHECK_ALL(find_terms(segment));
	int status = tw_terms_open(&terms, segment, TW_FIELD_ALL, TW_STR(""),
		NULL);

	CHECK(may_be(status));
	if (status != TRAWL_OK)
		return NULL;
	const char *broken = walk_terms(probe, &terms);

	tw_terms_close(&terms);
	return broken;
}

static const char *
read_articles(const struct probe *probe, struct tw_segment *segment)
{
	struct tw_arena arena = {0};
	int status = TRAWL_OK;

	for (uint32_t doc = 0; doc < probe->info.docs && may_be(status);
		doc += 11) {
		struct tw_doc found;

		status = tw_segment_doc(segment, doc, &arena, &found, NULL);
		tw_arena_reset(&arena);
	}
	tw_arena_done(&arena);
	CHECK(may_be(status));
	return NULL;
}

static const char *
read_ids(const struct probe *probe, struct tw_segment *segment)
{
	for (uint32_t doc = 0; doc < probe->info.docs; doc += 7) {
		char id[16];
		uint32_t found = 0;
		bool dead;

		(void)snprintf(id, sizeof(id), "%u", doc);
		CHECK(may_be(tw_segment_find_id(segment, tw_str_of(id),
			&found, NULL)));
		CHECK(found < probe->info.docs);
		CHECK(may_be(tw_segment_is_dead(segment, doc, &dead, NULL)));
	}
	return NULL;
}

static const char *
read_page_lines(const struct probe *probe, struct tw_segment *segment)
{
	struct tw_linewalk runs;
	uint64_t most = tw_lines_count(segment);
	uint64_t lines = 0;
	uint64_t living = 0;
	bool is_bounded = true;

	(void)probe;
	CHECK(tw_linewalk_init(&runs, segment, NULL, 1, NULL) == TRAWL_OK);
	while (is_bounded && tw_linewalk_next(&runs, NULL) == TRAWL_OK) {
		int status = tw_linewalk_living(&runs, &living, NULL);

		is_bounded = may_be(status) && living <= most &&
			++lines <= most;
	}
	tw_linewalk_done(&runs);
	CHECK(is_bounded);
	return NULL;
}

static const char *
read_columns(const struct probe *probe, struct tw_segment *segment)
{
	for (uint32_t doc = 0; doc < probe->info.docs; doc++) {
		uint64_t sketch;
		uint64_t key;
		uint8_t byte;
		uint32_t n;

		CHECK(may_be(tw_segment_length_byte(segment, TW_FIELD_ALL,
			doc, &byte, NULL)));
		CHECK(may_be(tw_segment_length_byte(segment, TW_FIELD_TITLE,
			doc, &byte, NULL)));
		CHECK(may_be(tw_segment_lengths(segment, doc, &n, &n,
			NULL)));
		CHECK(may_be(tw_segment_date(segment, doc, &n, NULL)));
		CHECK(may_be(tw_segment_sketch(segment, doc, &sketch,
			NULL)));
		CHECK(may_be(tw_segment_title_key(segment, doc, &key,
			NULL)));
	}
	return NULL;
}

static const char *
read_values(const struct probe *probe, struct tw_segment *segment)
{
	for (int i = 0; i < TW_VALUES_COUNT; i++) {
		enum tw_value_kind kind = (enum tw_value_kind)i;
		const struct tw_values *values;
		uint32_t set = 0;
		uint32_t count;
		int status = tw_values_get(segment, kind, &values, NULL);

		CHECK(may_be(status));
		for (uint32_t doc = 0; status == TRAWL_OK &&
			doc < probe->info.docs; doc++) {
			status = tw_values_set(segment, kind, values, doc,
				&set, NULL);
			CHECK(may_be(status));
			if (status != TRAWL_OK)
				break;
			const uint32_t *members = tw_values_of_set(values,
				set, &count);

			for (uint32_t k = 0; k < count; k++)
				CHECK(members[k] < values->count &&
					values->texts[members[k]].n > 0);
		}
	}
	return NULL;
}

typedef const char *read_fn(const struct probe *, struct tw_segment *);

static const char *
read_words(const struct probe *probe, struct tw_segment *segment)
{
	struct tw_segment_words words;
	int status = tw_segment_words_open(&words, segment, tw_str("m", 1),
		NULL);

	(void)probe;
	CHECK(may_be(status));
	if (status != TRAWL_OK)
		return NULL;
	for (uint32_t i = 0; i < 100000 && status == TRAWL_OK; i++)
		status = tw_segment_words_next(&words, NULL);
	CHECK(may_be(status));
	return NULL;
}

/* What reads each stream. */
static read_fn *const readers[TW_STREAM_END] = {
	[TW_STREAM_DICT] = read_dictionary,
	[TW_STREAM_DICT_INDEX] = read_dictionary,
	[TW_STREAM_POSTINGS] = read_lists,
	[TW_STREAM_BLOCKS] = read_lists,
	[TW_STREAM_POSITIONS] = read_lists,
	[TW_STREAM_STORED] = read_articles,
	[TW_STREAM_STORED_INDEX] = read_articles,
	[TW_STREAM_LENGTH_BYTES] = read_columns,
	[TW_STREAM_TITLE_BYTES] = read_columns,
	[TW_STREAM_LENGTHS] = read_columns,
	[TW_STREAM_DATES] = read_columns,
	[TW_STREAM_IDS] = read_ids,
	[TW_STREAM_DEAD] = read_ids,
	[TW_STREAM_DEAD_TERMS] = read_dictionary,
	[TW_STREAM_BITMAPS] = read_lists,
	[TW_STREAM_BOUNDS] = read_lists,
	[TW_STREAM_LEXICON] = read_words,
	[TW_STREAM_LEXICON_INDEX] = read_words,
	[TW_STREAM_VALUES] = read_values,
	[TW_STREAM_CATEGORIES] = read_values,
	[TW_STREAM_AUTHORS] = read_values,
	[TW_STREAM_SITES] = read_values,
	[TW_STREAM_LANGUAGES] = read_values,
	[TW_STREAM_SKETCHES] = read_columns,
	[TW_STREAM_TITLE_KEYS] = read_columns,
	[TW_STREAM_NAMES] = read_ids,
	[TW_STREAM_NAMES_INDEX] = read_ids,
	[TW_STREAM_LINES] = read_page_lines,
};

const char *
probe_read(const struct probe *probe, unsigned stream,
	const struct tw_segment_info *info)
{
	struct tw_segment segment;
	struct tw_source source = probe->store.source;
	int status = tw_segment_open(&segment, &source, info, NULL);

	CHECK(may_be(status));
	if (status != TRAWL_OK)
		return NULL;
	const char *broken = readers[stream](probe, &segment);

	tw_segment_close(&segment);
	return broken;
}
