/* test_node.c: tree pages, made by hand, right and wrong. */
/* SPDX-License-Identifier: MIT */
#include "store/node.h"

#include "store/pageset.h"
#include "store_help.h"

#define PAGE 4096

static uint8_t page[PAGE];

static void
set_header(uint16_t flags, uint16_t lower, uint16_t upper)
{
	struct lmdb_page header = {7, 0, flags, lower, upper};

	memset(page, 0, sizeof(page));
	memcpy(page, &header, sizeof(header));
}

static void
set_node(size_t i, uint16_t offset, uint16_t size, uint16_t flags,
	uint16_t key_size, uint8_t key)
{
	struct lmdb_node node = {{0, 0}, flags, key_size};
	uint32_t both = size;

	memcpy(node.half, &both, sizeof(both));
	memcpy(page + LMDB_PAGE_HEADER + 2 * i, &offset, sizeof(offset));
	memcpy(page + offset, &node, sizeof(node));
	memset(page + offset + LMDB_NODE_HEADER, key, key_size);
}

/* Two records of 10 and 11 bytes: nodes of 30 and 31 bytes. */
static void
make_leaf(void)
{
	set_header(LMDB_LEAF, 20, PAGE - 62);
	set_node(0, PAGE - 30, 10, 0, 12, 1);
	set_node(1, PAGE - 62, 11, 0, 12, 2);
}

static void
expect_fault(const char *text)
{
	const char *fault = tw_nodes_fault(page, PAGE, TW_NODE_MAIN, true);

	assert_non_null(fault);
	if (!strstr(fault, text))
		fail_msg("%s", fault);
}

static void
test_leaf_is_read_as_it_was_written(void **state)
{
	struct tw_node node;

	(void)state;
	make_leaf();
	assert_null(tw_nodes_fault(page, PAGE, TW_NODE_MAIN, true));
	assert_int_equal(tw_nodes_count(page), 2);
	node = tw_node_at(page, 1, TW_NODE_MAIN, true);
	assert_false(node.is_run);
	assert_int_equal(node.size, 11);
	assert_int_equal(node.key.p[0], 2);
	assert_ptr_equal(node.value, page + PAGE - 62 + 8 + 12);
	assert_true(tw_node_compare(TW_NODE_MAIN,
		tw_node_at(page, 0, TW_NODE_MAIN, true).key, node.key) < 0);
}

static void
test_branch_may_have_an_empty_first_key(void **state)
{
	(void)state;
	set_header(LMDB_BRANCH, 20, PAGE - 28);
	set_node(0, PAGE - 8, 5, 0, 0, 0);
	set_node(1, PAGE - 28, 6, 1, 12, 2);
	assert_null(tw_nodes_fault(page, PAGE, TW_NODE_MAIN, false));
	assert_null(tw_node_at(page, 0, TW_NODE_MAIN, false).key.p);
	assert_int_equal(tw_node_at(page, 0, TW_NODE_MAIN, false).page, 5);
	if (sizeof(size_t) == 8)
		assert_int_equal(tw_node_at(page, 1, TW_NODE_MAIN,
			false).page, 6 + ((uint64_t)1 << 32));
	set_node(1, PAGE - 28, 6, 1, 0, 2);
	assert_non_null(tw_nodes_fault(page, PAGE, TW_NODE_MAIN, false));
}

static void
test_run_is_told_from_a_value_in_the_leaf(void **state)
{
	(void)state;
	set_header(LMDB_LEAF, 18, PAGE - 28);
	set_node(0, PAGE - 28, 5000, LMDB_BIG, 12, 1);
	memset(page + PAGE - 8, 0, 8);
	page[PAGE - 8] = 9;
	assert_null(tw_nodes_fault(page, PAGE, TW_NODE_MAIN, true));
	assert_true(tw_node_at(page, 0, TW_NODE_MAIN, true).is_run);
	if (sizeof(size_t) == 8 && page[PAGE - 1] == 0)
		assert_int_equal(tw_node_at(page, 0, TW_NODE_MAIN, true).page &
			0xff, 9);
	set_node(0, PAGE - 28, 5000, 0, 12, 1);
	expect_fault("damaged");
	set_node(0, PAGE - 28, 2000, LMDB_BIG, 12, 1);
	expect_fault("damaged");
}

static void
test_faults_are_named(void **state)
{
	(void)state;
	make_leaf();
	set_header(LMDB_LEAF, 16, PAGE);
	expect_fault("too few nodes");
	set_header(LMDB_LEAF, 14, PAGE);
	expect_fault("bounds");
	set_header(LMDB_LEAF, 20, 18);
	expect_fault("bounds");
	set_header(LMDB_LEAF, 20, PAGE + 1);
	expect_fault("bounds");
	make_leaf();
	set_node(1, PAGE - 64, 11, 0, 12, 2);
	expect_fault("out of bounds");
	make_leaf();
	set_node(1, PAGE - 62, 11, 0, 11, 2);
	expect_fault("wrong size");
	make_leaf();
	set_node(0, PAGE - 30, 11, 0, 12, 2);
	expect_fault("damaged");
	make_leaf();
	set_node(1, PAGE - 62, 13, 0, 12, 2);
	expect_fault("over each other");
	make_leaf();
	set_node(1, PAGE - 62, 9, 0, 12, 2);
	expect_fault("lost a node");
}

/* As where one was put in between; the first lies before the second. */
static void
test_nodes_may_lie_in_any_order(void **state)
{
	(void)state;
	set_header(LMDB_LEAF, 20, PAGE - 62);
	set_node(0, PAGE - 62, 10, 0, 12, 1);
	set_node(1, PAGE - 32, 11, 0, 12, 2);
	assert_null(tw_nodes_fault(page, PAGE, TW_NODE_MAIN, true));
	set_node(0, PAGE - 62, 12, 0, 12, 1);
	expect_fault("over each other");
	set_node(0, PAGE - 62, 8, 0, 12, 1);
	expect_fault("lost a node");
	set_node(1, PAGE - 62, 11, 0, 12, 2);
	expect_fault("over each other");
}

static void
test_pages_of_others_are_foreign(void **state)
{
	(void)state;
	make_leaf();
	assert_false(tw_nodes_are_foreign(page, PAGE));
	set_node(0, PAGE - 30, 10, 0, 5, 1);
	assert_false(tw_nodes_are_foreign(page, PAGE));
	set_node(1, PAGE - 62, 11, 0, 5, 2);
	assert_true(tw_nodes_are_foreign(page, PAGE));
}

static void
test_page_set_tells_what_is_added_twice(void **state)
{
	uint64_t bits[4] = {0};
	struct tw_page_set set = {bits, 256};

	(void)state;
	assert_true(tw_page_set_add(&set, 10, 1));
	assert_false(tw_page_set_add(&set, 10, 1));
	assert_true(tw_page_set_add(&set, 60, 100));
	assert_false(tw_page_set_add(&set, 159, 1));
	assert_true(tw_page_set_add(&set, 160, 96));
	assert_true(tw_page_set_add(&set, 0, 10));
	assert_false(tw_page_set_add(&set, 5, 200));
	assert_true(tw_page_set_add(&set, 11, 49));
	for (size_t i = 0; i < 4; i++)
		assert_true(bits[i] == UINT64_MAX);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_leaf_is_read_as_it_was_written),
		cmocka_unit_test(test_branch_may_have_an_empty_first_key),
		cmocka_unit_test(test_run_is_told_from_a_value_in_the_leaf),
		cmocka_unit_test(test_faults_are_named),
		cmocka_unit_test(test_nodes_may_lie_in_any_order),
		cmocka_unit_test(test_pages_of_others_are_foreign),
		cmocka_unit_test(test_page_set_tells_what_is_added_twice),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
