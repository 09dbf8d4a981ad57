/* spoiling.h: an index whose records are damaged on purpose, then checked. */
/* SPDX-License-Identifier: MIT */
#ifndef TESTS_SPOILING_H
#define TESTS_SPOILING_H

#include "index/check.h"
#include "index/writer.h"
#include "index_help.h"
#include "store_help.h"

static struct tw_store *store;
static struct tw_buf told;

static inline void
fill(struct tw_writer *writer, uint32_t first, uint32_t end)
{
	for (uint32_t i = first; i < end; i++) {
		uint64_t seed = i * 31 + end;
		char id[16];

		snprintf(id, sizeof(id), "id%u", i);
		struct tw_doc doc = index_random_doc(&seed, id);

		index_ok(tw_writer_add(writer, &doc, &err));
	}
}

/* Two segments: one with dead articles and long lists, one without. */
static inline int
setup(void **state)
{
	struct tw_writer *writer = NULL;

	if (help_set_up(state) != 0)
		return -1;
	store = help_create("index");
	index_ok(tw_index_create(store, "en", &tw_ranking_usual, &err));
	index_ok(tw_writer_open(store, NULL, &writer, &err));
	fill(writer, 0, 403);
	index_ok(tw_writer_commit(writer, &err));
	fill(writer, 390, 420);
	index_ok(tw_writer_remove(writer, TW_STR("id3"), &err));
	index_ok(tw_writer_commit(writer, &err));
	tw_writer_free(writer);
	tw_buf_init(&told, 0);
	return 0;
}

static inline int
teardown(void **state)
{
	tw_store_close(store);
	tw_buf_done(&told);
	return help_tear_down(state);
}

static inline void
hear(void *context, const char *damage)
{
	tw_buf_addf(context, "%s\n", damage);
}

/* What the check returns; what it tells is in `told`. */
static inline int
check(void)
{
	trawl_error err = {0};

	tw_buf_reset(&told);
	int status = tw_check(help_path("index"), hear, &told, &err);

	tw_buf_add_byte(&told, '\0');
	assert_true(status == TRAWL_OK || err.status == status);
	return status;
}

static inline void
expect_told(const char *text)
{
	assert_int_equal(check(), TRAWL_ECORRUPT);
	if (!strstr(told.p, text))
		fail_msg("'%s' is not told by:\n%s", text, told.p);
}

static inline struct tw_txn *
change(void)
{
	index_ok(tw_store_lock(store, true, &err));
	return help_write(store);
}

static inline void
changed(struct tw_txn *txn)
{
	index_ok(tw_txn_commit(txn, &err));
	tw_store_unlock(store);
}

typedef void spoil_fn(uint8_t *payload, size_t *length);

/* Changes a record of segment 1; its checksum is right afterwards. */
static inline void
spoil(uint32_t stream, uint32_t number, spoil_fn *fn)
{
	static uint8_t copy[TW_RECORD_PAYLOAD];
	struct tw_record_key key = {1, stream, number};
	struct tw_txn *txn = change();
	const uint8_t *payload;
	size_t length;

	index_ok(tw_record_get(txn, key, &payload, &length, &err));
	memcpy(copy, payload, length);
	fn(copy, &length);
	index_ok(tw_record_put(txn, key, copy, length, &err));
	changed(txn);
}

#define CHECK_TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

#endif
