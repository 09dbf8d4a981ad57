/* test_best.c: the best postings of a list are those, whatever it is like. */
/* SPDX-License-Identifier: MIT */
#include "index/best.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/bytes.h"
#include "index/length.h"

#include "random_list.h"

struct fixture {
	struct memory_store store;
	struct tw_segment_info info;
	struct tw_segment segment;
	struct tw_term term;
	struct random_list *list;
	struct tw_best best;
};

static void
setup(struct fixture *fixture, const struct random_shape *shape)
{
	uint64_t seed = shape->df;

	memory_store_init(&fixture->store);
	fixture->list = random_list_new(&seed, TW_FIELD_ALL, shape);
	random_segment(&fixture->store, &fixture->list, 1, shape->docs,
		&fixture->info);
	assert_int_equal(tw_segment_open(&fixture->segment,
		&fixture->store.source, &fixture->info, NULL), TRAWL_OK);
	assert_int_equal(tw_segment_find(&fixture->segment, TW_FIELD_ALL,
		TW_STR("term0000"), &fixture->term, NULL), TRAWL_OK);
	assert_int_equal(tw_best_get(&fixture->segment, &fixture->term,
		&fixture->best, NULL), TRAWL_OK);
}

static void
teardown(struct fixture *fixture)
{
	tw_segment_close(&fixture->segment);
	memory_store_done(&fixture->store);
	random_list_free(fixture->list);
}

/* norm / freq, which falls as the score rises. */
struct ranked {
	struct tw_best_posting posting;
	float badness;
};

static int
compare(const void *left, const void *right)
{
	const struct ranked *a = left;
	const struct ranked *b = right;

	if (a->badness != b->badness)
		return a->badness < b->badness ? -1 : 1;
	return a->posting.doc < b->posting.doc ? -1 : 1;
}

/* All postings of the list, best first. */
static struct ranked *
rank(struct fixture *fixture)
{
	const struct random_list *list = fixture->list;
	struct ranked *ranked = calloc(list->df, sizeof(*ranked));
	float norms[256];

	assert_non_null(ranked);
	tw_length_norms(&tw_ranking_usual,
		fixture->info.live[TW_FIELD_ALL].docs,
		fixture->info.live[TW_FIELD_ALL].length, norms);
	for (uint32_t i = 0; i < list->df; i++) {
		uint8_t length;

		assert_int_equal(tw_segment_length_byte(&fixture->segment,
			TW_FIELD_ALL, list->docs[i], &length, NULL), TRAWL_OK);
		ranked[i] = (struct ranked){
			{list->docs[i], list->freqs[i], length},
			norms[length] / (float)list->freqs[i]};
	}
	qsort(ranked, list->df, sizeof(*ranked), compare);
	return ranked;
}

static void
check(const struct random_shape *shape)
{
	struct fixture fixture;

	setup(&fixture, shape);
	struct ranked *ranked = rank(&fixture);

	assert_int_equal(fixture.best.count, TW_BEST);
	for (uint32_t i = 0; i < TW_BEST; i++) {
		const struct tw_best_posting *best = &fixture.best.postings[i];

		assert_int_equal(best->doc, ranked[i].posting.doc);
		assert_int_equal(best->freq, ranked[i].posting.freq);
		assert_int_equal(best->length, ranked[i].posting.length);
	}
	for (uint32_t i = TW_BEST; i < shape->df; i++)
		assert_true(tw_corners_cover(fixture.best.corners,
			TW_BEST_CORNERS, ranked[i].posting.freq,
			ranked[i].posting.length));
	free(ranked);
	teardown(&fixture);
}

static void
test_best_are_the_first_of_all(void **state)
{
	(void)state;
	check(&(struct random_shape){.docs = 128, .df = 128, .text_freq = 9,
		.gap = 9});
	check(&(struct random_shape){.docs = 9000, .df = 129, .text_freq = 3,
		.title_freq = 2, .gap = 9});
	check(&(struct random_shape){.docs = 9000, .df = 5000, .text_freq = 60,
		.title_freq = 1, .gap = 9});
}

/* At equal scores the earlier ones. */
static void
test_best_of_equals_are_the_earliest(void **state)
{
	(void)state;
	check(&(struct random_shape){.docs = 9000, .df = 8000, .text_freq = 1,
		.gap = 9});
	check(&(struct random_shape){.docs = 9000, .df = 8000, .text_freq = 2,
		.gap = 9});
}

/* The table of a long list runs over several records. */
static void
test_best_of_a_list_over_records(void **state)
{
	(void)state;
	for (uint32_t df = 349000; df < 349800; df += 128)
		check(&(struct random_shape){.docs = 350000, .df = df,
			.text_freq = 2, .gap = 9});
}

static void
test_frequency_that_does_not_fit_is_not_among_the_best(void **state)
{
	struct tw_best_finder finder;
	struct tw_block block = {.count = TW_BLOCK};
	uint8_t lengths[TW_BLOCK] = {0};
	uint8_t corners[TW_BLOCK_CORNERS_SIZE] = {0};
	uint8_t bytes[TW_BEST_SIZE];
	float norms[256];

	(void)state;
	tw_length_norms(&tw_ranking_usual, 1, 1, norms);
	for (uint32_t i = 0; i < TW_BLOCK; i++) {
		block.docs[i] = i;
		block.freqs[i] = i < TW_BEST ? TW_BEST_FREQ_MAX + 1 : 1;
	}
	tw_best_begin(&finder, norms);
	tw_best_add(&finder, &block, lengths, corners);
	tw_best_put(&finder, bytes);
	assert_int_equal(tw_le32(bytes), TW_BEST);
	assert_true(tw_corners_cover(bytes + 8 * TW_BEST, TW_BEST_CORNERS,
		TW_BEST_FREQ_MAX + 1, 0));
}

static void
test_best_article_that_is_not_there_is_damage(void **state)
{
	struct fixture fixture;

	(void)state;
	setup(&fixture, &(struct random_shape){.docs = 300, .df = 200,
		.text_freq = 9, .gap = 9});
	struct memory_record *table = memory_store_find(&fixture.store, 1,
		TW_STREAM_BLOCKS, 0);

	tw_put_le32(table->payload + 2 * TW_BLOCK_ENTRY, 300);
	assert_int_equal(tw_best_get(&fixture.segment, &fixture.term,
		&fixture.best, NULL), TRAWL_ECORRUPT);
	tw_put_le32(table->payload + 2 * TW_BLOCK_ENTRY, TW_NO_DOC);
	assert_int_equal(tw_best_get(&fixture.segment, &fixture.term,
		&fixture.best, NULL), TRAWL_OK);
	assert_int_equal(fixture.best.count, 0);
	teardown(&fixture);
}

static void
test_table_that_is_cut_short_is_damage(void **state)
{
	struct fixture fixture;

	(void)state;
	setup(&fixture, &(struct random_shape){.docs = 300, .df = 200,
		.text_freq = 9, .gap = 9});
	fixture.term.blocks += TW_BLOCK_ENTRY;
	assert_int_equal(tw_best_get(&fixture.segment, &fixture.term,
		&fixture.best, NULL), TRAWL_ECORRUPT);
	teardown(&fixture);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_best_are_the_first_of_all),
		cmocka_unit_test(test_best_of_equals_are_the_earliest),
		cmocka_unit_test(test_best_of_a_list_over_records),
		cmocka_unit_test(
			test_frequency_that_does_not_fit_is_not_among_the_best),
		cmocka_unit_test(test_best_article_that_is_not_there_is_damage),
		cmocka_unit_test(test_table_that_is_cut_short_is_damage),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
