/* fields.c: what may stand before a colon in a query. */
/* SPDX-License-Identifier: MIT */
#include "query/fields.h"

#include <string.h>

/* The first name of a field is the one it is printed with. */
static const struct {
	struct tw_str name;
	enum tw_query_field field;
} fields[] = {
	{TW_STR("title:"), TW_QUERY_TITLE},
	{TW_STR("author:"), TW_QUERY_AUTHOR},
	{TW_STR("category:"), TW_QUERY_CATEGORY},
	{TW_STR("site:"), TW_QUERY_SITE},
	{TW_STR("lang:"), TW_QUERY_LANGUAGE},
	{TW_STR("language:"), TW_QUERY_LANGUAGE},
	{TW_STR("id:"), TW_QUERY_ID},
	{TW_STR("date:"), TW_QUERY_DATE},
	{TW_STR("in:"), TW_QUERY_DATE},
	{TW_STR("since:"), TW_QUERY_SINCE},
	{TW_STR("after:"), TW_QUERY_SINCE},
	{TW_STR("before:"), TW_QUERY_BEFORE},
};

#define FIELDS (sizeof(fields) / sizeof(fields[0]))
#define LONGEST (sizeof("category:") - 1)	/* none is longer */

static bool
begins_with(struct tw_str text, struct tw_str name)
{
	if (text.n < name.n)
		return false;
	for (size_t i = 0; i < name.n; i++) {
		char c = text.p[i];

		if (c >= 'A' && c <= 'Z')
			c = (char)(c + 32);
		if (c != name.p[i])
			return false;
	}
	return true;
}

size_t
tw_field_read(struct tw_str text, enum tw_query_field *ret)
{
	size_t n = text.n < LONGEST ? text.n : LONGEST;

	if (n == 0 || !memchr(text.p, ':', n))
		return 0;	/* nearly all words */
	for (size_t i = 0; i < FIELDS; i++) {
		struct tw_str name = fields[i].name;

		if (begins_with(text, name)) {
			*ret = fields[i].field;
			return name.n;
		}
	}
	return 0;
}

struct tw_str
tw_field_name(enum tw_query_field field)
{
	for (size_t i = 0; i < FIELDS; i++)
		if (fields[i].field == field)
			return fields[i].name;
	return TW_STR("");
}

bool
tw_field_is_date(enum tw_query_field field)
{
	return field == TW_QUERY_DATE || field == TW_QUERY_SINCE ||
		field == TW_QUERY_BEFORE;
}

bool
tw_field_is_whole(enum tw_query_field field)
{
	return field == TW_QUERY_SITE || field == TW_QUERY_LANGUAGE ||
		field == TW_QUERY_ID || tw_field_is_date(field);
}

bool
tw_field_filters(enum tw_query_field field)
{
	return field != TW_QUERY_ANY && field != TW_QUERY_TITLE;
}
