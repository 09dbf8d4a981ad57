/* test_stored.c: stored articles come back as they were given. */
/* SPDX-License-Identifier: MIT */
#include "index/stored.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/bytes.h"
#include "index/segwriting.h"
#include "text/titlekey.h"

#include "add_doc.h"
#include "random_list.h"

struct fixture {
	struct memory_store store;
	struct tw_segment_writer *writer;
	struct tw_segment segment;
	struct tw_arena arena;
};

static void
setup(struct fixture *fixture)
{
	*fixture = (struct fixture){.writer = NULL};
	memory_store_init(&fixture->store);
	assert_int_equal(tw_segment_writer_new(&fixture->store.sink, 1,
		&fixture->writer, NULL), TRAWL_OK);
}

static void
add(struct fixture *fixture, const struct tw_doc *doc)
{
	assert_int_equal(segment_add_doc(fixture->writer, doc,
		(struct tw_lengths){1, 1}, NULL, NULL), TRAWL_OK);
}

static void
open_segment(struct fixture *fixture)
{
	struct tw_segment_info info;

	assert_int_equal(tw_segment_finish(fixture->writer, &info, NULL),
		TRAWL_OK);
	assert_int_equal(tw_segment_open(&fixture->segment,
		&fixture->store.source, &info, NULL), TRAWL_OK);
}

static void
teardown(struct fixture *fixture)
{
	tw_segment_close(&fixture->segment);
	tw_segment_writer_free(fixture->writer);
	memory_store_done(&fixture->store);
	tw_arena_done(&fixture->arena);
}

static struct tw_doc
get(struct fixture *fixture, uint32_t doc)
{
	struct tw_doc found;

	assert_int_equal(tw_segment_doc(&fixture->segment, doc,
		&fixture->arena, &found, NULL), TRAWL_OK);
	return found;
}

static void
assert_docs_equal(const struct tw_doc *a, const struct tw_doc *b)
{
	for (int i = 0; i < TRAWL_FIELD_COUNT; i++) {
		assert_true(tw_str_equal(a->field[i], b->field[i]));
		assert_true(tw_str_equal(a->source[i], b->source[i]));
	}
}

static const struct tw_doc whole = {
	.field = {TW_STR("id"), TW_STR("https://example.org/"),
		TW_STR("A title"), TW_STR("Ann\nBob"), TW_STR("2019-12"),
		TW_STR("a\nb"), TW_STR("en"), TW_STR("A text.\n\nOf two.")},
	.source = {TW_STR("given"), TW_STR("meta"), TW_STR("json-ld"),
		TW_STR("byline"), TW_STR("file"), TW_STR(""), TW_STR("x"),
		TW_STR("y")},
};

static void
test_all_fields_and_sources_come_back(void **state)
{
	struct fixture fixture;

	(void)state;
	setup(&fixture);
	add(&fixture, &whole);
	open_segment(&fixture);
	struct tw_doc found = get(&fixture, 0);

	assert_docs_equal(&found, &whole);
	teardown(&fixture);
}

static void
test_an_article_of_nothing_comes_back(void **state)
{
	struct fixture fixture;
	struct tw_doc none = {0};

	(void)state;
	setup(&fixture);
	add(&fixture, &none);
	add(&fixture, &whole);
	open_segment(&fixture);
	struct tw_doc found = get(&fixture, 0);

	assert_docs_equal(&found, &none);
	found = get(&fixture, 1);
	assert_docs_equal(&found, &whole);
	teardown(&fixture);
}

static void
test_a_url_that_is_the_id_comes_back(void **state)
{
	struct fixture fixture;
	struct tw_doc doc = whole;

	(void)state;
	setup(&fixture);
	doc.field[TRAWL_ID] = doc.field[TRAWL_URL];
	add(&fixture, &doc);
	open_segment(&fixture);
	struct tw_doc found = get(&fixture, 0);

	assert_docs_equal(&found, &doc);
	teardown(&fixture);
}

static void
test_articles_live_as_long_as_the_arena(void **state)
{
	struct fixture fixture;

	(void)state;
	setup(&fixture);
	add(&fixture, &whole);
	open_segment(&fixture);
	struct tw_doc found = get(&fixture, 0);

	tw_segment_close(&fixture.segment);
	assert_docs_equal(&found, &whole);
	teardown(&fixture);
}

/* Texts from nothing to some blocks long, that hardly compress. */
static void
make_text(char *text, size_t size, uint64_t seed)
{
	for (size_t i = 0; i < size; i++)
		text[i] = (char)random_next(&seed);
}

static const size_t text_sizes[] = {0, 1, 5000, 16000, 1, 16384, 3, 70000,
	200000, 7, 8, 9, 65000, 66000, 16383, 16385, 1000, 1000, 1000};
#define TEXTS (sizeof(text_sizes) / sizeof(text_sizes[0]))
#define TEXT_MAX 200000

static void
setup_texts(struct fixture *fixture)
{
	char *text = malloc(TEXT_MAX);

	setup(fixture);
	for (size_t i = 0; i < TEXTS; i++) {
		struct tw_doc doc = whole;

		make_text(text, text_sizes[i], i);
		doc.field[TRAWL_TEXT] = tw_str(text, text_sizes[i]);
		add(fixture, &doc);
	}
	open_segment(fixture);
	free(text);
}

static void
assert_has_text(struct fixture *fixture, uint32_t i)
{
	char *text = malloc(TEXT_MAX);
	struct tw_doc found = get(fixture, i);

	make_text(text, text_sizes[i], i);
	assert_int_equal(found.field[TRAWL_TEXT].n, text_sizes[i]);
	assert_memory_equal(found.field[TRAWL_TEXT].p, text, text_sizes[i]);
	tw_arena_reset(&fixture->arena);
	free(text);
}

static void
test_articles_of_any_size_come_back_in_any_order(void **state)
{
	struct fixture fixture;
	uint64_t seed = 1;

	(void)state;
	setup_texts(&fixture);
	for (uint32_t i = 0; i < TEXTS; i++)
		assert_has_text(&fixture, i);
	for (uint32_t i = TEXTS; i-- > 0;)
		assert_has_text(&fixture, i);
	for (int i = 0; i < 100; i++)
		assert_has_text(&fixture, random_below(&seed, TEXTS));
	teardown(&fixture);
}

static void
test_a_small_article_is_not_put_with_a_large_one(void **state)
{
	struct fixture fixture;

	(void)state;
	setup_texts(&fixture);

	uint64_t size = fixture.segment.info.length[TW_STREAM_STORED_INDEX];
	struct memory_record *index = memory_store_find(&fixture.store, 1,
		TW_STREAM_STORED_INDEX, 0);
	bool begins[TEXTS + 1] = {false};

	begins[TEXTS] = true;
	for (uint64_t at = 0; at < size; at += TW_STORED_ENTRY)
		begins[tw_le32(index->payload + at)] = true;
	for (uint32_t i = 0; i < TEXTS; i++) {
		if (text_sizes[i] > TW_STORED_BLOCK)
			assert_true(begins[i] && begins[i + 1]);
	}
	teardown(&fixture);
}

static void
test_an_article_that_is_not_there_is_damage(void **state)
{
	struct fixture fixture;
	struct tw_doc found;
	trawl_error err;

	(void)state;
	setup(&fixture);
	add(&fixture, &whole);
	open_segment(&fixture);
	assert_int_equal(tw_segment_doc(&fixture.segment, 1, &fixture.arena,
		&found, &err), TRAWL_ECORRUPT);
	assert_string_equal(err.text,
		"segment 1: stored article 1: there is none");
	teardown(&fixture);
}

/* Sets one le32 of the only block's head. */
static void
check_bad_head(size_t at, uint32_t value, const char *text)
{
	struct fixture fixture;
	struct tw_doc found;
	trawl_error err;

	setup(&fixture);
	add(&fixture, &whole);
	open_segment(&fixture);
	tw_put_le32(memory_store_find(&fixture.store, 1, TW_STREAM_STORED,
		0)->payload + at, value);
	assert_int_equal(tw_segment_doc(&fixture.segment, 0, &fixture.arena,
		&found, &err), TRAWL_ECORRUPT);
	assert_string_equal(err.text, text);
	teardown(&fixture);
}

static void
test_impossible_sizes_are_damage(void **state)
{
	(void)state;
	check_bad_head(0, UINT32_MAX,
		"segment 1: stored article 0: impossible size");
	check_bad_head(4, UINT32_MAX,
		"segment 1: stored article 0: impossible size");
	check_bad_head(4, 100000,
		"segment 1: stored article 0: impossible size");
	check_bad_head(0, 20, "segment 1: stored article 0: does not unpack");
}

static void
test_an_article_over_the_limit_is_refused(void **state)
{
	struct fixture fixture;
	struct tw_doc doc = whole;
	trawl_error err;

	(void)state;
	setup(&fixture);
	doc.field[TRAWL_TEXT].n = TW_STORED_MAX + 1u;
	assert_int_equal(segment_add_doc(fixture.writer, &doc,
		(struct tw_lengths){1, 1}, NULL, &err), TRAWL_EFULL);
	assert_string_equal(err.text, "an article over 256 MiB");
	tw_segment_writer_free(fixture.writer);
	memory_store_done(&fixture.store);
}

/* Articles of a segment of large and small blocks, in another one. */
static void
test_articles_of_a_segment_are_added_to_another(void **state)
{
	struct fixture from;
	struct fixture to;
	char text[9000];
	uint32_t n = 0;

	(void)state;
	setup(&from);
	setup(&to);
	memset(text, 'x', sizeof(text));
	for (; n < 20; n++) {
		struct tw_doc doc = {0};
		char id[8];

		(void)snprintf(id, sizeof(id), "%u", n);
		doc.field[TRAWL_ID] = tw_str_of(id);
		doc.field[TRAWL_TEXT] = tw_str(text, n * 450);
		add(&from, &doc);
		if (n == 0)
			add(&to, &doc);
	}
	open_segment(&from);
	assert_int_equal(tw_segment_add_docs(to.writer, &from.segment, NULL),
		TRAWL_OK);
	open_segment(&to);
	assert_int_equal(to.segment.info.docs, n + 1);
	assert_int_equal(to.segment.info.text_bytes,
		from.segment.info.text_bytes);
	for (uint32_t i = 0; i < n; i++) {
		struct tw_doc a = get(&from, i);
		struct tw_doc b = get(&to, i + 1);
		uint32_t found;

		assert_docs_equal(&a, &b);
		if (i == 0)
			continue;
		assert_int_equal(tw_segment_find_id(&to.segment,
			a.field[TRAWL_ID], &found, NULL), TRAWL_OK);
		assert_int_equal(found, i + 1);
	}
	teardown(&from);
	teardown(&to);
}

/* Title keys of articles without titles, some put together later. */
static void
test_title_keys_are_put_from_the_first_title_on(void **state)
{
	struct fixture part[3];
	struct fixture to;
	struct tw_columns columns = {.id = TW_STR("x")};

	(void)state;
	setup(&to);
	for (int i = 0; i < 3; i++) {
		setup(&part[i]);
		for (uint64_t n = 0; n < 3; n++) {
			columns.title_key = i == 1 && n > 0 ? n :
				TW_TITLE_KEY_NONE;
			assert_int_equal(tw_stored_writer_add(
				&part[i].writer->stored, &whole, NULL),
				TRAWL_OK);
			assert_int_equal(tw_segment_add_columns(
				part[i].writer, &columns, NULL, NULL),
				TRAWL_OK);
		}
		open_segment(&part[i]);
		assert_int_equal(part[i].segment.info.length[
			TW_STREAM_TITLE_KEYS], i == 1 ? 24 : 0);
		assert_int_equal(tw_segment_add_docs(to.writer,
			&part[i].segment, NULL), TRAWL_OK);
	}
	open_segment(&to);
	for (uint32_t doc = 0; doc < 9; doc++) {
		uint64_t key;

		assert_int_equal(tw_segment_title_key(&to.segment, doc, &key,
			NULL), TRAWL_OK);
		assert_true(key == (doc == 4 || doc == 5 ? doc - 3u :
			TW_TITLE_KEY_NONE));
	}
	for (int i = 0; i < 3; i++)
		teardown(&part[i]);
	teardown(&to);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_all_fields_and_sources_come_back),
		cmocka_unit_test(test_an_article_of_nothing_comes_back),
		cmocka_unit_test(test_a_url_that_is_the_id_comes_back),
		cmocka_unit_test(test_articles_live_as_long_as_the_arena),
		cmocka_unit_test(
			test_articles_of_any_size_come_back_in_any_order),
		cmocka_unit_test(
			test_a_small_article_is_not_put_with_a_large_one),
		cmocka_unit_test(test_an_article_that_is_not_there_is_damage),
		cmocka_unit_test(test_impossible_sizes_are_damage),
		cmocka_unit_test(test_an_article_over_the_limit_is_refused),
		cmocka_unit_test(
			test_articles_of_a_segment_are_added_to_another),
		cmocka_unit_test(
			test_title_keys_are_put_from_the_first_title_on),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
