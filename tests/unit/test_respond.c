/* test_respond.c: every byte, in every parameter and every stored field. */
/* SPDX-License-Identifier: MIT */
#include "site/respond.h"

#include <expat.h>
#include <gumbo.h>
#include <json-c/json.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <trawl.h>
#include <unistd.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "site/searched.h"
#include "site/server.h"

#define BYTES 256
#define DEPTH_MAX 64

static const char path[] = "respond.trawl";

/* ------------------------------------------------------------------ */
/* What another parser makes of an answer.                              */

/* All of ours; nothing else may come of any byte. */
static const char elements[] = " html head meta title link script body main "
	"div search form label input button section h1 h2 p a span bdi time "
	"mark ol ul li nav fieldset legend select option ";
static const char attributes[] = " action aria-current aria-describedby "
	"aria-hidden aria-label aria-labelledby autocomplete autofocus "
	"charset checked class content data-trawl datetime defer dir "
	"enterkeyhint for form href id lang maxlength method name ping rel "
	"role selected src start title type value ";
static const char headers[] = "\nStatus\nContent-Type\nContent-Length\n"
	"Content-Language\nETag\nContent-Security-Policy\n"
	"X-Content-Type-Options\nReferrer-Policy\nCache-Control\nVary\n"
	"Retry-After\nAllow\n";

static bool
is_of(const char *list, const char *name, size_t length)
{
	const char *p = length > 0 ? strstr(list, name) : NULL;

	for (; p; p = strstr(p + 1, name))
		if (strchr(" \n", p[-1]) && strchr(" \n", p[length]))
			return true;
	return false;
}

/* A link leads to http, https, or stays here. */
static bool
is_harmless(const char *link)
{
	size_t scheme = strcspn(link, ":/?#");

	return link[scheme] != ':' || strncasecmp(link, "http:", 5) == 0 ||
		strncasecmp(link, "https:", 6) == 0;
}

static void
check_element(const GumboElement *element)
{
	GumboStringPiece tag = element->original_tag;
	char name[20] = "";

	/* The parser knows no <search>; and puts in what we leave out. */
	if (tag.data)
		gumbo_tag_from_original_text(&tag);
	else
		tag.data = gumbo_normalized_tagname(element->tag);
	if (tag.length == 0)
		tag.length = strlen(tag.data);
	if (tag.length < sizeof(name))
		memcpy(name, tag.data, tag.length);
	if (!is_of(elements, name, strlen(name)))
		fail_msg("an element: %.*s", (int)tag.length, tag.data);
	for (unsigned i = 0; i < element->attributes.length; i++) {
		const GumboAttribute *one = element->attributes.data[i];

		if (!is_of(attributes, one->name, strlen(one->name)))
			fail_msg("an attribute: %s", one->name);
		if (strcmp(one->name, "href") == 0 ||
			strcmp(one->name, "src") == 0 ||
			strcmp(one->name, "ping") == 0 ||
			strcmp(one->name, "action") == 0)
			assert_true(is_harmless(one->value));
	}
}

/* Elements and text, to the last leaf; our pages are not deep. */
static void
check_tree(const GumboElement *element, unsigned depth)
{
	assert_in_range(depth, 0, DEPTH_MAX);
	check_element(element);
	for (unsigned i = 0; i < element->children.length; i++) {
		const GumboNode *node = element->children.data[i];

		assert_true(node->type == GUMBO_NODE_ELEMENT ||
			node->type == GUMBO_NODE_TEXT ||
			node->type == GUMBO_NODE_WHITESPACE);
		if (node->type == GUMBO_NODE_ELEMENT)
			check_tree(&node->v.element, depth + 1);
	}
}

static void
check_page(const char *body, size_t length)
{
	GumboOptions options = kGumboDefaultOptions;
	GumboOutput *tree = gumbo_parse_with_options(&options, body, length);

	assert_int_equal(tree->errors.length, 0);
	check_tree(&tree->root->v.element, 0);
	gumbo_destroy_output(&options, tree);
}

static void
check_json(const char *body, size_t length)
{
	struct json_tokener *tokener = json_tokener_new();
	struct json_object *object;

	json_tokener_set_flags(tokener, JSON_TOKENER_STRICT |
		JSON_TOKENER_VALIDATE_UTF8);
	object = json_tokener_parse_ex(tokener, body, (int)length);
	assert_int_equal(json_tokener_get_error(tokener), json_tokener_success);
	json_object_put(object);
	json_tokener_free(tokener);
}

static void
check_xml(const char *body, size_t length)
{
	XML_Parser parser = XML_ParserCreate(NULL);

	if (XML_Parse(parser, body, (int)length, 1) != XML_STATUS_OK)
		fail_msg("line %lu: %s", XML_GetCurrentLineNumber(parser),
			XML_ErrorString(XML_GetErrorCode(parser)));
	XML_ParserFree(parser);
}

/* Ours, each a line of printable ASCII; returns the body. */
static const char *
check_headers(const char *text)
{
	const char *end = strstr(text, "\r\n\r\n");

	assert_non_null(end);
	for (const char *p = text; p < end + 2; p = strstr(p, "\r\n") + 2) {
		char name[40] = "";
		size_t length = strcspn(p, ":\r\n");

		assert_in_range(length, 1, sizeof(name) - 1);
		memcpy(name, p, length);
		assert_true(is_of(headers, name, length));
		for (; *p != '\r'; p++)
			assert_in_range(*p, 0x20, 0x7e);
	}
	return end + 4;
}

static void
check_answer(const char *text, size_t length)
{
	const char *body = check_headers(text);
	size_t rest = length - (size_t)(body - text);
	const char *type = strstr(text, "Content-Type: ");

	if (!type || type > body)
		return;
	type += strlen("Content-Type: ");
	if (strncmp(type, "text/html", 9) == 0)
		check_page(body, rest);
	else if (strncmp(type, "application/json", 16) == 0 ||
		strncmp(type, "application/feed+json", 21) == 0 ||
		strncmp(type, "application/x-sug", 17) == 0)
		check_json(body, rest);
	else if (strncmp(type, "application/", 12) == 0)
		check_xml(body, rest);
}

/* ------------------------------------------------------------------ */

static struct server server = {.path = path, .counts_clicks = true};

static struct asked
asked_of(const char *query_string)
{
	return (struct asked){
		.script = "/search",
		.path = "",
		.method = "GET",
		.query_string = query_string,
		.language = "de",
		.host = "example.org",
		.scheme = "https",
		.known = "",
		.agent = "Mozilla/5.0",
		.purpose = "",
	};
}

/* Asks, and checks what comes; how many articles were found. */
static uint64_t
ask(const struct asked *asked)
{
	struct searched searched;
	size_t length = 0;
	char *text = respond(&server, asked, &length, &searched);

	assert_non_null(text);
	assert_int_equal(strlen(text), length);
	check_answer(text, length);
	free(text);
	return searched.found;
}

/* ------------------------------------------------------------------ */
/* Stored fields.                                                       */

/* The byte at either end and between, alone and where markup would be. */
static size_t
write_value(char *out, size_t room, const char *before, char byte)
{
	size_t n = (size_t)snprintf(out, room, "@%s@word @<@b@>@ \"@' x=@&@;@",
		before);

	for (size_t i = 0; i < n; i++)
		if (out[i] == '@')
			out[i] = byte;
	return n;
}

static void
set(trawl_article *article, enum trawl_field field, const char *text,
	size_t length)
{
	trawl_error err;
	int status = trawl_article_set(article, field, text, length, &err);

	/* What is no date, or no id, is refused. */
	assert_true(status == TRAWL_OK || status == TRAWL_EINVAL);
}

static void
add_article(trawl_writer *writer, int byte)
{
	trawl_article *article;
	trawl_error err;
	char value[200];
	char text[300];
	char number[16];

	/* What is no UTF-8 is one character, and articles need ids. */
	snprintf(number, sizeof(number), "%d ", byte);
	assert_int_equal(trawl_article_new(&article, &err), TRAWL_OK);
	for (int field = TRAWL_ID; field < TRAWL_FIELD_COUNT; field++) {
		size_t n = write_value(value, sizeof(value),
			field == TRAWL_ID ? number :
			field == TRAWL_URL ? "https://example.org/@" :
			field == TRAWL_DATE ? "2019-12-17@" : "", (char)byte);

		set(article, (enum trawl_field)field, value, n);
	}
	size_t n = write_value(text, sizeof(text), "", (char)byte);

	n += (size_t)snprintf(text + n, sizeof(text) - n, " number%d ", byte);
	n += write_value(text + n, sizeof(text) - n, "", (char)byte);
	set(article, TRAWL_TEXT, text, n);
	assert_int_equal(trawl_writer_add(writer, article, &err), TRAWL_OK);
	trawl_article_free(article);
}

static int
set_up(void **state)
{
	static const struct trawl_index_options options = {
		.size = sizeof(options),
		.flags = TRAWL_CREATE,
	};
	trawl_index *index;
	trawl_writer *writer;
	trawl_error err;

	(void)state;
	unlink(path);
	if (trawl_index_open(path, &options, &index, &err) != TRAWL_OK ||
		trawl_writer_open(index, NULL, &writer, &err) != TRAWL_OK)
		return -1;
	for (int byte = 0; byte < BYTES; byte++)
		add_article(writer, byte);
	if (trawl_writer_commit(writer, &err) != TRAWL_OK)
		return -1;
	trawl_writer_free(writer);
	trawl_index_close(index);
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	server_done(&server);
	return unlink(path);
}

static void
test_respond_lets_no_stored_byte_be_markup(void **state)
{
	static const char *const faces[] = {"html", "json", "atom", "feed"};

	(void)state;
	for (int byte = 0; byte < BYTES; byte++) {
		for (size_t i = 0; i < 4; i++) {
			char query[64];

			snprintf(query, sizeof(query), "q=number%d&format=%s",
				byte, faces[i]);
			struct asked asked = asked_of(query);

			if (ask(&asked) != 1)
				fail_msg("%s is not found", query);
		}
	}
}

/* All of them as the values of facets, and beside each other. */
static void
test_respond_lets_no_value_be_markup(void **state)
{
	(void)state;
	for (int page = 1; page <= 26; page++) {
		char query[64];

		snprintf(query, sizeof(query), "q=word&sort=title&page=%d",
			page);
		struct asked asked = asked_of(query);

		assert_true(ask(&asked) > 100);
	}
}

/* ------------------------------------------------------------------ */
/* Requests.                                                            */

static const char *const parameters[] = {"q", "category", "author", "from",
	"to", "sort", "page", "format", "id", "other"};
#define PARAMETERS (sizeof(parameters) / sizeof(*parameters))

/* Percent-encoded, and, but for the NUL that cannot be, as it is. */
static void
ask_parameter(const char *name, int byte)
{
	char value[200];
	char query[1000];
	size_t n = write_value(value, sizeof(value), "", (char)byte);
	size_t used = (size_t)snprintf(query, sizeof(query), "q=word&%s=",
		name);

	for (size_t i = 0; i < n; i++)
		used += (size_t)snprintf(query + used, sizeof(query) - used,
			"%%%02x", (unsigned char)value[i]);
	struct asked asked = asked_of(query);

	ask(&asked);
	if (byte == 0)
		return;
	snprintf(query, sizeof(query), "q=word&%s=%s", name, value);
	asked = asked_of(query);
	ask(&asked);
}

static void
test_respond_lets_no_byte_of_a_parameter_be_markup(void **state)
{
	(void)state;
	for (size_t i = 0; i < PARAMETERS; i++)
		for (int byte = 0; byte < BYTES; byte++)
			ask_parameter(parameters[i], byte);
}

/* Suggestions, where the query is said again. */
static void
test_respond_suggests_behind_any_byte(void **state)
{
	(void)state;
	for (int byte = 0; byte < BYTES; byte++) {
		char query[64];

		snprintf(query, sizeof(query), "format=suggest&q=%%%02xwo",
			(unsigned)byte);
		struct asked asked = asked_of(query);

		ask(&asked);
		snprintf(query, sizeof(query), "format=suggest&q=wo%%%02x",
			(unsigned)byte);
		ask(&asked);
	}
}

/* What a web server passes on of a request. */
static void
test_respond_lets_no_byte_of_a_header_be_markup(void **state)
{
	(void)state;
	for (int byte = 1; byte < BYTES; byte++) {
		char value[200];
		struct asked asked = asked_of("q=word&format=atom");

		value[write_value(value, sizeof(value), "", (char)byte)] =
			'\0';
		asked.host = asked.scheme = asked.language = value;
		asked.known = asked.agent = asked.purpose = value;
		ask(&asked);
		asked.query_string = "q=word&category=x";
		ask(&asked);
		asked.path = value;
		ask(&asked);
		asked.path = "/opensearch.xml";
		ask(&asked);
		asked.path = "";
		asked.method = value;
		ask(&asked);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_respond_lets_no_stored_byte_be_markup),
		cmocka_unit_test(test_respond_lets_no_value_be_markup),
		cmocka_unit_test(
			test_respond_lets_no_byte_of_a_parameter_be_markup),
		cmocka_unit_test(test_respond_suggests_behind_any_byte),
		cmocka_unit_test(
			test_respond_lets_no_byte_of_a_header_be_markup),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
