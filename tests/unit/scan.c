/* scan.c: answers a query by reading every article: slow and plain. */
/* SPDX-License-Identifier: MIT */
#include "scan.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "index/analyzers.h"
#include "index/length.h"

/* ------------------------------------------------------------------ */
/* Articles.                                                            */

struct adding {
	struct scan *scan;
	struct scan_doc *doc;
	bool in_title;
	uint32_t content;
};

static int
add_token(void *context, const struct tw_token *token)
{
	struct adding *adding = context;
	struct scan_doc *doc = adding->doc;
	struct scan *scan = adding->scan;
	uint32_t *term = NULL;
	struct tw_str name;

	assert_true(scan->terms.count < SCAN_NAMES_MAX);
	assert_true(tw_map_insert(&scan->terms,
		tw_str(token->term, token->term_length), scan->terms.count,
		&term, &name, NULL));
	scan->names[*term] = name;
	if (doc->count == doc->room) {
		doc->room = 2 * doc->room + 16;
		doc->tokens = realloc(doc->tokens,
			doc->room * sizeof(*doc->tokens));
		assert_non_null(doc->tokens);
	}
	doc->tokens[doc->count++] = (struct scan_token){
		*term, token->position, adding->in_title};
	adding->content += token->kind == TW_TOKEN_MAIN && !token->stop;
	return TRAWL_OK;
}

static uint32_t
add_field(struct scan *scan, struct scan_doc *doc, struct tw_str text,
	bool in_title, struct tw_analyzer *analyzer)
{
	struct adding adding = {scan, doc, in_title, 0};

	assert_int_equal(tw_analyze(analyzer, text, add_token, &adding, NULL),
		TRAWL_OK);
	return adding.content;
}

static void
free_doc(struct scan_doc *doc)
{
	free(doc->tokens);
	for (int i = 0; i < TRAWL_FIELD_COUNT; i++)
		free((void *)(uintptr_t)doc->field[i].p);
}

static uint32_t
weight_of(const struct scan *scan)
{
	return scan->title_weight > 0 ? scan->title_weight : 3;
}

void
scan_add(struct scan *scan, const struct tw_doc *from)
{
	struct tw_analyzer *analyzer = NULL;
	struct tw_str id = from->field[TRAWL_ID];
	char name[16] = {0};

	assert_true(id.n < sizeof(name));
	memcpy(name, id.p, id.n);
	scan_remove(scan, name);
	assert_true(scan->count < SCAN_DOCS_MAX);
	if (!scan->analyzers)
		assert_int_equal(tw_analyzers_new("en", 1 << 20,
			&scan->analyzers, NULL), TRAWL_OK);
	assert_int_equal(tw_analyzers_get(scan->analyzers,
		from->field[TRAWL_LANGUAGE], &analyzer, NULL), TRAWL_OK);
	struct scan_doc *doc = &scan->docs[scan->count++];

	*doc = (struct scan_doc){0};
	memcpy(doc->id, name, sizeof(name));
	for (int i = 0; i < TRAWL_FIELD_COUNT; i++) {
		struct tw_str field = from->field[i];

		if (i == TRAWL_TITLE || i == TRAWL_TEXT || field.n == 0)
			continue;
		char *copy = malloc(field.n);

		assert_non_null(copy);
		memcpy(copy, field.p, field.n);
		doc->field[i] = tw_str(copy, field.n);
	}
	doc->title_words = add_field(scan, doc, from->field[TRAWL_TITLE], true,
		analyzer);
	doc->words = weight_of(scan) * doc->title_words + add_field(scan, doc,
		from->field[TRAWL_TEXT], false, analyzer);
}

void
scan_remove(struct scan *scan, const char *id)
{
	for (uint32_t i = 0; i < scan->count; i++) {
		if (strcmp(scan->docs[i].id, id) != 0)
			continue;
		free_doc(&scan->docs[i]);
		scan->count--;
		memmove(&scan->docs[i], &scan->docs[i + 1],
			(scan->count - i) * sizeof(scan->docs[0]));
		return;
	}
}

void
scan_done(struct scan *scan)
{
	while (scan->count > 0)
		free_doc(&scan->docs[--scan->count]);
	tw_map_done(&scan->terms);
	tw_analyzers_free(scan->analyzers);
	*scan = (struct scan){0};
}

/* ------------------------------------------------------------------ */
/* Terms and phrases in an article.                                     */

static uint32_t
term_number(const struct scan *scan, struct tw_str term)
{
	const uint32_t *number = tw_map_find(&scan->terms, term);

	return number ? *number : UINT32_MAX;
}

static bool
has_token(const struct scan_doc *doc, uint32_t term, uint32_t position,
	bool in_title)
{
	for (uint32_t i = 0; i < doc->count; i++)
		if (doc->tokens[i].term == term &&
			doc->tokens[i].position == position &&
			doc->tokens[i].in_title == in_title)
			return true;
	return false;
}

/* Whether the MAIN terms of the leaf follow each other from the token on. */
static bool
begins_phrase(const struct scan *scan, const struct scan_doc *doc,
	const struct tw_node *leaf, const struct scan_token *token)
{
	for (uint32_t i = 0; i < leaf->term_count; i++)
		if (leaf->terms[i].kind == TW_TOKEN_MAIN &&
			!has_token(doc,
				term_number(scan, leaf->terms[i].term),
				token->position + leaf->terms[i].position,
				token->in_title))
			return false;
	return true;
}

/* In the title counts as the index has it, in a search of the title once. */
static uint32_t
worth(const struct scan *scan, const struct scan_token *token,
	enum tw_query_field field)
{
	if (field == TW_QUERY_TITLE)
		return token->in_title;
	return token->in_title ? weight_of(scan) : 1;
}

static uint32_t
phrase_freq(const struct scan *scan, const struct scan_doc *doc,
	const struct tw_node *leaf)
{
	uint32_t first = term_number(scan, leaf->terms[0].term);
	uint32_t freq = 0;

	for (uint32_t i = 0; i < doc->count; i++)
		if (doc->tokens[i].term == first &&
			begins_phrase(scan, doc, leaf, &doc->tokens[i]))
			freq += worth(scan, &doc->tokens[i], leaf->field);
	return freq;
}

/* Whether tokens i to j of the article have all terms of the leaf. */
static bool
has_all(const struct scan *scan, const struct scan_doc *doc,
	const struct tw_node *leaf, uint32_t from, uint32_t to, bool in_title)
{
	for (uint32_t i = 0; i < leaf->term_count; i++) {
		uint32_t term = term_number(scan, leaf->terms[i].term);
		uint32_t asked = 0;
		uint32_t found = 0;

		for (uint32_t k = 0; k < leaf->term_count; k++)
			asked += tw_str_equal(leaf->terms[k].term,
				leaf->terms[i].term);
		for (uint32_t k = 0; k < doc->count; k++)
			found += doc->tokens[k].term == term &&
				doc->tokens[k].in_title == in_title &&
				doc->tokens[k].position >= from &&
				doc->tokens[k].position <= to;
		if (found < asked)
			return false;
	}
	return true;
}

/* Stretches of the title, or of the text, one behind the other. */
static uint32_t
stretches(const struct scan *scan, const struct scan_doc *doc,
	const struct tw_node *leaf, bool in_title)
{
	uint32_t span = leaf->term_count + leaf->distance;
	uint32_t begin = 0;
	uint32_t last = 0;
	uint32_t count = 0;

	for (uint32_t k = 0; k < doc->count; k++)
		if (doc->tokens[k].position > last)
			last = doc->tokens[k].position;
	for (uint32_t end = 0; end <= last; end++) {
		uint32_t from = end + 1 > span ? end + 1 - span : 0;

		if (from < begin)
			from = begin;
		if (has_all(scan, doc, leaf, from, end, in_title)) {
			begin = end + 1;
			count++;
		}
	}
	return count;
}

static uint32_t
near_freq(const struct scan *scan, const struct scan_doc *doc,
	const struct tw_node *leaf)
{
	uint32_t in_title = stretches(scan, doc, leaf, true);

	if (leaf->field == TW_QUERY_TITLE)
		return in_title;
	return weight_of(scan) * in_title + stretches(scan, doc, leaf, false);
}

/* Of a PHRASE or a NEAR. */
static uint32_t
words_freq(const struct scan *scan, const struct scan_doc *doc,
	const struct tw_node *leaf)
{
	return leaf->kind == TW_NODE_NEAR ? near_freq(scan, doc, leaf)
		: phrase_freq(scan, doc, leaf);
}

static uint32_t
freq_of(const struct scan *scan, const struct scan_doc *doc, uint32_t term,
	enum tw_query_field field)
{
	uint32_t freq = 0;

	for (uint32_t k = 0; k < doc->count; k++)
		if (doc->tokens[k].term == term)
			freq += worth(scan, &doc->tokens[k], field);
	return freq;
}

static uint32_t
term_freq(const struct scan *scan, const struct scan_doc *doc,
	const struct tw_node *leaf, uint32_t i)
{
	return freq_of(scan, doc, term_number(scan, leaf->terms[i].term),
		leaf->field);
}

/* Of the terms that so many edits lead to, as of one word. */
static uint32_t
found_freq(const struct scan *scan, const struct scan_doc *doc,
	const struct scan_terms *terms,
	enum tw_query_field field, uint32_t distance)
{
	uint32_t freq = 0;

	for (uint32_t i = 0; i < terms->count; i++)
		if (terms->distance[i] == distance)
			freq += freq_of(scan, doc, terms->number[i], field);
	return freq;
}

/* ------------------------------------------------------------------ */
/* Scores.                                                              */

static uint32_t
length_of(const struct scan_doc *doc, enum tw_query_field field)
{
	return field == TW_QUERY_TITLE ? doc->title_words : doc->words;
}

static double
docs_with(const struct scan *scan, enum tw_query_field field)
{
	double count = 0;

	for (uint32_t i = 0; i < scan->count; i++)
		count += length_of(&scan->docs[i], field) > 0;
	return count;
}

static double
average(const struct scan *scan, enum tw_query_field field)
{
	double sum = 0;

	for (uint32_t i = 0; i < scan->count; i++)
		sum += length_of(&scan->docs[i], field);
	return sum > 0 ? sum / docs_with(scan, field) : 1;
}

static double
df_of(const struct scan *scan, uint32_t term, enum tw_query_field field)
{
	double df = 0;

	for (uint32_t k = 0; k < scan->count; k++)
		df += freq_of(scan, &scan->docs[k], term, field) > 0;
	return df;
}

static float
idf_of(double docs, double df)
{
	if (docs < df)
		docs = df;
	return (float)log(1 + (docs - df + 0.5) / (df + 0.5));
}

static float
idf(const struct scan *scan, const struct tw_node *leaf, uint32_t i)
{
	return idf_of(docs_with(scan, leaf->field),
		df_of(scan, term_number(scan, leaf->terms[i].term),
			leaf->field));
}

/* As if each of the terms fell on articles by chance. */
static float
found_idf(const struct scan *scan, const struct scan_terms *terms,
	enum tw_query_field field)
{
	double docs = docs_with(scan, field);
	double none = 1;

	for (uint32_t i = 0; i < terms->count; i++) {
		double df = df_of(scan, terms->number[i], field);

		none *= df < docs ? 1 - df / docs : 0;
	}
	return idf_of(docs, floor(docs * (1 - none) + 0.5));
}

static float
score(const struct scan *scan, const struct scan_doc *doc,
	enum tw_query_field field, float weight, uint32_t freq)
{
	double length = tw_length_decode(
		tw_length_encode(length_of(doc, field)));
	float norm = (float)(1.2 * (1 - 0.75 +
		0.75 * length / average(scan, field)));

	return weight * (float)freq / ((float)freq + norm);
}

static bool
counts(const struct tw_node *leaf, uint32_t i)
{
	bool has_content = false;

	for (uint32_t k = 0; k < leaf->term_count; k++)
		has_content |= leaf->terms[k].kind == TW_TOKEN_MAIN &&
			!leaf->terms[k].stop;
	return !leaf->terms[i].stop || !has_content;
}

static float
phrase_score(const struct scan *scan, const struct scan_doc *doc,
	const struct tw_node *leaf, float factor)
{
	float weight = 0;

	for (uint32_t i = 0; i < leaf->term_count; i++)
		if (counts(leaf, i))
			weight += factor * idf(scan, leaf, i);
	return score(scan, doc, leaf->field, weight,
		words_freq(scan, doc, leaf));
}

static float
found_score(const struct scan *scan, const struct scan_doc *doc,
	const struct tw_node *leaf, float factor)
{
	static const float worth[] = {1, 0.7F, 0.5F};
	struct scan_terms terms;
	float sum = 0;

	scan_expand(scan, leaf, &terms);
	float weight = found_idf(scan, &terms, leaf->field) * factor;

	for (uint32_t i = 0; i < 3; i++) {
		uint32_t freq = found_freq(scan, doc, &terms, leaf->field, i);

		if (freq > 0)
			sum += score(scan, doc, leaf->field, worth[i] * weight,
				freq);
	}
	return sum;
}

/* ------------------------------------------------------------------ */
/* Queries.                                                             */

static bool matches_group(const struct scan *scan, const struct scan_doc *doc,
	const struct tw_node *group);

static bool
matches_word(const struct scan *scan, const struct scan_doc *doc,
	const struct tw_node *word)
{
	bool is_strict = word->occur != TW_SHOULD;

	for (uint32_t i = 0; i < word->term_count; i++) {
		if (is_strict && word->terms[i].kind == TW_TOKEN_MAIN)
			continue;
		if ((is_strict || counts(word, i)) &&
			term_freq(scan, doc, word, i) > 0)
			return true;
	}
	return is_strict && phrase_freq(scan, doc, word) > 0;
}

static bool
matches_found(const struct scan *scan, const struct scan_doc *doc,
	const struct tw_node *leaf)
{
	struct scan_terms terms;
	uint32_t freq = 0;

	scan_expand(scan, leaf, &terms);
	for (uint32_t i = 0; i < 3; i++)
		freq += found_freq(scan, doc, &terms, leaf->field, i);
	return freq > 0;
}

static bool
matches(const struct scan *scan, const struct scan_doc *doc,
	const struct tw_node *node)
{
	if (node->kind != TW_NODE_GROUP && tw_query_filters(node))
		return scan_filters(scan, doc, node);
	if (scan_expands(node))
		return matches_found(scan, doc, node);
	switch (node->kind) {
	case TW_NODE_WORD:
		return matches_word(scan, doc, node);
	case TW_NODE_PHRASE:
	case TW_NODE_NEAR:
		return words_freq(scan, doc, node) > 0;
	default:
		return matches_group(scan, doc, node);
	}
}

static bool
matches_group(const struct scan *scan, const struct scan_doc *doc,
	const struct tw_node *group)
{
	bool has_must = false;
	bool has_should = false;
	bool is_any = false;

	for (const struct tw_node *n = group->first; n; n = n->next) {
		if (tw_query_is_left_out(group, n))
			continue;
		bool is_match = matches(scan, doc, n);

		if (n->occur == TW_NOT && is_match)
			return false;
		if (n->occur == TW_MUST && !is_match)
			return false;
		has_must |= n->occur == TW_MUST && !tw_query_filters(n);
		has_should |= n->occur == TW_SHOULD;
		is_any |= n->occur == TW_SHOULD && is_match;
	}
	return has_must || !has_should || is_any;
}

static float
word_score(const struct scan *scan, const struct scan_doc *doc,
	const struct tw_node *word, uint32_t i, float factor)
{
	uint32_t freq = term_freq(scan, doc, word, i);
	float weight = factor * tw_query_weight(word->terms[i].kind) *
		idf(scan, word, i);

	return counts(word, i) && freq > 0
		? score(scan, doc, word->field, weight, freq) : 0;
}

static float
group_score(const struct scan *scan, const struct scan_doc *doc,
	const struct tw_node *group, float above)
{
	float sum = 0;

	for (const struct tw_node *n = group->first; n; n = n->next) {
		float factor = above * ((float)n->boost / TW_BOOST_ONE);

		if (n->occur == TW_NOT || !n->ranked || tw_query_filters(n))
			continue;
		if (n->kind == TW_NODE_GROUP) {
			if (matches_group(scan, doc, n))
				sum += group_score(scan, doc, n, factor);
			continue;
		}
		if (n->kind == TW_NODE_PHRASE || n->kind == TW_NODE_NEAR) {
			if (words_freq(scan, doc, n) > 0)
				sum += phrase_score(scan, doc, n, factor);
			continue;
		}
		if (scan_expands(n)) {
			sum += found_score(scan, doc, n, factor);
			continue;
		}
		for (uint32_t i = 0; i < n->term_count; i++)
			sum += word_score(scan, doc, n, i, factor);
	}
	return sum;
}

static int
compare(const void *left, const void *right)
{
	const struct scan_hit *a = left;
	const struct scan_hit *b = right;

	if (a->score != b->score)
		return a->score > b->score ? -1 : 1;
	return a->doc < b->doc ? -1 : 1;
}

uint32_t
scan_search(struct scan *scan, const struct tw_query *query,
	struct scan_hit ret[SCAN_DOCS_MAX])
{
	uint32_t count = 0;

	for (uint32_t i = 0; i < scan->count && query->root; i++) {
		const struct scan_doc *doc = &scan->docs[i];

		if (matches_group(scan, doc, query->root))
			ret[count++] = (struct scan_hit){
				i, group_score(scan, doc, query->root, 1)};
	}
	qsort(ret, count, sizeof(*ret), compare);
	return count;
}
