/* test_has.c: whether an index has an article as it is. */
/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>
#include <trawl.h>

static const char path[] = "has.trawl";

static void
set(trawl_article *article, enum trawl_field field, const char *text)
{
	assert_int_equal(trawl_article_set(article, field, text, strlen(text),
		NULL), TRAWL_OK);
}

static trawl_article *
make(const char *id, const char *title, const char *text)
{
	trawl_article *article;

	assert_int_equal(trawl_article_new(&article, NULL), TRAWL_OK);
	set(article, TRAWL_ID, id);
	set(article, TRAWL_TITLE, title);
	set(article, TRAWL_TEXT, text);
	return article;
}

/* An index of one article, "a". */
static int
set_up(void **state)
{
	struct trawl_index_options options = {
		.size = sizeof(options),
		.flags = TRAWL_CREATE,
	};
	trawl_article *article = make("a", "Lakes", "Of lakes.");
	trawl_index *index;
	trawl_writer *writer;

	unlink(path);
	assert_int_equal(trawl_index_open(path, &options, &index, NULL),
		TRAWL_OK);
	assert_int_equal(trawl_writer_open(index, NULL, &writer, NULL),
		TRAWL_OK);
	assert_int_equal(trawl_writer_add(writer, article, NULL), TRAWL_OK);
	assert_int_equal(trawl_writer_commit(writer, NULL), TRAWL_OK);
	trawl_writer_free(writer);
	trawl_article_free(article);
	*state = index;
	return 0;
}

static int
tear_down(void **state)
{
	trawl_index_close(*state);
	unlink(path);
	unlink("has.trawl-lock");
	return 0;
}

static int
has(trawl_index *index, const trawl_article *article)
{
	trawl_reader *reader;

	assert_int_equal(trawl_reader_open(index, &reader, NULL), TRAWL_OK);
	int status = trawl_reader_has(reader, article, NULL);

	trawl_reader_free(reader);
	return status;
}

static void
test_what_was_added_is_there(void **state)
{
	trawl_article *article = make("a", "Lakes", "Of lakes.");

	assert_int_equal(has(*state, article), TRAWL_OK);
	trawl_article_free(article);
}

static void
test_another_value_of_any_field_makes_another_article(void **state)
{
	for (int i = 0; i < TRAWL_FIELD_COUNT; i++) {
		trawl_article *article = make("a", "Lakes", "Of lakes.");
		enum trawl_field field = (enum trawl_field)i;

		set(article, field, field == TRAWL_LANGUAGE ? "de" : "2020");
		assert_int_equal(has(*state, article), TRAWL_END);
		trawl_article_free(article);
	}
}

static void
test_a_text_that_goes_on_is_another_one(void **state)
{
	trawl_article *article = make("a", "Lakes", "Of lakes. And rivers.");

	assert_int_equal(has(*state, article), TRAWL_END);
	set(article, TRAWL_TEXT, "Of lake");
	assert_int_equal(has(*state, article), TRAWL_END);
	trawl_article_free(article);
}

#define WITH_INDEX(test) \
	cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_INDEX(test_what_was_added_is_there),
		WITH_INDEX(
			test_another_value_of_any_field_makes_another_article),
		WITH_INDEX(test_a_text_that_goes_on_is_another_one),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
