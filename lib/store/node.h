/* node.h: the nodes of one tree page: found, bounded, compared. */
/* SPDX-License-Identifier: MIT */
#ifndef STORE_NODE_H
#define STORE_NODE_H

#include <stdbool.h>

#include "base/bytes.h"
#include "store/page.h"
#include "store/record.h"

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

static inline size_t
tw_nodes_count(const uint8_t *page)
{
	return (lmdb_page(page).lower - LMDB_PAGE_HEADER) / sizeof(uint16_t);
}

/* Where node i begins, by the page. */
static inline size_t
tw_node_offset(const uint8_t *page, size_t i)
{
	uint16_t offset;

	memcpy(&offset, page + LMDB_PAGE_HEADER + i * sizeof(offset),
		sizeof(offset));
	return offset;
}

/* Node i of a page without fault. */
struct tw_node tw_node_at(const uint8_t *page, size_t i,
	enum tw_node_kind kind, bool is_leaf);

/* Its key alone. */
static inline struct tw_node_key
tw_node_key_at(const uint8_t *page, size_t i, bool is_leaf)
{
	if (!is_leaf && i == 0)
		return (struct tw_node_key){NULL};
	return (struct tw_node_key){
		page + tw_node_offset(page, i) + LMDB_NODE_HEADER};
}

static inline int
tw_node_compare(enum tw_node_kind kind, struct tw_node_key a,
	struct tw_node_key b)
{
	size_t x;
	size_t y;

	if (kind == TW_NODE_MAIN) {
		uint64_t high = tw_be64(a.p);
		uint64_t other = tw_be64(b.p);

		if (high != other)
			return high < other ? -1 : 1;
		x = tw_be32(a.p + 8);
		y = tw_be32(b.p + 8);
	} else {
		memcpy(&x, a.p, sizeof(x));
		memcpy(&y, b.p, sizeof(y));
	}
	return (x > y) - (x < y);
}

#endif
