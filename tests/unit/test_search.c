/* test_search.c: answers against those of reading every article. */
/* SPDX-License-Identifier: MIT */
#include "match/search.h"

#include "../fault/alloc_fault.h"
#include "parsing.h"
#include "scan.h"
#include "small_index.h"

static struct scan *scan;

static int
set_up_scan(void **state)
{
	scan = calloc(1, sizeof(*scan));
	return scan ? set_up_index(state) : -1;
}

static int
tear_down_scan(void **state)
{
	scan_done(scan);
	free(scan);
	return tear_down_index(state);
}

/* ------------------------------------------------------------------ */

static void
add_doc(const struct tw_doc *doc)
{
	index_ok(tw_writer_add(writer, doc, &err));
	scan_add(scan, doc);
}

static void
add(const char *id, const char *title, const char *text)
{
	struct tw_doc doc = index_doc(id, title, text);

	add_doc(&doc);
}

static void
remove_id(const char *id)
{
	if (tw_writer_remove(writer, tw_str_of(id), NULL) == TRAWL_OK)
		scan_remove(scan, id);
}

/* The place of a hit among the live articles, in their order of arrival. */
static uint32_t
arrival(struct tw_reader *reader, const struct tw_hit *hit)
{
	uint32_t place = 0;

	for (uint32_t s = 0; s <= hit->segment; s++) {
		struct tw_segment *segment = &reader->segments[s];
		uint32_t end = s < hit->segment ? segment->info.docs :
			hit->doc;

		for (uint32_t doc = 0; doc < end; doc++) {
			bool dead = false;

			index_ok(tw_segment_is_dead(segment, doc, &dead,
				&err));
			place += !dead;
		}
	}
	return place;
}

static void
assert_hits(struct tw_reader *reader, const struct tw_query *query,
	const struct scan_hit *expected, uint32_t total, uint32_t depth,
	bool counting)
{
	uint32_t count = total < depth ? total : depth;
	struct tw_hits hits;

	index_ok(tw_search(reader, query, depth, counting, &hits, &err));
	if ((hits.is_exact ? hits.total != total : hits.total > total) ||
		(counting && !hits.is_exact) || hits.count != count)
		fail_msg("%s: %u of %u answers, not %u of %u",
			query->read_as.p, hits.count, (unsigned)hits.total,
			count, total);
	for (uint32_t i = 0; i < count; i++) {
		uint32_t doc = arrival(reader, &hits.hits[i]);

		if (doc != expected[i].doc ||
			memcmp(&hits.hits[i].score, &expected[i].score,
				sizeof(float)) != 0)
			fail_msg("%s: answer %u is %u (%.9g), not %u (%.9g)",
				query->read_as.p, i, doc,
				(double)hits.hits[i].score, expected[i].doc,
				(double)expected[i].score);
	}
	tw_hits_done(&hits);
}

/* Some of the answers, in their order, and how many there are at most. */
static void
assert_partial(struct tw_reader *reader, const struct tw_query *query,
	const struct scan_hit *expected, uint32_t total, uint64_t budget,
	bool counting)
{
	struct tw_hits hits;
	uint32_t at = 0;

	index_ok(tw_search_within(reader, query, 10, counting, NULL, NULL,
		budget, &hits, &err));
	if (hits.total > total || hits.most < total ||
		(counting && !hits.partial && hits.total != total))
		fail_msg("%s: %u to %u answers, not %u", query->read_as.p,
			(unsigned)hits.total, (unsigned)hits.most, total);
	for (uint32_t i = 0; i < hits.count; i++) {
		uint32_t doc = arrival(reader, &hits.hits[i]);

		while (at < total && expected[at].doc != doc)
			at++;
		if (at == total || memcmp(&hits.hits[i].score,
			&expected[at].score, sizeof(float)) != 0)
			fail_msg("%s: answer %u of a part is %u",
				query->read_as.p, i, doc);
	}
	tw_hits_done(&hits);
}

/* At all depths: what one page ends with the next goes on from. */
static void
assert_answers(struct tw_reader *reader, struct tw_str text)
{
	struct scan_hit expected[SCAN_DOCS_MAX];
	struct tw_query *query = parse(text, false);

	scan->reader = reader;
	scan->analyzer = analyzer;
	uint32_t total = scan_search(scan, query, expected);

	assert_hits(reader, query, expected, total, SCAN_DOCS_MAX, true);
	assert_hits(reader, query, expected, total, 10, true);
	assert_hits(reader, query, expected, total, 10, false);
	assert_hits(reader, query, expected, total, 1, false);
	assert_hits(reader, query, expected, total, 0, true);
	assert_partial(reader, query, expected, total, 1, true);
	assert_partial(reader, query, expected, total, 60, true);
	assert_partial(reader, query, expected, total, 60, false);
	assert_partial(reader, query, expected, total, 300, false);
	assert_partial(reader, query, expected, total, UINT64_MAX, true);
	tw_query_free(query);
}

static void
assert_answers_now(const char *text)
{
	struct tw_reader *reader = open_reader();

	assert_answers(reader, tw_str_of(text));
	tw_reader_free(reader);
}

static uint64_t
total_of(const char *text)
{
	struct tw_reader *reader = open_reader();
	struct tw_query *query = parse(tw_str_of(text), false);
	struct tw_hits hits;

	index_ok(tw_search(reader, query, 10, true, &hits, &err));
	uint64_t total = hits.total;

	tw_hits_done(&hits);
	tw_query_free(query);
	tw_reader_free(reader);
	return total;
}

static uint32_t
segments(void)
{
	struct tw_reader *reader = open_reader();
	uint32_t count = reader->root.count;

	tw_reader_free(reader);
	return count;
}

/* ------------------------------------------------------------------ */
/* What articles a query has.                                           */

static void
add_kings(void)
{
	add("1", "King of pop", "A life in music and of music.");
	add("2", "The pop", "King the pop, he said; a king, of pop music.");
	index_commit();
	add("3", "Hamlet", "To be, or not to be: that is the question.");
	add("4", "Co-operation", "We co-operate in a joined-up way.");
	add("5", "", "Cooperate with the café on housing.");
	index_commit();
}

static void
test_words_match_any_and_must_and_not(void **state)
{
	(void)state;
	add_kings();
	assert_int_equal(total_of("king housing"), 3);
	assert_int_equal(total_of("+king housing"), 2);
	assert_int_equal(total_of("king -life"), 1);
	assert_int_equal(total_of("+king +music -life"), 1);
	assert_int_equal(total_of("-king"), 3);
	assert_int_equal(total_of("absent"), 0);
	assert_int_equal(total_of("+absent king"), 0);
	assert_int_equal(total_of("-absent"), 5);
	assert_int_equal(total_of(""), 0);
}

static void
test_phrases_are_exact_through_stop_words(void **state)
{
	(void)state;
	add_kings();
	assert_int_equal(total_of("\"king of pop\""), 2);
	assert_int_equal(total_of("\"king the pop\""), 1);
	assert_int_equal(total_of("\"king pop\""), 0);
	assert_int_equal(total_of("\"to be or not to be\""), 1);
	assert_int_equal(total_of("\"joined up way\""), 1);
}

static void
test_phrase_does_not_run_from_title_to_text(void **state)
{
	(void)state;
	add_kings();
	assert_int_equal(total_of("\"the pop king\""), 0);
	assert_int_equal(total_of("\"pop a life\""), 0);
}

static void
test_spellings_meet(void **state)
{
	(void)state;
	add_kings();
	assert_int_equal(total_of("cooperate"), 2);
	assert_int_equal(total_of("co-operate"), 2);
	assert_int_equal(total_of("+co-operate"), 2);
	assert_int_equal(total_of("-co-operate"), 3);
	assert_int_equal(total_of("cafe"), 1);
	assert_int_equal(total_of("+café"), 1);
}

static void
test_stop_words_count_only_alone(void **state)
{
	(void)state;
	add_kings();
	assert_int_equal(total_of("the housing"), 1);
	assert_int_equal(total_of("the"), 3);
	assert_int_equal(total_of("+the king"), 3);
	assert_int_equal(total_of("+(the of) king"), 4);
	assert_int_equal(total_of("king (the)"), 2);
	assert_int_equal(total_of("king -(the of)"), 0);
}

static void
test_title_is_searched_alone(void **state)
{
	(void)state;
	add_kings();
	assert_int_equal(total_of("title:king"), 1);
	assert_int_equal(total_of("title:\"king of\""), 1);
	assert_int_equal(total_of("title:(pop housing)"), 2);
	assert_int_equal(total_of("-title:king pop"), 1);
}

static void
test_no_articles_are_no_answers(void **state)
{
	(void)state;
	assert_int_equal(total_of("king"), 0);
	assert_int_equal(total_of("-king"), 0);
	assert_int_equal(total_of("\"king of\""), 0);
}

/* They have no length, so more articles have a term than have a length. */
static void
test_articles_of_stop_words_alone_are_found(void **state)
{
	(void)state;
	add("1", "", "To be, or not to be.");
	add("2", "", "To be or to do.");
	index_commit();
	assert_int_equal(total_of("\"to be or not to be\""), 1);
	assert_int_equal(total_of("to be"), 2);
	assert_answers_now("to be not");
}

static void
test_equal_scores_come_in_order_of_arrival(void **state)
{
	(void)state;
	for (int i = 0; i < 40; i++) {
		char id[16];

		snprintf(id, sizeof(id), "%d", (i * 7) % 40);
		add(id, "", i % 3 ? "water mill" : "water");
		if (i % 13 == 5)
			index_commit();
	}
	index_commit();
	assert_answers_now("water");
	assert_answers_now("-mill");
}

/* Dates that went back to an article met a title that was behind it. */
static void
test_what_a_group_leaves_out_stays_left_out(void **state)
{
	struct tw_doc doc = index_doc("2", "Info", "river");

	(void)state;
	add("1", "Mill", "river");
	doc.field[TRAWL_DATE] = TW_STR("2019-06-01");
	add_doc(&doc);
	doc = index_doc("3", "Mill", "river");
	doc.field[TRAWL_DATE] = TW_STR("2019-06-02");
	add_doc(&doc);
	index_commit();
	assert_int_equal(total_of("since:2019-05 -title:info"), 1);
	assert_int_equal(total_of("-(since:2019-05 -title:info)"), 2);
}

/* a + (b + c) is not always (a + b) + c, nor read so. */
static void
test_groups_within_groups_are_added_up_first(void **state)
{
	(void)state;
	add("1", "Water mill", "river and town and river");
	add("2", "River", "water, water, a mill on the river, bridges");
	add("3", "Town", "a mill, a mill, a mill of the town, a river, water");
	add("4", "", "bridges of the town, the river, the mill and water");
	index_commit();
	assert_answers_now("water (river (mill town)^1.3)^1.7 bridges");
	assert_answers_now("water^0.3 ((river mill)^1.1 (town bridges)^0.7)");
	assert_answers_now("+water (river^0.1 (mill (town bridges^2)))");
}

/* ------------------------------------------------------------------ */
/* Any query over any articles.                                         */

static const char *const pieces[] = {
	"the", "of", "to", "water", "bridges", "river", "council", "cafe",
	"café", "co-operate", "cooperate", "housing", "mill", "skills",
	"partner", "naïve", "naive", "東京都", "東京", "ไทย", "C++",
	"to-be-or-not-to-be", "absent", "info@example.org", "straße",
};

static const char *
piece(uint64_t *seed)
{
	return pieces[index_below(seed,
		sizeof(pieces) / sizeof(pieces[0]))];
}

static const char *const filters[] = {
	"author:ruffle", "author:\"joanna ruffle\"", "author:the",
	"author:\"mills joanna\"", "category:mills", "author:zoë",
	"author:co-operate", "category:cooperate", "site:example.org",
	"site:news.example.org", "site:localhost", "site:absent.org",
	"lang:de", "lang:en", "lang:xx", "id:7", "id:70", "since:2019-05",
	"before:2019", "date:2019-12", "since:2020", "author:absent",
	"author:ruf*", "category:joan*", "author:co-op*", "author:zoe*",
	"category:absent*", "author:ruf?le", "author:rufle~",
	"author:*anna", "category:*s", "author:jaonna~2", "author:z?e",
	"category:m*l*", "author:\"ruffle joanna\"~1",
	"author:(mills NEAR/2 joanna)", "author:\"joanna the\"~9",
	"category:\"mills mills\"~3", "author:\"zoë ruffle\"~20",
};

static const char *const spelt[] = {
	"wa*", "par*", "part*", "co*", "re*", "nai*", "skil*",
	"internationali*",
	"*ation", "br*s", "*i?l", "p?rt*", "c*f*", "na?ve", "*e-m*", "w?1*",
	"watr~", "bridges~", "brigde~2", "cafe~", "naive~2", "mil~", "kills~2",
	"counsil~", "rivers~", "absent~", "patner~", "the~",
};

static void
write_clauses(uint64_t *seed, struct tw_buf *out, unsigned depth)
{
	static const char *const before[] = {
		"", "", "", "", "+", "+", "-", "title:", "-title:", "+title:",
	};
	static const char *const between[] = {
		" ", " ", " ", " ", " AND ", " OR ", " NOT ", " NEAR/3 ",
	};

	for (uint32_t n = 1 + index_below(seed, 3); n > 0; n--) {
		tw_buf_addf(out, "%s", before[index_below(seed, 10)]);
		if (depth < 3 && index_below(seed, 5) == 0) {
			tw_buf_addf(out, "(");
			write_clauses(seed, out, depth + 1);
			tw_buf_addf(out, ")");
		} else if (index_below(seed, 6) == 0) {
			tw_buf_addf(out, "%s", filters[index_below(seed,
				sizeof(filters) / sizeof(filters[0]))]);
		} else if (index_below(seed, 4) == 0) {
			tw_buf_addf(out, "\"%s %s", piece(seed), piece(seed));
			if (index_below(seed, 2) == 0)
				tw_buf_addf(out, " %s", piece(seed));
			tw_buf_addf(out, "\"");
			if (index_below(seed, 3) == 0)
				tw_buf_addf(out, "~%u",
					(unsigned)index_below(seed, 9));
		} else if (index_below(seed, 8) == 0) {
			tw_buf_addf(out, "%s", spelt[index_below(seed,
				sizeof(spelt) / sizeof(spelt[0]))]);
		} else {
			tw_buf_addf(out, "%s", piece(seed));
		}
		if (index_below(seed, 9) == 0)
			tw_buf_addf(out, "^%u.%u",
				(unsigned)index_below(seed, 3),
				(unsigned)index_below(seed, 10));
		if (n > 1)
			tw_buf_addf(out, "%s", between[index_below(seed, 8)]);
	}
}

static void
assert_random_answers(uint64_t *seed, int queries)
{
	struct tw_reader *reader = open_reader();
	struct tw_buf text = {0};

	while (queries-- > 0) {
		tw_buf_reset(&text);
		write_clauses(seed, &text, 0);
		assert_answers(reader, tw_buf_str(&text));
	}
	tw_buf_done(&text);
	tw_reader_free(reader);
}

/* Adds, replaces and removes, with commits between. */
static void
change_index(uint64_t *seed, int changes)
{
	for (; changes > 0; changes--) {
		char id[16];

		snprintf(id, sizeof(id), "%u",
			(unsigned)index_below(seed, 150));
		if (index_below(seed, 5) == 0) {
			remove_id(id);
		} else {
			struct tw_doc doc = index_random_doc(seed, id);

			add_doc(&doc);
		}
		if (index_below(seed, 40) == 0)
			index_commit();
	}
	index_commit();
}

static void
test_random_queries_are_answered_as_by_reading_all(void **state)
{
	const char *given = getenv("TRAWL_SEED");
	uint64_t seed = given ? strtoull(given, NULL, 10) : 1;
	int rounds = getenv("TRAWL_LONG") ? 100 : 4;

	(void)state;
	for (int round = 0; round < rounds; round++) {
		change_index(&seed, 100);
		assert_random_answers(&seed, 120);
	}
	assert_in_range(segments(), 2, 100);
	index_ok(tw_writer_merge(writer, &err));
	assert_random_answers(&seed, 120);
}

static int
set_up_light(void **state)
{
	index_ranking.title = 1;
	if (set_up_scan(state) != 0)
		return -1;
	scan->title_weight = 1;
	return 0;
}

static int
set_up_heavy(void **state)
{
	index_ranking.title = 12;
	if (set_up_scan(state) != 0)
		return -1;
	scan->title_weight = 12;
	return 0;
}

static int
tear_down_weighed(void **state)
{
	index_ranking.title = 3;
	return tear_down_scan(state);
}

static void
test_titles_weigh_as_the_index_was_made(void **state)
{
	uint64_t seed = 4;

	(void)state;
	change_index(&seed, 150);
	assert_random_answers(&seed, 120);
	index_ok(tw_writer_merge(writer, &err));
	assert_random_answers(&seed, 60);
}

static void
test_no_memory_is_told_at_any_allocation(void **state)
{
	struct tw_query *query = parse(
		TW_STR("+(king housing) music \"king of pop\" -title:life "
			"(+co-operate -the)"), false);
	bool failed = true;

	(void)state;
	add_kings();
	for (uint64_t nth = 1; failed; nth++) {
		struct tw_reader *reader = open_reader();
		struct tw_hits hits = {0};

		alloc_fault_at(nth);
		int status = tw_search(reader, query, 10, true, &hits, NULL);

		failed = alloc_fault_off();
		assert_int_equal(status, failed ? TRAWL_ENOMEM : TRAWL_OK);
		tw_hits_done(&hits);
		tw_reader_free(reader);
	}
	tw_query_free(query);
}

int
main(void)
{
#define test(name) \
	cmocka_unit_test_setup_teardown(name, set_up_scan, tear_down_scan)
	const struct CMUnitTest tests[] = {
		test(test_words_match_any_and_must_and_not),
		test(test_phrases_are_exact_through_stop_words),
		test(test_phrase_does_not_run_from_title_to_text),
		test(test_spellings_meet),
		test(test_stop_words_count_only_alone),
		test(test_title_is_searched_alone),
		test(test_no_articles_are_no_answers),
		test(test_articles_of_stop_words_alone_are_found),
		test(test_equal_scores_come_in_order_of_arrival),
		test(test_what_a_group_leaves_out_stays_left_out),
		test(test_groups_within_groups_are_added_up_first),
		test(test_random_queries_are_answered_as_by_reading_all),
		cmocka_unit_test_setup_teardown(
			test_titles_weigh_as_the_index_was_made,
			set_up_light, tear_down_weighed),
		cmocka_unit_test_setup_teardown(
			test_titles_weigh_as_the_index_was_made,
			set_up_heavy, tear_down_weighed),
		test(test_no_memory_is_told_at_any_allocation),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
