/* test_writer.c: adding, replacing, removing, merging: always as a fresh one. */
/* SPDX-License-Identifier: MIT */
#include "index/writer.h"

#include "index/check.h"
#include "index/merge.h"
#include "index/reader.h"
#include "index_help.h"
#include "store_help.h"

#define MOST 400		/* articles of a model */

/* What should be in the index: articles in order of arrival. */
struct model {
	struct {
		uint32_t id;
		uint64_t seed;
	} article[MOST];
	uint32_t count;
};

static struct tw_store *store;
static struct tw_writer *writer;
static const struct tw_writer_options small = {
	.memory = TW_WRITER_MEMORY_MIN,
};

static int
setup(void **state)
{
	if (help_set_up(state) != 0)
		return -1;
	store = help_create("index");
	writer = NULL;
	index_ok(tw_index_create(store, "en", &err));
	return 0;
}

static int
teardown(void **state)
{
	tw_writer_free(writer);
	tw_store_close(store);
	return help_tear_down(state);
}

static void
open_writer(void)
{
	index_ok(tw_writer_open(store, &small, &writer, &err));
}

static void
close_writer(void)
{
	tw_writer_free(writer);
	writer = NULL;
}

static void
add(const char *id, const char *title, const char *text)
{
	struct tw_doc doc = index_doc(id, title, text);

	index_ok(tw_writer_add(writer, &doc, &err));
}

static struct tw_reader *
open_reader(void)
{
	struct tw_reader *reader = NULL;

	index_ok(tw_reader_open(store, &reader, &err));
	return reader;
}

/* Live articles with the word, as a new reader sees it. */
static uint64_t
df(const char *word)
{
	struct tw_reader *reader = open_reader();
	uint64_t count = 0;

	index_ok(tw_reader_df(reader, TW_FIELD_ALL, tw_str_of(word), &count,
		&err));
	tw_reader_free(reader);
	return count;
}

static uint32_t
segments(void)
{
	struct tw_reader *reader = open_reader();
	uint32_t count = reader->root.count;

	tw_reader_free(reader);
	return count;
}

static uint64_t
live(void)
{
	struct tw_reader *reader = open_reader();
	uint64_t docs = reader->docs;

	tw_reader_free(reader);
	return docs;
}

/* ------------------------------------------------------------------ */

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
	assert_int_equal(tw_index_create(store, "de", NULL), TRAWL_END);
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

/* ------------------------------------------------------------------ */
/* Against a fresh index.                                               */

static struct tw_doc
model_doc(const struct model *model, uint32_t i)
{
	uint64_t seed = model->article[i].seed;
	char id[16];

	snprintf(id, sizeof(id), "id%u", model->article[i].id);
	return index_random_doc(&seed, id);
}

static bool
model_remove(struct model *model, uint32_t id)
{
	uint32_t i = 0;

	while (i < model->count && model->article[i].id != id)
		i++;
	if (i == model->count)
		return false;
	memmove(&model->article[i], &model->article[i + 1],
		(model->count - i - 1) * sizeof(model->article[0]));
	model->count--;
	return true;
}

static void
model_add(struct model *model, uint32_t id, uint64_t seed)
{
	model_remove(model, id);
	assert_true(model->count < MOST);
	model->article[model->count].id = id;
	model->article[model->count++].seed = seed;
	struct tw_doc doc = model_doc(model, model->count - 1);

	index_ok(tw_writer_add(writer, &doc, &err));
}

static void
fail_on_damage(void *context, const char *damage)
{
	(void)context;
	fail_msg("%s", damage);
}

/* That a new reader finds the articles, postings and sums of the model. */
static void
expect_model(const struct model *model)
{
	struct tw_reader *reader = open_reader();
	struct index_lines found = {0};
	struct index_lines expected = {0};
	uint64_t bytes = 0;

	for (uint32_t i = 0; i < model->count; i++) {
		struct tw_doc doc = model_doc(model, i);

		bytes += doc.field[TRAWL_TITLE].n + doc.field[TRAWL_TEXT].n;
		index_lines_expect(&expected, &doc, i, "en");
	}
	index_lines_read(&found, reader->segments, reader->root.count);
	index_lines_equal(&found, &expected);
	assert_int_equal(reader->docs, model->count);
	for (int f = 0; f < TW_FIELD_COUNT; f++) {
		assert_int_equal(reader->live[f].docs, expected.live[f].docs);
		assert_int_equal(reader->live[f].length,
			expected.live[f].length);
	}
	struct trawl_stats stats = {.size = sizeof(stats)};

	index_ok(tw_reader_stats(reader, &stats, &err));
	assert_int_equal(stats.text_bytes, bytes);
	index_lines_done(&found);
	index_lines_done(&expected);
	tw_reader_free(reader);
	index_ok(tw_check(help_path("index"), fail_on_damage, NULL, &err));
}

/* The index's digest is that of a fresh one of the model's articles. */
static void
expect_digest(const struct model *model)
{
	struct tw_store *fresh = help_create("fresh");
	struct tw_writer *other = NULL;
	struct tw_reader *reader = open_reader();
	char found[65];
	char expected[65];

	index_ok(tw_reader_digest(reader, found, &err));
	tw_reader_free(reader);
	index_ok(tw_index_create(fresh, "en", &err));
	index_ok(tw_writer_open(fresh, NULL, &other, &err));
	for (uint32_t i = 0; i < model->count; i++) {
		struct tw_doc doc = model_doc(model, i);

		index_ok(tw_writer_add(other, &doc, &err));
	}
	index_ok(tw_writer_commit(other, &err));
	tw_writer_free(other);
	index_ok(tw_reader_open(fresh, &reader, &err));
	index_ok(tw_reader_digest(reader, expected, &err));
	tw_reader_free(reader);
	tw_store_close(fresh);
	assert_string_equal(found, expected);
}

static void
random_change(struct model *model, uint64_t *seed, uint32_t ids)
{
	uint32_t id = index_below(seed, ids);
	char name[16];

	if (index_below(seed, 4) > 0) {
		model_add(model, id, index_random(seed));
		return;
	}
	snprintf(name, sizeof(name), "id%u", id);
	int status = tw_writer_remove(writer, tw_str_of(name), NULL);

	assert_int_equal(status,
		model_remove(model, id) ? TRAWL_OK : TRAWL_END);
}

/* Batches of all sizes; some are forgotten, some end with a merge. */
static void
random_batches(uint64_t seed, uint32_t ids, uint32_t batches)
{
	struct model model = {0};

	open_writer();
	for (uint32_t i = 0; i < batches; i++) {
		struct model before = model;
		uint32_t changes = 1u << index_below(&seed, 7);
		uint32_t end = index_below(&seed, 12);

		for (uint32_t c = 0; c < changes; c++)
			random_change(&model, &seed, ids);
		if (end == 0) {
			close_writer();
			open_writer();
			model = before;
		} else if (end == 1) {
			index_ok(tw_writer_merge(writer, &err));
			assert_true(segments() <= 1);
		} else {
			index_ok(tw_writer_commit(writer, &err));
		}
		if (i % 8 == 7)
			expect_model(&model);
	}
	index_ok(tw_writer_commit(writer, &err));
	expect_digest(&model);
	index_ok(tw_writer_merge(writer, &err));
	expect_model(&model);
}

static void
test_random_batches_give_what_a_fresh_index_has(void **state)
{
	(void)state;
	random_batches(1, 300, 48);
}

static void
test_many_replacements_give_what_a_fresh_index_has(void **state)
{
	(void)state;
	random_batches(2, 12, 64);
}

/* ------------------------------------------------------------------ */
/* More than the memory holds.                                          */

static void
fill(uint32_t first, uint32_t count, uint64_t salt)
{
	for (uint32_t i = first; i < first + count; i++) {
		uint64_t seed = i + salt;
		char id[16];

		snprintf(id, sizeof(id), "id%u", i);
		struct tw_doc doc = index_random_doc(&seed, id);

		index_ok(tw_writer_add(writer, &doc, &err));
	}
}

static void
test_batch_beyond_the_memory_becomes_hidden_segments(void **state)
{
	(void)state;
	open_writer();
	fill(0, 1200, 0);
	fill(300, 600, 7);
	assert_int_equal(live(), 0);
	index_ok(tw_writer_remove(writer, TW_STR("id5"), &err));
	index_ok(tw_writer_remove(writer, TW_STR("id400"), &err));
	index_ok(tw_writer_commit(writer, &err));
	assert_int_equal(live(), 1198);
	assert_true(segments() > 1);
	index_ok(tw_writer_merge(writer, &err));
	assert_int_equal(live(), 1198);
	assert_int_equal(segments(), 1);
}

/* Segments that have records but stand in no root. */
static uint32_t
leftovers(void)
{
	struct tw_reader *reader = open_reader();
	struct tw_record_key key = {.segment = 1};
	uint32_t count = 0;

	while (tw_record_seek(reader->txn, &key, NULL) == TRAWL_OK) {
		count += tw_root_find(&reader->root, key.segment) ==
			reader->root.count;
		key = (struct tw_record_key){.segment = key.segment + 1};
	}
	tw_reader_free(reader);
	return count;
}

static void
test_hidden_segments_are_deleted_with_the_writer(void **state)
{
	(void)state;
	open_writer();
	fill(0, 900, 0);
	assert_true(leftovers() > 0);
	close_writer();
	assert_int_equal(leftovers(), 0);
}

static void
test_what_a_killed_writer_left_is_deleted_by_the_next(void **state)
{
	(void)state;
	help_put_one(store, 7, TW_STREAM_STORED, 0, 100);
	help_put_one(store, 7, TW_STREAM_STORED, 1, 100);
	help_put_one(store, UINT32_MAX - 1, 3, 1, 100);
	assert_int_equal(leftovers(), 2);
	open_writer();
	assert_int_equal(leftovers(), 0);
	add("a", "", "water");
	index_ok(tw_writer_commit(writer, &err));
	assert_int_equal(df("water"), 1);
}

static void
test_merges_leave_no_records_behind(void **state)
{
	(void)state;
	open_writer();
	for (uint32_t i = 0; i < 30; i++) {
		fill(i, 3, i * 100);
		index_ok(tw_writer_commit(writer, &err));
		assert_int_equal(leftovers(), 0);
	}
	assert_in_range(segments(), 1, 2 * TW_MERGE_WAYS);
}

#define WRITER_TEST(name) \
	cmocka_unit_test_setup_teardown(name, setup, teardown)

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
		WRITER_TEST(test_second_writer_is_told_or_waits),
		WRITER_TEST(test_index_is_created_once),
		WRITER_TEST(test_store_without_root_is_no_index),
		WRITER_TEST(test_index_of_another_analysis_is_not_written),
		WRITER_TEST(test_random_batches_give_what_a_fresh_index_has),
		WRITER_TEST(
			test_many_replacements_give_what_a_fresh_index_has),
		WRITER_TEST(
			test_batch_beyond_the_memory_becomes_hidden_segments),
		WRITER_TEST(test_hidden_segments_are_deleted_with_the_writer),
		WRITER_TEST(
			test_what_a_killed_writer_left_is_deleted_by_the_next),
		WRITER_TEST(test_merges_leave_no_records_behind),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
