/* explain.c: what a score is made of. */
/* SPDX-License-Identifier: MIT */
#include "result/explain.h"

#include <assert.h>

#include "base/arena.h"
#include "query/print.h"

struct tree {
	const struct tw_explain *of;
	struct tw_arena *arena;
	struct tw_buf parts;		/* struct trawl_part */
	struct tw_buf text;		/* of the part to come */
};

void
tw_explain_name(const struct tw_node *node, struct tw_buf *out)
{
	struct tw_node alone = *node;
	struct tw_node root = {
		.kind = TW_NODE_GROUP,
		.boost = TW_BOOST_ONE,
		.ranked = true,
		.height = node->height + 1,
		.first = &alone,
	};

	alone.occur = TW_SHOULD;
	alone.boost = TW_BOOST_ONE;
	alone.next = NULL;
	tw_query_print(&root, out);
}

/* Adds a part with the text that was made for it; its place. */
static int
add(struct tree *tree, uint32_t parent, enum trawl_part_how how, float value,
	uint32_t *ret, trawl_error *err)
{
	const struct trawl_part *parts = (const void *)tree->parts.p;
	uint32_t place = (uint32_t)(tree->parts.n / sizeof(*parts));
	struct trawl_part part = {
		.depth = place > 0 ? parts[parent].depth + 1 : 0,
		.parent = parent,
		.how = (int)how,
		.value = value,
	};
	int status = tw_buf_status(&tree->text, err);

	if (status != TRAWL_OK)
		return status;
	part.text.bytes = tw_arena_copy(tree->arena, tree->text.p,
		tree->text.n);
	part.text.length = tree->text.n;
	if (!part.text.bytes)
		return tw_no_memory(err);
	tw_buf_reset(&tree->text);
	tw_buf_add(&tree->parts, &part, sizeof(part));
	*ret = place;
	return tw_buf_status(&tree->parts, err);
}

static void
say_term(struct tree *tree, const struct tw_part *part)
{
	static const char *const kinds[TW_TOKEN_KIND_COUNT] = {
		[TW_TOKEN_MAIN] = "",
		[TW_TOKEN_JOINED] = " as one word",
		[TW_TOKEN_BARE] = " without accents",
		[TW_TOKEN_EXACT] = " with its accents",
	};

	tw_buf_addf(&tree->text, "%s: frequency %u, idf %.3f, length %.3f",
		kinds[part->term->kind], (unsigned)part->freq,
		(double)part->idf, (double)part->norm);
}

static int
add_judged(struct tree *tree, uint32_t parent, const struct tw_part *parts,
	uint32_t count, trawl_error *err)
{
	int status = TRAWL_OK;

	for (uint32_t i = 0; i < count && status == TRAWL_OK;
		i += 1 + parts[i].inside) {
		const struct tw_part *part = &parts[i];
		uint32_t place = parent;

		tw_explain_name(part->node, &tree->text);
		if (part->term)
			say_term(tree, part);
		if (part->boost < 1 || part->boost > 1)
			tw_buf_addf(&tree->text, ", boost %.3g",
				(double)part->boost);
		status = add(tree, parent, part->inside > 0 ? TRAWL_PART_SUM
			: TRAWL_PART_NUMBER, part->score, &place, err);
		if (status == TRAWL_OK && part->inside > 0)
			status = add_judged(tree, place, part + 1,
				part->inside, err);
	}
	return status;
}

/* ------------------------------------------------------------------ */

/* The whole, of the sum that follows and a factor behind all parts. */
static int
add_whole(struct tree *tree, float score, float factor, uint32_t *ret_sum,
	float sum, trawl_error *err)
{
	bool is_product = factor < 1;

	tw_buf_addf(&tree->text, "score");
	int status = add(tree, 0, is_product ? TRAWL_PART_PRODUCT
		: TRAWL_PART_SUM, score, ret_sum, err);

	if (status != TRAWL_OK || !is_product)
		return status;
	tw_buf_addf(&tree->text, "what it says");
	return add(tree, 0, TRAWL_PART_SUM, sum, ret_sum, err);
}

static int
add_factor(struct tree *tree, float factor, trawl_error *err)
{
	uint32_t place;

	if (factor >= 1)
		return TRAWL_OK;
	tw_buf_addf(&tree->text, "its age");
	return add(tree, 0, TRAWL_PART_NUMBER, factor, &place, err);
}

static const char *
name_of(enum tw_second_part part)
{
	static const char *const names[] = {
		[TW_SECOND_BM25] = "the words",
		[TW_SECOND_PAIRS] = "words that follow each other",
		[TW_SECOND_SENTENCE] = "the best sentence",
		[TW_SECOND_OTHER_SENTENCE] = "another sentence",
		[TW_SECOND_TITLE] = "the title",
		[TW_SECOND_FEEDBACK] = "what the best have in common",
	};

	static_assert(sizeof(names) / sizeof(*names) == TW_SECOND_PARTS,
		"each part has a name");
	return names[part];
}

static int
explain_second(struct tree *tree, struct tw_judge **ret_judge,
	struct tw_reranker *reranker, trawl_error *err)
{
	const struct tw_explain *of = tree->of;
	struct tw_second second;
	uint32_t sum = 0;
	uint32_t place = 0;
	int status = tw_reranker_init(reranker, of->reader, of->query, err);

	if (status != TRAWL_OK)
		return status;
	reranker->recency = of->recency;
	reranker->feedback = of->feedback;
	*ret_judge = reranker->judge;
	status = tw_reranker_score(reranker, of->hit.segment, of->hit.doc,
		&second, err);
	if (status != TRAWL_OK)
		return status;
	float factor = second.factor;

	second.factor = 1;
	status = add_whole(tree, second.score, factor, &sum,
		tw_second_sum(&second), err);
	for (int i = 0; i < TW_SECOND_PARTS && status == TRAWL_OK; i++) {
		uint32_t count = 0;
		const struct tw_part *parts = i > 0 ? NULL :
			tw_judge_parts(reranker->judge, &count);

		if (count == 0 && !(second.part[i] > 0))
			continue;
		tw_buf_addf(&tree->text, "%s", name_of((enum tw_second_part)i));
		status = add(tree, sum, count > 0 ? TRAWL_PART_SUM
			: TRAWL_PART_NUMBER, second.part[i], &place, err);
		if (status == TRAWL_OK)
			status = add_judged(tree, place, parts, count, err);
	}
	return status == TRAWL_OK ? add_factor(tree, factor, err) : status;
}

static int
find_factor(const struct tw_explain *of, float *ret, trawl_error *err)
{
	uint32_t date;
	int status = tw_segment_date(&of->reader->segments[of->hit.segment],
		of->hit.doc, &date, err);

	if (status == TRAWL_OK)
		*ret = tw_recency_factor(&of->recency, date);
	return status;
}

static int
explain_first(struct tree *tree, struct tw_judge **ret_judge, trawl_error *err)
{
	const struct tw_explain *of = tree->of;
	uint32_t count;
	uint32_t sum = 0;
	float factor = 1;
	float score;
	int status = tw_judge_new(of->reader, of->query, false, ret_judge,
		err);

	if (status == TRAWL_OK)
		status = tw_judge_score(*ret_judge, of->hit.segment,
			of->hit.doc, &score, err);
	if (status == TRAWL_OK && of->by_score)
		status = find_factor(of, &factor, err);
	if (status != TRAWL_OK)
		return status;
	const struct tw_part *parts = tw_judge_parts(*ret_judge, &count);

	if (!of->by_score) {
		tw_buf_addf(&tree->text, "not by score");
		return add(tree, 0, TRAWL_PART_NUMBER, 0, &sum, err);
	}
	status = add_whole(tree, score * factor, factor, &sum, score, err);
	if (status == TRAWL_OK)
		status = add_judged(tree, sum, parts, count, err);
	return status == TRAWL_OK ? add_factor(tree, factor, err) : status;
}

/* ------------------------------------------------------------------ */

static int
read_line(struct tree *tree, const struct tw_judge *judge,
	struct tw_arena *arena, trawl_error *err)
{
	const struct tw_explain *of = tree->of;
	uint32_t count;
	const struct tw_part *parts = tw_judge_parts(judge, &count);
	struct tw_doc doc;
	int status = tw_segment_doc(&of->reader->segments[of->hit.segment],
		of->hit.doc, arena, &doc, err);

	if (status == TRAWL_OK)
		status = tw_explain_line(of->query, parts, count,
			doc.field[TRAWL_TITLE], doc.field[TRAWL_DATE],
			&tree->text, err);
	return status == TRAWL_OK ? tw_buf_status(&tree->text, err) : status;
}

static int
make_line(struct tree *tree, const struct tw_judge *judge,
	const char **ret, trawl_error *err)
{
	struct tw_arena arena = {0};
	int status = read_line(tree, judge, &arena, err);

	tw_arena_done(&arena);
	if (status != TRAWL_OK)
		return status;
	*ret = tw_arena_copy(tree->arena, tree->text.p, tree->text.n);
	return *ret ? TRAWL_OK : tw_no_memory(err);
}

int
tw_explain(const struct tw_explain *explain, struct tw_arena *arena,
	const struct trawl_part **ret_parts, size_t *ret_count,
	const char **ret_line, trawl_error *err)
{
	struct tree tree = {.of = explain, .arena = arena};
	struct tw_reranker reranker = {0};
	struct tw_judge *first = NULL;
	struct tw_judge *judge = NULL;
	const char *line = NULL;
	int status = explain->second
		? explain_second(&tree, &judge, &reranker, err)
		: explain_first(&tree, &first, err);

	if (status == TRAWL_OK)
		status = make_line(&tree, judge ? judge : first, &line, err);
	if (status == TRAWL_OK) {
		*ret_parts = (const void *)tw_arena_copy(arena,
			tree.parts.p, tree.parts.n);
		*ret_count = tree.parts.n / sizeof(struct trawl_part);
		*ret_line = line;
		if (!*ret_parts)
			status = tw_no_memory(err);
	}
	tw_judge_free(first);
	tw_reranker_done(&reranker);
	tw_buf_done(&tree.parts);
	tw_buf_done(&tree.text);
	return status;
}
