/* test_dead.c: dead articles, and what they take away from terms. */
/* SPDX-License-Identifier: MIT */
#include "index/dead.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#include "base/buf.h"

#include "random_list.h"

#define DOCS 1000
#define DF 500

/* Ten lists of 500 of 1,000 articles, of which every third is dead. */
struct fixture {
	struct memory_store store;
	struct tw_segment_info info;
	struct tw_segment segment;
	struct random_list *lists[10];
};

static bool
is_dead(uint32_t doc)
{
	return doc % 3 == 0;
}

static uint32_t
dead_of(const struct random_list *list)
{
	uint32_t n = 0;

	for (uint32_t i = 0; i < list->df; i++)
		n += is_dead(list->docs[i]);
	return n;
}

static void
put(struct fixture *fixture, enum tw_stream_kind kind,
	const struct tw_buf *bytes)
{
	memory_store_put(&fixture->store, (struct tw_record_key){1, kind, 0},
		bytes->p, bytes->n);
	fixture->info.length[kind] = bytes->n;
}

/* Terms 0, 2, 4, ... are in DEAD_TERMS, the others keep their count 0. */
static void
kill_articles(struct fixture *fixture)
{
	struct tw_buf bits = {0};
	struct tw_buf terms = {0};

	for (uint32_t doc = 0; doc < DOCS; doc += 8) {
		unsigned byte = 0;

		for (uint32_t i = 0; i < 8 && doc + i < DOCS; i++)
			byte |= (unsigned)is_dead(doc + i) << i;
		tw_buf_add_byte(&bits, (uint8_t)byte);
	}
	for (uint32_t i = 0; i < 10; i += 2) {
		tw_buf_add_le32(&terms, i);
		tw_buf_add_le32(&terms, dead_of(fixture->lists[i]));
	}
	put(fixture, TW_STREAM_DEAD, &bits);
	put(fixture, TW_STREAM_DEAD_TERMS, &terms);
	fixture->info.dead = (DOCS + 2) / 3;
	tw_buf_done(&bits);
	tw_buf_done(&terms);
}

static void
setup(struct fixture *fixture)
{
	uint64_t seed = 1;

	memory_store_init(&fixture->store);
	for (int i = 0; i < 10; i++)
		fixture->lists[i] = random_list_new(&seed, TW_FIELD_ALL,
			&(struct random_shape){.docs = DOCS, .df = DF,
				.text_freq = 1, .gap = 9});
	random_segment(&fixture->store, fixture->lists, 10, DOCS,
		&fixture->info);
	kill_articles(fixture);
	assert_int_equal(tw_segment_open(&fixture->segment,
		&fixture->store.source, &fixture->info, NULL), TRAWL_OK);
}

static void
teardown(struct fixture *fixture)
{
	tw_segment_close(&fixture->segment);
	memory_store_done(&fixture->store);
	for (int i = 0; i < 10; i++)
		random_list_free(fixture->lists[i]);
}

static void
test_dead_articles_are_known(void **state)
{
	struct fixture fixture;

	(void)state;
	setup(&fixture);
	for (uint32_t doc = 0; doc < DOCS; doc++) {
		bool dead;

		assert_int_equal(tw_segment_is_dead(&fixture.segment, doc,
			&dead, NULL), TRAWL_OK);
		assert_int_equal(dead, is_dead(doc));
	}
	teardown(&fixture);
}

static void
test_an_article_behind_the_last_is_damage(void **state)
{
	struct fixture fixture;
	bool dead;

	(void)state;
	setup(&fixture);
	assert_int_equal(tw_segment_is_dead(&fixture.segment, DOCS + 8, &dead,
		NULL), TRAWL_ECORRUPT);
	teardown(&fixture);
}

static void
test_terms_know_how_many_of_their_articles_are_dead(void **state)
{
	struct fixture fixture;
	struct tw_terms terms;

	(void)state;
	setup(&fixture);
	assert_int_equal(tw_terms_open(&terms, &fixture.segment, TW_FIELD_ALL,
		TW_STR(""), NULL), TRAWL_OK);
	for (uint32_t i = 0; i < 10; i++) {
		struct tw_term term;
		uint32_t dead = i % 2 == 0 ? dead_of(fixture.lists[i]) : 0;

		assert_int_equal(tw_terms_next(&terms, NULL), TRAWL_OK);
		assert_int_equal(terms.entry.df, DF);
		assert_int_equal(terms.entry.dead, dead);
		assert_int_equal(tw_segment_find(&fixture.segment,
			TW_FIELD_ALL, terms.term, &term, NULL), TRAWL_OK);
		assert_int_equal(term.dead, dead);
	}
	tw_terms_close(&terms);
	teardown(&fixture);
}

static void
test_more_dead_articles_than_a_term_has_are_damage(void **state)
{
	struct fixture fixture;
	struct tw_term term;
	trawl_error err;

	(void)state;
	setup(&fixture);
	memory_store_find(&fixture.store, 1, TW_STREAM_DEAD_TERMS, 0)->
		payload[6] = 1;
	assert_int_equal(tw_segment_find(&fixture.segment, TW_FIELD_ALL,
		TW_STR("term0000"), &term, &err), TRAWL_ECORRUPT);
	assert_string_equal(err.text,
		"segment 1: term 0: more dead articles than it has");
	teardown(&fixture);
}

static void
test_dead_articles_are_not_found_by_their_id(void **state)
{
	struct fixture fixture;
	uint32_t doc;

	(void)state;
	setup(&fixture);
	assert_int_equal(tw_segment_find_id(&fixture.segment, TW_STR("3"),
		&doc, NULL), TRAWL_END);
	assert_int_equal(tw_segment_find_id(&fixture.segment, TW_STR("4"),
		&doc, NULL), TRAWL_OK);
	assert_int_equal(doc, 4);
	teardown(&fixture);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_dead_articles_are_known),
		cmocka_unit_test(test_an_article_behind_the_last_is_damage),
		cmocka_unit_test(
			test_terms_know_how_many_of_their_articles_are_dead),
		cmocka_unit_test(
			test_more_dead_articles_than_a_term_has_are_damage),
		cmocka_unit_test(
			test_dead_articles_are_not_found_by_their_id),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
