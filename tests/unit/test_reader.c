/* test_reader.c: one unchanging view: statistics, ids, exact counts. */
/* SPDX-License-Identifier: MIT */
#include "index/reader.h"

#include "index/stored.h"

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

/* Articles of text that does not shrink much: stored in several records. */
static void
add_long(uint32_t first, uint32_t count)
{
	uint64_t seed = first;

	for (uint32_t i = first; i < first + count; i++) {
		char id[16];
		char text[4000];

		snprintf(id, sizeof(id), "id%u", i);
		for (size_t k = 0; k + 1 < sizeof(text); k++)
			text[k] = (char)(k % 7 == 6 ? ' ' :
				'a' + index_below(&seed, 26));
		text[sizeof(text) - 1] = '\0';
		add(id, "", text);
	}
}

static bool
has_read(const struct tw_reader *reader, uint32_t record)
{
	const struct tw_stream *stream =
		&reader->segments[0].stream[TW_STREAM_STORED];

	return stream->known > 0 && stream->records[record];
}

/* Finds the article, and reads it. */
static void
expect_id(struct tw_reader *reader, const char *id, bool is_there)
{
	struct tw_doc found;
	uint32_t segment;
	uint32_t doc;
	int status = tw_reader_find_id(reader, tw_str_of(id), &segment, &doc,
		NULL);

	assert_int_equal(status, is_there ? TRAWL_OK : TRAWL_END);
	if (!is_there)
		return;
	index_ok(tw_stored_get(&reader->segments[segment], doc, &found, &err));
	assert_true(tw_str_equal(found.field[TRAWL_ID], tw_str_of(id)));
}

/* More of them than are picked out of one record (store/pick.h). */
static void
read_first(struct tw_reader *reader)
{
	for (uint32_t i = 0; i < 100; i++) {
		char id[16];

		snprintf(id, sizeof(id), "id%u", i);
		expect_id(reader, id, true);
	}
}

static void
test_next_reader_need_not_verify_again(void **state)
{
	(void)state;
	open_writer();
	add_long(0, 100);
	commit();
	struct tw_reader *reader = open_reader();

	assert_false(has_read(reader, 0));
	read_first(reader);
	assert_true(has_read(reader, 0));
	tw_reader_free(reader);
	index_ok(tw_writer_remove(writer, tw_str_of("id1"), &err));
	add("new", "", "water");
	commit();
	reader = open_reader();
	assert_true(has_read(reader, 0));
	expect_id(reader, "id0", true);
	expect_id(reader, "id1", false);
	expect_id(reader, "id99", true);
	expect_id(reader, "new", true);
	tw_reader_free(reader);
}

static void
test_merged_segments_are_read_anew(void **state)
{
	(void)state;
	open_writer();
	add_long(0, 100);
	commit();
	add_long(100, 50);
	commit();
	struct tw_reader *reader = open_reader();

	read_first(reader);
	expect_id(reader, "id149", true);
	assert_true(has_read(reader, 0));
	tw_reader_free(reader);
	index_ok(tw_writer_merge(writer, &err));
	reader = open_reader();
	assert_int_equal(reader->root.count, 1);
	assert_false(has_read(reader, 0));
	expect_id(reader, "id0", true);
	expect_id(reader, "id149", true);
	tw_reader_free(reader);
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
		READER_TEST(test_next_reader_need_not_verify_again),
		READER_TEST(test_merged_segments_are_read_anew),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
