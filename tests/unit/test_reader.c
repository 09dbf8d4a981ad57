/* test_reader.c: one unchanging view: statistics, ids, exact counts. */
/* SPDX-License-Identifier: MIT */
#include "index/reader.h"

#include "writer_help.h"

static void
commit(void)
{
	index_ok(tw_writer_commit(writer, &err));
}

/* Two segments, one with a dead article; three live ones have a length. */
static void
make_index(void)
{
	open_writer();
	add("a", "Mill", "water");
	add("b", "", "the water under the bridge");
	add("x", "", "of");
	add("y", "", "of");
	add("z", "", "of");
	commit();
	add("c", "River", "");
	add("a", "", "water mill");
	commit();
}

static uint64_t
df_of(struct tw_reader *reader, enum tw_index_field field, const char *term)
{
	uint64_t df = 0;

	index_ok(tw_reader_df(reader, field, tw_str_of(term), &df, &err));
	return df;
}

static void
test_df_is_that_of_the_living(void **state)
{
	(void)state;
	make_index();
	struct tw_reader *reader = open_reader();

	assert_int_equal(df_of(reader, TW_FIELD_ALL, "water"), 2);
	assert_int_equal(df_of(reader, TW_FIELD_ALL, "mill"), 1);
	assert_int_equal(df_of(reader, TW_FIELD_TITLE, "mill"), 0);
	assert_int_equal(df_of(reader, TW_FIELD_TITLE, "river"), 1);
	assert_int_equal(df_of(reader, TW_FIELD_ALL, "none"), 0);
	tw_reader_free(reader);
}

static void
test_sums_are_those_of_the_living(void **state)
{
	(void)state;
	make_index();
	struct tw_reader *reader = open_reader();

	assert_int_equal(reader->docs, 6);
	assert_int_equal(reader->live[TW_FIELD_ALL].docs, 3);
	assert_int_equal(reader->live[TW_FIELD_ALL].length, 2 + 3 + 2);
	assert_int_equal(reader->live[TW_FIELD_TITLE].docs, 1);
	assert_int_equal(reader->live[TW_FIELD_TITLE].length, 1);
	tw_reader_free(reader);
}

static void
test_article_is_found_where_it_lives(void **state)
{
	uint32_t segment = 99;
	uint32_t doc = 99;

	(void)state;
	make_index();
	struct tw_reader *reader = open_reader();

	index_ok(tw_reader_find_id(reader, TW_STR("a"), &segment, &doc, &err));
	assert_int_equal(segment, 1);
	assert_int_equal(doc, 1);
	index_ok(tw_reader_find_id(reader, TW_STR("b"), &segment, &doc, &err));
	assert_int_equal(segment, 0);
	assert_int_equal(tw_reader_find_id(reader, TW_STR("d"), &segment,
		&doc, NULL), TRAWL_END);
	tw_reader_free(reader);
}

static void
test_stats_are_told(void **state)
{
	struct trawl_stats stats = {.size = sizeof(stats)};

	(void)state;
	make_index();
	struct tw_reader *reader = open_reader();

	index_ok(tw_reader_stats(reader, &stats, &err));
	assert_int_equal(stats.articles, 6);
	assert_int_equal(stats.dead, 1);
	assert_int_equal(stats.segments, 2);
	assert_int_equal(stats.words, 7);
	assert_int_equal(stats.text_bytes, strlen("the water under the bridge")
		+ strlen("River") + strlen("water mill") + 3 * strlen("of"));
	assert_int_equal(stats.format, TW_FORMAT_VERSION);
	assert_int_equal(stats.generation, reader->root.generation);
	assert_string_equal(stats.language, "en");
	assert_true(stats.used_bytes > 0);
	assert_true(stats.file_bytes >= stats.used_bytes);
	tw_reader_free(reader);
}

static void
test_each_commit_raises_the_generation(void **state)
{
	uint64_t last = 0;

	(void)state;
	open_writer();
	for (int i = 0; i < 3; i++) {
		struct tw_reader *reader = open_reader();

		assert_true(reader->root.generation > last);
		last = reader->root.generation;
		tw_reader_free(reader);
		add("a", "", "water");
		commit();
	}
}

static void
test_many_readers_see_each_their_own(void **state)
{
	struct tw_reader *readers[20];

	(void)state;
	open_writer();
	for (uint32_t i = 0; i < 20; i++) {
		char id[16];

		readers[i] = open_reader();
		snprintf(id, sizeof(id), "id%u", i);
		add(id, "", "water");
		commit();
	}
	for (uint32_t i = 0; i < 20; i++) {
		assert_int_equal(df_of(readers[i], TW_FIELD_ALL, "water"), i);
		tw_reader_free(readers[i]);
	}
}

#define READER_TEST(name) cmocka_unit_test_setup_teardown(name, \
	writer_set_up, writer_tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		READER_TEST(test_df_is_that_of_the_living),
		READER_TEST(test_sums_are_those_of_the_living),
		READER_TEST(test_article_is_found_where_it_lives),
		READER_TEST(test_stats_are_told),
		READER_TEST(test_each_commit_raises_the_generation),
		READER_TEST(test_many_readers_see_each_their_own),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
