/* test_expand.c: the terms that a prefix stands for. */
/* SPDX-License-Identifier: MIT */
#include "match/expand.h"

#include "match/bm25.h"
#include "parsing.h"
#include "small_index.h"

/* The words of the first article have no accents; segments share some. */
static struct tw_reader *
make_index(void)
{
	index_add("1", "", "parts party parted");
	index_add("2", "", "party");
	index_commit();
	index_add("3", "Part", "part\u00e9 party pasta");
	index_commit();
	return open_reader();
}

static void
test_terms_come_in_their_order_with_all_entries(void **state)
{
	struct tw_reader *reader = make_index();
	struct tw_query *query = parse(TW_STR("part*"), false);
	struct tw_expansion all = {0};
	struct tw_arena arena = {0};

	(void)state;
	index_ok(tw_expand(reader, query->root->first, &arena, &all, &err));
	/* part (parts, parted, Part, part\u00e9's bare one), parti (party). */
	assert_int_equal(all.count, 2);
	assert_false(all.is_cut);
	assert_int_equal(all.entries[0].df, 1);
	assert_int_equal(all.entries[1].df, 1);
	assert_int_equal(all.entries[2].df, 2);
	assert_int_equal(all.entries[3].df, 1);
	tw_arena_done(&arena);
	tw_query_free(query);
	tw_reader_free(reader);
}

/* Of eight articles half have the one, a quarter the other: 8 * 5 / 8. */
static void
test_the_weight_is_of_as_many_articles_as_have_any(void **state)
{
	struct tw_expansion all = {0};
	struct tw_arena arena = {0};

	(void)state;
	for (uint32_t i = 0; i < 8; i++) {
		char id[] = {(char)('a' + i), '\0'};

		index_add(id, "", i % 4 == 0 ? "zza zzb" : i % 2 == 0 ? "zza"
			: "thing");
	}
	index_commit();
	struct tw_reader *reader = open_reader();
	struct tw_query *query = parse(TW_STR("zz*"), false);

	index_ok(tw_expand(reader, query->root->first, &arena, &all, &err));
	assert_int_equal(all.count, 2);
	assert_true(all.weight == tw_bm25_idf(8, 5));
	tw_arena_done(&arena);
	tw_query_free(query);
	tw_reader_free(reader);
}

static void
test_a_field_ends_the_range(void **state)
{
	struct tw_reader *reader = make_index();
	struct tw_query *query = parse(TW_STR("title:pa* title:zz*"), false);
	struct tw_expansion all = {0};
	struct tw_arena arena = {0};

	(void)state;
	index_ok(tw_expand(reader, query->root->first, &arena, &all, &err));
	assert_int_equal(all.count, 1);
	assert_int_equal(all.entries[0].df, 0);
	assert_int_equal(all.entries[1].df, 1);
	index_ok(tw_expand(reader, query->root->first->next, &arena, &all,
		&err));
	assert_int_equal(all.count, 0);
	tw_arena_done(&arena);
	tw_query_free(query);
	tw_reader_free(reader);
}

int
main(void)
{
#define test(name) \
	cmocka_unit_test_setup_teardown(name, set_up_index, tear_down_index)
	const struct CMUnitTest tests[] = {
		test(test_terms_come_in_their_order_with_all_entries),
		test(test_the_weight_is_of_as_many_articles_as_have_any),
		test(test_a_field_ends_the_range),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
