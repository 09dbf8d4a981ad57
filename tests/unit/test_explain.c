/* test_explain.c: parts of scores add up to them, to the bit. */
/* SPDX-License-Identifier: MIT */
#include "result/explain.h"

#include "parsed_index.h"

static const char *const words[] = {"mill", "water", "river", "town", "the",
	"old", "mills", "water-mill", "café", "bridge"};
#define WORDS (sizeof(words) / sizeof(*words))

static const char *
a_word(uint64_t *seed)
{
	return words[index_below(seed, WORDS)];
}

static void
add_words(uint64_t *seed, uint32_t count, struct tw_buf *out)
{
	tw_buf_reset(out);
	for (; count > 0; count--)
		tw_buf_addf(out, "%s%s ", a_word(seed),
			index_below(seed, 6) == 0 ? "." : "");
	tw_buf_add_byte(out, '\0');
}

static struct tw_reader *
make_index(uint64_t *seed)
{
	static const char *const dates[] = {"", "2019-12-17", "2014",
		"2019-06"};
	struct tw_buf title = {0};
	struct tw_buf text = {0};
	char id[16];

	for (uint32_t i = 0; i < 80; i++) {
		add_words(seed, index_below(seed, 4), &title);
		add_words(seed, 1 + index_below(seed, 20), &text);
		snprintf(id, sizeof(id), "%u", (unsigned)i);
		struct tw_doc doc = index_doc(id, title.p, text.p);

		doc.field[TRAWL_DATE] = tw_str_of(dates[i % 4]);
		index_ok(tw_writer_add(writer, &doc, &err));
		if (i == 50)
			index_commit();
	}
	index_commit();
	tw_buf_done(&title);
	tw_buf_done(&text);
	return open_reader();
}

static void
add_query(uint64_t *seed, uint32_t depth, struct tw_buf *out)
{
	static const char *const signs[] = {"", "", "", "+", "-"};
	static const char *const fields[] = {"", "", "", "title:"};

	for (uint32_t n = 1 + index_below(seed, 3); n > 0; n--) {
		tw_buf_addf(out, " %s%s", signs[index_below(seed, 5)],
			fields[index_below(seed, 4)]);
		switch (index_below(seed, depth > 0 ? 8 : 6)) {
		case 0:
			tw_buf_addf(out, "\"%s %s\"", a_word(seed),
				a_word(seed));
			break;
		case 1:
			tw_buf_addf(out, "%.3s*", a_word(seed));
			break;
		case 2:
			tw_buf_addf(out, "%s~", a_word(seed));
			break;
		case 6:
		case 7:
			tw_buf_addf(out, "(");
			add_query(seed, depth - 1, out);
			tw_buf_addf(out, ")^%u", index_below(seed, 3) + 1);
			break;
		default:
			tw_buf_addf(out, "%s^1.%u", a_word(seed),
				(unsigned)index_below(seed, 9));
		}
	}
}

/* What the parts of a part make of it. */
static float
worked_out(const struct trawl_part *parts, size_t count, uint32_t of)
{
	bool is_product = parts[of].how == TRAWL_PART_PRODUCT;
	float value = is_product ? 1 : 0;

	for (uint32_t i = of + 1; i < count; i++) {
		if (parts[i].parent != of)
			continue;
		assert_int_equal(parts[i].depth, parts[of].depth + 1);
		if (is_product)
			value *= parts[i].value;
		else
			value += parts[i].value;
	}
	return value;
}

static void
assert_explained(const struct tw_explain *explain, const char *query)
{
	struct tw_arena arena = {0};
	const struct trawl_part *parts = NULL;
	const char *line = NULL;
	size_t count = 0;

	index_ok(tw_explain(explain, &arena, &parts, &count, &line, &err));
	assert_true(count > 0);
	assert_non_null(line);
	if (parts[0].value != explain->hit.score)
		fail_msg("%s: told %.9g, not %.9g", query,
			(double)parts[0].value, (double)explain->hit.score);
	for (uint32_t i = 0; i < count; i++)
		if (parts[i].how != TRAWL_PART_NUMBER &&
			worked_out(parts, count, i) != parts[i].value)
			fail_msg("%s: %.*s is %.9g, not %.9g", query,
				(int)parts[i].text.length, parts[i].text.bytes,
				(double)worked_out(parts, count, i),
				(double)parts[i].value);
	tw_arena_done(&arena);
}

static uint32_t
assert_all_explained(struct tw_reader *reader, const char *text,
	uint32_t second, uint32_t half_life)
{
	struct tw_query *query = parse(tw_str_of(text), false);
	struct tw_dated dated = {.recency = {half_life, TODAY}};
	struct tw_hits hits;

	index_ok(tw_search_dated(reader, query, 20, false, &dated, &hits,
		&err));
	index_ok(tw_rerank(reader, query, &dated.recency, &hits, second,
		&err));
	for (uint32_t i = 0; i < hits.count; i++) {
		struct tw_explain explain = {
			.reader = reader,
			.query = query,
			.recency = dated.recency,
			.hit = hits.hits[i],
			.by_score = true,
			.second = i < second,
		};

		assert_explained(&explain, text);
	}
	uint32_t count = hits.count;

	tw_hits_done(&hits);
	tw_query_free(query);
	return count;
}

static void
test_parts_make_the_score_to_the_bit(void **state)
{
	uint64_t seed = 5;
	struct tw_reader *reader = make_index(&seed);
	struct tw_buf text = {0};
	uint32_t found = 0;

	(void)state;
	for (uint32_t i = 0; i < 400; i++) {
		tw_buf_reset(&text);
		add_query(&seed, 2, &text);
		tw_buf_add_byte(&text, '\0');
		found += assert_all_explained(reader, text.p,
			i % 3 * 10, i % 2 * 90);
	}
	assert_true(found > 2000);
	tw_buf_done(&text);
	tw_reader_free(reader);
}

static void
test_by_date_there_is_no_score_to_tell_of(void **state)
{
	struct tw_arena arena = {0};
	const struct trawl_part *parts;
	const char *line;
	size_t count;

	(void)state;
	index_add("a", "Mill", "water");
	index_commit();
	struct tw_reader *reader = open_reader();
	struct tw_query *query = parse(TW_STR("mill"), false);
	struct tw_explain explain = {.reader = reader, .query = query};

	index_ok(tw_explain(&explain, &arena, &parts, &count, &line, &err));
	assert_int_equal(count, 1);
	assert_true(parts->value == 0);
	assert_string_equal(line, "in the title");
	tw_arena_done(&arena);
	tw_query_free(query);
	tw_reader_free(reader);
}

/* ------------------------------------------------------------------ */

static void
assert_line(struct tw_reader *reader, const char *text, const char *expected)
{
	struct tw_query *query = parse(tw_str_of(text), false);
	struct tw_arena arena = {0};
	const struct trawl_part *parts;
	const char *line;
	size_t count;
	struct tw_hits hits;

	index_ok(tw_search(reader, query, 1, false, &hits, &err));
	assert_int_equal(hits.count, 1);
	struct tw_explain explain = {
		.reader = reader,
		.query = query,
		.hit = hits.hits[0],
		.by_score = true,
	};

	index_ok(tw_explain(&explain, &arena, &parts, &count, &line, &err));
	assert_str(tw_str_of(line), expected, text);
	tw_arena_done(&arena);
	tw_hits_done(&hits);
	tw_query_free(query);
}

static void
test_the_line_says_where_words_are(void **state)
{
	struct tw_doc doc = index_doc("a", "The old water mills", "by a river");

	(void)state;
	doc.field[TRAWL_DATE] = TW_STR("2019-12-17");
	index_ok(tw_writer_add(writer, &doc, &err));
	index_commit();
	struct tw_reader *reader = open_reader();

	assert_line(reader, "mill", "in the title; 17 December 2019");
	assert_line(reader, "river", "in the text; 17 December 2019");
	assert_line(reader, "mill river",
		"mill in the title; 17 December 2019");
	assert_line(reader, "mill bridge",
		"in the title; without bridge; 17 December 2019");
	assert_line(reader, "\"water mill\" the",
		"in the title; 17 December 2019");
	assert_line(reader, "(riv* \"old mill\") wat*",
		"wat* in the title; without \"old mill\"; 17 December 2019");
	assert_line(reader, "river since:2019",
		"in the text; 17 December 2019");
	assert_line(reader, "since:2019", "17 December 2019");
	tw_reader_free(reader);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_parts_make_the_score_to_the_bit),
		TEST(test_by_date_there_is_no_score_to_tell_of),
		TEST(test_the_line_says_where_words_are),
	};

	return cmocka_run_group_tests_name("explain", tests, NULL, NULL);
}
