/* test_arena.c: many small allocations that are freed together. */
/* SPDX-License-Identifier: MIT */
#include "base/arena.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "../fault/alloc_fault.h"

static void
test_pieces_are_aligned(void **state)
{
	struct tw_arena arena = {0};

	(void)state;
	for (size_t size = 0; size < 300; size++) {
		void *p = tw_arena_alloc(&arena, size);

		assert_non_null(p);
		assert_int_equal((uintptr_t)p % 16, 0);
	}
	tw_arena_done(&arena);
}

/* Sizes small and large in turn, so that chunks of both kinds are made. */
static void
test_pieces_do_not_overlap(void **state)
{
	enum { COUNT = 500 };
	struct tw_arena arena = {0};
	unsigned char *pieces[COUNT];
	size_t sizes[COUNT];

	(void)state;
	for (size_t i = 0; i < COUNT; i++) {
		sizes[i] = i % 50 == 0 ? 70000 : i;
		pieces[i] = tw_arena_alloc(&arena, sizes[i]);
		assert_non_null(pieces[i]);
		memset(pieces[i], (int)(i % 251), sizes[i]);
	}
	for (size_t i = 0; i < COUNT; i++) {
		for (size_t j = 0; j < sizes[i]; j++)
			assert_int_equal(pieces[i][j], i % 251);
	}
	tw_arena_done(&arena);
}

static void
test_small_pieces_share_a_chunk(void **state)
{
	struct tw_arena arena = {0};

	(void)state;
	alloc_fault_at(0);
	for (int i = 0; i < 1000; i++)
		assert_non_null(tw_arena_alloc(&arena, 100));
	assert_in_range(alloc_fault_count(), 1, 10);
	tw_arena_done(&arena);
}

static void
test_chunk_goes_on_after_a_large_piece(void **state)
{
	struct tw_arena arena = {0};
	char *first = tw_arena_alloc(&arena, 16);

	(void)state;
	assert_non_null(first);
	assert_non_null(tw_arena_alloc(&arena, 1000000));
	assert_ptr_equal(tw_arena_alloc(&arena, 16), first + 16);
	tw_arena_done(&arena);
}

static void
test_zeroed_piece_is_zero_after_a_reset(void **state)
{
	static const char zero[256];
	struct tw_arena arena = {0};
	void *dirty = tw_arena_alloc(&arena, sizeof(zero));

	(void)state;
	assert_non_null(dirty);
	memset(dirty, 0xff, sizeof(zero));
	tw_arena_reset(&arena);
	void *clean = tw_arena_zeroed(&arena, 16, 16);

	assert_ptr_equal(clean, dirty);
	assert_memory_equal(clean, zero, sizeof(zero));
	tw_arena_done(&arena);
}

static void
test_copy_ends_with_a_nul(void **state)
{
	struct tw_arena arena = {0};
	char *copy = tw_arena_copy(&arena, "abcdef", 3);

	(void)state;
	assert_non_null(copy);
	assert_memory_equal(copy, "abc", 4);
	copy = tw_arena_copy(&arena, NULL, 0);
	assert_non_null(copy);
	assert_string_equal(copy, "");
	tw_arena_done(&arena);
}

static void
test_maximum_bounds_all_chunks(void **state)
{
	struct tw_arena arena;
	size_t bytes = 0;

	(void)state;
	tw_arena_init(&arena, 100000);
	while (tw_arena_alloc(&arena, 1000))
		bytes += 1000;
	assert_in_range(bytes, 75000, 100000);
	assert_in_range(arena.total, bytes, 100000);
	tw_arena_done(&arena);
}

static void
test_piece_over_the_maximum_is_refused(void **state)
{
	struct tw_arena arena;

	(void)state;
	tw_arena_init(&arena, 1000);
	assert_null(tw_arena_alloc(&arena, 1000));
	assert_null(tw_arena_copy(&arena, "", SIZE_MAX));
	assert_null(tw_arena_zeroed(&arena, SIZE_MAX / 2, 3));
	assert_non_null(tw_arena_alloc(&arena, 900));
	tw_arena_done(&arena);
}

static void
test_piece_near_the_end_of_memory_is_refused(void **state)
{
	struct tw_arena arena = {0};

	(void)state;
	assert_non_null(tw_arena_alloc(&arena, 1));
	for (size_t size = SIZE_MAX; size > SIZE_MAX - 64; size--)
		assert_null(tw_arena_alloc(&arena, size));
	tw_arena_done(&arena);
}

static void
test_reset_keeps_one_chunk(void **state)
{
	struct tw_arena arena = {0};

	(void)state;
	for (int i = 0; i < 1000; i++)
		assert_non_null(tw_arena_alloc(&arena, 1000));
	tw_arena_reset(&arena);
	assert_int_equal(alloc_fault_live(), 1);
	alloc_fault_at(1);
	assert_non_null(tw_arena_alloc(&arena, 1000));
	assert_false(alloc_fault_off());
	tw_arena_done(&arena);
}

static void
test_renewed_arena_has_room_for_as_much_again(void **state)
{
	static const uint64_t failing[] = {1000, 2, 1, 1};
	struct tw_arena arena = {0};

	(void)state;
	for (int round = 0; round < 4; round++) {
		alloc_fault_at(failing[round]);
		for (int i = 0; i < 100; i++)
			assert_non_null(tw_arena_alloc(&arena, 1000));
		assert_false(alloc_fault_off());
		tw_arena_renew(&arena, 1 << 19);
	}
	tw_arena_done(&arena);
}

static void
test_renewed_arena_keeps_pages_of_the_system_too(void **state)
{
	struct tw_arena arena = {0};
	const void *kept = NULL;

	(void)state;
	for (int round = 0; round < 4; round++) {
		for (int i = 0; i < 40; i++)
			assert_non_null(tw_arena_alloc(&arena, 100000));
		if (round == 1)
			kept = arena.chunks;
		else if (round > 1)
			assert_ptr_equal(arena.chunks, kept);
		tw_arena_renew(&arena, 1 << 24);
	}
	tw_arena_done(&arena);
}

static void
test_renewed_arena_keeps_no_more_than_it_may(void **state)
{
	struct tw_arena arena = {0};

	(void)state;
	for (int i = 0; i < 100; i++)
		assert_non_null(tw_arena_alloc(&arena, 1000));
	size_t total = arena.total;

	tw_arena_renew(&arena, total - 1);
	assert_true(arena.total < total);
	tw_arena_done(&arena);
	tw_arena_renew(&arena, 1 << 19);
	assert_int_equal(alloc_fault_live(), 0);
}

static void
test_reset_makes_room_again_under_a_maximum(void **state)
{
	struct tw_arena arena;

	(void)state;
	tw_arena_init(&arena, 10000);
	for (int round = 0; round < 10; round++) {
		assert_non_null(tw_arena_alloc(&arena, 3000));
		assert_non_null(tw_arena_alloc(&arena, 5000));
		assert_null(tw_arena_alloc(&arena, 3000));
		tw_arena_reset(&arena);
	}
	tw_arena_done(&arena);
}

static void
test_done_and_reset_of_a_zeroed_arena(void **state)
{
	struct tw_arena arena = {0};

	(void)state;
	tw_arena_reset(&arena);
	tw_arena_done(&arena);
	tw_arena_done(&arena);
	assert_int_equal(alloc_fault_live(), 0);
}

static void
test_arena_goes_on_after_a_failed_allocation(void **state)
{
	struct tw_arena arena = {0};

	(void)state;
	alloc_fault_at(1);
	assert_null(tw_arena_alloc(&arena, 10));
	assert_null(tw_arena_copy(&arena, "x", SIZE_MAX - 1));
	assert_true(alloc_fault_off());
	assert_non_null(tw_arena_alloc(&arena, 10));
	alloc_fault_from(1);
	assert_null(tw_arena_zeroed(&arena, 100, 1000));
	assert_true(alloc_fault_off());
	assert_non_null(tw_arena_zeroed(&arena, 100, 1000));
	tw_arena_done(&arena);
	assert_int_equal(alloc_fault_live(), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_pieces_are_aligned),
		cmocka_unit_test(test_pieces_do_not_overlap),
		cmocka_unit_test(test_small_pieces_share_a_chunk),
		cmocka_unit_test(test_chunk_goes_on_after_a_large_piece),
		cmocka_unit_test(test_zeroed_piece_is_zero_after_a_reset),
		cmocka_unit_test(test_copy_ends_with_a_nul),
		cmocka_unit_test(test_maximum_bounds_all_chunks),
		cmocka_unit_test(test_piece_over_the_maximum_is_refused),
		cmocka_unit_test(test_piece_near_the_end_of_memory_is_refused),
		cmocka_unit_test(test_reset_keeps_one_chunk),
		cmocka_unit_test(test_renewed_arena_has_room_for_as_much_again),
		cmocka_unit_test(
			test_renewed_arena_keeps_pages_of_the_system_too),
		cmocka_unit_test(test_renewed_arena_keeps_no_more_than_it_may),
		cmocka_unit_test(test_reset_makes_room_again_under_a_maximum),
		cmocka_unit_test(test_done_and_reset_of_a_zeroed_arena),
		cmocka_unit_test(test_arena_goes_on_after_a_failed_allocation),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
