/* scan_found.c: the terms that a prefix or a misspelt word stands for. */
/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "index/lexicon.h"
#include "match/valuewords.h"
#include "query/parse.h"
#include "text/utf8.h"

#include "scan.h"

#define LETTERS_MAX 64

static void
add(struct scan_terms *terms, uint32_t number, uint32_t distance)
{
	for (uint32_t i = 0; i < terms->count; i++) {
		if (terms->number[i] != number)
			continue;
		if (terms->distance[i] > distance)
			terms->distance[i] = distance;
		return;
	}
	assert_true(terms->count < SCAN_TERMS_MAX);
	terms->distance[terms->count] = distance;
	terms->number[terms->count++] = number;
}

/* ------------------------------------------------------------------ */
/* Prefixes: terms of articles.                                         */

static bool
begins(struct tw_str term, struct tw_str beginning)
{
	enum tw_token_kind kind;

	assert_int_equal(tw_query_kind(term, &kind, NULL), TRAWL_OK);
	return kind != TW_TOKEN_EXACT && term.n >= beginning.n &&
		memcmp(term.p, beginning.p, beginning.n) == 0;
}

static void
find_prefix(const struct scan *scan, const struct tw_node *node,
	struct scan_terms *ret)
{
	for (uint32_t i = 0; i < scan->terms.count; i++)
		if (begins(scan->names[i], node->terms[0].term))
			add(ret, i, 0);
	for (uint32_t i = 1; i < node->term_count; i++) {
		const uint32_t *number = tw_map_find(&scan->terms,
			node->terms[i].term);

		if (number)
			add(ret, *number, 0);
	}
}

/* ------------------------------------------------------------------ */
/* Patterns and misspelt words: words of the lexicon.                   */

static uint32_t
letters_of(struct tw_str text, uint32_t letters[LETTERS_MAX])
{
	const char *end = text.p + text.n;
	uint32_t count = 0;

	for (const char *p = text.p; p < end && count < LETTERS_MAX;)
		p = tw_utf8_next(p, end, &letters[count++]);
	return count;
}

static bool
fits(const uint32_t *pattern, uint32_t m, const uint32_t *word, uint32_t n)
{
	if (m == 0)
		return n == 0;
	if (*pattern == '*')
		return fits(pattern + 1, m - 1, word, n) ||
			(n > 0 && fits(pattern, m, word + 1, n - 1));
	return n > 0 && (*pattern == '?' || *pattern == *word) &&
		fits(pattern + 1, m - 1, word + 1, n - 1);
}

/* Optimal string alignment, from the ends on; UINT32_MAX above `most`. */
static uint32_t
edits(const uint32_t *a, uint32_t m, const uint32_t *b, uint32_t n,
	uint32_t most)
{
	uint32_t best = UINT32_MAX;
	uint32_t other[4] = {UINT32_MAX, UINT32_MAX, UINT32_MAX, UINT32_MAX};

	if (m > 0 && n > 0 && *a == *b)
		best = edits(a + 1, m - 1, b + 1, n - 1, most);
	if (m == 0 && n == 0)
		return 0;
	if (most == 0)
		return best;
	if (m > 0)
		other[0] = edits(a + 1, m - 1, b, n, most - 1);
	if (n > 0)
		other[1] = edits(a, m, b + 1, n - 1, most - 1);
	if (m > 0 && n > 0)
		other[2] = edits(a + 1, m - 1, b + 1, n - 1, most - 1);
	if (m > 1 && n > 1 && a[0] == b[1] && a[1] == b[0])
		other[3] = edits(a + 2, m - 2, b + 2, n - 2, most - 1);
	for (int i = 0; i < 4; i++)
		if (other[i] < most && other[i] + 1 < best)
			best = other[i] + 1;
	return best;
}

/* The edits to the word, 0 for a pattern; UINT32_MAX if it is not meant. */
static uint32_t
distance_of(const struct tw_node *node, struct tw_str word)
{
	uint32_t asked[LETTERS_MAX];
	uint32_t letters[LETTERS_MAX];
	uint32_t m = letters_of(node->terms[0].term, asked);
	uint32_t n = letters_of(word, letters);

	if (node->kind == TW_NODE_PATTERN)
		return fits(asked, m, letters, n) ? 0 : UINT32_MAX;
	return asked[0] == letters[0]
		? edits(asked, m, letters, n, node->distance) : UINT32_MAX;
}

struct one_term {
	const struct scan *scan;
	const uint32_t *number;
	uint32_t count;
	bool stop;
};

static int
take_token(void *context, const struct tw_token *token)
{
	struct one_term *one = context;

	if (token->kind != TW_TOKEN_MAIN)
		return TRAWL_OK;
	one->number = tw_map_find(&one->scan->terms,
		tw_str(token->term, token->term_length));
	one->count++;
	one->stop = token->stop;
	return TRAWL_OK;
}

static void
find_words(const struct scan *scan, const struct tw_node *node,
	struct scan_terms *ret)
{
	struct tw_words words;

	assert_int_equal(tw_words_open(&words, scan->reader, TW_STR(""), NULL),
		TRAWL_OK);
	while (tw_words_next(&words, NULL) == TRAWL_OK) {
		struct one_term one = {.scan = scan};
		uint32_t distance = distance_of(node, words.word);

		if (distance == UINT32_MAX)
			continue;
		assert_int_equal(tw_analyze(scan->analyzer, words.word,
			take_token, &one, NULL), TRAWL_OK);
		if (one.count == 1 && one.number && (!one.stop ||
			(node->kind == TW_NODE_FUZZY && distance == 0)))
			add(ret, *one.number, distance);
	}
	tw_words_close(&words);
}

struct only_term {
	char bytes[TW_KEY_MAX];
	size_t size;
	uint32_t count;
};

static int
take_only(void *context, const struct tw_token *token)
{
	struct only_term *only = context;

	if (token->kind != TW_TOKEN_MAIN || only->count++ > 0)
		return TRAWL_OK;
	assert_true(token->term_length <= sizeof(only->bytes));
	memcpy(only->bytes, token->term, token->term_length);
	only->size = token->term_length;
	return TRAWL_OK;
}

bool
scan_has_found(const struct scan *scan, struct tw_analyzer *analyzer,
	const struct tw_node *node, scan_has_fn *fn, void *context)
{
	struct tw_arena arena = {0};
	struct tw_value_words values;
	bool has = false;

	assert_int_equal(tw_value_words(scan->reader, analyzer,
		node->field == TW_QUERY_AUTHOR ? TW_VALUES_AUTHOR
		: TW_VALUES_CATEGORY, &arena, &values, NULL), TRAWL_OK);
	for (uint32_t i = 0; i < values.count && !has; i++) {
		struct only_term only = {.count = 0};

		if (distance_of(node, values.words[i].word) == UINT32_MAX)
			continue;
		assert_int_equal(tw_analyze(analyzer, values.words[i].word,
			take_only, &only, NULL), TRAWL_OK);
		has = only.count == 1 &&
			fn(context, tw_str(only.bytes, only.size));
	}
	tw_arena_done(&arena);
	return has;
}

bool
scan_expands(const struct tw_node *node)
{
	return node->kind == TW_NODE_PREFIX ||
		node->kind == TW_NODE_PATTERN || node->kind == TW_NODE_FUZZY;
}

void
scan_expand(const struct scan *scan, const struct tw_node *node,
	struct scan_terms *ret)
{
	ret->count = 0;
	if (node->kind == TW_NODE_PREFIX)
		find_prefix(scan, node, ret);
	else
		find_words(scan, node, ret);
}
