/* changes.c: "why nothing": searches that find something, as links. */
/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "html.h"
#include "site/address.h"
#include "site/filter.h"
#include "site/site.h"

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
/* From the query of a change back to what a form asks for.             */

/* The clause of a filter as queries are printed, to be freed; NULL if it is
   none, or without memory. */
static char *
printed_clause(const struct site *site, enum filter filter)
{
	struct trawl_query_options options = {
		.size = sizeof(options),
		.language = site->language,
	};
	char *clause = filter_clause(site->request, filter);
	char *printed = NULL;
	trawl_query *query;

	if (clause && trawl_query_parse(clause, strlen(clause), &options,
		&query, NULL) == TRAWL_OK) {
		if (*trawl_query_read_as(query))
			printed = strdup(trawl_query_read_as(query));
		trawl_query_free(query);
	}
	free(clause);
	return printed;
}

/* Where the last such clause of the text begins; NULL if there is none. */
static char *
find_last(char *text, const char *clause)
{
	size_t n = strlen(clause);
	char *last = NULL;

	for (char *p = strstr(text, clause); p; p = strstr(p + 1, clause))
		if ((p == text || p[-1] == ' ') && (!p[n] || p[n] == ' '))
			last = p;
	return last;
}

/*
 * Filters stand in the query of a change, behind its words, as far as the
 * change leaves them: what is found there is asked for as before, the others
 * no more.
 */
static void
take_filters(const struct site *site, char *text, struct request *other)
{
	for (int i = FILTER_COUNT - 1; i >= 0; i--) {
		char *clause = printed_clause(site, (enum filter)i);
		char *found = clause ? find_last(text, clause) : NULL;

		if (found) {
			char *behind = found + strlen(clause);

			behind += *behind == ' ';
			memmove(found, behind, strlen(behind) + 1);
		} else {
			filter_value(other, (enum filter)i)[0] = '\0';
		}
		free(clause);
	}
}

/*
 * Where words were typed that are of a name, the change asks for author:name or
 * category:"a name", which is asked for as a filter: so it is shown in the
 * reader's language. What was typed with a field stays as it was.
 */
static void
take_name(char *text, const char *field, char *ret)
{
	char *clause = strstr(text, field);

	if (!clause || (clause > text && clause[-1] != ' ') || *ret ||
		strpbrk(text, "()") || strstr(text, " OR "))
		return;
	char *name = clause + strlen(field);
	bool is_phrase = *name == '"';

	name += is_phrase;
	size_t n = strcspn(name, is_phrase ? "\"" : " ");
	char *behind = name + n + is_phrase;
	bool is_whole = (!is_phrase || name[n]) && (!*behind || *behind == ' ');

	if (n == 0 || n > REQUEST_FILTER_MAX || !is_whole ||
		(!is_phrase && strcspn(name, "*?~^") < n))
		return;
	memcpy(ret, name, n);
	ret[n] = '\0';
	behind += *behind == ' ';
	memmove(clause, behind, strlen(behind) + 1);
}

static void
take_names(const struct site *site, char *text, struct request *other)
{
	static const struct {
		const char *field;
		enum filter filter;
	} names[] = {
		{"author:", FILTER_AUTHOR},
		{"category:", FILTER_CATEGORY},
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (!strstr(site->request->query, names[i].field))
			take_name(text, names[i].field,
				filter_value(other, names[i].filter));
	for (size_t n = strlen(text); n > 0 && text[n - 1] == ' '; n--)
		text[n - 1] = '\0';
}

/* ------------------------------------------------------------------ */

/* What is asked for: "budget · Category: Politics". */
static void
print_asked(FILE *out, const struct site *site, struct request *request)
{
	static const enum message labels[FILTER_COUNT] = {
		[FILTER_CATEGORY] = SAY_CATEGORY,
		[FILTER_AUTHOR] = SAY_AUTHOR,
		[FILTER_FROM] = SAY_FROM,
		[FILTER_TO] = SAY_TO,
	};
	const char *between = "";

	if (request->query[0]) {
		fputs("<bdi>", out);
		print_html(out, str(request->query));
		fputs("</bdi>", out);
		between = " · ";
	}
	for (int i = 0; i < FILTER_COUNT; i++) {
		trawl_str value = str(filter_value(request, (enum filter)i));

		if (value.length == 0)
			continue;
		fputs(between, out);
		say_it(out, site, labels[i]);
		fputs(" <bdi>", out);
		if (i == FILTER_FROM || i == FILTER_TO)
			print_day(out, site->words, value);
		else
			print_html(out, value);
		fputs("</bdi>", out);
		between = " · ";
	}
}

/* Whether the request is offered already, as what may be meant. */
static bool
is_meant(const struct site *site, struct request *other)
{
	struct request asked = *site->request;
	const char *meant = site->answer->did_you_mean;

	if (!meant || strcmp(other->query, meant) != 0)
		return false;
	for (unsigned i = 0; i < FILTER_COUNT; i++)
		if (strcmp(filter_value(&asked, (enum filter)i),
			filter_value(other, (enum filter)i)) != 0)
			return false;
	return true;
}

/* Whether that is offered already, too: the words without any filter. */
static bool
is_bare(const struct site *site, const struct request *other)
{
	return site->unfiltered > 0 && !request_has_filters(other) &&
		strcmp(other->query, site->request->query) == 0;
}

/* The request that the change stands for; false if it cannot be one, or needs
   not be told. */
static bool
read_change(const struct site *site, const struct trawl_change *change,
	struct request *ret)
{
	struct request other = *site->request;
	char *text = strdup(change->query);

	if (!text)
		return false;
	take_filters(site, text, &other);
	take_names(site, text, &other);
	size_t length = strlen(text);
	bool is_request = length <= REQUEST_QUERY_MAX &&
		!request_has_many_words(text);

	if (is_request)
		memcpy(other.query, text, length + 1);
	free(text);
	other.page = 1;
	*ret = other;
	return is_request && !is_meant(site, &other) && !is_bare(site, &other);
}

static void
print_change(FILE *out, const struct site *site, struct request *other,
	uint64_t total)
{
	fputs("<li><a href=\"", out);
	print_address(out, site->script, other);
	fputs("\">", out);
	print_asked(out, site, other);
	fputs("</a> <span class=\"count\">", out);
	print_said(out, site->words, total == 1 ? SAY_ARTICLE :
		SAY_ARTICLES, total, 0, 0);
	fputs("</span></li>\n", out);
}

static struct request
without_filters(const struct request *request)
{
	struct request bare = *request;

	for (unsigned i = 0; i < FILTER_COUNT; i++)
		filter_value(&bare, (enum filter)i)[0] = '\0';
	bare.page = 1;
	return bare;
}

static void
begin_changes(FILE *out, const struct site *site)
{
	fputs("<p>", out);
	say_it(out, site, SAY_THESE_FIND);
	fputs("</p>\n<ul class=\"changes\">\n", out);
}

void
print_changes(FILE *out, const struct site *site)
{
	const struct trawl_change *changes;
	size_t count = answer_changes(site->answer, &changes);
	struct request other = without_filters(site->request);
	size_t printed = 0;

	if (trawl_hits_total(site->answer->hits) > 0)
		return;
	if (site->unfiltered > 0) {
		begin_changes(out, site);
		print_change(out, site, &other, site->unfiltered);
		printed++;
	}
	for (size_t i = 0; i < count; i++) {
		if (!read_change(site, &changes[i], &other))
			continue;
		if (printed++ == 0)
			begin_changes(out, site);
		print_change(out, site, &other, changes[i].total);
	}
	if (printed > 0) {
		fputs("</ul>\n", out);
	} else if (!site->answer->did_you_mean) {
		fputs("<p>", out);
		say_it(out, site, SAY_NONE_HELP);
		fputs("</p>\n", out);
	}
}
