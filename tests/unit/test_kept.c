/* test_kept.c: answers given already, for the next who asks the same. */
/* SPDX-License-Identifier: MIT */
#include "site/kept.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

static void
put(struct kept *kept, const char *key, const char *body)
{
	kept_put(kept, kept_hash(KEPT_HASH, key), key, body, strlen(body), 7);
}

static bool
has(struct kept *kept, const char *key)
{
	size_t length;
	uint64_t articles;
	char *found = kept_get(kept, kept_hash(KEPT_HASH, key), key, &length,
		&articles);

	free(found);
	return found != NULL;
}

static void
assert_kept(struct kept *kept, const char *key, const char *body)
{
	size_t length = 0;
	uint64_t articles;
	char *found = kept_get(kept, kept_hash(KEPT_HASH, key), key, &length,
		&articles);

	assert_non_null(found);
	assert_int_equal(length, strlen(body));
	assert_memory_equal(found, body, length);
	assert_int_equal(articles, 7);
	free(found);
}

static int
is_that_or_none(struct kept *kept, const char *key, const char *body)
{
	size_t length;
	uint64_t articles;
	char *found = kept_get(kept, kept_hash(KEPT_HASH, key), key, &length,
		&articles);

	if (found)
		assert_string_equal(found, body);
	free(found);
	return found != NULL;
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
	assert_false(has(kept, ""));
	assert_false(has(kept, "aa"));
	kept_free(kept);
}

static void
test_put_takes_the_place_of_its_slots_alone(void **state)
{
	struct kept *kept = kept_new();
	int found = 0;
	char key[16];

	(void)state;
	for (int i = 0; i < 8000; i++) {
		snprintf(key, sizeof(key), "%d", i);
		put(kept, key, key);
	}
	for (int i = 0; i < 8000; i++) {
		snprintf(key, sizeof(key), "%d", i);
		if (!has(kept, key))
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
		found += has(kept, key);
	}
	assert_in_range(found * LENGTH, 8 << 20, 16 << 20);
	free(body);
	kept_free(kept);
}

static void
test_put_of_new_ones_leaves_what_was_wanted(void **state)
{
	enum {LENGTH = 50000, WANTED = 500, NEW = 2000};
	struct kept *kept = kept_new();
	char *body = calloc(1, LENGTH + 1);
	char key[16];

	(void)state;
	assert_non_null(body);
	memset(body, 'x', LENGTH);
	for (int i = 0; i < WANTED; i++) {
		snprintf(key, sizeof(key), "%d", i);
		put(kept, key, body);
		assert_kept(kept, key, body);
	}
	for (int i = 0; i < NEW; i++) {
		snprintf(key, sizeof(key), "new %d", i);
		put(kept, key, body);
	}
	int found = 0;

	for (int i = 0; i < WANTED; i++) {
		snprintf(key, sizeof(key), "%d", i);
		found += has(kept, key);
	}
	assert_true(found > WANTED * 9 / 10);
	free(body);
	kept_free(kept);
}

static void
test_put_takes_what_was_there_before_for_wanted(void **state)
{
	enum {LENGTH = 50000, COUNT = 600};
	struct kept *kept = kept_new();
	char *body = calloc(1, LENGTH + 1);
	char key[16];

	(void)state;
	assert_non_null(body);
	memset(body, 'x', LENGTH);
	for (int i = 0; i < 2 * COUNT; i++) {
		snprintf(key, sizeof(key), "%d", i % COUNT);
		if (!has(kept, key))
			put(kept, key, body);
	}
	int found = 0;

	for (int i = 0; i < COUNT; i++) {
		snprintf(key, sizeof(key), "%d", i);
		found += has(kept, key);
	}
	assert_int_equal(found, COUNT);
	free(body);
	kept_free(kept);
}

static void
test_get_finds_what_another_process_put(void **state)
{
	struct kept *kept = kept_new();
	pid_t pid = fork();
	int status;

	(void)state;
	assert_true(pid >= 0);
	if (pid == 0) {
		put(kept, "theirs", "one");
		_exit(0);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_kept(kept, "theirs", "one");
	kept_free(kept);
}

/* The bodies of a key tell of it, whoever writes and dies in between. */
static void
test_get_finds_whole_bodies_while_writers_are_killed(void **state)
{
	enum {WRITERS = 3, KEYS = 50, LENGTH = 40000};
	struct kept *kept = kept_new();
	char *body = malloc(LENGTH + 1);
	pid_t pids[WRITERS] = {0};
	int found = 0;
	char key[16];

	(void)state;
	assert_non_null(body);
	for (int n = 0; n < KEYS; n++) {
		snprintf(key, sizeof(key), "%d", n);
		memset(body, 'A' + n, LENGTH);
		body[LENGTH] = '\0';
		put(kept, key, body);
	}
	for (int i = 0; i < 15 * WRITERS; i++) {
		pid_t *pid = &pids[i % WRITERS];

		if (*pid > 0) {
			kill(*pid, SIGKILL);
			waitpid(*pid, NULL, 0);
		}
		*pid = fork();
		for (int n = i; *pid == 0; n++) {
			snprintf(key, sizeof(key), "%d", n % KEYS);
			memset(body, 'A' + n % KEYS, LENGTH);
			body[LENGTH] = '\0';
			put(kept, key, body);
		}
		for (int n = 0; n < 4 * KEYS; n++) {
			snprintf(key, sizeof(key), "%d", n % KEYS);
			memset(body, 'A' + n % KEYS, LENGTH);
			body[LENGTH] = '\0';
			found += is_that_or_none(kept, key, body);
		}
	}
	assert_true(found > 0);
	for (int i = 0; i < WRITERS; i++) {
		kill(pids[i], SIGKILL);
		waitpid(pids[i], NULL, 0);
	}
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
	kept_put(kept, kept_hash(KEPT_HASH, "long"), "long", body, 1 << 20, 0);
	assert_false(has(kept, "long"));
	free(body);
	kept_free(kept);
}

static void
test_put_and_get_bear_that_there_is_none(void **state)
{
	(void)state;
	put(NULL, "a", "b");
	assert_false(has(NULL, "a"));
	kept_free(NULL);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_get_finds_what_was_put),
		cmocka_unit_test(test_put_takes_the_place_of_its_slots_alone),
		cmocka_unit_test(test_put_forgets_what_nobody_wants),
		cmocka_unit_test(test_put_of_new_ones_leaves_what_was_wanted),
		cmocka_unit_test(
			test_put_takes_what_was_there_before_for_wanted),
		cmocka_unit_test(test_get_finds_what_another_process_put),
		cmocka_unit_test(
			test_get_finds_whole_bodies_while_writers_are_killed),
		cmocka_unit_test(test_put_leaves_a_long_body),
		cmocka_unit_test(test_put_and_get_bear_that_there_is_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
