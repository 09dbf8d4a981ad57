/* facetnames.c: what can be counted of answers, by its name. */
/* SPDX-License-Identifier: MIT */
#include "facetnames.h"

#include <string.h>

const struct facet_name facet_names[FACET_NAMES] = {
	{"category", TRAWL_FACET_CATEGORY},
	{"author", TRAWL_FACET_AUTHOR},
	{"year", TRAWL_FACET_YEAR},
	{"month", TRAWL_FACET_MONTH},
	{"language", TRAWL_FACET_LANGUAGE},
	{"site", TRAWL_FACET_SITE},
};

static unsigned
facet_of(const char *name, size_t length)
{
	for (size_t i = 0; i < FACET_NAMES; i++)
		if (strlen(facet_names[i].name) == length &&
			memcmp(facet_names[i].name, name, length) == 0)
			return facet_names[i].facet;
	return 0;
}

bool
facets_named(const char *list, unsigned *ret, size_t *ret_wrong)
{
	unsigned wanted = 0;

	for (const char *p = list; *p;) {
		size_t length = strcspn(p, ",");
		unsigned facet = facet_of(p, length);

		if (!facet) {
			*ret_wrong = (size_t)(p - list);
			return false;
		}
		wanted |= facet;
		p += length;
		p += *p == ',';
	}
	*ret = wanted;
	return true;
}
