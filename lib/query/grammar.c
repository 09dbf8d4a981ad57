/* grammar.c: lexemes to a tree of clauses. */
/* SPDX-License-Identifier: MIT */
#include "query/grammar.h"

#include "query/clauses.h"
#include "query/lex.h"
#include "query/parse.h"
#include "text/utf8.h"

/*
 * The grammar, with its operators from the weakest to the strongest:
 *
 *   group   = { either }             side by side: SHOULD, +MUST, -NOT
 *   either  = both { OR both }       SHOULD each
 *   both    = operand { AND operand }    MUST each
 *   operand = NOT operand | leaf | "(" group ")"
 *
 * A frame is a group that is not finished: what it has so far, the operands
 * of its present `either`, and those of its present `both`. An operator keeps
 * these open for the next operand; without one, the next operand first closes
 * them. AND and OR are words where no operand is before or behind them, NOT
 * where none is behind.
 */
struct frame {
	enum tw_occur occur;	/* the sign before its parenthesis */
	enum tw_query_field field;
	size_t offset;
	struct tw_clauses group;
	struct tw_clauses either;
	struct tw_clauses both;
	bool has_or;
	bool has_and;
	bool joins;		/* an operator waits for the next operand */
	bool negates;		/* NOT stands before the next operand */
};

#define FRAMES (TW_QUERY_DEPTH_MAX + 1)

struct parser {
	struct tw_query *query;
	struct tw_lexer lexer;
	struct tw_leaves *leaves;
	struct tw_warnings *warnings;
	struct frame frame[FRAMES];
	unsigned depth;		/* of the present frame; 0 is the query */
	bool has_next;		/* the lexeme behind the present one is read */
	struct tw_lexeme next;
	struct tw_clauses next_leaves;
	trawl_error *err;
};

static struct frame *
top(struct parser *parser)
{
	return &parser->frame[parser->depth];
}

static enum tw_query_field
field_of(struct parser *parser, const struct tw_lexeme *lexeme)
{
	return lexeme->is_title ? TW_QUERY_TITLE : top(parser)->field;
}

/* ------------------------------------------------------------------ */
/* Lexemes with their leaves.                                           */

static void
warn_of_quote(struct parser *parser, const struct tw_lexeme *lexeme,
	const struct tw_clauses *leaves)
{
	if (leaves->count == 0) {
		tw_warn(parser->warnings, TW_WARN_QUOTE, lexeme->offset,
			"unclosed quote at %zu, left out", lexeme->offset);
		return;
	}
	struct tw_str text = leaves->first->text;
	size_t n = tw_utf8_floor(text, TW_WARN_TEXT_MAX);

	tw_warn(parser->warnings, TW_WARN_QUOTE, lexeme->offset,
		"unclosed quote at %zu, read as \"%.*s%s\"", lexeme->offset,
		(int)n, text.p, n < text.n ? "…" : "");
}

static int
make_prefix(struct parser *parser, const struct tw_lexeme *lexeme,
	struct tw_clauses *ret)
{
	bool is_short = false;
	int status = tw_leaves_prefix(parser->leaves, lexeme->text,
		field_of(parser, lexeme), ret, &is_short, parser->err);
	size_t star = (size_t)(lexeme->text.p + lexeme->text.n -
		parser->query->text.p);

	if (status == TRAWL_OK && is_short)
		tw_warn(parser->warnings, TW_WARN_STAR, star,
			"the * at %zu needs two letters before it, left out",
			star);
	return status;
}

static int
make_leaves(struct parser *parser, const struct tw_lexeme *lexeme,
	struct tw_clauses *ret)
{
	enum tw_query_field field = field_of(parser, lexeme);

	if (lexeme->is_prefix)
		return make_prefix(parser, lexeme, ret);
	if (lexeme->kind != TW_LEX_PHRASE)
		return tw_leaves_words(parser->leaves, lexeme->text, field,
			ret, parser->err);
	int status = tw_leaves_phrase(parser->leaves, lexeme->text, field,
		ret, parser->err);

	if (status == TRAWL_OK && lexeme->unclosed)
		warn_of_quote(parser, lexeme, ret);
	return status;
}

/* Reads the lexeme behind the present one; text without a word is skipped. */
static int
peek(struct parser *parser)
{
	while (!parser->has_next) {
		parser->next_leaves = (struct tw_clauses){0};
		tw_lex_next(&parser->lexer, &parser->next);
		enum tw_lexeme_kind kind = parser->next.kind;

		parser->has_next = true;
		if (kind != TW_LEX_WORDS && kind != TW_LEX_PHRASE)
			break;
		int status = make_leaves(parser, &parser->next,
			&parser->next_leaves);

		if (status != TRAWL_OK)
			return status;
		parser->has_next = parser->next_leaves.count > 0;
	}
	return TRAWL_OK;
}

static int
read_lexeme(struct parser *parser, struct tw_lexeme *ret,
	struct tw_clauses *ret_leaves)
{
	int status = peek(parser);

	if (status != TRAWL_OK)
		return status;
	*ret = parser->next;
	*ret_leaves = parser->next_leaves;
	parser->has_next = false;
	return TRAWL_OK;
}

/* ------------------------------------------------------------------ */
/* Operands to clauses.                                                 */

static int
make_node(struct parser *parser, struct tw_clauses *clauses,
	struct tw_node **ret)
{
	bool is_deep = false;
	int status = tw_clauses_node(clauses, &parser->query->arena, ret,
		&is_deep, parser->err);

	if (is_deep)
		tw_warn(parser->warnings, TW_WARN_DEPTH, top(parser)->offset,
			"more than %d groups inside of each other: "
			"what is deeper was left out", TW_QUERY_DEPTH_MAX);
	return status;
}

/* Closes the present `both`: a group of MUST if AND was there. */
static int
close_both(struct parser *parser)
{
	struct frame *frame = top(parser);

	if (frame->has_and && frame->both.count > 1) {
		struct tw_node *node = NULL;

		for (node = frame->both.first; node; node = node->next)
			if (node->occur == TW_SHOULD)
				node->occur = TW_MUST;
		int status = make_node(parser, &frame->both, &node);

		if (status != TRAWL_OK)
			return status;
		if (node)
			tw_clauses_add(&frame->both, node);
	}
	frame->has_and = false;
	tw_clauses_move(&frame->either, &frame->both);
	return TRAWL_OK;
}

/* "a OR -b" has all articles without b: {SHOULD a, SHOULD {NOT b}}. */
static int
wrap_not(struct parser *parser, struct tw_node **node)
{
	struct tw_clauses clauses = {0};

	tw_clauses_add(&clauses, *node);
	return make_node(parser, &clauses, node);
}

/* Closes the present `either`: each clause SHOULD if OR was there. */
static int
close_either(struct parser *parser)
{
	struct frame *frame = top(parser);
	struct tw_node *next = NULL;
	int status = close_both(parser);

	if (status != TRAWL_OK)
		return status;
	bool is_choice = frame->has_or && frame->either.count > 1;

	for (struct tw_node *node = frame->either.first; node; node = next) {
		next = node->next;
		if (is_choice && node->occur == TW_NOT) {
			status = wrap_not(parser, &node);
			if (status != TRAWL_OK)
				return status;
		} else if (is_choice && node->occur == TW_MUST) {
			node->occur = TW_SHOULD;
			tw_warn(parser->warnings, TW_WARN_PLUS, node->offset,
				"+ has no meaning beside OR, at %zu",
				node->offset);
		}
		if (node)
			tw_clauses_add(&frame->group, node);
	}
	frame->either = (struct tw_clauses){0};
	frame->has_or = false;
	return TRAWL_OK;
}

/*
 * Takes an operand: the words of one lexeme, a phrase, a group, or nothing if
 * there was no word in it. Words with a NOT before them are one operand: the
 * articles that have all of them.
 */
static int
add_operand(struct parser *parser, struct tw_clauses *operand,
	enum tw_occur occur)
{
	struct frame *frame = top(parser);
	int status = frame->joins ? TRAWL_OK : close_either(parser);

	if (status != TRAWL_OK)
		return status;
	if (frame->negates)
		occur = occur == TW_NOT ? TW_SHOULD : TW_NOT;
	frame->negates = false;
	frame->joins = false;
	if (occur == TW_NOT && operand->count > 1) {
		struct tw_node *node = NULL;

		for (node = operand->first; node; node = node->next)
			node->occur = TW_MUST;
		status = make_node(parser, operand, &node);
		if (status != TRAWL_OK)
			return status;
		tw_clauses_add(operand, node);
	}
	for (struct tw_node *node = operand->first; node; node = node->next)
		node->occur = occur;
	tw_clauses_move(&frame->both, operand);
	return TRAWL_OK;
}

/* ------------------------------------------------------------------ */
/* Groups.                                                              */

/* Passes over a group that is too deep. */
static int
skip_group(struct parser *parser, const struct tw_lexeme *open)
{
	struct tw_clauses nothing = {0};
	struct tw_lexeme lexeme = *open;
	size_t depth = 1;

	tw_warn(parser->warnings, TW_WARN_DEPTH, open->offset,
		"more than %d groups inside of each other: "
		"what is deeper was left out", TW_QUERY_DEPTH_MAX);
	while (depth > 0 && lexeme.kind != TW_LEX_END) {
		tw_lex_next(&parser->lexer, &lexeme);
		depth += lexeme.kind == TW_LEX_OPEN;
		depth -= lexeme.kind == TW_LEX_CLOSE;
	}
	return add_operand(parser, &nothing, TW_SHOULD);
}

static int
open_group(struct parser *parser, const struct tw_lexeme *lexeme)
{
	if (parser->depth + 1 == FRAMES)
		return skip_group(parser, lexeme);
	enum tw_query_field field = field_of(parser, lexeme);

	parser->depth++;
	*top(parser) = (struct frame){
		.occur = lexeme->sign,
		.field = field,
		.offset = lexeme->offset,
	};
	return TRAWL_OK;
}

static int
close_group(struct parser *parser, const struct tw_lexeme *lexeme)
{
	struct tw_clauses operand = {0};
	struct tw_node *node = NULL;

	if (parser->depth == 0) {
		tw_warn(parser->warnings, TW_WARN_CLOSE, lexeme->offset,
			"the parenthesis at %zu closes nothing",
			lexeme->offset);
		return TRAWL_OK;
	}
	int status = close_either(parser);

	if (status == TRAWL_OK)
		status = make_node(parser, &top(parser)->group, &node);
	if (status != TRAWL_OK)
		return status;
	if (node) {
		node->offset = top(parser)->offset;
		tw_clauses_add(&operand, node);
	}
	enum tw_occur occur = top(parser)->occur;

	parser->depth--;
	return add_operand(parser, &operand, occur);
}

/* At the end of the query: closes what is open, and makes the root. */
static int
finish(struct parser *parser, const struct tw_lexeme *end)
{
	bool is_deep = false;

	if (parser->depth > 0) {
		size_t offset = parser->frame[1].offset;

		tw_warn(parser->warnings, TW_WARN_OPEN, offset,
			"unclosed parenthesis at %zu, read as closed at the "
			"end", offset);
	}
	while (parser->depth > 0) {
		int status = close_group(parser, end);

		if (status != TRAWL_OK)
			return status;
	}
	int status = close_either(parser);

	if (status != TRAWL_OK)
		return status;
	return tw_clauses_root(&top(parser)->group, &parser->query->arena,
		&parser->query->root, &is_deep, parser->err);
}

/* ------------------------------------------------------------------ */
/* Operators, and the query as a whole.                                 */

/* AND, OR or NOT that stands where it cannot be an operator. */
static int
add_word(struct parser *parser, const struct tw_lexeme *lexeme)
{
	struct tw_clauses leaves = {0};
	int status = make_leaves(parser, lexeme, &leaves);

	if (status != TRAWL_OK)
		return status;
	return add_operand(parser, &leaves, TW_SHOULD);
}

static int
take_operator(struct parser *parser, const struct tw_lexeme *lexeme)
{
	struct frame *frame = top(parser);
	int status = peek(parser);

	if (status != TRAWL_OK)
		return status;
	enum tw_lexeme_kind next = parser->next.kind;
	bool is_before = next == TW_LEX_WORDS || next == TW_LEX_PHRASE ||
		next == TW_LEX_OPEN || next == TW_LEX_NOT;

	if (lexeme->kind == TW_LEX_NOT && is_before) {
		frame->negates = !frame->negates;
		return TRAWL_OK;
	}
	if (lexeme->kind == TW_LEX_NOT || !is_before ||
		frame->both.count == 0 || frame->joins || frame->negates)
		return add_word(parser, lexeme);
	frame->joins = true;
	if (lexeme->kind == TW_LEX_AND) {
		frame->has_and = true;
		return TRAWL_OK;
	}
	frame->has_or = true;
	return close_both(parser);
}

static int
take_lexeme(struct parser *parser, const struct tw_lexeme *lexeme,
	struct tw_clauses *leaves)
{
	switch (lexeme->kind) {
	case TW_LEX_WORDS:
	case TW_LEX_PHRASE:
		return add_operand(parser, leaves, lexeme->sign);
	case TW_LEX_OPEN:
		return open_group(parser, lexeme);
	case TW_LEX_CLOSE:
		return close_group(parser, lexeme);
	case TW_LEX_AND:
	case TW_LEX_OR:
	case TW_LEX_NOT:
		return take_operator(parser, lexeme);
	default:
		return finish(parser, lexeme);
	}
}

int
tw_grammar_parse(struct tw_query *query, struct tw_leaves *leaves,
	struct tw_warnings *warnings, trawl_error *err)
{
	struct parser parser;

	/* Not as a whole: most queries use one frame of all. */
	parser.query = query;
	parser.lexer = (struct tw_lexer){.text = query->text};
	parser.leaves = leaves;
	parser.warnings = warnings;
	parser.depth = 0;
	parser.has_next = false;
	parser.err = err;
	*top(&parser) = (struct frame){0};
	struct tw_lexeme lexeme = {.kind = TW_LEX_WORDS};

	while (lexeme.kind != TW_LEX_END) {
		struct tw_clauses operand;
		int status = read_lexeme(&parser, &lexeme, &operand);

		if (status == TRAWL_OK)
			status = take_lexeme(&parser, &lexeme, &operand);
		if (status != TRAWL_OK)
			return status;
	}
	return TRAWL_OK;
}
