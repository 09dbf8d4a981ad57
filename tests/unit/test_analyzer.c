/* test_analyzer.c: text to terms, by the tables in tests/data. */
/* SPDX-License-Identifier: MIT */
#include "../fault/alloc_fault.h"
#include "table.h"

#include "base/alloc.h"
#include "base/map.h"
#include "text/analyzer.h"

#define LANGUAGES 64
#define MEGABYTE ((size_t)1 << 20)

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
		token->position, kinds[token->kind],
		token->stop ? "/stop" : "");
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
test_analyzer_lets_words_meet_as_the_table_says(void **state)
{
	static const char *const signs[] = {" != ", " = ", NULL};
	struct analyzers all = {.count = 0};

	(void)state;
	table_run("meet.test", signs, check_meet, &all);
	free_all(&all);
}

/* Checks the promises of the header that hold for every text. */
struct promise {
	struct tw_str text;
	uint32_t position;	/* of the last token */
	uint32_t word;
	uint64_t tokens;
};

static int
check_promise(void *context, const struct tw_token *token)
{
	struct promise *promise = context;

	assert_true(token->term_length > 0);
	assert_true(token->term_length <= TW_TERM_MAX);
	assert_true(tw_utf8_valid(tw_str(token->term, token->term_length)));
	assert_true(token->start < token->end);
	assert_true(token->end <= promise->text.n);
	if (token->kind == TW_TOKEN_MAIN && promise->tokens > 0)
		assert_int_equal(token->position, promise->position + 1);
	else
		assert_int_equal(token->position, promise->position);
	assert_true(token->word >= promise->word);
	assert_true(token->kind == TW_TOKEN_MAIN || !token->stop);
	promise->position = token->position;
	promise->word = token->word;
	promise->tokens++;
	return TRAWL_OK;
}

static uint64_t
analyze(struct tw_analyzer *analyzer, struct tw_str text)
{
	struct promise promise = {.text = text};
	trawl_error err;

	assert_int_equal(tw_analyze(analyzer, text, check_promise, &promise,
		&err), TRAWL_OK);
	return promise.tokens;
}

static struct tw_analyzer *
new_analyzer(const char *language)
{
	struct tw_analyzer *analyzer = NULL;
	trawl_error err;

	assert_int_equal(tw_analyzer_new(language, &analyzer, &err), 0);
	return analyzer;
}

static int
check_line_promise(void *context, const struct table_line *line)
{
	analyze(analyzer_of(context, line->language),
		tw_str_of(line->left));
	return 0;
}

static void
test_analyzer_keeps_its_promises_on_the_tables(void **state)
{
	static const char *const words[] = {" => ", NULL};
	static const char *const meets[] = {" != ", " = ", NULL};
	struct analyzers all = {.count = 0};

	(void)state;
	table_run("words.test", words, check_line_promise, &all);
	table_run("meet.test", meets, check_line_promise, &all);
	free_all(&all);
}

/*
 * Each character of the planes in use alone, between letters and behind an
 * apostrophe.
 */
static void
test_analyzer_keeps_its_promises_on_every_character(void **state)
{
	struct tw_analyzer *analyzer = new_analyzer("tr");
	struct tw_buf text = {0};

	(void)state;
	for (uint32_t c = 1; c <= 0xE0FFF; c++) {
		if ((c >= 0xD800 && c <= 0xDFFF) ||
			(c > 0x31FFF && c < 0xE0000))
			continue;
		tw_utf8_add(&text, c);
		tw_buf_addf(&text, " a");
		tw_utf8_add(&text, c);
		tw_buf_addf(&text, "b'");
		tw_utf8_add(&text, c);
		tw_buf_add_byte(&text, ' ');
		if (text.n > 4096) {
			analyze(analyzer, tw_buf_str(&text));
			tw_buf_reset(&text);
		}
	}
	tw_buf_done(&text);
	tw_analyzer_free(analyzer);
}

/* One piece again and again. */
static uint64_t
analyze_repeated(const char *language, struct tw_str piece, size_t n)
{
	struct tw_analyzer *analyzer = new_analyzer(language);
	struct tw_buf text = {0};

	while (text.n < n)
		tw_buf_add_str(&text, piece);
	assert_false(tw_buf_failed(&text));
	uint64_t tokens = analyze(analyzer, tw_buf_str(&text));

	tw_buf_done(&text);
	tw_analyzer_free(analyzer);
	return tokens;
}

static void
test_analyzer_takes_hostile_text_in_passing(void **state)
{
	static const char *const pieces[] = {"a", "-", "a-", "a.", "a\u0301",
		"\u0301", "a\u0301\u0323\u0308", "1,", "1,000,", "\uFDFA", "'",
		"a'", "\u00AD", "a\u00AD", "²a", "日", "日\u3099", "👩‍", "🇬",
		"@a", "C++", "l'", "ing", "\u0E33", "\u1112", "ß"};

	(void)state;
	for (size_t i = 0; i < sizeof(pieces) / sizeof(pieces[0]); i++) {
		analyze_repeated("en", tw_str_of(pieces[i]), MEGABYTE / 4);
		analyze_repeated("fr", tw_str_of(pieces[i]), MEGABYTE / 16);
	}
}

static void
test_analyzer_finds_nothing_in_marks_and_signs(void **state)
{
	(void)state;
	assert_int_equal(analyze_repeated("en", TW_STR("\u0301"), MEGABYTE),
		0);
	assert_int_equal(analyze_repeated("en", TW_STR("-"), MEGABYTE),
		0);
	assert_int_equal(analyze_repeated("en", TW_STR(" "), MEGABYTE),
		0);
}

static int
keep_term(void *context, const struct tw_token *token)
{
	tw_buf_add(context, token->term, token->term_length);
	return TRAWL_OK;
}

static void
test_analyzer_cuts_long_terms_and_tells_them_apart(void **state)
{
	struct tw_analyzer *analyzer = new_analyzer("en");
	struct tw_buf one = {0};
	struct tw_buf other = {0};
	char text[1000];
	trawl_error err;

	(void)state;
	memset(text, 'a', sizeof(text));
	assert_int_equal(tw_analyze(analyzer, tw_str(text, sizeof(text)),
		keep_term, &one, &err), 0);
	text[sizeof(text) - 1] = 'b';
	assert_int_equal(tw_analyze(analyzer, tw_str(text, sizeof(text)),
		keep_term, &other, &err), 0);
	assert_int_equal(one.n, TW_TERM_MAX);
	assert_int_equal(other.n, TW_TERM_MAX);
	assert_memory_equal(one.p, other.p, TW_TERM_MAX - 16);
	assert_memory_not_equal(one.p, other.p, TW_TERM_MAX);
	tw_buf_done(&one);
	tw_buf_done(&other);
	tw_analyzer_free(analyzer);
}

static int
check_one_meaning(void *context, const struct tw_token *token)
{
	struct tw_str term = tw_str(token->term, token->term_length);
	uint32_t *stop;

	if (token->kind != TW_TOKEN_MAIN)
		return TRAWL_OK;
	assert_true(tw_map_insert(context, term, token->stop, &stop, NULL,
		NULL));
	if (*stop != token->stop)
		fail_msg("%.*s", (int)term.n, term.p);
	return TRAWL_OK;
}

static void
test_analyzer_gives_stop_words_terms_of_their_own(void **state)
{
	static const char *const texts[][2] = {
		{"en", "the thé can cans can's Cans will wills willing being "
			"beings other others other's us U.S. U.S am a.m. it "
			"I.T. do doings mys my may mays up-to-date"},
		{"fr", "sur sûr du dû des dès la là été étés a à ai aie n'ai "
			"l'a l a mêmes même"},
		{"de", "die dies dieses sein seine seins war wars waren wär"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		struct tw_analyzer *analyzer = new_analyzer(texts[i][0]);
		struct tw_map terms = {0};
		trawl_error err;

		assert_int_equal(tw_analyze(analyzer, tw_str_of(texts[i][1]),
			check_one_meaning, &terms, &err), 0);
		tw_map_done(&terms);
		tw_analyzer_free(analyzer);
	}
}

static int
stop_at_third(void *context, const struct tw_token *token)
{
	int *calls = context;

	(void)token;
	return ++*calls == 3 ? TRAWL_EFULL : TRAWL_OK;
}

static void
test_analyzer_ends_when_the_caller_says_so(void **state)
{
	struct tw_analyzer *analyzer = new_analyzer("en");
	int calls = 0;

	(void)state;
	assert_int_equal(tw_analyze(analyzer, TW_STR("a b c d e"),
		stop_at_third, &calls, NULL), TRAWL_EFULL);
	assert_int_equal(calls, 3);
	tw_analyzer_free(analyzer);
}

static const char ranged[] = "The Zürich co-operates 日本語!";

static int
check_range(void *context, const struct tw_token *token)
{
	static const struct tw_str surfaces[] = {
		TW_STR("The"), TW_STR("Zürich"), TW_STR("Zürich"),
		TW_STR("co"), TW_STR("co-operates"), TW_STR("operates"),
		TW_STR("日本"), TW_STR("本語"),
	};
	size_t *i = context;

	assert_true(tw_str_equal(tw_str(ranged + token->start,
		token->end - token->start), surfaces[(*i)++]));
	return TRAWL_OK;
}

static void
test_analyzer_gives_the_bytes_of_each_token(void **state)
{
	struct tw_analyzer *analyzer = new_analyzer("en");
	size_t count = 0;
	trawl_error err;

	(void)state;
	assert_int_equal(tw_analyze(analyzer, tw_str_of(ranged), check_range,
		&count, &err), 0);
	assert_int_equal(count, 8);
	tw_analyzer_free(analyzer);
}

static int
append_word(void *context, const struct tw_token *token)
{
	if (token->kind == TW_TOKEN_MAIN)
		tw_buf_addf(context, "%u", token->word);
	return TRAWL_OK;
}

/* The parts of a word share its number; an elided article has its own. */
static void
test_analyzer_numbers_words(void **state)
{
	struct tw_analyzer *analyzer = new_analyzer("fr");

	(void)state;
	char *numbers = tokens_of(analyzer,
		TW_STR("arc-en-ciel et/ou l'eau 日本語 fin"), append_word);

	assert_string_equal(numbers, "00012345" "56");
	tw_free(numbers);
	tw_analyzer_free(analyzer);
}

static void
test_analyzer_gives_the_same_tokens_again(void **state)
{
	struct tw_analyzer *analyzer = new_analyzer("fr");
	struct tw_str text = TW_STR("L'été, co-opérons @nasa U.S.A. "
		"日本語 l'été chef-d'œuvre 👍🏽 1,000");
	struct tw_buf once = {0};
	int status = tw_analyze_once(analyzer, text, append_token, &once, NULL);

	(void)state;
	assert_true(status == TRAWL_OK && tw_analyzer_bytes(analyzer) == 0);
	char *first = tokens_of(analyzer, text, append_token);
	char *again = tokens_of(analyzer, text, append_token);
	assert_string_equal(first, again);
	assert_memory_equal(once.p, first, once.n);
	tw_buf_done(&once);
	tw_free(first);
	tw_free(again);
	tw_analyzer_free(analyzer);
}

static int
ignore_token(void *context, const struct tw_token *token)
{
	(void)context;
	(void)token;
	return TRAWL_OK;
}

static int
analyze_once(void)
{
	struct tw_analyzer *analyzer;
	trawl_error err = {0, ""};
	int status = tw_analyzer_new("fr", &analyzer, &err);

	if (status == TRAWL_OK) {
		status = tw_analyze(analyzer, TW_STR("L'été, co-opérons "
			"@nasa U.S.A. 日本語 aujourd'hui 1,000"),
			ignore_token, NULL, &err);
		tw_analyzer_free(analyzer);
	}
	assert_int_equal(err.status, status);
	return status;
}

static void
test_analyzer_survives_any_failing_allocation(void **state)
{
	bool failed = true;

	(void)state;
	for (uint64_t nth = 1; failed; nth++) {
		alloc_fault_at(nth);
		int status = analyze_once();

		failed = alloc_fault_off();
		assert_int_equal(status, failed ? TRAWL_ENOMEM : TRAWL_OK);
		assert_int_equal(alloc_fault_live(), 0);
	}
}

static void
test_analyzer_takes_any_language(void **state)
{
	static const char *const codes[] = {"ja", "xx", "", NULL};

	(void)state;
	for (size_t i = 0; i < sizeof(codes) / sizeof(codes[0]); i++) {
		struct tw_analyzer *analyzer = new_analyzer(codes[i]);
		char *tokens = tokens_of(analyzer, TW_STR("The Cafés"),
			append_token);

		assert_string_equal(tokens, "the@0 cafes@1 cafés@1/exact");
		tw_free(tokens);
		tw_analyzer_free(analyzer);
	}
	tw_analyzer_free(NULL);
}

/* Appends the tokens of t; of z there ought to be none. */
static int
append_of_t(void *context, const struct tw_token *token)
{
	if (token->term[0] == 't')
		return append_token(context, token);
	assert_int_not_equal(token->term[0], 'z');
	return TRAWL_OK;
}

/* Among the words some that give several terms, which only a try can tell. */
static void
test_analyze_some_finds_what_is_looked_for_and_no_more(void **state)
{
	struct tw_str text = TW_STR("The Times, they told of m2 and t3s; "
		"co-tenants' Tea at l'\xC3\xA9t\xC3\xA9 "
		"\xC3\x9Eing "
		"(non-terminal) Tries "
		"\xE6\x9D\xB1\xE4\xBA\xAC @twitter x.test Ttt t");
	struct tw_bytes first = {
		.bits = {0, UINT64_C(1) << ('t' - 64), 0, 0}};
	static const char *const codes[] = {"en", "fr", "id", "tr", "xx"};

	(void)state;
	for (size_t i = 0; i < sizeof(codes) / sizeof(codes[0]); i++) {
		struct tw_buf all = {0};
		struct tw_buf some = {0};
		struct tw_analyzer *analyzer;

		assert_int_equal(tw_analyzer_new(codes[i], &analyzer, NULL),
			0);
		assert_int_equal(tw_analyze(analyzer, text, append_of_t, &all,
			NULL), 0);
		assert_int_equal(tw_analyze_some(analyzer, text, &first,
			append_of_t, &some, NULL), 0);
		assert_true(all.n > 0 && tw_str_equal(tw_buf_str(&all),
			tw_buf_str(&some)));
		if (i < 2)
			assert_int_equal(tw_analyze_some(analyzer,
				TW_STR("zoo"), &first, append_of_t, &some,
				NULL), 0);
		tw_analyzer_free(analyzer);
		tw_buf_done(&all);
		tw_buf_done(&some);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_analyzer_gives_the_tokens_of_the_table),
		cmocka_unit_test(
			test_analyzer_lets_words_meet_as_the_table_says),
		cmocka_unit_test(
			test_analyzer_keeps_its_promises_on_the_tables),
		cmocka_unit_test(
			test_analyzer_keeps_its_promises_on_every_character),
		cmocka_unit_test(test_analyzer_takes_hostile_text_in_passing),
		cmocka_unit_test(
			test_analyzer_finds_nothing_in_marks_and_signs),
		cmocka_unit_test(
			test_analyzer_cuts_long_terms_and_tells_them_apart),
		cmocka_unit_test(
			test_analyzer_gives_stop_words_terms_of_their_own),
		cmocka_unit_test(test_analyzer_ends_when_the_caller_says_so),
		cmocka_unit_test(test_analyzer_gives_the_bytes_of_each_token),
		cmocka_unit_test(test_analyzer_numbers_words),
		cmocka_unit_test(test_analyzer_gives_the_same_tokens_again),
		cmocka_unit_test(test_analyzer_survives_any_failing_allocation),
		cmocka_unit_test(test_analyzer_takes_any_language),
		cmocka_unit_test(
			test_analyze_some_finds_what_is_looked_for_and_no_more),
	};

	return cmocka_run_group_tests_name("analyzer", tests, NULL, NULL);
}
