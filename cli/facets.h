/* facets.h: values that were counted over all answers. */
/* SPDX-License-Identifier: MIT */
#ifndef CLI_FACETS_H
#define CLI_FACETS_H

#include <stdbool.h>
#include <stdio.h>
#include <trawl.h>

struct json;

/* Bits of enum trawl_facet from "category,year"; false, and told, if none. */
bool read_facets(const char *names, unsigned *ret);

/* A table for each facet that was counted. */
void print_facets(FILE *out, const trawl_hits *hits);
void print_facets_json(struct json *json, const trawl_hits *hits);

#endif
