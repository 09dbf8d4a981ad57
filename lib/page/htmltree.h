/* htmltree.h: the tree of a page: the only one who knows its parser. */
/* SPDX-License-Identifier: MIT */
#ifndef PAGE_HTMLTREE_H
#define PAGE_HTMLTREE_H

#include "base/arena.h"
#include "base/status.h"
#include "base/str.h"

struct tw_tree_node;		/* an element, or text */

/*
 * Builds the tree of HTML that tw_html_scan wrote; it lives in the arena and
 * borrows the text. The arena's maximum bounds it: TRAWL_EFULL.
 */
int tw_tree_build(struct tw_str html, struct tw_arena *arena,
	const struct tw_tree_node **ret_root, trawl_error *err) TW_MUST_USE;

/* The element's name in small letters; empty for text. */
struct tw_str tw_tree_name(const struct tw_tree_node *node);

/* The text of a text node; empty for an element. */
struct tw_str tw_tree_text(const struct tw_tree_node *node);

/* The attribute's value, or NULL. `name` is in small letters. */
const char *tw_tree_attribute(const struct tw_tree_node *node,
	const char *name);

/* An element's children; NULL beyond the last. */
const struct tw_tree_node *tw_tree_child(const struct tw_tree_node *node,
	unsigned i);

#endif
