/* feed.c: the entries of an RSS or Atom feed, to articles. */
/* SPDX-License-Identifier: MIT */
#include "page/feed.h"

#include <inttypes.h>
#include <stdio.h>
#include <strings.h>

#include "page/entry.h"
#include "page/onepage.h"
#include "page/tell.h"
#include "page/xml.h"

struct part_name {
	const char *name;
	enum tw_entry_part part;
};

/* Children of an entry, by RSS's names and by Atom's. */
static const struct part_name parts[] = {
	{"title", TW_ENTRY_TITLE},
	{"link", TW_ENTRY_LINK},
	{"feedburner:origLink", TW_ENTRY_ORIGINAL},
	{"guid", TW_ENTRY_ID}, {"id", TW_ENTRY_ID},
	{"pubDate", TW_ENTRY_DATE}, {"published", TW_ENTRY_DATE},
	{"issued", TW_ENTRY_DATE}, {"dc:date", TW_ENTRY_DATE},
	{"updated", TW_ENTRY_CHANGED}, {"modified", TW_ENTRY_CHANGED},
	{"author", TW_ENTRY_AUTHOR}, {"dc:creator", TW_ENTRY_AUTHOR},
	{"itunes:author", TW_ENTRY_AUTHOR},
	{"category", TW_ENTRY_CATEGORY}, {"dc:subject", TW_ENTRY_CATEGORY},
	{"content:encoded", TW_ENTRY_CONTENT}, {"content", TW_ENTRY_CONTENT},
	{"description", TW_ENTRY_SUMMARY}, {"summary", TW_ENTRY_SUMMARY},
	{"dc:language", TW_ENTRY_LANGUAGE}, {"language", TW_ENTRY_LANGUAGE}};

struct reader {
	const struct trawl_extract_options *options;
	trawl_extract_fn *fn;
	void *context;
	struct tw_xml_events *events;
	struct trawl_article *article;
	struct tw_entry entry;
	struct tw_entry feed;	/* what holds for all entries */
	uint64_t number;	/* of the entry, from 1 */
	uint64_t at;		/* its first byte */
	unsigned depth;		/* elements that are open */
	unsigned entry_depth;	/* within the entry; 0: in none */
	unsigned part_depth;	/* within the part; 0: in none */
	enum tw_entry_part part;
	bool markup;		/* elements within the part are its HTML */
	bool name;		/* only <name> within the part counts */
	bool within_name;
	trawl_error *err;
};

static const char *const records[] = {"item", "entry", "atom:entry", NULL};

/* The name without the prefix that it may have where all have it. */
static const char *
bare(const char *name)
{
	return strncmp(name, "atom:", 5) == 0 ? name + 5 : name;
}

static const char *
attribute(const char **attributes, const char *name)
{
	for (size_t i = 0; attributes[i]; i += 2) {
		if (strcmp(attributes[i], name) == 0)
			return attributes[i + 1];
	}
	return NULL;
}

static bool
is(const char *a, const char *b)
{
	return a && strcasecmp(a, b) == 0;
}

/* ------------------------------------------------------------------ */

/* "FILE#3", where the entry has neither a link nor an id. */
static int
identify(struct reader *reader, trawl_error *why)
{
	struct trawl_article *article = reader->article;
	struct tw_buf id = {0};

	if (tw_article_get(article, TRAWL_ID).n > 0)
		return TRAWL_OK;
	if (tw_article_get(article, TRAWL_URL).n > 0
		|| !reader->options->name)
		return tw_onepage_identify(article, NULL, why);
	tw_buf_addf(&id, "%s#%" PRIu64, reader->options->name, reader->number);

	int status = tw_buf_status(&id, why);

	if (status == TRAWL_OK)
		status = tw_article_set(article, TRAWL_ID, tw_buf_str(&id),
			"file", why);
	tw_buf_done(&id);
	return status;
}

static int
tell_entry(struct reader *reader)
{
	trawl_error why = {0};
	trawl_error doubt = {0};
	char place[48];
	int status = tw_entry_article(&reader->entry, &reader->feed,
		reader->options, reader->article, &doubt, &why);

	snprintf(place, sizeof(place), "entry at byte %" PRIu64, reader->at);
	if (status == TRAWL_OK)
		status = identify(reader, &why);
	if (status != TRAWL_OK)
		return tw_tell(reader->options, place, &why, reader->fn,
			reader->context, reader->err);
	status = reader->fn(reader->context, reader->article, NULL);
	if (status != TRAWL_OK || doubt.status == TRAWL_OK)
		return status;
	return tw_tell(reader->options, place, &doubt, reader->fn,
		reader->context, reader->err);
}

/* ------------------------------------------------------------------ */

static void
take_base(struct tw_entry *entry, const char *base)
{
	tw_entry_begin(entry, TW_ENTRY_BASE);
	tw_entry_add(entry, TW_ENTRY_BASE, tw_str_of(base));
	tw_entry_end(entry, TW_ENTRY_BASE);
}

static void
begin_entry(struct reader *reader, const char *base)
{
	reader->entry_depth = reader->depth;
	reader->part_depth = 0;
	reader->number++;
	reader->at = reader->events->at;
	tw_entry_reset(&reader->entry);
	if (base)
		take_base(&reader->entry, base);
}

static struct tw_entry *
open_entry(struct reader *reader)
{
	return reader->entry_depth > 0 ? &reader->entry : &reader->feed;
}

/* Where a link goes, a category's name and how a text is written. */
static void
take_attributes(struct reader *reader, struct tw_entry *entry,
	const char **attributes)
{
	const char *type = attribute(attributes, "type");
	const char *value = NULL;

	if (reader->part == TW_ENTRY_LINK) {
		const char *rel = attribute(attributes, "rel");

		if (!rel || is(rel, "alternate"))
			value = attribute(attributes, "href");
	} else if (reader->part == TW_ENTRY_CATEGORY) {
		value = attribute(attributes, "label");
		if (!value)
			value = attribute(attributes, "term");
	} else if (reader->part == TW_ENTRY_ID) {
		entry->id_is_no_link = is(attribute(attributes,
			"isPermaLink"), "false");
	}
	if (value)
		tw_entry_add(entry, reader->part, tw_str_of(value));
	reader->markup = is(type, "xhtml");
	reader->name = reader->part == TW_ENTRY_AUTHOR;
	reader->within_name = false;
	if (is(type, "text") || is(type, "text/plain"))
		entry->is_plain[reader->part] = true;
}

static void
begin_part(struct reader *reader, const char *name, const char **attributes)
{
	struct tw_entry *entry = open_entry(reader);

	for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++) {
		if (strcmp(parts[i].name, name) != 0)
			continue;
		reader->part = parts[i].part;
		reader->part_depth = reader->depth;
		tw_entry_begin(entry, reader->part);
		take_attributes(reader, entry, attributes);
		return;
	}
}

/* An element within a part: of its HTML, or an author's name. */
static void
begin_within(struct reader *reader, const char *name)
{
	struct tw_entry *entry = open_entry(reader);

	if (reader->markup) {
		tw_entry_add(entry, reader->part, TW_STR("<"));
		tw_entry_add(entry, reader->part, tw_str_of(name));
		tw_entry_add(entry, reader->part, TW_STR(">"));
	} else if (reader->name && strcmp(bare(name), "name") == 0) {
		tw_entry_begin(entry, reader->part);
		reader->within_name = true;
	}
}

/* What an element directly above may say for all entries. */
static bool
is_of_feed(const struct reader *reader, const char *name)
{
	unsigned depth = reader->depth;

	if (strcmp(name, "language") == 0 || strcmp(name, "dc:language") == 0)
		return depth <= 3;
	if (strcmp(name, "link") == 0)
		return depth <= 3;
	return strcmp(name, "author") == 0 && depth == 2;
}

static int
begin(void *context, const char *name, const char **attributes)
{
	struct reader *reader = context;
	const char *language = attribute(attributes, "xml:lang");
	const char *base = attribute(attributes, "xml:base");

	name = bare(name);
	reader->depth++;
	if (reader->depth == 1 && language)
		tw_entry_add(&reader->feed, TW_ENTRY_LANGUAGE,
			tw_str_of(language));
	if (reader->depth == 1 && base)
		take_base(&reader->feed, base);
	if (reader->part_depth > 0)
		begin_within(reader, name);
	else if (reader->entry_depth == 0 && (strcmp(name, "item") == 0
		|| strcmp(name, "entry") == 0))
		begin_entry(reader, base);
	else if (reader->entry_depth > 0
		? reader->depth == reader->entry_depth + 1
		: is_of_feed(reader, name))
		begin_part(reader, name, attributes);
	return TRAWL_OK;
}

static int
text(void *context, struct tw_str piece)
{
	struct reader *reader = context;
	bool within = reader->depth > reader->part_depth;

	if (reader->part_depth == 0 || (within && !reader->markup
		&& !reader->within_name))
		return TRAWL_OK;
	if (reader->markup)
		tw_entry_add_escaped(open_entry(reader), reader->part, piece);
	else
		tw_entry_add(open_entry(reader), reader->part, piece);
	return TRAWL_OK;
}

/* Elements of HTML that end where they begin. */
static bool
is_void(const char *name)
{
	return strcmp(name, "br") == 0 || strcmp(name, "hr") == 0
		|| strcmp(name, "img") == 0;
}

static int
end(void *context, const char *name)
{
	struct reader *reader = context;
	unsigned depth = reader->depth--;

	name = bare(name);
	if (reader->part_depth == depth) {
		tw_entry_end(open_entry(reader), reader->part);
		reader->part_depth = 0;
	} else if (reader->part_depth > 0 && reader->markup
		&& !is_void(name)) {
		tw_entry_add(open_entry(reader), reader->part, TW_STR("</"));
		tw_entry_add(open_entry(reader), reader->part,
			tw_str_of(name));
		tw_entry_add(open_entry(reader), reader->part, TW_STR(">"));
	} else if (reader->part_depth > 0) {
		reader->within_name = false;
	}
	if (reader->entry_depth != depth)
		return TRAWL_OK;
	reader->entry_depth = 0;
	return tell_entry(reader);
}

static int
broken(void *context, const trawl_error *why)
{
	struct reader *reader = context;

	reader->entry_depth = 0;
	reader->part_depth = 0;
	/* What the parser goes on in: <rss><channel>, or the root alone. */
	reader->depth = 0;
	return tw_tell(reader->options, NULL, why, reader->fn,
		reader->context, reader->err);
}

int
tw_feed_read(struct tw_incoming *in,
	const struct trawl_extract_options *options, trawl_extract_fn *fn,
	void *context, trawl_error *err)
{
	struct reader reader = {.options = options, .fn = fn,
		.context = context, .err = err};
	struct tw_xml_events events = {.context = &reader, .records = records,
		.begin = begin, .text = text, .end = end, .broken = broken};
	int status = TRAWL_ENOMEM;

	reader.events = &events;
	reader.article = tw_article_new(err);
	if (reader.article)
		status = tw_xml_read(in, &events, err);
	tw_article_free(reader.article);
	tw_entry_done(&reader.entry);
	tw_entry_done(&reader.feed);
	return status;
}
