/* test_kept.c: answers given already, for the next who asks the same. */
/* SPDX-License-Identifier: MIT */
#include "site/kept.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void
put(struct kept *kept, const char *key, const char *body)
{
	kept_put(kept, key, body, strlen(body), 7);
}

static void
assert_kept(struct kept *kept, const char *key, const char *body)
{
	size_t length = 0;
	uint64_t articles;
	const char *found = kept_get(kept, key, &length, &articles);

	assert_non_null(found);
	assert_int_equal(length, strlen(body));
	assert_memory_equal(found, body, length);
	assert_int_equal(articles, 7);
}

static void
assert_gone(struct kept *kept, const char *key)
{
	size_t length;
	uint64_t articles;

	assert_null(kept_get(kept, key, &length, &articles));
}

static void
test_get_finds_what_was_put(void **state)
{
	struct kept *kept = kept_new();

	(void)state;
	put(kept, "a", "one");
	put(kept, "b", "");
	assert_kept(kept, "a", "one");
	assert_kept(kept, "b", "");
	assert_gone(kept, "");
	assert_gone(kept, "aa");
	kept_free(kept);
}

static void
test_put_takes_the_place_of_its_slots_alone(void **state)
{
	struct kept *kept = kept_new();
	size_t length;
	uint64_t articles;
	int found = 0;
	char key[16];

	(void)state;
	for (int i = 0; i < 8000; i++) {
		snprintf(key, sizeof(key), "%d", i);
		put(kept, key, key);
	}
	for (int i = 0; i < 8000; i++) {
		snprintf(key, sizeof(key), "%d", i);
		if (!kept_get(kept, key, &length, &articles))
			continue;
		assert_kept(kept, key, key);
		found++;
	}
	assert_in_range(found, 7000, 8000);
	kept_free(kept);
}

static void
test_put_forgets_what_nobody_wants(void **state)
{
	enum {LENGTH = 60000, COUNT = 2000};
	struct kept *kept = kept_new();
	char *body = calloc(1, LENGTH + 1);
	size_t found = 0;
	size_t length;
	uint64_t articles;
	char key[16];

	(void)state;
	assert_non_null(body);
	memset(body, 'x', LENGTH);
	put(kept, "wanted", "still here");
	for (int i = 0; i < COUNT; i++) {
		snprintf(key, sizeof(key), "%d", i);
		put(kept, key, body);
		assert_kept(kept, "wanted", "still here");
	}
	for (int i = 0; i < COUNT; i++) {
		snprintf(key, sizeof(key), "%d", i);
		found += kept_get(kept, key, &length, &articles) != NULL;
	}
	assert_in_range(found * LENGTH, 16 << 20, 32 << 20);
	free(body);
	kept_free(kept);
}

static void
test_put_leaves_a_long_body(void **state)
{
	struct kept *kept = kept_new();
	char *body = calloc(1, 1 << 20);

	(void)state;
	assert_non_null(body);
	kept_put(kept, "long", body, 1 << 20, 0);
	assert_gone(kept, "long");
	free(body);
	kept_free(kept);
}

static void
test_put_and_get_bear_that_there_is_none(void **state)
{
	(void)state;
	put(NULL, "a", "b");
	assert_gone(NULL, "a");
	kept_free(NULL);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_get_finds_what_was_put),
		cmocka_unit_test(test_put_takes_the_place_of_its_slots_alone),
		cmocka_unit_test(test_put_forgets_what_nobody_wants),
		cmocka_unit_test(test_put_leaves_a_long_body),
		cmocka_unit_test(test_put_and_get_bear_that_there_is_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
