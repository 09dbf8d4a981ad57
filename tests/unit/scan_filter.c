/* scan_filter.c: whether an article is one that a filter asks for. */
/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/dates.h"
#include "index/analyzers.h"
#include "match/dated.h"
#include "text/site.h"

#include "scan.h"

#define PLACES_MAX 64

/* What is looked for in one value. */
struct looking {
	const struct tw_query_term *term;
	uint32_t at;		/* UINT32_MAX: anywhere */
	bool found;
};

static int
look_at(void *context, const struct tw_token *token)
{
	struct looking *looking = context;

	looking->found |= (looking->at == UINT32_MAX ||
			token->position == looking->at) &&
		tw_str_equal(looking->term->term,
			tw_str(token->term, token->term_length));
	return TRAWL_OK;
}

static bool
has_term(struct tw_analyzer *analyzer, struct tw_str value,
	const struct tw_query_term *term, uint32_t at)
{
	struct looking looking = {term, at, false};

	assert_int_equal(tw_analyze(analyzer, value, look_at, &looking, NULL),
		TRAWL_OK);
	return looking.found;
}

static int
look_at_beginning(void *context, const struct tw_token *token)
{
	struct looking *looking = context;
	struct tw_str beginning = looking->term->term;

	looking->found |= token->term_length >= beginning.n &&
		memcmp(token->term, beginning.p, beginning.n) == 0;
	return TRAWL_OK;
}

static bool
has_beginning(struct tw_analyzer *analyzer, struct tw_str value,
	const struct tw_query_term *term)
{
	struct looking looking = {term, UINT32_MAX, false};

	assert_int_equal(tw_analyze(analyzer, value, look_at_beginning,
		&looking, NULL), TRAWL_OK);
	return looking.found;
}

/* Whether the MAIN terms follow each other from a place of the value on. */
static bool
has_phrase(struct tw_analyzer *analyzer, struct tw_str value,
	const struct tw_node *node, uint32_t place)
{
	for (uint32_t i = 0; i < node->term_count; i++)
		if (node->terms[i].kind == TW_TOKEN_MAIN &&
			!has_term(analyzer, value, &node->terms[i],
				place + node->terms[i].position))
			return false;
	return true;
}

/* The MAIN tokens of one value, in their order. */
struct places {
	const struct tw_node *node;
	uint32_t term[PLACES_MAX];	/* of the node, the first such one */
	uint32_t position[PLACES_MAX];
	uint32_t count;
};

static uint32_t
number_in(const struct tw_node *node, struct tw_str term)
{
	uint32_t i = 0;

	while (i < node->term_count &&
		!tw_str_equal(node->terms[i].term, term))
		i++;
	return i;
}

static int
add_place(void *context, const struct tw_token *token)
{
	struct places *places = context;

	if (token->kind != TW_TOKEN_MAIN)
		return TRAWL_OK;
	assert_true(places->count < PLACES_MAX);
	places->term[places->count] = number_in(places->node,
		tw_str(token->term, token->term_length));
	places->position[places->count++] = token->position;
	return TRAWL_OK;
}

/* Whether so many words from a position on have all terms. */
static bool
has_all(const struct places *places, uint32_t from, uint32_t span)
{
	const struct tw_node *node = places->node;

	for (uint32_t i = 0; i < node->term_count; i++) {
		uint32_t number = number_in(node, node->terms[i].term);
		uint32_t asked = 0;
		uint32_t found = 0;

		for (uint32_t k = 0; k < node->term_count; k++)
			asked += number_in(node, node->terms[k].term) ==
				number;
		for (uint32_t k = 0; k < places->count; k++)
			found += places->term[k] == number &&
				places->position[k] >= from &&
				places->position[k] < from + span;
		if (found < asked)
			return false;
	}
	return true;
}

static bool
has_near(struct tw_analyzer *analyzer, struct tw_str value,
	const struct tw_node *node)
{
	struct places places = {.node = node};

	assert_int_equal(tw_analyze(analyzer, value, add_place, &places,
		NULL), TRAWL_OK);
	for (uint32_t from = 0; from < PLACES_MAX; from++)
		if (has_all(&places, from, node->term_count + node->distance))
			return true;
	return false;
}

struct value {
	struct tw_analyzer *analyzer;
	struct tw_str text;
};

/* A scan_has_fn. */
static bool
value_has(void *context, struct tw_str term)
{
	const struct value *value = context;
	const struct tw_query_term asked = {.term = term};

	return has_term(value->analyzer, value->text, &asked, UINT32_MAX);
}

static bool
value_matches(const struct scan *scan, struct tw_analyzer *analyzer,
	struct tw_str text, const struct tw_node *node)
{
	struct value value = {analyzer, text};

	if (node->kind == TW_NODE_PATTERN || node->kind == TW_NODE_FUZZY)
		return scan_has_found(scan, analyzer, node, value_has, &value);
	if (node->kind == TW_NODE_NEAR)
		return has_near(analyzer, text, node);
	for (uint32_t i = 0; i < node->term_count; i++)
		if (node->terms[i].kind != TW_TOKEN_MAIN &&
			has_term(analyzer, text, &node->terms[i], UINT32_MAX))
			return true;
	if (node->kind == TW_NODE_PREFIX)
		return has_beginning(analyzer, text, &node->terms[0]);
	for (uint32_t place = 0; place < 20; place++)
		if (has_phrase(analyzer, text, node, place))
			return true;
	return false;
}

/* Each value is a line, in the language of the index. */
static bool
lines_match(const struct scan *scan, struct tw_str lines,
	const struct tw_node *node)
{
	struct tw_analyzer *analyzer;

	assert_int_equal(tw_analyzers_get(scan->analyzers, TW_STR(""),
		&analyzer, NULL), TRAWL_OK);
	while (lines.n > 0) {
		const char *end = memchr(lines.p, '\n', lines.n);
		size_t n = end ? (size_t)(end - lines.p) : lines.n;
		size_t step = n + (end != NULL);

		if (value_matches(scan, analyzer, tw_str(lines.p, n), node))
			return true;
		lines = tw_str(lines.p + step, lines.n - step);
	}
	return false;
}

/* The host, or a domain with a dot that it is in. */
static bool
site_matches(struct tw_str url, struct tw_str asked)
{
	struct tw_buf site = {0};

	tw_site_of(url, &site);
	struct tw_str host = tw_buf_str(&site);
	bool is_in = host.n > asked.n && memchr(asked.p, '.', asked.n) &&
		host.p[host.n - asked.n - 1] == '.' &&
		memcmp(host.p + host.n - asked.n, asked.p, asked.n) == 0;
	bool matches = is_in || tw_str_equal(host, asked);

	tw_buf_done(&site);
	return matches;
}

static bool
value_is(const struct scan_doc *doc, const struct tw_node *node)
{
	struct tw_str language = doc->field[TRAWL_LANGUAGE];

	switch (node->field) {
	case TW_QUERY_SITE:
		return site_matches(doc->field[TRAWL_URL], node->text);
	case TW_QUERY_LANGUAGE:
		return tw_str_equal(language.n > 0 ? language : TW_STR("en"),
			node->text);
	default:
		return tw_str_equal(tw_str_of(doc->id), node->text);
	}
}

bool
scan_filters(const struct scan *scan, const struct scan_doc *doc,
	const struct tw_node *node)
{
	struct tw_dated dated = {
		.filters = true, .after = node->from, .before = node->to};

	switch (node->kind) {
	case TW_NODE_WORD:
	case TW_NODE_PHRASE:
	case TW_NODE_PREFIX:
	case TW_NODE_NEAR:
	case TW_NODE_PATTERN:
	case TW_NODE_FUZZY:
		return lines_match(scan, doc->field[
			node->field == TW_QUERY_AUTHOR ? TRAWL_AUTHOR
				: TRAWL_CATEGORY], node);
	case TW_NODE_VALUE:
		return value_is(doc, node);
	case TW_NODE_DATES:
		return tw_dated_has(&dated,
			tw_date_pack(doc->field[TRAWL_DATE]));
	default:
		return false;
	}
}
