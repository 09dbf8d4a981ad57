/* test_pending.c: records wait, and are put together. */
/* SPDX-License-Identifier: MIT */
#include "index/pending.h"

#include "store_help.h"

static struct tw_store *store;
static struct tw_pending pending;

static int
setup(void **state)
{
	if (help_set_up(state) != 0)
		return -1;
	store = help_create("index");
	help_ok(tw_store_lock(store, true, &help_err));
	tw_pending_init(&pending, store, 1000);
	return 0;
}

static int
teardown(void **state)
{
	tw_pending_done(&pending);
	tw_store_close(store);
	return help_tear_down(state);
}

static struct tw_record_key
key(uint32_t segment, uint32_t number)
{
	return (struct tw_record_key){segment, 3, number};
}

/* So many bytes, as help_expect expects them. */
static const uint8_t *
payload(struct tw_record_key of, size_t length)
{
	static uint8_t bytes[TW_RECORD_PAYLOAD];

	for (size_t i = 0; i < length; i++)
		bytes[i] = help_byte(of, i);
	return bytes;
}

static void
add(uint32_t segment, uint32_t number, size_t length)
{
	struct tw_record_key of = key(segment, number);

	help_ok(tw_pending_add(&pending, of, payload(of, length), length,
		&help_err));
}

static void
sink(uint32_t segment, uint32_t number, size_t length)
{
	struct tw_record_key of = key(segment, number);

	help_ok(pending.sink.put(pending.sink.context, of,
		payload(of, length), length, &help_err));
}

static bool
is_there(uint32_t segment, uint32_t number, size_t length)
{
	struct tw_txn *txn = help_read(store);
	const uint8_t *found;
	size_t n;
	int status = tw_record_get(txn, key(segment, number), &found,
		&n, NULL);

	if (status == TRAWL_OK)
		help_expect(txn, segment, 3, number, length);
	tw_txn_end(txn);
	return status == TRAWL_OK;
}

static void
test_added_records_wait_until_they_are_put(void **state)
{
	(void)state;
	add(1, 0, TW_RECORD_PAYLOAD);
	add(1, 1, 0);
	add(2, 0, 77);
	assert_false(is_there(1, 0, 0));
	help_ok(tw_pending_put(&pending, &help_err));
	assert_true(is_there(1, 0, TW_RECORD_PAYLOAD));
	assert_true(is_there(1, 1, 0));
	assert_true(is_there(2, 0, 77));
}

static void
test_later_record_of_a_key_is_the_one(void **state)
{
	(void)state;
	add(1, 0, 100);
	add(1, 0, 50);
	help_ok(tw_pending_put(&pending, &help_err));
	assert_true(is_there(1, 0, 50));
}

static void
test_sink_puts_when_enough_is_waiting(void **state)
{
	(void)state;
	sink(1, 0, 400);
	sink(1, 1, 400);
	assert_false(is_there(1, 0, 400));
	sink(1, 2, 400);
	assert_true(is_there(1, 0, 400));
	assert_true(is_there(1, 2, 400));
	assert_int_equal(pending.records.n, 0);
}

static void
test_thread_puts_what_the_sink_is_given(void **state)
{
	(void)state;
	pending.is_aside = true;
	for (uint32_t i = 0; i < 50; i++)
		sink(1, i, 200);
	add(1, 50, 200);
	help_ok(tw_pending_put(&pending, &help_err));
	assert_int_equal(pending.records.n, 0);
	for (uint32_t i = 0; i <= 50; i++)
		assert_true(is_there(1, i, 200));
}

static void
test_what_a_thread_is_putting_can_be_forgotten(void **state)
{
	(void)state;
	pending.is_aside = true;
	for (uint32_t i = 0; i < 10; i++)
		sink(1, i, 200);
	tw_pending_forget(&pending);
	add(2, 0, 200);
	help_ok(tw_pending_put(&pending, &help_err));
	assert_true(is_there(2, 0, 200));
	assert_false(is_there(1, 9, 200));
}

static void
test_record_that_is_refused_to_a_thread_is_told(void **state)
{
	(void)state;
	pending.is_aside = true;
	sink(UINT32_MAX, 0, 600);
	assert_true(tw_pending_put(&pending, NULL) < 0);
}

static void
test_forgotten_records_are_not_put(void **state)
{
	(void)state;
	add(1, 0, 100);
	tw_pending_forget(&pending);
	add(1, 1, 100);
	help_ok(tw_pending_put(&pending, &help_err));
	assert_false(is_there(1, 0, 100));
	assert_true(is_there(1, 1, 100));
}

static void
test_putting_nothing_is_fine(void **state)
{
	(void)state;
	help_ok(tw_pending_put(&pending, &help_err));
}

static void
test_refused_record_is_not_lost_in_silence(void **state)
{
	(void)state;
	add(UINT32_MAX, 0, 10);
	assert_true(tw_pending_put(&pending, NULL) < 0);
}

static void
test_segment_is_deleted_however_many_records_it_has(void **state)
{
	(void)state;
	for (uint32_t i = 0; i < 2500; i++)
		add(2, i, 10);
	add(1, 0, 10);
	add(3, 0, 10);
	help_ok(tw_pending_put(&pending, &help_err));
	help_ok(tw_pending_delete(&pending, 2, &help_err));
	for (uint32_t i = 0; i < 2500; i += 499)
		assert_false(is_there(2, i, 10));
	assert_true(is_there(1, 0, 10));
	assert_true(is_there(3, 0, 10));
	help_ok(tw_pending_delete(&pending, 2, &help_err));
}

static void
test_dropped_segments_go_with_the_next_put(void **state)
{
	(void)state;
	for (uint32_t i = 0; i < 300; i++) {
		add(2, i, 10);
		add(4, i, 10);
	}
	add(3, 0, 10);
	help_ok(tw_pending_put(&pending, &help_err));
	help_ok(tw_pending_drop(&pending, 2, &help_err));
	help_ok(tw_pending_drop(&pending, 3, &help_err));
	assert_true(is_there(2, 0, 10));
	add(1, 0, 10);
	help_ok(tw_pending_put(&pending, &help_err));
	assert_true(is_there(1, 0, 10));
	assert_false(is_there(2, 0, 10));
	assert_false(is_there(2, 299, 10));
	assert_false(is_there(3, 0, 10));
	assert_true(is_there(4, 299, 10));
}

static void
test_forgotten_drop_deletes_nothing(void **state)
{
	(void)state;
	add(2, 0, 10);
	help_ok(tw_pending_put(&pending, &help_err));
	help_ok(tw_pending_drop(&pending, 2, &help_err));
	tw_pending_forget(&pending);
	help_ok(tw_pending_put(&pending, &help_err));
	assert_true(is_there(2, 0, 10));
}

static void
test_record_that_is_refused_keeps_the_dropped(void **state)
{
	(void)state;
	add(2, 0, 10);
	help_ok(tw_pending_put(&pending, &help_err));
	help_ok(tw_pending_drop(&pending, 2, &help_err));
	add(UINT32_MAX, 0, 10);
	assert_true(tw_pending_put(&pending, NULL) < 0);
	assert_true(is_there(2, 0, 10));
}

#define PENDING_TEST(name) \
	cmocka_unit_test_setup_teardown(name, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		PENDING_TEST(test_added_records_wait_until_they_are_put),
		PENDING_TEST(test_later_record_of_a_key_is_the_one),
		PENDING_TEST(test_sink_puts_when_enough_is_waiting),
		PENDING_TEST(test_thread_puts_what_the_sink_is_given),
		PENDING_TEST(test_what_a_thread_is_putting_can_be_forgotten),
		PENDING_TEST(test_record_that_is_refused_to_a_thread_is_told),
		PENDING_TEST(test_forgotten_records_are_not_put),
		PENDING_TEST(test_putting_nothing_is_fine),
		PENDING_TEST(test_refused_record_is_not_lost_in_silence),
		PENDING_TEST(
			test_segment_is_deleted_however_many_records_it_has),
		PENDING_TEST(test_dropped_segments_go_with_the_next_put),
		PENDING_TEST(test_forgotten_drop_deletes_nothing),
		PENDING_TEST(test_record_that_is_refused_keeps_the_dropped),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
