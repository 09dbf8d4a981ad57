/* test_clauses.c: groups are made as simple as they can be. */
/* SPDX-License-Identifier: MIT */
#include "query/clauses.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#include "query/parse.h"

/* Leaves that the tests make groups of. */
struct fixture {
	struct tw_arena arena;
	struct tw_node leaf[4];
	bool is_deep;
};

static int
set_up(void **state)
{
	static struct fixture fixture;

	fixture = (struct fixture){0};
	*state = &fixture;
	return 0;
}

static int
tear_down(void **state)
{
	struct fixture *fixture = *state;

	tw_arena_done(&fixture->arena);
	return 0;
}

static struct tw_node *
leaf(struct fixture *fixture, int i, enum tw_occur occur)
{
	fixture->leaf[i].occur = occur;
	return &fixture->leaf[i];
}

static struct tw_node *
node_of(struct fixture *fixture, struct tw_node *a, struct tw_node *b)
{
	struct tw_clauses clauses = {0};
	struct tw_node *node = NULL;

	if (a)
		tw_clauses_add(&clauses, a);
	if (b)
		tw_clauses_add(&clauses, b);
	assert_int_equal(tw_clauses_node(&clauses, &fixture->arena, &node,
		&fixture->is_deep, NULL), TRAWL_OK);
	assert_int_equal(clauses.count, 0);
	return node;
}

static void
test_lists_keep_their_order_when_moved(void **state)
{
	struct fixture *fixture = *state;
	struct tw_clauses a = {0};
	struct tw_clauses b = {0};

	tw_clauses_move(&a, &b);
	assert_null(a.first);
	tw_clauses_add(&b, leaf(fixture, 0, TW_SHOULD));
	tw_clauses_move(&a, &b);
	tw_clauses_add(&b, leaf(fixture, 1, TW_SHOULD));
	tw_clauses_add(&b, leaf(fixture, 2, TW_SHOULD));
	tw_clauses_move(&a, &b);
	assert_int_equal(a.count, 3);
	assert_ptr_equal(a.first, &fixture->leaf[0]);
	assert_ptr_equal(a.first->next, &fixture->leaf[1]);
	assert_ptr_equal(a.last, &fixture->leaf[2]);
	assert_int_equal(b.count, 0);
	assert_null(b.first);
}

static void
test_no_clauses_are_no_node(void **state)
{
	assert_null(node_of(*state, NULL, NULL));
}

static void
test_one_clause_is_itself(void **state)
{
	struct tw_node *a = leaf(*state, 0, TW_MUST);

	assert_ptr_equal(node_of(*state, a, NULL), a);
	assert_int_equal(a->occur, TW_SHOULD);
}

static void
test_one_not_is_a_group(void **state)
{
	struct tw_node *node =
		node_of(*state, leaf(*state, 0, TW_NOT), NULL);

	assert_int_equal(node->kind, TW_NODE_GROUP);
	assert_int_equal(node->height, 1);
	assert_int_equal(node->first->occur, TW_NOT);
}

static void
test_should_in_should_goes_into_it(void **state)
{
	struct tw_node *inner = node_of(*state, leaf(*state, 0, TW_SHOULD),
		leaf(*state, 1, TW_SHOULD));
	struct tw_node *node =
		node_of(*state, inner, leaf(*state, 2, TW_MUST));

	assert_int_equal(node->height, 1);
	assert_int_equal(node->first->occur, TW_SHOULD);
	assert_int_equal(node->first->next->next->occur, TW_MUST);
}

static void
test_must_in_must_goes_into_it(void **state)
{
	struct tw_node *inner = node_of(*state, leaf(*state, 0, TW_MUST),
		leaf(*state, 1, TW_SHOULD));

	inner->occur = TW_MUST;
	struct tw_node *node =
		node_of(*state, inner, leaf(*state, 2, TW_MUST));

	assert_int_equal(node->height, 1);
}

static void
test_groups_that_mean_more_stay(void **state)
{
	static const enum tw_occur inner_occurs[][3] = {
		{TW_SHOULD, TW_MUST, TW_MUST},	/* (+a +b) */
		{TW_SHOULD, TW_SHOULD, TW_NOT},	/* (a -b) */
		{TW_MUST, TW_SHOULD, TW_SHOULD},	/* +(a b) */
		{TW_MUST, TW_NOT, TW_NOT},	/* +(-a -b) */
		{TW_NOT, TW_SHOULD, TW_SHOULD},	/* -(a b) */
		{TW_NOT, TW_MUST, TW_MUST},	/* -(+a +b) */
	};

	for (size_t i = 0; i < 6; i++) {
		struct tw_node *inner = node_of(*state,
			leaf(*state, 0, inner_occurs[i][1]),
			leaf(*state, 1, inner_occurs[i][2]));

		inner->occur = inner_occurs[i][0];
		struct tw_node *node =
			node_of(*state, inner, leaf(*state, 2, TW_SHOULD));

		assert_int_equal(node->height, 2);
	}
}

static void
test_clause_too_high_is_left_out(void **state)
{
	struct fixture *fixture = *state;
	struct tw_node *high = leaf(*state, 0, TW_NOT);

	high->height = TW_QUERY_DEPTH_MAX - 1;
	struct tw_node *node =
		node_of(*state, high, leaf(*state, 1, TW_SHOULD));

	assert_int_equal(node->height, TW_QUERY_DEPTH_MAX);
	assert_false(fixture->is_deep);
	node->occur = TW_NOT;
	node = node_of(*state, node, leaf(*state, 2, TW_SHOULD));
	assert_ptr_equal(node, &fixture->leaf[2]);
	assert_true(fixture->is_deep);
}

static void
test_root_is_a_group(void **state)
{
	struct fixture *fixture = *state;
	struct tw_clauses clauses = {0};
	struct tw_node *root = NULL;

	tw_clauses_add(&clauses, leaf(*state, 0, TW_SHOULD));
	assert_int_equal(tw_clauses_root(&clauses, &fixture->arena, &root,
		&fixture->is_deep, NULL), TRAWL_OK);
	assert_int_equal(root->kind, TW_NODE_GROUP);
	assert_ptr_equal(root->first, &fixture->leaf[0]);
	assert_int_equal(tw_clauses_root(&clauses, &fixture->arena, &root,
		&fixture->is_deep, NULL), TRAWL_OK);
	assert_null(root);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			test_lists_keep_their_order_when_moved,
			set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_no_clauses_are_no_node,
			set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_one_clause_is_itself,
			set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_one_not_is_a_group,
			set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			test_should_in_should_goes_into_it,
			set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			test_must_in_must_goes_into_it, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			test_groups_that_mean_more_stay, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			test_clause_too_high_is_left_out, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_root_is_a_group,
			set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
