/* facets.c: values that were counted over all answers. */
/* SPDX-License-Identifier: MIT */
#include "facets.h"

#include <inttypes.h>
#include <string.h>

#include "json.h"
#include "say.h"
#include "text.h"

static const struct {
	const char *name;
	enum trawl_facet facet;
} facets[] = {
	{"category", TRAWL_FACET_CATEGORY},
	{"author", TRAWL_FACET_AUTHOR},
	{"year", TRAWL_FACET_YEAR},
	{"month", TRAWL_FACET_MONTH},
	{"language", TRAWL_FACET_LANGUAGE},
	{"site", TRAWL_FACET_SITE},
};

#define FACETS (sizeof(facets) / sizeof(facets[0]))

static unsigned
facet_of(const char *name, size_t length)
{
	for (size_t i = 0; i < FACETS; i++)
		if (strlen(facets[i].name) == length &&
			memcmp(facets[i].name, name, length) == 0)
			return facets[i].facet;
	return 0;
}

static void
say_names(const char *name, size_t length)
{
	char names[128] = "";

	for (size_t i = 0; i < FACETS; i++) {
		size_t used = strlen(names);

		snprintf(names + used, sizeof(names) - used, "%s%s",
			i == 0 ? "" : i + 1 < FACETS ? ", " : " and ",
			facets[i].name);
	}
	say("nothing to count: %.*s; there are %s", (int)length, name, names);
}

bool
read_facets(const char *names, unsigned *ret)
{
	unsigned wanted = 0;

	while (*names) {
		size_t length = strcspn(names, ",");
		unsigned facet = facet_of(names, length);

		if (!facet) {
			say_names(names, length < 100 ? length : 100);
			return false;
		}
		wanted |= facet;
		names += length;
		names += *names == ',';
	}
	*ret = wanted;
	return true;
}

/* False if the facet was not asked for. */
static bool
get(const trawl_hits *hits, enum trawl_facet facet,
	struct trawl_facet_values *ret)
{
	ret->size = sizeof(*ret);
	return trawl_hits_facet(hits, facet, ret, NULL) == TRAWL_OK;
}

static void
print_facet(FILE *out, const char *name,
	const struct trawl_facet_values *values)
{
	fprintf(out, "%s\n", name);
	for (size_t i = 0; i < values->count; i++) {
		fprintf(out, "%8" PRIu64 "  ", values->values[i].count);
		print_safe(out, values->values[i].value);
		fputc('\n', out);
	}
	if (values->distinct > values->count)
		fprintf(out, "          and %" PRIu64 " more\n",
			values->distinct - values->count);
	if (values->without > 0)
		fprintf(out, "%8" PRIu64 "  without\n", values->without);
	fputc('\n', out);
}

void
print_facets(FILE *out, const trawl_hits *hits)
{
	for (size_t i = 0; i < FACETS; i++) {
		struct trawl_facet_values values;

		if (get(hits, facets[i].facet, &values))
			print_facet(out, facets[i].name, &values);
	}
}

static void
print_facet_json(struct json *json, const char *name,
	const struct trawl_facet_values *values)
{
	json_open(json, name, '{');
	json_open(json, "values", '[');
	for (size_t i = 0; i < values->count; i++) {
		json_open(json, NULL, '{');
		json_text(json, "value", values->values[i].value);
		json_number(json, "count", values->values[i].count);
		json_close(json, '}');
	}
	json_close(json, ']');
	json_number(json, "distinct", values->distinct);
	json_number(json, "without", values->without);
	json_close(json, '}');
}

void
print_facets_json(struct json *json, const trawl_hits *hits)
{
	json_open(json, "facets", '{');
	for (size_t i = 0; i < FACETS; i++) {
		struct trawl_facet_values values;

		if (get(hits, facets[i].facet, &values))
			print_facet_json(json, facets[i].name, &values);
	}
	json_close(json, '}');
}
