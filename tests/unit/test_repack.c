/* test_repack.c: a merge packs articles anew where that is worth it. */
/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>

#include "index/frame.h"
#include "index/merge.h"
#include "index/ranking.h"
#include "index/stored.h"
#include "add_doc.h"
#include "index_help.h"
#include "memory_store.h"

#define PARTS 3
#define MERGED 100		/* number of the merged segment */
#define TEXT 8000		/* bytes of an article's, about */
#define MUCH 300		/* articles that make a book worth while */
#define ENOUGH ((size_t)32 << 20)

static struct memory_store store;
static struct tw_segment segments[PARTS];
static struct tw_deaths deaths[PARTS];
static uint32_t count;
static uint32_t docs;
static struct tw_segment merged;
static bool is_merged;

static int
setup(void **state)
{
	(void)state;
	memory_store_init(&store);
	count = 0;
	docs = 0;
	is_merged = false;
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	for (uint32_t i = 0; i < count; i++) {
		tw_segment_close(&segments[i]);
		tw_deaths_done(&deaths[i]);
	}
	if (is_merged)
		tw_segment_close(&merged);
	memory_store_done(&store);
	return 0;
}

/* Always the same article of this number. */
static struct tw_doc
make(uint32_t number, char id[16], char text[TEXT])
{
	uint64_t seed = number;
	size_t n = 0;

	while (n + 12 < TEXT)
		n += (size_t)snprintf(text + n, 12, "w%x ",
			index_below(&seed, 5000));
	snprintf(id, 16, "id%u", number);
	return index_doc(id, "A title", text);
}

/* A segment of so many articles more, compressed as they come. */
static void
add_segment(uint32_t n, uint64_t beside)
{
	struct tw_segment_writer *writer;
	struct tw_segment_info info;

	index_ok(tw_segment_writer_new(&store.sink, count + 1, &writer,
		&err));
	tw_segment_set_beside(writer, beside);
	(void)tw_segment_expect(writer, (uint64_t)n * TEXT);
	for (uint32_t i = 0; i < n; i++) {
		char id[16];
		char text[TEXT];
		struct tw_doc doc = make(docs++, id, text);

		index_ok(segment_add_doc(writer, &doc,
			(struct tw_lengths){1, 1}, NULL, &err));
	}
	index_ok(tw_segment_finish(writer, &info, &err));
	tw_segment_writer_free(writer);
	index_ok(tw_segment_open(&segments[count], &store.source, &info,
		&err));
	deaths[count++] = (struct tw_deaths){0};
}

static void
merge(struct tw_packing packing)
{
	struct tw_segment_info info;

	index_ok(tw_merge(segments, deaths, count, &tw_ranking_usual,
		&packing, NULL, &store.sink, MERGED, &info, &err));
	index_ok(tw_segment_open(&merged, &store.source, &info, &err));
	is_merged = true;
}

static struct tw_stored_block
block_of(struct tw_segment *segment, uint32_t doc)
{
	struct tw_stored_block block = {.count = 0};

	index_ok(tw_stored_get_block(segment, doc, &block, &err));
	return block;
}

static bool
is_raw(const struct tw_stored_block *block)
{
	return !block->is_coded && tw_frame_content(block->frame,
		block->size, block->raw_size);
}

/* The merged segment has all articles, but for one in `step` of those. */
static void
expect_articles(uint32_t step)
{
	uint32_t place = 0;

	for (uint32_t i = 0; i < docs; i++) {
		char id[16];
		char text[TEXT];
		struct tw_doc doc = make(i, id, text);
		struct tw_doc found;

		if (step > 0 && i % step == 0)
			continue;
		index_ok(tw_stored_get(&merged, place++, &found, &err));
		assert_true(tw_str_equal(found.field[TRAWL_ID],
			doc.field[TRAWL_ID]));
		assert_true(tw_str_equal(found.field[TRAWL_TEXT],
			doc.field[TRAWL_TEXT]));
	}
	assert_int_equal(place, merged.info.docs);
}

static void
test_small_segments_get_a_book_when_they_are_much(void **state)
{
	(void)state;
	add_segment(MUCH / 2, 0);
	add_segment(MUCH / 2, 0);
	merge((struct tw_packing){.memory = ENOUGH});
	assert_true(block_of(&merged, 0).is_coded);
	assert_true(block_of(&merged, MUCH - 1).is_coded);
	assert_int_equal(block_of(&merged, 0).book,
		block_of(&merged, MUCH - 1).book);
	expect_articles(0);
}

static void
test_little_text_gets_no_book(void **state)
{
	(void)state;
	add_segment(30, 0);
	add_segment(30, 0);
	merge((struct tw_packing){.memory = ENOUGH});
	assert_false(block_of(&merged, 0).is_coded);
	expect_articles(0);
}

static void
test_without_memory_there_is_no_book(void **state)
{
	(void)state;
	add_segment(MUCH, 0);
	merge((struct tw_packing){.memory = (size_t)1 << 20});
	assert_false(block_of(&merged, 0).is_coded);
	expect_articles(0);
}

static void
test_many_articles_get_a_book_for_each_memory_full(void **state)
{
	(void)state;
	add_segment(3 * MUCH, 0);
	merge((struct tw_packing){.memory = (size_t)4 << 20});
	assert_true(block_of(&merged, 0).is_coded);
	assert_true(block_of(&merged, 3 * MUCH - 1).is_coded);
	assert_int_not_equal(block_of(&merged, 0).book,
		block_of(&merged, 3 * MUCH - 1).book);
	expect_articles(0);
}

static void
test_segment_with_dead_is_packed_anew(void **state)
{
	(void)state;
	add_segment(MUCH, 0);
	merge((struct tw_packing){.memory = ENOUGH});
	for (uint32_t i = 0; i < MUCH; i += 7)
		index_ok(tw_deaths_kill(&deaths[0], &segments[0], i, &err));
	tw_segment_close(&merged);
	merge((struct tw_packing){.memory = ENOUGH});
	assert_true(block_of(&merged, 0).is_coded);
	expect_articles(7);
}

/* Its blocks are as they were: a large segment between two others. */
static void
test_large_segment_without_dead_is_copied(void **state)
{
	(void)state;
	add_segment(10, 0);
	add_segment(4 * MUCH, 0);
	add_segment(MUCH, 0);
	merge((struct tw_packing){.memory = ENOUGH});
	assert_false(block_of(&merged, 0).is_coded);
	assert_false(block_of(&merged, 10 + 2 * MUCH).is_coded);
	assert_true(block_of(&merged, 10 + 4 * MUCH).is_coded);
	expect_articles(0);
}

static void
test_little_beside_much_is_not_compressed(void **state)
{
	(void)state;
	add_segment(20, (uint64_t)100 * 20 * TEXT);
	struct tw_stored_block before = block_of(&segments[0], 0);

	assert_true(is_raw(&before));
	add_segment(20, 0);
	merge((struct tw_packing){.beside = (uint64_t)100 * 40 * TEXT});
	struct tw_stored_block after = block_of(&merged, 0);

	assert_true(is_raw(&after));
	expect_articles(0);
}

static void
test_little_beside_little_is_compressed(void **state)
{
	(void)state;
	add_segment(20, (uint64_t)10 * 20 * TEXT);
	struct tw_stored_block block = block_of(&segments[0], 0);

	assert_false(is_raw(&block));
	merge((struct tw_packing){.memory = 0});
	expect_articles(0);
}

/* So large that no frame can have it as it is. */
static void
test_large_article_is_compressed_beside_any_text(void **state)
{
	static char text[200000];
	struct tw_segment_writer *writer;
	struct tw_segment_info info;

	(void)state;
	memset(text, 'a', sizeof(text) - 1);
	index_ok(tw_segment_writer_new(&store.sink, MERGED, &writer, &err));
	tw_segment_set_beside(writer, UINT64_MAX);
	assert_true(tw_segment_expect(writer, sizeof(text)));
	struct tw_doc doc = index_doc("a", "", text);

	index_ok(segment_add_doc(writer, &doc, (struct tw_lengths){1, 0},
		NULL, &err));
	index_ok(tw_segment_finish(writer, &info, &err));
	tw_segment_writer_free(writer);
	index_ok(tw_segment_open(&merged, &store.source, &info, &err));
	is_merged = true;
	assert_true(block_of(&merged, 0).size < sizeof(text) / 2);
}

#define REPACK_TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		REPACK_TEST(test_small_segments_get_a_book_when_they_are_much),
		REPACK_TEST(test_little_text_gets_no_book),
		REPACK_TEST(test_without_memory_there_is_no_book),
		REPACK_TEST(test_many_articles_get_a_book_for_each_memory_full),
		REPACK_TEST(test_segment_with_dead_is_packed_anew),
		REPACK_TEST(test_large_segment_without_dead_is_copied),
		REPACK_TEST(test_little_beside_much_is_not_compressed),
		REPACK_TEST(test_little_beside_little_is_compressed),
		REPACK_TEST(test_large_article_is_compressed_beside_any_text),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
