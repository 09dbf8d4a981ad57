/* test_cache.c: surface forms that were met before. */
/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "text/cache.h"

static struct tw_surface
surface_of(struct tw_str text)
{
	struct tw_cache none = {0};
	struct tw_surface surface;

	tw_surfaces_set(&none, &text, 1, text.p + text.n, &surface);
	return surface;
}

static void
add_form(struct tw_cache *cache, struct tw_str text,
	const struct tw_form *form)
{
	struct tw_surface surface = surface_of(text);

	assert_true(tw_cache_add(cache, &surface, form));
}

static void
add(struct tw_cache *cache, struct tw_str surface, const char *term)
{
	struct tw_form_token token = {
		.term_length = (uint16_t)strlen(term),
		.end = (uint16_t)surface.n,
	};

	add_form(cache, surface, &(struct tw_form){
		.terms = term,
		.tokens = &token,
		.terms_length = (uint32_t)strlen(term),
		.token_count = 1,
		.positions = 1,
		.words = 1,
	});
}

static struct tw_cache_slot *
find_slot(const struct tw_cache *cache, struct tw_str text)
{
	struct tw_surface surface;

	tw_surfaces_set(cache, &text, 1, text.p + text.n, &surface);
	return tw_cache_find(cache, &surface);
}

/* Of the last one that was found. */
static struct tw_form found;

static const struct tw_form *
find(const struct tw_cache *cache, struct tw_str text)
{
	const struct tw_cache_slot *slot = find_slot(cache, text);

	if (!slot)
		return NULL;
	found = tw_cache_form(cache, slot);
	return &found;
}

static void
test_cache_knows_nothing_when_empty(void **state)
{
	struct tw_cache cache = {0};

	(void)state;
	assert_null(find(&cache, TW_STR("word")));
	tw_cache_done(&cache);
}

static void
test_cache_keeps_a_copy_of_a_form(void **state)
{
	struct tw_cache cache = {0};
	char surface[] = "Words";
	char term[] = "word";

	(void)state;
	add(&cache, tw_str(surface, 5), term);
	memset(surface, 'x', 5);
	memset(term, 'x', 4);
	const struct tw_form *form = find(&cache, TW_STR("Words"));

	assert_non_null(form);
	assert_int_equal(form->token_count, 1);
	assert_int_equal(form->tokens[0].end, 5);
	assert_memory_equal(form->terms, "word", 4);
	assert_null(find(&cache, TW_STR("words")));
	assert_null(find(&cache, TW_STR("Word")));
	tw_cache_done(&cache);
}

static void
test_cache_keeps_a_form_without_tokens(void **state)
{
	struct tw_cache cache = {0};
	struct tw_form form = {.positions = 1, .words = 1};
	struct tw_str surface = TW_STR("x");

	(void)state;
	add_form(&cache, surface, &form);
	assert_int_equal(find(&cache, surface)->token_count, 0);
	tw_cache_done(&cache);
}

static void
test_cache_tells_surfaces_of_any_length_apart(void **state)
{
	char text[TW_CACHE_SURFACE_MAX];
	struct tw_cache cache = {0};

	(void)state;
	memset(text, 'a', sizeof(text));
	for (size_t n = 1; n <= sizeof(text); n++) {
		assert_null(find(&cache, tw_str(text, n)));
		add(&cache, tw_str(text, n), "a");
		text[n - 1] = 'b';
		assert_null(find(&cache, tw_str(text, n)));
		text[n - 1] = 'a';
	}
	for (size_t n = 1; n <= sizeof(text); n++)
		assert_int_equal(find(&cache, tw_str(text, n))->tokens[0].end,
			n);
	tw_cache_done(&cache);
}

static void
test_surfaces_are_the_same_whatever_is_behind(void **state)
{
	const char text[] = "abcdefghijklmnopqrstuvwxyz 0123456789";

	(void)state;
	for (size_t n = 1; n <= 20; n++) {
		struct tw_str word = tw_str(text, n);
		struct tw_surface alone = surface_of(word);
		struct tw_cache none = {0};
		struct tw_surface within;

		tw_surfaces_set(&none, &word, 1, text + sizeof(text) - 1,
			&within);
		assert_int_equal(alone.hash, within.hash);
		assert_int_equal(alone.key[0], within.key[0]);
		assert_int_equal(alone.key[1], within.key[1]);
	}
}

static void
test_cache_says_which_forms_are_a_single_token(void **state)
{
	struct tw_form_token tokens[2] = {
		{.term_length = 1, .stop = true},
		{.term_length = 1, .kind = TW_TOKEN_EXACT},
	};
	struct tw_form form = {
		.terms = "a",
		.tokens = tokens,
		.terms_length = 1,
		.token_count = 1,
		.positions = 1,
		.words = 1,
	};
	struct tw_cache cache = {0};

	(void)state;
	add_form(&cache, TW_STR("one"), &form);
	form.token_count = 2;
	add_form(&cache, TW_STR("two"), &form);
	assert_true(find_slot(&cache, TW_STR("one"))->single);
	assert_true(find_slot(&cache, TW_STR("one"))->stop);
	assert_false(find_slot(&cache, TW_STR("two"))->single);
	tw_cache_done(&cache);
}

/* Notes words as an owner of notes does, with their length for a value. */
static void
note(struct tw_cache *cache, struct tw_str word, uint32_t owner)
{
	find_slot(cache, word)->note =
		(struct tw_note){owner, (uint32_t)word.n};
}

static void
test_cache_gives_values_up_to_what_has_none(void **state)
{
	const struct tw_str words[] = {
		TW_STR("a"), TW_STR("few"), TW_STR("words"), TW_STR("other"),
		TW_STR("unknown"),
	};
	struct tw_surface surfaces[5];
	struct tw_cache cache = {0};
	uint32_t values[5] = {0};
	uint32_t content = 0;

	(void)state;
	for (int i = 0; i < 4; i++) {
		add(&cache, words[i], "x");
		note(&cache, words[i], i < 3 ? 7 : 8);
	}
	find_slot(&cache, words[1])->stop = true;
	for (int i = 0; i < 5; i++)
		surfaces[i] = surface_of(words[i]);
	assert_int_equal(tw_cache_values(&cache, surfaces, 5, 7, values,
		&content), 3);
	assert_int_equal(values[0], 1);
	assert_int_equal(values[1], 3);
	assert_int_equal(values[2], 5);
	assert_int_equal(values[3], 0);
	assert_int_equal(content, 2);
	assert_int_equal(tw_cache_values(&cache, surfaces, 2, 7, values,
		&content), 2);
	assert_int_equal(tw_cache_values(&cache, surfaces + 3, 2, 7, values,
		&content), 0);
	assert_int_equal(tw_cache_values(&cache, surfaces + 4, 1, 7, values,
		&content), 0);
	tw_cache_done(&cache);
}

static void
test_cache_lets_long_surfaces_pass(void **state)
{
	struct tw_cache cache = {0};
	char surface[TW_CACHE_SURFACE_MAX + 1];

	(void)state;
	memset(surface, 'a', sizeof(surface));
	add(&cache, tw_str(surface, sizeof(surface)), "a");
	assert_null(find(&cache, tw_str(surface, sizeof(surface))));
	add(&cache, tw_str(surface, sizeof(surface) - 1), "a");
	assert_non_null(find(&cache, tw_str(surface, sizeof(surface) - 1)));
	tw_cache_done(&cache);
}

/* More words than it may keep: it forgets, seldom, and goes on. */
static void
overfill(struct tw_cache *cache, size_t bytes)
{
	uint32_t forgot = 0;
	uint32_t before = cache->count;

	for (int i = 0; i < 300000; i++) {
		char surface[16];
		int n = snprintf(surface, sizeof(surface), "word%d", i);

		add(cache, tw_str(surface, (size_t)n), surface);
		assert_non_null(find(cache, tw_str(surface, (size_t)n)));
		assert_true(tw_cache_bytes(cache) <= bytes + bytes / 4);
		assert_true(cache->count <= cache->room / 4 * 3 + 1);
		forgot += cache->count <= before;
		before = cache->count;
	}
	assert_in_range(forgot, 1, 300000 / 1000);
}

static void
test_cache_stays_within_its_bounds(void **state)
{
	struct tw_cache cache = {0};

	(void)state;
	overfill(&cache, TW_CACHE_BYTES_MAX);
	cache.maximum = 1 << 20;
	overfill(&cache, 1 << 20);
	tw_cache_done(&cache);
}

/* As when articles of another language come: they share what there is. */
static void
test_cache_goes_on_with_a_lower_maximum(void **state)
{
	struct tw_cache cache = {.maximum = 16 << 20};

	(void)state;
	overfill(&cache, 16 << 20);
	cache.maximum = 8 << 20;
	overfill(&cache, 16 << 20);
	tw_cache_done(&cache);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cache_knows_nothing_when_empty),
		cmocka_unit_test(test_cache_keeps_a_copy_of_a_form),
		cmocka_unit_test(test_cache_keeps_a_form_without_tokens),
		cmocka_unit_test(test_cache_tells_surfaces_of_any_length_apart),
		cmocka_unit_test(
			test_surfaces_are_the_same_whatever_is_behind),
		cmocka_unit_test(
			test_cache_says_which_forms_are_a_single_token),
		cmocka_unit_test(
			test_cache_gives_values_up_to_what_has_none),
		cmocka_unit_test(test_cache_lets_long_surfaces_pass),
		cmocka_unit_test(test_cache_stays_within_its_bounds),
		cmocka_unit_test(test_cache_goes_on_with_a_lower_maximum),
	};

	return cmocka_run_group_tests_name("cache", tests, NULL, NULL);
}
