/* results.c: the list of hits, and what stands around it. */
/* SPDX-License-Identifier: MIT */
#include <inttypes.h>
#include <string.h>

#include "html.h"
#include "site/address.h"
#include "site/site.h"

/* No line begins with it. */
#define SEPARATOR "<span aria-hidden=\"true\">&nbsp;· </span>"

static trawl_str
str(const char *text)
{
	return (trawl_str){text, strlen(text)};
}

/* HTML of the library's. */
static void
print_as_is(FILE *out, trawl_str html)
{
	fwrite(html.bytes, 1, html.length, out);
}

static void
say_it(FILE *out, const struct site *site, enum message message)
{
	print_said(out, site->words, message, 0, 0, 0);
}

/* ------------------------------------------------------------------ */
/* One hit.                                                             */

static void
print_about(FILE *out, const struct site *site, const struct trawl_hit *hit)
{
	const char *between = "";

	if (hit->author.length + hit->date.length + hit->category.length == 0)
		return;
	fputs("<p class=\"about\">", out);
	if (hit->date.length > 0) {
		fputs("<time datetime=\"", out);
		print_html(out, hit->date);
		fputs("\">", out);
		print_day(out, site->words, hit->date);
		fputs("</time>", out);
		between = SEPARATOR;
	}
	if (hit->author.length > 0) {
		fprintf(out, "%s<span dir=\"auto\">", between);
		print_values(out, hit->author, ", ", print_html);
		fputs("</span>", out);
		between = SEPARATOR;
	}
	if (hit->category.length > 0) {
		fprintf(out, "%s<span class=\"section\" dir=\"auto\">",
			between);
		print_values(out, hit->category, ", ", print_html);
		fputs("</span>", out);
	}
	fputs("</p>\n", out);
}

/* The language of the article, where the page has another. */
static void
print_language(FILE *out, const struct site *site, const struct trawl_hit *hit)
{
	trawl_str code = hit->language.length > 0 ? hit->language :
		str(site->language);

	if (code.length < 2 || code.length > 3 ||
		strncmp(site->words->code, code.bytes, code.length) == 0)
		return;
	for (size_t i = 0; i < code.length; i++)
		if (code.bytes[i] < 'a' || code.bytes[i] > 'z')
			return;
	fputs(" lang=\"", out);
	print_html(out, code);
	fputs("\"", out);
}

/* What a browser tells besides, when a link is followed: which article that
   is. The link itself stays what it is. */
static void
print_ping(FILE *out, const struct site *site, const struct trawl_hit *hit)
{
	if (!site->counts_clicks)
		return;
	fputs(" ping=\"", out);
	print_html(out, str(site->script));
	fputs("/click?id=", out);
	print_url_value(out, hit->id);
	fputs("\"", out);
}

static void
print_title(FILE *out, const struct site *site, const struct trawl_hit *hit)
{
	bool linked = is_safe_link(hit->url);

	fprintf(out, "<h2 id=\"r%" PRIu64 "\" dir=\"auto\"", hit->rank);
	print_language(out, site, hit);
	fputs(">", out);
	if (linked) {
		fputs("<a href=\"", out);
		print_html(out, hit->url);
		fputs("\"", out);
		print_ping(out, site, hit);
		fputs(">", out);
	}
	if (hit->title.length > 0)
		print_as_is(out, hit->title_html);
	else
		print_html(out, hit->id);
	fputs(linked ? "</a></h2>\n" : "</h2>\n", out);
}

static void
print_alike(FILE *out, const struct site *site, const struct trawl_hit *hit)
{
	if (hit->more == 0)
		return;
	fputs("<p class=\"alike\">", out);
	print_said(out, site->words, SAY_ALIKE, hit->more, 0, 0);
	fputs("</p>\n", out);
}

static void
print_snippet(FILE *out, const struct site *site, const struct trawl_hit *hit)
{
	fputs("<p class=\"snippet\" dir=\"auto\"", out);
	print_language(out, site, hit);
	fputs(">", out);
	print_as_is(out, hit->snippet_html);
	fputs("</p>\n", out);
	if (hit->fragment.length == 0 || !is_safe_link(hit->url))
		return;
	fprintf(out, "<p class=\"passage\"><a aria-describedby=\"r%" PRIu64
		"\" href=\"", hit->rank);
	print_passage_address(out, hit->url, hit->fragment);
	fputs("\"", out);
	print_ping(out, site, hit);
	fputs(">", out);
	say_it(out, site, SAY_PASSAGE);
	fputs("</a></p>\n", out);
}

static void
print_hits(FILE *out, const struct site *site)
{
	const struct answer *answer = site->answer;
	uint32_t count = trawl_hits_count(answer->hits);

	if (count == 0)
		return;
	fprintf(out, "<ol class=\"hits\" start=\"%" PRIu32 "\">\n",
		answer->offset + 1);
	for (uint32_t i = 0; i < count; i++) {
		struct trawl_hit hit = answer_hit(answer, i);

		fputs("<li>\n", out);
		print_title(out, site, &hit);
		print_about(out, site, &hit);
		print_snippet(out, site, &hit);
		print_alike(out, site, &hit);
		fputs("</li>\n", out);
	}
	fputs("</ol>\n", out);
}

/* ------------------------------------------------------------------ */
/* What is said about all of them.                                      */

/* Whether articles are left out of the page that read like one on it. */
static bool
has_alike(const struct answer *answer)
{
	uint32_t count = trawl_hits_count(answer->hits);
	uint32_t more = 0;

	for (uint32_t i = 0; i < count && more == 0; i++)
		more = answer_hit(answer, i).more;
	return more > 0;
}

/* Whether no more hits come behind those of the page, though fewer were shown
   than match: the others read like these. */
static bool
is_cut_short(const struct answer *answer)
{
	uint32_t count = trawl_hits_count(answer->hits);

	return answer->folds && !trawl_hits_go_on(answer->hits) &&
		answer->offset + count < trawl_hits_total(answer->hits);
}

void
print_status(FILE *out, const struct site *site)
{
	const struct answer *answer = site->answer;
	uint64_t total = trawl_hits_total(answer->hits);
	uint32_t count = trawl_hits_count(answer->hits);

	if (total == 0)
		say_it(out, site, SAY_NONE);
	else if (count == 0)
		print_said(out, site->words, is_cut_short(answer) ?
			SAY_NO_MORE : SAY_BEYOND, total, 0, 0);
	else if (count == total)
		print_said(out, site->words,
			total == 1 ? SAY_FOUND_ONE : SAY_FOUND, total, 0, 0);
	else
		print_said(out, site->words,
			is_cut_short(answer) ? SAY_LAST_ALIKE :
			has_alike(answer) ? SAY_FOUND_ALIKE : SAY_FOUND_PART,
			answer->offset + 1, answer->offset + count, total);
}

/* The same search for other words. */
static void
print_search_link(FILE *out, const struct site *site, const char *query)
{
	struct request other = *site->request;

	other.page = 1;
	if (strlen(query) > REQUEST_QUERY_MAX) {
		print_html(out, str(query));
		return;
	}
	memcpy(other.query, query, strlen(query) + 1);
	fputs("<a href=\"", out);
	print_address(out, site->script, &other);
	fputs("\"><bdi>", out);
	print_html(out, str(query));
	fputs("</bdi></a>", out);
}

static void
print_did_you_mean(FILE *out, const struct site *site)
{
	if (!site->answer->did_you_mean)
		return;
	fputs("<p class=\"meant\">", out);
	say_it(out, site, SAY_DID_YOU_MEAN);
	fputs(" ", out);
	print_search_link(out, site, site->answer->did_you_mean);
	fputs(strcmp(site->words->code, "fr") == 0 ? " ?</p>\n" : "?</p>\n",
		out);
}

static void
print_warnings(FILE *out, const struct site *site,
	const struct trawl_warning *warnings, size_t count)
{
	for (size_t i = 0; i < count; i++)
		print_warning(out, site->words, warnings[i].text);
}

static void
print_all_warnings(FILE *out, const struct site *site)
{
	const struct trawl_warning *warnings;
	size_t count = answer_warnings(site->answer, &warnings);

	print_warnings(out, site, warnings, count);
	count = trawl_hits_warnings(site->answer->hits, &warnings);
	print_warnings(out, site, warnings, count);
}

/* ------------------------------------------------------------------ */
/* Other pages.                                                         */

static void
print_page_link(FILE *out, const struct site *site, uint32_t number,
	const char *rel, enum message label)
{
	struct request other = *site->request;

	other.page = number;
	fprintf(out, "<a rel=\"%s\" href=\"", rel);
	print_address(out, site->script, &other);
	fputs("\">", out);
	say_it(out, site, label);
	fputs("</a>\n", out);
}

static void
print_pages(FILE *out, const struct site *site)
{
	const struct answer *answer = site->answer;
	uint64_t total = trawl_hits_total(answer->hits);
	uint32_t number = site->request->page;
	uint64_t last = (total + answer->limit - 1) / answer->limit;
	bool is_last = is_cut_short(answer);

	if (last > REQUEST_PAGE_MAX)
		last = REQUEST_PAGE_MAX;
	if (last == 0 || (number == 1 && (last == 1 || is_last)))
		return;
	fputs("<nav class=\"pages\" aria-label=\"", out);
	say_it(out, site, SAY_PAGES);
	fputs("\">\n", out);
	if (number > 1)
		print_page_link(out, site, number > last ? (uint32_t)last :
			number - 1, "prev", SAY_PREVIOUS);
	fputs("<span>", out);
	print_said(out, site->words, is_last || number > last ||
		has_alike(answer) ? SAY_PAGE : SAY_PAGE_OF, number, last, 0);
	fputs("</span>\n", out);
	if (number < last && trawl_hits_go_on(answer->hits))
		print_page_link(out, site, number + 1, "next", SAY_NEXT);
	fputs("</nav>\n", out);
}

void
print_results(FILE *out, const struct site *site)
{
	fputs("<div class=\"results\">\n", out);
	fputs("<p class=\"status\" role=\"status\">", out);
	print_status(out, site);
	fputs("</p>\n", out);
	if (trawl_hits_is_partial(site->answer->hits)) {
		fputs("<p class=\"note\">", out);
		say_it(out, site, SAY_PARTIAL);
		fputs("</p>\n", out);
	}
	print_did_you_mean(out, site);
	print_all_warnings(out, site);
	print_changes(out, site);
	print_hits(out, site);
	print_pages(out, site);
	fputs("</div>\n", out);
}
