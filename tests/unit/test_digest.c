/* test_digest.c: equal for equal sets of articles, however they came about. */
/* SPDX-License-Identifier: MIT */
#include "index/reader.h"

#include "index/writer.h"
#include "index_help.h"
#include "store_help.h"

struct digest {
	char text[65];
};

/* Makes an index of its own, changes it, and tells its digest. */
typedef void change_fn(struct tw_writer *writer);

static struct digest
digest_after(change_fn *change)
{
	static unsigned number;
	char name[32];
	struct digest digest = {{0}};
	struct tw_writer *writer = NULL;
	struct tw_reader *reader = NULL;

	snprintf(name, sizeof(name), "index%u", number++);
	struct tw_store *store = help_create(name);

	index_ok(tw_index_create(store, "en", &tw_ranking_usual, &err));
	index_ok(tw_writer_open(store, NULL, &writer, &err));
	change(writer);
	index_ok(tw_writer_commit(writer, &err));
	tw_writer_free(writer);
	index_ok(tw_reader_open(store, &reader, &err));
	index_ok(tw_reader_digest(reader, digest.text, &err));
	tw_reader_free(reader);
	tw_store_close(store);
	return digest;
}

static void
add(struct tw_writer *writer, const char *id, const char *title,
	const char *text)
{
	struct tw_doc doc = index_doc(id, title, text);

	index_ok(tw_writer_add(writer, &doc, &err));
}

static void
three(struct tw_writer *writer)
{
	add(writer, "a", "mill", "water");
	add(writer, "b", "", "the bridge over the river");
	add(writer, "c", "", "water mill");
}

static void
three_in_another_order(struct tw_writer *writer)
{
	add(writer, "c", "", "water mill");
	add(writer, "a", "mill", "water");
	add(writer, "b", "", "the bridge over the river");
}

static void
three_in_three_commits(struct tw_writer *writer)
{
	add(writer, "a", "mill", "water");
	index_ok(tw_writer_commit(writer, &err));
	add(writer, "b", "", "the bridge over the river");
	index_ok(tw_writer_commit(writer, &err));
	add(writer, "c", "", "water mill");
}

static void
three_with_dead_ones(struct tw_writer *writer)
{
	add(writer, "x", "mill", "something else");
	add(writer, "a", "water", "mill");
	add(writer, "b", "", "the bridge over the river");
	index_ok(tw_writer_commit(writer, &err));
	index_ok(tw_writer_remove(writer, TW_STR("x"), &err));
	add(writer, "c", "", "water mill");
	add(writer, "a", "mill", "water");
}

static void
three_merged(struct tw_writer *writer)
{
	three_with_dead_ones(writer);
	index_ok(tw_writer_merge(writer, &err));
}

static void
nothing(struct tw_writer *writer)
{
	(void)writer;
}

static void
three_and_gone(struct tw_writer *writer)
{
	three(writer);
	index_ok(tw_writer_commit(writer, &err));
	index_ok(tw_writer_remove(writer, TW_STR("a"), &err));
	index_ok(tw_writer_remove(writer, TW_STR("b"), &err));
	index_ok(tw_writer_remove(writer, TW_STR("c"), &err));
}

static void
test_digest_is_64_hexadecimal_digits(void **state)
{
	struct digest digest = digest_after(three);

	(void)state;
	assert_int_equal(strlen(digest.text), 64);
	assert_int_equal(strspn(digest.text, "0123456789abcdef"), 64);
}

static void
expect_equal(change_fn *a, change_fn *b)
{
	assert_string_equal(digest_after(a).text, digest_after(b).text);
}

static void
test_digest_does_not_depend_on_the_order(void **state)
{
	(void)state;
	expect_equal(three, three_in_another_order);
}

static void
test_digest_does_not_depend_on_the_batches(void **state)
{
	(void)state;
	expect_equal(three, three_in_three_commits);
}

static void
test_digest_does_not_see_the_dead(void **state)
{
	(void)state;
	expect_equal(three, three_with_dead_ones);
	expect_equal(three, three_merged);
	expect_equal(nothing, three_and_gone);
}

static void
another_text(struct tw_writer *writer)
{
	three(writer);
	add(writer, "c", "", "water mills");
}

static void
another_id(struct tw_writer *writer)
{
	three(writer);
	index_ok(tw_writer_remove(writer, TW_STR("c"), &err));
	add(writer, "d", "", "water mill");
}

static void
another_date(struct tw_writer *writer)
{
	struct tw_doc doc = index_doc("c", "", "water mill");

	three(writer);
	doc.field[TRAWL_DATE] = TW_STR("2019");
	index_ok(tw_writer_add(writer, &doc, &err));
}

static void
one_more(struct tw_writer *writer)
{
	three(writer);
	add(writer, "d", "", "of");
}

static void
test_digest_tells_other_articles_apart(void **state)
{
	change_fn *const others[] = {
		another_text, another_id, another_date, one_more, nothing,
	};
	struct digest digest = digest_after(three);

	(void)state;
	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++)
		assert_string_not_equal(digest_after(others[i]).text,
			digest.text);
}

#define DIGEST_TEST(name) \
	cmocka_unit_test_setup_teardown(name, help_set_up, help_tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		DIGEST_TEST(test_digest_is_64_hexadecimal_digits),
		DIGEST_TEST(test_digest_does_not_depend_on_the_order),
		DIGEST_TEST(test_digest_does_not_depend_on_the_batches),
		DIGEST_TEST(test_digest_does_not_see_the_dead),
		DIGEST_TEST(test_digest_tells_other_articles_apart),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
