/* glance.c: finds records in LMDB's tree without trust in any of its pages. */
/* SPDX-License-Identifier: MIT */
#include "store/glance.h"

#include <errno.h>
#include <unistd.h>

#include "base/alloc.h"
#include "store/error.h"
#include "store/node.h"

#define DEPTH_MAX 32		/* LMDB's own */
#define FIRST_PAGE 2		/* behind the meta pages */
#define NEAR 8			/* places that a page may have */

/* A page on the way down. */
struct step {
	const uint8_t *bytes;
	size_t number;
	bool is_leaf;
	struct tw_node_key low;		/* keys are at or above; or p is NULL */
	struct tw_node_key high;	/* and below */
};

int
tw_glance_init(struct tw_glance *glance, int fd, const char *path,
	const char *map, const struct tw_meta *meta, int which,
	trawl_error *err)
{
	*glance = (struct tw_glance){
		.path = path,
		.map = map,
		.fd = fd,
		.page_size = meta->page_size,
		.pages = meta->of[which].last_page + 1,
		.tree = meta->of[which].main,
	};
	if (glance->tree.depth > DEPTH_MAX)
		return TW_CORRUPT(err, "%s: the tree of records has an "
			"impossible depth: restore a backup", path);
	if (map)
		return TRAWL_OK;
	glance->buffer = tw_alloc((glance->tree.depth + (size_t)1) *
		glance->page_size);
	return glance->buffer ? TRAWL_OK : tw_no_memory(err);
}

void
tw_glance_done(struct tw_glance *glance)
{
	tw_free(glance->buffer);
	*glance = (struct tw_glance){0};
}

static int
fail_page(const struct tw_glance *glance, size_t page, const char *fault,
	trawl_error *err)
{
	return TW_CORRUPT(err, "%s: page %zu %s: restore a backup",
		glance->path, page, fault);
}

/* ------------------------------------------------------------------ */
/* Checking a page.                                                     */

static const char *
keys_fault(const struct step *step)
{
	struct tw_node_key before = step->low;
	size_t count = tw_nodes_count(step->bytes);
	bool may_equal = true;	/* the first may equal the lower bound */

	for (size_t i = step->is_leaf ? 0 : 1; i < count; i++) {
		struct tw_node_key key = tw_node_key_at(step->bytes, i,
			step->is_leaf);
		int order = before.p ?
			tw_node_compare(TW_NODE_MAIN, before, key) : -1;

		if (order > 0 || (order == 0 && !may_equal))
			return "has keys out of order";
		before = key;
		may_equal = false;
	}
	if (step->high.p && before.p &&
	    tw_node_compare(TW_NODE_MAIN, before, step->high) >= 0)
		return "has keys out of order";
	return NULL;
}

/* The page's place among those that were checked; another's, if all that are
   near are taken. */
static size_t *
place_of(struct tw_glance *glance, size_t number)
{
	size_t *place = NULL;

	for (size_t i = 0; i < NEAR; i++) {
		place = &glance->sound[(number + i) % TW_GLANCE_SOUND];
		if (*place == number || *place == 0)
			return place;
	}
	return place;
}

static int
check(struct tw_glance *glance, const struct step *step, trawl_error *err)
{
	struct lmdb_page page = lmdb_page(step->bytes);
	size_t *sound = place_of(glance, step->number);
	const char *fault;

	/* Each time, as a page may be named as a leaf and as a branch. */
	if (page.number != step->number ||
	    page.flags != (step->is_leaf ? LMDB_LEAF : LMDB_BRANCH))
		return fail_page(glance, step->number, "has a damaged header",
			err);
	if (*sound == step->number)
		return TRAWL_OK;
	fault = tw_nodes_fault(step->bytes, glance->page_size, TW_NODE_MAIN,
		step->is_leaf);
	if (fault && step->is_leaf &&
	    tw_nodes_are_foreign(step->bytes, glance->page_size))
		return tw_fail(err, TRAWL_ENOTINDEX, "%s: is an LMDB file, "
			"but no index", glance->path);
	if (!fault)
		fault = keys_fault(step);
	if (fault)
		return fail_page(glance, step->number, fault, err);
	*sound = step->number;
	return TRAWL_OK;
}

/* Where a page lies, or a copy of it. */
static int
fetch(struct tw_glance *glance, struct step *step, size_t level,
	trawl_error *err)
{
	off_t offset = (off_t)(step->number * glance->page_size);
	uint8_t *copy;
	ssize_t n;

	if (glance->map) {
		step->bytes = (const uint8_t *)glance->map + offset;
		return TRAWL_OK;
	}
	copy = glance->buffer + level * glance->page_size;
	n = pread(glance->fd, copy, glance->page_size, offset);
	if (n < 0)
		return tw_store_fail(err, errno, glance->path, "cannot read");
	if ((size_t)n != glance->page_size)
		return fail_page(glance, step->number, "has been cut off", err);
	step->bytes = copy;
	return TRAWL_OK;
}

static int
open_page(struct tw_glance *glance, struct step *step, size_t level,
	trawl_error *err)
{
	int status;

	if (step->number < FIRST_PAGE || step->number >= glance->pages)
		return fail_page(glance, step->number, "is not there", err);
	step->is_leaf = level + 1 == glance->tree.depth;
	status = fetch(glance, step, level, err);
	return status == TRAWL_OK ? check(glance, step, err) : status;
}

/* ------------------------------------------------------------------ */
/* Walking.                                                             */

/* The last node whose key is not behind the key; a branch's first has none. */
static size_t
node_for(const struct step *step, struct tw_node_key key)
{
	size_t low = 0;
	size_t high = tw_nodes_count(step->bytes);

	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;
		struct tw_node_key found = tw_node_key_at(step->bytes, middle,
			step->is_leaf);

		if (tw_node_compare(TW_NODE_MAIN, found, key) <= 0)
			low = middle;
		else
			high = middle;
	}
	return low;
}

static struct step
child_for(const struct step *step, struct tw_node_key key)
{
	size_t i = node_for(step, key);
	struct tw_node node = tw_node_at(step->bytes, i, TW_NODE_MAIN, false);
	struct step child = {
		.number = node.page,
		.low = i == 0 ? step->low : node.key,
		.high = step->high,
	};

	if (i + 1 < tw_nodes_count(step->bytes))
		child.high = tw_node_key_at(step->bytes, i + 1, false);
	return child;
}

static int
value_of(const struct tw_glance *glance, const struct step *leaf,
	const struct tw_node *node, const uint8_t **ret, uint64_t *ret_offset,
	trawl_error *err)
{
	size_t count;

	if (!node->is_run) {
		*ret = node->value;
		*ret_offset = (uint64_t)leaf->number * glance->page_size +
			(size_t)(node->value - leaf->bytes);
		return TRAWL_OK;
	}
	count = lmdb_pages_of(node->size, glance->page_size);
	if (node->page < FIRST_PAGE || node->page >= glance->pages ||
	    count > glance->pages - node->page)
		return fail_page(glance, leaf->number,
			"names a page that is not there", err);
	*ret_offset = (uint64_t)node->page * glance->page_size +
		LMDB_PAGE_HEADER;
	*ret = glance->map ? (const uint8_t *)glance->map + *ret_offset : NULL;
	return TRAWL_OK;
}

int
tw_glance_find(struct tw_glance *glance, struct tw_record_key key,
	const uint8_t **ret, size_t *ret_size, uint64_t *ret_offset,
	trawl_error *err)
{
	struct step step = {.number = glance->tree.root};
	uint8_t bytes[TW_KEY_BYTES];
	struct tw_node_key wanted = {bytes};
	struct tw_node node;

	if (glance->tree.depth == 0)
		return TRAWL_END;
	tw_key_put(bytes, key);
	for (size_t level = 0; level < glance->tree.depth; level++) {
		if (level > 0)
			step = child_for(&step, wanted);
		int status = open_page(glance, &step, level, err);

		if (status != TRAWL_OK)
			return status;
	}
	node = tw_node_at(step.bytes, node_for(&step, wanted), TW_NODE_MAIN,
		true);
	if (tw_node_compare(TW_NODE_MAIN, node.key, wanted) != 0)
		return TRAWL_END;
	*ret_size = node.size;
	return value_of(glance, &step, &node, ret, ret_offset, err);
}
