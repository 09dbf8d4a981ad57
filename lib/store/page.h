/* page.h: the bytes of LMDB's pages, as data format 1 has them. */
/* SPDX-License-Identifier: MIT */
#ifndef STORE_PAGE_H
#define STORE_PAGE_H

#include <assert.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/*
 * LMDB writes its structs as they lie in memory: page numbers, counts and
 * sizes are as wide as a size_t, in the order of the machine. A file that was
 * made by another kind of machine is none here, as it is none to LMDB.
 *
 *   page    0            8    10     12     14     16
 *           | number     | -  |flags | lower| upper| offsets of nodes ...
 *                                    | pages       | value ...   (overflow)
 *                                    |             | meta        (0 and 1)
 *
 *   node    0     2     4     6     8             8 + key size
 *           | size      |flags| key | key ...     | value, or page number |
 *           | page number     | size| key ...     |            (branch)
 *
 * Nodes fill a page from its end down to `upper`, without gaps, each at an
 * even offset; their offsets fill it from the header up to `lower`, in the
 * order of the keys.
 */
struct lmdb_page {
	size_t number;
	uint16_t pad;
	uint16_t flags;
	uint16_t lower;		/* or, with `upper`, pages of an overflow run */
	uint16_t upper;
};
#define LMDB_PAGE_HEADER sizeof(struct lmdb_page)

#define LMDB_BRANCH 0x01
#define LMDB_LEAF 0x02
#define LMDB_OVERFLOW 0x04
#define LMDB_META 0x08

struct lmdb_node {
	uint16_t half[2];	/* of the value's size or the page's number */
	uint16_t flags;
	uint16_t key_size;
};
#define LMDB_NODE_HEADER sizeof(struct lmdb_node)
#define LMDB_BIG 0x01		/* the value is an overflow run */

struct lmdb_tree {
	uint32_t pad;		/* the page size, in the free tree */
	uint16_t flags;
	uint16_t depth;
	size_t branch_pages;
	size_t leaf_pages;
	size_t overflow_pages;
	size_t entries;
	size_t root;		/* LMDB_NO_PAGE if empty */
};
#define LMDB_NO_PAGE SIZE_MAX

#define LMDB_MAGIC 0xbeefc0de
#define LMDB_VERSION 1

struct lmdb_meta {
	uint32_t magic;
	uint32_t version;
	size_t address;
	size_t map_size;
	struct lmdb_tree free;	/* freed pages by transaction */
	struct lmdb_tree main;	/* our records */
	size_t last_page;
	size_t txnid;
};

/* Flags of the free tree: integer keys, and a file, not a folder. */
#define LMDB_INTEGER_KEY 0x08
#define LMDB_NO_FOLDER 0x4000

static_assert(LMDB_NODE_HEADER == 8, "as LMDB has it");
static_assert(sizeof(size_t) != 8 || LMDB_PAGE_HEADER == 16, "as above");
static_assert(sizeof(size_t) != 8 || sizeof(struct lmdb_meta) == 136,
	"as above");

static inline struct lmdb_page
lmdb_page(const void *p)
{
	struct lmdb_page page;

	memcpy(&page, p, sizeof(page));
	return page;
}

/* Pages of an overflow run, from its first page's header. */
static inline uint32_t
lmdb_run_pages(const void *p)
{
	uint32_t pages;

	memcpy(&pages, (const char *)p + offsetof(struct lmdb_page, lower),
		sizeof(pages));
	return pages;
}

/* Pages that a value of this size takes as an overflow run. */
static inline size_t
lmdb_pages_of(size_t size, size_t page_size)
{
	return (LMDB_PAGE_HEADER - 1 + size) / page_size + 1;
}

/* The largest node, header, key and value, that stays in a leaf. */
static inline size_t
lmdb_node_max(size_t page_size)
{
	return (((page_size - LMDB_PAGE_HEADER) / 2) & ~(size_t)1) - 2;
}

#endif
