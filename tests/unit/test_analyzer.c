/* test_analyzer.c: text to terms, by the tables in tests/data. */
/* SPDX-License-Identifier: MIT */
#include "table.h"

#include "base/alloc.h"
#include "text/analyzer.h"

#define LANGUAGES 64

/* Analyzers by language, made when first asked for. */
struct analyzers {
	char code[LANGUAGES][8];
	struct tw_analyzer *analyzer[LANGUAGES];
	size_t count;
};

static struct tw_analyzer *
analyzer_of(struct analyzers *all, const char *code)
{
	trawl_error err;

	for (size_t i = 0; i < all->count; i++) {
		if (strcmp(all->code[i], code) == 0)
			return all->analyzer[i];
	}
	assert_true(all->count < LANGUAGES);
	size_t i = all->count++;

	snprintf(all->code[i], sizeof(all->code[i]), "%s", code);
	assert_int_equal(tw_analyzer_new(code, &all->analyzer[i], &err), 0);
	return all->analyzer[i];
}

static void
free_all(struct analyzers *all)
{
	for (size_t i = 0; i < all->count; i++)
		tw_analyzer_free(all->analyzer[i]);
}

static int
append_token(void *context, const struct tw_token *token)
{
	static const char *const kinds[] = {"", "/joined", "/bare", "/exact"};
	struct tw_buf *out = context;

	if (out->n > 0)
		tw_buf_add_byte(out, ' ');
	tw_buf_addf(out, "%.*s@%u%s%s", (int)token->term_length, token->term,
		token->position, kinds[token->kind], token->stop ? "/stop" : "");
	return TRAWL_OK;
}

/* The tokens of a text as one line; the caller frees it. */
static char *
tokens_of(struct tw_analyzer *analyzer, struct tw_str text,
	tw_token_fn *append)
{
	struct tw_buf out = {0};
	trawl_error err;

	assert_int_equal(tw_analyze(analyzer, text, append, &out, &err), 0);
	tw_buf_add_byte(&out, 0);
	assert_false(tw_buf_failed(&out));
	return out.p;
}

static int
check_words(void *context, const struct table_line *line)
{
	char *got = tokens_of(analyzer_of(context, line->language),
		tw_str_of(line->left), append_token);
	int wrong = strcmp(got, line->right) != 0;

	if (wrong)
		print_error("%s:%u: %s: %s => %s\n", line->file, line->number,
			line->language, line->left, got);
	tw_free(got);
	return wrong;
}

static void
test_analyzer_gives_the_tokens_of_the_table(void **state)
{
	static const char *const signs[] = {" => ", NULL};
	struct analyzers all = {.count = 0};

	(void)state;
	table_run("words.test", signs, check_words, &all);
	free_all(&all);
}

static int
append_term(void *context, const struct tw_token *token)
{
	tw_buf_addf(context, "\n%.*s\n", (int)token->term_length, token->term);
	return TRAWL_OK;
}

/* True if a term of the one is among the terms of the other. */
static bool
meet(struct tw_analyzer *analyzer, const char *a, const char *b)
{
	char *one = tokens_of(analyzer, tw_str_of(a), append_term);
	char *other = tokens_of(analyzer, tw_str_of(b), append_term);
	bool found = false;

	for (const char *p = one; *p != '\0' && !found;) {
		size_t n = strcspn(p + 1, "\n") + 2;
		char *term = strndup(p, n);

		found = strstr(other, term) != NULL;
		free(term);
		p += n;
	}
	tw_free(one);
	tw_free(other);
	return found;
}

static int
check_meet(void *context, const struct table_line *line)
{
	bool wanted = strcmp(line->sign, " = ") == 0;
	bool got = meet(analyzer_of(context, line->language), line->left,
		line->right);

	if (got != wanted)
		print_error("%s:%u: %s: %s and %s %s\n", line->file,
			line->number, line->language, line->left, line->right,
			got ? "meet" : "do not meet");
	return got != wanted;
}

static void
test_analyzer_lets_the_words_of_the_table_meet(void **state)
{
	static const char *const signs[] = {" != ", " = ", NULL};
	struct analyzers all = {.count = 0};

	(void)state;
	table_run("meet.test", signs, check_meet, &all);
	free_all(&all);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_analyzer_gives_the_tokens_of_the_table),
		cmocka_unit_test(test_analyzer_lets_the_words_of_the_table_meet),
	};

	return cmocka_run_group_tests_name("analyzer", tests, NULL, NULL);
}
