/* test_lex.c: lexemes of a query. */
/* SPDX-License-Identifier: MIT */
#include "query/lex.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#include "base/buf.h"
#include "query/fields.h"

/* The lexemes of a query as a line: kind, sign, field, text. */
static void
assert_lexemes(const char *query, const char *expected)
{
	static const char *const kinds[] = {
		"", "words", "phrase", "open", "close", "AND", "OR", "NOT",
		"NEAR",
	};
	static const char *const forms[] = {"", "*", "?", "~"};
	static const char *const signs[] = {"", "+", "-"};
	struct tw_lexer lexer = {.text = tw_str_of(query)};
	struct tw_buf line = {0};
	struct tw_lexeme lexeme;

	tw_lex_next(&lexer, &lexeme);
	for (; lexeme.kind != TW_LEX_END; tw_lex_next(&lexer, &lexeme)) {
		tw_buf_addf(&line, "%s%s%s%s[%.*s]%s", line.n > 0 ? " " : "",
			signs[lexeme.sign], tw_field_name(lexeme.field).p,
			kinds[lexeme.kind], (int)lexeme.text.n, lexeme.text.p,
			forms[lexeme.form]);
		if (lexeme.number > 0 || lexeme.is_near)
			tw_buf_addf(&line, "%u", (unsigned)lexeme.number);
		if (lexeme.boost != TW_BOOST_ONE)
			tw_buf_addf(&line, "^%u", (unsigned)lexeme.boost);
		tw_buf_addf(&line, "%s", lexeme.unclosed ? "..." : "");
	}
	tw_buf_add_byte(&line, 0);
	assert_string_equal(line.p, expected);
	tw_buf_done(&line);
}

static void
test_words_stand_between_white_space(void **state)
{
	(void)state;
	assert_lexemes("", "");
	assert_lexemes(" \n ", "");
	assert_lexemes("one two\tthree", "words[one] words[two] words[three]");
	assert_lexemes("no\xC2\xA0""break\xE3\x80\x80ideographic",
		"words[no] words[break] words[ideographic]");
}

static void
test_sign_stands_directly_before_something(void **state)
{
	(void)state;
	assert_lexemes("+a -b", "+words[a] -words[b]");
	assert_lexemes("+ -", "words[+] words[-]");
	assert_lexemes("--b +-b", "words[--b] words[+-b]");
	assert_lexemes("a-b C++", "words[a-b] words[C++]");
	assert_lexemes("(a -)", "open[(] words[a] words[-] close[)]");
}

static void
test_star_stands_directly_behind_something(void **state)
{
	(void)state;
	assert_lexemes("experim*", "words[experim]*");
	assert_lexemes("+experim* b", "+words[experim]* words[b]");
	assert_lexemes("title:ab*", "title:words[ab]*");
	assert_lexemes("(ab* cd)", "open[(] words[ab]* words[cd] close[)]");
	assert_lexemes("ab** *", "words[ab]* words[*]");
	assert_lexemes("AND* NOT*", "words[AND]* words[NOT]*");
	assert_lexemes("\"ab*\"", "phrase[ab*]");
}

static void
test_field_stands_directly_before_something(void **state)
{
	(void)state;
	assert_lexemes("title:a", "title:words[a]");
	assert_lexemes("-TITLE:\"a\"", "-title:phrase[a]");
	assert_lexemes("title:(a)", "title:open[(] words[a] close[)]");
	assert_lexemes("title: a", "words[title:] words[a]");
	assert_lexemes("title:", "words[title:]");
	assert_lexemes("titles:a subtitle:a",
		"words[titles:a] words[subtitle:a]");
	assert_lexemes("title:-a", "title:words[-a]");
}

static void
test_operators_stand_alone_in_capitals(void **state)
{
	(void)state;
	assert_lexemes("a AND b", "words[a] AND[AND] words[b]");
	assert_lexemes("OR NOT", "OR[OR] NOT[NOT]");
	assert_lexemes("and Or ANDY", "words[and] words[Or] words[ANDY]");
	assert_lexemes("+AND title:OR", "+words[AND] title:words[OR]");
	assert_lexemes("NOT(a)", "NOT[NOT] open[(] words[a] close[)]");
	assert_lexemes("NOT\"a\"", "NOT[NOT] phrase[a]");
}

static void
test_any_double_quotes_hold_a_phrase(void **state)
{
	(void)state;
	assert_lexemes("\"a b\"c", "phrase[a b] words[c]");
	assert_lexemes("“a b” „a b“ «a b»",
		"phrase[a b] phrase[a b] phrase[a b]");
	assert_lexemes("\"a b", "phrase[a b]...");
	assert_lexemes("\"", "phrase[]...");
	assert_lexemes("\"\"", "phrase[]");
}

static void
test_quote_inside_of_a_word_is_text(void **state)
{
	(void)state;
	assert_lexemes("19\" 6'2\" é\"", "words[19\"] words[6'2\"] words[é\"]");
	assert_lexemes("by:\"a b\"", "words[by:] phrase[a b]");
}

static void
test_single_quotes_hold_a_phrase_by_pairs(void **state)
{
	(void)state;
	assert_lexemes("‘a b’ c", "phrase[a b] words[c]");
	assert_lexemes("‘a’s b’", "phrase[a’s b]");
	assert_lexemes("(‘a b’)", "open[(] phrase[a b] close[)]");
	assert_lexemes("‘tis don’t", "words[‘tis] words[don’t]");
	assert_lexemes("‘a \"b’\"", "words[‘a] phrase[b’]");
	assert_lexemes("‘a ‘b \"c\" ‘d’",
		"words[‘a] words[‘b] phrase[c] phrase[d]");
}

static void
test_parentheses_inside_of_words_go_by_pairs(void **state)
{
	(void)state;
	assert_lexemes("f(x)", "words[f(x)]");
	assert_lexemes("f(a b) c", "words[f(a] words[b)] words[c]");
	assert_lexemes("(f(x))", "open[(] words[f(x)] close[)]");
	assert_lexemes("f( )", "words[f(] words[)]");
	assert_lexemes("a)b", "words[a] close[)] words[b]");
	assert_lexemes("((a)", "open[(] open[(] words[a] close[)]");
	assert_lexemes("f( (a) )",
		"words[f(] open[(] words[a] close[)] close[)]");
}

static void
test_offset_is_that_of_the_sign(void **state)
{
	struct tw_lexer lexer = {.text = TW_STR("  -title:\"a\" b")};
	struct tw_lexeme lexeme;

	(void)state;
	tw_lex_next(&lexer, &lexeme);
	assert_int_equal(lexeme.offset, 2);
	tw_lex_next(&lexer, &lexeme);
	assert_int_equal(lexeme.offset, 13);
}

static void
test_white_space_of_any_script(void **state)
{
	(void)state;
	assert_true(tw_is_space(0));
	assert_true(tw_is_space(0x85));
	assert_true(tw_is_space(0x2003));
	assert_true(tw_is_space(0x3000));
	assert_false(tw_is_space('!'));
	assert_false(tw_is_space(0xAD));
	assert_false(tw_is_space(0x200B));
}

static void
test_star_and_question_mark_make_a_pattern(void **state)
{
	(void)state;
	assert_lexemes("a*b *c", "words[a*b]? words[*c]?");
	assert_lexemes("*integr* wom?n", "words[*integr*]? words[wom?n]?");
	assert_lexemes("why? really?? ?a",
		"words[why?] words[really??] words[?a]?");
	assert_lexemes("x.org/?q=1 2*(3)", "words[x.org/?q=1] words[2*(3)]");
}

static void
test_tilde_takes_other_spellings(void **state)
{
	(void)state;
	assert_lexemes("partnershp~ ab~2", "words[partnershp]~1 words[ab]~2");
	assert_lexemes("~ a~3 /~user", "words[~] words[a~3] words[/~user]");
}

static void
test_number_behind_a_phrase_is_a_distance(void **state)
{
	(void)state;
	assert_lexemes("\"a b\"~5 c", "phrase[a b]5 words[c]");
	assert_lexemes("\"a b\"~0", "phrase[a b]0");
	assert_lexemes("\"a b\"~5c", "phrase[a b] words[~5c]");
	assert_lexemes("a NEAR b NEAR/5 c NEAR/x", "words[a] NEAR[NEAR]10 "
		"words[b] NEAR[NEAR/5]5 words[c] words[NEAR/x]");
}

static void
test_caret_and_a_number_are_a_factor(void **state)
{
	(void)state;
	assert_lexemes("a^2 b*^0.5 c~^1.25", "words[a]^2000 words[b]*^500 "
		"words[c]~1^1250");
	assert_lexemes("\"a b\"~3^2 (c)^3", "phrase[a b]3^2000 open[(] "
		"words[c] close[)]^3000");
	assert_lexemes("a^ ^2 a^b a^0 a^99999", "words[a^] words[^2] "
		"words[a^b] words[a]^1 words[a]^1000000");
}

static void
test_values_are_taken_as_they_stand(void **state)
{
	(void)state;
	assert_lexemes("id:a*^2 site:x.org since:2019~ AUTHOR:b*",
		"id:words[a*^2] site:words[x.org] since:words[2019~] "
		"author:words[b]*");
	assert_lexemes("date:(a)", "words[date:(a)]");
	assert_lexemes("id:\"a b\"~5", "id:phrase[a b] words[~5]");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_words_stand_between_white_space),
		cmocka_unit_test(test_sign_stands_directly_before_something),
		cmocka_unit_test(test_star_stands_directly_behind_something),
		cmocka_unit_test(test_field_stands_directly_before_something),
		cmocka_unit_test(test_operators_stand_alone_in_capitals),
		cmocka_unit_test(test_any_double_quotes_hold_a_phrase),
		cmocka_unit_test(test_quote_inside_of_a_word_is_text),
		cmocka_unit_test(test_single_quotes_hold_a_phrase_by_pairs),
		cmocka_unit_test(test_parentheses_inside_of_words_go_by_pairs),
		cmocka_unit_test(test_offset_is_that_of_the_sign),
		cmocka_unit_test(test_white_space_of_any_script),
		cmocka_unit_test(test_star_and_question_mark_make_a_pattern),
		cmocka_unit_test(test_tilde_takes_other_spellings),
		cmocka_unit_test(test_number_behind_a_phrase_is_a_distance),
		cmocka_unit_test(test_caret_and_a_number_are_a_factor),
		cmocka_unit_test(test_values_are_taken_as_they_stand),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
