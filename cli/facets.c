/* facets.c: values that were counted over all answers. */
/* SPDX-License-Identifier: MIT */
#include "facets.h"

#include <inttypes.h>
#include <string.h>

#include "facetnames.h"
#include "json.h"
#include "say.h"

static void
say_names(const char *name, size_t length)
{
	char names[128] = "";

	for (size_t i = 0; i < FACET_NAMES; i++) {
		size_t used = strlen(names);

		snprintf(names + used, sizeof(names) - used, "%s%s",
			i == 0 ? "" : i + 1 < FACET_NAMES ? ", " : " and ",
			facet_names[i].name);
	}
	say("nothing to count: %.*s; there are %s", (int)length, name, names);
}

bool
read_facets(const char *names, unsigned *ret)
{
	size_t wrong;

	if (facets_named(names, ret, &wrong))
		return true;
	size_t length = strcspn(names + wrong, ",");

	say_names(names + wrong, length < 100 ? length : 100);
	return false;
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
	for (size_t i = 0; i < FACET_NAMES; i++) {
		struct trawl_facet_values values;

		if (get(hits, facet_names[i].facet, &values))
			print_facet(out, facet_names[i].name, &values);
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
	for (size_t i = 0; i < FACET_NAMES; i++) {
		struct trawl_facet_values values;

		if (get(hits, facet_names[i].facet, &values))
			print_facet_json(json, facet_names[i].name, &values);
	}
	json_close(json, '}');
}
