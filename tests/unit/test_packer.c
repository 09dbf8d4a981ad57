/* test_packer.c: articles become packed blocks as they come. */
/* SPDX-License-Identifier: MIT */
#include "index/packer.h"

#include <stdio.h>

#include "base/worker.h"
#include "index/stored.h"
#include "index_help.h"
#include "memory_store.h"

#define DOCS 400

static struct tw_packer packer;
static struct memory_store store;
static struct tw_segment segment;
static bool is_open;

static int
setup(void **state)
{
	(void)state;
	packer = (struct tw_packer){.least = 2 * TW_STORED_BLOCK};
	is_open = false;
	memory_store_init(&store);
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	if (is_open)
		tw_segment_close(&segment);
	tw_packer_done(&packer);
	memory_store_done(&store);
	return 0;
}

static struct tw_doc
random_doc(uint32_t number, char id[16])
{
	uint64_t seed = number;

	snprintf(id, 16, "id%u", number);
	return index_random_doc(&seed, id);
}

static void
add(uint32_t from, uint32_t end)
{
	for (uint32_t i = from; i < end; i++) {
		char id[16];
		struct tw_doc doc = random_doc(i, id);

		index_ok(tw_packer_add(&packer, &doc, &err));
	}
}

/* Adds articles until a block is aside; the number of the next. */
static uint32_t
add_until_full(void)
{
	uint32_t next = 0;

	for (; !tw_packer_waits(&packer); next++)
		add(next, next + 1);
	return next;
}

/* Flushes into a segment of `count` articles, and opens it. */
static void
flush(uint32_t count)
{
	struct tw_segment_writer *writer;
	struct tw_segment_info info;

	index_ok(tw_segment_writer_new(&store.sink, 1, &writer, &err));
	index_ok(tw_packer_flush(&packer, writer, &err));
	for (uint32_t i = 0; i < count; i++)
		index_ok(tw_segment_add_columns(writer, &(struct tw_columns){
			.id = TW_STR("x")}, NULL, &err));
	index_ok(tw_segment_finish(writer, &info, &err));
	tw_segment_writer_free(writer);
	index_ok(tw_segment_open(&segment, &store.source, &info, &err));
	is_open = true;
}

static void
expect(uint32_t place, uint32_t number)
{
	char id[16];
	struct tw_doc doc = random_doc(number, id);
	struct tw_doc stored;

	index_ok(tw_stored_get(&segment, place, &stored, &err));
	for (int i = TRAWL_ID + 1; i < TRAWL_FIELD_COUNT; i++)
		assert_true(tw_str_equal(doc.field[i], stored.field[i]));
}

static void
test_articles_are_stored_in_order(void **state)
{
	(void)state;
	add(0, DOCS);
	assert_true(packer.is_coded);
	flush(DOCS);
	for (uint32_t i = 0; i < DOCS; i++)
		expect(i, i);
}

/* A text that is too long to be kept when it has been read. */
static void
add_long(uint32_t count, char *text, size_t size)
{
	struct tw_doc doc = {.apart = {NULL, 0}};

	for (size_t i = 0; i < size; i++)
		text[i] = (char)(i % 8 == 7 ? ' ' : 'a' + i % 7);
	doc.field[TRAWL_ID] = TW_STR("long");
	doc.field[TRAWL_TEXT] = tw_str(text, size);
	for (uint32_t i = 0; i < count; i++)
		index_ok(tw_packer_add(&packer, &doc, &err));
}

static void
test_articles_are_the_same_whatever_was_read_before(void **state)
{
	(void)state;
	static char text[20000 + TW_CUT_SLACK];
	uint64_t seed = 7;
	struct tw_doc stored;

	add(0, DOCS);
	add_long(2, text, 20000);
	assert_true(packer.is_coded);
	flush(DOCS + 2);
	for (int i = 0; i < 2000; i++) {
		uint32_t doc = (uint32_t)(index_random(&seed) % 60);

		if (index_random(&seed) % 2 == 0)
			doc += DOCS + 2 - 60;

		if (doc < DOCS) {
			expect(doc, doc);
			continue;
		}
		index_ok(tw_stored_get(&segment, doc, &stored, &err));
		assert_true(tw_str_equal(stored.field[TRAWL_TEXT],
			tw_str(text, 20000)));
	}
}

static void
test_few_articles_are_compressed(void **state)
{
	(void)state;
	packer.least = SIZE_MAX;
	add(0, DOCS);
	assert_true(packer.blocks.n > 2 * sizeof(struct tw_packer_block));
	assert_false(tw_packer_waits(&packer));
	flush(DOCS);
	for (uint32_t i = 0; i < DOCS; i++)
		expect(i, i);
}

/* Some of many blocks, and all of others. */
static bool
is_removed(uint32_t i)
{
	return i % 30 == 3 || (i >= 200 && i < 290);
}

static void
check_removed(void)
{
	uint32_t place = 0;

	add(0, DOCS);
	for (uint32_t i = 0; i < DOCS; i++) {
		if (is_removed(i))
			tw_packer_remove(&packer, i);
		else
			place++;
	}
	flush(place);
	place = 0;
	for (uint32_t i = 0; i < DOCS; i++) {
		if (!is_removed(i))
			expect(place++, i);
	}
}

static void
test_removed_articles_are_left_out_of_any_block(void **state)
{
	(void)state;
	check_removed();
}

static void
test_removed_articles_are_left_out_of_compressed_blocks(void **state)
{
	(void)state;
	packer.least = SIZE_MAX;
	check_removed();
}

static int
pack(void *context, trawl_error *ret_err)
{
	return tw_packer_pack(context, ret_err);
}

static void
test_block_is_packed_by_a_thread_while_others_fill(void **state)
{
	(void)state;
	struct tw_worker *worker;

	packer.aside = 3 * TW_STORED_BLOCK;
	uint32_t next = add_until_full();

	index_ok(tw_worker_new(&worker, &err));
	tw_packer_start(&packer);
	tw_worker_start(worker, pack, &packer);
	add(next, DOCS);
	index_ok(tw_worker_wait(worker, &err));
	index_ok(tw_packer_end(&packer, &err));
	assert_false(packer.is_packing);
	tw_worker_free(worker);
	flush(DOCS);
	for (uint32_t i = 0; i < DOCS; i++)
		expect(i, i);
}

static void
test_flush_packs_what_waits(void **state)
{
	(void)state;
	packer.aside = 3 * TW_STORED_BLOCK;
	uint32_t next = add_until_full();

	tw_packer_remove(&packer, 1);
	add(next, DOCS);
	assert_true(tw_packer_waits(&packer));
	flush(DOCS - 1);
	expect(0, 0);
	for (uint32_t i = 2; i < DOCS; i++)
		expect(i - 1, i);
}

static void
test_reset_forgets_all_articles(void **state)
{
	(void)state;
	packer.aside = 3 * TW_STORED_BLOCK;
	add_until_full();
	tw_packer_remove(&packer, 0);
	tw_packer_reset(&packer);
	assert_false(tw_packer_waits(&packer));
	add(0, 2);
	flush(2);
	expect(0, 0);
	expect(1, 1);
}

#define PACKER_TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		PACKER_TEST(test_articles_are_stored_in_order),
		PACKER_TEST(
		test_articles_are_the_same_whatever_was_read_before),
		PACKER_TEST(test_few_articles_are_compressed),
		PACKER_TEST(test_removed_articles_are_left_out_of_any_block),
		PACKER_TEST(
		test_removed_articles_are_left_out_of_compressed_blocks),
		PACKER_TEST(
			test_block_is_packed_by_a_thread_while_others_fill),
		PACKER_TEST(test_flush_packs_what_waits),
		PACKER_TEST(test_reset_forgets_all_articles),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
