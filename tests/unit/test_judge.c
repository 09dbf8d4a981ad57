/* test_judge.c: scores of single articles against those of searches. */
/* SPDX-License-Identifier: MIT */
#include "match/judge.h"

#include "match/search.h"
#include "parsed_index.h"

static const char *const words[] = {"mill", "water", "river", "town", "the",
	"old", "mills", "water-mill", "café", "bridge"};
#define WORDS (sizeof(words) / sizeof(*words))

static void
add_words(uint64_t *seed, uint32_t count, struct tw_buf *out)
{
	tw_buf_reset(out);
	for (; count > 0; count--)
		tw_buf_addf(out, "%s ", words[index_below(seed, WORDS)]);
	tw_buf_add(out, "", 1);
}

/* Two segments, some articles dead. */
static struct tw_reader *
make_index(uint64_t *seed)
{
	struct tw_buf title = {0};
	struct tw_buf text = {0};
	char id[16];

	for (uint32_t i = 0; i < 120; i++) {
		add_words(seed, index_below(seed, 4), &title);
		add_words(seed, 1 + index_below(seed, 20), &text);
		snprintf(id, sizeof(id), "%u", (unsigned)i);
		index_add(id, (const char *)title.p, (const char *)text.p);
		if (i % 80 == 79)
			index_commit();
	}
	index_commit();
	index_remove_some(seed, 120, 9);
	tw_buf_done(&title);
	tw_buf_done(&text);
	return open_reader();
}

/* A query of clauses, groups within groups. */
static void
add_query(uint64_t *seed, uint32_t depth, struct tw_buf *out)
{
	static const char *const signs[] = {"", "", "", "+", "-"};
	static const char *const fields[] = {"", "", "", "title:"};

	for (uint32_t n = 1 + index_below(seed, 4); n > 0; n--) {
		const char *word = words[index_below(seed, WORDS)];

		tw_buf_addf(out, " %s%s", signs[index_below(seed, 5)],
			fields[index_below(seed, 4)]);
		switch (index_below(seed, depth > 0 ? 9 : 7)) {
		case 0:
			tw_buf_addf(out, "\"%s %s\"", word,
				words[index_below(seed, WORDS)]);
			break;
		case 1:
			tw_buf_addf(out, "%.3s*", word);
			break;
		case 2:
			tw_buf_addf(out, "%.2s*%s", word, word + 3);
			break;
		case 3:
			tw_buf_addf(out, "%s~", word);
			break;
		case 7:
		case 8:
			tw_buf_addf(out, "(");
			add_query(seed, depth - 1, out);
			tw_buf_addf(out, ")^%u", index_below(seed, 3) + 1);
			break;
		default:
			tw_buf_addf(out, "%s^1.%u", word,
				(unsigned)index_below(seed, 9));
		}
	}
}

/* Groups before their parts: each is the sum of what is in it. */
static float
add_up(const struct tw_part *parts, uint32_t count)
{
	float sum = 0;

	for (uint32_t i = 0; i < count; i += 1 + parts[i].inside) {
		const struct tw_part *part = &parts[i];

		if (part->inside > 0)
			assert_true(add_up(part + 1, part->inside) ==
				part->score);
		sum += part->score;
	}
	return sum;
}

static int
compare_places(const void *left, const void *right)
{
	const struct tw_hit *a = left;
	const struct tw_hit *b = right;

	if (a->segment != b->segment)
		return a->segment < b->segment ? -1 : 1;
	return a->doc < b->doc ? -1 : 1;
}

static uint32_t
assert_judged_alike(struct tw_reader *reader, struct tw_str text)
{
	struct tw_query *query = parse(text, false);
	struct tw_judge *judge = NULL;
	struct tw_hits hits;

	index_ok(tw_search(reader, query, 1000, false, &hits, &err));
	index_ok(tw_judge_new(reader, query, false, &judge, &err));
	if (hits.count > 0)
		qsort(hits.hits, hits.count, sizeof(*hits.hits),
			compare_places);
	for (uint32_t i = 0; i < hits.count; i++) {
		const struct tw_hit *hit = &hits.hits[i];
		float score = -1;
		uint32_t count;

		index_ok(tw_judge_score(judge, hit->segment, hit->doc, &score,
			&err));
		const struct tw_part *parts = tw_judge_parts(judge, &count);

		if (score != hit->score || add_up(parts, count) != score)
			fail_msg("%.*s: %u/%u is judged %.9g, not %.9g",
				(int)text.n, text.p, (unsigned)hit->segment,
				(unsigned)hit->doc, (double)score,
				(double)hit->score);
	}
	uint32_t count = hits.count;

	tw_judge_free(judge);
	tw_hits_done(&hits);
	tw_query_free(query);
	return count;
}

static void
test_parts_add_up_to_the_score_of_a_search(void **state)
{
	uint64_t seed = 5;
	struct tw_reader *reader = make_index(&seed);
	struct tw_buf text = {0};
	uint32_t found = 0;

	(void)state;
	for (int i = 0; i < 3000; i++) {
		tw_buf_reset(&text);
		add_query(&seed, 3, &text);
		found += assert_judged_alike(reader, tw_buf_str(&text));
	}
	assert_true(found > 10000);
	tw_buf_done(&text);
	tw_reader_free(reader);
}

static void
test_parts_say_what_they_are_made_of(void **state)
{
	struct tw_judge *judge = NULL;
	uint32_t count;
	float score;

	(void)state;
	index_add("a", "Mill", "water and mill");
	index_add("b", "", "river");
	index_commit();
	struct tw_reader *reader = open_reader();
	struct tw_query *query = parse(TW_STR("mill^2 river"), false);

	index_ok(tw_judge_new(reader, query, false, &judge, &err));
	index_ok(tw_judge_score(judge, 0, 0, &score, &err));
	const struct tw_part *parts = tw_judge_parts(judge, &count);

	assert_int_equal(count, 1);
	assert_int_equal(parts->freq, 4);	/* three of the title */
	assert_true(parts->boost == 2);
	assert_true(parts->score == parts->boost * parts->idf * 4 /
		(4 + parts->norm));
	tw_judge_free(judge);
	tw_query_free(query);
	tw_reader_free(reader);
}

static void
test_floored_judge_reads_short_articles_as_longer(void **state)
{
	struct tw_judge *judge = NULL;
	uint32_t count;
	float score;

	(void)state;
	index_add("a", "", "mill");
	index_add("b", "", "one two three four five six seven eight nine");
	index_commit();
	struct tw_reader *reader = open_reader();
	struct tw_query *query = parse(TW_STR("mill"), false);

	index_ok(tw_judge_new(reader, query, true, &judge, &err));
	index_ok(tw_judge_score(judge, 0, 0, &score, &err));
	assert_true(tw_judge_parts(judge, &count)->norm == 0.75F);
	tw_judge_free(judge);
	tw_query_free(query);
	tw_reader_free(reader);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_parts_add_up_to_the_score_of_a_search),
		TEST(test_parts_say_what_they_are_made_of),
		TEST(test_floored_judge_reads_short_articles_as_longer),
	};

	return cmocka_run_group_tests_name("judge", tests, NULL, NULL);
}
