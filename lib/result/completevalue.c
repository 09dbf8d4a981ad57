/* completevalue.c: authors, categories, sites and languages as one types. */
/* SPDX-License-Identifier: MIT */
#include "result/completevalue.h"

#include <stdlib.h>

#include "index/values.h"
#include "query/lex.h"
#include "result/sample.h"
#include "text/utf8.h"

#define LOOKED_AT 50000		/* values of a segment */
#define FOUND_MAX 256

struct found {
	struct tw_str value;	/* of a segment's values */
	uint64_t articles;
};

struct finding {
	struct tw_reader *reader;
	struct tw_analyzer *analyzer;
	enum tw_value_kind kind;
	struct tw_str typed;	/* folded, without a quote */
	struct tw_buf folded;	/* a value; reused */
	struct tw_arena arena;
	struct found found[FOUND_MAX];
	uint32_t count;
};

static bool
is_of_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
		(c >= '0' && c <= '9') || (unsigned char)c >= 128;
}

/* Whether one of its words may begin with this letter: told without folding
   it, unless it has letters that are not ASCII. */
static bool
may_have(struct tw_str value, char letter)
{
	bool starts = true;

	for (size_t i = 0; i < value.n; i++) {
		char c = value.p[i];

		if (c >= 'A' && c <= 'Z')
			c = (char)(c - 'A' + 'a');
		if (starts && (c == letter || (unsigned char)c >= 128))
			return true;
		starts = !is_of_word(c);
	}
	return (unsigned char)letter >= 128;
}

/* Whether the text goes on from what is typed, from a word's beginning on. */
static bool
goes_on(struct tw_str text, struct tw_str typed)
{
	bool starts = true;

	for (size_t i = 0; i + typed.n <= text.n; i++) {
		if (starts && memcmp(text.p + i, typed.p, typed.n) == 0)
			return true;
		starts = !is_of_word(text.p[i]);
	}
	return false;
}

static bool
is_found(const struct finding *finding, struct tw_str value)
{
	for (uint32_t i = 0; i < finding->count; i++)
		if (tw_str_equal(finding->found[i].value, value))
			return true;
	return false;
}

static int
find_in_segment(struct finding *finding, struct tw_segment *segment,
	trawl_error *err)
{
	const struct tw_values *values;
	int status = tw_values_get(segment, finding->kind, &values, err);

	if (status != TRAWL_OK)
		return status;
	for (uint32_t i = 0; i < values->count && i < LOOKED_AT &&
		finding->count < FOUND_MAX; i++) {
		struct tw_str value = values->texts[i];

		if (!may_have(value, *finding->typed.p))
			continue;
		finding->folded.n = 0;
		tw_analyzer_fold(finding->analyzer, value, &finding->folded);
		status = tw_buf_status(&finding->folded, err);
		if (status != TRAWL_OK)
			return status;
		if (goes_on(tw_buf_str(&finding->folded), finding->typed) &&
			!memchr(value.p, '"', value.n) &&
			!is_found(finding, value))
			finding->found[finding->count++].value = value;
	}
	return TRAWL_OK;
}

/* How many articles have it, about: of several words, the rarest says. */
static int
count(struct finding *finding, struct found *found, trawl_error *err)
{
	static const enum tw_index_field fields[] = {
		[TW_VALUES_CATEGORY] = TW_FIELD_CATEGORY,
		[TW_VALUES_AUTHOR] = TW_FIELD_AUTHOR,
		[TW_VALUES_SITE] = TW_FIELD_SITE,
		[TW_VALUES_LANGUAGE] = TW_FIELD_LANGUAGE,
	};
	enum tw_index_field field = fields[finding->kind];
	struct tw_lists lists;

	if (field >= TW_FIELD_SITE)
		return tw_reader_df(finding->reader, field, found->value,
			&found->articles, err);
	int status = tw_lists_of(finding->reader, finding->analyzer, field,
		found->value, &finding->arena, &lists, err);

	if (status == TRAWL_OK)
		found->articles = lists.articles;
	return status;
}

static int
by_articles(const void *a, const void *b)
{
	const struct found *x = a;
	const struct found *y = b;

	if (x->articles != y->articles)
		return x->articles > y->articles ? -1 : 1;
	return tw_str_compare(x->value, y->value);
}

static int
find(struct finding *finding, trawl_error *err)
{
	struct tw_reader *reader = finding->reader;
	uint32_t kept = 0;
	int status = TRAWL_OK;

	for (uint32_t i = 0; i < reader->root.count && status == TRAWL_OK; i++)
		status = find_in_segment(finding, &reader->segments[i], err);
	for (uint32_t i = 0; i < finding->count && status == TRAWL_OK; i++) {
		struct found *found = &finding->found[i];

		status = count(finding, found, err);
		if (found->articles > 0)
			finding->found[kept++] = *found;
	}
	finding->count = kept;
	qsort(finding->found, kept, sizeof(*finding->found), by_articles);
	return status;
}

/* The text with the value in the place of what was typed of it. */
static int
compose(struct tw_str before, struct tw_str value, struct tw_arena *arena,
	struct tw_str *ret, trawl_error *err)
{
	struct tw_buf whole = {0};
	bool quoted = memchr(value.p, ' ', value.n) != NULL;

	tw_buf_add_str(&whole, before);
	tw_buf_add(&whole, "\"", quoted);
	tw_buf_add_str(&whole, value);
	tw_buf_add(&whole, "\"", quoted);
	int status = tw_buf_status(&whole, err);

	if (status == TRAWL_OK) {
		*ret = tw_str(tw_arena_copy(arena, whole.p, whole.n), whole.n);
		if (!ret->p)
			status = tw_no_memory(err);
	}
	tw_buf_done(&whole);
	return status;
}

static int
compose_all(const struct finding *finding, struct tw_str before,
	uint32_t limit, struct tw_arena *arena, struct tw_completions *ret,
	trawl_error *err)
{
	for (uint32_t i = 0; i < finding->count && i < limit; i++) {
		struct tw_completion *completion = &ret->at[i];
		int status = compose(before, finding->found[i].value, arena,
			&completion->text, err);

		if (status != TRAWL_OK)
			return status;
		completion->articles = finding->found[i].articles;
		ret->count++;
	}
	return TRAWL_OK;
}

static bool
kind_of(enum tw_query_field field, enum tw_value_kind *ret)
{
	static const enum tw_value_kind kinds[] = {
		[TW_QUERY_AUTHOR] = TW_VALUES_AUTHOR,
		[TW_QUERY_CATEGORY] = TW_VALUES_CATEGORY,
		[TW_QUERY_SITE] = TW_VALUES_SITE,
		[TW_QUERY_LANGUAGE] = TW_VALUES_LANGUAGE,
	};

	if (field < TW_QUERY_AUTHOR || field > TW_QUERY_LANGUAGE)
		return false;
	*ret = kinds[field];
	return true;
}

static struct tw_str
without_quote(struct tw_str value)
{
	uint32_t c = 0;
	const char *end = value.p + value.n;
	const char *p = value.n > 0 ? tw_utf8_next(value.p, end, &c) : end;

	return tw_is_quote(c) ? tw_str(p, (size_t)(end - p)) : value;
}

int
tw_complete_value(struct tw_reader *reader, struct tw_analyzer *analyzer,
	struct tw_str text, const struct tw_ending *ending, uint32_t limit,
	struct tw_arena *arena, struct tw_completions *ret, trawl_error *err)
{
	struct finding finding = {.reader = reader, .analyzer = analyzer};
	struct tw_str before = tw_str(text.p, text.n - ending->value.n);
	struct tw_buf typed = {0};

	ret->count = 0;
	if (!kind_of(ending->field, &finding.kind))
		return TRAWL_OK;
	tw_analyzer_fold(analyzer, without_quote(ending->value), &typed);
	finding.typed = tw_buf_str(&typed);
	finding.arena = tw_reader_borrow(reader);
	int status = tw_buf_status(&typed, err);

	if (status == TRAWL_OK && typed.n > 0)
		status = find(&finding, err);
	if (status == TRAWL_OK)
		status = compose_all(&finding, before, limit, arena, ret, err);
	tw_reader_give_back(reader, finding.arena);
	tw_buf_done(&finding.folded);
	tw_buf_done(&typed);
	return status;
}
