/* facetnames.h: what can be counted of answers, by its name. */
/* SPDX-License-Identifier: MIT */
#ifndef CLI_FACETNAMES_H
#define CLI_FACETNAMES_H

#include <stdbool.h>
#include <stddef.h>
#include <trawl.h>

struct facet_name {
	const char *name;
	enum trawl_facet facet;
};

#define FACET_NAMES 6
extern const struct facet_name facet_names[FACET_NAMES];

/* Bits of enum trawl_facet from "category,year"; false, with where in the list
   the name is that means none. */
bool facets_named(const char *list, unsigned *ret, size_t *ret_wrong);

#endif
