/* test_change.c: whatever came and went: the index is as a fresh one. */
/* SPDX-License-Identifier: MIT */
#include "index/change.h"

#include "index/check.h"
#include "writer_help.h"

#define MOST 400		/* articles of a model */

/* What should be in the index: articles in order of arrival. */
struct model {
	struct {
		uint32_t id;
		uint64_t seed;
	} article[MOST];
	uint32_t count;
};

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
	for (int f = 0; f < TW_FIELD_RANKED; f++) {
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
	index_ok(tw_index_create(fresh, "en", &tw_ranking_usual, &err));
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
	fill(0, 3000, 0);
	fill(300, 600, 7);
	assert_int_equal(live(), 0);
	index_ok(tw_writer_remove(writer, TW_STR("id5"), &err));
	index_ok(tw_writer_remove(writer, TW_STR("id400"), &err));
	index_ok(tw_writer_commit(writer, &err));
	assert_int_equal(live(), 2998);
	assert_true(segments() > 1);
	index_ok(tw_writer_merge(writer, &err));
	assert_int_equal(live(), 2998);
	assert_int_equal(segments(), 1);
}

/* Many batches: some articles replace earlier ones, some are removed. */
static void
write_much(void)
{
	open_writer();
	fill(0, 2500, 0);
	index_ok(tw_writer_remove(writer, TW_STR("id5"), &err));
	fill(300, 600, 7);
	index_ok(tw_writer_remove(writer, TW_STR("id400"), &err));
	index_ok(tw_writer_remove(writer, TW_STR("id2499"), &err));
	index_ok(tw_writer_commit(writer, &err));
	fill(2000, 1000, 3);
	index_ok(tw_writer_commit(writer, &err));
	fill(100, 1000, 4);
	index_ok(tw_writer_merge(writer, &err));
	close_writer();
}

static void
read_lines(struct index_lines *lines)
{
	struct tw_reader *reader = open_reader();

	index_lines_read(lines, reader->segments, reader->root.count);
	tw_reader_free(reader);
}

static void
test_index_is_the_same_with_a_thread(void **state)
{
	struct index_lines alone = {0};
	struct index_lines aside = {0};

	(void)state;
	write_much();
	read_lines(&alone);
	tw_store_close(store);
	store = help_create("other");
	index_ok(tw_index_create(store, "en", &tw_ranking_usual, &err));
	use_threads();
	write_much();
	read_lines(&aside);
	index_lines_equal(&aside, &alone);
	index_lines_done(&alone);
	index_lines_done(&aside);
}

static void
test_hidden_segments_of_a_thread_are_deleted_with_the_writer(void **state)
{
	(void)state;
	use_threads();
	open_writer();
	fill(0, 6000, 0);
	close_writer();
	assert_int_equal(segments(), 0);
}

/* Segments that have records but stand in no root. */
static uint32_t
leftovers(void)
{
	struct tw_reader *reader = open_reader();
	struct tw_record_key key = {.segment = 0};
	uint32_t count = 0;

	while (tw_record_seek(reader->txn, &key, NULL) == TRAWL_OK &&
		key.segment != TW_ROOT_SEGMENT) {
		count += tw_root_find(&reader->root, key.segment) ==
			reader->root.count;
		key = (struct tw_record_key){.segment = key.segment + 1};
	}
	tw_reader_free(reader);
	return count;
}

/* Whether the last of them were merged just before the writer ends, or not. */
static void
test_hidden_segments_are_deleted_with_the_writer(void **state)
{
	uint32_t hidden = 0;

	(void)state;
	for (uint32_t count = 6000; count <= 10000; count += 1000) {
		open_writer();
		fill(0, count, 0);
		hidden += leftovers();
		close_writer();
		assert_int_equal(leftovers(), 0);
	}
	assert_true(hidden > 0);
}

static void
test_what_a_killed_writer_left_is_deleted_by_the_next(void **state)
{
	(void)state;
	help_put_one(store, 7, TW_STREAM_STORED, 0, 100);
	help_put_one(store, 7, TW_STREAM_STORED, 1, 100);
	help_put_one(store, 0, 3, 1, 100);
	help_put_one(store, TW_ROOT_SEGMENT - 1, 3, 1, 100);
	assert_int_equal(leftovers(), 3);
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

static uint64_t
generation(void)
{
	struct tw_reader *reader = open_reader();
	uint64_t found = reader->root.generation;

	tw_reader_free(reader);
	return found;
}

/* Merges on the way, however many: no commit of their own. */
static void
test_articles_one_by_one_take_a_commit_each(void **state)
{
	uint64_t before = generation();

	(void)state;
	open_writer();
	for (uint32_t i = 0; i < 70; i++) {
		fill(i, 1, i);
		index_ok(tw_writer_commit(writer, &err));
		assert_int_equal(generation(), before + i + 1);
		assert_int_equal(leftovers(), 0);
		assert_in_range(segments(), 1, 12);
	}
}

/* What dies in a segment that is merged on the way goes by the merge. */
static void
test_replaced_in_a_merge_on_the_way_is_not_there(void **state)
{
	struct model model = {.count = 0};

	(void)state;
	open_writer();
	for (uint32_t i = 0; i < 60; i++) {
		model_add(&model, i % 7, i);
		if (i % 3 == 0)
			model_add(&model, 100 + i, i);
		index_ok(tw_writer_commit(writer, &err));
		expect_model(&model);
	}
	expect_digest(&model);
}

/* Articles of random letters, 4 KB each. */
static void
fill_long(uint32_t first, uint32_t count, uint64_t seed)
{
	for (uint32_t i = first; i < first + count; i++) {
		char id[16];
		char text[4000];

		snprintf(id, sizeof(id), "id%u", i);
		for (size_t k = 0; k + 1 < sizeof(text); k++)
			text[k] = (char)(k % 9 == 8 ? ' ' :
				'a' + index_below(&seed, 26));
		text[sizeof(text) - 1] = '\0';
		add(id, "", text);
	}
}

static struct tw_store_size
size(void)
{
	struct tw_reader *reader = open_reader();
	struct tw_store_size found;

	index_ok(tw_txn_size(reader->txn, &found, &err));
	tw_reader_free(reader);
	return found;
}

static void
test_file_that_merges_left_too_large_is_written_anew(void **state)
{
	(void)state;
	open_writer();
	fill_long(0, 200, 1);
	index_ok(tw_writer_commit(writer, &err));
	fill_long(0, 120, 2);
	index_ok(tw_writer_commit(writer, &err));
	uint64_t before = size().file_bytes;

	assert_true(before > size().used_bytes * 3 / 2);
	close_writer();
	assert_true(size().file_bytes < before * 3 / 4);
	/* But for what is left out before full records (store/record.c). */
	assert_in_range(size().file_bytes, size().used_bytes,
		size().used_bytes + size().used_bytes / 16);
	assert_int_equal(leftovers(), 0);
	open_writer();
	add("a", "", "water");
	index_ok(tw_writer_commit(writer, &err));
	assert_int_equal(df("water"), 1);
}

static void
test_file_is_left_alone_where_nothing_changed(void **state)
{
	(void)state;
	open_writer();
	fill_long(0, 200, 1);
	index_ok(tw_writer_commit(writer, &err));
	fill_long(0, 120, 2);
	index_ok(tw_writer_commit(writer, &err));
	struct tw_reader *reader = open_reader();
	uint64_t before = size().file_bytes;

	close_writer();
	tw_reader_free(reader);
	uint64_t after = size().file_bytes;

	assert_true(after < before);
	open_writer();
	close_writer();
	assert_int_equal(size().file_bytes, after);
}

#define CHANGE_TEST(name) \
	cmocka_unit_test_setup_teardown(name, writer_set_up, writer_tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		CHANGE_TEST(test_random_batches_give_what_a_fresh_index_has),
		CHANGE_TEST(test_many_replacements_give_what_a_fresh_index_has),
		CHANGE_TEST(
			test_batch_beyond_the_memory_becomes_hidden_segments),
		CHANGE_TEST(test_index_is_the_same_with_a_thread),
		CHANGE_TEST(
		test_hidden_segments_of_a_thread_are_deleted_with_the_writer),
		CHANGE_TEST(test_hidden_segments_are_deleted_with_the_writer),
		CHANGE_TEST(
			test_what_a_killed_writer_left_is_deleted_by_the_next),
		CHANGE_TEST(test_merges_leave_no_records_behind),
		CHANGE_TEST(test_articles_one_by_one_take_a_commit_each),
		CHANGE_TEST(test_replaced_in_a_merge_on_the_way_is_not_there),
		CHANGE_TEST(
			test_file_that_merges_left_too_large_is_written_anew),
		CHANGE_TEST(
			test_file_is_left_alone_where_nothing_changed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
