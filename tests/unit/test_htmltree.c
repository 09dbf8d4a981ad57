/* test_htmltree.c: the tree of a page. */
/* SPDX-License-Identifier: MIT */
#include "page/htmltree.h"

#include "page_help.h"

static const struct tw_tree_node *
body_of(const char *html, struct tw_arena *arena)
{
	const struct tw_tree_node *root = NULL;
	trawl_error err = {0};

	assert_int_equal(tw_tree_build(tw_str_of(html), arena, &root, &err),
		TRAWL_OK);
	assert_str(tw_tree_name(root), "html");
	assert_str(tw_tree_name(tw_tree_child(root, 1)), "body");
	return tw_tree_child(root, 1);
}

static void
test_elements_and_text_are_told_apart(void **state)
{
	struct tw_arena arena = {0};
	const struct tw_tree_node *body = body_of("<p class=a>b<x-y>c</x-y>",
		&arena);
	const struct tw_tree_node *p = tw_tree_child(body, 0);

	(void)state;
	assert_str(tw_tree_name(p), "p");
	assert_string_equal(tw_tree_attribute(p, "class"), "a");
	assert_null(tw_tree_attribute(p, "id"));
	assert_str(tw_tree_text(p), "");
	assert_str(tw_tree_name(tw_tree_child(p, 0)), "");
	assert_str(tw_tree_text(tw_tree_child(p, 0)), "b");
	assert_str(tw_tree_name(tw_tree_child(p, 1)), "x-y");
	assert_null(tw_tree_child(p, 2));
	assert_null(tw_tree_child(tw_tree_child(p, 0), 0));
	tw_arena_done(&arena);
}

static void
test_a_full_arena_is_told(void **state)
{
	const struct tw_tree_node *root = NULL;
	struct tw_arena arena;
	trawl_error err = {0};

	(void)state;
	tw_arena_init(&arena, 20000);
	assert_int_equal(tw_tree_build(TW_STR("<p><p><p><p><p><p><p><p><p><p>"
		"<p><p><p><p><p><p><p><p><p><p><p><p><p><p><p><p><p><p><p><p>"
		"<p><p><p><p><p><p><p><p><p><p><p><p><p><p><p><p><p><p><p><p>"
		"<p><p><p><p><p><p><p><p><p><p><p><p><p><p><p><p><p><p><p><p>"
		"<p><p><p><p><p><p><p><p><p><p><p><p><p><p><p><p><p><p><p><p>"),
		&arena, &root, &err), TRAWL_EFULL);
	assert_null(root);
	assert_string_equal(err.text,
		"its tree needs more memory than 20000 bytes");
	tw_arena_done(&arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_elements_and_text_are_told_apart),
		cmocka_unit_test(test_a_full_arena_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
