/* htmltree.c: the tree of a page: the only one who knows its parser. */
/* SPDX-License-Identifier: MIT */
#include "page/htmltree.h"

#include <setjmp.h>

#include <gumbo.h>

/*
 * Gumbo takes its memory from us and does not expect to be refused: when there
 * is no more it is left by a jump. It holds nothing but that memory.
 */
struct memory {
	struct tw_arena *arena;
	size_t asked;		/* by the call that was refused */
	jmp_buf refused;
};

#define ARENA_OVERHEAD 64	/* at most, of a piece in the arena */

static void *
take(void *context, size_t size)
{
	struct memory *memory = context;
	void *p = tw_arena_alloc(memory->arena, size);

	if (!p) {
		memory->asked = size;
		longjmp(memory->refused, 1);
	}
	return p;
}

static void
give_back(void *context, void *p)
{
	(void)context;
	(void)p;
}

static const GumboNode *
gumbo_node(const struct tw_tree_node *node)
{
	return (const GumboNode *)(const void *)node;
}

static const struct tw_tree_node *
tree_node(const GumboNode *node)
{
	return (const struct tw_tree_node *)(const void *)node;
}

int
tw_tree_build(struct tw_str html, struct tw_arena *arena,
	const struct tw_tree_node **ret_root, trawl_error *err)
{
	struct memory memory = {.arena = arena};
	GumboOptions options = kGumboDefaultOptions;

	options.allocator = take;
	options.deallocator = give_back;
	options.userdata = &memory;
	options.max_errors = 0;
	if (setjmp(memory.refused) != 0) {
		if (arena->maximum - arena->total
			>= memory.asked + ARENA_OVERHEAD)
			return tw_no_memory(err);
		return tw_fail(err, TRAWL_EFULL, "its tree needs more memory "
			"than %zu bytes", arena->maximum);
	}

	const GumboOutput *output = gumbo_parse_with_options(&options, html.p,
		html.n);

	*ret_root = tree_node(output->root);
	return TRAWL_OK;
}

struct tw_str
tw_tree_name(const struct tw_tree_node *node)
{
	const GumboNode *gumbo = gumbo_node(node);

	if (gumbo->type != GUMBO_NODE_ELEMENT)
		return TW_STR("");
	if (gumbo->v.element.tag != GUMBO_TAG_UNKNOWN)
		return tw_str_of(gumbo_normalized_tagname(
			gumbo->v.element.tag));

	GumboStringPiece piece = gumbo->v.element.original_tag;

	gumbo_tag_from_original_text(&piece);
	return tw_str(piece.data, piece.length);
}

struct tw_str
tw_tree_text(const struct tw_tree_node *node)
{
	const GumboNode *gumbo = gumbo_node(node);

	if (gumbo->type == GUMBO_NODE_ELEMENT
		|| gumbo->type == GUMBO_NODE_DOCUMENT
		|| gumbo->type == GUMBO_NODE_TEMPLATE
		|| gumbo->type == GUMBO_NODE_COMMENT)
		return TW_STR("");
	return tw_str_of(gumbo->v.text.text);
}

const char *
tw_tree_attribute(const struct tw_tree_node *node, const char *name)
{
	const GumboNode *gumbo = gumbo_node(node);

	if (gumbo->type != GUMBO_NODE_ELEMENT)
		return NULL;

	const GumboAttribute *attribute = gumbo_get_attribute(
		&gumbo->v.element.attributes, name);

	return attribute ? attribute->value : NULL;
}

const struct tw_tree_node *
tw_tree_child(const struct tw_tree_node *node, unsigned i)
{
	const GumboNode *gumbo = gumbo_node(node);

	if (gumbo->type != GUMBO_NODE_ELEMENT
		|| i >= gumbo->v.element.children.length)
		return NULL;
	return tree_node(gumbo->v.element.children.data[i]);
}
