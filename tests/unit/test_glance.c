/* test_glance.c: records are found as LMDB finds them, in any bytes. */
/* SPDX-License-Identifier: MIT */
#include "store/glance.h"

#include <fcntl.h>
#include <sys/mman.h>

#include "base/alloc.h"
#include "store_help.h"

#define RECORDS 400

/* A file in memory, which a test may damage. */
static struct file {
	int fd;
	char *bytes;
	size_t size;
	struct tw_meta meta;
} file;

static size_t
length_of(uint32_t i)
{
	return i % 50 == 0 ? 5000 + i : i % 7;
}

/* Records 0, 2, 4 ... of a few streams; some in overflow runs. */
static void
make_file(void)
{
	struct tw_store *store = help_create("index");
	struct tw_txn *txn;

	help_ok(tw_store_lock(store, true, &help_err));
	txn = help_write(store);
	for (uint32_t i = 0; i < RECORDS; i++)
		help_put(txn, 1 + i / 100, i % 3, 2 * i, length_of(i));
	help_ok(tw_txn_commit(txn, &help_err));
	tw_store_close(store);
	file.fd = open(help_path("index"), O_RDONLY);
	assert_true(file.fd >= 0);
	help_ok(tw_meta_read(file.fd, "index", &file.meta, &help_err));
	file.size = (size_t)file.meta.file_bytes;
	file.bytes = mmap(NULL, file.size, PROT_READ | PROT_WRITE,
		MAP_PRIVATE, file.fd, 0);
	assert_ptr_not_equal(file.bytes, MAP_FAILED);
}

static int
setup(void **state)
{
	if (help_set_up(state) != 0)
		return -1;
	make_file();
	return 0;
}

static int
teardown(void **state)
{
	munmap(file.bytes, file.size);
	close(file.fd);
	return help_tear_down(state);
}

static struct tw_glance
begin(const char *map)
{
	struct tw_glance glance;

	help_ok(tw_glance_init(&glance, file.fd, "index", map, &file.meta,
		file.meta.newest, &help_err));
	return glance;
}

static int
find(struct tw_glance *glance, uint32_t i, uint32_t number,
	const uint8_t **ret, size_t *ret_size)
{
	struct tw_record_key key = {1 + i / 100, i % 3, number};
	uint64_t offset;

	return tw_glance_find(glance, key, ret, ret_size, &offset, NULL);
}

/* The record, if it can be told from damage. */
static void
expect_record(uint32_t i, const uint8_t *value, size_t size)
{
	struct tw_record_key key = {1 + i / 100, i % 3, 2 * i};

	assert_null(tw_record_fault(value, size, key));
	assert_int_equal(size, tw_record_size(length_of(i)));
	assert_true(help_is_right(key, value + tw_record_front(length_of(i)),
		length_of(i)));
}

static void
test_each_record_is_found_and_no_other(void **state)
{
	struct tw_glance glance = begin(file.bytes);

	(void)state;
	for (uint32_t i = 0; i < RECORDS; i++) {
		const uint8_t *value;
		size_t size;

		assert_int_equal(find(&glance, i, 2 * i, &value, &size),
			TRAWL_OK);
		expect_record(i, value, size);
		assert_int_equal(find(&glance, i, 2 * i + 1, &value, &size),
			TRAWL_END);
	}
	tw_glance_done(&glance);
}

static void
test_without_a_map_what_lies_in_leaves_is_found(void **state)
{
	struct tw_glance glance = begin(NULL);

	(void)state;
	for (uint32_t i = 0; i < RECORDS; i++) {
		const uint8_t *value;
		size_t size;

		assert_int_equal(find(&glance, i, 2 * i, &value, &size),
			TRAWL_OK);
		if (length_of(i) < 100)
			expect_record(i, value, size);
		else
			assert_null(value);
	}
	tw_glance_done(&glance);
}

static void
test_empty_tree_has_nothing(void **state)
{
	struct tw_glance glance;
	const uint8_t *value;
	size_t size;

	(void)state;
	file.meta.of[file.meta.newest].main = (struct lmdb_tree){
		.root = LMDB_NO_PAGE
	};
	glance = begin(file.bytes);
	assert_int_equal(find(&glance, 0, 0, &value, &size), TRAWL_END);
	tw_glance_done(&glance);
}

/* A search in a damaged file: an error, or bytes that lie in it. */
static void
search_damaged(uint32_t first)
{
	struct tw_glance glance = begin(file.bytes);

	for (uint32_t i = first; i < RECORDS; i += 37) {
		const uint8_t *value = NULL;
		size_t size = 0;
		int status = find(&glance, i, 2 * i, &value, &size);

		if (status != TRAWL_OK)
			continue;
		assert_true((const char *)value >= file.bytes);
		assert_true(size <= file.size - (size_t)
			((const char *)value - file.bytes));
	}
	tw_glance_done(&glance);
}

static void
test_flipped_bits_lead_nowhere_outside(void **state)
{
	(void)state;
	for (size_t at = 2 * file.meta.page_size; at < file.size; at++) {
		char before = file.bytes[at];

		/* Runs have nothing but values behind their first page. */
		if (at % file.meta.page_size > 64 && at % 5 != 0)
			continue;
		file.bytes[at] = (char)(before ^ (1 << at % 8));
		search_damaged((uint32_t)(at % 37));
		file.bytes[at] = (char)(before ^ 0xff);
		search_damaged((uint32_t)(at % 37));
		file.bytes[at] = before;
	}
}

/* Each page in the place of each other: as a leaf, a branch or neither. */
static void
test_misplaced_pages_lead_nowhere_outside(void **state)
{
	size_t page_size = file.meta.page_size;
	size_t count = file.size / page_size;
	char *before = tw_alloc(page_size);

	(void)state;
	assert_non_null(before);
	for (size_t to = 2; to < count; to++) {
		char *place = file.bytes + to * page_size;

		memcpy(before, place, page_size);
		for (size_t from = 2; from < count; from += 3) {
			memcpy(place, file.bytes + from * page_size,
				page_size);
			search_damaged((uint32_t)(from % 37));
			/* and with the number that it ought to have */
			memcpy(place, &to, sizeof(to));
			search_damaged((uint32_t)(from % 37));
			memcpy(place, before, page_size);
		}
	}
	tw_free(before);
}

static void
test_impossible_depth_is_damage(void **state)
{
	struct tw_glance glance;

	(void)state;
	file.meta.of[file.meta.newest].main.depth = 33;
	assert_int_equal(tw_glance_init(&glance, file.fd, "index", file.bytes,
		&file.meta, file.meta.newest, NULL), TRAWL_ECORRUPT);
}

static void
test_root_outside_the_file_is_damage(void **state)
{
	const uint8_t *value;
	size_t size;
	struct tw_glance glance;

	(void)state;
	file.meta.of[file.meta.newest].main.root = SIZE_MAX / 8192;
	glance = begin(file.bytes);
	assert_int_equal(find(&glance, 0, 0, &value, &size), TRAWL_ECORRUPT);
	tw_glance_done(&glance);
}

#define GLANCE_TEST(name) cmocka_unit_test_setup_teardown(name, setup, \
	teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		GLANCE_TEST(test_each_record_is_found_and_no_other),
		GLANCE_TEST(test_without_a_map_what_lies_in_leaves_is_found),
		GLANCE_TEST(test_empty_tree_has_nothing),
		GLANCE_TEST(test_flipped_bits_lead_nowhere_outside),
		GLANCE_TEST(test_misplaced_pages_lead_nowhere_outside),
		GLANCE_TEST(test_impossible_depth_is_damage),
		GLANCE_TEST(test_root_outside_the_file_is_damage),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
