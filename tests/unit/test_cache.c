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

static void
add(struct tw_cache *cache, struct tw_str surface, const char *term)
{
	struct tw_form_token token = {
		.term_length = (uint16_t)strlen(term),
		.end = (uint16_t)surface.n,
	};
	struct tw_form form = {
		.terms = term,
		.tokens = &token,
		.terms_length = (uint32_t)strlen(term),
		.token_count = 1,
		.positions = 1,
		.words = 1,
	};

	assert_true(tw_cache_add(cache, surface, tw_cache_hash(surface),
		&form));
}

static const struct tw_form *
find(const struct tw_cache *cache, struct tw_str surface)
{
	uint32_t hash = tw_cache_hash(surface);

	tw_cache_expect(cache, hash);
	tw_cache_expect_form(cache, hash);
	return tw_cache_find(cache, surface, hash);
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
	assert_true(tw_cache_add(&cache, surface, tw_cache_hash(surface),
		&form));
	assert_int_equal(find(&cache, surface)->token_count, 0);
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

/* More words than it may keep: it forgets, and goes on. */
static void
overfill(size_t maximum, size_t bytes)
{
	struct tw_cache cache = {.maximum = maximum};
	bool forgot = false;
	uint32_t before = 0;

	for (int i = 0; i < 300000; i++) {
		char surface[16];
		int n = snprintf(surface, sizeof(surface), "word%d", i);

		add(&cache, tw_str(surface, (size_t)n), surface);
		assert_non_null(find(&cache, tw_str(surface, (size_t)n)));
		assert_true(cache.arena.total <= bytes + bytes / 4);
		assert_true(cache.count <= cache.room / 2 + 1);
		forgot = forgot || cache.count < before;
		before = cache.count;
	}
	assert_true(forgot);
	tw_cache_done(&cache);
}

static void
test_cache_stays_within_its_bounds(void **state)
{
	(void)state;
	overfill(0, TW_CACHE_BYTES_MAX);
	overfill(1 << 20, 1 << 20);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cache_knows_nothing_when_empty),
		cmocka_unit_test(test_cache_keeps_a_copy_of_a_form),
		cmocka_unit_test(test_cache_keeps_a_form_without_tokens),
		cmocka_unit_test(test_cache_lets_long_surfaces_pass),
		cmocka_unit_test(test_cache_stays_within_its_bounds),
	};

	return cmocka_run_group_tests_name("cache", tests, NULL, NULL);
}
