/* test_bitpack.c: blocks of 128 numbers, at every width, in every tier. */
/* SPDX-License-Identifier: MIT */
#include "base/bitpack.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define ROUNDS 20
#define LARGEST_BLOCK (16 * 32)

struct block {
	uint32_t numbers[TW_BLOCK];
	uint8_t packed[LARGEST_BLOCK + TW_PACK_SLACK];
};

/* Numbers of at most `width` bits; at least one has them all. */
static void
fill(struct block *block, unsigned width, uint64_t seed)
{
	memset(block->packed, 0xa5, sizeof(block->packed));
	for (unsigned i = 0; i < TW_BLOCK; i++) {
		seed = seed * UINT64_C(6364136223846793005) + 1442695040888963;
		block->numbers[i] = (uint32_t)(seed >> 32 >> (32 - width));
	}
	if (width > 0)
		block->numbers[seed >> 57] |= UINT32_C(1) << (width - 1);
}

static void
test_width_is_that_of_the_largest(void **state)
{
	(void)state;
	for (unsigned width = 1; width <= 32; width++) {
		uint32_t numbers[3] = {0};

		numbers[width % 3] = UINT32_C(1) << (width - 1);
		assert_int_equal(tw_pack_width(numbers, 3), width);
		numbers[width % 3] |= numbers[width % 3] - 1;
		assert_int_equal(tw_pack_width(numbers, 3), width);
	}
}

static void
test_width_of_zeros_and_of_nothing_is_zero(void **state)
{
	const uint32_t zeros[5] = {0};

	(void)state;
	assert_int_equal(tw_pack_width(zeros, 5), 0);
	assert_int_equal(tw_pack_width(NULL, 0), 0);
}

static void
test_unpack_undoes_pack_at_every_width(void **state)
{
	(void)state;
	for (unsigned width = 0; width <= 32; width++) {
		for (unsigned round = 0; round < ROUNDS; round++) {
			struct block block;
			_Alignas(16) uint32_t numbers[TW_BLOCK];

			fill(&block, width, round);
			assert_int_equal(
				tw_pack_width(block.numbers, TW_BLOCK), width);
			tw_pack(block.numbers, width, block.packed);
			tw_unpack(block.packed, width, numbers);
			assert_memory_equal(numbers, block.numbers,
				sizeof(numbers));
		}
	}
}

static void
test_each_number_alone_is_the_one_unpacked(void **state)
{
	(void)state;
	for (unsigned width = 0; width <= 32; width++) {
		struct block block;

		fill(&block, width, width);
		tw_pack(block.numbers, width, block.packed);
		for (uint32_t i = 0; i < TW_BLOCK; i++)
			assert_int_equal(
				tw_unpack_one(block.packed, width, i),
				block.numbers[i]);
	}
}

/* By the drawing in the header, number by number and bit by bit. */
static void
pack_plainly(const uint32_t numbers[TW_BLOCK], unsigned width,
	uint8_t *packed)
{
	memset(packed, 0, tw_pack_size(width));
	for (uint32_t i = 0; i < TW_BLOCK; i++)
		for (unsigned bit = 0; bit < width; bit++) {
			uint32_t at = i / 4 * width + bit;
			uint8_t *byte = packed + at / 32 * 16 + i % 4 * 4 +
				at % 32 / 8;

			*byte |= (uint8_t)((numbers[i] >> bit & 1) << at % 8);
		}
}

static void
assert_tier(const struct tw_bitpack_kernels *kernels, unsigned width,
	uint64_t seed)
{
	struct block block;
	uint8_t packed[sizeof(block.packed)];
	_Alignas(16) uint32_t numbers[TW_BLOCK];
	uint32_t before = seed % 2 ? UINT32_MAX : 77 * (uint32_t)seed;

	fill(&block, width, seed);
	memset(packed, 0xa5, sizeof(packed));
	pack_plainly(block.numbers, width, packed);
	kernels->pack[width](block.numbers, block.packed);
	assert_memory_equal(packed, block.packed, sizeof(packed));
	kernels->unpack[width](packed, numbers);
	assert_memory_equal(numbers, block.numbers, sizeof(numbers));
	kernels->unpack_ascending[width](packed, before, numbers);
	for (uint32_t i = 0; i < TW_BLOCK; i++) {
		before += block.numbers[i] + 1;
		assert_int_equal(numbers[i], before);
	}
}

static void
test_each_tier_packs_and_unpacks_at_every_width(void **state)
{
	(void)state;
	for (unsigned tier = 0; tier <= tw_cpu_tier; tier++)
		for (unsigned width = 0; width <= 32; width++)
			for (unsigned round = 0; round < ROUNDS; round++)
				assert_tier(tw_bitpack_tiers[tier], width,
					round * 33 + width);
}

static void
test_each_tier_counts_what_is_wider(void **state)
{
	struct block block;

	(void)state;
	fill(&block, 32, 7);
	for (uint32_t i = 0; i < TW_BLOCK; i++)
		block.numbers[i] >>= i % 33 < 32 ? i % 33 : 31;
	for (unsigned width = 0; width < 32; width++) {
		uint32_t wider = 0;

		for (uint32_t i = 0; i < TW_BLOCK; i++)
			wider += block.numbers[i] >> width != 0;
		assert_int_equal(tw_count_wider(block.numbers, width), wider);
		for (unsigned tier = 0; tier <= tw_cpu_tier; tier++)
			assert_int_equal(tw_bitpack_tiers[tier]->count_wider(
				block.numbers, width), wider);
	}
}

static void
test_blocks_may_stand_at_any_address(void **state)
{
	(void)state;
	for (unsigned tier = 0; tier <= tw_cpu_tier; tier++)
		for (unsigned offset = 0; offset < 16; offset++) {
			struct block block;
			uint8_t bytes[LARGEST_BLOCK + 2 * TW_PACK_SLACK];
			_Alignas(16) uint32_t numbers[TW_BLOCK];

			fill(&block, 13, offset);
			tw_pack(block.numbers, 13, bytes + offset);
			tw_bitpack_tiers[tier]->unpack[13](bytes + offset,
				numbers);
			assert_memory_equal(numbers, block.numbers,
				sizeof(numbers));
		}
}

static void
test_pack_writes_no_more_than_its_size(void **state)
{
	(void)state;
	for (unsigned width = 0; width <= 32; width++) {
		struct block block;
		size_t size = tw_pack_size(width);

		fill(&block, width, width);
		tw_pack(block.numbers, width, block.packed);
		for (size_t i = size; i < sizeof(block.packed); i++)
			assert_int_equal(block.packed[i], 0xa5);
	}
}

/* The layout of the header's drawing: it is the format on disk. */
static void
test_number_i_is_in_lane_i_mod_4_row_i_div_4(void **state)
{
	struct block block;

	(void)state;
	for (uint32_t i = 0; i < TW_BLOCK; i++)
		block.numbers[i] = i;
	tw_pack(block.numbers, 8, block.packed);
	for (uint32_t i = 0; i < TW_BLOCK; i++) {
		uint32_t lane = i % 4;
		uint32_t row = i / 4;

		assert_int_equal(
			block.packed[row / 4 * 16 + lane * 4 + row % 4], i);
	}
}

static void
test_ascending_adds_gaps_and_one(void **state)
{
	struct block block;
	_Alignas(16) uint32_t numbers[TW_BLOCK];
	uint32_t before = 1000;

	(void)state;
	fill(&block, 11, 1);
	tw_pack(block.numbers, 11, block.packed);
	tw_unpack_ascending(block.packed, 11, before, numbers);
	for (unsigned i = 0; i < TW_BLOCK; i++) {
		before += block.numbers[i] + 1;
		assert_int_equal(numbers[i], before);
	}
}

static void
test_ascending_at_width_zero_is_consecutive(void **state)
{
	const uint8_t packed[TW_PACK_SLACK] = {0};
	_Alignas(16) uint32_t numbers[TW_BLOCK];

	(void)state;
	tw_unpack_ascending(packed, 0, UINT32_MAX, numbers);
	for (uint32_t i = 0; i < TW_BLOCK; i++)
		assert_int_equal(numbers[i], i);
}

static void
test_ascending_that_overflows_wraps(void **state)
{
	struct block block;
	_Alignas(16) uint32_t numbers[TW_BLOCK];

	(void)state;
	for (unsigned i = 0; i < TW_BLOCK; i++)
		block.numbers[i] = UINT32_MAX - 1;
	tw_pack(block.numbers, 32, block.packed);
	tw_unpack_ascending(block.packed, 32, 5, numbers);
	for (uint32_t i = 0; i < TW_BLOCK; i++)
		assert_int_equal(numbers[i], 4 - i);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_width_is_that_of_the_largest),
		cmocka_unit_test(test_width_of_zeros_and_of_nothing_is_zero),
		cmocka_unit_test(test_unpack_undoes_pack_at_every_width),
		cmocka_unit_test(test_each_number_alone_is_the_one_unpacked),
		cmocka_unit_test(
			test_each_tier_packs_and_unpacks_at_every_width),
		cmocka_unit_test(test_each_tier_counts_what_is_wider),
		cmocka_unit_test(test_blocks_may_stand_at_any_address),
		cmocka_unit_test(test_pack_writes_no_more_than_its_size),
		cmocka_unit_test(test_number_i_is_in_lane_i_mod_4_row_i_div_4),
		cmocka_unit_test(test_ascending_adds_gaps_and_one),
		cmocka_unit_test(test_ascending_at_width_zero_is_consecutive),
		cmocka_unit_test(test_ascending_that_overflows_wraps),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
