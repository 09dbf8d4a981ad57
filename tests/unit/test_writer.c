/* test_writer.c: adding, replacing and removing; refusals. */
/* SPDX-License-Identifier: MIT */
#include "writer_help.h"

static void
test_nothing_is_seen_before_the_commit(void **state)
{
	(void)state;
	open_writer();
	add("a", "", "water");
	assert_int_equal(df("water"), 0);
	index_ok(tw_writer_commit(writer, &err));
	assert_int_equal(df("water"), 1);
}

static void
test_reader_keeps_its_view(void **state)
{
	struct tw_reader *reader = open_reader();
	uint64_t count = 1;

	(void)state;
	open_writer();
	add("a", "", "water");
	index_ok(tw_writer_commit(writer, &err));
	index_ok(tw_reader_df(reader, TW_FIELD_ALL, TW_STR("water"), &count,
		&err));
	assert_int_equal(count, 0);
	tw_reader_free(reader);
}

static void
test_writer_freed_without_commit_leaves_nothing(void **state)
{
	(void)state;
	open_writer();
	add("a", "", "water");
	close_writer();
	open_writer();
	index_ok(tw_writer_commit(writer, &err));
	assert_int_equal(live(), 0);
}

static void
test_commit_of_nothing_changes_nothing(void **state)
{
	struct tw_reader *before = open_reader();

	(void)state;
	open_writer();
	index_ok(tw_writer_commit(writer, &err));
	struct tw_reader *after = open_reader();

	assert_int_equal(before->root.generation, after->root.generation);
	tw_reader_free(before);
	tw_reader_free(after);
}

static void
test_article_is_replaced_by_its_id(void **state)
{
	(void)state;
	open_writer();
	add("a", "mill", "water");
	add("b", "", "bridge");
	index_ok(tw_writer_commit(writer, &err));
	add("a", "", "river");
	index_ok(tw_writer_commit(writer, &err));
	assert_int_equal(live(), 2);
	assert_int_equal(df("water"), 0);
	assert_int_equal(df("mill"), 0);
	assert_int_equal(df("river"), 1);
}

static void
test_segment_whose_articles_all_die_is_dropped(void **state)
{
	(void)state;
	open_writer();
	add("a", "", "water");
	add("b", "", "water");
	index_ok(tw_writer_commit(writer, &err));
	index_ok(tw_writer_remove(writer, TW_STR("a"), &err));
	add("b", "", "river");
	index_ok(tw_writer_commit(writer, &err));
	assert_int_equal(segments(), 1);
	assert_int_equal(live(), 1);
}

static void
test_removing_what_is_not_there_is_told(void **state)
{
	(void)state;
	open_writer();
	assert_int_equal(tw_writer_remove(writer, TW_STR("a"), NULL),
		TRAWL_END);
	add("a", "", "water");
	index_ok(tw_writer_remove(writer, TW_STR("a"), &err));
	assert_int_equal(tw_writer_remove(writer, TW_STR("a"), NULL),
		TRAWL_END);
	add("a", "", "water");
	index_ok(tw_writer_commit(writer, &err));
	index_ok(tw_writer_remove(writer, TW_STR("a"), &err));
	assert_int_equal(tw_writer_remove(writer, TW_STR("a"), NULL),
		TRAWL_END);
}

/* The one of the batch and the one that it was to replace. */
static void
test_removed_article_is_gone_from_batch_and_index(void **state)
{
	(void)state;
	open_writer();
	add("a", "", "water");
	add("b", "", "bridge");
	index_ok(tw_writer_commit(writer, &err));
	add("a", "", "river");
	index_ok(tw_writer_remove(writer, TW_STR("a"), &err));
	assert_int_equal(tw_writer_remove(writer, TW_STR("a"), NULL),
		TRAWL_END);
	index_ok(tw_writer_commit(writer, &err));
	assert_int_equal(live(), 1);
	assert_int_equal(df("water"), 0);
	assert_int_equal(df("river"), 0);
}

static void
test_removed_article_may_come_back_in_the_same_batch(void **state)
{
	(void)state;
	open_writer();
	add("a", "", "water");
	add("b", "", "bridge");
	index_ok(tw_writer_commit(writer, &err));
	index_ok(tw_writer_remove(writer, TW_STR("a"), &err));
	add("a", "", "water again");
	index_ok(tw_writer_commit(writer, &err));
	assert_int_equal(live(), 2);
	assert_int_equal(df("water"), 1);
}

static void
expect_refused(const struct tw_doc *doc, int status)
{
	trawl_error err = {0};

	assert_int_equal(tw_writer_add(writer, doc, &err), status);
	assert_int_equal(err.status, status);
}

static void
test_refused_article_leaves_the_writer_usable(void **state)
{
	static char id[502];
	struct tw_doc empty = index_doc("a", "", "");
	struct tw_doc nameless = index_doc("", "", "water");

	(void)state;
	memset(id, 'i', 501);
	struct tw_doc long_id = index_doc(id, "", "water");

	open_writer();
	expect_refused(&empty, TRAWL_EEMPTY);
	expect_refused(&nameless, TRAWL_EINVAL);
	expect_refused(&long_id, TRAWL_EFULL);
	long_id.field[TRAWL_ID].n = 500;
	index_ok(tw_writer_add(writer, &long_id, &err));
	index_ok(tw_writer_commit(writer, &err));
	assert_int_equal(df("water"), 1);
}

/* One that takes much of the memory can be replaced as well. */
static void
test_large_article_comes_and_goes(void **state)
{
	static char text[1200000];
	struct tw_writer_options options = {.memory = 16 << 20};
	size_t n = 0;

	(void)state;
	for (uint32_t i = 0; n + 16 < sizeof(text) / 100; i++)
		n += (size_t)snprintf(text + n, sizeof(text) - n, "w%x ", i);
	while (n + 9 < sizeof(text))
		n += (size_t)snprintf(text + n, sizeof(text) - n, "water ");
	index_ok(tw_writer_open(store, &options, &writer, &err));
	add("a", "", text);
	for (char id[] = "b"; id[0] < 'h'; id[0]++)
		add(id, "", "others that live on");
	index_ok(tw_writer_commit(writer, &err));
	add("a", "", "river");
	index_ok(tw_writer_commit(writer, &err));
	assert_int_equal(df("water"), 0);
	assert_int_equal(df("river"), 1);
}

/* Writers of one and of two threads take the same articles. */
static void
test_article_too_large_for_half_of_the_memory_is_taken(void **state)
{
	static char text[3000000];
	struct tw_writer_options options = {.memory = 16 << 20, .threads = 2};
	size_t n = 0;

	(void)state;
	while (n + 9 < sizeof(text))
		n += (size_t)snprintf(text + n, sizeof(text) - n, "water ");
	index_ok(tw_writer_open(store, &options, &writer, &err));
	add("a", "", "river");
	add("b", "", text);
	add("c", "", "river");
	index_ok(tw_writer_commit(writer, &err));
	assert_int_equal(df("water"), 1);
	assert_int_equal(df("river"), 2);
	add("b", "", "lake");
	index_ok(tw_writer_commit(writer, &err));
	assert_int_equal(df("water"), 0);
}

/* Each commit may wait for a worker that is at its own task still: with some
   size of batches, it does. */
static void
test_large_batches_of_two_threads_replace_each_other(void **state)
{
	enum { ARTICLES = 3000, WORDS = 700, ROUNDS = 8 };
	static char text[WORDS * 6 + 1];

	(void)state;
	for (size_t i = 0; i < WORDS; i++)
		snprintf(text + 6 * i, 7, "%s", i % 3 ? "water " : "river ");
	for (size_t round = 0; round < ROUNDS; round++) {
		struct tw_writer_options options = {
			.memory = (26 + round / 2) << 20,
			.threads = 2,
		};

		index_ok(tw_writer_open(store, &options, &writer, &err));
		for (int i = 0; i < ARTICLES; i++) {
			char id[16];

			snprintf(id, sizeof(id), "%d", i);
			add(id, round % 2 ? "lake" : "pond", text);
		}
		index_ok(tw_writer_commit(writer, &err));
		close_writer();
	}
	assert_int_equal(df("river"), ARTICLES);
	assert_int_equal(df("lake"), ARTICLES);
	assert_int_equal(df("pond"), 0);
}

/* As each search pays for each segment. */
static void
test_text_of_half_the_memory_becomes_one_segment(void **state)
{
	struct tw_writer_options options = {.memory = 16 << 20, .threads = 2};
	uint64_t seed = 1;

	(void)state;
	index_ok(tw_writer_open(store, &options, &writer, &err));
	for (uint32_t i = 0; i < 5000; i++) {
		char id[16];

		snprintf(id, sizeof(id), "%u", i);
		struct tw_doc doc = index_random_doc(&seed, id);

		index_ok(tw_writer_add(writer, &doc, &err));
	}
	index_ok(tw_writer_commit(writer, &err));
	struct tw_reader *reader = open_reader();

	assert_int_equal(reader->root.count, 1);
	tw_reader_free(reader);
}

static void
test_second_writer_is_told_or_waits(void **state)
{
	struct tw_writer_options no_wait = {.no_wait = true};
	struct tw_writer *second = NULL;

	(void)state;
	open_writer();
	assert_int_equal(tw_writer_open(store, &no_wait, &second, NULL),
		TRAWL_EBUSY);
	close_writer();
	index_ok(tw_writer_open(store, &no_wait, &second, &err));
	tw_writer_free(second);
}

static void
test_index_is_created_once(void **state)
{
	struct tw_reader *reader = open_reader();

	(void)state;
	assert_string_equal(reader->root.language, "en");
	tw_reader_free(reader);
	assert_int_equal(tw_index_create(store, "de", &tw_ranking_usual, NULL),
		TRAWL_END);
}

static void
test_store_without_root_is_no_index(void **state)
{
	struct tw_store *other = help_create("other");
	struct tw_writer *none = NULL;
	struct tw_reader *reader = NULL;

	(void)state;
	assert_int_equal(tw_writer_open(other, NULL, &none, NULL),
		TRAWL_ENOTINDEX);
	assert_int_equal(tw_reader_open(other, &reader, NULL),
		TRAWL_ENOTINDEX);
	tw_store_close(other);
}

/* Changes the root behind the writer's back. */
static void
rewrite_root(uint32_t analysis)
{
	struct tw_reader *reader = open_reader();
	struct tw_root root = reader->root;

	tw_reader_free(reader);
	root.analysis = analysis;
	index_ok(tw_store_lock(store, true, &err));
	struct tw_txn *txn = help_write(store);

	index_ok(tw_root_write(txn, &root, &err));
	index_ok(tw_txn_commit(txn, &err));
	tw_store_unlock(store);
}

static void
test_index_of_another_analysis_is_not_written(void **state)
{
	trawl_error err = {0};

	(void)state;
	rewrite_root(999);
	assert_int_equal(tw_writer_open(store, NULL, &writer, &err),
		TRAWL_EVERSION);
	assert_non_null(strstr(err.text, "index it again"));
}

#define WRITER_TEST(name) \
	cmocka_unit_test_setup_teardown(name, writer_set_up, writer_tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WRITER_TEST(test_nothing_is_seen_before_the_commit),
		WRITER_TEST(test_reader_keeps_its_view),
		WRITER_TEST(test_writer_freed_without_commit_leaves_nothing),
		WRITER_TEST(test_commit_of_nothing_changes_nothing),
		WRITER_TEST(test_article_is_replaced_by_its_id),
		WRITER_TEST(test_segment_whose_articles_all_die_is_dropped),
		WRITER_TEST(test_removing_what_is_not_there_is_told),
		WRITER_TEST(test_removed_article_is_gone_from_batch_and_index),
		WRITER_TEST(
			test_removed_article_may_come_back_in_the_same_batch),
		WRITER_TEST(test_refused_article_leaves_the_writer_usable),
		WRITER_TEST(test_large_article_comes_and_goes),
		WRITER_TEST(
			test_article_too_large_for_half_of_the_memory_is_taken),
		WRITER_TEST(
			test_large_batches_of_two_threads_replace_each_other),
		WRITER_TEST(
			test_text_of_half_the_memory_becomes_one_segment),
		WRITER_TEST(test_second_writer_is_told_or_waits),
		WRITER_TEST(test_index_is_created_once),
		WRITER_TEST(test_store_without_root_is_no_index),
		WRITER_TEST(test_index_of_another_analysis_is_not_written),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
