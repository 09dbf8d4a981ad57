/* test_spell.c: guesses at what a word was meant for, from dictionaries. */
/* SPDX-License-Identifier: MIT */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>

#include <cmocka.h>

#include "result/spell.h"

struct entry {
	const char *word;
	uint64_t articles;
};

/* In the order of their bytes, as dictionaries are. */
static const struct entry town[] = {
	{"committee", 40}, {"council", 100}, {"counsel", 9}, {"house", 80},
	{"houses", 30}, {"mouse", 5}, {"partner", 60}, {"partners", 50},
	{"partnership", 30}, {"received", 25}, {"road", 70}, {NULL, 0},
};

static const struct entry country[] = {
	{"horse", 2000}, {"mouse", 2000}, {"partnership", 2}, {NULL, 0},
};

static struct tw_arena arena;
static struct tw_spell spell;

static void
offer(const struct entry *entries)
{
	for (const struct entry *e = entries; e->word; e++)
		tw_spell_offer(&spell, tw_str_of(e->word), 0, e->articles);
}

static struct tw_guess *
best(const char *typed, const struct entry *a, const struct entry *b,
	uint32_t *ret_count)
{
	struct tw_guess *guesses;

	assert_int_equal(tw_spell_init(&spell, tw_str_of(typed), &arena),
		TRAWL_OK);
	offer(a);
	if (b)
		offer(b);
	assert_int_equal(tw_spell_best(&spell, &guesses, ret_count, NULL),
		TRAWL_OK);
	return guesses;
}

static void
assert_best(const char *typed, const char *meant)
{
	uint32_t count;
	struct tw_guess *guesses = best(typed, town, NULL, &count);

	assert_true(count > 0);
	assert_string_equal(guesses[0].word.p, meant);
	for (uint32_t i = 1; i < count; i++)
		assert_true(guesses[i - 1].score >= guesses[i].score);
	tw_spell_done(&spell);
}

static int
tear_down(void **state)
{
	(void)state;
	tw_arena_done(&arena);
	return 0;
}

static void
test_spell_guesses_the_likeliest_first(void **state)
{
	(void)state;
	assert_best("partnershp", "partnership");
	assert_best("recieved", "received");
	assert_best("comittee", "committee");
	assert_best("counsil", "council");
	assert_best("huose", "house");
	assert_best("partnres", "partners");
}

static void
test_spell_adds_up_what_dictionaries_have(void **state)
{
	uint32_t count;
	struct tw_guess *guesses = best("mose", town, country, &count);

	(void)state;
	assert_string_equal(guesses[0].word.p, "mouse");
	assert_int_equal(guesses[0].articles, 2005);
	for (uint32_t i = 1; i < count; i++)
		assert_string_not_equal(guesses[i].word.p, "mouse");
	tw_spell_done(&spell);
}

static void
test_spell_does_not_guess_the_word_itself(void **state)
{
	uint32_t count;
	struct tw_guess *guesses = best("house", town, NULL, &count);

	(void)state;
	assert_true(count > 0);
	for (uint32_t i = 0; i < count; i++)
		assert_string_not_equal(guesses[i].word.p, "house");
	tw_spell_done(&spell);
}

static void
test_spell_guesses_nothing_where_nothing_is_near(void **state)
{
	uint32_t count;

	(void)state;
	best("zymurgy", town, NULL, &count);
	assert_int_equal(count, 0);
	tw_spell_done(&spell);
	/* Two edits of three letters would make a "hot" of any "rat". */
	best("rox", town, NULL, &count);
	assert_int_equal(count, 0);
	tw_spell_done(&spell);
}

static void
test_spell_of_a_letter_or_of_too_many_is_none(void **state)
{
	char word[TW_SPELLING_LETTERS + 1];

	(void)state;
	memset(word, 'a', sizeof(word));
	assert_int_equal(tw_spell_init(&spell, TW_STR("a"), &arena),
		TRAWL_END);
	assert_int_equal(tw_spell_init(&spell, tw_str(word, sizeof(word)),
		&arena), TRAWL_END);
	tw_spell_done(&spell);
}

static void
test_spell_tells_when_memory_ends(void **state)
{
	struct tw_arena small;
	struct tw_guess *guesses;
	uint32_t count;

	(void)state;
	tw_arena_init(&small, 1);
	assert_int_equal(tw_spell_init(&spell, TW_STR("huose"), &small),
		TRAWL_OK);
	offer(town);
	assert_int_equal(tw_spell_best(&spell, &guesses, &count, NULL),
		TRAWL_ENOMEM);
	tw_spell_done(&spell);
	tw_arena_done(&small);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_spell_guesses_the_likeliest_first),
		cmocka_unit_test(test_spell_adds_up_what_dictionaries_have),
		cmocka_unit_test(test_spell_does_not_guess_the_word_itself),
		cmocka_unit_test(
			test_spell_guesses_nothing_where_nothing_is_near),
		cmocka_unit_test(
			test_spell_of_a_letter_or_of_too_many_is_none),
		cmocka_unit_test(test_spell_tells_when_memory_ends),
	};

	return cmocka_run_group_tests_name("spell", tests, NULL, tear_down);
}
