/* site.c: the search page of a site: plain HTML that needs no script. */
/* SPDX-License-Identifier: MIT */
#include "site.h"

#include <inttypes.h>
#include <string.h>

#include "html.h"

static trawl_str
str(const char *text)
{
	return (trawl_str){text, strlen(text)};
}

static void
print_head(FILE *out, const struct site_page *page)
{
	fputs("<!doctype html>\n<html lang=\"en\">\n<head>\n"
	      "<meta charset=\"utf-8\">\n"
	      "<meta name=\"viewport\" content=\"width=device-width, "
	      "initial-scale=1\">\n"
	      "<meta name=\"robots\" content=\"noindex\">\n<title>",
		out);
	if (page->query.length > 0) {
		print_html(out, page->query);
		fputs(" – ", out);
	}
	fputs("Search</title>\n<link rel=\"stylesheet\" href=\"", out);
	print_html(out, str(page->script));
	fputs("/style.css\">\n</head>\n<body>\n<main>\n", out);
}

static void
print_form(FILE *out, const struct site_page *page)
{
	fputs("<h1>Search</h1>\n<search>\n"
	      "<form role=\"search\" method=\"get\" action=\"",
		out);
	print_html(out, str(page->script));
	fputs("\">\n<label for=\"q\">Search the articles</label>\n"
	      "<input id=\"q\" name=\"q\" type=\"search\" maxlength=\"512\" "
	      "value=\"",
		out);
	print_html(out, page->query);
	fputs("\">\n<button type=\"submit\">Search</button>\n</form>\n"
	      "</search>\n",
		out);
}

static void
print_about(FILE *out, const struct trawl_hit *hit)
{
	const char *between = "";

	if (hit->author.length + hit->date.length + hit->category.length == 0)
		return;
	fputs("<p class=\"about\">", out);
	if (hit->author.length > 0) {
		print_values(out, hit->author, ", ", print_html);
		between = " · ";
	}
	if (hit->date.length > 0) {
		fprintf(out, "%s<time datetime=\"", between);
		print_html(out, hit->date);
		fputs("\">", out);
		print_date(out, hit->date);
		fputs("</time>", out);
		between = " · ";
	}
	if (hit->category.length > 0) {
		fputs(between, out);
		print_values(out, hit->category, ", ", print_html);
	}
	fputs("</p>\n", out);
}

/* HTML of the library's. */
static void
print_as_is(FILE *out, trawl_str html)
{
	fwrite(html.bytes, 1, html.length, out);
}

static void
print_title(FILE *out, const struct trawl_hit *hit)
{
	bool linked = is_safe_link(hit->url);

	fputs("<h2>", out);
	if (linked) {
		fputs("<a href=\"", out);
		print_html(out, hit->url);
		fputs("\">", out);
	}
	if (hit->title.length > 0)
		print_as_is(out, hit->title_html);
	else
		print_html(out, hit->id);
	fputs(linked ? "</a></h2>\n" : "</h2>\n", out);
}

static void
print_hit(FILE *out, const struct trawl_hit *hit)
{
	fputs("<li>\n", out);
	print_title(out, hit);
	print_about(out, hit);
	fputs("<p>", out);
	print_as_is(out, hit->snippet_html);
	fputs("</p>\n</li>\n", out);
}

static void
print_status(FILE *out, const struct answer *answer)
{
	uint64_t total = trawl_hits_total(answer->hits);
	uint32_t count = trawl_hits_count(answer->hits);

	fputs("<p role=\"status\">", out);
	if (total == 0)
		fputs("Nothing found. Try other words, or fewer.", out);
	else if (count == 0)
		fprintf(out, "There are only %" PRIu64 " articles.", total);
	else if (count == total)
		fprintf(out, "%" PRIu64 " article%s found.", total,
			total == 1 ? "" : "s");
	else
		fprintf(out, "Articles %" PRIu32 " to %" PRIu32 " of %" PRIu64
			     ".",
			answer->offset + 1, answer->offset + count, total);
	fputs("</p>\n", out);
}

static void
print_warnings(FILE *out, const struct trawl_warning *warnings, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		fputs("<p class=\"note\">", out);
		print_html(out, str(warnings[i].text));
		fputs("</p>\n", out);
	}
}

static void
print_page_link(FILE *out, const struct site_page *page, uint32_t number,
	const char *rel, const char *label)
{
	fprintf(out, "<a rel=\"%s\" href=\"", rel);
	print_html(out, str(page->script));
	fputs("?q=", out);
	print_url_value(out, page->query);
	fprintf(out, "&amp;page=%" PRIu32 "\">%s</a>\n", number, label);
}

static void
print_pages(FILE *out, const struct site_page *page)
{
	const struct answer *answer = page->answer;
	uint64_t total = trawl_hits_total(answer->hits);
	uint32_t number = answer->offset / answer->limit + 1;
	uint32_t last = (uint32_t)((total + answer->limit - 1) /
		answer->limit);

	if (last > 100)
		last = 100;
	if (last < 2)
		return;
	fputs("<nav aria-label=\"Pages\">\n", out);
	if (number > 1)
		print_page_link(out, page, number > last ? last : number - 1,
			"prev", "Previous");
	fprintf(out, "<span>Page %" PRIu32 " of %" PRIu32 "</span>\n", number,
		last);
	if (number < last)
		print_page_link(out, page, number + 1, "next", "Next");
	fputs("</nav>\n", out);
}

static void
print_results(FILE *out, const struct site_page *page)
{
	const struct answer *answer = page->answer;
	uint32_t count = trawl_hits_count(answer->hits);
	const struct trawl_warning *warnings;

	print_status(out, answer);
	size_t warned = trawl_query_warnings(answer->parsed, &warnings);
	print_warnings(out, warnings, warned);
	warned = trawl_hits_warnings(answer->hits, &warnings);
	print_warnings(out, warnings, warned);
	if (count > 0) {
		fprintf(out, "<ol start=\"%" PRIu32 "\">\n",
			answer->offset + 1);
		for (uint32_t i = 0; i < count; i++) {
			struct trawl_hit hit = answer_hit(answer, i);

			print_hit(out, &hit);
		}
		fputs("</ol>\n", out);
	}
	print_pages(out, page);
}

void
print_site_page(FILE *out, const struct site_page *page)
{
	print_head(out, page);
	print_form(out, page);
	if (page->answer) {
		print_results(out, page);
	} else if (page->message) {
		fputs("<p role=\"status\">", out);
		print_html(out, str(page->message));
		fputs("</p>\n", out);
	}
	fputs("</main>\n</body>\n</html>\n", out);
}

const char site_style[] =
	":root { color-scheme: light dark; --ink: #1b1b1b; --paper: #fff;\n"
	"  --faint: #595959; --link: #0b4f9e; --mark: #fff1a8; }\n"
	"@media (prefers-color-scheme: dark) { :root { --ink: #eee;\n"
	"  --paper: #16181b; --faint: #b0b0b0; --link: #8ec1ff;\n"
	"  --mark: #5c4a00; } }\n"
	"body { font: 1rem/1.5 system-ui, sans-serif; color: var(--ink);\n"
	"  background: var(--paper); margin: 0; }\n"
	"main { max-width: 42rem; margin: 0 auto; padding: 1rem; }\n"
	"form { display: flex; flex-wrap: wrap; gap: .5rem; }\n"
	"label { flex-basis: 100%; }\n"
	"input { flex: 1 1 12rem; font: inherit; padding: .5rem;\n"
	"  color: inherit; background: transparent;\n"
	"  border: 1px solid var(--faint); border-radius: .25rem; }\n"
	"button { font: inherit; padding: .5rem 1rem; color: var(--paper);\n"
	"  background: var(--link); border: 0; border-radius: .25rem; }\n"
	":focus-visible { outline: 3px solid var(--link);\n"
	"  outline-offset: 2px; }\n"
	"ol { padding-left: 2rem; }\n"
	"li::marker { color: var(--faint); }\n"
	"h2 { font-size: 1.15rem; margin: 1.25rem 0 0; }\n"
	"a { color: var(--link); }\n"
	"p { margin: .25rem 0; overflow-wrap: anywhere; }\n"
	".about, .note, nav { color: var(--faint); }\n"
	"mark { color: inherit; background: var(--mark);\n"
	"  font-weight: 600; }\n"
	"nav { display: flex; gap: 1rem; margin-top: 1.5rem; }\n";
