/* cpu.c: takes over what the C library found out about the processor. */
/* SPDX-License-Identifier: MIT */
#include "base/cpu.h"

#include "base/kernels.h"

#ifdef TW_X86

/* Of glibc, from 2.33 on. */
#ifdef __has_include
#if __has_include(<sys/platform/x86.h>)
#include <sys/platform/x86.h>
#endif
#endif

#ifdef CPU_FEATURE_ACTIVE
#define HAS(glibc, gcc) CPU_FEATURE_ACTIVE(glibc)
#define ASK() ((void)0)
#else
#define HAS(glibc, gcc) __builtin_cpu_supports(gcc)
#define ASK() __builtin_cpu_init()
#endif

/*
 * The one thing of the library that is not constant: a fact about the
 * machine, as it would stand in the compiler's library, which has a
 * constructor for it likewise.
 */
unsigned tw_cpu_features;

#if TW_TIERS > 1
/* Follows from it. */
unsigned tw_cpu_tier;

static unsigned
best_tier(void)
{
	if (TW_TIERS > TW_TIER_AVX2 && tw_cpu_has(TW_AVX2 | TW_POPCNT))
		return TW_TIER_AVX2;
	return tw_cpu_has(TW_SSE41 | TW_POPCNT) ? TW_TIER_SSE41
						: TW_TIER_PORTABLE;
}
#endif

__attribute__((constructor)) static void
find_features(void)
{
	ASK();
	tw_cpu_features =
		(HAS(POPCNT, "popcnt") ? TW_POPCNT : 0u) |
		(HAS(SSE4_1, "sse4.1") ? TW_SSE41 : 0u) |
		(HAS(SSE4_2, "sse4.2") ? TW_SSE42 : 0u) |
		(HAS(PCLMULQDQ, "pclmul") ? TW_PCLMUL : 0u) |
		(HAS(AVX, "avx") ? TW_AVX : 0u) |
		(HAS(AVX2, "avx2") ? TW_AVX2 : 0u);
#if TW_TIERS > 1
	tw_cpu_tier = best_tier();
#endif
}

#else

/* A file must declare something. */
typedef int tw_cpu_unused;

#endif
