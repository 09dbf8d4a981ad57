/* pages.c: holds LMDB's trees to be sound before LMDB walks them. */
/* SPDX-License-Identifier: MIT */
#include "store/pages.h"

#include <errno.h>
#include <unistd.h>

#include "base/alloc.h"
#include "store/error.h"
#include "store/node.h"
#include "store/pageset.h"
#include "store/record.h"
#include "store/seal.h"

#define DEPTH_MAX 32		/* LMDB's own */
#define FIRST_PAGE 2		/* behind the meta pages */

/* A page on the way from the root to where the walk is. */
struct level {
	uint8_t *bytes;
	size_t number;
	bool is_leaf;
	size_t count;
	size_t next;		/* child to go to */
	struct tw_node_key low;	/* keys are at or above; none if p is NULL */
	struct tw_node_key high;	/* and below */
};

struct walk {
	int fd;
	const char *path;
	trawl_error *err;
	const struct lmdb_meta *meta;
	size_t page_size;
	uint64_t file_pages;
	struct tw_page_set seen;
	struct level levels[DEPTH_MAX];
	uint8_t *buffer;	/* a page, for lists of free pages */
	uint64_t seal;
	uint64_t free_beyond;	/* free pages that the file does not have */

	/* Of the tree that is being walked. */
	const struct lmdb_tree *tree;
	enum tw_node_kind kind;
	uint64_t branch_pages;
	uint64_t leaf_pages;
	uint64_t overflow_pages;
	uint64_t entries;
	uint64_t last_free;	/* transaction of the last list */
};

static int
fail_page(struct walk *walk, size_t page, const char *fault)
{
	return TW_CORRUPT(walk->err, "%s: page %zu %s: restore a backup",
		walk->path, page, fault);
}

static int
fail_tree(struct walk *walk, const char *fault)
{
	return TW_CORRUPT(walk->err, "%s: the tree of %s %s: restore a backup",
		walk->path, walk->kind == TW_NODE_MAIN ? "records" :
		"free pages", fault);
}

static int
fail_short(struct walk *walk)
{
	return TW_CORRUPT(walk->err, "%s: is cut short: %llu bytes of %llu: "
		"restore a backup", walk->path,
		(unsigned long long)(walk->file_pages * walk->page_size),
		(unsigned long long)(((uint64_t)walk->meta->last_page + 1) *
			walk->page_size));
}

/* ------------------------------------------------------------------ */
/* Pages.                                                               */

static int
use_pages(struct walk *walk, size_t page, size_t first, size_t count)
{
	size_t last = walk->meta->last_page;

	if (first < FIRST_PAGE || first > last || count > last - first + 1)
		return fail_page(walk, page, "names a page that is not there");
	if ((uint64_t)first + count > walk->file_pages)
		return fail_short(walk);
	if (!tw_page_set_add(&walk->seen, first, count))
		return fail_page(walk, page, "names a page that is in use");
	return TRAWL_OK;
}

static int
read_page(struct walk *walk, size_t number, uint8_t *bytes)
{
	ssize_t n = pread(walk->fd, bytes, walk->page_size,
		(off_t)(number * walk->page_size));

	if (n < 0)
		return tw_store_fail(walk->err, errno, walk->path,
			"cannot read");
	return (size_t)n == walk->page_size ? TRAWL_OK : fail_short(walk);
}

/* ------------------------------------------------------------------ */
/* Values.                                                              */

/*
 * The numbers of a list of free pages, highest first; those of all lists
 * differ, and none is in use.
 */
static int
free_pages(struct walk *walk, size_t page, const uint8_t *p, size_t count,
	size_t *before)
{
	for (size_t i = 0; i < count; i++) {
		size_t number;

		memcpy(&number, p + i * sizeof(number), sizeof(number));
		if (number < FIRST_PAGE || number >= *before)
			return fail_page(walk, page,
				"frees pages that cannot be");
		if (!tw_page_set_add(&walk->seen, number, 1))
			return fail_page(walk, page,
				"frees a page that is in use, or free");
		if (number >= walk->file_pages)
			walk->free_beyond++;
		*before = number;
	}
	return TRAWL_OK;
}

/* How many of the pages are named in this one, and where they begin. */
static int
begin_list(struct walk *walk, size_t page, const uint8_t *p, size_t size,
	size_t *ret_count)
{
	memcpy(ret_count, p, sizeof(*ret_count));
	if (*ret_count > size / sizeof(*ret_count) - 1)
		return fail_page(walk, page, "frees more pages than it names");
	return TRAWL_OK;
}

/* A list in an overflow run, read page by page; the first has been read. */
static int
free_list_in_run(struct walk *walk, size_t first, size_t size)
{
	size_t before = walk->meta->last_page + 1;
	size_t skip = LMDB_PAGE_HEADER + sizeof(size_t);
	size_t left;
	int status = begin_list(walk, first, walk->buffer + LMDB_PAGE_HEADER,
		size, &left);

	for (size_t page = first; status == TRAWL_OK; page++) {
		size_t n = (walk->page_size - skip) / sizeof(size_t);

		if (n > left)
			n = left;
		status = free_pages(walk, first, walk->buffer + skip, n,
			&before);
		left -= n;
		skip = 0;
		if (left == 0 || status != TRAWL_OK)
			break;
		status = read_page(walk, page + 1, walk->buffer);
	}
	return status;
}

static int
free_list(struct walk *walk, const struct level *level,
	const struct tw_node *node)
{
	size_t before = walk->meta->last_page + 1;
	size_t id;
	size_t count;
	int status;

	memcpy(&id, node->key.p, sizeof(id));
	if (id == 0 || id > walk->meta->txnid)
		return fail_page(walk, level->number,
			"frees pages for no transaction");
	if (node->size < sizeof(count) || node->size % sizeof(count) != 0)
		return fail_page(walk, level->number,
			"has a damaged list of free pages");
	if (node->is_run)
		return free_list_in_run(walk, node->page, node->size);
	status = begin_list(walk, level->number, node->value, node->size,
		&count);
	if (status != TRAWL_OK)
		return status;
	return free_pages(walk, level->number, node->value + sizeof(count),
		count, &before);
}

static int
check_seal(struct walk *walk, const struct level *level,
	const struct tw_node *node)
{
	uint8_t seal[TW_KEY_BYTES];

	tw_key_put(seal, TW_SEAL_KEY);
	if (memcmp(node->key.p, seal, sizeof(seal)) != 0)
		return TRAWL_OK;
	if (!node->is_run &&
	    tw_seal_is_older(node->value, node->size, walk->meta->txnid))
		return tw_seal_refuse_older(walk->path, walk->err);
	if (node->is_run ||
	    !tw_seal_is(node->value, node->size, walk->meta->txnid))
		return fail_page(walk, level->number,
			"is of another transaction");
	walk->seal = (uint64_t)level->number * walk->page_size +
		(size_t)(node->value - level->bytes);
	return TRAWL_OK;
}

/*
 * The run of a record is as long as its value needs: record.c sees to that.
 * That of a list of free pages may be longer, so its header is read.
 */
static int
use_run(struct walk *walk, const struct level *level,
	const struct tw_node *node)
{
	size_t pages = lmdb_pages_of(node->size, walk->page_size);

	if (walk->kind == TW_NODE_FREE) {
		struct lmdb_page header;
		size_t last = walk->meta->last_page;
		int status;

		if (node->page < FIRST_PAGE || node->page > last)
			return fail_page(walk, level->number,
				"names a page that is not there");
		status = read_page(walk, node->page, walk->buffer);
		if (status != TRAWL_OK)
			return status;
		header = lmdb_page(walk->buffer);
		if (header.number != node->page ||
		    header.flags != LMDB_OVERFLOW ||
		    lmdb_run_pages(walk->buffer) < pages)
			return fail_page(walk, node->page,
				"has a damaged header");
		pages = lmdb_run_pages(walk->buffer);
	}
	walk->overflow_pages += pages;
	return use_pages(walk, level->number, node->page, pages);
}

static int
check_value(struct walk *walk, const struct level *level,
	const struct tw_node *node)
{
	int status = TRAWL_OK;

	if (node->is_run)
		status = use_run(walk, level, node);
	if (status != TRAWL_OK)
		return status;
	return walk->kind == TW_NODE_MAIN ? check_seal(walk, level, node) :
		free_list(walk, level, node);
}

/* ------------------------------------------------------------------ */
/* The tree.                                                            */

/* The nodes in their order, and what is in those of a leaf. */
static int
check_nodes(struct walk *walk, const struct level *level)
{
	struct tw_node_key before = level->low;
	bool equal = true;	/* the first may equal the lower bound */

	for (size_t i = level->is_leaf ? 0 : 1; i < level->count; i++) {
		struct tw_node node = tw_node_at(level->bytes, i, walk->kind,
			level->is_leaf);
		int order = before.p ?
			tw_node_compare(walk->kind, before, node.key) : -1;

		if (order > 0 || (order == 0 && !equal))
			return fail_page(walk, level->number,
				"has keys out of order");
		before = node.key;
		equal = false;
		if (!level->is_leaf)
			continue;
		int status = check_value(walk, level, &node);

		if (status != TRAWL_OK)
			return status;
	}
	if (level->high.p && before.p &&
	    tw_node_compare(walk->kind, before, level->high) >= 0)
		return fail_page(walk, level->number, "has keys out of order");
	if (level->is_leaf)
		walk->entries += level->count;
	return TRAWL_OK;
}

static int
check_level(struct walk *walk, struct level *level, bool is_leaf)
{
	struct lmdb_page page = lmdb_page(level->bytes);
	const char *fault;

	if (page.number != level->number ||
	    page.flags != (is_leaf ? LMDB_LEAF : LMDB_BRANCH))
		return fail_page(walk, level->number, "has a damaged header");
	fault = tw_nodes_fault(level->bytes, walk->page_size, walk->kind,
		is_leaf);
	if (fault && is_leaf && walk->kind == TW_NODE_MAIN &&
	    tw_nodes_are_foreign(level->bytes, walk->page_size))
		return tw_fail(walk->err, TRAWL_ENOTINDEX, "%s: is an LMDB "
			"file, but no index", walk->path);
	if (fault)
		return fail_page(walk, level->number, fault);
	level->is_leaf = is_leaf;
	level->count = tw_nodes_count(level->bytes);
	level->next = 0;
	return check_nodes(walk, level);
}

/* Goes down to page `number`, named by page `from`. */
static int
go_down(struct walk *walk, size_t depth, size_t from, size_t number)
{
	struct level *level = &walk->levels[depth];
	bool is_leaf = depth + 1 == walk->tree->depth;
	int status = use_pages(walk, from, number, 1);

	if (status != TRAWL_OK)
		return status;
	level->number = number;
	status = read_page(walk, number, level->bytes);
	if (status != TRAWL_OK)
		return status;
	if (is_leaf)
		walk->leaf_pages++;
	else
		walk->branch_pages++;
	return check_level(walk, level, is_leaf);
}

/* The keys below child i lie between those of nodes i and i + 1. */
static int
go_to_child(struct walk *walk, size_t depth)
{
	struct level *level = &walk->levels[depth];
	struct level *below = level + 1;
	size_t i = level->next++;
	struct tw_node node = tw_node_at(level->bytes, i, walk->kind, false);

	below->low = i == 0 ? level->low : node.key;
	below->high = i + 1 == level->count ? level->high :
		tw_node_at(level->bytes, i + 1, walk->kind, false).key;
	return go_down(walk, depth + 1, level->number, node.page);
}

static int
walk_tree(struct walk *walk)
{
	size_t depth = 0;
	int status;

	walk->levels[0].low = (struct tw_node_key){0};
	walk->levels[0].high = (struct tw_node_key){0};
	status = go_down(walk, 0, (size_t)(walk->meta->txnid % 2),
		walk->tree->root);
	while (status == TRAWL_OK) {
		struct level *level = &walk->levels[depth];

		if (!level->is_leaf && level->next < level->count) {
			status = go_to_child(walk, depth);
			depth++;
		} else if (depth > 0) {
			depth--;
		} else {
			break;
		}
	}
	return status;
}

static int
check_tree(struct walk *walk, const struct lmdb_tree *tree,
	enum tw_node_kind kind)
{
	walk->tree = tree;
	walk->kind = kind;
	walk->branch_pages = 0;
	walk->leaf_pages = 0;
	walk->overflow_pages = 0;
	walk->entries = 0;
	if (tree->depth > DEPTH_MAX ||
	    (tree->depth == 0) != (tree->root == LMDB_NO_PAGE))
		return fail_tree(walk, "has an impossible depth");
	if (tree->depth > 0) {
		int status;

		for (size_t i = 0; i < tree->depth; i++) {
			struct level *level = &walk->levels[i];

			if (!level->bytes)
				level->bytes = tw_alloc(walk->page_size);
			if (!level->bytes)
				return tw_no_memory(walk->err);
		}
		status = walk_tree(walk);
		if (status != TRAWL_OK)
			return status;
	}
	if (walk->branch_pages != tree->branch_pages ||
	    walk->leaf_pages != tree->leaf_pages ||
	    walk->overflow_pages != tree->overflow_pages ||
	    walk->entries != tree->entries)
		return fail_tree(walk, "is not as large as it ought to be");
	return TRAWL_OK;
}

/* ------------------------------------------------------------------ */

/*
 * The last pages of a file may never have been written: those that a change
 * took, freed again, and listed as free.
 */
static int
check_all(struct walk *walk, bool with_free)
{
	uint64_t pages = (uint64_t)walk->meta->last_page + 1;
	uint64_t beyond = pages > walk->file_pages ?
		pages - walk->file_pages : 0;
	int status = check_tree(walk, &walk->meta->main, TW_NODE_MAIN);

	if (status != TRAWL_OK)
		return status;
	if (walk->seal == 0 && walk->meta->txnid != 0)
		return fail_tree(walk, "has no seal");
	if (!with_free && beyond == 0)
		return TRAWL_OK;
	status = check_tree(walk, &walk->meta->free, TW_NODE_FREE);
	if (status == TRAWL_OK && walk->free_beyond != beyond)
		return fail_short(walk);
	return status;
}

int
tw_pages_check(int fd, const char *path, const struct tw_meta *meta, int which,
	bool with_free, uint64_t *ret_seal, trawl_error *err)
{
	struct walk *walk = tw_alloc_zeroed(1, sizeof(*walk));
	int status = TRAWL_OK;

	if (!walk)
		return tw_no_memory(err);
	walk->fd = fd;
	walk->path = path;
	walk->err = err;
	walk->meta = &meta->of[which];
	walk->page_size = meta->page_size;
	walk->file_pages = meta->file_bytes / meta->page_size;
	walk->seen.pages = walk->meta->last_page + 1;
	walk->seen.bits = tw_alloc_zeroed(walk->seen.pages / 64 + 1,
		sizeof(*walk->seen.bits));
	walk->buffer = tw_alloc(walk->page_size);
	if (!walk->seen.bits || !walk->buffer)
		status = tw_no_memory(err);
	if (status == TRAWL_OK)
		status = check_all(walk, with_free);
	if (status == TRAWL_OK)
		*ret_seal = walk->seal;
	for (size_t i = 0; i < DEPTH_MAX; i++)
		tw_free(walk->levels[i].bytes);
	tw_free(walk->seen.bits);
	tw_free(walk->buffer);
	tw_free(walk);
	return status;
}
