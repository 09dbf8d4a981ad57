/* test_meta.c: the two first pages, right and wrong. */
/* SPDX-License-Identifier: MIT */
#include "store/meta.h"

#include <fcntl.h>
#include <sys/stat.h>

#include "store_help.h"

#define PAGE 4096

static int fd;

static int
set_up(void **state)
{
	struct tw_store *store;

	if (help_set_up(state) != 0)
		return -1;
	store = help_create("a");
	for (uint32_t i = 0; i < 5; i++)
		help_put_one(store, 1, 1, i, 3000);
	tw_store_close(store);
	fd = open(help_path("a"), O_RDWR);
	return fd < 0 ? -1 : 0;
}

static int
tear_down(void **state)
{
	close(fd);
	return help_tear_down(state);
}

static void
expect(int status, const char *text)
{
	struct tw_meta meta;
	trawl_error err;

	assert_int_equal(tw_meta_read(fd, "a", &meta, &err), status);
	if (!strstr(err.text, text))
		fail_msg("%s", err.text);
}

/* Writes over a field of a meta page, whose struct begins behind a header. */
static void
put(int page, size_t offset, const void *p, size_t n)
{
	off_t at = page * PAGE + (off_t)(LMDB_PAGE_HEADER + offset);

	assert_int_equal(pwrite(fd, p, n, at), (ssize_t)n);
}

static void
test_newest_page_is_that_of_the_last_commit(void **state)
{
	struct tw_meta meta;
	struct stat found;

	(void)state;
	help_ok(tw_meta_read(fd, "a", &meta, &help_err));
	assert_int_equal(meta.newest, 1);
	assert_int_equal(meta.of[1].txnid, 5);
	assert_int_equal(meta.of[0].txnid, 4);
	assert_int_equal(meta.of[1].main.entries, 6);
	assert_int_equal(meta.page_size, PAGE);
	assert_int_equal(fstat(fd, &found), 0);
	assert_int_equal(meta.file_bytes, found.st_size);
}

static void
test_pages_out_of_turn_are_damage(void **state)
{
	const size_t wrong[] = {0, 2, 3, 5, 7, 8, SIZE_MAX};
	const size_t right = 4;

	(void)state;
	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++) {
		put(0, offsetof(struct lmdb_meta, txnid), &wrong[i],
			sizeof(wrong[i]));
		expect(TRAWL_ECORRUPT, "do not belong together");
	}
	put(0, offsetof(struct lmdb_meta, txnid), &right, sizeof(right));
	help_ok(tw_meta_read(fd, "a", &(struct tw_meta){.newest = 0},
		&help_err));
}

static void
test_one_damaged_page_is_damage_and_two_are_no_index(void **state)
{
	const uint32_t junk = 0x12345678;

	(void)state;
	put(1, 0, &junk, sizeof(junk));
	expect(TRAWL_ECORRUPT, "meta page 1 is damaged");
	put(0, 0, &junk, sizeof(junk));
	expect(TRAWL_ENOTINDEX, "is not an index");
}

static void
test_another_format_of_lmdb_is_no_index(void **state)
{
	const uint32_t version = 999;

	(void)state;
	put(0, 4, &version, sizeof(version));
	expect(TRAWL_ECORRUPT, "meta page 0 is damaged");
	put(1, 4, &version, sizeof(version));
	expect(TRAWL_ENOTINDEX, "data format 999");
}

static void
test_pages_beyond_the_file_are_a_file_cut_short(void **state)
{
	const size_t last = 1000000;

	(void)state;
	put(0, offsetof(struct lmdb_meta, last_page), &last, sizeof(last));
	expect(TRAWL_ECORRUPT, "is cut short");
}

#define meta_test(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		meta_test(test_newest_page_is_that_of_the_last_commit),
		meta_test(test_pages_out_of_turn_are_damage),
		meta_test(
			test_one_damaged_page_is_damage_and_two_are_no_index),
		meta_test(test_another_format_of_lmdb_is_no_index),
		meta_test(test_pages_beyond_the_file_are_a_file_cut_short),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
