/* node.c: the nodes of one tree page: found, bounded, compared. */
/* SPDX-License-Identifier: MIT */
#include "store/node.h"

#include "store/pageset.h"

#define PAGE_MAX 32768

static size_t
key_size(enum tw_node_kind kind)
{
	return kind == TW_NODE_MAIN ? TW_KEY_BYTES : sizeof(size_t);
}

static struct lmdb_node
header_at(const uint8_t *page, size_t i)
{
	struct lmdb_node node;

	memcpy(&node, page + tw_node_offset(page, i), sizeof(node));
	return node;
}

/* The halves stand in the order of the machine, as a 32-bit number would. */
static uint32_t
both_halves(struct lmdb_node node)
{
	uint32_t both;

	memcpy(&both, node.half, sizeof(both));
	return both;
}

static size_t
child_of(struct lmdb_node node)
{
#if SIZE_MAX > UINT32_MAX
	return both_halves(node) | (size_t)node.flags << 32;
#else
	return both_halves(node);
#endif
}

struct tw_node
tw_node_at(const uint8_t *page, size_t i, enum tw_node_kind kind, bool is_leaf)
{
	struct lmdb_node header = header_at(page, i);
	const uint8_t *key = page + tw_node_offset(page, i) + LMDB_NODE_HEADER;
	struct tw_node node = {0};

	if (is_leaf || i > 0)
		node.key.p = key;
	if (!is_leaf) {
		node.page = child_of(header);
		return node;
	}
	node.size = both_halves(header);
	node.is_run = (header.flags & LMDB_BIG) != 0;
	if (node.is_run)
		memcpy(&node.page, key + key_size(kind), sizeof(node.page));
	else
		node.value = key + key_size(kind);
	return node;
}

/* ------------------------------------------------------------------ */

static const char *
bounds_fault(const uint8_t *page, size_t page_size, enum tw_node_kind kind,
	bool is_leaf)
{
	struct lmdb_page header = lmdb_page(page);
	size_t least = is_leaf || kind == TW_NODE_FREE ? 1 : 2;

	if (header.lower < LMDB_PAGE_HEADER || header.lower % 2 != 0 ||
	    header.lower > header.upper || header.upper > page_size)
		return "has damaged bounds";
	if (tw_nodes_count(page) < least)
		return "has too few nodes";
	return NULL;
}

/* A branch's first key is never looked at, and mostly empty. */
static bool
is_key_size_right(struct lmdb_node node, size_t i, enum tw_node_kind kind,
	bool is_leaf)
{
	if (node.key_size == key_size(kind))
		return true;
	return !is_leaf && i == 0 && node.key_size == 0;
}

/*
 * Bytes of the node in its page, 0 if it cannot be. LMDB shortens lists of
 * free pages, and leaves them in their run even if they would fit in the leaf.
 */
static size_t
node_bytes(struct lmdb_node node, size_t page_size, enum tw_node_kind kind,
	bool is_leaf)
{
	size_t bytes = LMDB_NODE_HEADER + node.key_size;
	size_t value = both_halves(node);
	bool is_small;

	if (!is_leaf)
		return bytes;
	is_small = value <= page_size &&
		bytes + value <= lmdb_node_max(page_size);
	if (node.flags == 0)
		return is_small ? bytes + value : 0;
	if (node.flags == LMDB_BIG && (!is_small || kind == TW_NODE_FREE))
		return bytes + sizeof(size_t);
	return 0;
}

/*
 * Whether each node lies right before the one in front of it, the first at the
 * end of the page, and nothing is wrong with any: as they mostly do, for they
 * are put in so. Then none lies over another.
 */
static bool
are_in_a_row(const uint8_t *page, size_t page_size, enum tw_node_kind kind,
	bool is_leaf)
{
	size_t count = tw_nodes_count(page);
	size_t upper = lmdb_page(page).upper;
	size_t end = page_size;

	for (size_t i = 0; i < count; i++) {
		size_t offset = tw_node_offset(page, i);

		if (offset < upper || offset % 2 != 0 ||
			offset > end - LMDB_NODE_HEADER)
			return false;
		struct lmdb_node node = header_at(page, i);
		size_t bytes = node_bytes(node, page_size, kind, is_leaf);

		if (bytes == 0 || bytes + bytes % 2 != end - offset ||
			!is_key_size_right(node, i, kind, is_leaf))
			return false;
		end = offset;
	}
	return end == upper;
}

const char *
tw_nodes_fault(const uint8_t *page, size_t page_size, enum tw_node_kind kind,
	bool is_leaf)
{
	uint64_t bits[PAGE_MAX / 2 / 64];
	struct tw_page_set halfwords = {bits, PAGE_MAX / 2};
	const char *fault = bounds_fault(page, page_size, kind, is_leaf);
	size_t upper = lmdb_page(page).upper;
	size_t total = 0;

	if (fault || are_in_a_row(page, page_size, kind, is_leaf))
		return fault;
	memset(bits, 0, (page_size / 2 + 63) / 64 * sizeof(*bits));
	size_t count = tw_nodes_count(page);

	for (size_t i = 0; i < count; i++) {
		size_t offset = tw_node_offset(page, i);

		if (offset < upper || offset % 2 != 0 ||
		    offset > page_size - LMDB_NODE_HEADER)
			return "has a node out of bounds";
		struct lmdb_node node = header_at(page, i);

		if (!is_key_size_right(node, i, kind, is_leaf))
			return "has a key of the wrong size";
		size_t bytes = node_bytes(node, page_size, kind, is_leaf);

		bytes += bytes % 2;
		if (bytes == 0 || bytes > page_size - offset)
			return "has a node that is damaged";
		if (!tw_page_set_add(&halfwords, offset / 2, bytes / 2))
			return "has nodes that lie over each other";
		total += bytes;
	}
	return total == page_size - upper ? NULL : "has lost a node";
}

bool
tw_nodes_are_foreign(const uint8_t *page, size_t page_size)
{
	if (bounds_fault(page, page_size, TW_NODE_MAIN, true))
		return false;
	for (size_t i = 0; i < tw_nodes_count(page); i++)
		if (tw_node_offset(page, i) > page_size - LMDB_NODE_HEADER ||
		    header_at(page, i).key_size == TW_KEY_BYTES)
			return false;
	return true;
}
