/* store_help.h: a folder of its own for each test, and short ways to stores. */
/* SPDX-License-Identifier: MIT */
#ifndef TESTS_UNIT_STORE_HELP_H
#define TESTS_UNIT_STORE_HELP_H

#include <dirent.h>
#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "store/stream.h"

static char help_folder[PATH_MAX];

/* In memory if there is a place, as these tests commit very often. */
static inline const char *
help_parent(void)
{
	const char *parent = getenv("TMPDIR");

	if (parent && *parent)
		return parent;
	return access("/dev/shm", W_OK | X_OK) == 0 ? "/dev/shm" : "/tmp";
}

static inline int
help_set_up(void **state)
{
	(void)state;
	snprintf(help_folder, sizeof(help_folder), "%s/trawl-store-XXXXXX",
		help_parent());
	return mkdtemp(help_folder) ? 0 : -1;
}

static inline int
help_tear_down(void **state)
{
	DIR *folder = opendir(help_folder);

	(void)state;
	if (!folder)
		return -1;
	for (;;) {
		struct dirent *entry = readdir(folder);

		if (!entry)
			break;
		unlinkat(dirfd(folder), entry->d_name, 0);
	}
	closedir(folder);
	return rmdir(help_folder);
}

/* Borrowed until the fourth call from now. */
static inline const char *
help_path(const char *name)
{
	static char paths[4][PATH_MAX + 100];
	static unsigned next;
	char *path = paths[next++ % 4];

	snprintf(path, sizeof(paths[0]), "%s/%s", help_folder, name);
	return path;
}

/* A test in a folder of its own. */
#define help_test(f) \
	cmocka_unit_test_setup_teardown(f, help_set_up, help_tear_down)

static trawl_error help_err;

/* The call fills help_err when it fails; then the test fails, too. */
#define help_ok(call) \
	do { \
		int help_status = (call); \
		if (help_status != TRAWL_OK) \
			fail_msg("%s: status %d: %s", #call, help_status, \
				help_err.text); \
	} while (0)

static inline struct tw_store *
help_create(const char *name)
{
	struct tw_store *store = NULL;

	help_ok(tw_store_open(help_path(name), TW_STORE_CREATE, &store,
		&help_err));
	return store;
}

static inline struct tw_store *
help_open(const char *name)
{
	struct tw_store *store = NULL;

	help_ok(tw_store_open(help_path(name), 0, &store, &help_err));
	return store;
}

static inline struct tw_txn *
help_read(struct tw_store *store)
{
	struct tw_txn *txn = NULL;

	help_ok(tw_txn_read(store, &txn, &help_err));
	return txn;
}

static inline struct tw_txn *
help_write(struct tw_store *store)
{
	struct tw_txn *txn = NULL;

	help_ok(tw_txn_write(store, &txn, &help_err));
	return txn;
}

/* Bytes that tell which record they are of. */
static inline uint8_t
help_byte(struct tw_record_key key, size_t i)
{
	return (uint8_t)(key.segment * 31 + key.stream * 7 + key.number * 3 +
		i * 13 + i / 251);
}

static inline void
help_put(struct tw_txn *txn, uint32_t segment, uint32_t stream,
	uint32_t number, size_t length)
{
	static uint8_t payload[TW_RECORD_PAYLOAD];
	struct tw_record_key key = {segment, stream, number};

	for (size_t i = 0; i < length; i++)
		payload[i] = help_byte(key, i);
	help_ok(tw_record_put(txn, key, payload, length, &help_err));
}

/* In a transaction of its own, by who has the writer's place. */
static inline void
help_put_one_more(struct tw_store *store, uint32_t segment, uint32_t stream,
	uint32_t number, size_t length)
{
	struct tw_txn *txn = help_write(store);

	help_put(txn, segment, stream, number, length);
	help_ok(tw_txn_commit(txn, &help_err));
}

/* The same by who has not. */
static inline void
help_put_one(struct tw_store *store, uint32_t segment, uint32_t stream,
	uint32_t number, size_t length)
{
	help_ok(tw_store_lock(store, true, &help_err));
	help_put_one_more(store, segment, stream, number, length);
	tw_store_unlock(store);
}

static inline int
help_put_in_txn(void *context, struct tw_record_key key, const void *payload,
	size_t length, trawl_error *err)
{
	return tw_record_put(context, key, payload, length, err);
}

/* What is written goes into the change. */
static inline struct tw_sink
help_sink(struct tw_txn *txn)
{
	return (struct tw_sink){help_put_in_txn, txn};
}

/* True if these are the bytes that help_put put. */
static inline bool
help_is_right(struct tw_record_key key, const uint8_t *payload, size_t length)
{
	for (size_t i = 0; i < length; i++)
		if (payload[i] != help_byte(key, i))
			return false;
	return true;
}

static inline void
help_expect(struct tw_txn *txn, uint32_t segment, uint32_t stream,
	uint32_t number, size_t length)
{
	struct tw_record_key key = {segment, stream, number};
	const uint8_t *payload;
	size_t found;

	help_ok(tw_record_get(txn, key, &payload, &found, &help_err));
	assert_int_equal(found, length);
	assert_true(help_is_right(key, payload, length));
}

static inline void
help_expect_none(struct tw_txn *txn, uint32_t segment, uint32_t stream,
	uint32_t number)
{
	struct tw_record_key key = {segment, stream, number};
	const uint8_t *payload;
	size_t found;

	assert_int_equal(tw_record_get(txn, key, &payload, &found, NULL),
		TRAWL_END);
}

/* A store with so many full records, which make its file large, and with the
   writer's place. */
static inline struct tw_store *
help_start_large(uint32_t records)
{
	struct tw_store *store = help_create("a");
	struct tw_txn *txn;

	help_ok(tw_store_lock(store, false, &help_err));
	txn = help_write(store);
	for (uint32_t i = 0; i < records; i++)
		help_put(txn, 1, 1, i, TW_RECORD_PAYLOAD);
	help_ok(tw_txn_commit(txn, &help_err));
	return store;
}

#endif
