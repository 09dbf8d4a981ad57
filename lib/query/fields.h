/* fields.h: what may stand before a colon in a query. */
/* SPDX-License-Identifier: MIT */
#ifndef QUERY_FIELDS_H
#define QUERY_FIELDS_H

#include <stdbool.h>

#include "base/str.h"
#include "query/tree.h"

/*
 * Reads the name of a field with its colon at the beginning of the text, in
 * any case. Returns the bytes read, 0 if there is none.
 */
size_t tw_field_read(struct tw_str text, enum tw_query_field *ret);

/* "title:", as the canonical text has it; "" for ANY. */
struct tw_str tw_field_name(enum tw_query_field field);

/* True if the field asks for dates. */
bool tw_field_is_date(enum tw_query_field field);

/* True if what stands behind the colon is taken as it stands, not as words. */
bool tw_field_is_whole(enum tw_query_field field);

/* True if the field tells articles apart without saying what they are about:
   such clauses do not score. */
bool tw_field_filters(enum tw_query_field field);

#endif
