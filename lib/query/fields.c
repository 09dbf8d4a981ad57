/* fields.c: what may stand before a colon in a query. */
/* SPDX-License-Identifier: MIT */
#include "query/fields.h"

/* The first name of a field is the one it is printed with. */
static const struct {
	const char *name;
	enum tw_query_field field;
} fields[] = {
	{"title:", TW_QUERY_TITLE},
	{"author:", TW_QUERY_AUTHOR},
	{"category:", TW_QUERY_CATEGORY},
	{"site:", TW_QUERY_SITE},
	{"lang:", TW_QUERY_LANGUAGE},
	{"language:", TW_QUERY_LANGUAGE},
	{"id:", TW_QUERY_ID},
	{"date:", TW_QUERY_DATE},
	{"in:", TW_QUERY_DATE},
	{"since:", TW_QUERY_SINCE},
	{"after:", TW_QUERY_SINCE},
	{"before:", TW_QUERY_BEFORE},
};

#define FIELDS (sizeof(fields) / sizeof(fields[0]))

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
	for (size_t i = 0; i < FIELDS; i++) {
		struct tw_str name = tw_str_of(fields[i].name);

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
			return tw_str_of(fields[i].name);
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
