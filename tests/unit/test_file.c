/* test_file.c: names of files and the folders they lie in. */
/* SPDX-License-Identifier: MIT */
#include "store/file.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

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

static int
make_file(const char *path)
{
	int fd = open(path, O_RDWR | O_CREAT, 0600);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, "12345", 5), 5);
	return fd;
}

static void
test_look_tells_what_stat_does(void **state)
{
	const char *path = help_path("file");
	int fd = make_file(path);
	struct tw_file_look look;
	struct stat file;

	(void)state;
	assert_int_equal(stat(path, &file), 0);
	assert_int_equal(tw_file_look(fd, &look), 0);
	assert_true(look.device == file.st_dev && look.inode == file.st_ino);
	assert_int_equal(look.bytes, 5);
	assert_int_equal(look.names, 1);
	look = (struct tw_file_look){0};
	assert_int_equal(tw_file_look_at(path, &look), 0);
	assert_true(look.device == file.st_dev && look.inode == file.st_ino);
	unlink(path);
	assert_int_equal(tw_file_look(fd, &look), 0);
	assert_int_equal(look.names, 0);
	assert_int_equal(tw_file_look_at(path, &look), ENOENT);
	close(fd);
	assert_int_equal(tw_file_look(fd, &look), EBADF);
}

static void
test_reading_quietly_leaves_the_time_of_access(void **state)
{
	int fd = make_file(help_path("file"));
	struct timespec old[2] = {{1000000000, 0}, {1000000001, 0}};
	struct stat file;
	char byte;

	(void)state;
	tw_file_read_quietly(fd);
	assert_int_equal(futimens(fd, old), 0);
	assert_int_equal(pread(fd, &byte, 1, 0), 1);
	assert_int_equal(fstat(fd, &file), 0);
	assert_int_equal(file.st_atim.tv_sec, 1000000000);
	close(fd);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_name_is_both_texts),
		cmocka_unit_test(test_absolute_path_begins_at_the_root),
		help_test(test_folder_of_a_file_is_synced),
		help_test(test_look_tells_what_stat_does),
		help_test(test_reading_quietly_leaves_the_time_of_access),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
