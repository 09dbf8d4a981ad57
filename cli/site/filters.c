/* filters.c: what narrows a search and orders it, as controls of the form. */
/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "html.h"
#include "site/address.h"
#include "site/counted.h"
#include "site/site.h"

/* Controls stand behind the results, but belong to the form. */
#define OF_FORM " form=\"search\""

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
/* One of several values.                                               */

struct choice {
	const struct site *site;
	const char *name;	/* of the parameter */
	const char *chosen;	/* its value, or "" */
	const trawl_hits *hits;	/* where it is counted */
};

/* Names are found whatever the case of their letters. */
static bool
is_value(trawl_str value, const char *text)
{
	return value.length == strlen(text) &&
		strncasecmp(value.bytes, text, value.length) == 0;
}

static void
print_radio(FILE *out, const struct choice *choice, trawl_str value,
	const uint64_t *count)
{
	bool is_chosen = is_value(value, choice->chosen);

	fprintf(out, "<label><input type=\"radio\"" OF_FORM
		" name=\"%s\" value=\"", choice->name);
	print_html(out, value);
	fprintf(out, "\"%s> <span dir=\"auto\">", is_chosen ? " checked" : "");
	if (value.length > 0)
		print_html(out, value);
	else
		say_it(out, choice->site, SAY_ANY);
	fputs("</span>", out);
	if (count) {
		fputs(" <span class=\"count\">", out);
		print_number(out, choice->site->words, *count);
		fputs("</span>", out);
	}
	fputs("</label>\n", out);
}

static bool
has_value(const struct trawl_facet_values *values, const char *text)
{
	for (size_t i = 0; i < values->count; i++)
		if (is_value(values->values[i].value, text))
			return true;
	return false;
}

static void
print_choice(FILE *out, const struct choice *choice, enum message legend,
	enum trawl_facet facet)
{
	struct trawl_facet_values values = {.size = sizeof(values)};

	if (trawl_hits_facet(choice->hits, facet, &values, NULL) != TRAWL_OK)
		return;
	if (values.count == 0 && !*choice->chosen)
		return;
	fputs("<fieldset>\n<legend>", out);
	say_it(out, choice->site, legend);
	fputs("</legend>\n", out);
	print_radio(out, choice, str(""), NULL);
	if (*choice->chosen && !has_value(&values, choice->chosen))
		print_radio(out, choice, str(choice->chosen), NULL);
	for (size_t i = 0; i < values.count; i++)
		if (values.values[i].value.length <= REQUEST_FILTER_MAX)
			print_radio(out, choice, values.values[i].value,
				&values.values[i].count);
	fputs("</fieldset>\n", out);
}

/* ------------------------------------------------------------------ */
/* Order and dates.                                                     */

static void
print_sort(FILE *out, const struct site *site)
{
	static const struct {
		const char *value;
		enum message label;
	} sorts[] = {
		[TRAWL_BY_SCORE] = {"", SAY_BY_SCORE},
		[TRAWL_NEWEST_FIRST] = {"newest", SAY_NEWEST},
		[TRAWL_OLDEST_FIRST] = {"oldest", SAY_OLDEST},
		[TRAWL_BY_TITLE] = {"title", SAY_BY_TITLE},
	};

	fputs("<p><label for=\"sort\">", out);
	say_it(out, site, SAY_SORT);
	fputs("</label>\n<select id=\"sort\" name=\"sort\"" OF_FORM ">\n",
		out);
	for (int i = TRAWL_BY_SCORE; i <= TRAWL_BY_TITLE; i++) {
		fprintf(out, "<option value=\"%s\"%s>", sorts[i].value,
			site->request->sort == i ? " selected" : "");
		say_it(out, site, sorts[i].label);
		fputs("</option>\n", out);
	}
	fputs("</select></p>\n", out);
}

static void
print_date_field(FILE *out, const struct site *site, const char *name,
	const char *value, enum message label)
{
	fprintf(out, "<p><label for=\"%s\">", name);
	say_it(out, site, label);
	fprintf(out, "</label>\n<input id=\"%s\" name=\"%s\" type=\"date\""
		OF_FORM " value=\"%s\"></p>\n", name, name, value);
}

/* The search in a year, or, without one, on any date. */
static void
print_year_link(FILE *out, const struct site *site, trawl_str year,
	const uint64_t *count)
{
	struct request other = *site->request;

	other.page = 1;
	other.from[0] = other.to[0] = '\0';
	if (year.length == 4) {
		snprintf(other.from, sizeof(other.from), "%.4s-01-01",
			year.bytes);
		snprintf(other.to, sizeof(other.to), "%.4s-12-31", year.bytes);
	}
	bool is_chosen = strcmp(other.from, site->request->from) == 0 &&
		strcmp(other.to, site->request->to) == 0;

	fputs("<li><a href=\"", out);
	print_address(out, site->script, &other);
	fprintf(out, "\"%s>", is_chosen ? " aria-current=\"true\"" : "");
	if (year.length == 4)
		print_html(out, year);
	else
		say_it(out, site, SAY_ANY_YEAR);
	fputs("</a>", out);
	if (count) {
		fputs(" <span class=\"count\">", out);
		print_number(out, site->words, *count);
		fputs("</span>", out);
	}
	fputs("</li>\n", out);
}

static int
newest_first(const void *a, const void *b)
{
	const struct trawl_facet_value *x = a;
	const struct trawl_facet_value *y = b;

	return memcmp(y->value.bytes, x->value.bytes, 4);
}

/* Those of a year with most articles. */
static size_t
copy_years(const struct site *site, struct trawl_facet_value *years)
{
	struct trawl_facet_values values = {.size = sizeof(values)};
	size_t count = 0;

	if (trawl_hits_facet(site->of_year, TRAWL_FACET_YEAR, &values, NULL) !=
		TRAWL_OK)
		return 0;
	for (size_t i = 0; i < values.count && i < COUNTED_VALUES; i++)
		if (values.values[i].value.length == 4)
			years[count++] = values.values[i];
	qsort(years, count, sizeof(*years), newest_first);
	return count;
}

static void
print_years(FILE *out, const struct site *site)
{
	struct trawl_facet_value years[COUNTED_VALUES];
	size_t count = copy_years(site, years);

	if (count == 0 || (count == 1 && !site->request->from[0] &&
		!site->request->to[0]))
		return;
	fputs("<ul class=\"years\" aria-label=\"", out);
	say_it(out, site, SAY_YEARS);
	fputs("\">\n", out);
	print_year_link(out, site, str(""), NULL);
	for (size_t i = 0; i < count; i++)
		print_year_link(out, site, years[i].value, &years[i].count);
	fputs("</ul>\n", out);
}

static void
print_dates(FILE *out, const struct site *site)
{
	fputs("<fieldset class=\"dates\">\n<legend>", out);
	say_it(out, site, SAY_DATE);
	fputs("</legend>\n", out);
	print_years(out, site);
	print_date_field(out, site, "from", site->request->from, SAY_FROM);
	print_date_field(out, site, "to", site->request->to, SAY_TO);
	fputs("</fieldset>\n", out);
}

static void
print_buttons(FILE *out, const struct site *site)
{
	struct request bare = *site->request;

	fputs("<p class=\"do\"><button type=\"submit\"" OF_FORM ">", out);
	say_it(out, site, SAY_APPLY);
	fputs("</button>\n", out);
	if (request_has_filters(site->request)) {
		bare.category[0] = bare.author[0] = '\0';
		bare.from[0] = bare.to[0] = '\0';
		bare.page = 1;
		fputs("<a href=\"", out);
		print_address(out, site->script, &bare);
		fputs("\">", out);
		say_it(out, site, SAY_CLEAR);
		fputs("</a>\n", out);
	}
	fputs("</p>\n", out);
}

void
print_filters(FILE *out, const struct site *site)
{
	struct choice category = {site, "category", site->request->category,
		site->of_category};
	struct choice author = {site, "author", site->request->author,
		site->of_author};

	fputs("<section class=\"filters\" id=\"filters\" "
	      "aria-labelledby=\"filters-title\">\n"
	      "<h2 id=\"filters-title\">", out);
	say_it(out, site, SAY_FILTERS);
	fputs("</h2>\n", out);
	print_sort(out, site);
	print_choice(out, &category, SAY_CATEGORY, TRAWL_FACET_CATEGORY);
	print_dates(out, site);
	print_choice(out, &author, SAY_AUTHOR, TRAWL_FACET_AUTHOR);
	print_buttons(out, site);
	fputs("</section>\n", out);
}
