/* test_dict.c: the dictionary finds its terms and walks them in order. */
/* SPDX-License-Identifier: MIT */
#include "index/dict.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/bytes.h"
#include "index/postings.h"

#include "random_list.h"

#define TERM_ROOM 256

/* A segment of one article with these terms, ascending, in both fields. */
struct fixture {
	struct memory_store store;
	struct tw_segment_info info;
	struct tw_segment segment;
	char (*terms)[TERM_ROOM];
	uint32_t count;
};

static int
compare_terms(const void *a, const void *b)
{
	return strcmp(a, b);
}

/* Term i occurs i % 1000 + 1 times, so that entries can be told apart. */
static uint32_t
freq_of(uint32_t i)
{
	return i % 1000 + 1;
}

static void
write_field(const struct fixture *fixture, struct tw_segment_writer *writer,
	enum tw_index_field field)
{
	uint32_t positions[1000];

	for (uint32_t i = 0; i < 1000; i++)
		positions[i] = i +
			(field == TW_FIELD_ALL ? TW_TEXT_POSITION : 0);
	for (uint32_t i = 0; i < fixture->count; i++) {
		uint32_t freq = freq_of(i);

		assert_int_equal(tw_segment_begin_term(writer, field,
			tw_str_of(fixture->terms[i]), NULL), TRAWL_OK);
		assert_int_equal(tw_segment_add_posting(writer, 0, freq,
			field == TW_FIELD_TITLE ? freq : 0, positions, NULL),
			TRAWL_OK);
		assert_int_equal(tw_segment_end_term(writer, NULL), TRAWL_OK);
	}
}

/* Takes the terms, sorts them and drops repetitions. */
static void
setup(struct fixture *fixture, char (*terms)[TERM_ROOM], uint32_t count)
{
	struct tw_segment_writer *writer;

	qsort(terms, count, TERM_ROOM, compare_terms);
	fixture->terms = terms;
	fixture->count = 0;
	for (uint32_t i = 0; i < count; i++) {
		if (i == 0 || strcmp(terms[i], terms[i - 1]) != 0)
			memmove(terms[fixture->count++], terms[i], TERM_ROOM);
	}
	memory_store_init(&fixture->store);
	assert_int_equal(tw_segment_writer_new(&fixture->store.sink, 1,
		&writer, NULL), TRAWL_OK);
	random_docs_write(writer, 1);
	write_field(fixture, writer, TW_FIELD_ALL);
	write_field(fixture, writer, TW_FIELD_TITLE);
	assert_int_equal(tw_segment_finish(writer, &fixture->info, NULL),
		TRAWL_OK);
	tw_segment_writer_free(writer);
	assert_int_equal(tw_segment_open(&fixture->segment,
		&fixture->store.source, &fixture->info, NULL), TRAWL_OK);
}

static void
teardown(struct fixture *fixture)
{
	tw_segment_close(&fixture->segment);
	memory_store_done(&fixture->store);
	free(fixture->terms);
}

/* Words of `letters` different letters, up to `most` long. */
static void
setup_random(struct fixture *fixture, uint32_t count, uint32_t letters,
	uint32_t most)
{
	char (*terms)[TERM_ROOM] = calloc(count, TERM_ROOM);
	uint64_t seed = count;

	for (uint32_t i = 0; i < count; i++) {
		uint32_t n = 1 + random_below(&seed, most);

		for (uint32_t k = 0; k < n; k++)
			terms[i][k] = (char)(255 -
				random_below(&seed, letters));
	}
	setup(fixture, terms, count);
}

static int
find(struct fixture *fixture, enum tw_index_field field, const char *term,
	struct tw_term *ret)
{
	return tw_segment_find(&fixture->segment, field, tw_str_of(term), ret,
		NULL);
}

/* The frequency in the only article. */
static uint32_t
freq_in(struct fixture *fixture, const struct tw_term *term)
{
	struct tw_postings postings;

	assert_int_equal(tw_postings_open(&postings, &fixture->segment, term,
		NULL), TRAWL_OK);
	assert_int_equal(tw_postings_next(&postings, NULL), TRAWL_OK);
	uint32_t freq = tw_postings_freq(&postings);

	tw_postings_close(&postings);
	return freq;
}

static void
check_finds_all(struct fixture *fixture)
{
	for (uint32_t i = 0; i < fixture->count; i++) {
		struct tw_term term;

		assert_int_equal(find(fixture, TW_FIELD_ALL,
			fixture->terms[i], &term), TRAWL_OK);
		assert_int_equal(term.ordinal, i);
		assert_int_equal(term.field, TW_FIELD_ALL);
		assert_int_equal(term.df, 1);
		assert_int_equal(term.dead, 0);
		assert_int_equal(freq_in(fixture, &term), freq_of(i));
		assert_int_equal(find(fixture, TW_FIELD_TITLE,
			fixture->terms[i], &term), TRAWL_OK);
		assert_int_equal(term.ordinal, fixture->count + i);
		assert_int_equal(term.field, TW_FIELD_TITLE);
	}
	teardown(fixture);
}

static void
test_every_term_is_found_in_dictionaries_of_any_size(void **state)
{
	static const uint32_t counts[] = {1, 2, 15, 16, 17, 31, 32, 33, 300,
		5000};
	struct fixture fixture;

	(void)state;
	for (size_t i = 0; i < sizeof(counts) / sizeof(counts[0]); i++) {
		setup_random(&fixture, counts[i], 3, 12);
		check_finds_all(&fixture);
		setup_random(&fixture, counts[i], 256, 4);
		check_finds_all(&fixture);
	}
}

static void
test_the_longest_terms_are_found(void **state)
{
	struct fixture fixture;

	(void)state;
	setup_random(&fixture, 3000, 2, TW_KEY_MAX - 1);
	assert_true(fixture.info.length[TW_STREAM_DICT] >
		2 * TW_RECORD_PAYLOAD);
	check_finds_all(&fixture);
}

static void
test_terms_that_are_not_there_are_not_found(void **state)
{
	struct fixture fixture;
	uint64_t seed = 9;

	(void)state;
	setup_random(&fixture, 2000, 3, 8);
	for (uint32_t i = 0; i < 5000; i++) {
		char term[TERM_ROOM] = {0};
		struct tw_term ret;
		uint32_t n = random_below(&seed, 12);

		for (uint32_t k = 0; k < n; k++)
			term[k] = (char)(255 - random_below(&seed, 4));
		bool there = bsearch(term, fixture.terms, fixture.count,
			TERM_ROOM, compare_terms) != NULL;

		assert_int_equal(find(&fixture, TW_FIELD_ALL, term, &ret),
			there ? TRAWL_OK : TRAWL_END);
	}
	teardown(&fixture);
}

static void
test_a_term_too_long_for_any_dictionary_is_not_found(void **state)
{
	struct fixture fixture;
	struct tw_term ret;
	char term[1000];

	(void)state;
	memset(term, 'a', sizeof(term));
	setup_random(&fixture, 10, 3, 8);
	assert_int_equal(tw_segment_find(&fixture.segment, TW_FIELD_ALL,
		tw_str(term, sizeof(term)), &ret, NULL), TRAWL_END);
	teardown(&fixture);
}

static void
test_an_empty_dictionary_has_nothing(void **state)
{
	struct fixture fixture;
	struct tw_terms terms;
	struct tw_term ret;

	(void)state;
	setup(&fixture, calloc(1, TERM_ROOM), 0);
	assert_int_equal(find(&fixture, TW_FIELD_ALL, "", &ret), TRAWL_END);
	assert_int_equal(find(&fixture, TW_FIELD_ALL, "a", &ret), TRAWL_END);
	assert_int_equal(tw_terms_open(&terms, &fixture.segment, TW_FIELD_ALL,
		TW_STR(""), NULL), TRAWL_OK);
	assert_int_equal(tw_terms_next(&terms, NULL), TRAWL_END);
	tw_terms_close(&terms);
	teardown(&fixture);
}

static void
assert_walk_from(struct fixture *fixture, enum tw_index_field field,
	const char *from, uint32_t expected)
{
	struct tw_terms terms;

	assert_int_equal(tw_terms_open(&terms, &fixture->segment, field,
		tw_str_of(from), NULL), TRAWL_OK);
	for (uint32_t i = expected; i < 2 * fixture->count; i++) {
		assert_int_equal(tw_terms_next(&terms, NULL), TRAWL_OK);
		assert_int_equal(terms.entry.ordinal, i);
		assert_int_equal(terms.entry.field, i < fixture->count
			? TW_FIELD_ALL : TW_FIELD_TITLE);
		assert_true(tw_str_equal(terms.term,
			tw_str_of(fixture->terms[i % fixture->count])));
		if (i > expected + 40)
			break;
	}
	if (expected + 40 >= 2 * fixture->count) {
		assert_int_equal(tw_terms_next(&terms, NULL), TRAWL_END);
		assert_int_equal(tw_terms_next(&terms, NULL), TRAWL_END);
	}
	tw_terms_close(&terms);
}

static void
test_walk_from_each_term_goes_on_in_order(void **state)
{
	struct fixture fixture;

	(void)state;
	setup_random(&fixture, 700, 3, 8);
	for (uint32_t i = 0; i < fixture.count; i++) {
		assert_walk_from(&fixture, TW_FIELD_ALL, fixture.terms[i], i);
		assert_walk_from(&fixture, TW_FIELD_TITLE, fixture.terms[i],
			fixture.count + i);
	}
	teardown(&fixture);
}

static void
test_walk_from_between_terms_begins_at_the_next(void **state)
{
	struct fixture fixture;

	(void)state;
	setup_random(&fixture, 700, 3, 8);
	assert_walk_from(&fixture, TW_FIELD_ALL, "", 0);
	assert_walk_from(&fixture, TW_FIELD_TITLE, "", fixture.count);
	for (uint32_t i = 0; i < fixture.count; i++) {
		char term[TERM_ROOM + 1];

		/* Directly behind: nothing sorts between "a" and "a\1". */
		(void)snprintf(term, sizeof(term), "%s\1",
			fixture.terms[i]);
		assert_walk_from(&fixture, TW_FIELD_ALL, term, i + 1);
	}
	teardown(&fixture);
}

static void
test_walk_goes_over_pages(void **state)
{
	struct fixture fixture;
	struct tw_terms terms;
	uint32_t n = 0;

	(void)state;
	setup_random(&fixture, 3000, 2, TW_KEY_MAX - 1);
	assert_int_equal(tw_terms_open(&terms, &fixture.segment, TW_FIELD_ALL,
		TW_STR(""), NULL), TRAWL_OK);
	while (tw_terms_next(&terms, NULL) == TRAWL_OK)
		n++;
	assert_int_equal(n, fixture.info.terms);
	tw_terms_close(&terms);
	teardown(&fixture);
}

static void
test_walk_from_a_text_longer_than_any_term_works(void **state)
{
	struct fixture fixture;
	struct tw_terms terms;
	char from[1000];

	(void)state;
	setup_random(&fixture, 100, 3, 8);
	memset(from, 255, sizeof(from));
	assert_int_equal(tw_terms_open(&terms, &fixture.segment, TW_FIELD_ALL,
		tw_str(from, sizeof(from)), NULL), TRAWL_OK);
	assert_int_equal(tw_terms_next(&terms, NULL), TRAWL_OK);
	assert_int_equal(terms.entry.ordinal, fixture.count);
	tw_terms_close(&terms);
	teardown(&fixture);
}

static void
test_terms_out_of_order_are_damage(void **state)
{
	struct fixture fixture;
	struct tw_terms terms;
	trawl_error err;

	(void)state;
	setup_random(&fixture, 20, 26, 8);
	struct memory_record *page = memory_store_find(&fixture.store, 1,
		TW_STREAM_DICT, 0);
	size_t group = tw_le16(page->payload + TW_PAGE_HEAD);

	/* The first letters of the first term, behind its counts and field. */
	page->payload[group + TW_GROUP_HEAD + 2] = 255;
	page->payload[group + TW_GROUP_HEAD + 3] = 255;
	assert_int_equal(tw_terms_open(&terms, &fixture.segment, TW_FIELD_ALL,
		TW_STR(""), &err), TRAWL_OK);
	int status = tw_terms_next(&terms, &err);

	while (status == TRAWL_OK)
		status = tw_terms_next(&terms, &err);
	assert_int_equal(status, TRAWL_ECORRUPT);
	assert_string_equal(err.text, "segment 1: term 1 is out of order");
	tw_terms_close(&terms);
	teardown(&fixture);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			test_every_term_is_found_in_dictionaries_of_any_size),
		cmocka_unit_test(test_the_longest_terms_are_found),
		cmocka_unit_test(test_terms_that_are_not_there_are_not_found),
		cmocka_unit_test(
			test_a_term_too_long_for_any_dictionary_is_not_found),
		cmocka_unit_test(test_an_empty_dictionary_has_nothing),
		cmocka_unit_test(test_walk_from_each_term_goes_on_in_order),
		cmocka_unit_test(
			test_walk_from_between_terms_begins_at_the_next),
		cmocka_unit_test(test_walk_goes_over_pages),
		cmocka_unit_test(
			test_walk_from_a_text_longer_than_any_term_works),
		cmocka_unit_test(test_terms_out_of_order_are_damage),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
