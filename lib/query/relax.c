/* relax.c: the small changes of a query that can make it find more. */
/* SPDX-License-Identifier: MIT */
#include "query/relax.h"

#include "query/print.h"

/* Changes of one kind are listed at a time. */
struct list {
	enum tw_change_kind kind;
	struct tw_change *changes;
	uint32_t count;
	uint32_t room;
	bool is_cut;
};

static void
add(struct list *list, const struct tw_node *node)
{
	if (list->count == list->room) {
		list->is_cut = true;
		return;
	}
	list->changes[list->count++] = (struct tw_change){
		.kind = list->kind,
		.node = node,
	};
}

/* True if, beside the clause, no SHOULD clause of its group has to be there. */
static bool
is_enough(const struct tw_node *clause)
{
	return clause->occur == TW_MUST && !tw_query_filters(clause);
}

static bool
has_must(const struct tw_node *group)
{
	for (const struct tw_node *n = group->first; n; n = n->next)
		if (is_enough(n))
			return true;
	return false;
}

static bool
has_occur(const struct tw_node *group, enum tw_occur occur)
{
	for (const struct tw_node *n = group->first; n; n = n->next)
		if (n->occur == occur)
			return true;
	return false;
}

/* True if the words of the leaf could stand in the text as well. */
static bool
has_words_of_field(const struct tw_node *leaf)
{
	return leaf->field == TW_QUERY_TITLE ||
		leaf->field == TW_QUERY_AUTHOR ||
		leaf->field == TW_QUERY_CATEGORY;
}

bool
tw_change_takes_word(const struct tw_node *clause)
{
	return clause->occur == TW_SHOULD && clause->kind == TW_NODE_WORD &&
		clause->field == TW_QUERY_ANY;
}

/* True if all that should be there are words, which may be those of a name, or
   if the leaf may be one. */
static bool
may_be_name(const struct tw_node *node)
{
	uint32_t words = 0;

	if (node->kind != TW_NODE_GROUP)
		return node->field == TW_QUERY_ANY &&
			(node->kind == TW_NODE_PHRASE ||
				(node->kind == TW_NODE_WORD &&
					node->occur == TW_MUST));
	for (const struct tw_node *n = node->first; n; n = n->next) {
		if (n->occur == TW_SHOULD && !tw_change_takes_word(n))
			return false;
		words += n->occur == TW_SHOULD;
	}
	return words > 0;
}

static bool
is_changed_by(const struct tw_node *node, enum tw_change_kind kind)
{
	switch (kind) {
	case TW_CHANGE_AUTHOR:
	case TW_CHANGE_CATEGORY:
		return may_be_name(node);
	case TW_CHANGE_SPELLING:
		return (node->kind == TW_NODE_WORD ||
			node->kind == TW_NODE_PHRASE ||
			node->kind == TW_NODE_NEAR) && !tw_query_filters(node);
	case TW_CHANGE_ALIKE:
		return node->kind == TW_NODE_WORD &&
			(node->field == TW_QUERY_AUTHOR ||
				node->field == TW_QUERY_CATEGORY);
	case TW_CHANGE_NEAR:
		return node->kind == TW_NODE_PHRASE && node->term_count > 1;
	case TW_CHANGE_WORDS:
		return (node->kind == TW_NODE_PHRASE ||
			node->kind == TW_NODE_NEAR) && node->term_count > 1;
	case TW_CHANGE_FIELD:
		return node->kind != TW_NODE_GROUP && has_words_of_field(node);
	case TW_CHANGE_LEAVE:
		return node->occur == TW_MUST;
	default:
		return node->kind == TW_NODE_GROUP && !has_must(node) &&
			has_occur(node, TW_SHOULD) && has_occur(node, TW_MUST);
	}
}

/* A tree is never high: trees may be walked by recursion. */
static void
list_below(struct list *list, const struct tw_node *group)
{
	for (const struct tw_node *n = group->first; n; n = n->next) {
		if (n->occur == TW_NOT) {
			if (list->kind == TW_CHANGE_LEAVE)
				add(list, n);
			continue;
		}
		if (tw_query_is_left_out(group, n))
			continue;
		if (is_changed_by(n, list->kind))
			add(list, n);
		if (n->kind == TW_NODE_GROUP)
			list_below(list, n);
	}
}

uint32_t
tw_changes_of(const struct tw_query *query, struct tw_change *ret,
	uint32_t room, bool *ret_cut)
{
	struct list list = {.changes = ret, .room = room};

	for (int i = TW_CHANGE_SPELLING + 1;
		query->root && i < TW_CHANGE_KIND_COUNT; i++) {
		list.kind = (enum tw_change_kind)i;
		if (list.kind == TW_CHANGE_LEAVE_CHOICE &&
			is_changed_by(query->root, list.kind))
			add(&list, query->root);
		list_below(&list, query->root);
	}
	*ret_cut = list.is_cut;
	return list.count;
}

uint32_t
tw_changes_to_names(const struct tw_query *query, struct tw_change *ret,
	uint32_t room)
{
	struct list list = {.changes = ret, .room = room};

	for (int i = TW_CHANGE_AUTHOR; query->root && i <= TW_CHANGE_CATEGORY;
		i++) {
		list.kind = (enum tw_change_kind)i;
		if (is_changed_by(query->root, list.kind))
			add(&list, query->root);
		list_below(&list, query->root);
	}
	return list.count;
}

uint32_t
tw_changes_of_spelling(const struct tw_query *query, struct tw_change *ret,
	uint32_t room)
{
	struct list list = {
		.kind = TW_CHANGE_SPELLING,
		.changes = ret,
		.room = room,
	};

	if (query->root)
		list_below(&list, query->root);
	return list.count;
}

/* A changed tree in the making; the nodes that stay as they are are copied. */
struct making {
	const struct tw_change *changes[2];
	bool is_done[2];
	bool is_bare;		/* a group was left with nothing to look for */
	bool failed;
	struct tw_arena arena;
};

/* This change of the node, or NULL; it is made where this is asked. */
static const struct tw_change *
take(struct making *making, const struct tw_node *node,
	enum tw_change_kind kind)
{
	for (int i = 0; i < 2; i++) {
		const struct tw_change *change = making->changes[i];

		if (change && change->kind == kind && change->node == node) {
			making->is_done[i] = true;
			return change;
		}
	}
	return NULL;
}

static bool
takes(struct making *making, const struct tw_node *node,
	enum tw_change_kind kind)
{
	return take(making, node, kind) != NULL;
}

static struct tw_node *
copy_node(struct making *making, const struct tw_node *node)
{
	struct tw_node *copy = tw_arena_alloc(&making->arena, sizeof(*copy));

	if (!copy) {
		making->failed = true;
		return NULL;
	}
	*copy = *node;
	copy->next = NULL;
	return copy;
}

/* The words of the leaf that are between spaces, all of which must be there. */
static struct tw_node *
words_of(struct making *making, struct tw_node *group)
{
	struct tw_node word = *group;
	struct tw_node **link = &group->first;
	const char *p = group->text.p;
	const char *end = p + group->text.n;

	group->kind = TW_NODE_GROUP;
	group->first = NULL;
	word.kind = TW_NODE_WORD;
	word.occur = TW_MUST;
	word.boost = TW_BOOST_ONE;
	while (p < end) {
		const char *space = memchr(p, ' ', (size_t)(end - p));
		const char *stop = space ? space : end;

		word.text = tw_str(p, (size_t)(stop - p));
		p = stop + (stop < end);
		if (word.text.n == 0)
			continue;
		*link = copy_node(making, &word);
		if (!*link)
			return NULL;
		link = &(*link)->next;
	}
	return group;
}

/* The leaf spelt otherwise; one word may have become several that follow each
   other. */
static void
respell(struct tw_node *leaf, struct tw_str instead)
{
	leaf->text = instead;
	if (leaf->kind == TW_NODE_WORD && memchr(instead.p, ' ', instead.n))
		leaf->kind = TW_NODE_PHRASE;
}

struct tw_node
tw_change_name(const struct tw_change *change)
{
	struct tw_node name = {
		.kind = TW_NODE_WORD,
		.occur = TW_MUST,
		.field = change->kind == TW_CHANGE_AUTHOR ? TW_QUERY_AUTHOR
			: TW_QUERY_CATEGORY,
		.boost = TW_BOOST_ONE,
		.distance = TW_NEAR_WORDS,
	};

	respell(&name, change->instead);
	if (change->is_near)
		name.kind = TW_NODE_NEAR;
	return name;
}

/* The clause in the place of the node's words, if they are to be a name. */
static bool
takes_name(struct making *making, const struct tw_node *node,
	struct tw_node *ret)
{
	const struct tw_change *change = take(making, node, TW_CHANGE_AUTHOR);

	if (!change)
		change = take(making, node, TW_CHANGE_CATEGORY);
	if (change)
		*ret = tw_change_name(change);
	return change != NULL;
}

static struct tw_node *
change_leaf(struct making *making, const struct tw_node *leaf)
{
	struct tw_node name;

	if (takes_name(making, leaf, &name))
		return copy_node(making, &name);
	const struct tw_change *respelt = take(making, leaf,
		TW_CHANGE_SPELLING);
	struct tw_node *copy = copy_node(making, leaf);

	if (!copy)
		return NULL;
	if (respelt)
		respell(copy, respelt->instead);
	if (takes(making, leaf, TW_CHANGE_ALIKE)) {
		copy->kind = TW_NODE_FUZZY;
		copy->distance = 1;
	}
	if (takes(making, leaf, TW_CHANGE_FIELD))
		copy->field = TW_QUERY_ANY;
	if (takes(making, leaf, TW_CHANGE_NEAR)) {
		copy->kind = TW_NODE_NEAR;
		copy->distance = TW_NEAR_WORDS;
	} else if (takes(making, leaf, TW_CHANGE_WORDS)) {
		return words_of(making, copy);
	}
	return copy;
}

/* True if there are clauses, but they are all behind a NOT, or if none are. */
static bool
is_bare(const struct tw_node *group)
{
	return !has_occur(group, TW_SHOULD) && !has_occur(group, TW_MUST);
}

/*
 * Beside filters one of the SHOULD clauses has to be there. Where one of these
 * filters has become words that rank, too, that is said by a +, or nothing but
 * the words of the filter would have to be there. False without memory.
 */
static bool
require_choice(struct making *making, struct tw_node *group)
{
	struct tw_node **link = &group->first;
	struct tw_node *choice = copy_node(making, group);
	struct tw_node **last = choice ? &choice->first : NULL;
	uint32_t count = 0;

	if (!choice)
		return false;
	choice->occur = TW_MUST;
	choice->boost = TW_BOOST_ONE;
	while (*link) {
		struct tw_node *n = *link;

		if (n->occur != TW_SHOULD) {
			link = &n->next;
			continue;
		}
		*link = n->next;
		*last = n;
		last = &n->next;
		count++;
	}
	*last = NULL;
	if (count == 1) {
		choice = choice->first;
		choice->occur = TW_MUST;
	}
	choice->next = group->first;
	group->first = choice;
	return true;
}

static struct tw_node *
change_group(struct making *making, const struct tw_node *group)
{
	struct tw_node *copy = copy_node(making, group);
	struct tw_node name;

	if (!copy)
		return NULL;
	bool is_named = takes_name(making, group, &name);
	bool chooses = !takes(making, group, TW_CHANGE_LEAVE_CHOICE);
	bool is_less = !chooses;
	bool had_must = false;
	struct tw_node **link = &copy->first;

	copy->first = NULL;
	if (is_named) {
		*link = copy_node(making, &name);
		if (!*link)
			return NULL;
		link = &(*link)->next;
	}
	for (const struct tw_node *n = group->first; n; n = n->next) {
		if (takes(making, n, TW_CHANGE_LEAVE)) {
			is_less = true;
			continue;
		}
		if (n->occur == TW_SHOULD && (is_named || !chooses))
			continue;
		had_must |= is_enough(n);
		*link = n->kind == TW_NODE_GROUP ? change_group(making, n)
						 : change_leaf(making, n);
		if (!*link)
			return NULL;
		link = &(*link)->next;
	}
	making->is_bare |= is_less && is_bare(copy);
	if (!had_must && has_must(copy) &&
		has_occur(copy, TW_SHOULD) && !require_choice(making, copy))
		return NULL;
	return copy;
}

int
tw_change_print(const struct tw_query *query, const struct tw_change *a,
	const struct tw_change *b, struct tw_buf *out, bool *ret_made,
	trawl_error *err)
{
	struct making making = {.changes = {a, b}, .is_done = {!a, !b}};
	struct tw_node *root = change_group(&making, query->root);

	if (root)
		tw_query_print(root, out);
	tw_arena_done(&making.arena);
	if (making.failed)
		return tw_no_memory(err);
	*ret_made = making.is_done[0] && making.is_done[1] && !making.is_bare;
	return tw_buf_status(out, err);
}

/* Appends the clause, of this text, without its +. */
static void
print_clause(const struct tw_node *node, struct tw_str text,
	struct tw_buf *out)
{
	struct tw_node group = {.kind = TW_NODE_GROUP, .boost = TW_BOOST_ONE};
	struct tw_node clause = *node;

	clause.next = NULL;
	clause.text = text;
	if (clause.occur == TW_MUST)
		clause.occur = TW_SHOULD;
	group.first = &clause;
	tw_query_print(&group, out);
}

/* The spelling that a change offers: a word alone, a phrase as it prints. */
static void
print_instead(const struct tw_change *change, struct tw_buf *out)
{
	struct tw_node node = *change->node;

	if (change->kind <= TW_CHANGE_CATEGORY) {
		node = tw_change_name(change);
		print_clause(&node, node.text, out);
		return;
	}
	bool is_word = node.kind == TW_NODE_WORD;

	respell(&node, change->instead);
	if (is_word && node.kind == TW_NODE_WORD)
		tw_buf_add_str(out, node.text);
	else
		print_clause(&node, node.text, out);
}

/* Appends the clause, or the SHOULD clauses of the group, as they print. */
static void
print_clauses(const struct tw_change *change, struct tw_buf *out)
{
	struct tw_node group = {.kind = TW_NODE_GROUP, .boost = TW_BOOST_ONE};
	struct tw_node clause = *change->node;

	if (change->kind == TW_CHANGE_LEAVE_CHOICE ||
		(change->kind <= TW_CHANGE_CATEGORY &&
			clause.kind == TW_NODE_GROUP)) {
		bool is_first = true;

		for (const struct tw_node *n = change->node->first; n;
			n = n->next) {
			if (n->occur != TW_SHOULD)
				continue;
			if (!is_first)
				tw_buf_add_byte(out, ' ');
			is_first = false;
			clause = *n;
			clause.next = NULL;
			group.first = &clause;
			tw_query_print(&group, out);
		}
		return;
	}
	print_clause(change->node, change->node->text, out);
}

int
tw_change_say(const struct tw_change *change, struct tw_buf *out,
	trawl_error *err)
{
	static const char *const ends[TW_CHANGE_KIND_COUNT] = {
		[TW_CHANGE_AUTHOR] = "",
		[TW_CHANGE_CATEGORY] = "",
		[TW_CHANGE_SPELLING] = "",
		[TW_CHANGE_ALIKE] = " or what is spelt alike",
		[TW_CHANGE_NEAR] = " as words near each other",
		[TW_CHANGE_WORDS] = " as words",
		[TW_CHANGE_FIELD] = " anywhere",
		[TW_CHANGE_LEAVE] = "",
		[TW_CHANGE_LEAVE_CHOICE] = "",
	};

	if (change->kind <= TW_CHANGE_SPELLING) {
		print_instead(change, out);
		tw_buf_add_str(out, TW_STR(" for "));
	}
	if (change->kind >= TW_CHANGE_LEAVE)
		tw_buf_add_str(out, TW_STR("without "));
	print_clauses(change, out);
	tw_buf_add_str(out, tw_str_of(ends[change->kind]));
	return tw_buf_status(out, err);
}
