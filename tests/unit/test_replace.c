/* test_replace.c: who has the id of an article of the batch dies. */
/* SPDX-License-Identifier: MIT */
#include "index/replace.h"

#include <stdio.h>
#include <string.h>

#include "base/bytes.h"
#include "base/hash.h"
#include "index/ids.h"
#include "index_help.h"
#include "memory_store.h"

#define SEGMENTS 2

static struct tw_analyzers *analyzers;
static struct tw_inverter *batch;
static struct memory_store store;
static struct tw_segment segments[SEGMENTS];
static struct tw_deaths deaths[SEGMENTS];

static void
add(struct tw_inverter *to, uint32_t number)
{
	char id[16];

	snprintf(id, sizeof(id), "n%u", number);
	struct tw_doc doc = index_doc(id, "", "water");

	index_ok(tw_inverter_add(to, &doc, &err));
}

static struct tw_inverter *
new_batch(void)
{
	struct tw_inverter *made;

	index_ok(tw_inverter_new(analyzers, TW_TITLE_WEIGHT,
		0, 16 << 20, &made,
		&err));
	return made;
}

/* A segment of articles first to end - 1. */
static void
write_segment(uint32_t place, uint32_t first, uint32_t end)
{
	struct tw_inverter *articles = new_batch();

	for (uint32_t i = first; i < end; i++)
		add(articles, i);
	struct tw_segment_info info = index_write_batch(articles, &store.sink,
		place + 1);

	index_ok(tw_segment_open(&segments[place], &store.source, &info,
		&err));
	deaths[place] = (struct tw_deaths){0};
}

/* Articles n0 to n999 and n1000 to n1009. */
static int
setup(void **state)
{
	(void)state;
	memory_store_init(&store);
	if (tw_analyzers_new("en", 0, &analyzers, NULL))
		return -1;
	write_segment(0, 0, 1000);
	write_segment(1, 1000, 1010);
	batch = new_batch();
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	for (int i = 0; i < SEGMENTS; i++) {
		tw_segment_close(&segments[i]);
		tw_deaths_done(&deaths[i]);
	}
	tw_inverter_free(batch);
	tw_analyzers_free(analyzers);
	memory_store_done(&store);
	return 0;
}

static void
replace(void)
{
	tw_inverter_settle(batch);
	index_ok(tw_replace(batch, segments, deaths, SEGMENTS, &err));
}

static bool
is_dead(uint32_t number)
{
	uint32_t place = number >= 1000;
	bool dead = false;

	index_ok(tw_deaths_has(&deaths[place], &segments[place],
		number % 1000, &dead, &err));
	return dead;
}

static void
test_articles_of_the_batch_take_the_place_of_others(void **state)
{
	(void)state;
	add(batch, 7);
	add(batch, 5000);
	add(batch, 1003);
	replace();
	assert_true(is_dead(7));
	assert_true(is_dead(1003));
	assert_int_equal(deaths[0].died, 1);
	assert_int_equal(deaths[1].died, 1);
}

static void
test_large_batch_replaces_all_that_it_should(void **state)
{
	(void)state;
	for (uint32_t i = 0; i < 3000; i += 3)
		add(batch, i);
	replace();
	for (uint32_t i = 0; i < 1010; i++)
		assert_int_equal(is_dead(i), i % 3 == 0);
	assert_int_equal(deaths[0].died, 334);
	assert_int_equal(deaths[1].died, 3);
}

static void
test_dead_article_is_not_killed_again(void **state)
{
	(void)state;
	index_ok(tw_deaths_kill(&deaths[0], &segments[0], 7, &err));
	add(batch, 7);
	replace();
	assert_int_equal(deaths[0].died, 1);
}

static void
test_batch_of_others_kills_nobody(void **state)
{
	(void)state;
	for (uint32_t i = 2000; i < 2100; i++)
		add(batch, i);
	replace();
	assert_int_equal(deaths[0].died + deaths[1].died, 0);
}

static void
test_one_article_is_found_and_killed(void **state)
{
	(void)state;
	index_ok(tw_replace_one(TW_STR("n1004"), segments, deaths, SEGMENTS,
		&err));
	assert_true(is_dead(1004));
	assert_int_equal(tw_replace_one(TW_STR("n1004"), segments, deaths,
		SEGMENTS, NULL), TRAWL_END);
	assert_int_equal(tw_replace_one(TW_STR("n1010"), segments, deaths,
		SEGMENTS, NULL), TRAWL_END);
}

static uint8_t *
first_id(void)
{
	return memory_store_find(&store, 2, TW_STREAM_IDS, 0)->payload;
}

/* The stored id decides. */
static void
test_equal_hash_alone_kills_nobody(void **state)
{
	uint8_t *entry = first_id();

	(void)state;
	tw_put_le32(entry, 0);
	for (uint32_t i = 0; tw_le32(entry) == 0; i++) {
		char id[16];
		int n = snprintf(id, sizeof(id), "n%u", 5000 + i);
		uint32_t hash = tw_id_hash(tw_str(id, (size_t)n));

		/* One whose place in the order is the first. */
		if (hash < tw_le32(entry + TW_ID_ENTRY)) {
			tw_put_le32(entry, hash);
			add(batch, 5000 + i);
		}
	}
	replace();
	assert_int_equal(deaths[1].died, 0);
}

static void
test_id_of_an_article_that_is_none_is_damage(void **state)
{
	trawl_error err = {0};

	(void)state;
	for (size_t i = 0; i < 10; i++)
		tw_put_le32(first_id() + i * TW_ID_ENTRY + 4, 10);
	add(batch, 1004);
	tw_inverter_settle(batch);
	assert_int_equal(tw_replace(batch, segments, deaths, SEGMENTS, &err),
		TRAWL_ECORRUPT);
	assert_string_equal(err.text,
		"segment 2: an id's article is wrong");
}

#define REPLACE_TEST(name) \
	cmocka_unit_test_setup_teardown(name, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		REPLACE_TEST(
			test_articles_of_the_batch_take_the_place_of_others),
		REPLACE_TEST(test_large_batch_replaces_all_that_it_should),
		REPLACE_TEST(test_dead_article_is_not_killed_again),
		REPLACE_TEST(test_batch_of_others_kills_nobody),
		REPLACE_TEST(test_one_article_is_found_and_killed),
		REPLACE_TEST(test_equal_hash_alone_kills_nobody),
		REPLACE_TEST(test_id_of_an_article_that_is_none_is_damage),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
