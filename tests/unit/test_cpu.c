/* test_cpu.c: tests of lib/base/cpu.h. */
/* SPDX-License-Identifier: MIT */
#include "base/cpu.h"
#include "base/kernels.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#ifdef TW_X86

static void
test_features_are_those_the_compiler_finds(void **state)
{
	(void)state;
	__builtin_cpu_init();
	assert_int_equal(tw_cpu_has(TW_POPCNT),
		__builtin_cpu_supports("popcnt") != 0);
	assert_int_equal(tw_cpu_has(TW_SSE42),
		__builtin_cpu_supports("sse4.2") != 0);
	assert_int_equal(tw_cpu_has(TW_PCLMUL),
		__builtin_cpu_supports("pclmul") != 0);
	assert_int_equal(tw_cpu_has(TW_AVX),
		__builtin_cpu_supports("avx") != 0);
	assert_int_equal(tw_cpu_has(TW_AVX2),
		__builtin_cpu_supports("avx2") != 0);
}

static void
test_has_when_one_of_two_is_missing(void **state)
{
	(void)state;
	assert_int_equal(tw_cpu_has(TW_POPCNT | 1u << 31), false);
	assert_int_equal(tw_cpu_has(0), true);
}

static void
test_tier_is_the_best_that_is_built_and_can_run(void **state)
{
	unsigned best = TW_TIER_PORTABLE;

	(void)state;
	if (tw_cpu_has(TW_SSE41 | TW_POPCNT))
		best = TW_TIER_SSE41;
	if (tw_cpu_has(TW_AVX2 | TW_POPCNT))
		best = TW_TIER_AVX2;
	assert_int_equal(tw_cpu_tier, best < TW_TIERS ? best : TW_TIERS - 1);
}

#else

static void
test_kernels_are_left_out(void **state)
{
	(void)state;
	skip();
}

#endif

int
main(void)
{
	const struct CMUnitTest tests[] = {
#ifdef TW_X86
		cmocka_unit_test(test_features_are_those_the_compiler_finds),
		cmocka_unit_test(test_has_when_one_of_two_is_missing),
		cmocka_unit_test(
			test_tier_is_the_best_that_is_built_and_can_run),
#else
		cmocka_unit_test(test_kernels_are_left_out),
#endif
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
