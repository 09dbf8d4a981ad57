/* test_daybook.c: a file a day, whole lines, and what a full disk does. */
/* SPDX-License-Identifier: MIT */
#include "serve/daybook.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#define FIRST "# what was asked for, form 1: trawl-log(5)\n"
#define HOUR (INT64_C(493334))	/* 2026-04-12T14 */
#define MOST 100000

static const char folder[] = "daybook.d";
static const char today[] = "daybook.d/2026-04-12.log";

static int
set_up(void **state)
{
	(void)state;
	return system("rm -rf daybook.d && mkdir daybook.d");
}

static bool
add(const char *text)
{
	return daybook_add(folder, HOUR, text, strlen(text), MOST);
}

static void
expect_file(const char *path, const char *wanted)
{
	char text[1024] = {0};
	FILE *file = fopen(path, "rb");

	assert_non_null(file);
	assert_true(fread(text, 1, sizeof(text) - 1, file) <= sizeof(text));
	fclose(file);
	assert_string_equal(text, wanted);
}

static void
make_file(const char *path, const char *text)
{
	FILE *file = fopen(path, "wb");

	assert_non_null(file);
	fputs(text, file);
	assert_int_equal(fclose(file), 0);
}

static void
test_daybook_knows_hours(void **state)
{
	static const struct {
		int64_t hour;
		const char *name;
	} hours[] = {
		{0, "1970-01-01T00"},
		{24 * 59 - 1, "1970-02-28T23"},
		{24 * 59, "1970-03-01T00"},
		{24 * INT64_C(11016), "2000-02-29T00"},
		{24 * INT64_C(11017) + 1, "2000-03-01T01"},
		{24 * INT64_C(19722), "2023-12-31T00"},
		{24 * INT64_C(19723), "2024-01-01T00"},
		{HOUR, "2026-04-12T14"},
		{24 * INT64_C(47540), "2100-02-28T00"},
		{24 * INT64_C(47541), "2100-03-01T00"},
	};
	char name[DAYBOOK_HOUR];

	(void)state;
	for (size_t i = 0; i < sizeof(hours) / sizeof(*hours); i++) {
		daybook_hour(hours[i].hour, name);
		assert_string_equal(name, hours[i].name);
	}
}

static void
test_daybook_begins_a_file_with_what_it_is(void **state)
{
	(void)state;
	assert_true(add("one\n"));
	assert_true(add("two\nthree\n"));
	expect_file(today, FIRST "one\ntwo\nthree\n");
}

static void
test_daybook_lets_nobody_else_read(void **state)
{
	struct stat about;

	(void)state;
	assert_true(add("one\n"));
	assert_int_equal(stat(today, &about), 0);
	assert_int_equal(about.st_mode & 0137, 0);
}

static void
test_daybook_marks_a_line_that_was_cut(void **state)
{
	(void)state;
	make_file(today, FIRST "one\ntw");
	assert_true(add("three\n"));
	expect_file(today, FIRST "one\ntw\t!\nthree\n");
}

static void
test_daybook_adds_nothing_to_a_full_file(void **state)
{
	(void)state;
	assert_true(add("one\n"));
	assert_false(daybook_add(folder, HOUR, "two\n", 4, 30));
	assert_int_equal(errno, EFBIG);
	expect_file(today, FIRST "one\n");
}

static void
test_daybook_follows_no_link(void **state)
{
	(void)state;
	make_file("daybook.d/other", "");
	assert_int_equal(symlink("other", today), 0);
	assert_false(add("one\n"));
	assert_int_equal(errno, ELOOP);
	expect_file("daybook.d/other", "");
}

/* A limit of the file's size is a disk that gets full within a line. */
static void
test_daybook_goes_on_when_a_full_disk_has_room_again(void **state)
{
	static const struct rlimit full = {sizeof(FIRST) - 1 + 6,
		RLIM_INFINITY};
	static const struct rlimit room = {RLIM_INFINITY, RLIM_INFINITY};
	int status;

	(void)state;
	pid_t child = fork();

	if (child == 0) {
		signal(SIGXFSZ, SIG_IGN);
		setrlimit(RLIMIT_FSIZE, &full);
		bool is_cut = !add("one\ntwo\n");
		bool is_nothing = !add("three\n");

		setrlimit(RLIMIT_FSIZE, &room);
		_exit(is_cut && is_nothing && add("four\n") ? 0 : 1);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
	expect_file(today, FIRST "one\ntw\t!\nfour\n");
}

static void
test_daybook_forgets_what_is_too_old(void **state)
{
	(void)state;
	make_file("daybook.d/2026-04-11.log", "");
	make_file("daybook.d/2026-04-10.log", "");
	make_file("daybook.d/2025-12-24.log", "");
	make_file("daybook.d/notes", "");
	assert_true(add("one\n"));
	daybook_forget(folder, HOUR, 2);
	assert_int_equal(access(today, F_OK), 0);
	assert_int_equal(access("daybook.d/2026-04-11.log", F_OK), 0);
	assert_int_not_equal(access("daybook.d/2026-04-10.log", F_OK), 0);
	assert_int_not_equal(access("daybook.d/2025-12-24.log", F_OK), 0);
	assert_int_equal(access("daybook.d/notes", F_OK), 0);
}

static void
test_daybook_tells_what_is_no_folder(void **state)
{
	(void)state;
	assert_true(daybook_is_usable(folder));
	make_file("daybook.d/file", "");
	assert_false(daybook_is_usable("daybook.d/file"));
	assert_false(daybook_is_usable("daybook.d/nosuch"));
}

#define TEST(name) cmocka_unit_test_setup(name, set_up)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_daybook_knows_hours),
		TEST(test_daybook_begins_a_file_with_what_it_is),
		TEST(test_daybook_lets_nobody_else_read),
		TEST(test_daybook_marks_a_line_that_was_cut),
		TEST(test_daybook_adds_nothing_to_a_full_file),
		TEST(test_daybook_follows_no_link),
		TEST(test_daybook_goes_on_when_a_full_disk_has_room_again),
		TEST(test_daybook_forgets_what_is_too_old),
		TEST(test_daybook_tells_what_is_no_folder),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
