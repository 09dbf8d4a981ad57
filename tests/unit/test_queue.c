/* test_queue.c: copies of articles that wait, in order and in their room. */
/* SPDX-License-Identifier: MIT */
#include "index/queue.h"

#include <stdio.h>

#include "base/bytes.h"
#include "index_help.h"

#define ROOM 4096

static struct tw_queue queue;

static int
set_up(void **state)
{
	(void)state;
	return tw_queue_init(&queue, ROOM, NULL) == TRAWL_OK ? 0 : -1;
}

static int
tear_down(void **state)
{
	(void)state;
	tw_queue_done(&queue);
	return 0;
}

static void
expect(struct tw_str found, const char *text)
{
	assert_int_equal(found.n, strlen(text));
	assert_memory_equal(found.p, text, found.n);
}

static void
test_articles_are_told_in_the_order_in_which_they_came(void **state)
{
	struct tw_doc a = index_doc("a", "Mill", "water");
	struct tw_doc b = index_doc("b", "", "river");

	(void)state;
	assert_true(tw_queue_add(&queue, &a));
	assert_true(tw_queue_add(&queue, &b));
	expect(tw_queue_first(&queue)->field[TRAWL_ID], "a");
	expect(tw_queue_first(&queue)->field[TRAWL_TITLE], "Mill");
	tw_queue_take(&queue);
	expect(tw_queue_first(&queue)->field[TRAWL_ID], "b");
	tw_queue_take(&queue);
	assert_null(tw_queue_first(&queue));
}

static void
test_what_was_copied_may_change(void **state)
{
	char text[] = "water";
	struct tw_doc doc = index_doc("a", "", text);

	(void)state;
	doc.source[TRAWL_TEXT] = TW_STR("given");
	doc.keys = TW_STR("12345678");
	assert_true(tw_queue_add(&queue, &doc));
	memset(text, 'x', 5);
	expect(tw_queue_first(&queue)->field[TRAWL_TEXT], "water");
	expect(tw_queue_first(&queue)->source[TRAWL_TEXT], "given");
	expect(tw_queue_first(&queue)->keys, "12345678");
}

static void
test_ends_of_sentences_are_found_on_the_way_in(void **state)
{
	struct tw_doc doc = index_doc("a", "", "Mill. Water.");

	(void)state;
	assert_true(tw_queue_add(&queue, &doc));
	const struct tw_doc *kept = tw_queue_first(&queue);

	assert_int_equal(kept->ends.n, 8);
	assert_int_equal(tw_le32(kept->ends.p), 5);
	assert_int_equal(tw_le32(kept->ends.p + 4), 12);
}

/* An article takes part in templates or not, whether anything is apart. */
static void
test_nothing_apart_is_told_from_taking_no_part(void **state)
{
	struct tw_doc page = index_doc("a", "", "water");
	struct tw_doc other = index_doc("b", "", "river");

	(void)state;
	page.apart = TW_STR("");
	other.apart = tw_str(NULL, 0);
	assert_true(tw_queue_add(&queue, &page));
	assert_true(tw_queue_add(&queue, &other));
	assert_non_null(tw_queue_first(&queue)->apart.p);
	tw_queue_take(&queue);
	assert_null(tw_queue_first(&queue)->apart.p);
}

static void
test_full_queue_takes_no_more_until_it_is_emptied(void **state)
{
	static char text[ROOM];
	uint32_t count = 0;

	(void)state;
	memset(text, 'w', 100);
	struct tw_doc doc = index_doc("a", "", text);

	while (tw_queue_add(&queue, &doc))
		assert_in_range(++count, 1, ROOM / 100);
	assert_true(count > 1);
	tw_queue_reset(&queue);
	assert_null(tw_queue_first(&queue));
	assert_true(tw_queue_add(&queue, &doc));
}

static void
test_article_larger_than_the_room_is_refused(void **state)
{
	static char text[ROOM + 1];

	(void)state;
	memset(text, 'w', ROOM);
	struct tw_doc doc = index_doc("a", "", text);

	assert_true(tw_queue_size(&doc) > ROOM);
	assert_false(tw_queue_add(&queue, &doc));
	assert_null(tw_queue_first(&queue));
}

static void
test_queue_without_room_takes_nothing(void **state)
{
	struct tw_queue none = {0};
	struct tw_doc doc = index_doc("a", "", "water");

	(void)state;
	assert_false(tw_queue_add(&none, &doc));
	assert_null(tw_queue_first(&none));
	tw_queue_done(&none);
}

#define QUEUE_TEST(name) \
	cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		QUEUE_TEST(
			test_articles_are_told_in_the_order_in_which_they_came),
		QUEUE_TEST(test_what_was_copied_may_change),
		QUEUE_TEST(test_ends_of_sentences_are_found_on_the_way_in),
		QUEUE_TEST(test_nothing_apart_is_told_from_taking_no_part),
		QUEUE_TEST(test_full_queue_takes_no_more_until_it_is_emptied),
		QUEUE_TEST(test_article_larger_than_the_room_is_refused),
		QUEUE_TEST(test_queue_without_room_takes_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
