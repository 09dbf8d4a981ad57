/* test_segwrite.c: a segment's writer says what it wrote. */
/* SPDX-License-Identifier: MIT */
#include "index/segwrite.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

#include "../fault/alloc_fault.h"
#include "base/alloc.h"
#include "add_doc.h"
#include "random_list.h"

static void
test_an_empty_segment_is_one(void **state)
{
	struct memory_store store;
	struct tw_segment_info info;
	struct tw_segment segment;

	(void)state;
	memory_store_init(&store);
	random_segment(&store, NULL, 0, 0, &info);
	assert_int_equal(info.segment, 1);
	assert_int_equal(info.docs, 0);
	assert_int_equal(info.terms, 0);
	for (int kind = 0; kind < TW_STREAM_END; kind++)
		assert_int_equal(info.length[kind], 0);
	assert_int_equal(store.count, 0);
	assert_int_equal(tw_segment_open(&segment, &store.source, &info,
		NULL), TRAWL_OK);
	tw_segment_close(&segment);
	memory_store_done(&store);
}

static void
add_doc(struct tw_segment_writer *writer, const char *title, const char *text,
	struct tw_lengths lengths)
{
	struct tw_doc doc = {0};

	doc.field[TRAWL_TITLE] = tw_str_of(title);
	doc.field[TRAWL_TEXT] = tw_str_of(text);
	assert_int_equal(segment_add_doc(writer, &doc, lengths, NULL, NULL),
		TRAWL_OK);
}

static void
test_statistics_are_of_all_articles(void **state)
{
	struct memory_store store;
	struct tw_segment_info info;
	struct tw_segment_writer *writer;

	(void)state;
	memory_store_init(&store);
	assert_int_equal(tw_segment_writer_new(&store.sink, 7, &writer, NULL),
		TRAWL_OK);
	add_doc(writer, "one", "two three", (struct tw_lengths){5, 1});
	add_doc(writer, "", "four", (struct tw_lengths){1, 0});
	add_doc(writer, "of the", "", (struct tw_lengths){0, 0});
	assert_int_equal(tw_segment_finish(writer, &info, NULL), TRAWL_OK);
	assert_int_equal(info.segment, 7);
	assert_int_equal(info.docs, 3);
	assert_int_equal(info.dead, 0);
	assert_int_equal(info.text_bytes, 22);
	assert_int_equal(info.live[TW_FIELD_ALL].docs, 2);
	assert_int_equal(info.live[TW_FIELD_ALL].length, 6);
	assert_int_equal(info.live[TW_FIELD_TITLE].docs, 1);
	assert_int_equal(info.live[TW_FIELD_TITLE].length, 1);
	tw_segment_writer_free(writer);
	memory_store_done(&store);
}

static void
test_lengths_are_those_of_the_records(void **state)
{
	struct memory_store store;
	struct tw_segment_info info;
	uint64_t seed = 1;
	struct random_list *lists[2];
	uint64_t length[TW_STREAM_END] = {0};

	(void)state;
	memory_store_init(&store);
	for (int i = 0; i < 2; i++)
		lists[i] = random_list_new(&seed, TW_FIELD_ALL,
			&(struct random_shape){.docs = 70000, .df = 60000,
				.text_freq = 3, .gap = 50});
	random_segment(&store, lists, 2, 70000, &info);
	for (size_t i = 0; i < store.count; i++) {
		const struct memory_record *record = &store.records[i];

		assert_int_equal(record->key.segment, 1);
		length[record->key.stream] += record->length;
	}
	assert_memory_equal(length, info.length, sizeof(length));
	assert_int_equal(info.terms, 2);
	for (int i = 0; i < 2; i++)
		random_list_free(lists[i]);
	memory_store_done(&store);
}

struct given {
	const uint32_t *gaps;
	uint32_t left;
};

/* In pieces of at most 50. */
static int
give_gaps(void *context, uint64_t most, const uint32_t **ret,
	uint32_t *ret_count, trawl_error *err)
{
	struct given *given = context;

	(void)err;
	assert_true(most <= given->left);
	*ret = given->gaps;
	*ret_count = most < 50 ? (uint32_t)most : 50;
	given->gaps += *ret_count;
	given->left -= *ret_count;
	return TRAWL_OK;
}

/* As random_list_write, `most` postings at a time. */
static void
write_runs(struct tw_segment_writer *writer, const struct random_list *list,
	const char *term, uint32_t most)
{
	uint32_t *gaps = tw_alloc(list->begin[list->df] * sizeof(*gaps));

	assert_non_null(gaps);
	assert_int_equal(tw_segment_begin_term(writer, list->field,
		tw_str_of(term), NULL), TRAWL_OK);
	for (uint32_t i = 0; i < list->df;) {
		struct tw_block block = {.count = 0};
		uint32_t n = 0;

		for (; i < list->df && block.count < most; i++) {
			uint32_t before = 0;
			size_t begin = list->begin[i];

			for (size_t k = begin; k < list->begin[i + 1]; k++) {
				if (k == begin + list->in_title[i])
					before = TW_TEXT_POSITION;
				gaps[n++] = list->positions[k] - before;
				before = list->positions[k];
			}
			block.docs[block.count] = list->docs[i];
			block.freqs[block.count] = list->freqs[i];
			block.in_title[block.count++] = list->in_title[i];
		}
		struct given given = {gaps, n};

		assert_int_equal(tw_segment_add_postings(writer, &block,
			give_gaps, &given, NULL), TRAWL_OK);
		assert_int_equal(given.left, 0);
	}
	assert_int_equal(tw_segment_end_term(writer, NULL), TRAWL_OK);
	tw_free(gaps);
}

static void
expect_same_by_runs(const struct random_list *list, uint32_t docs,
	uint32_t most)
{
	struct memory_store stores[2];
	struct tw_segment_info infos[2];

	for (int i = 0; i < 2; i++) {
		struct tw_segment_writer *writer;

		memory_store_init(&stores[i]);
		assert_int_equal(tw_segment_writer_new(&stores[i].sink, 1,
			&writer, NULL), TRAWL_OK);
		random_docs_write(writer, docs);
		if (i == 0)
			random_list_write(writer, list, "term");
		else
			write_runs(writer, list, "term", most);
		assert_int_equal(tw_segment_finish(writer, &infos[i], NULL),
			TRAWL_OK);
		tw_segment_writer_free(writer);
	}
	assert_memory_equal(&infos[0], &infos[1], sizeof(infos[0]));
	assert_int_equal(stores[0].count, stores[1].count);
	for (size_t i = 0; i < stores[0].count; i++) {
		const struct memory_record *record = &stores[0].records[i];
		const struct memory_record *other = memory_store_find(
			&stores[1], 1, record->key.stream, record->key.number);

		assert_non_null(other);
		assert_int_equal(record->length, other->length);
		assert_memory_equal(record->payload, other->payload,
			record->length);
	}
	for (int i = 0; i < 2; i++)
		memory_store_done(&stores[i]);
}

static void
test_runs_write_what_postings_one_by_one_do(void **state)
{
	static const uint32_t dfs[] = {1, 2, 50, 127, 128, 129, 256, 1000};
	uint64_t seed = 3;

	(void)state;
	for (size_t i = 0; i < sizeof(dfs) / sizeof(dfs[0]); i++) {
		for (int field = 0; field < TW_FIELD_RANKED; field++) {
			struct random_list *list = random_list_new(&seed,
				(enum tw_index_field)field,
				&(struct random_shape){.docs = 1200,
					.df = dfs[i], .text_freq = 5,
					.title_freq = 2, .gap = 70});

			expect_same_by_runs(list, 1200, TW_BLOCK);
			expect_same_by_runs(list, 1200, 45);
			random_list_free(list);
		}
	}
}

static void
test_a_term_too_long_is_refused(void **state)
{
	struct memory_store store;
	struct tw_segment_writer *writer;
	char term[TW_KEY_MAX] = {0};
	trawl_error err;

	(void)state;
	memory_store_init(&store);
	assert_int_equal(tw_segment_writer_new(&store.sink, 1, &writer, NULL),
		TRAWL_OK);
	assert_int_equal(tw_segment_begin_term(writer, TW_FIELD_ALL,
		tw_str(term, sizeof(term)), &err), TRAWL_EINVAL);
	assert_string_equal(err.text, "a term of 255 bytes: at most 254");
	assert_int_equal(tw_segment_begin_term(writer, TW_FIELD_ALL,
		tw_str(term, sizeof(term) - 1), NULL), TRAWL_OK);
	tw_segment_writer_free(writer);
	memory_store_done(&store);
}

/* ------------------------------------------------------------------ */

/* Writes and reads back; stops at the first failure and returns it. */
static int
write_postings(struct tw_segment_writer *writer)
{
	static const uint32_t position = TW_TEXT_POSITION;
	int status = TRAWL_OK;

	for (unsigned i = 0; status == TRAWL_OK && i < 40; i++) {
		char term[8];

		(void)snprintf(term, sizeof(term), "%03u", i);
		status = tw_segment_begin_term(writer, TW_FIELD_ALL,
			tw_str_of(term), NULL);
		for (uint32_t doc = 0; status == TRAWL_OK && doc < 200; doc++)
			status = tw_segment_add_posting(writer, doc, 1, 0,
				&position, NULL);
		if (status == TRAWL_OK)
			status = tw_segment_end_term(writer, NULL);
	}
	return status;
}

static int
write_segment(struct memory_store *store, struct tw_segment_info *ret)
{
	struct tw_segment_writer *writer;
	struct tw_doc doc = {.field = {TW_STR("id")}};
	int status = tw_segment_writer_new(&store->sink, 1, &writer, NULL);

	if (status != TRAWL_OK)
		return status;
	for (int i = 0; status == TRAWL_OK && i < 200; i++)
		status = segment_add_doc(writer, &doc,
			(struct tw_lengths){1, 1}, NULL, NULL);
	if (status == TRAWL_OK)
		status = write_postings(writer);
	if (status == TRAWL_OK)
		status = tw_segment_finish(writer, ret, NULL);
	tw_segment_writer_free(writer);
	return status;
}

static int
read_segment(struct memory_store *store, const struct tw_segment_info *info)
{
	struct tw_segment segment;
	struct tw_arena arena = {0};
	struct tw_term term;
	struct tw_doc doc;
	int status = tw_segment_open(&segment, &store->source, info, NULL);

	if (status != TRAWL_OK)
		return status;
	status = tw_segment_find(&segment, TW_FIELD_ALL, TW_STR("039"), &term,
		NULL);
	if (status == TRAWL_OK)
		status = tw_segment_doc(&segment, 199, &arena, &doc, NULL);
	tw_arena_done(&arena);
	tw_segment_close(&segment);
	return status;
}

static void
test_any_allocation_may_fail(void **state)
{
	bool failed = true;

	(void)state;
	for (uint64_t nth = 1; failed; nth++) {
		struct memory_store store;
		struct tw_segment_info info;

		memory_store_init(&store);
		alloc_fault_at(nth);
		int status = write_segment(&store, &info);

		if (status == TRAWL_OK)
			status = read_segment(&store, &info);
		failed = alloc_fault_off();
		assert_int_equal(status, failed ? TRAWL_ENOMEM : TRAWL_OK);
		assert_int_equal(alloc_fault_live(), 0);
		memory_store_done(&store);
	}
}

/* ------------------------------------------------------------------ */

/* A sink that takes so many records and no more. */
struct bad_sink {
	struct memory_store store;
	unsigned left;
};

static int
put_or_fail(void *context, struct tw_record_key key, const void *payload,
	size_t length, trawl_error *err)
{
	struct bad_sink *bad = context;

	if (bad->left == 0)
		return tw_fail(err, TRAWL_ENOSPACE, "the disk is full");
	bad->left--;
	memory_store_put(&bad->store, key, payload, length);
	return TRAWL_OK;
}

static void
test_a_failure_of_the_sink_is_passed_on(void **state)
{
	int status = TRAWL_ENOSPACE;

	(void)state;
	for (unsigned n = 0; status != TRAWL_OK; n++) {
		struct bad_sink bad = {.left = n};
		struct tw_segment_info info;

		memory_store_init(&bad.store);
		bad.store.sink = (struct tw_sink){put_or_fail, &bad};
		status = write_segment(&bad.store, &info);
		assert_int_equal(status, n < 18 ? TRAWL_ENOSPACE : TRAWL_OK);
		memory_store_done(&bad.store);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_an_empty_segment_is_one),
		cmocka_unit_test(test_statistics_are_of_all_articles),
		cmocka_unit_test(test_lengths_are_those_of_the_records),
		cmocka_unit_test(
			test_runs_write_what_postings_one_by_one_do),
		cmocka_unit_test(test_a_term_too_long_is_refused),
		cmocka_unit_test(test_any_allocation_may_fail),
		cmocka_unit_test(test_a_failure_of_the_sink_is_passed_on),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
