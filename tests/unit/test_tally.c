/* test_tally.c: what few ask for is told to nobody. */
/* SPDX-License-Identifier: MIT */
#include "serve/tally.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "dice.h"

static const char *const places[] = {"-", "news"};
static const uint8_t key[SIPHASH_KEY] = "a key of a test";

static int
set_up(void **state)
{
	struct tally *tally = tally_new();

	if (!tally)
		return -1;
	tally_begin(tally, key);
	*state = tally;
	return 0;
}

static int
tear_down(void **state)
{
	tally_free(*state);
	return 0;
}

static void
ask_at(struct tally *tally, enum tally_kind kind, uint32_t place,
	const char *text, int times)
{
	for (int i = 0; i < times; i++)
		tally_add(tally, &(struct asking){
			.kind = kind,
			.place = place,
			.found = 7,
			.text = text,
			.length = strlen(text),
		});
}

static void
ask(struct tally *tally, const char *text, int times)
{
	ask_at(tally, TALLY_SEARCH, 0, text, times);
}

/* All that is told, to be freed. */
static char *
told(struct tally *tally, size_t most)
{
	char *text = NULL;
	size_t length;
	FILE *out = open_memstream(&text, &length);

	assert_non_null(out);
	tally_tell(tally, out, "2026-11-22T14", places, most);
	assert_int_equal(fclose(out), 0);
	return text;
}

static void
expect(struct tally *tally, const char *wanted)
{
	char *text = told(tally, 1000);

	assert_string_equal(text, wanted);
	free(text);
}

static void
test_tally_tells_what_was_asked_three_times(void **state)
{
	ask(*state, "xylophone", 3);
	expect(*state, "2026-11-22T14\t-\tasked\t3\t7\txylophone\n");
}

static void
test_tally_tells_nothing_of_two_askings(void **state)
{
	ask(*state, "xylophone", 2);
	expect(*state, "");
}

static void
test_tally_goes_on_after_an_hour_that_told_nothing(void **state)
{
	ask(*state, "xylophone", 2);
	expect(*state, "");
	ask(*state, "xylophone", 1);
	expect(*state, "2026-11-22T14\t-\tasked\t3\t7\txylophone\n");
}

static void
test_tally_begins_anew_when_it_has_told(void **state)
{
	ask(*state, "xylophone", 5);
	expect(*state, "2026-11-22T14\t-\tasked\t5\t7\txylophone\n");
	ask(*state, "xylophone", 2);
	expect(*state, "");
}

static void
test_tally_forgets_all_with_a_new_key(void **state)
{
	ask(*state, "xylophone", 2);
	ask(*state, "zither", 3);
	tally_begin(*state, key);
	ask(*state, "xylophone", 1);
	expect(*state, "");
}

static void
test_tally_keeps_kinds_and_places_apart(void **state)
{
	ask_at(*state, TALLY_SEARCH, 0, "a", 2);
	ask_at(*state, TALLY_SEARCH, 1, "a", 2);
	ask_at(*state, TALLY_CLICK, 0, "a", 2);
	expect(*state, "");
	ask_at(*state, TALLY_CLICK, 1, "a", 3);
	expect(*state, "2026-11-22T14\tnews\tclicked\t3\t7\ta\n");
}

static void
test_tally_tells_most_wanted_if_there_is_too_much(void **state)
{
	ask(*state, "b", 3);
	ask(*state, "a", 3);
	ask(*state, "c", 4);
	char *text = told(*state, 2);

	assert_string_equal(text, "2026-11-22T14\t-\tasked\t4\t7\tc\n"
		"2026-11-22T14\t-\tasked\t3\t7\ta\n");
	free(text);
}

static void
test_tally_has_one_line_for_a_text_whatever_is_in_it(void **state)
{
	ask(*state, "a\tb\nc\x1b[2J", 3);
	expect(*state, "2026-11-22T14\t-\tasked\t3\t7\ta b c [2J\n");
}

static void
test_tally_leaves_out_what_has_no_text_or_too_much(void **state)
{
	char text[TALLY_TEXT_MAX + 2] = {0};

	memset(text, 'a', TALLY_TEXT_MAX + 1);
	ask(*state, text, 3);
	ask(*state, "", 3);
	expect(*state, "");
}

/* Who asks for all sorts of things does not make it deaf. */
static void
test_tally_hears_through_a_flood(void **state)
{
	char text[32];

	for (int i = 0; i < 150000; i++) {
		snprintf(text, sizeof(text), "flood %d", i);
		ask(*state, text, 1);
	}
	ask(*state, "xylophone", 3);
	expect(*state, "2026-11-22T14\t-\tasked\t3\t7\txylophone\n");
}

/* ------------------------------------------------------------------ */
/* Whatever is asked, and whenever it is told.                          */

#define TEXTS 400

struct oracle {
	uint32_t asked[TEXTS];	/* since it was told, or the day began */
};

/* Each line is of a text that was asked so often, and at least three times. */
static void
check_lines(const char *line, struct oracle *oracle)
{
	for (; *line; line = strchr(line, '\n') + 1) {
		unsigned times;
		unsigned number;

		assert_int_equal(sscanf(line,
			"2026-11-22T14\t-\tasked\t%u\t7\tsecret-%u.", &times,
			&number), 2);
		assert_in_range(number, 0, TEXTS - 1);
		assert_in_range(times, TALLY_LEAST, UINT32_MAX);
		assert_int_equal(times, oracle->asked[number]);
		oracle->asked[number] = 0;
	}
}

static void
test_tally_tells_all_and_only_what_three_asked(void **state)
{
	struct oracle oracle = {{0}};
	uint32_t seed = 42;

	for (int step = 0; step < 20000; step++) {
		uint32_t event = dice(&seed, 1000);
		/* Some are wanted far more than others. */
		uint32_t number = dice(&seed, dice(&seed, TEXTS) + 1);
		char text[32];

		if (event == 0) {
			tally_begin(*state, key);
			oracle = (struct oracle){{0}};
		} else if (event < 5) {
			char *lines = told(*state, 1000);

			check_lines(lines, &oracle);
			free(lines);
			for (int i = 0; i < TEXTS; i++)
				assert_in_range(oracle.asked[i], 0,
					TALLY_LEAST - 1);
		} else {
			snprintf(text, sizeof(text), "secret-%u.", number);
			ask(*state, text, 1);
			oracle.asked[number]++;
		}
	}
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_tally_tells_what_was_asked_three_times),
		TEST(test_tally_tells_nothing_of_two_askings),
		TEST(test_tally_goes_on_after_an_hour_that_told_nothing),
		TEST(test_tally_begins_anew_when_it_has_told),
		TEST(test_tally_forgets_all_with_a_new_key),
		TEST(test_tally_keeps_kinds_and_places_apart),
		TEST(test_tally_tells_most_wanted_if_there_is_too_much),
		TEST(test_tally_has_one_line_for_a_text_whatever_is_in_it),
		TEST(test_tally_leaves_out_what_has_no_text_or_too_much),
		TEST(test_tally_hears_through_a_flood),
		TEST(test_tally_tells_all_and_only_what_three_asked),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
