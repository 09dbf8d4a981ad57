/* html.c: HTML to the blocks, areas and facts of a page. */
/* SPDX-License-Identifier: MIT */
#include "page/html.h"

#include "base/alloc.h"
#include "base/hash.h"
#include "page/address.h"
#include "page/classwords.h"
#include "page/htmlscan.h"
#include "page/htmltree.h"
#include "page/jsonld.h"
#include "page/measure.h"
#include "page/plain.h"
#include "text/utf8.h"

#define TREE_MEMORY ((size_t)1 << 30)
#define LEVELS_MAX 2048		/* what is nested deeper is left out */
#define FACT_BYTES 300
#define PARTS_BYTES ((size_t)4 << 10)	/* a longer one is no byline */

/* An element on the way from the root to where the reader is. */
struct level {
	const struct tw_tree_node *node;
	unsigned next_child;
	uint32_t area;
	uint32_t element;
	uint8_t kind;		/* enum tw_block_kind */
	uint8_t heading;	/* level of it */
	bool block;		/* text before and behind it is apart */
	bool link;
	bool pre;
	bool hidden;		/* or in one that is */
	const char *fact_name;	/* its text is this fact, if not NULL */
	enum tw_fact_kind fact_kind;
	uint32_t fact_block;
	size_t fact_start;	/* in `facts` */
};

struct reader {
	struct tw_page *page;
	struct level *levels;
	unsigned depth;
	struct tw_buf text;	/* of the block that is being read */
	struct tw_buf parts;	/* the same with bars between its elements */
	struct tw_buf facts;	/* text since the first that is open */
	unsigned open_facts;	/* levels whose text is one */
	size_t linked;		/* bytes of `text` that are in links */
	unsigned breaks;	/* <br> since the last text */
};

static const char *const blocks =
	"|address|article|aside|blockquote|body|caption|center|dd|details|dir"
	"|div|dl|dt|fieldset|figcaption|figure|footer|form|h1|h2|h3|h4|h5|h6"
	"|header|hgroup|hr|html|legend|li|main|menu|nav|ol|p|pre|section"
	"|summary|table|tbody|td|tfoot|th|thead|tr|ul|picture|";

/* They part areas of the page from each other. */
static const char *const containers =
	"|article|aside|body|center|dd|details|div|dl|fieldset|figure|footer"
	"|form|header|main|nav|ol|section|table|td|ul|blockquote|menu|";

static const char *const unseen =
	"|script|style|noscript|template|select|option|textarea|button"
	"|object|canvas|audio|video|svg|math|iframe|applet|map|datalist|";

static bool
in_table(const char *table, struct tw_str name)
{
	char key[24];

	if (name.n == 0 || name.n > sizeof(key) - 3)
		return false;
	key[0] = '|';
	memcpy(key + 1, name.p, name.n);
	key[name.n + 1] = '|';
	key[name.n + 2] = '\0';
	return strstr(table, key) != NULL;
}

static bool
is(struct tw_str name, const char *text)
{
	return tw_str_equal(name, tw_str_of(text));
}

/* Short lines, no sentences: a title above a byline, or an address. */
static bool
is_lines(const struct level *level, struct tw_str text)
{
	struct tw_measure measure;

	if ((level->kind != TW_PARAGRAPH && level->kind != TW_CELL)
		|| text.n > 400 || !memchr(text.p, '\n', text.n))
		return false;
	tw_measure(text, &measure);
	return tw_measure_prose(&measure) == 0 || measure.words < 25;
}

static void
add_lines(struct reader *r, const struct level *level, struct tw_str text,
	double linked)
{
	bool joined = false;

	while (text.n > 0) {
		const char *stop = memchr(text.p, '\n', text.n);
		size_t n = stop ? (size_t)(stop - text.p) : text.n;
		uint32_t count = r->page->block_count;

		tw_page_add_block(r->page, level->kind, level->heading,
			level->area, tw_str(text.p, n), linked);
		if (r->page->block_count > count) {
			r->page->blocks[count].joined = joined;
			joined = true;
		}
		n += stop ? 1 : 0;
		text = tw_str(text.p + n, text.n - n);
	}
}

static void
add_space(struct tw_buf *out)
{
	if (out->n > 0 && out->p[out->n - 1] != ' '
		&& out->p[out->n - 1] != '\n')
		tw_buf_add_byte(out, ' ');
}

/* Ends the block: what was read becomes one, if there is a word in it. */
static void
flush(struct reader *r)
{
	const struct level *level = &r->levels[r->depth];
	struct tw_str text = tw_buf_str(&r->text);

	if (tw_plain_space(text) < text.n) {
		double linked = (double)r->linked / (double)text.n;
		uint32_t count = r->page->block_count;

		if (is_lines(level, text))
			add_lines(r, level, text, linked);
		else
			tw_page_add_block(r->page, level->kind,
				level->heading, level->area, text, linked);
		for (uint32_t i = count; i < r->page->block_count; i++)
			r->page->blocks[i].element = level->element;
		if (r->page->block_count == count + 1
			&& !tw_buf_failed(&r->parts))
			tw_page_set_parts(r->page, tw_buf_str(&r->parts));
	}
	if (tw_buf_failed(&r->text) || tw_buf_failed(&r->facts)
		|| r->parts.failed == TRAWL_ENOMEM)
		r->page->failed = true;
	tw_buf_reset(&r->text);
	tw_buf_reset(&r->parts);
	add_space(&r->facts);
	r->linked = 0;
	r->breaks = 0;
}

/* Parts what short lines are made of: "By Jane | 3 March | News". */
static void
add_bar(struct reader *r)
{
	if (r->parts.n > 0 && r->parts.p[r->parts.n - 1] != '|')
		tw_buf_add_byte(&r->parts, '|');
}

static void
add_word(struct reader *r, const char *p, size_t n)
{
	r->breaks = n > 0 ? 0 : r->breaks;
	tw_buf_add(&r->text, p, n);
	tw_buf_add(&r->parts, p, n);
	if (r->open_facts > 0)
		tw_buf_add(&r->facts, p, n);
}

static void
add_text(struct reader *r, struct tw_str text)
{
	const struct level *level = &r->levels[r->depth];
	const char *end = text.p + text.n;
	const char *word = text.p;	/* not added yet */
	size_t before = r->text.n;

	for (const char *p = text.p; p < end;) {
		uint32_t c;
		const char *next = tw_utf8_next(p, end, &c);

		if (!tw_plain_is_space(c)) {
			p = next;
			continue;
		}
		add_word(r, word, (size_t)(p - word));
		word = next;
		if (level->pre && (c == '\n' || c == ' ' || c == '\t')) {
			tw_buf_add_byte(&r->text, (uint8_t)*p);
		} else {
			add_space(&r->text);
			add_space(&r->parts);
			add_space(&r->facts);
		}
		p = next;
	}
	add_word(r, word, (size_t)(end - word));
	if (level->link)
		r->linked += r->text.n - before;
}

/* One is the end of a line, two the end of a paragraph. */
static void
add_break(struct reader *r)
{
	r->breaks++;
	if (r->breaks > 1) {
		flush(r);
		return;
	}
	while (r->text.n > 0 && r->text.p[r->text.n - 1] == ' ')
		r->text.n--;
	if (r->text.n > 0)
		tw_buf_add_byte(&r->text, '\n');
	add_bar(r);
	add_space(&r->facts);
}

static struct tw_str
attribute(const struct tw_tree_node *node, const char *name)
{
	const char *value = tw_tree_attribute(node, name);

	return value ? tw_str_of(value) : TW_STR("");
}

static bool
has_word(struct tw_str text, const char *word)
{
	return memmem(text.p, text.n, word, strlen(word)) != NULL;
}

/* Not shown, or not yet: scripts show the rest of an article to some. */
static bool
is_hidden(const struct tw_tree_node *node)
{
	if (tw_tree_attribute(node, "hidden"))
		return true;

	struct tw_str style = attribute(node, "style");

	return has_word(style, "display:none")
		|| has_word(style, "display: none")
		|| has_word(style, "visibility:hidden")
		|| has_word(style, "visibility: hidden");
}

static uint32_t
tag_flags(struct tw_str name)
{
	static const struct {
		const char *name;
		uint32_t flag;
	} tags[] = {{"main", TW_AREA_MAIN}, {"article", TW_AREA_ARTICLE},
		{"nav", TW_AREA_NAV}, {"aside", TW_AREA_ASIDE},
		{"footer", TW_AREA_FOOTER}, {"header", TW_AREA_HEADER},
		{"form", TW_AREA_FORM}, {"figure", TW_AREA_FIGURE},
		{"figcaption", TW_AREA_FIGURE}, {"table", TW_AREA_TABLE},
		{"ul", TW_AREA_LIST}, {"ol", TW_AREA_LIST}};

	for (size_t i = 0; i < sizeof(tags) / sizeof(*tags); i++) {
		if (is(name, tags[i].name))
			return tags[i].flag;
	}
	return 0;
}

/* What the element's attributes say; none for the whole page's. */
static uint32_t
attribute_flags(const struct tw_tree_node *node, struct tw_str name)
{
	if (is(name, "html") || is(name, "body"))
		return 0;

	uint32_t flags = tw_class_flags(attribute(node, "class"))
		| tw_class_flags(attribute(node, "id"))
		| tw_role_flags(attribute(node, "role"));

	if (has_word(attribute(node, "itemprop"), "articleBody"))
		flags |= TW_AREA_BODY;
	return flags;
}

static uint32_t
add_element(struct reader *r, const struct level *level, struct tw_str name,
	uint32_t parent)
{
	const struct tw_tree_node *node = level->node;
	static const char *const keys[] = {"class", "id", "role"};
	struct tw_element element = {.tag = (uint8_t)tw_tag(name),
		.hidden = level->hidden,
		.names = (uint32_t)tw_hash64(name.p, name.n),
		.body = has_word(attribute(node, "itemprop"), "articleBody")};

	for (size_t i = 0; i < 3; i++) {
		struct tw_str names = attribute(node, keys[i]);

		element.names = element.names * 31
			+ (uint32_t)tw_hash64(names.p, names.n);
		if (!is(name, "body") && !is(name, "html"))
			element.groups |= tw_groups(names);
	}
	if (is(attribute(node, "role"), "main"))
		element.tag = TW_TAG_MAIN;
	return tw_page_add_element(r->page, parent, element);
}

static void
set_kind(struct level *level, struct tw_str name)
{
	if (name.n == 2 && name.p[0] == 'h' && name.p[1] >= '1'
		&& name.p[1] <= '6') {
		level->kind = TW_HEADING;
		level->heading = (uint8_t)(name.p[1] - '0');
	} else if (in_table("|li|dt|dd|", name)) {
		level->kind = TW_ITEM;
	} else if (in_table("|figcaption|caption|", name)) {
		level->kind = TW_CAPTION;
	} else if (is(name, "blockquote")) {
		level->kind = TW_QUOTE;
	} else if (is(name, "pre")) {
		level->kind = TW_PRE;
		level->pre = true;
	} else if (in_table("|td|th|", name)) {
		level->kind = TW_CELL;
	} else if (in_table("|article|section|main|", name)) {
		level->kind = TW_PARAGRAPH;
	}
}

static void
meta_fact(struct reader *r, const struct tw_tree_node *node)
{
	static const char *const names[] = {"property", "name", "itemprop"};
	struct tw_str value = attribute(node, "content");

	for (size_t i = 0; i < 3; i++) {
		struct tw_str name = attribute(node, names[i]);

		if (is(name, "script:ld+json"))
			tw_json_ld_read(value, r->page);
		else if (name.n > 0)
			tw_page_add_fact(r->page, i == 2 ? TW_FACT_ITEM
				: TW_FACT_META, 0, name, value);
	}
}

/* The text of the element is a fact; added when the element ends. */
static void
expect_fact(struct reader *r, struct level *level, enum tw_fact_kind kind,
	const char *name)
{
	level->fact_kind = kind;
	level->fact_name = name;
	level->fact_block = r->page->block_count;
	r->open_facts++;
	level->fact_start = r->facts.n;
}

static const char *
known_item(struct tw_str itemprop, struct tw_str property)
{
	static const char *const items[] = {"author", "datePublished",
		"dateModified", "headline", "articleSection", "creator"};

	for (size_t i = 0; i < sizeof(items) / sizeof(*items); i++) {
		if (has_word(itemprop, items[i]))
			return items[i];
	}
	/* Of RDFa dates only, as Drupal writes them. */
	return has_word(property, "schema:dateCreated")
		|| has_word(property, "dc:date") ? "datePublished" : NULL;
}

static void
find_facts(struct reader *r, struct level *level, struct tw_str name,
	uint32_t flags)
{
	const struct tw_tree_node *node = level->node;
	struct tw_str rel = attribute(node, "rel");
	struct tw_str datetime = attribute(node, "datetime");
	struct tw_str content = attribute(node, "content");
	const char *item = known_item(attribute(node, "itemprop"),
		attribute(node, "property"));

	if (is(name, "time") && datetime.n > 0)
		tw_page_add_fact(r->page, TW_FACT_TIME, level->area,
			(flags & TW_CLASS_MODIFIED) ? TW_STR("modified")
				: TW_STR(""), datetime);
	if (item && (content.n > 0 || datetime.n > 0))
		tw_page_add_fact(r->page, TW_FACT_ITEM, level->area,
			tw_str_of(item), content.n > 0 ? content : datetime);
	else if (item)
		expect_fact(r, level, TW_FACT_ITEM, item);
	else if (has_word(rel, "author"))
		expect_fact(r, level, TW_FACT_AUTHOR_TEXT, "rel");
	else if (has_word(rel, "category"))
		expect_fact(r, level, TW_FACT_TAG_TEXT, "rel");
	else if ((flags & TW_CLASS_AUTHOR)
		|| tw_address_is_author(attribute(node, "href")))
		expect_fact(r, level, TW_FACT_AUTHOR_TEXT, "class");
	else if (flags & TW_CLASS_DATE)
		expect_fact(r, level, TW_FACT_DATE_TEXT,
			(flags & TW_CLASS_MODIFIED) ? "modified" : "class");
	else if (flags & TW_CLASS_CATEGORY)
		expect_fact(r, level, TW_FACT_TAG_TEXT, "class");
}

static void
head_facts(struct reader *r, const struct tw_tree_node *node,
	struct tw_str name)
{
	if (is(name, "meta"))
		meta_fact(r, node);
	else if (is(name, "link") && is(attribute(node, "rel"), "canonical"))
		tw_page_add_fact(r->page, TW_FACT_CANONICAL, 0, TW_STR(""),
			attribute(node, "href"));
	else if (is(name, "html"))
		tw_page_add_fact(r->page, TW_FACT_LANGUAGE, 0, TW_STR(""),
			attribute(node, "lang"));
}

/* Steps into the element, unless what it holds is not for readers. */
static void
enter(struct reader *r, const struct tw_tree_node *node)
{
	struct tw_str name = tw_tree_name(node);

	head_facts(r, node, name);
	if (is(name, "br")) {
		add_break(r);
		return;
	}
	if (is(name, "title")) {
		const struct tw_tree_node *text = tw_tree_child(node, 0);

		if (text)
			tw_page_add_fact(r->page, TW_FACT_TITLE, 0, TW_STR(""),
				tw_tree_text(text));
		return;
	}
	if (in_table(unseen, name) || r->depth + 1 == LEVELS_MAX) {
		add_space(&r->text);
		return;
	}

	uint32_t flags = attribute_flags(node, name);
	bool block = in_table(blocks, name);

	if (block)
		flush(r);
	else
		add_bar(r);

	const struct level *above = &r->levels[r->depth];
	struct level *level = &r->levels[++r->depth];

	*level = (struct level){.node = node, .area = above->area,
		.kind = above->kind, .heading = above->heading,
		.element = above->element,
		.link = above->link || is(name, "a"), .pre = above->pre,
		.hidden = above->hidden || is_hidden(node), .block = block};
	set_kind(level, name);

	uint32_t area = (flags & 0xffffff) | tag_flags(name);

	if (level->hidden && !above->hidden)
		area |= TW_AREA_HIDDEN;
	if (in_table(containers, name) || (block && area != 0))
		level->area = tw_page_add_area(r->page, above->area, area);
	if (block)
		level->element = add_element(r, level, name, above->element);
	if (!level->hidden)
		find_facts(r, level, name, flags);
}

static void
leave(struct reader *r)
{
	const struct level *level = &r->levels[r->depth];

	if (level->fact_name) {
		size_t start = level->fact_start;
		size_t n = r->facts.n - start;
		struct tw_fact *fact = n > FACT_BYTES ? NULL
			: tw_page_add_fact(r->page, level->fact_kind,
				level->area, tw_str_of(level->fact_name),
				tw_str(tw_buf_str(&r->facts).p + start, n));

		if (fact)
			fact->block = level->fact_block;
		if (--r->open_facts == 0)
			r->facts.n = 0;
	}
	if (level->block)
		flush(r);
	else
		add_bar(r);
	r->depth--;
}

static void
read_tree(struct reader *r, const struct tw_tree_node *root)
{
	r->levels[0] = (struct level){.node = root,
		.area = tw_page_add_area(r->page, 0, 0)};
	tw_page_add_element(r->page, 0, (struct tw_element){0});
	head_facts(r, root, tw_tree_name(root));
	for (;;) {
		struct level *level = &r->levels[r->depth];
		const struct tw_tree_node *child = tw_tree_child(level->node,
			level->next_child++);

		if (child) {
			if (tw_tree_name(child).n == 0)
				add_text(r, tw_tree_text(child));
			else
				enter(r, child);
		} else if (r->depth == 0) {
			break;
		} else {
			leave(r);
		}
		if (r->page->failed)
			break;
	}
	flush(r);
}

static void
add_json_ld(void *context, struct tw_str json)
{
	tw_json_ld_read(json, context);
}

int
tw_html_read(struct tw_str html, struct tw_page *page, trawl_error *err)
{
	struct tw_arena memory;
	struct tw_buf safe = {0};
	struct reader r = {.page = page, .parts.maximum = PARTS_BYTES};
	const struct tw_tree_node *root = NULL;

	tw_arena_init(&memory, TREE_MEMORY);

	int status = tw_html_scan(html, &safe, add_json_ld, page, err);

	if (status == TRAWL_OK)
		status = tw_tree_build(tw_buf_str(&safe), &memory, &root, err);
	if (status == TRAWL_OK) {
		r.levels = tw_alloc_zeroed(LEVELS_MAX, sizeof(*r.levels));
		if (!r.levels)
			status = tw_no_memory(err);
	}
	if (status == TRAWL_OK) {
		read_tree(&r, root);
		if (page->failed)
			status = tw_no_memory(err);
	}
	tw_free(r.levels);
	tw_buf_done(&r.text);
	tw_buf_done(&r.parts);
	tw_buf_done(&r.facts);
	tw_buf_done(&safe);
	tw_arena_done(&memory);
	return status;
}

bool
tw_html_entity(struct tw_str entity, struct tw_buf *out)
{
	const struct tw_tree_node *root = NULL;
	struct tw_arena memory;

	tw_arena_init(&memory, 1 << 20);

	int status = tw_tree_build(entity, &memory, &root, NULL);

	for (unsigned i = 0; status == TRAWL_OK && root; i++) {
		const struct tw_tree_node *child = tw_tree_child(root, i);

		if (!child)
			break;
		if (tw_str_equal(tw_tree_name(child), TW_STR("body"))
			&& tw_tree_child(child, 0))
			tw_buf_add_str(out, tw_tree_text(
				tw_tree_child(child, 0)));
	}
	tw_arena_done(&memory);
	return status == TRAWL_OK;
}
