/* test_recount.c: codes of articles give the terms that their texts give. */
/* SPDX-License-Identifier: MIT */
#include "index/recount.h"

#include <stdio.h>
#include <string.h>

#include "../fault/alloc_fault.h"
#include "base/alloc.h"
#include "base/bytes.h"
#include "index/inverter.h"
#include "index/stored.h"
#include "index_help.h"
#include "memory_store.h"

#define DOCS 600
#define SMALL (2 << 20)

static struct tw_analyzers *analyzers;
static struct memory_store store;
static struct tw_segment segment;

/* What words and signs come to where they meet. */
static const char *const joints[] = {
	" ", " ", " ", " ", " ", " ", ", ", ". ", "\n", "-", "'", ".", ", and ",
	" (", ") ", "@", " @", " #", ".", "...", "++ ", "# ", "/", " - ", ",",
	" – ", "’", "–", "\n\n", "_", "&", ":", "! ", "? ", "\u00A0", " .",
	"(.", "--", "+", "++\n", "#\n", "@ ", "\" ", " «", "» ",
	"·", "\u00AD", "\t", "", ";@", ",,",
};
static const char *const words[] = {
	"mill", "Mills", "water", "WATER", "river", "co", "operate", "don",
	"t", "s", "l", "3", "1", "000", "17", "30", "C", "c3ref", "e", "g",
	"the", "a", "is", "über", "café", "naïve", "Straße", "мост", "реки",
	"東京", "は", "水", "🙂", "👍🏽", "U", "S", "A", "net", "Mr", "x2",
	"résumé", "it", "O", "Brien", "1990", "running", "ran", "\u0301x",
};

static void
add_random_text(uint64_t *seed, struct tw_buf *text)
{
	uint32_t n = 1 + index_below(seed, 150);

	tw_buf_reset(text);
	/* The length before a text may share a part with its beginning. */
	if (index_below(seed, 4) == 0)
		tw_buf_addf(text, "C++ ");
	for (uint32_t i = 0; i < n; i++) {
		if (i > 0 || index_below(seed, 4) == 0)
			tw_buf_addf(text, "%s", joints[index_below(seed,
				sizeof(joints) / sizeof(*joints))]);
		if (index_below(seed, 40) == 0)
			tw_buf_addf(text, "w%u",
				(unsigned)index_below(seed, 100000));
		else
			tw_buf_addf(text, "%s", words[index_below(seed,
				sizeof(words) / sizeof(*words))]);
	}
	if (index_below(seed, 60) == 0)
		for (int i = 0; i < 150; i++)
			tw_buf_add_byte(text, 'z');
}

/* Articles of all lengths, some in another language, with and without
   titles. */
static void
write_segment(uint64_t seed)
{
	static const char *const languages[] = {"", "", "", "fr", "tr"};
	struct tw_inverter *batch;
	struct tw_buf text = {0};

	index_ok(tw_inverter_new(analyzers, TW_TITLE_WEIGHT, 0, 4 * SMALL,
		&batch, &err));
	for (uint32_t i = 0; i < DOCS; i++) {
		char id[16];
		bool has_title = index_below(&seed, 3) == 0;

		snprintf(id, sizeof(id), "n%u", i);
		struct tw_doc doc = index_random_doc(&seed, id);

		if (!has_title)
			doc.field[TRAWL_TITLE] = TW_STR("");
		if (index_below(&seed, 10) > 0) {
			add_random_text(&seed, &text);
			doc.field[TRAWL_TEXT] = tw_buf_str(&text);
		}
		doc.field[TRAWL_LANGUAGE] = tw_str_of(
			languages[index_below(&seed, 5)]);
		index_ok(tw_inverter_add(batch, &doc, &err));
	}
	tw_buf_done(&text);
	struct tw_segment_info info = index_write_batch(batch, &store.sink, 1);

	index_ok(tw_segment_open(&segment, &store.source, &info, &err));
}

static int
setup(void **state)
{
	(void)state;
	memory_store_init(&store);
	return tw_analyzers_new("en", SMALL, &analyzers, NULL) ? -1 : 0;
}

static int
teardown(void **state)
{
	(void)state;
	tw_segment_close(&segment);
	tw_analyzers_free(analyzers);
	memory_store_done(&store);
	return 0;
}

static void
tell(struct tw_census *census, struct tw_buf *told)
{
	index_ok(tw_census_terms(census, index_tell_term, told, &err));
	tw_buf_add_byte(told, 0);
	tw_census_reset(census);
}

static bool
is_coded(uint32_t doc)
{
	struct tw_stored_codes codes;

	return tw_stored_get_codes(&segment, doc, &codes, NULL) == TRAWL_OK;
}

/* By the text, whatever it is stored as; its bytes. */
static uint64_t
count_text(struct tw_census *census, uint32_t doc)
{
	struct tw_doc fields;

	index_ok(tw_stored_get(&segment, doc, &fields, &err));
	index_ok(tw_census_begin(census, &fields, &err));
	index_ok(tw_census_text(census, fields.field[TRAWL_TEXT], &err));
	return fields.field[TRAWL_TITLE].n + fields.field[TRAWL_TEXT].n;
}

/* Every step-th article, each by itself. */
static void
compare_each(struct tw_census *census, uint32_t step)
{
	struct tw_recount *recount;

	index_ok(tw_recount_new(census, &segment, DOCS, &recount, &err));
	for (uint32_t doc = 0; doc < DOCS; doc += step) {
		struct tw_buf by_text = {0};
		struct tw_buf by_codes = {0};
		uint64_t bytes = 0;
		uint64_t wanted = count_text(census, doc);

		tell(census, &by_text);
		index_ok(tw_recount_article(recount, doc, &bytes, &err));
		tell(census, &by_codes);
		assert_string_equal(by_codes.p, by_text.p);
		assert_int_equal(bytes, wanted);
		tw_buf_done(&by_text);
		tw_buf_done(&by_codes);
	}
	tw_recount_free(recount);
}

static void
test_codes_give_the_terms_of_each_text(void **state)
{
	struct tw_census *census;

	(void)state;
	index_ok(tw_census_new(analyzers, SMALL, &census, &err));
	for (uint64_t seed = 1; seed <= 3; seed++) {
		write_segment(seed);
		assert_true(is_coded(DOCS / 2));
		compare_each(census, seed == 1 ? 1 : 3);
		tw_segment_close(&segment);
	}
	tw_census_free(census);
	write_segment(4);
}

/* All in one census: what is known of parts serves many articles. */
static void
compare_all(size_t memory)
{
	struct tw_buf by_text = {0};
	struct tw_buf by_codes = {0};
	struct tw_census *census;
	struct tw_recount *recount;
	uint64_t bytes;

	index_ok(tw_census_new(analyzers, memory, &census, &err));
	for (uint32_t doc = 0; doc < DOCS; doc += 2)
		count_text(census, doc);
	tell(census, &by_text);
	index_ok(tw_recount_new(census, &segment, DOCS / 2, &recount, &err));
	for (uint32_t doc = 0; doc < DOCS; doc += 2)
		index_ok(tw_recount_article(recount, doc, &bytes, &err));
	tell(census, &by_codes);
	assert_string_equal(by_codes.p, by_text.p);
	tw_recount_free(recount);
	tw_census_free(census);
	tw_buf_done(&by_text);
	tw_buf_done(&by_codes);
}

static void
test_codes_of_many_articles_give_the_terms_of_their_texts(void **state)
{
	(void)state;
	write_segment(5);
	compare_all(4 * SMALL);
}

/* So many parts are not noted: the texts are put together. */
static void
test_articles_are_counted_in_little_memory(void **state)
{
	struct tw_census *census;
	struct tw_recount *recount;
	uint64_t bytes = 0;
	int status = TRAWL_OK;
	uint32_t doc = 0;

	(void)state;
	write_segment(6);
	index_ok(tw_census_new(analyzers, 20000, &census, &err));
	index_ok(tw_recount_new(census, &segment, DOCS, &recount, &err));
	while (status == TRAWL_OK && doc < DOCS)
		status = tw_recount_article(recount, doc++, &bytes, NULL);
	assert_int_equal(status, TRAWL_END);
	tw_census_reset(census);
	index_ok(tw_recount_article(recount, doc - 1, &bytes, &err));
	tw_recount_free(recount);
	tw_census_free(census);
}

static void
count_damaged(struct tw_census *census)
{
	struct tw_recount *recount;

	index_ok(tw_recount_new(census, &segment, DOCS, &recount, &err));
	for (uint32_t doc = 0; doc < DOCS; doc++) {
		uint64_t bytes = 0;
		trawl_error err;
		int status = tw_recount_article(recount, doc, &bytes, &err);

		if (status == TRAWL_END) {
			tw_census_reset(census);
			status = TRAWL_OK;
		}
		assert_true(status == TRAWL_OK || status == TRAWL_ECORRUPT);
	}
	tw_recount_free(recount);
	tw_census_reset(census);
}

/* Codes that nobody wrote: told, or as another text, but nothing is read that
   is not there. */
static void
test_damaged_codes_do_no_harm(void **state)
{
	struct memory_record *record;
	struct tw_census *census;
	uint64_t seed = 7;

	(void)state;
	write_segment(7);
	record = memory_store_find(&store, 1, TW_STREAM_STORED, 0);
	index_ok(tw_census_new(analyzers, SMALL, &census, &err));
	for (int i = 0; i < 2000; i++) {
		record->payload[index_below(&seed, (uint32_t)record->length)] =
			(uint8_t)index_below(&seed, 256);
		if (i % 200 == 199)
			count_damaged(census);
	}
	tw_census_free(census);
}

/* Some articles; told what they give, if there is memory for it. */
static int
count_some(struct tw_buf *told)
{
	struct tw_census *census = NULL;
	struct tw_recount *recount = NULL;
	uint64_t bytes;
	int status = tw_census_new(analyzers, 4 * SMALL, &census, NULL);

	if (status == TRAWL_OK)
		status = tw_recount_new(census, &segment, DOCS, &recount,
			NULL);
	for (uint32_t doc = 0; doc < 3 && status == TRAWL_OK; doc++)
		status = tw_recount_article(recount, doc, &bytes, NULL);
	if (status == TRAWL_OK)
		status = tw_census_terms(census, index_tell_term, told, NULL);
	tw_buf_add_byte(told, 0);
	tw_recount_free(recount);
	tw_census_free(census);
	return status == TRAWL_OK ? tw_buf_status(told, NULL) : status;
}

/* What is only noted to be quicker may do without. */

static void
test_counting_fails_where_memory_does(void **state)
{
	struct tw_buf wanted = {0};
	bool failed = true;

	(void)state;
	write_segment(8);
	index_ok(count_some(&wanted));
	for (uint64_t nth = 1; failed && nth < 1000; nth++) {
		struct tw_buf told = {0};

		alloc_fault_at(nth);
		int status = count_some(&told);

		failed = alloc_fault_off();
		if (status == TRAWL_OK)
			assert_string_equal(told.p, wanted.p);
		else
			assert_int_equal(status, TRAWL_ENOMEM);
		tw_buf_done(&told);
	}
	assert_false(failed);
	tw_buf_done(&wanted);
}

#define RECOUNT_TEST(name) \
	cmocka_unit_test_setup_teardown(name, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		RECOUNT_TEST(test_codes_give_the_terms_of_each_text),
		RECOUNT_TEST(
		test_codes_of_many_articles_give_the_terms_of_their_texts),
		RECOUNT_TEST(test_articles_are_counted_in_little_memory),
		RECOUNT_TEST(test_damaged_codes_do_no_harm),
		RECOUNT_TEST(test_counting_fails_where_memory_does),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
