/* test_page_guess.c: the language of a text, by its most common words. */
/* SPDX-License-Identifier: MIT */
#include "page/guess.h"

#include "page_help.h"

static void
test_languages_are_told_apart(void **state)
{
	static const char *const texts[][2] = {
		{"en", "The council said that it was the first of its kind."},
		{"fr", "La salle ouvre chaque mardi pour des gens qui ne "
			"sortent plus et que les enfants vont voir."},
		{"de", "Das Holz stammt aus dem Sturm und die Bank ist nicht "
			"von der Stadt, sondern von einem Verein."},
		{"es", "El autob\xc3\xbas del pueblo sale a las ocho y llega "
			"con los ni\xc3\xb1os que van al instituto."},
		{"nl", "De brug is dicht voor het verkeer, en niet voor de "
			"fietsers die er elke dag van gebruik maken."},
		{"ru", "\xd0\x9e\xd0\xbd \xd0\xbd\xd0\xb5 \xd0\xb1\xd1\x8b\xd0"
			"\xbb \xd0\xb2 \xd0\xb4\xd0\xbe\xd0\xbc\xd0\xb5 \xd0"
			"\xb8 \xd0\xbd\xd0\xb5 \xd0\xb7\xd0\xbd\xd0\xb0\xd0"
			"\xbb \xd0\xbe\xd0\xb1 \xd1\x8d\xd1\x82\xd0\xbe\xd0"
			"\xbc \xd0\xbf\xd0\xbe"}};

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		const char *code = tw_guess_language(tw_str_of(texts[i][1]));

		assert_non_null(code);
		assert_string_equal(code, texts[i][0]);
	}
}

static void
test_a_text_that_does_not_tell_has_none(void **state)
{
	(void)state;
	assert_null(tw_guess_language(TW_STR("")));
	assert_null(tw_guess_language(TW_STR("Ring Nasreen")));
	assert_null(tw_guess_language(TW_STR("123 456 789 \xe2\x80\xa6")));
}

static void
test_a_few_words_tell_the_language_of_a_query(void **state)
{
	static const char *const queries[][2] = {
		{"de", "was ist mit der Verteidigung"},
		{"fr", "pourquoi les ponts sont dans la ville"},
		{"es", "cu\xc3\xa1ntos puntos hay en el puerto"},
		{"en", "how many of the homes are by the harbour"},
		{"en", "which harbour"},
		{"de", "Welches Gebiet betreffen Privatrechnungen?"},
		{"de", "Wie hie\xc3\x9f die normannische Burg?"},
		{"de", "wof\xc3\xbcr werden Zilien verwendet"},
		{"fr", "combien de ponts"},
		{"nl", "waarom de brug dicht is"},
		{"ru", "\xd0\xb7\xd0\xb0\xd1\x89\xd0\xb8\xd1\x82\xd0\xb0"}};

	(void)state;
	for (size_t i = 0; i < sizeof(queries) / sizeof(*queries); i++) {
		const char *code = tw_guess_query(tw_str_of(queries[i][1]));

		assert_non_null(code);
		assert_string_equal(code, queries[i][0]);
	}
	assert_null(tw_guess_query(TW_STR("partnership")));
	assert_null(tw_guess_query(TW_STR("die hard")));
	assert_null(tw_guess_query(TW_STR("war crimes tribunal")));
	assert_null(tw_guess_query(TW_STR("")));
}

static void
test_russian_with_few_small_words_is_russian(void **state)
{
	const char *code = tw_guess_language(TW_STR("Защита уступила очков "
		"заняв место лиге, а также лидировала по перехватам и "
		"похвасталась попаданиями в город"));

	(void)state;
	assert_non_null(code);
	assert_string_equal(code, "ru");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_languages_are_told_apart),
		cmocka_unit_test(
			test_a_few_words_tell_the_language_of_a_query),
		cmocka_unit_test(test_russian_with_few_small_words_is_russian),
		cmocka_unit_test(test_a_text_that_does_not_tell_has_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
