/* page.c: a whole page, made of a template with {{slots}}. */
/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "html.h"
#include "site/address.h"
#include "site/site.h"

static const char own_template[] =
	"<!DOCTYPE html>\n"
	"<html lang=\"{{lang}}\" dir=\"{{dir}}\">\n"
	"<head>\n"
	"<meta charset=\"utf-8\">\n"
	"<meta name=\"viewport\" content=\"width=device-width, "
	"initial-scale=1\">\n"
	"<meta name=\"robots\" content=\"noindex\">\n"
	"<meta name=\"color-scheme\" content=\"light dark\">\n"
	"<title>{{title}}</title>\n"
	"<link rel=\"stylesheet\" href=\"{{script}}/style.css\">\n"
	"<script src=\"{{script}}/search.js\" defer></script>\n"
	"{{links}}"
	"</head>\n"
	"<body>\n"
	"{{main}}"
	"</body>\n"
	"</html>\n";

static trawl_str
str(const char *text)
{
	return (trawl_str){text, strlen(text)};
}

static void
say_it(FILE *out, const struct site *site, enum message message)
{
	print_said(out, site->words, message, 0, 0, 0);
}

/* ------------------------------------------------------------------ */
/* Slots: each prints what is safe in an element and in an attribute, but
   links, main and fragment, which are HTML and stand where that may be. */

static void
print_lang(FILE *out, const struct site *site)
{
	print_html(out, str(site->words->code));
}

static void
print_dir(FILE *out, const struct site *site)
{
	print_html(out, str(site->words->dir));
}

static void
print_title(FILE *out, const struct site *site)
{
	if (site->request->query[0]) {
		print_html(out, str(site->request->query));
		fputs(" – ", out);
	}
	if (site->answer)
		print_status(out, site);
	else
		say_it(out, site, site->message);
	if (site->answer || site->message != SAY_NOTHING)
		fputs(" – ", out);
	say_it(out, site, SAY_SEARCH);
}

static void
print_query(FILE *out, const struct site *site)
{
	print_html(out, str(site->request->query));
}

static void
print_script(FILE *out, const struct site *site)
{
	print_html(out, str(site->script));
}

static const struct {
	const char *name;
	void (*print)(FILE *out, const struct site *site);
} slots[] = {
	{"lang", print_lang},
	{"dir", print_dir},
	{"title", print_title},
	{"query", print_query},
	{"script", print_script},
	{"links", print_links},
	{"main", print_main},
	{"fragment", print_fragment},
};

#define SLOTS (sizeof(slots) / sizeof(slots[0]))

/* The number of the slot named in the n bytes; SLOTS if there is none. */
static size_t
slot_of(const char *name, size_t n)
{
	size_t i = 0;

	while (i < SLOTS && (strlen(slots[i].name) != n ||
		memcmp(slots[i].name, name, n) != 0))
		i++;
	return i;
}

/*
 * The next slot at or behind p: its name, with its end behind it; NULL if
 * there is none.
 */
static const char *
next_slot(const char *p, const char **ret_end)
{
	const char *open = strstr(p, "{{");
	const char *close = open ? strstr(open, "}}") : NULL;

	if (!close)
		return NULL;
	*ret_end = close;
	return open + 2;
}

const char *
template_fault(const char *template)
{
	bool has_main = false;
	const char *end;
	const char *name = next_slot(template, &end);

	for (; name; name = next_slot(end + 2, &end)) {
		size_t slot = slot_of(name, (size_t)(end - name));

		if (slot == SLOTS)
			return "it has a slot that is none of {{lang}}, "
				"{{dir}}, {{title}}, {{query}}, {{script}}, "
				"{{links}}, {{main}} and {{fragment}}";
		has_main |= slots[slot].print == print_main ||
			slots[slot].print == print_fragment;
	}
	return has_main ? NULL :
		"it has no {{main}} or {{fragment}}, where the search goes";
}

void
print_page(FILE *out, const struct site *site)
{
	const char *p = site->template ? site->template : own_template;
	const char *end;
	const char *name = next_slot(p, &end);

	for (; name; name = next_slot(p, &end)) {
		size_t slot = slot_of(name, (size_t)(end - name));

		fwrite(p, 1, (size_t)(name - 2 - p), out);
		if (slot < SLOTS)
			slots[slot].print(out, site);
		p = end + 2;
	}
	fputs(p, out);
}

/* ------------------------------------------------------------------ */
/* What of the page is ours.                                            */

void
print_links(FILE *out, const struct site *site)
{
	struct request feed = *site->request;

	fputs("<link rel=\"search\" "
	      "type=\"application/opensearchdescription+xml\" title=\"", out);
	say_it(out, site, SAY_LABEL);
	fputs("\" href=\"", out);
	print_html(out, str(site->script));
	fputs("/opensearch.xml\">\n", out);
	if (!site->answer)
		return;
	feed.page = 1;
	feed.face = FACE_ATOM;
	fputs("<link rel=\"alternate\" type=\"application/atom+xml\" "
	      "title=\"", out);
	say_it(out, site, SAY_FEED);
	fputs("\" href=\"", out);
	print_address(out, site->script, &feed);
	fputs("\">\n", out);
}

/* Of nothing, there is nothing to leave out or to order, but what was left out
   can be let in. */
static bool
has_filters(const struct site *site)
{
	return site->answer && (trawl_hits_total(site->answer->hits) > 0 ||
		request_has_filters(site->request));
}

static void
print_form(FILE *out, const struct site *site)
{
	fputs("<search>\n<form id=\"search\" role=\"search\" method=\"get\" "
	      "autocomplete=\"off\" data-trawl action=\"", out);
	print_html(out, str(site->script));
	fputs("\">\n<h1><label for=\"q\">", out);
	say_it(out, site, SAY_LABEL);
	fputs("</label></h1>\n<div class=\"box\">\n<input id=\"q\" name=\"q\" "
	      "type=\"search\" maxlength=\"512\" enterkeyhint=\"search\" "
	      "autocomplete=\"off\" dir=\"auto\"", out);
	if (!site->answer)
		fputs(" autofocus", out);
	fputs(" value=\"", out);
	print_html(out, str(site->request->query));
	fputs("\">\n<button type=\"submit\">", out);
	say_it(out, site, SAY_SEARCH);
	fputs("</button>\n</div>\n", out);
	if (has_filters(site)) {
		fputs("<p class=\"skip\"><a href=\"#filters\">", out);
		say_it(out, site, SAY_FILTERS);
		fputs("</a></p>\n", out);
	}
	fputs("</form>\n</search>\n", out);
}

static void
print_ours(FILE *out, const struct site *site)
{
	print_form(out, site);
	if (site->answer) {
		print_results(out, site);
		if (has_filters(site))
			print_filters(out, site);
	} else if (site->message != SAY_NOTHING) {
		fputs("<p class=\"status\" role=\"status\">", out);
		say_it(out, site, site->message);
		fputs("</p>\n", out);
	}
}

void
print_main(FILE *out, const struct site *site)
{
	fputs("<main class=\"trawl\">\n", out);
	print_ours(out, site);
	fputs("</main>\n", out);
}

void
print_fragment(FILE *out, const struct site *site)
{
	fputs("<div class=\"trawl\">\n", out);
	print_ours(out, site);
	fputs("</div>\n", out);
}
