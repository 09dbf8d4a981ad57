/* test_completevalue.c: authors, categories and sites as one types. */
/* SPDX-License-Identifier: MIT */
#include "read_index.h"

#include "result/complete.h"

static struct tw_arena arena;
static const struct tw_recency ageless = {0};

static void
add(const char *id, const char *author, const char *category, const char *url)
{
	struct tw_doc doc = index_doc(id, "", "Text.");

	doc.field[TRAWL_AUTHOR] = tw_str_of(author);
	doc.field[TRAWL_CATEGORY] = tw_str_of(category);
	doc.field[TRAWL_URL] = tw_str_of(url);
	index_ok(tw_writer_add(writer, &doc, &err));
}

static int
set_up(void **state)
{
	if (set_up_index(state) != 0)
		return -1;
	add("a", "Donna Ruffle", "Housing", "https://example.org/a");
	add("b", "Rupert Ågren", "Social housing", "https://example.com/b");
	index_commit();
	add("c", "Donna Ruffle", "Police", "https://www.example.org/c");
	add("d", "Cher", "Housing", "https://example.org/d");
	index_commit();
	return read_index();
}

static int
tear_down(void **state)
{
	tw_arena_done(&arena);
	return tear_down_read_index(state);
}

static void
assert_completed(const char *text, const char *right)
{
	struct tw_completions found;
	struct tw_buf out = {0};

	index_ok(tw_complete(reader, analyzer, tw_str_of(text), 9, &ageless,
		&arena, &found, &err));
	for (uint32_t i = 0; i < found.count; i++)
		tw_buf_addf(&out, "%s%.*s %u", i > 0 ? ", " : "",
			(int)found.at[i].text.n, found.at[i].text.p,
			(unsigned)found.at[i].articles);
	tw_buf_add_byte(&out, '\0');
	assert_string_equal(out.p, right);
	tw_buf_done(&out);
}

static void
test_complete_gives_the_authors_with_most_articles_first(void **state)
{
	(void)state;
	assert_completed("author:ru", "author:\"Donna Ruffle\" 2, "
		"author:\"Rupert Ågren\" 1");
	assert_completed("text -author:CH", "text -author:Cher 1");
	assert_completed("author:agr", "author:\"Rupert Ågren\" 1");
	assert_completed("author:xy", "");
}

static void
test_complete_goes_on_inside_of_quotes(void **state)
{
	(void)state;
	assert_completed("author:\"donna ru", "author:\"Donna Ruffle\" 2");
	assert_completed("author:\"donna ", "author:\"Donna Ruffle\" 2");
	assert_completed("author:\"ruffle do", "");
}

static void
test_complete_gives_categories_sites_and_languages(void **state)
{
	(void)state;
	assert_completed("category:ho", "category:Housing 3, "
		"category:\"Social housing\" 1");
	assert_completed("site:exa", "site:example.org 3, "
		"site:example.com 1");
	assert_completed("lang:e", "lang:en 4");
	assert_completed("id:a", "");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
		test_complete_gives_the_authors_with_most_articles_first),
		cmocka_unit_test(test_complete_goes_on_inside_of_quotes),
		cmocka_unit_test(
			test_complete_gives_categories_sites_and_languages),
	};

	return cmocka_run_group_tests_name("completevalue", tests, set_up,
		tear_down);
}
