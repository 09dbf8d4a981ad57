/* value.c: sites, languages, ids and dates that a query asks for. */
/* SPDX-License-Identifier: MIT */
#include "query/value.h"

#include "query/lex.h"
#include "text/site.h"
#include "text/utf8.h"

/* "english" and "en-GB" are "en"; what is not known stays, in lower case, as
   far as it may be the code of a language. */
static void
put_language(struct tw_str text, struct tw_buf *out)
{
	const char *code = tw_language_find(text);

	if (code) {
		tw_buf_add_str(out, tw_str_of(code));
		return;
	}
	for (size_t i = 0; i < text.n; i++) {
		char c = text.p[i];

		if (c >= 'A' && c <= 'Z')
			c = (char)(c + 32);
		if (c != '-' && (c < 'a' || c > 'z'))
			break;
		tw_buf_add_byte(out, (uint8_t)c);
	}
}

/* Up to the first quote, so that it can be printed between quotes. */
static struct tw_str
before_quote(struct tw_str text)
{
	const char *end = text.p + text.n;
	const char *next;

	for (const char *p = text.p; p < end; p = next) {
		uint32_t c;

		next = tw_utf8_next(p, end, &c);
		if (tw_is_quote(c))
			return tw_str(text.p, (size_t)(p - text.p));
	}
	return text;
}

int
tw_value_add(struct tw_leaves *leaves, struct tw_str text,
	enum tw_query_field field, struct tw_clauses *clauses,
	trawl_error *err)
{
	struct tw_buf *form = &leaves->text;
	struct tw_node *node = NULL;

	tw_buf_reset(form);
	text = before_quote(text);
	if (field == TW_QUERY_SITE)
		tw_site_of(text, form);
	else if (field == TW_QUERY_LANGUAGE)
		put_language(text, form);
	else
		tw_buf_add_str(form, text);
	int status = tw_buf_status(form, err);

	if (status != TRAWL_OK || form->n == 0)
		return status;
	status = tw_leaves_add(leaves, TW_NODE_VALUE, text, field, clauses,
		&node, err);
	if (status != TRAWL_OK || !node)
		return status;
	node->text.n = form->n;
	node->text.p = tw_arena_copy(&leaves->query->arena, form->p, form->n);
	return node->text.p ? TRAWL_OK : tw_no_memory(err);
}

int
tw_value_add_dates(struct tw_leaves *leaves, struct tw_str text,
	struct tw_when when, struct tw_clauses *clauses, trawl_error *err)
{
	struct tw_node *node = NULL;
	int status = tw_leaves_add(leaves, TW_NODE_DATES, text, TW_QUERY_DATE,
		clauses, &node, err);

	if (status != TRAWL_OK || !node)
		return status;
	node->text = TW_STR("");
	node->from = when.from;
	node->to = when.to;
	return TRAWL_OK;
}
