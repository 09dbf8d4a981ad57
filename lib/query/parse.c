/* parse.c: any bytes to a query tree; it never fails on what they say. */
/* SPDX-License-Identifier: MIT */
#include "query/parse.h"

#include "base/dates.h"
#include "query/clauses.h"
#include "query/grammar.h"
#include "query/leaf.h"
#include "query/print.h"
#include "query/warn.h"
#include "text/beginning.h"
#include "text/utf8.h"

/* A query in the making. */
struct parser {
	struct tw_query *query;
	struct tw_leaves leaves;
	struct tw_warnings warnings;
	const struct tw_reading *how;
	trawl_error *err;
};

/*
 * Copies the text; a space takes the place of each byte that is no text, so
 * that offsets are those of the text as given.
 */
static int
copy_text(struct parser *parser, struct tw_str text)
{
	struct tw_query *query = parser->query;
	char *copy = tw_arena_copy(&query->arena, text.p, text.n);
	unsigned long long replaced = 0;

	if (!copy)
		return tw_no_memory(parser->err);
	query->text = tw_str(copy, text.n);
	for (size_t i = tw_utf8_valid_bytes(query->text); i < text.n;) {
		copy[i++] = ' ';
		replaced++;
		i += tw_utf8_valid_bytes(tw_str(copy + i, text.n - i));
	}
	if (replaced > 0)
		tw_warn(&parser->warnings, TW_WARN_BYTES, 0,
			"bytes that are no text (UTF-8), left out: %llu",
			replaced);
	return TRAWL_OK;
}

static int
parse_plain(struct parser *parser)
{
	struct tw_query *query = parser->query;
	struct tw_clauses words = {0};
	bool is_deep = false;
	int status = tw_leaves_words(&parser->leaves, query->text,
		TW_QUERY_ANY, &words, parser->err);

	if (status != TRAWL_OK)
		return status;
	return tw_clauses_root(&words, &query->arena, &query->root, &is_deep,
		parser->err);
}

static int
print_canonical(struct parser *parser)
{
	struct tw_query *query = parser->query;
	struct tw_buf *text = &parser->leaves.text;

	tw_buf_reset(text);
	if (query->root)
		tw_query_print(query->root, text);
	int status = tw_buf_status(text, parser->err);

	if (status != TRAWL_OK)
		return status;
	query->read_as.n = text->n;
	query->read_as.p = tw_arena_copy(&query->arena, text->p, text->n);
	return query->read_as.p ? TRAWL_OK : tw_no_memory(parser->err);
}

static int
parse(struct parser *parser, struct tw_str text)
{
	int status = copy_text(parser, text);

	if (status != TRAWL_OK)
		return status;
	status = parser->how->plain ? parse_plain(parser) :
		tw_grammar_parse(parser->query, &parser->leaves,
			parser->how->today, &parser->warnings, parser->err);
	if (status != TRAWL_OK)
		return status;
	if (parser->leaves.is_full)
		tw_warn(&parser->warnings, TW_WARN_TERMS,
			parser->leaves.full_at,
			"more than %d terms: what begins at %zu was left out",
			TW_QUERY_TERMS_MAX, parser->leaves.full_at);
	if (parser->query->root)
		tw_query_rank(parser->query->root);
	status = print_canonical(parser);
	if (status != TRAWL_OK)
		return status;
	status = tw_warnings_copy(&parser->warnings, parser->query,
		parser->err);
	if (status == TRAWL_OK && parser->how->strict &&
		parser->query->warning_count > 0)
		return tw_fail(parser->err, TRAWL_EPARSE, "%.*s",
			(int)parser->query->warnings[0].text.n,
			parser->query->warnings[0].text.p);
	return status;
}

static struct tw_reach
reach_of(const struct tw_reading *how)
{
	struct tw_reach reach = how->reach;

	if (reach.expansions == 0)
		reach.expansions = TW_EXPANSIONS;
	if (reach.expansions > TW_EXPANSIONS_MAX)
		reach.expansions = TW_EXPANSIONS_MAX;
	if (reach.letters < TW_BEGINNING_LETTERS)
		reach.letters = TW_BEGINNING_LETTERS;
	return reach;
}

int
tw_query_parse(struct tw_str text, struct tw_analyzer *analyzer,
	const struct tw_reading *how, struct tw_query **ret, trawl_error *err)
{
	struct tw_reading as_meant = {0};

	if (text.n > TW_QUERY_BYTES_MAX)
		return tw_fail(err, TRAWL_EFULL,
			"query of %zu bytes: at most %d are read", text.n,
			TW_QUERY_BYTES_MAX);
	struct tw_arena arena = {0};
	struct tw_query *query = tw_arena_zeroed(&arena, 1, sizeof(*query));

	if (!query)
		return tw_no_memory(err);
	struct parser parser;

	query->arena = arena;
	query->analyzer = analyzer;
	parser.query = query;
	parser.how = how ? how : &as_meant;
	if (!how)
		as_meant.today = tw_today();
	query->reach = reach_of(parser.how);
	parser.err = err;
	memset(parser.warnings.is_set, 0, sizeof(parser.warnings.is_set));
	tw_leaves_init(&parser.leaves, query, analyzer);
	int status = parse(&parser, text);

	tw_leaves_done(&parser.leaves);
	if (status != TRAWL_OK) {
		tw_query_free(query);
		return status;
	}
	*ret = query;
	return TRAWL_OK;
}

void
tw_query_free(struct tw_query *query)
{
	if (!query)
		return;
	struct tw_arena arena = query->arena;	/* which it lies in itself */

	tw_arena_done(&arena);
}
