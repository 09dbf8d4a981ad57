/* test_prune_dates.c: dates asked for, against looking at each article. */
/* SPDX-License-Identifier: MIT */
#include "base/dates.h"
#include "match/given.h"
#include "match/matches.h"
#include "match/search.h"

#include "parsing.h"
#include "small_index.h"

#define WORDS 12
#define DEPTH 100000

/* Packed, with 0 for what is not known; a third have none. */
static const char *
random_date(uint64_t *seed, char room[16])
{
	unsigned year = 2014 + index_below(seed, 6);
	unsigned month = 1 + index_below(seed, 12);

	switch (index_below(seed, 6)) {
	case 0:
	case 1:
		return "";
	case 2:
		snprintf(room, 16, "%u", year);
		break;
	case 3:
		snprintf(room, 16, "%u-%02u", year, month);
		break;
	default:
		snprintf(room, 16, "%u-%02u-%02u", year, month,
			1 + index_below(seed, 28));
		break;
	}
	return room;
}

/* Word w is in one article of 1 + w * w or so; neighbours share a theme. */
static void
add_articles(uint64_t *seed, uint32_t first, uint32_t count)
{
	struct tw_buf text = {0};
	char id[16];
	char date[16];

	for (uint32_t i = first; i < first + count; i++) {
		tw_buf_reset(&text);
		for (uint32_t w = 0; w < WORDS; w++) {
			uint32_t one_in = 1 + w * w;

			if (i / 500 % WORDS == w)
				one_in = 1 + one_in / 4;
			if (index_below(seed, one_in) > 0)
				continue;
			for (uint32_t n = index_below(seed, 4); n < 4; n++)
				tw_buf_addf(&text, "w%uq ", (unsigned)w);
		}
		tw_buf_addf(&text, "other%u", (unsigned)(i % 7));
		snprintf(id, sizeof(id), "%u", (unsigned)i);
		struct tw_doc doc = index_doc(id, "", "");

		doc.field[TRAWL_TEXT] = tw_buf_str(&text);
		doc.field[TRAWL_DATE] = tw_str_of(random_date(seed, date));
		index_ok(tw_writer_add(writer, &doc, &err));
	}
	index_commit();
	tw_buf_done(&text);
}

/* ------------------------------------------------------------------ */
/* What is to be: days as year, month, day, compared as people do.       */

struct day {
	uint32_t year;
	uint32_t month;
	uint32_t day;
};

static int
compare_days(struct day a, struct day b)
{
	if (a.year != b.year)
		return a.year < b.year ? -1 : 1;
	if (a.month != b.month)
		return a.month < b.month ? -1 : 1;
	return a.day < b.day ? -1 : a.day > b.day;
}

/* The first, or the last, day that a date may be. */
static struct day
day_of(uint32_t date, bool last)
{
	struct day day = {date >> 16, date >> 8 & 0xff, date & 0xff};

	if (day.month == 0)
		day.month = last ? 12 : 1;
	if (day.day == 0)
		day.day = last ? 31 : 1;
	return day;
}

static bool
is_asked_for(const struct tw_dated *dated, uint32_t date)
{
	if (!dated->filters)
		return true;
	if (date == 0)
		return false;
	if (dated->after > 0 && compare_days(day_of(date, true),
		day_of(dated->after, false)) < 0)
		return false;
	return dated->before == 0 || compare_days(day_of(date, false),
		day_of(dated->before, true)) <= 0;
}

/* ------------------------------------------------------------------ */

struct expected {
	struct tw_hit hit;
	uint32_t date;
};

static struct expected all[DEPTH];
static enum tw_order order;

static int
compare_dates(uint32_t a, uint32_t b)
{
	if (a == b)
		return 0;
	if (a == 0 || b == 0)
		return a == 0 ? 1 : -1;
	if (order == TW_NEWEST_FIRST)
		return a > b ? -1 : 1;
	return a < b ? -1 : 1;
}

static int
compare(const void *left, const void *right)
{
	const struct expected *a = left;
	const struct expected *b = right;
	int by_date = 0;

	if (order != TW_BY_SCORE)
		by_date = compare_dates(a->date, b->date);
	else if (a->hit.score != b->hit.score)
		return a->hit.score > b->hit.score ? -1 : 1;
	if (by_date != 0)
		return by_date;
	if (a->hit.segment != b->hit.segment)
		return a->hit.segment < b->hit.segment ? -1 : 1;
	return a->hit.doc < b->hit.doc ? -1 : a->hit.doc > b->hit.doc;
}

/* All articles that match, less those of other dates, in order. */
static uint32_t
expect(struct tw_reader *reader, const struct tw_query *query,
	const struct tw_dated *dated)
{
	struct tw_hits each;
	uint32_t count = 0;

	index_ok(tw_search_each(reader, query, DEPTH, NULL, &each, &err));
	for (uint32_t i = 0; i < each.count; i++) {
		const struct tw_hit *hit = &each.hits[i];
		uint32_t date;

		index_ok(tw_segment_date(&reader->segments[hit->segment],
			hit->doc, &date, &err));
		if (!is_asked_for(dated, date))
			continue;
		all[count] = (struct expected){*hit, date};
		if (dated->order == TW_BY_SCORE)
			all[count].hit.score *= tw_recency_factor(
				&dated->recency, date);
		count++;
	}
	tw_hits_done(&each);
	order = dated->order;
	qsort(all, count, sizeof(all[0]), compare);
	return count;
}

static void
assert_hits(const struct tw_query *query, const struct tw_dated *dated,
	uint32_t depth, uint32_t count, const struct tw_hits *hits)
{
	uint32_t expected = count < depth ? count : depth;

	if (hits->count != expected)
		fail_msg("%s: %u answers, not %u", query->read_as.p,
			hits->count, expected);
	for (uint32_t i = 0; i < expected; i++) {
		const struct tw_hit *a = &hits->hits[i];
		const struct tw_hit *b = &all[i].hit;
		float score = dated->order == TW_BY_SCORE ? b->score : 0;

		if (a->segment != b->segment || a->doc != b->doc ||
			a->score != score)
			fail_msg("%s, %x to %x, order %d: answer %u of %u: "
				"%u/%u (%.9g), not %u/%u (%.9g)",
				query->read_as.p, dated->after, dated->before,
				(int)dated->order, i, depth, a->segment,
				a->doc, (double)a->score, b->segment, b->doc,
				(double)score);
	}
}

/* Pages from a place on, against the same of all; and those given. */
static void
assert_pages(struct tw_reader *reader, const struct tw_query *query,
	const struct tw_dated *dated, uint32_t count, uint64_t *seed)
{
	for (uint32_t i = 0; i < 4 && count > 0; i++) {
		uint32_t at = index_below(seed, i % 2 ? 100 : count);
		uint32_t depth = i < 2 ? 10 : 300;

		if (at >= count)
			continue;
		struct tw_hit after = all[at].hit;
		uint32_t left = count - at - 1;
		struct tw_hits hits;

		if (dated->order != TW_BY_SCORE)
			after.score = tw_dated_key(dated, all[at].date);
		index_ok(tw_search_after(reader, query, depth, i == 1, dated,
			&after, &hits, &err));
		assert_int_equal(hits.count, left < depth ? left : depth);
		if (hits.is_exact)
			assert_int_equal(hits.total, count);
		for (uint32_t n = 0; n < hits.count; n++) {
			const struct tw_hit *hit = &all[at + 1 + n].hit;

			assert_int_equal(hits.hits[n].segment, hit->segment);
			assert_int_equal(hits.hits[n].doc, hit->doc);
		}
		tw_hits_done(&hits);
	}
}

/* Articles that match keep the scores they had, others go. */
static void
assert_given(struct tw_reader *reader, const struct tw_query *query,
	uint32_t count)
{
	struct tw_hit hits[400];
	uint32_t n = 0;

	for (uint32_t i = 0; i < reader->root.count; i++)
		for (uint32_t doc = 0; doc < 80 &&
			doc < reader->segments[i].info.docs; doc++)
			hits[n++] = (struct tw_hit){-1, i, doc};
	index_ok(tw_search_given(reader, query, hits, &n, &err));
	for (uint32_t i = 0; i < count; i++) {
		const struct tw_hit *hit = &all[i].hit;
		uint32_t found = 0;

		for (uint32_t k = 0; k < n; k++)
			found += hits[k].segment == hit->segment &&
				hits[k].doc == hit->doc &&
				hits[k].score == hit->score;
		assert_int_equal(found, hit->doc < 80);
	}
}

struct seen {
	uint32_t segments;
	uint32_t count;
};

static int
see(void *context, const struct tw_matches *matches, trawl_error *error)
{
	struct seen *seen = context;
	uint32_t count = 0;

	(void)error;
	assert_int_equal(matches->number, seen->segments++);
	for (uint32_t i = 0; i < matches->words; i++)
		count += (uint32_t)__builtin_popcountll(matches->bits[i]);
	assert_int_equal(matches->count, count);
	for (uint32_t i = 0; i < seen->count; i++) {
		uint32_t doc = all[i].hit.doc;

		if (all[i].hit.segment != matches->number)
			continue;
		assert_true(matches->bits[doc / 64] >> doc % 64 & 1);
		count--;
	}
	assert_int_equal(count, 0);
	return TRAWL_OK;
}

static void
assert_matches(struct tw_reader *reader, const struct tw_query *query,
	const struct tw_dated *dated, uint32_t count)
{
	struct seen seen = {0, count};

	index_ok(tw_search_matches(reader, query, dated, see, &seen, &err));
	assert_int_equal(seen.segments, reader->root.count);
}

static void
assert_same(struct tw_reader *reader, const struct tw_query *query,
	const struct tw_dated *dated, uint64_t *seed)
{
	static const uint32_t depths[] = {0, 1, 10, 100, 1000};
	uint32_t count = expect(reader, query, dated);
	struct tw_hits hits;

	for (size_t i = 0; i < 2 * sizeof(depths) / sizeof(depths[0]); i++) {
		uint32_t depth = depths[i / 2];
		bool counting = i % 2;

		index_ok(tw_search_dated(reader, query, depth, counting,
			dated, &hits, &err));
		assert_hits(query, dated, depth, count, &hits);
		if (counting || hits.is_exact)
			assert_int_equal(hits.total, count);
		assert_true(hits.total >= hits.count && hits.total <= count);
		tw_hits_done(&hits);
	}
	index_ok(tw_search_each(reader, query, 100, dated, &hits, &err));
	assert_hits(query, dated, 100, count, &hits);
	assert_int_equal(hits.total, count);
	tw_hits_done(&hits);
	assert_matches(reader, query, dated, count);
	assert_pages(reader, query, dated, count, seed);
	if (dated->order == TW_BY_SCORE &&
		!tw_recency_counts(&dated->recency))
		assert_given(reader, query, count);
}

static void
assert_query(struct tw_reader *reader, uint64_t *seed, const char *text)
{
	struct tw_query *query = parse(tw_str_of(text), false);
	char room[16];

	for (uint32_t i = 0; i < TW_ORDER_COUNT * 3 + 3; i++) {
		struct tw_dated dated = {
			.order = (enum tw_order)(i / 3 % TW_ORDER_COUNT),
			.filters = i % 3 > 0,
		};

		/* Once more by score, which ages lower. */
		if (i / 3 == TW_ORDER_COUNT)
			dated.recency = (struct tw_recency){
				1 + index_below(seed, 1000), 17897};

		if (dated.filters) {
			dated.after = tw_date_pack(tw_str_of(
				random_date(seed, room)));
			dated.before = tw_date_pack(tw_str_of(
				random_date(seed, room)));
		}
		/* A day, a month or a year: few articles. */
		if (i % 3 == 2)
			dated.before = dated.after;
		assert_same(reader, query, &dated, seed);
	}
	tw_query_free(query);
}

static void
assert_all_kinds(uint64_t *seed)
{
	static const char *const texts[] = {
		"w0q", "w1q", "w3q", "w11q", "nowhere", "title:w1q",
		"w0q w1q", "w2q w5q w9q", "w1q w3q w5q w7q w9q w11q",
		"+w0q +w1q", "+w1q +w2q", "+w2q +w9q", "+w1q w4q w6q",
		"-w0q", "-w2q -w3q", "w1q -w2q", "+w0q +w2q -w5q w7q",
		"\"w0q w1q\"", "\"w0q w0q\" w5q", "+\"w1q w2q\" +w0q",
		"(w1q w2q) +(w3q w0q)", "+(w1q w5q) +(w3q w7q)",
		"(+w1q +w2q) OR (+w3q -w0q)",
		"w1*", "+w2q w1*", "+w1* -w3q",
	};
	struct tw_reader *reader = open_reader();
	int rounds = getenv("TRAWL_LONG") ? 40 : 1;

	for (int round = 0; round < rounds; round++)
		for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
			assert_query(reader, seed, texts[i]);
	tw_reader_free(reader);
}

/* ------------------------------------------------------------------ */

/* Dates in more than one record, which no window of articles ends with. */
static void
test_one_segment(void **state)
{
	uint64_t seed = index_seed(1);

	(void)state;
	add_articles(&seed, 0, 17000);
	assert_all_kinds(&seed);
}

static void
test_segments_of_all_sizes_with_dead_articles(void **state)
{
	uint64_t seed = index_seed(2);

	(void)state;
	add_articles(&seed, 0, 700);
	add_articles(&seed, 700, 6000);
	add_articles(&seed, 6700, 20);
	add_articles(&seed, 6720, 1);
	index_remove_some(&seed, 6721, 10);
	add_articles(&seed, 6721, 300);
	assert_all_kinds(&seed);
}

int
main(void)
{
#define test(name) \
	cmocka_unit_test_setup_teardown(name, set_up_index, tear_down_index)
	const struct CMUnitTest tests[] = {
		test(test_one_segment),
		test(test_segments_of_all_sizes_with_dead_articles),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
