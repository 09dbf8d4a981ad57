/* test_file.c: names of files and the folders they lie in. */
/* SPDX-License-Identifier: MIT */
#include "store/file.h"

#include <errno.h>
#include <sys/stat.h>

#include "base/alloc.h"
#include "store_help.h"

static void
test_name_is_both_texts(void **state)
{
	char *name = tw_file_name("/a/b.trawl", "-lock");

	(void)state;
	assert_string_equal(name, "/a/b.trawl-lock");
	tw_free(name);
}

static void
test_absolute_path_begins_at_the_root(void **state)
{
	char folder[PATH_MAX];
	char *path = tw_file_absolute("/a/../b");

	(void)state;
	assert_string_equal(path, "/a/../b");
	tw_free(path);
	assert_non_null(getcwd(folder, sizeof(folder)));
	path = tw_file_absolute("x/y");
	assert_int_equal(strncmp(path, folder, strlen(folder)), 0);
	assert_string_equal(path + strlen(folder), "/x/y");
	tw_free(path);
}

static void
test_folder_of_a_file_is_synced(void **state)
{
	(void)state;
	assert_int_equal(tw_file_sync_folder(help_path("file")), 0);
	assert_int_equal(tw_file_sync_folder("file"), 0);
	assert_int_equal(tw_file_sync_folder("/file"), 0);
	assert_int_equal(tw_file_sync_folder(help_path("none/file")), ENOENT);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_name_is_both_texts),
		cmocka_unit_test(test_absolute_path_begins_at_the_root),
		help_test(test_folder_of_a_file_is_synced),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
