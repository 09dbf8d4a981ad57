/* test_segment.c: opening segments, and what is known of each article. */
/* SPDX-License-Identifier: MIT */
#include "index/segment.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

#include "index/length.h"

#include "add_doc.h"
#include "random_list.h"

#define DOCS 70000	/* their columns lie in several records */

static uint32_t
length_of(uint32_t doc)
{
	return doc * 7 % 5000;
}

/* A date a doc, from 2000-01-01 on; every 50th has none. */
static void
date_of(uint32_t doc, char text[32])
{
	text[0] = '\0';
	if (doc % 50 != 0)
		(void)snprintf(text, 32, "%04u-%02u-%02u", 2000 + doc % 30,
			1 + doc % 12, 1 + doc % 28);
}

static void
setup(struct memory_store *store, struct tw_segment_info *info)
{
	struct tw_segment_writer *writer;

	memory_store_init(store);
	assert_int_equal(tw_segment_writer_new(&store->sink, 3, &writer,
		NULL), TRAWL_OK);
	for (uint32_t i = 0; i < DOCS; i++) {
		struct tw_doc doc = {0};
		char date[32];

		date_of(i, date);
		doc.field[TRAWL_DATE] = tw_str_of(date);
		assert_int_equal(segment_add_doc(writer, &doc,
			(struct tw_lengths){length_of(i), i % 9}, NULL, NULL),
			TRAWL_OK);
	}
	assert_int_equal(tw_segment_finish(writer, info, NULL), TRAWL_OK);
	tw_segment_writer_free(writer);
}

static void
test_columns_are_those_of_each_article(void **state)
{
	struct memory_store store;
	struct tw_segment_info info;
	struct tw_segment segment;

	(void)state;
	setup(&store, &info);
	assert_int_equal(tw_segment_open(&segment, &store.source, &info,
		NULL), TRAWL_OK);
	for (uint32_t doc = 0; doc < DOCS; doc++) {
		uint8_t byte;
		uint32_t all;
		uint32_t title;
		uint32_t date;

		assert_int_equal(tw_segment_length_byte(&segment,
			TW_FIELD_ALL, doc, &byte, NULL), TRAWL_OK);
		assert_int_equal(byte, tw_length_encode(length_of(doc)));
		assert_int_equal(tw_segment_length_byte(&segment,
			TW_FIELD_TITLE, doc, &byte, NULL), TRAWL_OK);
		assert_int_equal(byte, doc % 9);
		assert_int_equal(tw_segment_lengths(&segment, doc, &all,
			&title, NULL), TRAWL_OK);
		assert_int_equal(all, length_of(doc));
		assert_int_equal(title, doc % 9);
		assert_int_equal(tw_segment_date(&segment, doc, &date, NULL),
			TRAWL_OK);
		assert_int_equal(date, doc % 50 == 0 ? 0
			: (2000 + doc % 30) << 16 | (1 + doc % 12) << 8 |
				(1 + doc % 28));
	}
	tw_segment_close(&segment);
	memory_store_done(&store);
}

static void
test_articles_behind_the_last_have_no_columns(void **state)
{
	struct memory_store store;
	struct tw_segment_info info;
	struct tw_segment segment;
	uint8_t byte;
	uint32_t n;

	(void)state;
	setup(&store, &info);
	assert_int_equal(tw_segment_open(&segment, &store.source, &info,
		NULL), TRAWL_OK);
	for (uint32_t doc = DOCS; doc > 0; doc *= 2) {
		assert_int_equal(tw_segment_length_byte(&segment,
			TW_FIELD_ALL, doc, &byte, NULL), TRAWL_ECORRUPT);
		assert_int_equal(tw_segment_lengths(&segment, doc, &n, &n,
			NULL), TRAWL_ECORRUPT);
		assert_int_equal(tw_segment_date(&segment, doc, &n, NULL),
			TRAWL_ECORRUPT);
	}
	tw_segment_close(&segment);
	memory_store_done(&store);
}

static void
test_no_record_is_touched_when_a_segment_is_opened(void **state)
{
	struct tw_segment_info info;
	struct memory_store store;
	struct memory_store nothing;
	struct tw_segment segment;
	uint8_t byte;
	trawl_error err;

	(void)state;
	setup(&store, &info);
	memory_store_init(&nothing);
	assert_int_equal(tw_segment_open(&segment, &nothing.source, &info,
		NULL), TRAWL_OK);
	assert_int_equal(tw_segment_length_byte(&segment, TW_FIELD_ALL, 0,
		&byte, &err), TRAWL_ECORRUPT);
	tw_segment_close(&segment);
	memory_store_done(&store);
}

/* ------------------------------------------------------------------ */

/* What a root may claim of a segment that cannot be. */
static void
no_number(struct tw_segment_info *info)
{
	info->segment = 0;
}

static void
more_docs(struct tw_segment_info *info)
{
	info->docs++;
}

static void
most_docs(struct tw_segment_info *info)
{
	info->docs = UINT32_MAX;
}

static void
all_dead_and_more(struct tw_segment_info *info)
{
	info->dead = info->docs + 1;
	info->length[TW_STREAM_DEAD] = (info->docs + 7) / 8;
}

static void
dead_without_bits(struct tw_segment_info *info)
{
	info->dead = 1;
}

static void
dead_terms_without_dead(struct tw_segment_info *info)
{
	info->length[TW_STREAM_DEAD_TERMS] = 8;
}

static void
half_a_dead_term(struct tw_segment_info *info)
{
	info->dead = 1;
	info->length[TW_STREAM_DEAD] = (info->docs + 7) / 8;
	info->length[TW_STREAM_DEAD_TERMS] = 12;
}

static void
half_a_stored_entry(struct tw_segment_info *info)
{
	info->length[TW_STREAM_STORED_INDEX]++;
}

static void
terms_without_pages(struct tw_segment_info *info)
{
	info->terms = 1;
}

static void
pages_without_terms(struct tw_segment_info *info)
{
	info->length[TW_STREAM_DICT] = 100;
	info->length[TW_STREAM_DICT_INDEX] = 3;
}

static void
more_pages_than_terms(struct tw_segment_info *info)
{
	info->terms = 10;
	info->length[TW_STREAM_DICT] = UINT64_MAX;
	info->length[TW_STREAM_DICT_INDEX] = 100;
}

static void
more_keys_than_pages(struct tw_segment_info *info)
{
	info->terms = 10;
	info->length[TW_STREAM_DICT] = 100;
	info->length[TW_STREAM_DICT_INDEX] = UINT64_MAX;
}

static void
endless_postings(struct tw_segment_info *info)
{
	info->length[TW_STREAM_POSTINGS] = UINT64_MAX;
}

static void
test_sizes_that_do_not_fit_each_other_are_damage(void **state)
{
	static void (*const lies[])(struct tw_segment_info *) = {
		no_number, more_docs, most_docs, all_dead_and_more,
		dead_without_bits, dead_terms_without_dead, half_a_dead_term,
		half_a_stored_entry, terms_without_pages, pages_without_terms,
		more_pages_than_terms, more_keys_than_pages, endless_postings,
	};
	struct memory_store store;
	struct tw_segment_info info;

	(void)state;
	memory_store_init(&store);
	random_segment(&store, NULL, 0, 1000, &info);
	for (size_t i = 0; i < sizeof(lies) / sizeof(lies[0]); i++) {
		struct tw_segment_info lie = info;
		struct tw_segment segment;

		lies[i](&lie);
		assert_int_equal(tw_segment_open(&segment, &store.source,
			&lie, NULL), TRAWL_ECORRUPT);
	}
	memory_store_done(&store);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_columns_are_those_of_each_article),
		cmocka_unit_test(
			test_articles_behind_the_last_have_no_columns),
		cmocka_unit_test(
			test_no_record_is_touched_when_a_segment_is_opened),
		cmocka_unit_test(
			test_sizes_that_do_not_fit_each_other_are_damage),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
