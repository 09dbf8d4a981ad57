/* jsonld.c: what a page says of itself as JSON-LD (schema.org). */
/* SPDX-License-Identifier: MIT */
#include "page/jsonld.h"

#include <json-c/json.h>

#include "page/html.h"

#define DEPTH_MAX 32
#define OBJECTS_MAX 256		/* looked at in one script */

struct queue {
	struct json_object *list[OBJECTS_MAX];
	unsigned count;
};

static void
push(struct queue *queue, struct json_object *value)
{
	enum json_type type = json_object_get_type(value);

	if ((type == json_type_object || type == json_type_array)
		&& queue->count < OBJECTS_MAX)
		queue->list[queue->count++] = value;
}

/* All objects of the script, those nearest to the root first. */
static void
collect(struct json_object *root, struct queue *queue)
{
	push(queue, root);
	for (unsigned i = 0; i < queue->count; i++) {
		struct json_object *value = queue->list[i];

		if (json_object_get_type(value) == json_type_array) {
			size_t n = json_object_array_length(value);

			for (size_t k = 0; k < n && k < OBJECTS_MAX; k++)
				push(queue, json_object_array_get_idx(value,
					k));
			continue;
		}
		json_object_object_foreach(value, key, member) {
			(void)key;
			push(queue, member);
		}
	}
}

static struct tw_str
text_of(struct json_object *value)
{
	if (json_object_get_type(value) != json_type_string)
		return TW_STR("");
	return tw_str(json_object_get_string(value),
		(size_t)json_object_get_string_len(value));
}

static struct json_object *
member(struct json_object *object, const char *key)
{
	struct json_object *value = NULL;

	if (json_object_get_type(object) == json_type_object)
		json_object_object_get_ex(object, key, &value);
	return value;
}

/* True if the object's type, or one of its types, has the word in it. */
static bool
has_type(struct json_object *object, const char *word)
{
	struct json_object *type = member(object, "@type");
	size_t n = strlen(word);

	if (json_object_get_type(type) == json_type_array) {
		size_t count = json_object_array_length(type);

		for (size_t i = 0; i < count; i++) {
			struct tw_str text = text_of(
				json_object_array_get_idx(type, i));

			if (memmem(text.p, text.n, word, n))
				return true;
		}
		return false;
	}

	struct tw_str text = text_of(type);

	return memmem(text.p, text.n, word, n) != NULL;
}

static bool
is_article(struct json_object *object)
{
	return has_type(object, "Article") || has_type(object, "Posting")
		|| has_type(object, "Report") || has_type(object, "Recipe");
}

/* Many write "&#8217;" where JSON needs none: no more than a title's. */
#define ESCAPED_BYTES 1000

static void
add_fact(struct tw_page *page, const char *name, struct tw_str value)
{
	struct tw_buf plain = {0};

	if (value.n > 0 && value.n <= ESCAPED_BYTES
		&& memchr(value.p, '&', value.n)
		&& !memchr(value.p, '<', value.n)
		&& tw_html_entity(value, &plain) && plain.n > 0)
		value = tw_buf_str(&plain);
	tw_page_add_fact(page, TW_FACT_JSON_LD, 0, tw_str_of(name), value);
	tw_buf_done(&plain);
}

static bool
has_fact(const struct tw_page *page, const char *name)
{
	for (uint32_t i = 0; i < page->fact_count; i++) {
		if (page->facts[i].kind == TW_FACT_JSON_LD
			&& tw_str_equal(page->facts[i].name, tw_str_of(name)))
			return true;
	}
	return false;
}

/* The object that "@id" refers to, among those of the script. */
static struct json_object *
resolve(const struct queue *queue, struct json_object *object)
{
	struct tw_str id = text_of(member(object, "@id"));

	if (id.n == 0 || member(object, "name"))
		return object;
	for (unsigned i = 0; i < queue->count; i++) {
		struct json_object *other = queue->list[i];

		if (member(other, "name") && tw_str_equal(id,
			text_of(member(other, "@id"))))
			return other;
	}
	return object;
}

/* Appends the name of a person, told by a string or an object. */
static void
add_name(const struct queue *queue, struct json_object *value,
	struct tw_buf *out)
{
	struct tw_str name = text_of(value);

	if (name.n == 0) {
		value = resolve(queue, value);
		if (has_type(value, "Organization"))
			return;
		value = member(value, "name");
		if (json_object_get_type(value) == json_type_array
			&& json_object_array_length(value) > 0)
			value = json_object_array_get_idx(value, 0);
		name = text_of(value);
	}
	if (name.n == 0)
		return;
	if (out->n > 0)
		tw_buf_add_byte(out, '\n');
	tw_buf_add_str(out, name);
}

/* A list's strings, or one string, a line each; persons by their names. */
static void
add_list(struct tw_page *page, const struct queue *queue, const char *name,
	struct json_object *value)
{
	struct tw_buf lines = {0};

	if (json_object_get_type(value) == json_type_array) {
		size_t n = json_object_array_length(value);

		for (size_t i = 0; i < n && i < 20; i++)
			add_name(queue, json_object_array_get_idx(value, i),
				&lines);
	} else {
		add_name(queue, value, &lines);
	}
	if (tw_buf_failed(&lines))
		page->failed = true;
	else
		add_fact(page, name, tw_buf_str(&lines));
	tw_buf_done(&lines);
}

static void
read_article(struct tw_page *page, const struct queue *queue,
	struct json_object *article)
{
	struct tw_str headline = text_of(member(article, "headline"));
	struct tw_str date = text_of(member(article, "datePublished"));
	struct json_object *author = member(article, "author");
	struct json_object *url = member(article, "mainEntityOfPage");

	if (headline.n == 0)
		headline = text_of(member(article, "name"));
	if (date.n == 0)
		date = text_of(member(article, "dateCreated"));
	if (!author)
		author = member(article, "creator");
	add_fact(page, "headline", headline);
	add_fact(page, "date", date);
	add_fact(page, "modified", text_of(member(article, "dateModified")));
	add_list(page, queue, "author", author);
	add_list(page, queue, "section", member(article, "articleSection"));
	add_fact(page, "body", text_of(member(article, "articleBody")));
	add_fact(page, "language", text_of(member(article, "inLanguage")));
	if (text_of(url).n == 0)
		url = member(url, "@id");
	if (text_of(url).n == 0)
		url = member(article, "url");
	add_fact(page, "url", text_of(url));
}

static void
read_objects(struct tw_page *page, const struct queue *queue)
{
	bool found = has_fact(page, "headline");

	for (unsigned i = 0; i < queue->count; i++) {
		struct json_object *object = queue->list[i];

		if (has_type(object, "Organization")
			|| has_type(object, "WebSite")) {
			add_fact(page, "site", text_of(member(object,
				"name")));
		} else if (has_type(object, "Page")) {
			add_fact(page, "page-date", text_of(member(object,
				"datePublished")));
			add_fact(page, "page-modified", text_of(member(object,
				"dateModified")));
		}
		if (!found && is_article(object)) {
			read_article(page, queue, object);
			found = true;
		}
	}
}

static void
read_json(struct tw_str json, struct tw_page *page)
{
	struct json_tokener *tokener = json_tokener_new_ex(DEPTH_MAX);

	if (!tokener) {
		page->failed = true;
		return;
	}

	struct json_object *root = json_tokener_parse_ex(tokener, json.p,
		(int)json.n);

	if (root) {
		struct queue queue;

		queue.count = 0;
		collect(root, &queue);
		read_objects(page, &queue);
	}
	json_object_put(root);
	json_tokener_free(tokener);
}

/* Of scripts that were escaped as if they were text. */
static void
read_escaped(struct tw_str json, struct tw_page *page)
{
	struct tw_buf plain = {0};

	for (size_t i = 0; i < json.n; i++) {
		if (json.n - i >= 6 && memcmp(json.p + i, "&quot;", 6) == 0) {
			tw_buf_add_byte(&plain, '"');
			i += 5;
		} else if (json.n - i >= 5
			&& memcmp(json.p + i, "&amp;", 5) == 0) {
			tw_buf_add_byte(&plain, '&');
			i += 4;
		} else {
			tw_buf_add(&plain, json.p + i, 1);
		}
	}
	if (tw_buf_failed(&plain))
		page->failed = true;
	else
		read_json(tw_buf_str(&plain), page);
	tw_buf_done(&plain);
}

void
tw_json_ld_read(struct tw_str json, struct tw_page *page)
{
	const char *open = memchr(json.p, '{', json.n);
	const char *list = memchr(json.p, '[', json.n);

	/* What stands before it ("<![CDATA[" in a comment) is not of it. */
	if (!open)
		return;
	if (list && list < open && list + 1 < json.p + json.n
		&& memchr("{ \t\r\n", list[1], 5))
		open = list;
	json = tw_str(open, (size_t)(json.p + json.n - open));

	const char *quote = memchr(json.p, '"', json.n);

	if (!quote && memmem(json.p, json.n, "&quot;", 6))
		read_escaped(json, page);
	else
		read_json(json, page);
}
