/* test_found.c: the words that a pattern or a misspelt word stands for. */
/* SPDX-License-Identifier: MIT */
#include "match/found.h"

#include "index/lexicon.h"
#include "match/search.h"
#include "parsing.h"
#include "small_index.h"

/* As the definition has it: slow and plain. */
static bool
fits(const char *pattern, const char *word)
{
	if (*pattern == '\0')
		return *word == '\0';
	if (*pattern == '*')
		return fits(pattern + 1, word) ||
			(*word != '\0' && fits(pattern, word + 1));
	return *word != '\0' && (*pattern == '?' || *pattern == *word) &&
		fits(pattern + 1, word + 1);
}

static void
write_random(uint64_t *seed, const char *letters, char text[9])
{
	size_t n = index_below(seed, 9);

	for (size_t i = 0; i < n; i++)
		text[i] = letters[index_below(seed,
			(uint32_t)strlen(letters))];
	text[n] = '\0';
}

static void
test_patterns_fit_as_defined(void **state)
{
	uint64_t seed = 1;
	char pattern[9];
	char word[9];

	(void)state;
	for (int i = 0; i < 20000; i++) {
		write_random(&seed, "ab*?", pattern);
		write_random(&seed, "ab", word);
		if (tw_pattern_fits(tw_str_of(pattern), tw_str_of(word)) !=
			fits(pattern, word))
			fail_msg("%s and %s", pattern, word);
	}
}

static void
test_a_sign_is_a_letter_of_any_script(void **state)
{
	(void)state;
	assert_true(tw_pattern_fits(TW_STR("м?р"), TW_STR("мир")));
	assert_false(tw_pattern_fits(TW_STR("м??р"), TW_STR("мир")));
	assert_true(tw_pattern_fits(TW_STR("*?р"), TW_STR("мир")));
	assert_false(tw_pattern_fits(TW_STR("*???р"), TW_STR("мир")));
}

/* ------------------------------------------------------------------ */

static struct tw_reader *
make_index(void)
{
	index_add("a", "Integration", "Women and a partnership of NASA.");
	index_add("b", "", "The woman's partner, reintegrated; Müller.");
	index_commit();
	index_add("c", "Women", "well-known parntership, partnership");
	index_commit();
	return open_reader();
}

static void
assert_found(const char *text, uint64_t total)
{
	struct tw_reader *reader = open_reader();
	struct tw_query *query = parse(tw_str_of(text), false);
	struct tw_hits hits;

	index_ok(tw_search(reader, query, 10, true, &hits, &err));
	if (hits.total != total)
		fail_msg("%s: %u", text, (unsigned)hits.total);
	tw_hits_done(&hits);
	tw_query_free(query);
	tw_reader_free(reader);
}

static void
test_patterns_find_words_whose_stem_they_do_not_fit(void **state)
{
	(void)state;
	tw_reader_free(make_index());
	assert_found("int*tion", 1);
	assert_found("*ation*", 1);
	assert_found("*integr*", 2);
	assert_found("wom?n", 3);
	assert_found("m?ller", 1);
	assert_found("title:wom?n", 1);
	assert_found("x*y", 0);
}

static void
test_misspelt_words_are_found(void **state)
{
	(void)state;
	tw_reader_free(make_index());
	assert_found("partnershp~", 2);
	assert_found("partnershpi~", 2);
	assert_found("artnership~", 0);
	assert_found("wimn~2", 3);
	assert_found("zzzzzz~2", 0);
}

static void
test_found_words_must_or_must_not_be_there(void **state)
{
	(void)state;
	tw_reader_free(make_index());
	assert_found("women NOT *integr*", 1);
	assert_found("wom?n NOT partnershp~", 1);
	assert_found("wom?n AND *integr*", 2);
	assert_found("+partnershp~ +well", 1);
}

static void
test_the_nearer_word_is_the_better(void **state)
{
	struct tw_hits hits;

	(void)state;
	index_add("a", "", "bridle");
	index_add("b", "", "bridge");
	index_commit();
	struct tw_reader *reader = open_reader();
	struct tw_query *query = parse(TW_STR("bridge~"), false);

	index_ok(tw_search(reader, query, 10, true, &hits, &err));
	assert_int_equal(hits.count, 2);
	assert_int_equal(hits.hits[0].doc, 1);
	assert_true(hits.hits[0].score > hits.hits[1].score);
	tw_hits_done(&hits);
	tw_query_free(query);
	tw_reader_free(reader);
}

/* ------------------------------------------------------------------ */
/* The lexicon itself.                                                  */

static void
assert_words(struct tw_reader *reader, const char *beginning,
	const char *expected)
{
	struct tw_words words;
	struct tw_buf all = {0};

	index_ok(tw_words_open(&words, reader, tw_str_of(beginning), &err));
	while (tw_words_next(&words, NULL) == TRAWL_OK)
		tw_buf_addf(&all, "%.*s %u %u, ", (int)words.word.n,
			words.word.p, (unsigned)words.count,
			(unsigned)words.form);
	tw_buf_add_byte(&all, 0);
	assert_string_equal(all.p, expected);
	tw_words_close(&words);
	tw_buf_done(&all);
}

static void
test_words_are_counted_by_articles_with_their_form(void **state)
{
	struct tw_reader *reader = make_index();
	uint64_t count;

	(void)state;
	assert_words(reader, "n", "nasa 1 2, ");
	assert_words(reader, "w", "well 1 0, woman 1 0, women 2 1, ");
	assert_words(reader, "part",
		"partner 1 0, partnership 2 0, ");
	assert_words(reader, "mu", "muller 1 1, ");
	index_ok(tw_words_count(reader, TW_STR("partnership"), &count, &err));
	assert_int_equal(count, 2);
	index_ok(tw_words_count(reader, TW_STR("partners"), &count, &err));
	assert_int_equal(count, 0);
	tw_reader_free(reader);
}

static void
test_merged_words_are_those_of_all(void **state)
{
	(void)state;
	tw_reader_free(make_index());
	index_ok(tw_writer_merge(writer, &err));
	struct tw_reader *reader = open_reader();

	assert_int_equal(reader->root.count, 1);
	assert_words(reader, "w", "well 1 0, woman 1 0, women 2 1, ");
	tw_reader_free(reader);
	assert_found("partnershp~", 2);
}

static void
add_by(const char *id, const char *author, const char *category)
{
	struct tw_doc doc = index_doc(id, "A title", "Some words.");

	doc.field[TRAWL_AUTHOR] = tw_str_of(author);
	doc.field[TRAWL_CATEGORY] = tw_str_of(category);
	index_ok(tw_writer_add(writer, &doc, &err));
}

static void
test_words_of_authors_and_categories_are_found(void **state)
{
	(void)state;
	add_by("1", "Joanna Ruffle", "Partnership");
	add_by("2", "Ann Ruffles", "News");
	index_commit();
	add_by("3", "The Smith", "Policies");
	index_commit();
	assert_found("author:ruf?le", 2);
	assert_found("author:rufle~", 2);
	assert_found("author:*anna", 1);
	assert_found("author:t?e", 1);
	assert_found("category:*ship", 1);
	assert_found("category:policeis~", 1);
	assert_found("words -category:*e*s", 1);
	assert_found("author:*ship", 0);
}

/* The reader keeps what it found, of so many at most. */
static void
test_asking_again_finds_the_same(void **state)
{
	static const char *const queries[] = {"wom?n", "wom?n~", "women~1",
		"women~2", "*ship", "p*p", "partnr~", "nas?", "n*", "*a*",
		"in*", "*n", "integratoin~", "*t?d", "mul?er", "w*n", "?nd",
		"a?d", "*r*", "k?own"};
	struct tw_reader *reader = make_index();

	(void)state;
	for (int round = 0; round < 60; round++) {
		const char *text = queries[(round * 7 + round / 20) % 20];
		struct tw_query *query = parse(tw_str_of(text), false);
		struct tw_hits hits;

		index_ok(tw_search(reader, query, 10, true, &hits, &err));
		assert_found(text, hits.total);
		tw_hits_done(&hits);
		tw_query_free(query);
	}
	tw_reader_free(reader);
}

#define TEST(name) \
	cmocka_unit_test_setup_teardown(name, set_up_index, tear_down_index)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_patterns_fit_as_defined),
		cmocka_unit_test(test_a_sign_is_a_letter_of_any_script),
		TEST(test_patterns_find_words_whose_stem_they_do_not_fit),
		TEST(test_misspelt_words_are_found),
		TEST(test_found_words_must_or_must_not_be_there),
		TEST(test_the_nearer_word_is_the_better),
		TEST(test_words_are_counted_by_articles_with_their_form),
		TEST(test_merged_words_are_those_of_all),
		TEST(test_words_of_authors_and_categories_are_found),
		TEST(test_asking_again_finds_the_same),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
