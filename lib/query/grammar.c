/* grammar.c: lexemes to a tree of clauses. */
/* SPDX-License-Identifier: MIT */
#include "query/grammar.h"

#include "query/begun.h"
#include "query/clauses.h"
#include "query/fields.h"
#include "query/lex.h"
#include "query/near.h"
#include "query/parse.h"
#include "query/spelt.h"
#include "query/value.h"
#include "text/utf8.h"

/*
 * The grammar, with its operators from the weakest to the strongest:
 *
 *   group   = { either }             side by side: SHOULD, +MUST, -NOT
 *   either  = both { OR both }       SHOULD each
 *   both    = operand { AND operand }    MUST each
 *   operand = NOT operand | near | "(" group ")"
 *   near    = leaf { NEAR leaf }
 *
 * Clauses that filter are MUST where no operator says otherwise.
 *
 * A frame is a group that is not finished: what it has so far, the operands
 * of its present `either`, and those of its present `both`. An operator keeps
 * these open for the next operand; without one, the next operand first closes
 * them. AND, OR and NEAR are words where no operand is before or behind them,
 * NOT where none is behind.
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
	int32_t today;
	unsigned depth;		/* of the present frame; 0 is the query */
	size_t passed;		/* open parentheses that are deeper still */
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
	return lexeme->field ? lexeme->field : top(parser)->field;
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
make_words(struct parser *parser, const struct tw_lexeme *lexeme,
	enum tw_query_field field, struct tw_clauses *ret)
{
	struct tw_leaves *leaves = parser->leaves;
	bool is_short = false;
	int status;

	switch (lexeme->form) {
	case TW_FORM_PREFIX:
		status = tw_leaves_prefix(leaves, lexeme->text, field, ret,
			&is_short, parser->err);
		break;
	case TW_FORM_PATTERN:
		status = tw_spelt_pattern(leaves, lexeme->text, field, ret,
			&is_short, parser->err);
		break;
	case TW_FORM_FUZZY:
		status = tw_spelt_fuzzy(leaves, lexeme->text, field,
			lexeme->number, ret, &is_short, parser->err);
		break;
	default:
		tw_warn_of_field(parser->warnings, lexeme->whole,
			lexeme->offset);
		return tw_leaves_words(leaves, lexeme->text, field, ret,
			parser->err);
	}
	if (status == TRAWL_OK && is_short)
		tw_warn_of_mark(parser->warnings, parser->query, lexeme);
	return status;
}

/* Dates, or words if they are none. */
static int
make_dates(struct parser *parser, const struct tw_lexeme *lexeme,
	struct tw_str text, struct tw_clauses *ret)
{
	struct tw_when when;
	size_t n = tw_utf8_floor(text, TW_WARN_TEXT_MAX);

	if (tw_when_read(text, lexeme->field, parser->today, &when))
		return tw_value_add_dates(parser->leaves, text, when, ret,
			parser->err);
	tw_warn(parser->warnings, TW_WARN_DATE, lexeme->offset,
		"no date at %zu, read as words: %.*s", lexeme->offset, (int)n,
		text.p);
	if (tw_field_is_whole(top(parser)->field))
		return tw_value_add(parser->leaves, text, top(parser)->field,
			ret, parser->err);
	return tw_leaves_words(parser->leaves, text, top(parser)->field, ret,
		parser->err);
}

static int
make_phrase(struct parser *parser, const struct tw_lexeme *lexeme,
	enum tw_query_field field, struct tw_clauses *ret)
{
	size_t last;

	if (!lexeme->is_near && !lexeme->unclosed &&
		tw_is_begun(lexeme->text, &last))
		return tw_begun_add(parser->leaves, parser->warnings,
			lexeme->text, last, field, ret, parser->err);
	tw_warn_of_quoted(parser->warnings, lexeme->text,
		(size_t)(lexeme->text.p - parser->query->text.p));
	if (lexeme->is_near)
		return tw_leaves_near(parser->leaves, lexeme->text, field,
			lexeme->number, ret, parser->err);
	return tw_leaves_phrase(parser->leaves, lexeme->text, field, ret,
		parser->err);
}

static int
make_leaves(struct parser *parser, const struct tw_lexeme *lexeme,
	struct tw_clauses *ret)
{
	enum tw_query_field field = field_of(parser, lexeme);
	bool is_phrase = lexeme->kind == TW_LEX_PHRASE;
	struct tw_str text = is_phrase ? lexeme->text : lexeme->whole;
	int status;

	if (tw_field_is_date(field))
		status = make_dates(parser, lexeme, text, ret);
	else if (tw_field_is_whole(field))
		status = tw_value_add(parser->leaves, text, field, ret,
			parser->err);
	else if (is_phrase)
		status = make_phrase(parser, lexeme, field, ret);
	else
		status = make_words(parser, lexeme, field, ret);
	if (status != TRAWL_OK)
		return status;
	if (lexeme->unclosed)
		warn_of_quote(parser, lexeme, ret);
	for (struct tw_node *node = ret->first; node; node = node->next)
		if (!tw_query_filters(node))
			node->boost = lexeme->boost;
	return TRAWL_OK;
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

/* Closes the present `either`: each clause SHOULD if OR was there; filters
   are MUST if not. */
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
		} else if (!is_choice && node->occur == TW_SHOULD &&
			tw_query_filters(node)) {
			node->occur = TW_MUST;
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

/* A group that is too deep: what it has is read as if it stood around it,
   unless that would turn what it says. */
static int
pass_group(struct parser *parser, const struct tw_lexeme *open)
{
	if (open->sign == TW_NOT || top(parser)->negates ||
		field_of(parser, open) != top(parser)->field)
		return skip_group(parser, open);
	parser->passed++;
	tw_warn(parser->warnings, TW_WARN_FLAT, open->offset,
		"more than %d groups inside of each other: "
		"from %zu on, parentheses were left out",
		TW_QUERY_DEPTH_MAX, open->offset);
	return TRAWL_OK;
}

static int
open_group(struct parser *parser, const struct tw_lexeme *lexeme)
{
	if (parser->depth + 1 == FRAMES)
		return pass_group(parser, lexeme);
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

	if (parser->passed > 0 && lexeme->kind == TW_LEX_CLOSE) {
		parser->passed--;
		return TRAWL_OK;
	}
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
		if (!tw_query_filters(node))
			node->boost = tw_boost_times(node->boost,
				lexeme->boost);
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

/* Joins the words around NEAR; other operands must both be there. */
static int
take_near(struct parser *parser, const struct tw_lexeme *lexeme)
{
	struct frame *frame = top(parser);
	bool is_joined = false;
	int status = TRAWL_OK;

	if (parser->next.kind == TW_LEX_WORDS &&
		parser->next.sign == TW_SHOULD)
		status = tw_near_join(parser->query, &frame->both,
			&parser->next_leaves, lexeme->number, &is_joined,
			parser->err);
	if (status != TRAWL_OK)
		return status;
	if (is_joined) {
		parser->has_next = false;
		return TRAWL_OK;
	}
	tw_warn(parser->warnings, TW_WARN_NEAR, lexeme->offset,
		"NEAR at %zu needs a word on either side, read as AND",
		lexeme->offset);
	frame->joins = true;
	frame->has_and = true;
	return TRAWL_OK;
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
	if (lexeme->kind == TW_LEX_NEAR)
		return take_near(parser, lexeme);
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
	case TW_LEX_NEAR:
		return take_operator(parser, lexeme);
	default:
		return finish(parser, lexeme);
	}
}

int
tw_grammar_parse(struct tw_query *query, struct tw_leaves *leaves,
	int32_t today, struct tw_warnings *warnings, trawl_error *err)
{
	struct parser parser;

	/* Not as a whole: most queries use one frame of all. */
	parser.query = query;
	parser.lexer = (struct tw_lexer){.text = query->text};
	parser.leaves = leaves;
	parser.warnings = warnings;
	parser.today = today;
	parser.depth = 0;
	parser.passed = 0;
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
