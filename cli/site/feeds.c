/* feeds.c: an answer as a feed, and what tells browsers of the search. */
/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "html.h"
#include "json.h"
#include "site/address.h"
#include "site/site.h"

static trawl_str
str(const char *text)
{
	return (trawl_str){text, strlen(text)};
}

static void
print_base(FILE *out, const struct site *site)
{
	print_html(out, str(site->origin));
	print_html(out, str(site->script));
}

/* A hit's link as readers of feeds want it: whole, if the site's is known. */
static bool
needs_origin(const struct trawl_hit *hit)
{
	return hit->url.length > 0 && hit->url.bytes[0] == '/';
}

/* A date of an article as RFC 3339 has it: the first day that may be meant,
   and of those without any a day before all feeds. */
static void
print_time(FILE *out, trawl_str date)
{
	static const char least[] = "1970-01-01T00:00:00Z";
	size_t n = date.length == 4 || date.length == 7 ||
		date.length == 10 ? date.length : 0;

	if (n > 0)
		print_html(out, date);
	fputs(least + n, out);
}

/* ------------------------------------------------------------------ */
/* Atom (RFC 4287).                                                     */

/* The address of the hit, or else a name for it that is one. */
static void
print_hit_name(FILE *out, const struct trawl_hit *hit)
{
	if (is_whole_link(hit->url)) {
		print_html(out, hit->url);
		return;
	}
	fputs("urn:x-trawl:", out);
	print_url_value(out, hit->id);
}

static void
print_values_as(FILE *out, trawl_str values, const char *before,
	const char *behind)
{
	while (values.length > 0) {
		const char *newline = memchr(values.bytes, '\n',
			values.length);
		size_t n = newline ? (size_t)(newline - values.bytes) :
			values.length;

		fputs(before, out);
		print_html(out, (trawl_str){values.bytes, n});
		fputs(behind, out);
		n += newline != NULL;
		values.bytes += n;
		values.length -= n;
	}
}

static void
print_entry(FILE *out, const struct site *site, const struct trawl_hit *hit)
{
	fputs("<entry>\n<id>", out);
	print_hit_name(out, hit);
	fputs("</id>\n<title>", out);
	print_html(out, hit->title.length > 0 ? hit->title : hit->id);
	fputs("</title>\n<updated>", out);
	print_time(out, hit->date);
	fputs("</updated>\n", out);
	if (is_safe_link(hit->url)) {
		fputs("<link href=\"", out);
		if (needs_origin(hit))
			print_html(out, str(site->origin));
		print_html(out, hit->url);
		fputs("\"/>\n", out);
	}
	if (hit->author.length == 0)
		fputs("<author><name>-</name></author>\n", out);
	print_values_as(out, hit->author, "<author><name>",
		"</name></author>\n");
	print_values_as(out, hit->category, "<category term=\"", "\"/>\n");
	fputs("<summary>", out);
	print_html(out, hit->snippet);
	fputs("</summary>\n</entry>\n", out);
}

static void
print_feed_title(FILE *out, const struct site *site)
{
	if (site->request->query[0]) {
		print_html(out, str(site->request->query));
		fputs(" – ", out);
	}
	print_said(out, site->words, SAY_SEARCH, 0, 0, 0);
}

/* The last date of all hits. */
static trawl_str
last_date(const struct answer *answer)
{
	trawl_str last = {"", 0};

	for (uint32_t i = 0; i < trawl_hits_count(answer->hits); i++) {
		trawl_str date = answer_hit(answer, i).date;

		if (date.length >= 4 && (last.length == 0 ||
			memcmp(date.bytes, last.bytes, date.length <
			last.length ? date.length : last.length) > 0))
			last = date;
	}
	return last;
}

void
print_atom(FILE *out, const struct site *site)
{
	struct request page = *site->request;
	char *base = NULL;
	size_t length = 0;
	FILE *room = open_memstream(&base, &length);

	if (!room)
		return;
	fprintf(room, "%s%s", site->origin, site->script);
	fclose(room);
	fprintf(out, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
		"<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"%s\">"
		"\n<id>", site->words->code);
	if (!*site->origin)
		fputs("urn:x-trawl:", out);
	print_address(out, base, &page);
	fputs("</id>\n<title>", out);
	print_feed_title(out, site);
	fputs("</title>\n<updated>", out);
	print_time(out, last_date(site->answer));
	fputs("</updated>\n<link rel=\"self\" "
	      "type=\"application/atom+xml\" href=\"", out);
	print_address(out, base, &page);
	page.face = FACE_PAGE;
	fputs("\"/>\n<link rel=\"alternate\" type=\"text/html\" href=\"", out);
	print_address(out, base, &page);
	fputs("\"/>\n", out);
	if (trawl_hits_is_partial(site->answer->hits)) {
		fputs("<subtitle>", out);
		print_said(out, site->words, SAY_PARTIAL, 0, 0, 0);
		fputs("</subtitle>\n", out);
	}
	for (uint32_t i = 0; i < trawl_hits_count(site->answer->hits); i++) {
		struct trawl_hit hit = answer_hit(site->answer, i);

		print_entry(out, site, &hit);
	}
	fputs("</feed>\n", out);
	free(base);
}

/* ------------------------------------------------------------------ */
/* JSON Feed, version 1.1.                                              */

static void
print_item_date(struct json *json, trawl_str date)
{
	char text[32];
	FILE *room = fmemopen(text, sizeof(text), "w");

	if (!room)
		return;
	print_time(room, date);
	fclose(room);
	text[sizeof("1970-01-01T00:00:00Z") - 1] = '\0';
	json_zero_terminated(json, "date_published", text);
}

static void
print_list(struct json *json, const char *key, const char *name,
	trawl_str values)
{
	json_open(json, key, '[');
	while (values.length > 0) {
		const char *newline = memchr(values.bytes, '\n',
			values.length);
		size_t n = newline ? (size_t)(newline - values.bytes) :
			values.length;

		if (name)
			json_open(json, NULL, '{');
		json_text(json, name, (trawl_str){values.bytes, n});
		if (name)
			json_close(json, '}');
		n += newline != NULL;
		values.bytes += n;
		values.length -= n;
	}
	json_close(json, ']');
}

static void
print_item(struct json *json, const struct site *site,
	const struct trawl_hit *hit)
{
	json_open(json, NULL, '{');
	json_text(json, "id", hit->id);
	if (is_safe_link(hit->url)) {
		json_begin_text(json, "url");
		if (needs_origin(hit))
			json_add_text(json, site->origin,
				strlen(site->origin));
		json_add_text(json, hit->url.bytes, hit->url.length);
		json_end_text(json);
	}
	json_text(json, "title", hit->title);
	json_text(json, "content_html", hit->snippet_html);
	if (hit->date.length >= 4)
		print_item_date(json, hit->date);
	print_list(json, "authors", "name", hit->author);
	print_list(json, "tags", NULL, hit->category);
	json_close(json, '}');
}

void
print_json_feed(FILE *out, const struct site *site)
{
	struct json json = {.out = out};

	json_open(&json, NULL, '{');
	json_zero_terminated(&json, "version",
		"https://jsonfeed.org/version/1.1");
	json_begin_text(&json, "title");
	if (site->request->query[0]) {
		json_add_text(&json, site->request->query,
			strlen(site->request->query));
		fputs(" – ", out);
	}
	print_said(out, site->words, SAY_SEARCH, 0, 0, 0);
	json_end_text(&json);
	json_zero_terminated(&json, "language", site->words->code);
	if (trawl_hits_is_partial(site->answer->hits)) {
		json_begin_text(&json, "description");
		print_said(out, site->words, SAY_PARTIAL, 0, 0, 0);
		json_end_text(&json);
	}
	json_open(&json, "items", '[');
	for (uint32_t i = 0; i < trawl_hits_count(site->answer->hits); i++) {
		struct trawl_hit hit = answer_hit(site->answer, i);

		print_item(&json, site, &hit);
	}
	json_close(&json, ']');
	json_close(&json, '}');
	fputc('\n', out);
}

/* ------------------------------------------------------------------ */
/* OpenSearch 1.1.                                                      */

static void
print_template_url(FILE *out, const struct site *site, const char *type,
	const char *parameters)
{
	fprintf(out, "<Url type=\"%s\" template=\"", type);
	print_base(out, site);
	fprintf(out, "?q={searchTerms}%s\"/>\n", parameters);
}

void
print_description(FILE *out, const struct site *site)
{
	fputs("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
	      "<OpenSearchDescription "
	      "xmlns=\"http://a9.com/-/spec/opensearch/1.1/\">\n"
	      "<ShortName>", out);
	print_said(out, site->words, SAY_SEARCH, 0, 0, 0);
	fputs("</ShortName>\n<Description>", out);
	print_said(out, site->words, SAY_LABEL, 0, 0, 0);
	fputs("</Description>\n<InputEncoding>UTF-8</InputEncoding>\n", out);
	print_template_url(out, site, "text/html",
		"&amp;page={startPage?}");
	print_template_url(out, site, "application/atom+xml",
		"&amp;page={startPage?}&amp;format=atom");
	print_template_url(out, site, "application/x-suggestions+json",
		"&amp;format=suggest");
	fputs("</OpenSearchDescription>\n", out);
}

/* What a suggestion is beside its text: the day, or the link, of an article.
   Words have neither. */
static trawl_str
day_of(const struct trawl_suggestion *one)
{
	return one->id.length > 0 ? one->date : str("");
}

static trawl_str
link_of(const struct trawl_suggestion *one)
{
	return one->id.length > 0 && is_safe_link(one->url) ? one->url :
		str("");
}

static trawl_str
text_of(const struct trawl_suggestion *one)
{
	return one->text;
}

static void
print_column(struct json *json, const trawl_suggestions *suggestions,
	trawl_str (*column)(const struct trawl_suggestion *one))
{
	json_open(json, NULL, '[');
	for (uint32_t i = 0; i < trawl_suggestions_count(suggestions); i++) {
		struct trawl_suggestion one = {.size = sizeof(one)};

		if (trawl_suggestions_get(suggestions, i, &one, NULL) ==
			TRAWL_OK)
			json_text(json, NULL, column(&one));
	}
	json_close(json, ']');
}

void
print_suggestions(FILE *out, const char *query,
	const trawl_suggestions *suggestions)
{
	struct json json = {.out = out};

	json_open(&json, NULL, '[');
	json_zero_terminated(&json, NULL, query);
	print_column(&json, suggestions, text_of);
	print_column(&json, suggestions, day_of);
	print_column(&json, suggestions, link_of);
	json_close(&json, ']');
	fputc('\n', out);
}
