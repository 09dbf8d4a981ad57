/* test_pieces.c: what is shown of a text, against all that could be. */
/* SPDX-License-Identifier: MIT */
#include "result/pieces.h"

#include "dice.h"
#include "marking.h"

/*
 * Texts of up to six sentences of words, some of which a query asks for: five
 * words, a phrase of two others, and two that are to be near each other. The
 * oracle finds them by itself and tries everything that may be shown: whole
 * sentences, and parts of them from any word of the query to any other.
 */
#define UNITS 6
#define PHRASE 4
#define NEAR 5
#define SENTENCES 6
#define WORDS 14

static const char query_text[] =
	"kiwi lime plum pear \"fig leaf\" melon NEAR/1 mango";
static const char *const units[] = {"kiwi", "lime", "plum", "pear"};
static const char *const others[] = {"fig", "leaf", "melon", "mango", "other",
	"something", "x"};

/* By idf_by_length, of what the stemmer makes of them. */
static const uint32_t worth[UNITS] = {4, 4, 4, 4, 3 + 4, 5 + 5};

struct place {
	uint32_t unit;
	uint32_t start;
	uint32_t end;
};

struct sentence {
	uint32_t length;
	uint32_t count;
	struct place places[4 * WORDS];
};

struct word {
	const char *text;
	uint32_t start;
};

static bool
is_at(const struct word *words, uint32_t count, uint32_t i, const char *text)
{
	return i < count && strcmp(words[i].text, text) == 0;
}

static uint32_t
end_of(const struct word *word)
{
	return word->start + (uint32_t)strlen(word->text);
}

static void
add_place(struct sentence *sentence, uint32_t unit, const struct word *first,
	const struct word *last)
{
	sentence->places[sentence->count++] =
		(struct place){unit, first->start, end_of(last)};
}

static void
find_places(const struct word *words, uint32_t count, struct sentence *ret)
{
	ret->count = 0;
	for (uint32_t i = 0; i < count; i++) {
		for (uint32_t unit = 0; unit < PHRASE; unit++)
			if (is_at(words, count, i, units[unit]))
				add_place(ret, unit, &words[i], &words[i]);
		if (is_at(words, count, i, "fig") &&
			is_at(words, count, i + 1, "leaf"))
			add_place(ret, PHRASE, &words[i], &words[i + 1]);
		for (uint32_t k = i + 1; k <= i + 2; k++)
			if ((is_at(words, count, i, "melon") &&
				is_at(words, count, k, "mango")) ||
				(is_at(words, count, i, "mango") &&
				is_at(words, count, k, "melon")))
				add_place(ret, NEAR, &words[i], &words[k]);
	}
}

/* A sentence ends with words of its own, so that nothing reaches over. */
static void
write_sentence(uint32_t *seed, struct tw_buf *text, struct sentence *ret)
{
	struct word words[WORDS];
	uint32_t count = 1 + dice(seed, WORDS);
	size_t start = text->n;

	tw_buf_addf(text, "So");
	for (uint32_t i = 0; i < count; i++) {
		uint32_t roll = dice(seed, 24);

		words[i].text = roll < PHRASE ? units[roll] :
			others[roll % 7];
		words[i].start = (uint32_t)(text->n - start) + 1;
		tw_buf_addf(text, " %s", words[i].text);
	}
	tw_buf_addf(text, " and so on.");
	ret->length = (uint32_t)(text->n - start);
	tw_buf_addf(text, " ");
	find_places(words, count, ret);
}

/* The least that each set of units can be had for. */
struct least {
	uint32_t of[1 << UNITS];
};

static void
take(struct least *least, uint32_t set, uint32_t length)
{
	for (uint32_t had = 0; had < 1U << UNITS; had++)
		if (least->of[had] != UINT32_MAX &&
			least->of[had] + length < least->of[had | set])
			least->of[had | set] = least->of[had] + length;
}

static uint32_t
units_in(const struct sentence *sentence, uint32_t start, uint32_t end)
{
	uint32_t set = 0;

	for (uint32_t i = 0; i < sentence->count; i++)
		if (sentence->places[i].start >= start &&
			sentence->places[i].end <= end)
			set |= 1U << sentence->places[i].unit;
	return set;
}

static void
take_parts(struct least *least, const struct sentence *sentence,
	uint32_t around)
{
	for (uint32_t i = 0; i < sentence->count; i++) {
		for (uint32_t k = 0; k < sentence->count; k++) {
			uint32_t start = sentence->places[i].start;
			uint32_t end = sentence->places[k].end;

			if (end > start)
				take(least, units_in(sentence, start, end),
					end - start + around);
		}
	}
}

static uint32_t
worth_of(uint32_t set)
{
	uint32_t sum = 0;

	for (uint32_t unit = 0; unit < UNITS; unit++)
		if (set >> unit & 1)
			sum += worth[unit];
	return sum;
}

static uint32_t
best_of_all(const struct sentence *sentences, uint32_t count, uint32_t budget)
{
	struct least least;
	uint32_t best = 0;

	memset(&least, 0xFF, sizeof(least));
	least.of[0] = 0;
	for (uint32_t i = 0; i < count; i++) {
		take(&least, units_in(&sentences[i], 0, sentences[i].length),
			sentences[i].length);
		take_parts(&least, &sentences[i], budget / 8);
	}
	for (uint32_t set = 0; set < 1U << UNITS; set++)
		if (least.of[set] <= budget && worth_of(set) > best)
			best = worth_of(set);
	return best;
}

/* What the marks of a snippet are worth. */
static uint32_t
worth_of_marks(const struct tw_marked *marked)
{
	uint32_t set = 0;

	for (uint32_t i = 0; i < marked->mark_count; i++) {
		const char *p = marked->text.p + marked->marks[i].start;

		for (uint32_t unit = 0; unit < PHRASE; unit++)
			if (memcmp(p, units[unit], 4) == 0)
				set |= 1U << unit;
		if (memcmp(p, "fig leaf", 8) == 0)
			set |= 1U << PHRASE;
		assert_false(memcmp(p, "leaf", 4) == 0);
		if (memcmp(p, "m", 1) == 0)
			set |= 1U << NEAR;
	}
	return worth_of(set);
}

static void
test_snippets_have_as_much_as_can_be_shown(void **state)
{
	struct tw_query *query = parse(tw_str_of(query_text), false);
	struct tw_marker *marker = new_marker(query);
	struct tw_arena arena = {0};
	struct tw_buf text = {0};
	uint32_t seed = 1;

	(void)state;
	for (int round = 0; round < 5000; round++) {
		struct sentence sentences[SENTENCES];
		uint32_t count = 1 + dice(&seed, SENTENCES);
		uint32_t budget = 40 + dice(&seed, 160);
		struct tw_marked marked;

		tw_buf_reset(&text);
		for (uint32_t i = 0; i < count; i++)
			write_sentence(&seed, &text, &sentences[i]);
		assert_int_equal(snippet(marker, tw_buf_str(&text), budget,
			&arena, &marked, NULL), TRAWL_OK);
		assert_in_range(worth_of_marks(&marked),
			best_of_all(sentences, count, budget), UINT32_MAX);
		assert_true(marked.text.n <= budget + 7 * strlen(" … "));
		tw_arena_reset(&arena);
	}
	tw_buf_done(&text);
	tw_arena_done(&arena);
	tw_marker_free(marker);
	tw_query_free(query);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_snippets_have_as_much_as_can_be_shown),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
