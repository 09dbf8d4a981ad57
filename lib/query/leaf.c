/* leaf.c: the words and phrases of a query, through the analyzer. */
/* SPDX-License-Identifier: MIT */
#include "query/leaf.h"

#include "query/fields.h"
#include "query/parse.h"
#include "text/words.h"

/* The leaf that tokens go to. */
struct gather {
	struct tw_leaves *leaves;
	struct tw_clauses *clauses;
	struct tw_str text;		/* that is analysed */
	enum tw_node_kind kind;
	enum tw_query_field field;
	uint32_t distance;		/* of a NEAR */
	uint32_t count;			/* of its terms */
	uint32_t position;		/* of its first */
	bool has_word;
	uint32_t word;			/* the present word */
	size_t start;			/* of the present word */
	size_t end;
	size_t offset;			/* of the leaf in the query */
	trawl_error *err;
};

void
tw_leaves_init(struct tw_leaves *leaves, struct tw_query *query,
	struct tw_analyzer *analyzer)
{
	*leaves = (struct tw_leaves){.query = query, .analyzer = analyzer};
}

void
tw_leaves_done(struct tw_leaves *leaves)
{
	tw_buf_done(&leaves->terms);
	tw_buf_done(&leaves->text);
}

/* Leaves of several words, whose text is made anew. */
static bool
is_of_words(enum tw_node_kind kind)
{
	return kind == TW_NODE_PHRASE || kind == TW_NODE_NEAR;
}

/* The text of the leaf: of a word as it stands, of a phrase made anew. */
static int
set_text(struct gather *gather, struct tw_node *node)
{
	struct tw_buf *text = &gather->leaves->text;

	if (!is_of_words(node->kind)) {
		node->text = tw_str(gather->text.p + gather->start,
			gather->end - gather->start);
		return TRAWL_OK;
	}
	int status = tw_buf_status(text, gather->err);

	if (status != TRAWL_OK)
		return status;
	node->text.n = text->n;
	node->text.p = tw_arena_copy(&gather->leaves->query->arena, text->p,
		text->n);
	tw_buf_reset(text);
	return node->text.p ? TRAWL_OK : tw_no_memory(gather->err);
}

static int
finish_leaf(struct gather *gather)
{
	struct tw_query *query = gather->leaves->query;
	struct tw_buf *gathered = &gather->leaves->terms;
	int status = tw_buf_status(gathered, gather->err);

	if (status != TRAWL_OK)
		return status;
	struct tw_node *node = tw_arena_zeroed(&query->arena, 1, sizeof(*node));
	struct tw_query_term *terms = tw_arena_alloc(&query->arena,
		gathered->n);

	if (!node || !terms)
		return tw_no_memory(gather->err);
	memcpy(terms, gathered->p, gathered->n);
	tw_buf_reset(gathered);
	node->kind = gather->kind;
	node->field = gather->field;
	node->boost = TW_BOOST_ONE;
	node->distance = gather->distance;
	node->expansions = query->reach.expansions;
	node->offset = gather->offset;
	node->terms = terms;
	node->term_count = gather->count;
	query->term_count += gather->count;
	gather->count = 0;
	tw_clauses_add(gather->clauses, node);
	return set_text(gather, node);
}

/* What a word adds to the leaf when its last token has come. */
static int
finish_word(struct gather *gather)
{
	struct tw_buf *text = &gather->leaves->text;

	if (!gather->has_word)
		return TRAWL_OK;
	gather->has_word = false;
	if (!is_of_words(gather->kind))
		return finish_leaf(gather);
	if (text->n > 0)
		tw_buf_add_byte(text, ' ');
	tw_buf_add(text, gather->text.p + gather->start,
		gather->end - gather->start);
	return TRAWL_OK;
}

static void
start_word(struct gather *gather, const struct tw_token *token)
{
	gather->has_word = true;
	gather->word = token->word;
	gather->start = token->start;
	gather->end = token->end;
	if (gather->count > 0)
		return;
	gather->position = token->position;
	gather->offset = (size_t)(gather->text.p -
		gather->leaves->query->text.p) + token->start;
}

static int
add_term(struct gather *gather, const struct tw_token *token)
{
	struct tw_leaves *leaves = gather->leaves;
	const char *term = tw_arena_copy(&leaves->query->arena, token->term,
		token->term_length);

	if (!term)
		return tw_no_memory(gather->err);
	struct tw_query_term added = {
		.term = tw_str(term, token->term_length),
		.position = token->position - gather->position,
		.kind = token->kind,
		.stop = token->stop && !tw_field_filters(gather->field),
	};

	tw_buf_add(&leaves->terms, &added, sizeof(added));
	gather->count++;
	return TRAWL_OK;
}

static int
take_token(void *context, const struct tw_token *token)
{
	struct gather *gather = context;
	struct tw_leaves *leaves = gather->leaves;
	bool is_new = !gather->has_word || token->word != gather->word;

	if (is_new) {
		int status = finish_word(gather);

		if (status != TRAWL_OK)
			return status;
	}
	if (leaves->query->term_count + gather->count == TW_QUERY_TERMS_MAX) {
		leaves->is_full = true;
		leaves->full_at = token->start + (size_t)(gather->text.p -
			leaves->query->text.p);
		return TRAWL_END;
	}
	if (is_new)
		start_word(gather, token);
	if (token->start < gather->start)
		gather->start = token->start;
	if (token->end > gather->end)
		gather->end = token->end;
	if (is_of_words(gather->kind) && token->kind != TW_TOKEN_MAIN)
		return TRAWL_OK;
	return add_term(gather, token);
}

static int
gather_all(struct gather *gather)
{
	struct tw_leaves *leaves = gather->leaves;
	tw_analyze_fn *analyze = gather->kind == TW_NODE_PREFIX
		? tw_analyze_beginning : tw_analyze_once;

	if (leaves->is_full)
		return TRAWL_OK;
	tw_buf_reset(&leaves->terms);
	tw_buf_reset(&leaves->text);
	int status = analyze(leaves->analyzer, gather->text, take_token,
		gather, gather->err);

	if (status != TRAWL_OK && status != TRAWL_END)
		return status;
	status = finish_word(gather);
	if (status != TRAWL_OK || gather->count == 0)
		return status;
	return finish_leaf(gather);
}

static int
add_leaves(struct tw_leaves *leaves, enum tw_node_kind kind,
	struct tw_str text, enum tw_query_field field,
	struct tw_clauses *clauses, trawl_error *err)
{
	struct gather gather = {
		.leaves = leaves,
		.clauses = clauses,
		.text = text,
		.kind = kind,
		.field = field,
		.err = err,
	};

	return gather_all(&gather);
}

int
tw_leaves_words(struct tw_leaves *leaves, struct tw_str text,
	enum tw_query_field field, struct tw_clauses *clauses,
	trawl_error *err)
{
	return add_leaves(leaves, TW_NODE_WORD, text, field, clauses, err);
}

int
tw_leaves_phrase(struct tw_leaves *leaves, struct tw_str text,
	enum tw_query_field field, struct tw_clauses *clauses,
	trawl_error *err)
{
	return add_leaves(leaves, TW_NODE_PHRASE, text, field, clauses, err);
}

int
tw_leaves_near(struct tw_leaves *leaves, struct tw_str text,
	enum tw_query_field field, uint32_t distance,
	struct tw_clauses *clauses, trawl_error *err)
{
	struct tw_clauses made = {0};
	struct gather gather = {
		.leaves = leaves,
		.clauses = &made,
		.text = text,
		.kind = TW_NODE_NEAR,
		.field = field,
		.distance = distance < TW_NEAR_WORDS_MAX ? distance
			: TW_NEAR_WORDS_MAX,
		.err = err,
	};
	int status = gather_all(&gather);

	if (status != TRAWL_OK)
		return status;
	if (made.count == 1 && made.first->term_count == 1) {
		leaves->query->term_count--;
		return tw_leaves_words(leaves, text, field, clauses, err);
	}
	tw_clauses_move(clauses, &made);
	return TRAWL_OK;
}

int
tw_leaves_add(struct tw_leaves *leaves, enum tw_node_kind kind,
	struct tw_str text, enum tw_query_field field,
	struct tw_clauses *clauses, struct tw_node **ret, trawl_error *err)
{
	struct tw_query *query = leaves->query;
	size_t offset = (size_t)(text.p - query->text.p);

	*ret = NULL;
	if (leaves->is_full || query->term_count == TW_QUERY_TERMS_MAX) {
		leaves->full_at = leaves->is_full ? leaves->full_at : offset;
		leaves->is_full = true;
		return TRAWL_OK;
	}
	struct tw_node *node = tw_arena_zeroed(&query->arena, 1, sizeof(*node));

	if (!node)
		return tw_no_memory(err);
	node->kind = kind;
	node->field = field;
	node->boost = TW_BOOST_ONE;
	node->expansions = query->reach.expansions;
	node->offset = offset;
	node->text = text;
	query->term_count++;
	tw_clauses_add(clauses, node);
	*ret = node;
	return TRAWL_OK;
}

bool
tw_leaves_last_word(struct tw_str text, size_t *ret)
{
	struct tw_word word;
	struct tw_word last = {.text = text, .kind = TW_WORD_EMOJI};
	size_t at = 0;

	while (tw_word_next(text, &at, &word))
		last = word;
	*ret = (size_t)(last.text.p - text.p);
	return last.kind == TW_WORD_SPACED &&
		last.text.p + last.text.n == text.p + text.n;
}

static size_t
count_letters(struct tw_str text)
{
	size_t count = 0;

	for (size_t i = 0; i < text.n; i++)
		count += ((unsigned char)text.p[i] & 0xC0) != 0x80;
	return count;
}

int
tw_leaves_prefix(struct tw_leaves *leaves, struct tw_str text,
	enum tw_query_field field, struct tw_clauses *clauses,
	bool *ret_short, trawl_error *err)
{
	struct tw_clauses last = {0};
	size_t before;

	if (!tw_leaves_last_word(text, &before))
		return tw_leaves_words(leaves, text, field, clauses, err);
	int status = add_leaves(leaves, TW_NODE_PREFIX,
		tw_str(text.p + before, text.n - before), field, &last, err);

	if (status != TRAWL_OK)
		return status;
	if (last.count > 0 && count_letters(last.first->terms[0].term) <
		leaves->query->reach.letters) {
		leaves->query->term_count -= last.first->term_count;
		last.count = 0;
	}
	if (last.count == 0) {
		*ret_short = !leaves->is_full;
		return tw_leaves_words(leaves, text, field, clauses, err);
	}
	status = tw_leaves_words(leaves, tw_str(text.p, before), field,
		clauses, err);
	tw_clauses_move(clauses, &last);
	return status;
}
