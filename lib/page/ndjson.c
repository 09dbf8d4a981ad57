/* ndjson.c: articles given as JSON, one object a line. */
/* SPDX-License-Identifier: MIT */
#include "page/ndjson.h"

#include <inttypes.h>
#include <stdio.h>

#include <json-c/json.h>

#include "page/onepage.h"
#include "page/plain.h"
#include "text/utf8.h"

#define DEPTH_MAX 32

/* What one line is read with and into. */
struct reader {
	const struct trawl_extract_options *options;
	struct json_tokener *tokener;
	struct trawl_article *article;
	struct tw_buf clean;
	struct tw_buf values;
	uint64_t line;
	trawl_error *reason;	/* of the line, not of the whole */
	bool doubtful;		/* a reason, though the article is fine */
};

static const char *
name_of(const struct reader *reader)
{
	const char *name = reader->options->name;

	return name ? name : "input";
}

static int
fail(struct reader *reader, int status, const char *what)
{
	return tw_fail(reader->reason, status, "%s: line %" PRIu64 ": %s",
		name_of(reader), reader->line, what);
}

/* Puts place and line before a reason that was told without. */
static int
place(struct reader *reader, int status)
{
	trawl_error inner = *reader->reason;

	return tw_fail(reader->reason, status, "%s: line %" PRIu64 ": %.400s",
		name_of(reader), reader->line, inner.text);
}

static struct tw_str
text_of(struct json_object *value)
{
	const char *p = json_object_get_string(value);

	return tw_str(p, (size_t)json_object_get_string_len(value));
}

/* Appends a string or number as a line; false for anything else. */
static bool
add_value(struct tw_buf *out, struct json_object *value)
{
	enum json_type type = json_object_get_type(value);

	if (type == json_type_null)
		return true;
	if (type != json_type_string && type != json_type_int)
		return false;
	if (out->n > 0)
		tw_buf_add_byte(out, '\n');
	if (type == json_type_string)
		tw_buf_add_str(out, text_of(value));
	else
		tw_buf_addf(out, "%" PRId64, json_object_get_int64(value));
	return true;
}

static bool
add_values(struct tw_buf *out, struct json_object *value)
{
	if (json_object_get_type(value) != json_type_array)
		return add_value(out, value);

	size_t count = json_object_array_length(value);

	for (size_t i = 0; i < count; i++) {
		if (!add_value(out, json_object_array_get_idx(value, i)))
			return false;
	}
	return true;
}

struct key {
	const char *name;
	enum trawl_field field;
	bool list;
};

static const struct key keys[] = {
	{"id", TRAWL_ID, false}, {"url", TRAWL_URL, false},
	{"title", TRAWL_TITLE, false}, {"text", TRAWL_TEXT, false},
	{"author", TRAWL_AUTHOR, true}, {"date", TRAWL_DATE, false},
	{"category", TRAWL_CATEGORY, true},
	{"language", TRAWL_LANGUAGE, false}};

/* Where a value came from, if the object tells as `trawl extract` does:
   letters, digits and hyphens. */
static const char *
source_of(struct json_object *object, const char *name)
{
	struct json_object *sources;
	struct json_object *value;

	if (!json_object_object_get_ex(object, "sources", &sources)
		|| json_object_get_type(sources) != json_type_object
		|| !json_object_object_get_ex(sources, name, &value)
		|| json_object_get_type(value) != json_type_string)
		return "given";

	const char *source = json_object_get_string(value);
	size_t n = strspn(source, "abcdefghijklmnopqrstuvwxyz0123456789-");

	return n > 0 && n < TW_SOURCE_ROOM && source[n] == '\0' ? source
		: "given";
}

static int
read_key(struct reader *reader, struct json_object *object,
	const struct key *key)
{
	struct json_object *value;
	trawl_error problem;

	if (!json_object_object_get_ex(object, key->name, &value))
		return TRAWL_OK;
	tw_buf_reset(&reader->values);
	if (!(key->list ? add_values : add_value)(&reader->values, value)) {
		tw_fail(&problem, TRAWL_EPARSE, "\"%s\" is no %s", key->name,
			key->list ? "string and no list of strings" : "string");
		return fail(reader, TRAWL_EPARSE, problem.text);
	}
	if (tw_buf_failed(&reader->values))
		return tw_no_memory(reader->reason);

	int status = tw_article_set(reader->article, key->field,
		tw_buf_str(&reader->values), source_of(object, key->name),
		&problem);

	if (status == TRAWL_OK || status == TRAWL_ENOMEM)
		return status;
	fail(reader, status, problem.text);
	/* A date or language nobody can read is no reason to lose an article,
	   but one to say so. */
	if (status != TRAWL_EINVAL)
		return status;
	reader->doubtful = true;
	return TRAWL_OK;
}

/* The body, and what else the page tells, from the "html" of the object. */
static int
read_html(struct reader *reader, struct json_object *object)
{
	struct json_object *html;

	if (tw_article_get(reader->article, TRAWL_TEXT).n > 0
		|| !json_object_object_get_ex(object, "html", &html))
		return TRAWL_OK;
	if (json_object_get_type(html) != json_type_string)
		return fail(reader, TRAWL_EPARSE, "\"html\" is no string");

	struct trawl_extract_options options = *reader->options;

	options.type = TRAWL_TYPE_HTML;

	int status = tw_onepage_read(text_of(html), &options, true,
		reader->article, reader->reason);

	return status == TRAWL_OK ? TRAWL_OK : place(reader, status);
}

static int
read_object(struct reader *reader, struct json_object *object)
{
	if (json_object_get_type(object) != json_type_object)
		return fail(reader, TRAWL_EPARSE, "it is no JSON object");
	for (size_t i = 0; i < sizeof(keys) / sizeof(*keys); i++) {
		int status = read_key(reader, object, &keys[i]);

		if (status != TRAWL_OK)
			return status;
	}

	int status = read_html(reader, object);

	if (status != TRAWL_OK)
		return status;
	if (tw_article_get(reader->article, TRAWL_LANGUAGE).n == 0)
		status = tw_onepage_language(reader->article, TW_STR(""), "",
			reader->reason);
	if (status != TRAWL_OK)
		return status;
	if (tw_article_get(reader->article, TRAWL_TITLE).n == 0
		&& tw_article_get(reader->article, TRAWL_TEXT).n == 0)
		return fail(reader, TRAWL_EEMPTY,
			"it has no \"title\" and no \"text\"");
	return TRAWL_OK;
}

/* The id of a line that gives none: its URL, or its place. */
static int
identify(struct reader *reader)
{
	struct trawl_article *article = reader->article;
	const char *name = reader->options->name;
	char tail[32];
	struct tw_buf id = {0};

	if (tw_article_get(article, TRAWL_ID).n > 0)
		return TRAWL_OK;
	if (tw_article_get(article, TRAWL_URL).n > 0 || !name) {
		int status = tw_onepage_identify(article, NULL,
			reader->reason);

		return status == TRAWL_OK ? status : place(reader, status);
	}
	tw_buf_add_str(&id, tw_str_of(name));
	snprintf(tail, sizeof(tail), ":%" PRIu64, reader->line);
	tw_buf_add_str(&id, tw_str_of(tail));

	int status = tw_buf_status(&id, reader->reason);

	if (status == TRAWL_OK)
		status = tw_article_set(article, TRAWL_ID, tw_buf_str(&id),
			"file", reader->reason);
	tw_buf_done(&id);
	return status;
}

/* What was looked for where a line is no JSON. */
static const char *
why_of(enum json_tokener_error error)
{
	switch (error) {
	case json_tokener_error_depth:
		return "it is too deep";
	case json_tokener_error_parse_array:
		return "no , or ]";
	case json_tokener_error_parse_object_key_name:
		return "no name in quotes";
	case json_tokener_error_parse_object_key_sep:
		return "no : behind a name";
	case json_tokener_error_parse_object_value_sep:
		return "no , or }";
	case json_tokener_error_parse_string:
		return "a wrong string";
	case json_tokener_error_parse_number:
		return "a wrong number";
	default:
		return "something unexpected";
	}
}

static int
parse_line(struct reader *reader, struct tw_str line)
{
	const char *nul = memchr(line.p, 0, line.n);

	if (nul) {
		tw_fail(reader->reason, TRAWL_EPARSE,
			"no JSON: byte %td is 0", nul - line.p + 1);
		return place(reader, TRAWL_EPARSE);
	}
	tw_buf_reset(&reader->clean);
	reader->article->replaced = tw_utf8_clean(line, &reader->clean);
	/* A number at the end is only known to be over by a NUL. */
	tw_buf_add_byte(&reader->clean, 0);
	if (tw_buf_failed(&reader->clean))
		return tw_no_memory(reader->reason);
	json_tokener_reset(reader->tokener);

	struct json_object *object = json_tokener_parse_ex(reader->tokener,
		reader->clean.p, (int)reader->clean.n);
	enum json_tokener_error error =
		json_tokener_get_error(reader->tokener);

	size_t end = json_tokener_get_parse_end(reader->tokener);
	bool is_whole = error == json_tokener_success;
	bool is_all = end + 1 >= reader->clean.n;

	if (!is_whole || !is_all) {
		json_object_put(object);
		if (error == json_tokener_continue ||
			error == json_tokener_error_parse_eof)
			return fail(reader, TRAWL_EPARSE,
				"no JSON: it ends too early");
		tw_fail(reader->reason, TRAWL_EPARSE, "no JSON: %s at byte %zu",
			why_of(error), end + 1);
		return place(reader, TRAWL_EPARSE);
	}

	int status = read_object(reader, object);

	json_object_put(object);
	return status == TRAWL_OK ? identify(reader) : status;
}

/* Reads a line and tells of it; returns what fn returned. */
static int
take_line(struct reader *reader, struct tw_str line, trawl_extract_fn *fn,
	void *context, trawl_error *err)
{
	trawl_error reason;

	reason.status = TRAWL_OK;
	reason.text[0] = '\0';
	reader->reason = &reason;
	reader->doubtful = false;
	tw_article_reset(reader->article);

	int status = parse_line(reader, line);

	if (status == TRAWL_ENOMEM)
		return tw_no_memory(err);
	if (status == TRAWL_OK) {
		status = fn(context, reader->article, NULL);
		if (status != TRAWL_OK || !reader->doubtful)
			return status;
	}
	return fn(context, NULL, &reason);
}

/* Tells why there is no line to be read. */
static int
tell(struct reader *reader, int status, const trawl_error *why,
	trawl_extract_fn *fn, void *context)
{
	trawl_error reason;

	reader->reason = &reason;
	fail(reader, status, why->text);
	return fn(context, NULL, &reason);
}

static int
read_lines(struct reader *reader, struct tw_incoming *in,
	trawl_extract_fn *fn, void *context, trawl_error *err)
{
	for (bool first = true;; reader->line++, first = false) {
		struct tw_str line;
		trawl_error why = {0};
		int status = tw_incoming_line(in, TW_PAGE_MAX, &line, &why);

		if (status == TRAWL_END)
			return TRAWL_OK;
		if (status == TRAWL_EPARSE || status == TRAWL_EFULL) {
			status = tell(reader, status, &why, fn, context);
			if (status != TRAWL_OK)
				return status;
			continue;
		}
		if (status != TRAWL_OK)
			return tw_fail(err, status, "%s", why.text);
		if (first && line.n >= 3
			&& memcmp(line.p, "\xef\xbb\xbf", 3) == 0)
			line = tw_str(line.p + 3, line.n - 3);
		while (line.n > 0 && memchr(" \t\r", line.p[line.n - 1], 3))
			line.n--;
		if (line.n > 0)
			status = take_line(reader, line, fn, context, err);
		if (status != TRAWL_OK)
			return status;
	}
}

int
tw_ndjson_read(struct tw_incoming *in,
	const struct trawl_extract_options *options, trawl_extract_fn *fn,
	void *context, trawl_error *err)
{
	struct reader reader = {.options = options};
	int status = TRAWL_ENOMEM;

	reader.line = options->first_line ? options->first_line : 1;
	reader.article = tw_article_new(err);
	reader.tokener = json_tokener_new_ex(DEPTH_MAX);
	if (reader.article && reader.tokener) {
		json_tokener_set_flags(reader.tokener, JSON_TOKENER_STRICT);
		status = read_lines(&reader, in, fn, context, err);
	} else {
		tw_no_memory(err);
	}
	if (reader.tokener)
		json_tokener_free(reader.tokener);
	tw_article_free(reader.article);
	tw_buf_done(&reader.clean);
	tw_buf_done(&reader.values);
	return status;
}
