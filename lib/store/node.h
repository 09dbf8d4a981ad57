/* node.h: the nodes of one tree page: found, bounded, compared. */
/* SPDX-License-Identifier: MIT */
#ifndef STORE_NODE_H
#define STORE_NODE_H

#include <stdbool.h>

#include "store/page.h"

/* Two trees, with keys of one size each. */
enum tw_node_kind {
	TW_NODE_MAIN,		/* records: 12 bytes, in the order of memcmp */
	TW_NODE_FREE		/* free pages: a size_t, by its number */
};

/* Borrowed from the page; p is NULL for none. */
struct tw_node_key {
	const uint8_t *p;
};

struct tw_node {
	struct tw_node_key key;	/* none in a branch's first node */
	bool is_run;		/* the value is an overflow run */
	const uint8_t *value;	/* in a leaf, if it is no run */
	size_t size;		/* of the value */
	size_t page;		/* the run's first, or the child's */
};

/*
 * What is wrong with the page's nodes, or NULL: that they fill it without
 * gaps and without lying over each other, each with a key of the right size
 * and a value that is in the leaf, or not, as LMDB would have it. The page's
 * header has been checked.
 */
const char *tw_nodes_fault(const uint8_t *page, size_t page_size,
	enum tw_node_kind kind, bool is_leaf);

/* True if none of the nodes has a key like ours, all being in bounds. */
bool tw_nodes_are_foreign(const uint8_t *page, size_t page_size);

size_t tw_nodes_count(const uint8_t *page);

/* Node i of a page without fault. */
struct tw_node tw_node_at(const uint8_t *page, size_t i,
	enum tw_node_kind kind, bool is_leaf);

int tw_node_compare(enum tw_node_kind kind, struct tw_node_key a,
	struct tw_node_key b);

#endif
